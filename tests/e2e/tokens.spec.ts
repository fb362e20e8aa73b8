import { everywhere, expect, test } from "./fixtures.ts";
import {
  agentPanel,
  agentRow,
  cellOf,
  changeElsewhere,
  openAgents,
  readStatus,
} from "./steps/agents.ts";
import {
  beginToken,
  callsOf,
  closeStored,
  createDialog,
  lastCreated,
  revealDialog,
  revealToken,
  sendToken,
  tokenCard,
  tokensRoute,
} from "./steps/tokens.ts";

const agent5 = "projects/20/agents/5";

test("shows every field of every token, and the slots", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, agent5);
  const panel = agentPanel(page);
  await expect(panel.getByText("2 of 2 slots used")).toBeVisible();
  await expect(panel.locator("[data-token-id]")).toHaveCount(2);
  const [abcd, foobar] = [tokenCard(page, 1), tokenCard(page, 2)];
  await expect(abcd).toContainText("abcd#1");
  await expect(abcd).toContainText("never used");
  await expect(abcd).toContainText(/created \d yr ago by root/);
  await expect(abcd).toContainText("Some token");
  await expect(foobar).toContainText("foobar#2");
  await expect(abcd.getByRole("button")).toHaveAccessibleName("Revoke abcd #1");
});

test("tells used, unknown, twin and surplus tokens apart", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 403 .*\/cluster_agents\/201\/tokens\/\d+/);
  await openAgents({ page, agentConsole }, "projects/101,102,104/agents/212");
  const panel = agentPanel(page);
  const open = async (name: string) => {
    await agentRow(page, name).getByRole("link").click();
    await expect(panel.getByRole("heading", { name })).toBeVisible();
  };
  const tokens = panel.locator("[data-token-id]");
  await expect(panel.getByText("3 of 2 slots used")).toBeVisible();
  await expect(tokens).toHaveCount(3);
  await expect(tokens.filter({ hasText: "Green" })).toContainText("used 9 d ago");
  await expect(panel.getByRole("button", { name: "Create token" })).toHaveAccessibleDescription(
    "3 tokens are active, and an agent can have two. Revoke 2 of them to create another one.",
  );

  await open("warehouse-eu");
  await expect(tokens.filter({ hasText: "Left cluster" })).toContainText(/used (just now|\d+ s ago)/);
  await expect(tokens.filter({ hasText: "Right cluster" })).toContainText("never used");
  await expect(panel.getByText("Another token has the same name.")).toHaveCount(2);

  await gitlab.faults({
    path: "/cluster_agents/201/tokens/\\d+$",
    fault: { kind: "status", code: 403, body: { message: "403 Forbidden" } },
  });
  await open("prod-eu-1");
  await expect(tokens).toContainText("use not known");
  await expect(tokens).not.toContainText("never used");
});

test("reads the tokens of the open agent again, and leaves the focus where it is", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await page.clock.install();
  await openAgents({ page, agentConsole }, "projects/101/agents/201");
  const card = agentPanel(page).locator("[data-token-id]").first();
  await expect(card).toContainText(/used (just now|\d+ s ago)/);
  const revoke = card.getByRole("button", { name: "Revoke" });
  await revoke.focus();
  await gitlab.advance(10 * 60_000);
  await page.clock.fastForward("10:00");
  await page.clock.runFor(26_000);
  await expect(card).toContainText(/used (just now|\d+ s ago|1 min ago)/);
  await expect(revoke).toBeFocused();
});

test("refuses a third token before sending a request", async ({ page, agentConsole, gitlab }) => {
  await openAgents({ page, agentConsole }, agent5);
  const create = agentPanel(page).getByRole("button", { name: "Create token" });
  await expect(create).toHaveAttribute("aria-disabled", "true");
  await expect(create).toHaveAccessibleDescription(
    "No slot is free. Revoke a token below to create another one.",
  );
  await create.click({ force: true });
  await create.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(await callsOf(gitlab, "POST", tokensRoute)).toBe(0);
  expect(await gitlab.ledger()).toEqual([]);
});

