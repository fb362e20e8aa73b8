import type { Page } from "@playwright/test";
import type { Gitlab } from "./fixtures/gitlab.ts";
import { expect, test } from "./fixtures.ts";
import { agentPanel, ask, openAgents } from "./steps/agents.ts";
import { created, expectOrphan, journal, lost, refuseStorage, untilCreated } from "./steps/lost.ts";
import { signIn, signOut } from "./steps/sign-in.ts";
import {
  beginToken,
  callsOf,
  createDialog,
  sendToken,
  tokenCard,
  tokensRoute,
} from "./steps/tokens.ts";

const agentsRoute = "/projects/:id/cluster_agents";
const agent1 = "projects/20/agents/1";
const posting = (page: Page) => createDialog(page).getByText("Creating …");

test.beforeEach(({ trouble }) => trouble.allow(lost));

/** Creates a token for agent 1, and waits until its request has reached GitLab. */
async function order(page: Page, gitlab: Gitlab, ...kinds: string[]): Promise<void> {
  await beginToken(page);
  const never = 3_600_000;
  const faults = kinds.map((kind) => (kind === "delay" ? { kind, ms: never } : { kind }));
  await gitlab.faults(...faults.map((fault) => ({ method: "POST", fault })));
  await sendToken(page);
  await expect(posting(page)).toBeVisible();
  await expect.poll(() => callsOf(gitlab, "POST", tokensRoute)).toBe(1);
}

test("a token created before the page was loaded again is named", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, agent1);
  await order(page, gitlab, "hold");
  await untilCreated(gitlab, 1);
  const noted = await journal(page);
  const [token] = await created(gitlab);
  expect(noted, "noted before the reply").toContain(token?.name);

  await page.reload();
  const { token_id: id } = await expectOrphan(page, gitlab);
  await createDialog(page).getByRole("button", { name: "Close" }).click();
  await expect(tokenCard(page, id ?? 0)).toBeVisible();
  expect(await journal(page)).toBeNull();
  expect(await callsOf(gitlab, "POST", tokensRoute)).toBe(1);

  // An acknowledged outcome is not shown again.
  await page.reload();
  await expect(tokenCard(page, id ?? 0)).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a token created after the page was loaded again is named too", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await page.clock.install();
  await openAgents({ page, agentConsole }, agent1);
  await order(page, gitlab, "delay");
  await page.reload();
  await expect(createDialog(page)).toContainText("Checking whether the token was created …");
  await expect.poll(() => callsOf(gitlab, "GET", tokensRoute)).toBeGreaterThan(2);
  expect(await created(gitlab)).toEqual([]);
  await gitlab.faults();
  await untilCreated(gitlab, 1);
  await page.clock.runFor("00:10");
  await expectOrphan(page, gitlab);
  expect(await callsOf(gitlab, "POST", tokensRoute)).toBe(1);
});

test("a token that was never created is not claimed after a reload", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await page.clock.install();
  await openAgents({ page, agentConsole }, agent1);
  await order(page, gitlab, "delay", "drop_before_commit");
  await page.reload();
  await gitlab.faults();
  await expect(createDialog(page)).toContainText("Checking whether the token was created …");
  await page.clock.runFor("00:10");
  await expect(createDialog(page)).toContainText("Nothing was created.");
  expect(await created(gitlab)).toEqual([]);
  await createDialog(page).getByRole("button", { name: "Close" }).click();
  expect(await journal(page)).toBeNull();
});

test("looks again on request for what stayed unknown after a reload", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 403 .*\/tokens/);
  await openAgents({ page, agentConsole }, agent1);
  await order(page, gitlab, "hold");
  await untilCreated(gitlab, 1);
  await gitlab.faults({ method: "GET", path: "/tokens$", fault: { kind: "status", code: 403 } });
  await page.reload();
  await expect(createDialog(page)).toContainText("It is not known whether a token was created.");
  await gitlab.faults();
  await createDialog(page).getByRole("button", { name: "Check again" }).click();
  await expectOrphan(page, gitlab);
});

test("a value that was shown and not closed is named after a reload", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, agent1);
  await beginToken(page);
  await sendToken(page);
  await expect(page.getByText("GitLab shows this token once.")).toBeVisible();
  page.on("dialog", (asked) => asked.accept());
  await page.reload();
  await expectOrphan(page, gitlab);
});

for (const [storage, keeping] of [
  ["refused", "session"],
  ["allowed", "memory"],
] as const) {
  test(`a reload forgets with storage ${storage}, the token for the ${keeping}`, async ({
    page,
    agentConsole,
    gitlab,
  }) => {
    if (storage === "refused") await refuseStorage(page);
    await agentConsole.open(`#/${agent1}`);
    if (keeping === "memory") await page.getByLabel("Keep the token in memory only").check();
    await signIn(page);
    await order(page, gitlab, "hold");
    await untilCreated(gitlab, 1);
    if (storage === "allowed") expect(await journal(page)).toBeNull();
    await page.reload();
    await gitlab.faults();
    await signIn(page);
    const [token] = await created(gitlab);
    await expect(tokenCard(page, token?.token_id ?? 0)).toBeVisible();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    expect(await callsOf(gitlab, "POST", tokensRoute)).toBe(1);
  });
}

