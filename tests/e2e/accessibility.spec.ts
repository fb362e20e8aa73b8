import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { expectedTrouble, views } from "./views.ts";

test.use({
  // Axe adds style elements to the page, which the page's own policy refuses.
  bypassCSP: true,
  // Low enough that the table renders few rows: one is like the other, and each takes axe a while.
  viewport: { width: 1280, height: 480 },
});
test.describe.configure({ mode: "parallel" });

const LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** The rules of those levels that the colours decide; all others hold in both themes or in none. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/** What axe finds wrong in the page as it stands: rule, place and reason. */
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
  // The other mode opens a page more for each run, to add up frames, of which there are none.
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
