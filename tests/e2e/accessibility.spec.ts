import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { expectedTrouble, views } from "./views.ts";

test.use({
  // Axe adds style elements to the page, which its policy blocks.
  bypassCSP: true,
  // Low, so that the table renders few rows: all rows are alike, and axe takes a while for each.
  viewport: { width: 1280, height: 480 },
});
test.describe.configure({ mode: "parallel" });

const LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/**
 * The rules of those levels that depend on colours; all others give the same result in both themes.
 */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/** The violations that axe finds in the page: rule, element and reason. */
async function violations(page: Page, axe = everyRule(page)): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.flat().join(" ")}: ${node.failureSummary}`),
  );
}

function everyRule(page: Page): AxeBuilder {
  return axeOn(page).withTags(LEVELS);
}

function colourRules(page: Page): AxeBuilder {
  return axeOn(page).withRules(COLOUR_RULES);
}

function axeOn(page: Page): AxeBuilder {
  // The other mode opens an extra page for each run to combine frames, of which there are none.
  return new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
}

for (const [name, visit] of Object.entries(views)) {
  test(`axe finds nothing in ${name}`, async ({ page, agentConsole, gitlab, trouble }) => {
    trouble.allow(...expectedTrouble);
    await visit({ page, agentConsole, gitlab });
    expect(await violations(page), "light").toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await violations(page, colourRules(page)), "dark").toEqual([]);
  });
}

test("axe sees into the console", async ({ page, agentConsole }) => {
  await agentConsole.open();
  const field = page.getByLabel("Personal access token", { exact: true });
  await expect(field).toBeVisible();
  await page.getByRole("heading", { name: "Sign in" }).evaluate((heading) => {
    heading.style.color = "#bbb";
    heading.style.background = "#ccc";
  });
  expect((await violations(page)).join()).toContain("color-contrast");
  expect((await violations(page, colourRules(page))).join()).toContain("color-contrast");
});
