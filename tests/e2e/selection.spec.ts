import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { agentRow, agentRows, agentTable, openAgents } from "./steps/agents.ts";

test.use({ viewport: { width: 1440, height: 900 } });

const focused = (page: Page) => agentTable(page).locator("[role=row]:focus-within");
const selected = (page: Page) => agentTable(page).getByRole("row", { selected: true });
const told = (page: Page) => page.getByRole("status").filter({ hasText: / selected$/ });

test("typing the start of a name finds its row", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "groups/platform");
  await agentRows(page).first().getByRole("link").focus();
  await page.keyboard.type("payments-p");
  await expect(focused(page).getByRole("rowheader")).toHaveText("payments-prod");
  await expect(focused(page)).toBeInViewport();
  // After a pause a new search starts.
  await page.clock.install();
  await page.clock.runFor(2_000);
  await page.keyboard.type("e");
  await expect(focused(page).getByRole("rowheader")).toHaveText(/^e/);
});

test("selects rows by keyboard, and exports them", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "groups/platform");
  await agentRow(page, "canary-eu").getByRole("link").focus();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(selected(page)).toHaveCount(3);
  await expect(told(page)).toHaveText("3 selected");
  await page.keyboard.press("Shift+ArrowUp");
  await expect(told(page)).toHaveText("2 selected");
  await page.keyboard.press("Home");
  await expect(focused(page)).toHaveAttribute("aria-rowindex", "2");
  await page.keyboard.press("Space");
  await expect(told(page)).toHaveText("3 selected");
  // This opened nothing.
  await expect(page.getByRole("complementary", { name: "Agent" })).toHaveCount(0);

  await page.getByText("Export selected").click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "CSV" }).click();
  const lines = (await readFile(await (await downloading).path(), "utf8")).trim().split("\r\n");
  expect(lines.slice(1).map((line) => line.split(",")[0])).toEqual(["0", "canary-eu", "ci-cache"]);

  // Filtered-out agents stay selected, but are neither counted nor exported.
  const filter = page.getByRole("searchbox", { name: "Filter agents" });
  await filter.fill("canary");
  await expect(told(page)).toHaveText("1 selected");
  await filter.fill("");
  await expect(told(page)).toHaveText("3 selected");

  await agentRows(page).first().getByRole("link").focus();
  await page.keyboard.press("Control+a");
  await expect(told(page)).toHaveText("57 selected");
  await page.keyboard.press("Escape");
  await expect(selected(page)).toHaveCount(0);
  await page.keyboard.press("Control+a");
  await page.getByRole("button", { name: "Select none" }).click();
  await expect(selected(page)).toHaveCount(0);
  await expect(page.getByText("Export", { exact: true })).toBeVisible();
});
