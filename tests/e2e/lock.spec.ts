import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { agentPanel, openAgents, settled } from "./steps/agents.ts";
import { accountMenu, signIn, tokenOf } from "./steps/sign-in.ts";
import {
  beginToken,
  callsOf,
  closeStored,
  lastCreated,
  revealDialog,
  revealToken,
  secretValue,
  sendToken,
  tokenCard,
  tokensRoute,
} from "./steps/tokens.ts";

const agent5 = "projects/20/agents/5";
const locked = (page: Page) => page.getByText("The console locked");
const question = (page: Page) => page.getByRole("dialog", { name: "Not stored yet" });

/** The keys in session storage. */
const kept = (page: Page) => page.evaluate(() => Object.keys({ ...sessionStorage }));

test.beforeEach(({ page }) => page.clock.install());

test("locks after an hour, and goes on where it was", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, agent5);
  await expect(tokenCard(page, 1)).toBeVisible();
  await page.clock.fastForward("59:30");
  await expect(tokenCard(page, 1)).toBeVisible();
  await page.clock.fastForward("00:45");
  await expect(locked(page)).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(agentPanel(page)).toHaveCount(0);
  expect(await kept(page)).toEqual([]);

  await signIn(page);
  await expect(tokenCard(page, 1)).toBeVisible();
  await expect(locked(page)).toHaveCount(0);
});

for (const [what, act] of [
  ["a key", (page: Page) => page.keyboard.press("Shift")],
  ["a click", (page: Page) => page.mouse.click(5, 5)],
  ["a movement", (page: Page) => page.mouse.move(40, 40)],
] as const) {
  test(`${what} keeps it open`, async ({ page, agentConsole }) => {
    await openAgents({ page, agentConsole }, agent5);
    // A read that is pending when the clock jumps would time out.
    await expect(tokenCard(page, 1)).toBeVisible();
    await page.clock.fastForward("59:30");
    await act(page);
    await page.clock.fastForward("59:30");
    await expect(tokenCard(page, 1)).toBeVisible();
    await page.clock.fastForward("00:45");
    await expect(locked(page)).toBeVisible();
  });
}

const announced = (where: Page | Locator) =>
  where.getByRole("status").filter({ hasText: "The console locks in less than" });

test("says half a minute before that it will lock", async ({ page, agentConsole }) => {
  const soon = announced(page);
  await openAgents({ page, agentConsole }, agent5);
  await expect(tokenCard(page, 1)).toBeVisible();
  await page.clock.fastForward("59:10");
  await expect(tokenCard(page, 1)).toBeVisible();
  await expect(soon).toHaveCount(0);
  await page.clock.runFor("00:20");
  await expect(soon).toBeVisible();
  await page.keyboard.press("Shift");
  await expect(soon).toHaveCount(0);
  await page.clock.fastForward("59:30");
  await expect(soon).toBeVisible();
  await page.clock.fastForward("00:45");
  await expect(locked(page)).toBeVisible();
  await expect(soon).toHaveCount(0);
});

test("says so in a dialog, in front of which nothing else can", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  const dialog = await beginToken(page);
  await page.clock.fastForward("59:10");
  await expect(announced(dialog)).toHaveCount(0);
  await page.clock.runFor("00:20");
  await expect(announced(dialog)).toBeVisible();
  await page.keyboard.press("Shift");
  await expect(announced(dialog)).toHaveCount(0);
  await expect(dialog.getByLabel("Name")).toBeVisible();
});

test("a computer that slept locks before anything is done", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, agent5);
  // The clock advances while nothing runs.
  const later = (await page.evaluate(() => Date.now())) + 8 * 3_600_000;
  await page.clock.setSystemTime(later);
  await page.keyboard.press("Shift");
  await expect(locked(page)).toBeVisible();
  expect(await kept(page)).toEqual([]);
});

test("a clock that is set back does not postpone it", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, agent5);
  await expect(tokenCard(page, 1)).toBeVisible();
  await page.clock.fastForward("30:00");
  await page.clock.setSystemTime((await page.evaluate(() => Date.now())) - 86_400_000);
  // It is noticed within seconds.
  await page.clock.runFor("00:20");
  await page.clock.fastForward("29:00");
  await expect(tokenCard(page, 1)).toBeVisible();
  await page.clock.fastForward("01:30");
  await expect(locked(page)).toBeVisible();
});

test("a request that is never answered postpones it by a minute", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  await beginToken(page);
  await gitlab.faults({ method: "POST", fault: { kind: "hold" } });
  await sendToken(page);
  await expect.poll(() => callsOf(gitlab, "POST", tokensRoute)).toBe(1);
  await page.clock.fastForward("59:10");
  await page.clock.runFor("00:20");
  const soon = page.getByText("The console locks when GitLab answers, or in less than two minutes.");
  await expect(soon.first()).toBeVisible();
  await page.clock.fastForward("01:00");
  await expect(soon.first()).toBeVisible();
  await expect(locked(page)).toHaveCount(0);
  await page.clock.fastForward("00:45");
  await expect(locked(page)).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(await kept(page)).toEqual(["agent-console.journal"]);

  // The person who created it is told the outcome.
  await signIn(page);
  await expect(page.getByRole("dialog")).toContainText(/exists|created/);
});

