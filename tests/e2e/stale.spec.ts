import type { Request } from "@playwright/test";
import { everywhere, expect, test } from "./fixtures.ts";
import {
  agentPanel,
  agentRow,
  agentRows,
  agentTable,
  cellOf,
  openAgents,
  readRows,
  readStatus,
  readTable,
} from "./steps/agents.ts";
import { beginToken, callsOf, closeStored, revealDialog, sendToken, tokensRoute } from "./steps/tokens.ts";

test.use({ sandboxArguments: ["--agents", "250"], viewport: { width: 1440, height: 900 } });

test("an answer that comes late belongs to nobody", everywhere, async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, "projects/21");
  await gitlab.faults({ path: "/projects/20/cluster_agents$", fault: { kind: "hold" } });
  const slow = page.waitForRequest(/projects\/20\/cluster_agents/);
  await agentConsole.goTo("#/projects/20");
  await slow;
  await agentConsole.goTo("#/projects/101");
  await expect(agentRow(page, "prod-eu-1")).toBeVisible();
  await gitlab.faults();
  // Another read shows that nothing of the other project was mixed in.
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(readStatus(page)).toHaveText(/^\d+ agents, read just now$/);
  await expect(agentRow(page, "agent-1")).toHaveCount(0);
  await expect(page.locator(".sources__row")).toHaveCount(0);
});

test("what is typed last is what is found", everywhere, async ({ page, agentConsole, gitlab }) => {
  await openAgents({ page, agentConsole }, "projects/21");
  await page.getByRole("button", { name: "Change" }).click();
  await gitlab.faults({ query: "search=plat", fault: { kind: "delay", ms: 1500 } } as never);
  const search = page.getByLabel("Search projects and groups");
  const slow = page.waitForRequest(/search=plat/);
  await search.fill("plat");
  await slow;
  await search.fill("root/empty");
  const found = page.getByRole("list", { name: "Projects" });
  await expect(found).toContainText("root/empty");
  await gitlab.faults();
  await expect(found).not.toContainText("platform/");
});

test("leaving calls off what was read, quietly, and never a creation", everywhere, async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  await gitlab.faults({ path: "/cluster_agents$", fault: { kind: "hold" } });
  const begun = page.waitForRequest(/\/cluster_agents\?/);
  await page.getByRole("button", { name: "Refresh" }).click();
  const reading = await begun;
  // Well before the read would time out, after thirty seconds.
  const predicate = (request: Request) => request === reading;
  const calledOff = page.waitForEvent("requestfailed", { predicate, timeout: 10_000 });
  await agentConsole.goTo("#/");
  await calledOff;
  await expect(page.getByRole("alert")).toHaveCount(0);
  expect(trouble.found).toEqual([]);

  await gitlab.faults();
  await agentConsole.goTo("#/projects/20/agents/1");
  await beginToken(page);
  await gitlab.faults({ method: "POST", fault: { kind: "hold" } });
  const posted = page.waitForRequest((request) => request.method() === "POST");
  await sendToken(page);
  await posted;
  await agentConsole.goTo("#/");
  await agentConsole.goTo("#/projects/101");
  await expect(agentRow(page, "prod-eu-1")).toBeVisible();
  await gitlab.faults();
  await expect(revealDialog(page)).toBeVisible();
  await closeStored(page);
  expect(await callsOf(gitlab, "POST", tokensRoute)).toBe(1);
});

test("reads what was cancelled when the view returns", async ({ page, agentConsole, gitlab }) => {
  await page.clock.install();
  await openAgents({ page, agentConsole }, "projects/21");
  const callOff = async (read: () => Promise<unknown>) => {
    await gitlab.faults({ path: "/projects/20/cluster_agents$", fault: { kind: "hold" } });
    const begun = page.waitForRequest(/projects\/20\/cluster_agents\?/);
    await read();
    const reading = await begun;
    const calledOff = page.waitForEvent("requestfailed", (request) => request === reading);
    await agentConsole.goTo("#/");
    await calledOff;
    await gitlab.faults();
    await agentConsole.goTo("#/projects/20");
    await expect(readStatus(page)).toHaveText("3 agents, read just now");
    await expect(agentRows(page)).toHaveCount(3);
  };
  await callOff(() => agentConsole.goTo("#/projects/20"));
  await page.clock.fastForward("05:00");
  await expect(readStatus(page)).toHaveText("3 agents, read 5 min ago");
  await callOff(() => page.getByRole("button", { name: "Refresh" }).click());
});

