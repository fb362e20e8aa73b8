import { join } from "node:path";
import { test } from "./fixtures.ts";
import { views } from "./views.ts";

// Not a test of anything: pictures for people to look at, made by `cargo xtask screenshots`.
for (const colorScheme of ["light", "dark"] as const) {
  for (const locale of ["en-US", "ko-KR"]) {
    for (const width of [320, 768, 1440]) {
      test.describe(`${colorScheme} ${locale} ${width}`, () => {
        test.use({ colorScheme, locale, viewport: { width, height: 900 } });
        for (const [name, visit] of Object.entries(views)) {
          test(name, async ({ page, agentConsole, gitlab }) => {
            await visit({ page, agentConsole, gitlab });
            const file = `${name}-${width}-${colorScheme}-${locale.slice(0, 2)}.png`;
            await page.screenshot({ path: join(import.meta.dirname, "screenshots", file) });
          });
        }
      });
    }
  }
}