test("creates a token after another one is revoked", async ({ page, agentConsole, gitlab }) => {
  await openAgents({ page, agentConsole }, agent5);
  await tokenCard(page, 1).getByRole("button", { name: "Revoke" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke token" }).click();
  await expect(tokenCard(page, 1)).toHaveCount(0);
  await expect(agentPanel(page).getByText("1 of 2 slots used")).toBeVisible();
  await revealToken(page);
  await expect(revealDialog(page)).toContainText("2 of 2 slots used");
  await closeStored(page);

  const actions = (await gitlab.ledger()).map(({ action, agent_id, token_id }) => ({
    action,
    agent_id,
    token_id,
  }));
  const created = (await lastCreated(gitlab)).token_id ?? 0;
  expect(actions).toEqual([
    { action: "revoke_token", agent_id: 5, token_id: 1 },
    { action: "create_token", agent_id: 5, token_id: created },
  ]);
  await expect(tokenCard(page, created)).toBeVisible();
  await expect(agentPanel(page).getByText("2 of 2 slots used")).toBeVisible();
  await expect(cellOf(agentRow(page, "agent-5"), "Tokens").getByRole("img")).toHaveAccessibleName(
    "2 of 2 token slots used",
  );
});

test("checks name and description before anything is sent", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  await expect(agentPanel(page)).toContainText("This agent has no token, so it cannot connect.");
  const dialog = await beginToken(page);
  const name = dialog.getByLabel("Name");
  const description = dialog.getByLabel("Description (optional)");
  await expect(name).toBeFocused();
  await expect(name).toHaveValue(/^agent-1-\d{8}-[2-9a-km-np-z]{6}$/);
  for (const [field, text, problem] of [
    [name, "  ", "Enter a name."],
    [name, "n".repeat(258), "Too long: 3 over the limit."],
    [description, "d".repeat(1026), "Too long: 2 over the limit."],
  ] as const) {
    const before = await field.inputValue();
    await field.fill(text);
    await expect(field).toHaveAccessibleDescription(new RegExp(problem));
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await sendToken(page);
    await expect(dialog).toBeVisible();
    await field.fill(before);
    await expect(field).not.toHaveAttribute("aria-invalid");
  }
  expect(await callsOf(gitlab, "POST", tokensRoute)).toBe(0);

  // GitLab counts characters, not bytes.
  await name.fill("한".repeat(255));
  await description.fill("글".repeat(1024));
  await sendToken(page);
  await expect(revealDialog(page)).toBeVisible();
  const { name: given } = await lastCreated(gitlab);
  expect(given).toBe("한".repeat(255));
});

test("keeps dialog and input when GitLab refuses", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 400 .*\/tokens/);
  await openAgents({ page, agentConsole }, "projects/101/agents/206");
  await expect(agentPanel(page).getByText("1 of 2 slots used")).toBeVisible();
  await gitlab.faults({ fault: { kind: "limit_tokens", n: 1 } });
  const dialog = await beginToken(page);
  await dialog.getByLabel("Name").fill("blue");
  await dialog.getByLabel("Description (optional)").fill("for the new cluster");
  await sendToken(page);
  const alert = dialog.getByRole("alert");
  await expect(alert).toContainText("An agent can have only two active tokens at a time");
  await expect(alert).toContainText(/HTTP 400 · request [0-9A-Za-z]+/);
  await expect(dialog.getByLabel("Name")).toHaveValue("blue");
  await expect(dialog.getByLabel("Description (optional)")).toHaveValue("for the new cluster");
  expect(await gitlab.ledger()).toEqual([]);

  await gitlab.faults();
  await sendToken(page);
  await expect(revealDialog(page)).toContainText("blue");
  expect(await callsOf(gitlab, "POST", tokensRoute)).toBe(2);
});

test("sees in time that somebody else took the last slot", everywhere, async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, "projects/101/agents/206");
  const dialog = await beginToken(page);
  const tokens = "/projects/101/cluster_agents/206/tokens";
  await changeElsewhere(gitlab, "POST", tokens, { name: "other" });
  const posted = await callsOf(gitlab, "POST", tokensRoute);
  await sendToken(page);
  await expect(dialog.getByRole("alert")).toContainText("No token slot is free.");
  expect(await callsOf(gitlab, "POST", tokensRoute)).toBe(posted);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(agentPanel(page).getByText("2 of 2 slots used")).toBeVisible();
  await expect(agentPanel(page)).toContainText("No slot is free.");
});

test("says that a token is revoked already", async ({ page, agentConsole, gitlab, trouble }) => {
  trouble.allow(/status of 404 .*\/tokens\/1\)$/);
  await openAgents({ page, agentConsole }, "projects/20");
  await expect(cellOf(agentRow(page, "agent-5"), "Status")).toHaveText("never used");
  const tokenRoute = `${tokensRoute}/:token_id`;
  const readBefore = await callsOf(gitlab, "GET", tokenRoute);
  await agentRow(page, "agent-5").getByRole("link").click();
  // A list read after the deletion would remove the token before it is revoked.
  await expect.poll(() => callsOf(gitlab, "GET", tokenRoute)).toBe(readBefore + 2);
  await changeElsewhere(gitlab, "DELETE", "/projects/20/cluster_agents/5/tokens/1");
  await tokenCard(page, 1).getByRole("button", { name: "Revoke" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("This token is already revoked");
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(tokenCard(page, 1)).toHaveCount(0);
  await expect(tokenCard(page, 2)).toBeVisible();
});

test("keeps the tokens visible when reading them again fails", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 403 .*\/tokens/);
  await openAgents({ page, agentConsole }, agent5);
  await expect(tokenCard(page, 1)).toBeVisible();
  await gitlab.faults({ method: "GET", path: "/tokens", fault: { kind: "status", code: 403 } });
  await agentPanel(page).getByRole("button", { name: "Close agent" }).click();
  await agentRow(page, "agent-5").getByRole("link").click();
  const alert = agentPanel(page).getByRole("alert");
  await expect(alert).toContainText("GitLab does not allow this.");
  await expect(tokenCard(page, 1)).toBeVisible();
  await gitlab.faults();
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(alert).toHaveCount(0);
  await expect(readStatus(page)).toBeVisible();
  await expect(createDialog(page)).toHaveCount(0);
});