for (const [when, kinds, sentence, count] of [
  ["after the commit", ["hold"], "Agent quiet-one is registered. The reply was lost,", 1],
  [
    "before the commit",
    ["delay", "drop_before_commit"],
    "quiet-one was not registered: the reply was lost",
    0,
  ],
] as const) {
  test(`a reload ${when} of a registration finds out`, async ({ page, agentConsole, gitlab }) => {
    await page.clock.install();
    await openAgents({ page, agentConsole }, "projects/21");
    await page.getByRole("button", { name: "Register agent" }).click();
    const dialog = page.getByRole("dialog", { name: "Register an agent" });
    await dialog.getByLabel("Name", { exact: true }).fill("quiet-one");
    const faults = kinds.map((kind) => (kind === "delay" ? { kind, ms: 3_600_000 } : { kind }));
    await gitlab.faults(...faults.map((fault) => ({ method: "POST", fault })));
    await dialog.getByRole("button", { name: "Register and create token" }).click();
    await expect.poll(() => callsOf(gitlab, "POST", agentsRoute)).toBe(1);
    await expect.poll(async () => (await gitlab.ledger()).length).toBe(count);
    await page.reload();
    await gitlab.faults();
    if (count === 0) {
      await expect(dialog).toContainText("Checking whether quiet-one was registered …");
      await page.clock.runFor("00:10");
    }
    await expect(page.getByText(sentence)).toBeVisible();
    expect(await gitlab.ledger()).toHaveLength(count);
    expect(await callsOf(gitlab, "POST", agentsRoute)).toBe(1);
    if (count === 1) {
      await expect(createDialog(page)).toHaveAccessibleName("Create a token for quiet-one");
      await expect(agentPanel(page).getByRole("heading", { name: "quiet-one" })).toBeVisible();
    } else {
      await dialog.getByRole("button", { name: "Try again" }).click();
      await expect(dialog.getByLabel("Name", { exact: true })).toHaveValue("quiet-one");
      await expect(dialog).toContainText("root/empty");
    }
    expect(await journal(page)).toBeNull();
  });
}

test("several are told one after the other, and never over an open dialog", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await page.clock.install();
  await openAgents({ page, agentConsole }, agent1);
  await order(page, gitlab, "hold");
  await untilCreated(gitlab, 1);
  // Its minute is over: the person continues with another agent and reloads the page.
  await page.clock.runFor("01:10");
  const dialog = createDialog(page);
  await expect(dialog).toContainText("has appeared, but its value has not come yet.");
  await dialog.getByRole("button", { name: "Close" }).click();
  await agentConsole.goTo("#/projects/20/agents/2");
  await expect(agentPanel(page).getByRole("heading", { name: "agent-2" })).toBeVisible();
  await beginToken(page);
  await sendToken(page);
  await untilCreated(gitlab, 2);
  await page.reload();
  await expect(dialog).toHaveAccessibleName("Create a token for agent-1");
  await expect(dialog).toContainText("but its value was lost on the way.");
  await expect(page.getByRole("dialog")).toHaveCount(1);
  await dialog.getByRole("button", { name: "Close" }).click();
  await page.clock.runFor("00:01");
  await expect(dialog).toHaveAccessibleName("Create a token for agent-2");
  await expect(dialog).toContainText("but its value was lost on the way.");
  await dialog.getByRole("button", { name: "Close" }).click();
  await page.clock.runFor("00:01");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(await journal(page)).toBeNull();
  expect(await callsOf(gitlab, "POST", tokensRoute)).toBe(2);
});

test("signing out and another person wipe what was noted", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 401 /);
  await openAgents({ page, agentConsole }, agent1);
  await order(page, gitlab, "hold");
  await untilCreated(gitlab, 1);
  // The credential expires with the reload, so someone signs in again.
  await gitlab.faults({ path: "/personal_access_tokens/self$", fault: { kind: "expire_pat" } });
  await page.reload();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  expect(await journal(page)).not.toBeNull();
  await gitlab.faults();
  await signIn(page, "owner");
  await expect(agentPanel(page).locator("[data-token-id]")).toHaveCount(1);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(await journal(page)).toBeNull();
});

test("recognises the same person with a new token", async ({ page, agentConsole, gitlab, trouble }) => {
  trouble.allow(/status of 401 /);
  await openAgents({ page, agentConsole }, agent1);
  await order(page, gitlab, "hold");
  await untilCreated(gitlab, 1);
  await gitlab.faults({ path: "/personal_access_tokens/self$", fault: { kind: "expire_pat" } });
  await page.reload();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await gitlab.faults();
  await signIn(page, "expiring");
  await expectOrphan(page, gitlab);
  await createDialog(page).getByRole("button", { name: "Close" }).click();
  await beginToken(page);
  await gitlab.faults({ method: "POST", fault: { kind: "drop_after_commit" } });
  await sendToken(page);
  await expectOrphan(page, gitlab);
  expect(await journal(page)).not.toBeNull();
  await createDialog(page).getByRole("button", { name: "Close" }).click();
  await signOut(page);
  expect(await journal(page)).toBeNull();
});

test("what another GitLab's journal says is left out", async ({ page, agentConsole, gitlab }) => {
  const me = (await ask<{ id: number }>(gitlab, "/user")).id;
  const entry = ["token", 20, 1, "agent-1", "agent-1-20261125-k3f9q2", "k3f9q2", Date.now(), 1];
  const plant = (text: string) =>
    page.evaluate((text) => sessionStorage.setItem("agent-console.journal", text), text);
  await openAgents({ page, agentConsole }, agent1);
  await plant(JSON.stringify([1, "https://gitlab.other.example", me, entry]));
  await page.reload();
  await expect(agentPanel(page).getByRole("heading", { name: "agent-1" })).toBeVisible();
  await expect.poll(() => journal(page)).toBeNull();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  // The same entry for this GitLab instance is used.
  await plant(JSON.stringify([1, gitlab.url, me, entry]));
  await page.reload();
  await expect(createDialog(page)).toBeVisible();
});
