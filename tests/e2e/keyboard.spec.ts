import type { Locator } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { changeElsewhere, openAgents } from "./steps/agents.ts";
import { tokenOf } from "./steps/sign-in.ts";

test("everything is reachable by keyboard", async ({ page, agentConsole, gitlab }) => {
  await agentConsole.open("#/projects/20");
  await expect(page.getByLabel("Personal access token", { exact: true })).toBeFocused();
  await page.keyboard.insertText(tokenOf("maintainer"));
  await page.keyboard.press("Enter");
  const link = (name: string) => page.getByRole("link", { name, exact: true });
  await expect(link("agent-1")).toBeVisible();

  // The arrow keys move from row to row and stop at the last one.
  await link("agent-1").focus();
  await page.keyboard.press("ArrowDown");
  await expect(link("agent-2")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(link("agent-5")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(link("agent-5")).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(link("agent-2")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const panel = page.getByRole("complementary", { name: "Agent" });
  await expect(panel.getByRole("heading", { name: "agent-5" })).toBeVisible();

  const dialog = page.getByRole("dialog");
  for (const [name, title] of [
    ["Revoke abcd #1", "Revoke token abcd #1?"],
    ["Delete agent …", "Delete agent agent-5?"],
    ["Register agent", "Register an agent"],
  ] as const) {
    const opener = page.getByRole("button", { name });
    await opener.focus();
    await page.keyboard.press("Enter");
    await expect(dialog).toHaveAccessibleName(title);
    await expect(dialog.locator(":focus")).toHaveCount(1);
    // However often Tab is pressed, nothing behind the dialog gets the focus, and Escape still
    // works.
    for (let step = 0; step < 8; step += 1) {
      await page.keyboard.press("Tab");
      await expect(page.locator("agent-console :focus:not(dialog *)")).toHaveCount(0);
    }
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expect(opener).toBeFocused();
  }
  expect(await gitlab.ledger()).toEqual([]);
});

test("a row keeps the focus while other rows are added and removed", async ({
  page,
  context,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/ERR_INTERNET_DISCONNECTED/);
  await openAgents({ page, agentConsole }, "projects/101");
  const link = (name: string) => page.getByRole("link", { name, exact: true });
  await link("prod-eu-1").focus();
  await changeElsewhere(gitlab, "POST", "/projects/101/cluster_agents", { name: "a-first-one" });
  await changeElsewhere(gitlab, "DELETE", "/projects/101/cluster_agents/203");
  // Everything is read again without a key press.
  await context.setOffline(true);
  await expect(page.getByText("No network.")).toBeVisible();
  await context.setOffline(false);
  await expect(link("a-first-one")).toBeVisible();
  await expect(link("prod-us-1")).toHaveCount(0);
  await expect(link("prod-eu-1")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(link("prod-eu-2")).toBeFocused();
});

test("a dialog that loads first keeps its focus, and restores it", async ({
  page,
  agentConsole,
}) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/5");
  const opener = page.getByRole("button", { name: "Revoke abcd #1" });
  await opener.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(opener).toBeFocused();
});

test("the Enter that ends a composition sends nothing", async ({ page, agentConsole, gitlab }) => {
  await openAgents({ page, agentConsole }, "projects/20");
  const devtools = await page.context().newCDPSession(page);
  const compose = async (line: Locator) => {
    await line.focus();
    await devtools.send("Input.imeSetComposition", { text: "가", selectionStart: 1, selectionEnd: 1 });
    await page.keyboard.press("Enter");
    await devtools.send("Input.insertText", { text: "가" });
  };
  await page.getByText("Save as set").click();
  const set = page.getByRole("textbox", { name: "Name of the set" });
  await compose(set);
  await expect(set).toHaveValue("가");
  await expect(set).toBeVisible();
  await expect(set).toHaveAccessibleDescription("");
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Register agent" }).click();
  const dialog = page.getByRole("dialog", { name: "Register an agent" });
  const name = dialog.getByLabel("Name", { exact: true });
  await name.fill("a");
  await compose(name);
  await expect(name).toHaveValue("a가");
  await devtools.send("Input.imeSetComposition", { text: "나", selectionStart: 1, selectionEnd: 1 });
  await page.keyboard.press("Escape");
  await expect(dialog).toBeVisible();
  expect(await gitlab.ledger()).toEqual([]);
});

test("letters are commands with Caps Lock and with a Korean keyboard", async ({
  page,
  agentConsole,
}) => {
  await openAgents({ page, agentConsole }, "groups/platform");
  const row = page.getByRole("link", { name: "canary-eu", exact: true });
  await row.focus();
  const press = (key: string, code: string, more: object = {}) =>
    page
      .locator("agent-console a:focus")
      .dispatchEvent("keydown", { key, code, bubbles: true, composed: true, ...more });
  const selected = page.getByRole("row", { selected: true });
  await press("A", "KeyA", { ctrlKey: true });
  await expect(selected).not.toHaveCount(0);
  await press("Escape", "Escape");
  await expect(selected).toHaveCount(0);
  await press("ㅁ", "KeyA", { ctrlKey: true });
  await expect(selected).not.toHaveCount(0);
  await press("Escape", "Escape");
  await press("ㄴ", "KeyS");
  await press("Process", "KeyS");
  await press("S", "KeyS");
  await expect(page.locator("agent-console a:focus")).toHaveText(/^s/);
});
