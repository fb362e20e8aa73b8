import type { Page } from "@playwright/test";
import type { Gitlab } from "./fixtures/gitlab.ts";
import { everywhere, expect, test } from "./fixtures.ts";
import { agentRows, openAgents, readStatus } from "./steps/agents.ts";
import { signOut } from "./steps/sign-in.ts";
import { callsOf, createDialog, beginToken, sendToken, tokensRoute } from "./steps/tokens.ts";

const throttled = { kind: "status", code: 429, body: "Retry later\n", content_type: "text/plain" };

test.beforeEach(({ trouble }) => trouble.allow(/status of 429/));

function slowed(page: Page) {
  return page.getByRole("status").filter({ has: page.getByRole("timer") });
}

/** The number of requests to GitLab so far, without preflights, which are up to the browser. */
async function asked(gitlab: Gitlab): Promise<number> {
  const calls = (await gitlab.requests()).filter((call) => call.method !== "OPTIONS");
  return calls.reduce((sum, call) => sum + call.count, 0);
}

test("counts down to its next try after a throttle", everywhere, async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await page.clock.install();
  await openAgents({ page, agentConsole }, "projects/20");
  await gitlab.faults({ path: "/projects/20$", nth: 1, fault: throttled });
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(slowed(page)).toBeVisible();
  await expect(page.getByRole("timer")).toHaveText(/^Next try in (1:00|0:5\d)$/);
  await expect(agentRows(page)).toHaveCount(3);
  // Whatever the clock is set to.
  await page.clock.setSystemTime((await page.evaluate(() => Date.now())) - 86_400_000);
  await page.clock.runFor(15_000);
  await expect(page.getByRole("timer")).toHaveText(/^Next try in 0:4\d$/);
  const before = await asked(gitlab);
  await page.clock.runFor(30_000);
  expect(await asked(gitlab), "nothing is asked meanwhile").toBe(before);
  await page.clock.runFor(20_000);
  await expect(readStatus(page)).toHaveText("3 agents, read just now");
  await expect(slowed(page)).toHaveCount(0);
});

test("is tried at once, or given up, as the person likes", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, "projects/20");
  await gitlab.faults({ path: "/projects/20$", nth: 1, fault: throttled });
  await page.getByRole("button", { name: "Refresh" }).click();
  await slowed(page).getByRole("button", { name: "Try now" }).click();
  await expect(slowed(page)).toHaveCount(0);
  await expect(readStatus(page)).toHaveText(/^3 agents, read /);

  await gitlab.faults({ path: "/projects/20$", nth: 1, fault: throttled });
  await page.getByRole("button", { name: "Refresh" }).click();
  await slowed(page).getByRole("button", { name: "Cancel" }).click();
  const told = page.locator(".sources__row");
  await expect(told).toContainText("GitLab asks to slow down.");
  await expect(agentRows(page)).toHaveCount(3);
  await told.getByRole("button", { name: "Try again" }).click();
  await expect(told).toHaveCount(0);
});

test("a pause is not shown to the next person who signs in", async ({ page, agentConsole, gitlab }) => {
  await openAgents({ page, agentConsole }, "projects/20");
  await gitlab.faults({ path: "/projects/20$", nth: 1, fault: throttled });
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(slowed(page)).toBeVisible();
  await signOut(page);
  await expect(slowed(page)).toHaveCount(0);
});

test("a creation that is throttled is looked for, and sent once", everywhere, async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  await beginToken(page);
  await gitlab.faults({ method: "POST", fault: throttled });
  await sendToken(page);
  // A proxy may answer this as well, after GitLab has created the token.
  await expect(createDialog(page)).toContainText("Nothing was created.");
  await expect(createDialog(page)).toContainText("GitLab asks to slow down.");
  expect(await callsOf(gitlab, "POST", tokensRoute)).toBe(1);
  expect(await gitlab.ledger()).toEqual([]);
});
