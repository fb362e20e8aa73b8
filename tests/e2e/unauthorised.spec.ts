import type { Page } from "@playwright/test";
import type { FaultRule, Gitlab } from "./fixtures/gitlab.ts";
import { everywhere, expect, test } from "./fixtures.ts";
import { agentPanel, agentRow, openAgents, readStatus, settled } from "./steps/agents.ts";
import { created, expectOrphan, lost, untilCreated } from "./steps/lost.ts";
import { signIn, tokenOf } from "./steps/sign-in.ts";
import {
  beginToken,
  callsOf,
  createDialog,
  revealDialog,
  revealToken,
  secretValue,
  sendToken,
  sha256,
  tokenCard,
  tokensRoute,
} from "./steps/tokens.ts";

const agent1 = "projects/20/agents/1";

/** GitLab's response after a personal access token has expired. */
const ended = {
  kind: "status",
  code: 401,
  body: { error: "invalid_token", error_description: "Token is expired." },
};

test.beforeEach(({ trouble }) => trouble.allow(/status of 401 /, lost));

const renewDialog = (page: Page) =>
  page.getByRole("dialog", { name: "GitLab no longer accepts your token" });

/** Expires the token for these requests. */
async function end(gitlab: Gitlab, which: Omit<FaultRule, "fault"> = {}): Promise<void> {
  // Pending reads would ask for another token too early.
  await settled(gitlab);
  await gitlab.faults({ ...which, fault: ended });
}

/** Expects that another token is asked for on top of everything else, and provides one. */
async function renew(page: Page, gitlab: Gitlab): Promise<void> {
  await expect(renewDialog(page)).toContainText("The token has expired.");
  const field = renewDialog(page).getByLabel("Personal access token");
  // An element on top would take the click.
  await field.click();
  await field.fill(tokenOf("maintainer"));
  await gitlab.faults();
  await renewDialog(page).getByRole("button", { name: "Continue" }).click();
  await expect(renewDialog(page)).toHaveCount(0);
}

/** Triggers a read from outside the open dialog. */
async function readBehind(page: Page): Promise<void> {
  await page.getByText("Refresh", { exact: true }).dispatchEvent("click");
}

test("while an agent is named, and when that is sent", async ({ page, agentConsole, gitlab }) => {
  await openAgents({ page, agentConsole }, "projects/101,102");
  await page.getByRole("button", { name: "Register agent" }).click();
  const dialog = page.getByRole("dialog", { name: "Register an agent" });
  const name = dialog.getByLabel("Name", { exact: true });
  const project = dialog.getByLabel("Project");
  const send = () => dialog.getByRole("button", { name: "Register and create token" }).click();
  await name.fill("edge-busan");
  await project.selectOption({ index: 1 });
  const chosen = await project.inputValue();
  for (const [which, cause] of [
    [{}, () => readBehind(page)],
    [{ method: "POST" }, send],
  ] as const) {
    await end(gitlab, which);
    await cause();
    await renew(page, gitlab);
    await expect(name).toHaveValue("edge-busan");
    await expect(project).toHaveValue(chosen);
    expect(await gitlab.ledger(), "nothing is sent by itself").toEqual([]);
  }
  await send();
  await expect(createDialog(page)).toHaveAccessibleName("Create a token for edge-busan");
  expect(await gitlab.ledger()).toHaveLength(1);
});

test("while a token is named, before it is sent for, and when it is", everywhere, async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, agent1);
  const dialog = await beginToken(page);
  await dialog.getByLabel("Name").fill("blue");
  await dialog.getByLabel("Description (optional)").fill("for the new cluster");
  const send = () => sendToken(page);
  for (const [which, cause] of [
    [{}, () => readBehind(page)],
    [{ method: "GET" }, send],
    [{ method: "POST" }, send],
  ] as const) {
    await end(gitlab, which);
    await cause();
    await renew(page, gitlab);
    await expect(dialog.getByLabel("Name")).toHaveValue("blue");
    await expect(dialog.getByLabel("Description (optional)")).toHaveValue("for the new cluster");
  }
  expect(await callsOf(gitlab, "POST", tokensRoute)).toBe(1);
  expect(await gitlab.ledger()).toEqual([]);
  await send();
  await expect(revealDialog(page)).toContainText("blue");
  expect(await created(gitlab)).toHaveLength(1);
});

test("while a token's request is under way, whose value comes then", everywhere, async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, agent1);
  await beginToken(page);
  await gitlab.faults({ method: "POST", fault: { kind: "delay", ms: 3_600_000 } });
  await sendToken(page);
  await expect(createDialog(page)).toContainText("Creating …");
  await expect.poll(() => callsOf(gitlab, "POST", tokensRoute)).toBe(1);
  // The next read finds that the token has expired; the pending request succeeds.
  await page.evaluate(() => {
    const original = window.fetch;
    window.fetch = async () => {
      window.fetch = original;
      const body = '{"error":"invalid_token","error_description":"Token is expired."}';
      return new Response(body, { status: 401, headers: { "Content-Type": "application/json" } });
    };
  });
  await readBehind(page);
  await expect(renewDialog(page)).toBeVisible();
  const field = renewDialog(page).getByLabel("Personal access token");
  await field.fill("half a tok");
  await gitlab.faults();
  await expect(revealDialog(page)).toBeAttached();
  await untilCreated(gitlab, 1);
  // The typed text is still there, in front of the value.
  await expect(field).toHaveValue("half a tok");
  await renew(page, gitlab);
  const value = (await secretValue(page).textContent()) ?? "";
  expect(sha256(value)).toBe((await created(gitlab))[0]?.secret_sha256);
  expect(await callsOf(gitlab, "POST", tokensRoute)).toBe(1);
});

