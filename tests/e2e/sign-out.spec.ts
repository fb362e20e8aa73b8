import type { Page, Request } from "@playwright/test";
import type { Gitlab } from "./fixtures/gitlab.ts";
import { expect, test } from "./fixtures.ts";
import { openAgents, settled } from "./steps/agents.ts";
import { typeToken } from "./steps/flow.ts";
import { introduced, selfRoute, sendToken, signOut, tokenOf } from "./steps/sign-in.ts";
import { callsOf, closeStored, lastCreated, revealToken } from "./steps/tokens.ts";

const tokenField = (page: Page) => page.getByLabel("Personal access token", { exact: true });

/** Holds back the response that describes the token. */
const held = { path: `${selfRoute}$`, fault: { kind: "hold" } };

/** Releases the response and expects that it signs nobody in. */
async function staysOut(page: Page, gitlab: Gitlab, answered: Promise<Request>): Promise<void> {
  await gitlab.faults();
  await answered;
  await settled(gitlab);
  await expect(tokenField(page)).toBeVisible();
  await expect(page.locator(".bar summary")).toHaveCount(0);
  expect(await page.evaluate(() => ({ ...sessionStorage }))).toEqual({});
}

test("another token that GitLab is slow to check signs nobody in after a sign-out", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 401 /);
  await openAgents({ page, agentConsole }, "projects/20");
  await settled(gitlab);
  await gitlab.faults({ path: "/cluster_agents$", fault: { kind: "status", code: 401 } });
  await page.getByRole("button", { name: "Refresh", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "GitLab no longer accepts your token" });
  await dialog.getByLabel("Personal access token").fill(tokenOf("korean"));
  await gitlab.faults(held);
  const asked = await callsOf(gitlab, "GET", selfRoute);
  const answered = introduced(page);
  await dialog.getByRole("button", { name: "Continue" }).click();
  await expect.poll(() => callsOf(gitlab, "GET", selfRoute)).toBeGreaterThan(asked);
  await dialog.getByRole("button", { name: "Sign out" }).click();
  await staysOut(page, gitlab, answered);
});

test("a sign-in that is slow signs nobody in after a sign-out", async ({ page, portal, gitlab }) => {
  await portal.deploy({ config: { storage: "session" } });
  await portal.open(await portal.example("plain"));
  await expect(tokenField(page)).toBeVisible();
  await gitlab.faults(held);
  const answered = introduced(page);
  await sendToken(page, tokenOf("maintainer"));
  await expect.poll(() => callsOf(gitlab, "GET", selfRoute)).toBe(1);
  await page.locator("agent-console").evaluate((element) => (element as any).signOut());
  await staysOut(page, gitlab, answered);
  // The attempt leaves nothing that prevents the next one.
  await typeToken(page);
});

test("nobody waits for a first contact after a sign-out", async ({ page, agentConsole, gitlab }) => {
  await page.clock.install();
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  await revealToken(page);
  const { token_id } = await lastCreated(gitlab);
  await closeStored(page);
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith(`/tokens/${token_id}`)) asked.push(request.url());
  });
  await page.clock.runFor("00:10");
  expect(asked.length, "GitLab is asked while somebody is signed in").toBeGreaterThan(0);
  await signOut(page);
  await openAgain(page);
  const before = asked.length;
  await page.clock.runFor("00:30");
  expect(asked.length).toBe(before);
});

/** Signs in as someone else, who has not opened an agent. */
async function openAgain(page: Page): Promise<void> {
  await page.evaluate(() => (location.hash = "#/projects/101"));
  await sendToken(page, tokenOf("owner"));
  await expect(page.locator(".bar summary")).toBeVisible();
}
