import { expect, test } from "./fixtures.ts";
import { agentRow, agentRows, agentTable, openAgents, readStatus } from "./steps/agents.ts";
import { refuseStorage } from "./steps/lost.ts";
import { signIn } from "./steps/sign-in.ts";

test.use({ viewport: { width: 1440, height: 900 } });

test("what is shown is saved as a set, found again, and forgotten", async ({
  page,
  agentConsole,
}) => {
  await openAgents({ page, agentConsole }, "projects/20,platform%2Fpayments");
  await page.getByText("Save as set").click();
  const name = page.getByRole("textbox", { name: "Name of the set" });
  const save = page.getByRole("button", { name: "Save in this browser" });
  await save.click();
  await expect(name).toHaveAccessibleDescription(/^Choose another name/);
  await name.fill("Mine & yours");
  await save.click();
  await expect(page.getByRole("banner")).toContainText("Mine & yours");
  await expect(name).toBeHidden();
  await expect(agentRow(page, "payments-prod")).toBeVisible();
  expect(new URL(page.url()).hash).toBe("#/sets/Mine%20%26%20yours");

  await page.reload();
  await expect(agentRow(page, "agent-5")).toBeVisible();
  await page.getByRole("button", { name: "Change" }).click();
  const sets = page.getByRole("list", { name: "Saved sets" });
  await sets.getByRole("link", { name: "Mine & yours" }).click();
  await expect(agentRow(page, "agent-5")).toBeVisible();
  // Only names, paths and ids are stored.
  const kept = await page.evaluate(() => localStorage.getItem("agent-console.sets"));
  expect(kept?.split("\n")[1]).toBe('{"Mine & yours":["20","platform/payments"]}');

  await page.getByRole("button", { name: "Change" }).click();
  await sets.getByRole("button", { name: "Remove the set Mine & yours" }).click();
  await expect(sets).toHaveCount(0);
});

test("the deployment's sets are offered, and keep their names", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  const config = { gitlabs: [gitlab.url], sets: { Kiosks: ["group:platform/edge"] } };
  await agentConsole.open("", { config });
  await signIn(page);
  const sets = page.getByRole("list", { name: "Saved sets" });
  await expect(sets.getByRole("button")).toHaveCount(0);
  await sets.getByRole("link", { name: "Kiosks" }).click();
  await expect(agentRow(page, "edge-seoul")).toBeVisible();
  await page.getByText("Save as set").click();
  await page.getByRole("textbox", { name: "Name of the set" }).fill("Kiosks");
  await page.getByRole("button", { name: "Save in this browser" }).click();
  await expect(page.getByRole("textbox", { name: "Name of the set" })).toHaveAccessibleDescription(
    /one of the deployment's/,
  );
});

test("a set is found by its name in whatever form it is written", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  const name = "엣지";
  const config = { gitlabs: [gitlab.url], sets: { [name.normalize("NFC")]: ["20"] } };
  const apart = encodeURIComponent(name.normalize("NFD"));
  await agentConsole.open(`#/sets/${apart}?filter=${apart}`, { config });
  await signIn(page);
  await expect(page.getByRole("banner")).toContainText(name.normalize("NFC"));
  const filter = page.getByRole("searchbox", { name: "Filter agents" });
  await expect(filter).toHaveValue(name.normalize("NFC"));
  await filter.fill("");
  await expect(agentRow(page, "agent-5")).toBeVisible();
});

test("the scope of everything cannot be saved as a set", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "everything");
  await expect(page.getByText("Columns", { exact: true })).toBeVisible();
  await expect(page.getByText("Save as set")).toHaveCount(0);
});

test("Home and End go to the first and last row", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "groups/platform");
  await expect(readStatus(page)).toBeVisible();
  await agentRows(page).first().getByRole("link").focus();
  const focused = agentTable(page).locator("[role=row]:focus-within");
  await page.keyboard.press("End");
  await expect(focused).toHaveAttribute("aria-rowindex", "58");
  await expect(focused).toBeInViewport();
  await page.keyboard.press("Home");
  await expect(focused).toHaveAttribute("aria-rowindex", "2");
  await expect(focused).toBeInViewport();
});

test("says that a set is not saved if the browser blocks storage", async ({
  page,
  agentConsole,
}) => {
  await refuseStorage(page);
  await openAgents({ page, agentConsole }, "projects/20");
  await page.getByText("Save as set").click();
  const name = page.getByRole("textbox", { name: "Name of the set" });
  await name.fill("Mine");
  await page.getByRole("button", { name: "Save in this browser" }).click();
  await expect(page.getByText("The set lasts until this page is closed.")).toBeVisible();
  await expect(page.getByRole("banner")).toContainText("Mine");
});