test("while looking for a token whose reply was lost", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, agent1);
  await beginToken(page);
  await gitlab.faults(
    { method: "POST", fault: { kind: "drop_after_commit" } },
    // The first list is the one before the creation.
    { method: "GET", path: "/tokens$", nth: 2, fault: ended },
  );
  await sendToken(page);
  await renew(page, gitlab);
  await expect(createDialog(page)).toContainText("It is not known whether a token was created.");
  await createDialog(page).getByRole("button", { name: "Check again" }).click();
  await expectOrphan(page, gitlab);
  expect(await callsOf(gitlab, "POST", tokensRoute)).toBe(1);
});

test("while looking for an agent whose reply was lost", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, "projects/21");
  await page.getByRole("button", { name: "Register agent" }).click();
  const dialog = page.getByRole("dialog", { name: "Register an agent" });
  await dialog.getByLabel("Name", { exact: true }).fill("quiet-one");
  await gitlab.faults(
    { method: "POST", fault: { kind: "drop_after_commit" } },
    // The first read is the one before the name is sent; after a rejected token it is repeated.
    { method: "GET", path: "/cluster_agents$", nth: 2, fault: ended },
    { method: "GET", path: "/cluster_agents$", nth: 3, fault: ended },
  );
  await dialog.getByRole("button", { name: "Register and create token" }).click();
  await renew(page, gitlab);
  await expect(dialog).toContainText("It is not known whether quiet-one was registered.");
  await dialog.getByRole("button", { name: "Check again" }).click();
  await expect(createDialog(page)).toHaveAccessibleName("Create a token for quiet-one");
  expect(await gitlab.ledger()).toHaveLength(1);
});

test("while a value is shown", everywhere, async ({ page, agentConsole, gitlab }) => {
  await openAgents({ page, agentConsole }, agent1);
  const secret = await revealToken(page);
  await end(gitlab);
  await readBehind(page);
  await renew(page, gitlab);
  await expect(secretValue(page)).toHaveText(secret);
  await expect(revealDialog(page).getByLabel("I have stored the token")).not.toBeChecked();
});

test("while a revocation is confirmed, and when it is sent", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, "projects/101/agents/204");
  const card = agentPanel(page).locator("[data-token-id]").filter({ hasText: "To be revoked" });
  const number = `#${await card.getAttribute("data-token-id")}`;
  await card.getByRole("button", { name: "Revoke" }).click();
  const dialog = page.getByRole("dialog", { name: /^Revoke token / });
  const seal = dialog.getByLabel("Type");
  await seal.fill(number);
  const send = () => dialog.getByRole("button", { name: "Revoke token" }).click();
  for (const cause of [() => readBehind(page), send]) {
    await end(gitlab);
    await cause();
    await renew(page, gitlab);
    await expect(seal).toHaveValue(number);
    expect(await gitlab.ledger()).toEqual([]);
  }
  await send();
  await expect(page.getByText(/^Token .* is revoked\.$/)).toBeVisible();
  expect(await gitlab.ledger()).toHaveLength(1);
});

test("while a revocation reads when the token was last used", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/5");
  await expect(tokenCard(page, 1)).toContainText("never used");
  await end(gitlab);
  await tokenCard(page, 1).getByRole("button", { name: "Revoke" }).click();
  await renew(page, gitlab);
  const dialog = page.getByRole("dialog", { name: "Revoke token abcd #1?" });
  await expect(dialog).toContainText("use not known");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(tokenCard(page, 1)).toContainText("never used");
});

test("while a deletion is confirmed, and when it is sent", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/2");
  await agentPanel(page).getByRole("button", { name: "Delete agent …" }).click();
  const dialog = page.getByRole("dialog", { name: /^Delete agent / });
  const seal = dialog.getByLabel("Type");
  await seal.fill("#2");
  const send = () => dialog.getByRole("button", { name: "Delete agent" }).click();
  for (const cause of [() => readBehind(page), send]) {
    await end(gitlab);
    await cause();
    await renew(page, gitlab);
    await expect(seal).toHaveValue("#2");
    expect(await gitlab.ledger()).toEqual([]);
  }
  await send();
  await expect(page.getByText("Agent agent-2 is deleted.")).toBeVisible();
});

test("while the table is read", everywhere, async ({ page, agentConsole, gitlab }) => {
  await gitlab.faults({ path: "/projects/10[3-9]/cluster_agents$", fault: ended });
  await agentConsole.open("#/groups/platform?filter=eu");
  await signIn(page);
  await renew(page, gitlab);
  await expect(readStatus(page)).toHaveText("57 agents, read just now");
  await expect(page.getByRole("searchbox", { name: "Filter agents" })).toHaveValue("eu");
  await expect(agentRow(page, "canary-eu")).toBeVisible();
});

test("while the open agent is read", async ({ page, agentConsole, gitlab }) => {
  await openAgents({ page, agentConsole }, "projects/20");
  await end(gitlab, { path: "/cluster_agents/5" });
  await agentRow(page, "agent-5").getByRole("link").click();
  await renew(page, gitlab);
  await expect(tokenCard(page, 1)).toBeVisible();
  await expect(agentPanel(page).getByRole("alert")).toHaveCount(0);
});

test("while searching projects and groups", async ({ page, agentConsole, gitlab }) => {
  await agentConsole.open();
  await signIn(page);
  const search = page.getByRole("searchbox", { name: "Search projects and groups" });
  await expect(page.getByRole("list", { name: "Projects" })).toBeVisible();
  await end(gitlab);
  await search.fill("edge");
  await renew(page, gitlab);
  await expect(search).toHaveValue("edge");
  await expect(page.getByRole("button", { name: "platform/edge" })).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
});