for (const change of ["insert", "remove"]) {
  test(`reads a list again that changed under it: ${change}`, change === "insert" ? everywhere : {}, async ({
    page,
    agentConsole,
    gitlab,
    trouble,
  }) => {
    // An agent's tokens may be requested after it was deleted.
    trouble.allow(/status of 404 .*\/tokens/);
    // Once: the list no longer changes during the second read.
    await gitlab.faults({
      path: "/projects/1000/cluster_agents$",
      nth: 1,
      fault: { kind: "mutate_between_pages", change },
    });
    await openAgents({ page, agentConsole }, "projects/1000");
    const count = change === "insert" ? 251 : 249;
    await expect(readStatus(page)).toHaveText(`${count} agents, read just now`);
    const ids = (await readTable(page)).map((row) => row.id);
    expect(new Set(ids).size).toBe(count);
    await expect(page.locator(".sources__row")).toHaveCount(0);
  });
}

test("says that a list does not come to rest", async ({ page, agentConsole, gitlab }) => {
  await gitlab.faults({
    path: "/projects/1000/cluster_agents$",
    fault: { kind: "mutate_between_pages", change: "insert" },
  });
  await openAgents({ page, agentConsole }, "projects/1000");
  const told = page.locator(".sources__row");
  await expect(told).toContainText("Its list changed while it was read, twice.");
  await gitlab.faults();
  await told.getByRole("button", { name: "Try again" }).click();
  await expect(told).toHaveCount(0);
});

test("reads to the end where GitLab does not count", everywhere, async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await gitlab.faults({ fault: { kind: "omit_total" } });
  await openAgents({ page, agentConsole }, "projects/1000");
  await expect(readStatus(page)).toHaveText("250 agents, read just now");
  await expect(agentTable(page)).toHaveAttribute("aria-rowcount", "251");
});

test("stops at pages that repeat, and says so", everywhere, async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await gitlab.faults({
    path: "/projects/1000/cluster_agents$",
    fault: { kind: "loop_pages" },
  });
  await openAgents({ page, agentConsole }, "projects/1000");
  const told = page.locator(".sources__row");
  await expect(told).toContainText("GitLab sent a page of its list twice, so reading stopped there.");
  expect(await callsOf(gitlab, "GET", "/projects/:id/cluster_agents")).toBeLessThanOrEqual(6);
  await gitlab.faults();
  await told.getByRole("button", { name: "Try again" }).click();
  await expect(readStatus(page)).toHaveText("250 agents, read just now");
  await expect(told).toHaveCount(0);
});

for (const hours of [-24, -3, -0.5, 0.5, 3, 24]) {
  test(`tells no time to come, with a clock ${hours} hours off`, hours === 24 ? everywhere : {}, async ({
    page,
    agentConsole,
  }) => {
    await page.clock.install({ time: Date.now() + hours * 3_600_000 });
    await openAgents({ page, agentConsole }, "projects/101/agents/201");
    await expect(agentPanel(page).locator("[data-token-id]")).toHaveCount(1);
    await expect(cellOf(agentRow(page, "prod-eu-1"), "Status")).toHaveText(
      // If the clock is behind, GitLab's contacts are in the future and no status follows from
      // them.
      hours < 0 ? "unknown" : /connected|quiet|silent/,
    );
    const times = await page.locator("agent-console time").allTextContents();
    expect(times.length).toBeGreaterThan(10);
    const told =
      /^(just now|\d+ (s|min|h|d|mo|yr) ago|\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)? UTC|clocks differ)$/;
    for (const time of times) expect(time).toMatch(told);
    const ages = (await readRows(page)).map((row) => row.Created);
    for (const age of ages) expect(age).not.toContain("-1");
    // On request it is always exact, and in UTC.
    const exact = page.locator("agent-console time").first();
    await exact.focus();
    await expect(exact).toHaveAttribute("data-exact", / UTC$/);
    await expect(agentRows(page).first()).toBeVisible();
  });
}
