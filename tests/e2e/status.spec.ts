import { expect, test } from "./fixtures.ts";
import {
  agentRow,
  agentRows,
  agentTable,
  cellOf,
  openAgents,
  readStatus,
  readTable,
  settled,
  sortBy,
} from "./steps/agents.ts";
import { callsOf, tokensRoute } from "./steps/tokens.ts";

test.use({ sandboxArguments: ["--agents", "250"], viewport: { width: 1440, height: 900 } });

const withoutGraphql = { path: "/graphql$", fault: { kind: "status", code: 404 } };

test("reads the status of a whole group with a few queries", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, "groups/platform");
  await expect(page.getByText(/statuses read$/)).toHaveCount(0);
  await expect(page.getByText("not read yet")).toHaveCount(0);
  // Rows that enter the view unread are requested by name.
  await settled(gitlab);
  const rows = await readTable(page);
  expect(rows.length).toBeGreaterThan(250);
  expect(rows.filter((row) => row["Last contact"] === "not read yet")).toEqual([]);
  expect(new Set(rows.map((row) => row.Status)).size).toBeGreaterThan(3);
  // If no agent of a project has a token, GraphQL's empty lists prove nothing.
  expect(await callsOf(gitlab, "GET", tokensRoute)).toBeLessThanOrEqual(1);
  // Some dozen pages and names; the exact number depends on which rows pass through the view.
  const calls = (await gitlab.requests()).filter((call) => call.route.includes("graphql"));
  const queries = calls.reduce((sum, call) => sum + call.count, 0);
  expect(queries).toBeLessThan(rows.length / 10);
});

test("both protocols give the same rows", async ({ page, agentConsole, gitlab, trouble }) => {
  trouble.allow(/status of 404 .*\/graphql/);
  const statuses = async () => {
    await expect(agentTable(page)).toBeVisible();
    await expect(page.getByText("not read yet")).toHaveCount(0);
    // Rows out of view are read at a limited rate.
    await expect(page.getByText(/statuses read$/)).toHaveCount(0, { timeout: 60_000 });
    const rows = await readTable(page);
    return rows.map(({ id, Name, Status, Tokens }) => ({ id, Name, Status, Tokens }));
  };
  await openAgents({ page, agentConsole }, "projects/101,102,103,104,105,106");
  const fast = await statuses();
  await gitlab.faults(withoutGraphql);
  await agentConsole.open("#/projects/101,102,103,104,105,106");
  await expect(readStatus(page)).toBeVisible();
  expect(await statuses()).toEqual(fast);
  expect(await callsOf(gitlab, "GET", tokensRoute)).toBe(fast.length);
});

test("without GraphQL, rows in view come first and the rest at a limited rate", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 404 .*\/graphql/);
  await gitlab.faults(withoutGraphql);
  await page.clock.install();
  await openAgents({ page, agentConsole }, "projects/1000");
  await expect(page.getByText("not read yet")).toHaveCount(0);
  const inSight = await agentRows(page).count();
  const read = page.getByText(/^\d+ of 250 statuses read$/);
  await expect(read).toBeVisible();
  const pace = page.getByRole("combobox", { name: "Status polling rate" });
  await expect(pace.getByRole("option", { selected: true })).toHaveText("300 per minute");
  await pace.selectOption("60 per minute");
  const calls = () => callsOf(gitlab, "GET", tokensRoute);
  expect(await calls()).toBeLessThan(inSight + 20);
  // Reading an agent takes its list and each of its tokens: at 60 per minute, one read per second.
  const before = await calls();
  for (let second = 0; second < 30; second += 1) await page.clock.runFor(1_000);
  await expect.poll(calls).toBeGreaterThan(before);
  expect((await calls()) - before).toBeLessThanOrEqual(30);

  // Rows that enter the view do not wait for their turn.
  await agentTable(page).evaluate((table) => (table.scrollTop = table.scrollHeight));
  await expect(cellOf(agentRows(page).last(), "Last contact")).not.toHaveText("not read yet");
});

