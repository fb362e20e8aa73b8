import { expect, test } from "./fixtures.ts";
import { Memory, none } from "./fixtures/memory.ts";
import { openAgents, readStatus } from "./steps/agents.ts";
import { signOut, tokenOf } from "./steps/sign-in.ts";
import { closeStored, revealDialog, revealToken } from "./steps/tokens.ts";

test.use({ permissions: ["clipboard-write"], sandboxArguments: ["--agents", "1000"] });

const pat = tokenOf("maintainer");

test("the program's memory holds no value after its dialog is closed", async ({
  page,
  agentConsole,
}) => {
  const memory = await Memory.of(page);
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  const secret = await revealToken(page);
  const reveal = revealDialog(page);
  await reveal.getByRole("button", { name: "Copy token" }).click();
  await expect(reveal.getByRole("button", { name: "Copied" })).toBeVisible();
  const downloading = page.waitForEvent("download");
  await reveal.getByRole("button", { name: "Download" }).click();
  await downloading;
  await reveal.getByRole("tab", { name: "Helm, with the token in it" }).click();
  await reveal.getByRole("button", { name: "Copy commands" }).click();
  await expect(reveal.getByRole("tabpanel").getByRole("button", { name: "Copied" })).toBeVisible();
  const shown = await memory.residue(secret);
  expect(shown.whole).toBeGreaterThanOrEqual(1);
  expect(shown.pieces).toBeGreaterThanOrEqual(1);

  await closeStored(page);
  expect(await memory.residue(secret)).toEqual(none);
});

test("the program's memory holds no credential after signing out", async ({
  page,
  agentConsole,
}) => {
  const memory = await Memory.of(page);
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  const secret = await revealToken(page);
  await closeStored(page);
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(readStatus(page)).toBeVisible();
  expect((await memory.residue(pat)).whole).toBeGreaterThanOrEqual(1);
  await signOut(page);
  await expect.poll(() => memory.residue(pat)).toEqual(none);
  expect(await memory.residue(secret)).toEqual(none);
});

test("freed memory is reused", async ({ page, agentConsole }) => {
  const memory = await Memory.of(page);
  await openAgents({ page, agentConsole }, "projects/1000");
  const refresh = async () => {
    const answered = page.waitForResponse(/cluster_agents\?.*page=10/);
    await page.getByRole("button", { name: "Refresh" }).click();
    await answered;
    await expect(readStatus(page)).toHaveText("1000 agents, read just now");
  };
  const empty = await memory.size();
  for (let times = 0; times < 3; times += 1) await refresh();
  const size = await memory.size();
  expect(size).toBeLessThan(2 * empty);
  for (let times = 0; times < 20; times += 1) await refresh();
  // Each time half a megabyte of responses passed through it. Other facts that were read may stay.
  expect(await memory.size()).toBeLessThan(size + 400_000);
});

test("the program's memory holds no credential after locking", async ({ page, agentConsole }) => {
  const memory = await Memory.of(page);
  await page.clock.install();
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  const secret = await revealToken(page);
  await revealDialog(page).getByLabel("I have stored the token").check();
  expect((await memory.residue(pat)).whole).toBeGreaterThanOrEqual(1);
  expect((await memory.residue(secret)).whole).toBeGreaterThanOrEqual(1);
  await page.clock.fastForward("01:01:00");
  await expect(page.getByText("The console locked")).toBeVisible();
  await expect.poll(() => memory.residue(pat)).toEqual(none);
  expect(await memory.residue(secret)).toEqual(none);
});
