import type { Page } from "@playwright/test";
import type { Gitlab } from "./fixtures/gitlab.ts";
import { everywhere, expect, test } from "./fixtures.ts";
import { openAgents } from "./steps/agents.ts";
import { created, journal, refuseStorage, replaceButton, untilCreated } from "./steps/lost.ts";
import {
  beginToken,
  callsOf,
  closeStored,
  createDialog,
  revealDialog,
  secretValue,
  sendToken,
  sha256,
  tokenCard,
  tokensRoute,
} from "./steps/tokens.ts";

const agent1 = "projects/20/agents/1";

test.beforeEach(({ page }) => page.clock.install());

/** Creates a token whose reply GitLab holds back, and waits until its minute is over. */
async function orderOverdue(page: Page, gitlab: Gitlab, kind = "hold"): Promise<void> {
  await beginToken(page);
  const fault = kind === "delay" ? { kind, ms: 3_600_000 } : { kind };
  await gitlab.faults({ method: "POST", fault });
  await sendToken(page);
  await expect(createDialog(page)).toContainText("Creating …");
  await expect.poll(() => callsOf(gitlab, "POST", tokensRoute)).toBe(1);
  await untilCreated(gitlab, kind === "hold" ? 1 : 0);
  await page.clock.runFor("01:01");
}

/** Expects that the value of the newest token is shown. */
async function expectValue(page: Page, gitlab: Gitlab): Promise<void> {
  await expect(revealDialog(page)).toBeVisible();
  const value = (await secretValue(page).textContent()) ?? "";
  expect(sha256(value)).toBe((await created(gitlab)).at(-1)?.secret_sha256);
}

for (const storage of ["allowed", "refused"] as const) {
  // Only the console's own page has storage.
  const everywhereWithout = storage === "refused" ? everywhere : {};
  test(`a reply that comes after the minute still shows its value, with storage ${storage}`, everywhereWithout, async ({
    page,
    agentConsole,
    gitlab,
  }) => {
    if (storage === "refused") await refuseStorage(page);
    await openAgents({ page, agentConsole }, agent1);
    await orderOverdue(page, gitlab);
    const dialog = createDialog(page);
    await expect(dialog).toContainText("has appeared, but its value has not come yet.");
    await expect(dialog).toContainText("a value that arrives later is useless");
    await gitlab.faults();
    await expectValue(page, gitlab);
    await expect(dialog).toHaveCount(0);
    await closeStored(page);
    if (storage === "allowed") expect(await journal(page)).toBeNull();
    expect(await callsOf(gitlab, "POST", tokensRoute)).toBe(1);
  });
}

test("a creation that has not happened yet is not called off", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, agent1);
  await orderOverdue(page, gitlab, "delay");
  await expect(createDialog(page)).toContainText("Checking whether the token was created …");
  await page.clock.runFor("00:10");
  await expect(createDialog(page)).toContainText("The request is still under way:");
  await expect(createDialog(page)).not.toContainText("Nothing was created.");
  await gitlab.faults();
  await expectValue(page, gitlab);
});

test("a late value shows itself over a closed dialog, and gives back the form it covers", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, agent1);
  await orderOverdue(page, gitlab);
  await createDialog(page).getByRole("button", { name: "Close" }).click();
  expect(await journal(page), "its request is not over").not.toBeNull();
  await beginToken(page);
  const name = createDialog(page).getByLabel("Name");
  await name.fill("typed meanwhile");
  await gitlab.faults();
  await expectValue(page, gitlab);
  await closeStored(page);
  await expect(name).toHaveValue("typed meanwhile");
  expect(await journal(page)).toBeNull();
  await sendToken(page);
  await expectValue(page, gitlab);
  expect((await created(gitlab)).map((token) => token.name)).toContain("typed meanwhile");
});

test("two values that come late wait for each other", async ({ page, agentConsole, gitlab }) => {
  await openAgents({ page, agentConsole }, agent1);
  await orderOverdue(page, gitlab);
  await createDialog(page).getByRole("button", { name: "Close" }).click();
  await beginToken(page);
  await sendToken(page);
  await untilCreated(gitlab, 2);
  await page.clock.runFor("01:01");
  await createDialog(page).getByRole("button", { name: "Close" }).click();
  await gitlab.faults();
  const hashes = (await created(gitlab)).map((token) => token.secret_sha256);
  const shown: string[] = [];
  for (const _ of hashes) {
    await expect(revealDialog(page)).toBeVisible();
    const value = async () => (await secretValue(page).textContent()) ?? "";
    await expect.poll(async () => shown.includes(await value())).toBe(false);
    shown.push(await value());
    await expect(revealDialog(page).getByLabel("I have stored the token")).not.toBeChecked();
    await revealDialog(page).getByLabel("I have stored the token").check();
    await revealDialog(page).getByRole("button", { name: "Close" }).click();
  }
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(shown.map(sha256).toSorted()).toEqual(hashes.toSorted());
});

