import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { expectedTrouble, views } from "./views.ts";

// Axe adds style elements to the page, which the page's own policy refuses.
test.use({ bypassCSP: true });
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
  return new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).withTags(LEVELS);
}

function colourRules(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).withRules(COLOUR_RULES);
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
