import type { Page } from "@playwright/test";
import { everywhere, expect, test } from "./fixtures.ts";
import { agentPanel, agentRow, agentRows, cellOf, openAgents, readStatus, settled } from "./steps/agents.ts";
import { sendToken, signIn, tokenOf } from "./steps/sign-in.ts";
import { beginToken, callsOf, createDialog, revealDialog, tokenCard } from "./steps/tokens.ts";
import * as tokens from "./steps/tokens.ts";

const UNREACHABLE = "No answer from GitLab.";
const agentsRoute = "/projects/:id/cluster_agents";

function offlineNotice(page: Page) {
  return page.getByRole("status").filter({ hasText: "No network." });
}

test("keeps rows and their age without a network, and reads again with it", everywhere, async ({
  page,
  context,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/ERR_INTERNET_DISCONNECTED/);
  await page.clock.install();
  await openAgents({ page, agentConsole }, "projects/20/agents/5");
  await expect(tokenCard(page, 1)).toBeVisible();
  await expect(offlineNotice(page)).toHaveCount(0);

  await context.setOffline(true);
  await expect(offlineNotice(page)).toBeVisible();
  await page.clock.fastForward("02:00");
  await expect(readStatus(page)).toHaveText("3 agents, read 2 min ago");
  await expect(agentRows(page)).toHaveCount(3);
  // Actions that need GitLab are disabled, with the reason.
  for (const [name, reason] of [
    ["Register agent", "Changes need the network."],
    ["Create token", "Changes need the network."],
    ["Delete agent …", "Changes need the network."],
  ] as const) {
    const button = page.getByRole("button", { name });
    await expect(button).toHaveAttribute("aria-disabled", "true");
    await expect(button).toHaveAccessibleDescription(reason);
  }
  const calls = await callsOf(gitlab, "GET", agentsRoute);
  await page.getByRole("button", { name: "Refresh" }).click({ force: true });
  await expect(readStatus(page)).toHaveText("3 agents, read 2 min ago");

  await context.setOffline(false);
  await expect(readStatus(page)).toHaveText("3 agents, read just now");
  await expect(offlineNotice(page)).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Create token" })).toHaveAccessibleDescription(
    /^No slot is free/,
  );
  expect(await callsOf(gitlab, "GET", agentsRoute)).toBe(calls + 1);
});

test("keeps known facts when a read fails", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 500/);
  await openAgents({ page, agentConsole }, "projects/101");
  const status = cellOf(agentRow(page, "prod-eu-1"), "Status");
  await expect(status).toHaveText("connected");
  await gitlab.faults({
    path: "/cluster_agents/201/tokens$",
    fault: { kind: "status", code: 500, body: { message: "500 Internal Server Error" } },
  });
  await page.getByRole("link", { name: "prod-eu-1", exact: true }).click();
  await expect(agentPanel(page).getByRole("alert")).toBeVisible({ timeout: 30_000 });
  await expect(status).toHaveText("connected");
});

test("believes a person rather than the browser about the network", async ({
  page,
  context,
  agentConsole,
  trouble,
}) => {
  trouble.allow(/ERR_INTERNET_DISCONNECTED/);
  await openAgents({ page, agentConsole }, "projects/20");
  await context.setOffline(true);
  await offlineNotice(page).getByRole("button", { name: "Try anyway" }).click();
  // It failed: this is shown beside the rows, which are as old as before.
  const sources = page.locator(".sources__row");
  await expect(sources).toContainText(UNREACHABLE);
  await expect(agentRows(page)).toHaveCount(3);
  await context.setOffline(false);
  await sources.getByRole("button", { name: "Try again" }).click();
  await expect(sources).toHaveCount(0);
});

test("does not call rows new that could not be read again", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/CORS policy|ERR_FAILED/);
  await page.clock.install();
  for (const scope of ["projects/20", "groups/platform"]) {
    await openAgents({ page, agentConsole }, scope);
    await page.clock.fastForward("03:05");
    const rows = await readStatus(page).textContent();
    await gitlab.faults({ fault: { kind: "no_cors" } });
    await page.getByRole("button", { name: "Refresh" }).click();
    const sources = page.locator(".sources__row").first();
    await expect(sources).toContainText(UNREACHABLE);
    await expect(readStatus(page)).toHaveText(rows ?? "");
    await expect(readStatus(page)).toHaveText(/read 3 min ago$/);
    await gitlab.faults();
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect(sources).toHaveCount(0);
    await expect(readStatus(page)).toHaveText(/read just now$/);
    await page.evaluate(() => sessionStorage.clear());
  }
});

