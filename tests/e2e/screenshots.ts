import { join } from "node:path";
import { test } from "./fixtures.ts";
import { expectedTrouble, views } from "./views.ts";

// Not a test: pictures for review, made by `cargo xtask screenshots`.
test.describe.configure({ mode: "parallel" });
for (const locale of ["en-US", "ko-KR"]) {
  test.describe(locale, () => {
    test.use({ locale, viewport: { width: 1440, height: 900 } });
    for (const [name, visit] of Object.entries(views)) {
      test(name, async ({ page, agentConsole, gitlab, trouble }) => {
        trouble.allow(...expectedTrouble);
        await visit({ page, agentConsole, gitlab });
        // Avoids hover effects.
        await page.mouse.move(0, 0);
        for (const width of [1440, 768, 320]) {
          await page.setViewportSize({ width, height: 900 });
          for (const colorScheme of ["light", "dark"] as const) {
            await page.emulateMedia({ colorScheme });
            const file = `${name}-${width}-${colorScheme}-${locale.slice(0, 2)}.png`;
            const path = join(import.meta.dirname, "screenshots", file);
            await page.screenshot({ path, animations: "disabled" });
          }
        }
      });
    }
  });
}
