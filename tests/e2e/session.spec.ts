import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { Memory, none } from "./fixtures/memory.ts";
import { openAgents, settled } from "./steps/agents.ts";
import { signOut, tokenOf } from "./steps/sign-in.ts";
import { closeStored, revealToken } from "./steps/tokens.ts";

// A console built with the feature `canary`: in each session it has a field that nobody clears.
test.use({ consoleFiles: "PANICKING_DIST", permissions: ["clipboard-write"] });

/** What that field of a session holds. */
const canary = (session: number) => `${session}-canary-`.repeat(4);

/** Opens an agent, creates a token and closes its dialog: tasks, effects and views have held the session by then. */
async function work(page: Page, memory: Memory, agentConsole: Parameters<typeof openAgents>[0]["agentConsole"]) {
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  await revealToken(page);
  await closeStored(page);
  expect((await memory.residue(canary(1))).whole).toBeGreaterThanOrEqual(1);
}

test("nothing is left of a session after signing out", async ({ page, agentConsole }) => {
  const memory = await Memory.of(page);
  await work(page, memory, agentConsole);
  await signOut(page);
  await expect.poll(() => memory.residue(canary(1))).toEqual(none);
});

test("nothing is left of a session after locking", async ({ page, agentConsole }) => {
  const memory = await Memory.of(page);
  await page.clock.install();
  await work(page, memory, agentConsole);
  await page.clock.fastForward("01:01:00");
  await expect(page.getByText("The console locked")).toBeVisible();
  await expect.poll(() => memory.residue(canary(1))).toEqual(none);
});

test("nothing is left of a session when another person goes on", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 401 /);
  const memory = await Memory.of(page);
  await work(page, memory, agentConsole);
  await settled(gitlab);
  await gitlab.faults({ path: "/cluster_agents$", fault: { kind: "status", code: 401 } });
  await page.getByText("Refresh", { exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "GitLab no longer accepts your token" });
  await expect(dialog).toBeVisible();
  await gitlab.faults();
  await dialog.getByLabel("Personal access token").fill(tokenOf("owner"));
  await dialog.getByRole("button", { name: "Continue" }).click();
  await expect(dialog).toHaveCount(0);
  await expect.poll(() => memory.residue(canary(1))).toEqual(none);
  expect((await memory.residue(canary(2))).whole).toBeGreaterThanOrEqual(1);
});

test("nothing is left of a session when the console leaves the page", async ({
  page,
  agentConsole,
}) => {
  const memory = await Memory.of(page);
  await work(page, memory, agentConsole);
  await page.locator("agent-console").evaluate((host) => host.remove());
  await expect.poll(() => memory.residue(canary(1))).toEqual(none);
});