for (const [what, fault] of [
  ["an edge throttle without CORS headers", { kind: "status", code: 429, cors: false }],
  ["a closed connection", { kind: "drop_before_commit" }],
  ["a refused pre-check", { kind: "preflight_fail" }],
] as const) {
  test(`lists what may be in the way while online: ${what}`, everywhere, async ({
    page,
    agentConsole,
    gitlab,
    trouble,
  }) => {
    trouble.allow(/CORS policy|ERR_FAILED|ERR_EMPTY_RESPONSE|ERR_CONNECTION|status of 429/);
    await agentConsole.open();
    await signIn(page);
    await gitlab.faults({ fault });
    // Chromium caches preflights, but this project was not requested yet.
    await agentConsole.goTo("#/projects/21");
    const told = page.locator(".sources__row");
    await expect(told).toContainText(UNREACHABLE);
    await expect(told).toContainText(`Check the address ${gitlab.url}, the network and VPN`);
    await expect(told).toContainText("a proxy refuses the browser's preflight request (OPTIONS)");
    await expect(told).not.toContainText(tokenOf("maintainer"));
    await expect(offlineNotice(page)).toHaveCount(0);
    await gitlab.faults();
    await told.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByText("No agents here yet")).toBeVisible();
  });
}

test("names the directive that keeps the page from its GitLab", everywhere, async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/Content Security Policy/);
  await openAgents({ page, agentConsole }, "projects/20");
  await page.evaluate(() => {
    const policy = document.createElement("meta");
    policy.httpEquiv = "Content-Security-Policy";
    policy.content = "connect-src 'self'";
    document.head.append(policy);
  });
  await page.getByRole("button", { name: "Refresh" }).click();
  const told = page.locator(".sources__row");
  await expect(told).toContainText("This page isn't allowed to connect to that address.");
  await expect(told).toContainText(`lacks ${gitlab.url} in connect-src`);
});

test("says after ten seconds that it still waits, wherever a person does", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await page.clock.install();
  const late = page.getByText("Still waiting for GitLab …", { exact: true });
  /** Holds the next request back until the page shows that it is pending. */
  const holds = async (what: string, ask: () => Promise<unknown>) => {
    await test.step(what, async () => {
      await gitlab.faults({ fault: { kind: "hold" } });
      const asked = page.waitForRequest(/\/api\/v4\//);
      await ask();
      await asked;
      await page.clock.runFor(9_000);
      await expect(late).toHaveCount(0);
      await page.clock.runFor(2_000);
      await expect(late.filter({ visible: true }).first()).toBeVisible();
      await gitlab.faults();
      await expect(late).toHaveCount(0);
    });
  };
  await holds("which GitLab", () => agentConsole.open("#/projects/20/agents/1"));
  await holds("signing in", () => sendToken(page, tokenOf("maintainer")));
  await expect(readStatus(page)).toBeVisible();
  // A late request of the previous page would count as the next one's first.
  await settled(gitlab);
  await holds("after a reload", () => page.reload());
  await expect(readStatus(page)).toBeVisible();
  await holds("the table", () => page.getByRole("button", { name: "Refresh" }).click());
  await holds("the panel", () => agentRow(page, "agent-2").getByRole("link").click());
  await expect(agentPanel(page).getByRole("heading", { name: "agent-2" })).toBeVisible();
  await beginToken(page);
  await holds("creating a token", () => tokens.sendToken(page));
  await expect(revealDialog(page)).toBeVisible();
  await tokens.closeStored(page);
  const card = agentPanel(page).locator("[data-token-id]").first();
  await holds("revoking", () => card.getByRole("button", { name: /^Revoke/ }).click());
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await holds("searching", () => page.getByRole("button", { name: "Change" }).click());
});

test("gives up a read after thirty seconds, and says so", everywhere, async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await page.clock.install();
  await openAgents({ page, agentConsole }, "projects/20");
  await gitlab.faults({ path: "/cluster_agents$", fault: { kind: "hold" } });
  const asked = page.waitForRequest(/cluster_agents\?/);
  await page.getByRole("button", { name: "Refresh" }).click();
  await asked;
  await page.clock.runFor(31_000);
  await expect(page.locator(".sources__row")).toContainText("GitLab did not answer in time.");
  await expect(agentRows(page)).toHaveCount(3);
});

test("asks for everything once on a slow network", everywhere, async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, "projects/20");
  const [frame] = page.mainFrame().childFrames();
  const network = await page.context().newCDPSession(frame ?? page);
  await gitlab.reset();
  await gitlab.faults({ fault: { kind: "delay", ms: 400 } });
  await network.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 300,
    downloadThroughput: 6_250,
    uploadThroughput: 6_250,
  });
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(page.getByText("3 agents so far …").or(readStatus(page))).toBeVisible();
  await agentRow(page, "agent-5").getByRole("link").click();
  await expect(tokenCard(page, 1)).toBeVisible({ timeout: 30_000 });
  await expect(readStatus(page)).toHaveText("3 agents, read just now", { timeout: 30_000 });
  expect(await callsOf(gitlab, "GET", "/projects/:id")).toBe(1);
  expect(await callsOf(gitlab, "GET", agentsRoute)).toBe(1);
});

test("gives up an answer of two hundred megabytes at sixteen", everywhere, async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await gitlab.faults({ path: "/cluster_agents$", fault: { kind: "gzip_bomb" } });
  await agentConsole.open("#/projects/20");
  await signIn(page);
  const told = page.locator(".sources__row");
  await expect(told).toContainText("The answer is too large. Reading stopped after 16 MiB.", {
    timeout: 30_000,
  });
  await gitlab.faults();
  await told.getByRole("button", { name: "Try again" }).click();
  await expect(agentRows(page)).toHaveCount(3);
  await expect(createDialog(page)).toHaveCount(0);
});