test("a tab that was last used later than now is locked", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, agent5);
  await page.evaluate(() => {
    const before = Number(sessionStorage.getItem("agent-console.active"));
    sessionStorage.setItem("agent-console.active", String(before + 3_600_000));
  });
  await page.reload();
  await expect(locked(page)).toBeVisible();
  expect(await kept(page)).toEqual([]);
});

test("a tab that is restored after an hour is locked", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, agent5);
  expect(await kept(page)).toContain("agent-console.active");
  await page.evaluate(() => {
    const before = Number(sessionStorage.getItem("agent-console.active"));
    sessionStorage.setItem("agent-console.active", String(before - 3_600_000));
  });
  await page.reload();
  await expect(locked(page)).toBeVisible();
  expect(await kept(page)).toEqual([]);
});

test("asks before it drops a value that is not stored", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  const secret = await revealToken(page);
  await page.clock.fastForward("01:01:00");
  await expect(question(page)).toBeVisible();
  await expect(secretValue(page)).toHaveText(secret);
  await question(page).getByRole("button", { name: "Keep open" }).click();
  await expect(question(page)).toHaveCount(0);
  await expect(secretValue(page)).toHaveText(secret);
  await expect(accountMenu(page)).toBeAttached();

  await page.clock.fastForward("01:01:00");
  await question(page).getByRole("button", { name: "Sign out and lose it" }).click();
  await expect(page.getByLabel("Personal access token", { exact: true })).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(await kept(page)).toEqual([]);
});

test("a value that is stored does not keep it open", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  await revealToken(page);
  await revealDialog(page).getByLabel("I have stored the token").check();
  await page.clock.fastForward("01:01:00");
  await expect(locked(page)).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);

  // It is not reported as lost later either.
  await signIn(page);
  await expect(agentPanel(page)).toContainText("1 of 2 slots used");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("waiting for a first contact counts as being there", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await agentConsole.open("#/projects/20/agents/1", {
    config: { gitlabs: [gitlab.url], lock_minutes: 10 },
  });
  await signIn(page);
  await revealToken(page);
  const { token_id } = await lastCreated(gitlab);
  await closeStored(page);
  for (let minutes = 0; minutes < 24; minutes += 4) {
    const asked = page.waitForResponse((response) => response.url().endsWith(`/tokens/${token_id}`));
    await page.clock.fastForward("04:00");
    await asked;
    // The open agent's tokens are read again as well: only one of the two reads counts.
    await settled(gitlab);
  }
  await expect(agentPanel(page)).toContainText("waiting for first contact …");
  await gitlab.contact(1, token_id ?? 0);
  await page.clock.runFor("00:04");
  await expect(agentPanel(page)).toContainText(/used \d+ min ago/);
  await page.clock.fastForward("10:10");
  await expect(locked(page)).toBeVisible();
});

test("waiting for a first contact ends in time, however the clock is set", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  await revealToken(page);
  const { token_id } = await lastCreated(gitlab);
  await revealDialog(page).getByLabel("I have stored the token").check();
  await expect(revealDialog(page)).toContainText("waiting for first contact …");
  await page.clock.setSystemTime((await page.evaluate(() => Date.now())) - 5 * 3_600_000);
  const asked = page.waitForResponse((response) => response.url().endsWith(`/tokens/${token_id}`));
  await page.clock.fastForward("31:00");
  await asked;
  await expect(revealDialog(page)).toContainText("no contact seen");
  await expect(page.getByText("waiting for first contact …")).toHaveCount(0);
  await page.clock.fastForward("30:30");
  await page.clock.fastForward("30:00");
  await expect(locked(page)).toBeVisible();
});

test("a token that is being typed does not stay", async ({ page, agentConsole }) => {
  await agentConsole.open();
  const field = page.getByLabel("Personal access token", { exact: true });
  await field.fill(tokenOf("maintainer"));
  await page.clock.fastForward("59:00");
  await expect(field).toHaveValue(tokenOf("maintainer"));
  await page.clock.fastForward("02:00");
  await expect(field).toHaveValue("");
});

test("a deployment decides for everybody", async ({ page, agentConsole, gitlab }) => {
  const config = { gitlabs: [gitlab.url], lock_minutes: 1 };
  await agentConsole.open("#/projects/20/agents/5", { config });
  await signIn(page);
  await expect(tokenCard(page, 1)).toBeVisible();
  await page.clock.fastForward("01:05");
  await expect(locked(page)).toBeVisible();

  await agentConsole.open("#/projects/20/agents/5", { config: { ...config, lock_minutes: 0 } });
  await signIn(page);
  await expect(tokenCard(page, 1)).toBeVisible();
  await page.clock.fastForward("09:00:00");
  await page.mouse.move(40, 40);
  await expect(tokenCard(page, 1)).toBeVisible();
});
