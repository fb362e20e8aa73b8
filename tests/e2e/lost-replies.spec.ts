import type { Page } from "@playwright/test";
import type { Gitlab } from "./fixtures/gitlab.ts";
import { expect, test } from "./fixtures.ts";
import { agentPanel, agentRow, openAgents } from "./steps/agents.ts";
import {
  beginToken,
  callsOf,
  createDialog,
  lastCreated,
  revealDialog,
  sendToken,
  tokenCard,
  tokensRoute,
} from "./steps/tokens.ts";

const agentsRoute = "/projects/:id/cluster_agents";
const lost = /ERR_EMPTY_RESPONSE|ERR_CONNECTION|ERR_CONTENT_LENGTH_MISMATCH|ERR_INCOMPLETE/;

test.beforeEach(({ trouble }) => trouble.allow(lost));

/** Registers `name`, with this fault at the request. */
async function register(page: Page, gitlab: Gitlab, name: string, kind: string): Promise<void> {
  await page.getByRole("button", { name: "Register agent" }).click();
  const dialog = page.getByRole("dialog", { name: "Register an agent" });
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await gitlab.faults({ method: "POST", fault: { kind } });
  await dialog.getByRole("button", { name: "Register and create token" }).click();
}

test("finds an agent whose registration was not heard of", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, "projects/21");
  await register(page, gitlab, "quiet-one", "drop_after_commit");
  await expect(page.getByText("Agent quiet-one is registered. The reply was lost,")).toBeVisible();
  await expect(createDialog(page)).toHaveAccessibleName("Create a token for quiet-one");
  await gitlab.faults();
  await sendToken(page);
  await expect(revealDialog(page)).toBeVisible();
  expect(await callsOf(gitlab, "POST", agentsRoute)).toBe(1);
  expect(await gitlab.ledger()).toHaveLength(2);
});

test("says that an agent was not registered", async ({ page, agentConsole, gitlab }) => {
  await openAgents({ page, agentConsole }, "projects/21");
  await register(page, gitlab, "nobody", "drop_before_commit");
  const dialog = page.getByRole("dialog", { name: "Register an agent" });
  await expect(dialog).toContainText("nobody was not registered: the reply was lost");
  expect(await callsOf(gitlab, "POST", agentsRoute)).toBe(1);
  expect(await gitlab.ledger()).toEqual([]);

  await gitlab.faults();
  await dialog.getByRole("button", { name: "Try again" }).click();
  await expect(dialog.getByLabel("Name", { exact: true })).toHaveValue("nobody");
  await dialog.getByRole("button", { name: "Register and create token" }).click();
  await expect(createDialog(page)).toBeVisible();
  expect(await callsOf(gitlab, "POST", agentsRoute)).toBe(2);
});

for (const fault of [
  { kind: "drop_after_commit" },
  { kind: "cut_after", bytes: 20 },
  { kind: "no_secret" },
]) {
  test(`names a token whose value was lost: ${fault.kind}`, async ({
    page,
    agentConsole,
    gitlab,
  }) => {
    await openAgents({ page, agentConsole }, "projects/20/agents/1");
    await beginToken(page);
    await gitlab.faults({ method: "POST", fault });
    await sendToken(page);
    const dialog = createDialog(page);
    const { name, token_id: id } = await lostToken(page, gitlab);
    await expect(dialog).toContainText(`Token ${name} #${id} was created, but its value was lost`);
    await expect(dialog).toContainText("The value cannot be read again.");
    expect(await callsOf(gitlab, "POST", tokensRoute)).toBe(1);
    expect(await gitlab.ledger()).toHaveLength(1);

    await gitlab.faults();
    await dialog.getByRole("button", { name: "Revoke it …" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Revoke token" }).click();
    await expect(page.getByText(`Token ${name} is revoked.`)).toBeVisible();
    await expect(agentPanel(page).getByText("0 of 2 slots used")).toBeVisible();
    await expect(tokenCard(page, id ?? 0)).toHaveCount(0);
  });
}

/** The token in the ledger, once the console has found it too. */
async function lostToken(page: Page, gitlab: Gitlab) {
  await expect(createDialog(page).getByRole("button", { name: "Revoke it …" })).toBeVisible();
  return lastCreated(gitlab);
}

test("says that no token was created", async ({ page, agentConsole, gitlab }) => {
  await page.clock.install();
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  await beginToken(page);
  await gitlab.faults({ method: "POST", fault: { kind: "drop_before_commit" } });
  await sendToken(page);
  const dialog = createDialog(page);
  await expect(dialog).toContainText("The reply was lost. Looking whether the token was created …");
  // A list may lag behind, so it looks a second time before it says so.
  await page.clock.runFor("00:10");
  await expect(dialog).toContainText("Nothing was created.");
  expect(await callsOf(gitlab, "POST", tokensRoute)).toBe(1);
  expect(await gitlab.ledger()).toEqual([]);

  await gitlab.faults();
  await dialog.getByRole("button", { name: "Try again" }).click();
  await sendToken(page);
  await expect(revealDialog(page)).toBeVisible();
  expect(await callsOf(gitlab, "POST", tokensRoute)).toBe(2);
});

test("admits that it does not know, and looks again on request", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 403 .*\/tokens/);
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  await beginToken(page);
  await gitlab.faults(
    { method: "POST", fault: { kind: "drop_after_commit" } },
    // The first list is the one before the creation.
    { method: "GET", path: "/tokens$", nth: 2, fault: { kind: "status", code: 403 } },
  );
  await sendToken(page);
  const dialog = createDialog(page);
  await expect(dialog).toContainText("Whether a token was created is not known.");
  await expect(dialog).toContainText("Your role does not allow this.");
  await gitlab.faults();
  await dialog.getByRole("button", { name: "Look again" }).click();
  await expect(dialog).toContainText("was created, but its value was lost");
  expect(await callsOf(gitlab, "POST", tokensRoute)).toBe(1);
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(agentRow(page, "agent-1")).toBeVisible();
});