test("reads nothing while the page is hidden", async ({ page, agentConsole, gitlab, trouble }) => {
  trouble.allow(/status of 404 .*\/graphql/);
  await gitlab.faults(withoutGraphql);
  await page.clock.install();
  await openAgents({ page, agentConsole }, "projects/1000");
  await expect(page.getByText("not read yet")).toHaveCount(0);
  const hide = (hidden: boolean) =>
    page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
  const read = page.getByText(/^\d+ of 250 statuses read$/);
  await hide(true);
  await page.clock.runFor(2_000);
  const resting = await read.innerText();
  await page.clock.runFor(60_000);
  await expect(read).toHaveText(resting);
  await hide(false);
  await page.clock.runFor(10_000);
  await expect(read).not.toHaveText(resting);
});

test("a status stays true on a page that is left open", async ({ page, agentConsole, gitlab }) => {
  await page.clock.install();
  await openAgents({ page, agentConsole }, "projects/101/agents/201");
  const status = cellOf(agentRow(page, "prod-eu-1"), "Status");
  await expect(status).toHaveText("connected");
  // A pending read of the panel would be as new as the clock.
  await settled(gitlab);
  // Without GitLab time passes, and it is unknown whether the agent has connected again. The open
  // agent's tokens are read over REST.
  const hold = { kind: "hold" };
  await gitlab.faults({ path: "/graphql$", fault: hold }, { path: "/tokens", fault: hold });
  await gitlab.advance(20 * 60_000);
  const asked = page.waitForRequest(/graphql$/);
  await page.clock.fastForward("20:00");
  await expect(status).toHaveText("unknown");
  await expect(page.getByRole("button", { name: /connected$/ })).toHaveText("0 connected");
  await page.clock.runFor(11_000);
  // Rows in view are read again automatically, and count as read meanwhile.
  const query = (await asked).postData() ?? "";
  expect(query.match(/prod-eu-1\b/g), "in sight and open, and asked for once").toHaveLength(1);
  await expect(page.getByText("statuses read")).toHaveCount(0);
  await gitlab.faults();
  await expect(status).toHaveText("connected");
});

test("what is out of sight stays known on a page that is left open", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await page.clock.install();
  await openAgents({ page, agentConsole }, "projects/1000");
  await expect(page.getByText("not read yet")).toHaveCount(0);
  await expect(page.getByText(/statuses read$/)).toHaveCount(0);
  const unknown = page.getByRole("button", { name: /unknown$/ });
  await expect(unknown).toHaveText("0 unknown");
  for (let minute = 0; minute < 10; minute += 1) {
    await gitlab.advance(60_000);
    await page.clock.runFor(60_000);
    await settled(gitlab);
  }
  await page.clock.runFor(1_000);
  await expect(unknown).toHaveText("0 unknown");
});

test("an empty list of GraphQL's never says that an agent has no token", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await gitlab.faults({ path: "/graphql$", fault: { kind: "graphql_empty" } });
  await openAgents({ page, agentConsole }, "projects/20");
  await expect(cellOf(agentRow(page, "agent-5"), "Status")).toHaveText("never used");
  await expect(page.getByRole("button", { name: /no token$/ })).toHaveText("2 no token");
});

test("a contact that is still to come says that clocks differ, and no status", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await gitlab.advance(3 * 24 * 60 * 60_000);
  await openAgents({ page, agentConsole }, "projects/101");
  const row = agentRow(page, "prod-eu-1");
  await expect(cellOf(row, "Last contact")).toHaveText("clocks differ");
  await expect(cellOf(row, "Status")).toHaveText("unknown");
});

test("an unread token is never called unused", async ({ page, agentConsole, gitlab }) => {
  await gitlab.faults({ path: "/graphql$", fault: { kind: "hold" } });
  await openAgents({ page, agentConsole }, "projects/103");
  await expect(cellOf(agentRow(page, "traces"), "Status")).toHaveText("unknown");
  await expect(cellOf(agentRow(page, "traces"), "Last contact")).toHaveText("not read yet");
  await gitlab.faults();
  await expect(cellOf(agentRow(page, "traces"), "Status")).toHaveText("never used");
});

test("shows what could not be read, and reads it again", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 40[34]/);
  await gitlab.faults(withoutGraphql, {
    path: "/cluster_agents/201/tokens",
    fault: { kind: "status", code: 403 },
  });
  await openAgents({ page, agentConsole }, "projects/101");
  await expect(page.getByText("Statuses that could not be read: 1")).toBeVisible();
  await gitlab.faults(withoutGraphql);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("Statuses that could not be read")).toHaveCount(0);
  await sortBy(page, "Status");
  await expect(agentRows(page).last().getByText("unknown")).toHaveCount(0);
});