test("a value that comes late calls off the revocation of its token", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, agent1);
  await orderOverdue(page, gitlab);
  await replaceButton(createDialog(page)).click();
  const revocation = page.getByRole("dialog", { name: /^Revoke token / });
  await expect(revocation.getByRole("button", { name: "Revoke token" })).toBeVisible();
  await gitlab.faults();
  await expectValue(page, gitlab);
  await expect(revocation).toHaveCount(0);
  expect(await gitlab.ledger()).toHaveLength(1);
});

test("the value of a token that was revoked meanwhile is not shown", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, agent1);
  await orderOverdue(page, gitlab);
  await replaceButton(createDialog(page)).click();
  const revocation = page.getByRole("dialog", { name: /^Revoke token / });
  await revocation.getByRole("button", { name: "Revoke token" }).click();
  await expect(createDialog(page).getByLabel("Name")).toBeVisible();
  const answered = page.waitForResponse((response) => response.request().method() === "POST");
  await gitlab.faults();
  await (await answered).finished();
  await expect.poll(() => journal(page)).toBeNull();
  await expect(revealDialog(page)).toHaveCount(0);
  await sendToken(page);
  await expectValue(page, gitlab);
  expect((await gitlab.ledger()).map((commit) => commit.action)).toEqual([
    "create_token",
    "revoke_token",
    "create_token",
  ]);
});

test("the value of a token that was revoked in the list is not shown", async ({ page, agentConsole, gitlab }) => {
  await openAgents({ page, agentConsole }, agent1);
  await orderOverdue(page, gitlab);
  await createDialog(page).getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Refresh" }).click();
  const { token_id, name } = (await created(gitlab))[0]!;
  await tokenCard(page, token_id!).getByRole("button", { name: /^Revoke / }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke token" }).click();
  await expect(page.getByText(`Token ${name} is revoked.`)).toBeVisible();
  const reply = page.waitForResponse((response) => response.request().method() === "POST");
  await gitlab.faults();
  await (await reply).finished();
  // The journal entry is removed once the reply was handled.
  await expect.poll(() => journal(page)).toBeNull();
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a request that fails late is told of although its dialog was closed", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/ERR_EMPTY_RESPONSE|ERR_CONNECTION/);
  await openAgents({ page, agentConsole }, agent1);
  await beginToken(page);
  await gitlab.faults(
    { method: "POST", fault: { kind: "delay", ms: 3_600_000 } },
    { method: "POST", fault: { kind: "drop_after_commit" } },
  );
  await sendToken(page);
  await expect.poll(() => callsOf(gitlab, "POST", tokensRoute)).toBe(1);
  await page.clock.runFor("01:01");
  await page.clock.runFor("00:10");
  await expect(createDialog(page)).toContainText("The request is still under way:");
  await createDialog(page).getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await gitlab.faults();
  await untilCreated(gitlab, 1);
  await expect(replaceButton(createDialog(page))).toBeVisible();
  expect(await callsOf(gitlab, "POST", tokensRoute)).toBe(1);
});

test("another tab's token of the same time is not taken for this one", async ({
  page,
  context,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, agent1);
  await beginToken(page);
  await gitlab.faults({ method: "POST", nth: 1, fault: { kind: "hold" } });
  await sendToken(page);
  await untilCreated(gitlab, 1);
  const [mine] = await created(gitlab);
  // The same person in another tab, which does not know about this one.
  const other = await context.newPage();
  await other.goto(`${agentConsole.url}#/${agent1}`);
  await other.getByLabel("Personal access token", { exact: true }).fill("glpat-sandbox-maintainer");
  await other.keyboard.press("Enter");
  await beginToken(other);
  await sendToken(other);
  await expect(revealDialog(other)).toBeVisible();
  await page.clock.runFor("01:01");
  const appeared = `Token ${mine?.name} #${mine?.token_id} has appeared`;
  await expect(createDialog(page)).toContainText(appeared);
  await gitlab.faults();
  await expect(revealDialog(page)).toBeVisible();
  expect(sha256((await secretValue(page).textContent()) ?? "")).toBe(mine?.secret_sha256);
  expect(await callsOf(gitlab, "POST", tokensRoute)).toBe(2);
});
