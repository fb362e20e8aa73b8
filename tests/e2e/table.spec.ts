import { everywhere, expect, test } from "./fixtures.ts";
import {
  type AgentRow,
  type Column,
  agentPanel,
  agentRow,
  agentRows,
  agentTable,
  ask,
  cellOf,
  changeElsewhere,
  columnHead,
  columns,
  openAgents,
  readRows,
  readStatus,
  readTable,
  sortBy,
} from "./steps/agents.ts";

test.use({ viewport: { width: 1440, height: 900 } });

type Registered = { id: number; name: string; created_at: string };

test("shows every agent of a group's twelve projects", async ({ page, agentConsole, gitlab }) => {
  await openAgents({ page, agentConsole }, "groups/platform");
  await expect(page.getByRole("banner")).toContainText("group, with subgroups · 12 projects");
  await expect(readStatus(page)).toHaveText("57 agents, read just now");
  await expect(agentTable(page)).toHaveAttribute("aria-rowcount", "58");

  // GitLab omits the archived project 108 from a group's list.
  const projects = [101, 102, 103, 104, 105, 106, 107, 109, 110, 111, 112, 1000];
  const path = (project: number) => `/projects/${project}/cluster_agents?per_page=100`;
  const agents = await Promise.all(projects.map((id) => ask<Registered[]>(gitlab, path(id))));
  const expected = agents.flat().map(({ id, name }) => ({ id, name }));
  const shown = (await readTable(page)).map((row) => ({ id: row.id, name: row.Name }));
  expect(shown).toEqual(expected.toSorted((a, b) => (a.name < b.name ? -1 : 1)));
});

test("labels every status", async ({ page, agentConsole, gitlab, trouble }) => {
  trouble.allow(/status of 40[34] .*\/(graphql|cluster_agents\/250\/tokens)/);
  await gitlab.faults(
    { path: "/graphql$", fault: { kind: "status", code: 404 } },
    { path: "/cluster_agents/250/tokens", fault: { kind: "status", code: 403 } },
  );
  await openAgents({ page, agentConsole }, "projects/101,102,103,106,109,110", "owner");
  for (const [name, status, contact] of [
    ["prod-eu-1", "connected", /^(just now|\d+ s ago)$/],
    ["canary-eu", "quiet", /^1[23] min ago$/],
    ["staging-us", "silent", /^3 d ago$/],
    ["traces", "never used", /^no use yet$/],
    ["vault-dr", "no token", /^not known$/],
    ["edge-madrid", "unknown", /^could not be read$/],
  ] as const) {
    await page.getByRole("searchbox", { name: "Filter agents" }).fill(name);
    await expect(agentTable(page)).toHaveAttribute("aria-rowcount", /^[23]$/);
    const row = agentRow(page, name);
    await expect(cellOf(row, "Status")).toHaveText(status);
    await expect(cellOf(row, "Last contact")).toHaveText(contact);
  }
});

test("shows the exact time on focus", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "projects/103");
  const time = cellOf(agentRow(page, "traces"), "Created").locator("time");
  await expect(time).toHaveText("6 d ago");
  // The row is incomplete until the status is read.
  await expect(cellOf(agentRow(page, "traces"), "Status")).toHaveText("never used");
  // Focuses by keyboard.
  await agentRow(page, "traces").getByRole("link").focus();
  await page.keyboard.press("Tab");
  await expect(time).toBeFocused();
  const exact = await time.evaluate((node) => getComputedStyle(node, "::after").content);
  expect(exact).toMatch(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/);
});

test("names the creator of an agent, if GitLab does", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "projects/104,106");
  for (const [name, creator] of [
    ["data-lake", "jihoon.lee"],
    ["sso-prod", "ines.moreau"],
    ["vault-prod", "account deleted"],
    ["warehouse-eu", "user #43"],
  ] as const) {
    await expect(cellOf(agentRow(page, name), "Created by")).toHaveText(creator);
  }
});

test("marks an agent with more tokens than slots", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "projects/102");
  const slots = (name: string) => cellOf(agentRow(page, name), "Tokens").getByRole("img");
  await expect(slots("ci-cache")).toHaveAccessibleName("3 of 2 token slots used");
  await expect(slots("ci-runners")).toHaveAccessibleName("1 of 2 token slots used");
});

test("sorts by every column, in the address too", async ({ page, agentConsole, gitlab }) => {
  await openAgents({ page, agentConsole }, "projects/102,106,107");
  await expect(page.getByText("not read yet")).toHaveCount(0);

  const lists = [102, 106, 107].map((id) =>
    ask<Registered[]>(gitlab, `/projects/${id}/cluster_agents`),
  );
  const born = new Map((await Promise.all(lists)).flat().map((row) => [row.id, row.created_at]));
  const attributes = await agentRows(page).evaluateAll((rows) =>
    rows.map((row) => ({
      id: Number(row.getAttribute("data-agent-id")),
      contact: row.querySelector(".row__contact time")?.getAttribute("datetime"),
      slots: row.querySelector(".row__tokens [role=img]")?.getAttribute("aria-label"),
    })),
  );
  const shown = new Map(attributes.map((row) => [row.id, row]));
  const statuses = ["connected", "quiet", "silent", "never used", "no token"];
  const withoutTime = ["not known", "no use yet"];
  /** The key that sorts the column's cells in ascending order. */
  const keys: Record<Column, (row: AgentRow) => string | number> = {
    Name: (row) => row.Name,
    Status: (row) => statuses.indexOf(row.Status),
    // The time itself sorts as text, after agents that were never in contact.
    "Last contact": (row) =>
      shown.get(row.id)?.contact ??
      withoutTime.indexOf(row["Last contact"]).toString(),
    Tokens: (row) => shown.get(row.id)?.slots ?? "",
    Project: (row) => row.Project,
    Created: (row) => born.get(row.id) ?? "",
    "Created by": (row) => (row["Created by"] === "account deleted" ? "~" : row["Created by"]),
    ID: (row) => row.id,
  };

  for (const column of columns) {
    const head = columnHead(page, column);
    // The first click on another column sorts in ascending order.
    if ((await head.getAttribute("aria-sort")) === "none") await sortBy(page, column);
    for (const direction of ["ascending", "descending"] as const) {
      await expect(head).toHaveAttribute("aria-sort", direction);
      const sign = direction === "descending" ? "-" : "";
      const name = column.toLowerCase().replace(" ", "_");
      const query = column === "Name" && !sign ? "" : `?sort=${sign}${name}`;
      expect(new URL(page.url()).hash).toBe(`#/projects/102,106,107${query}`);
      const rows = (await readRows(page)).toSorted((a, b) => a.position - b.position);
      expect(rows).toHaveLength(15);
      const sorted = rows.map(keys[column]);
      if (direction === "descending") sorted.reverse();
      for (const [index, key] of sorted.entries()) {
        const before = sorted[index - 1];
        if (before !== undefined) expect(before <= key, `${column}: ${sorted.join()}`).toBe(true);
      }
      await sortBy(page, column);
    }
  }
});

test("filters at every key press, also in the address", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "groups/platform");
  const filter = page.getByRole("searchbox", { name: "Filter agents" });
  const count = (rows: number) =>
    expect(agentTable(page)).toHaveAttribute("aria-rowcount", String(rows + 1));
  for (const [text, rows] of [
    ["seoul", 1],
    ["EDGE asia", 6],
    ["#206", 1],
    ["moreau prod", 6],
    ["seoul busan", 0],
  ] as const) {
    await filter.fill(text);
    await count(rows);
    expect(new URL(page.url()).hash).toContain(`filter=${encodeURIComponent(text)}`);
  }
  await expect(page.getByText('No agent matches "seoul busan"')).toBeVisible();
  await page.getByRole("button", { name: "Clear filter" }).click();
  await count(57);
  await expect(filter).toHaveValue("");

  await filter.fill("edge");
  await sortBy(page, "ID");
  await sortBy(page, "ID");
  await page.reload();
  await expect(filter).toHaveValue("edge");
  await expect(columnHead(page, "ID")).toHaveAttribute("aria-sort", "descending");
  await expect(agentRows(page).first()).toHaveAttribute("data-agent-id", "261");
});

test("keeps rows while refreshing, and says how old they are", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await page.clock.install();
  await openAgents({ page, agentConsole }, "projects/20");
  await expect(readStatus(page)).toHaveText("3 agents, read just now");
  await page.clock.fastForward("03:05");
  await expect(readStatus(page)).toHaveText("3 agents, read 3 min ago");

  await gitlab.faults({ path: "/projects/20/cluster_agents$", fault: { kind: "hold" } });
  const row = await agentRow(page, "agent-5").elementHandle();
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(agentTable(page)).toHaveAttribute("aria-busy", "true");
  await expect(agentRows(page)).toHaveCount(3);
  await gitlab.faults();
  await expect(readStatus(page)).toHaveText("3 agents, read just now");
  expect(await row?.evaluate((node) => node.isConnected), "the row was not built anew").toBe(true);
});

test("notices what came and went at a refresh", everywhere, async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  // Token counts are read row by row, and the agent may be deleted before its turn.
  trouble.allow(/status of 404 .*\/cluster_agents\/2\/tokens/);
  await openAgents({ page, agentConsole }, "projects/20");
  await changeElsewhere(gitlab, "DELETE", "/projects/20/cluster_agents/2");
  await changeElsewhere(gitlab, "POST", "/projects/20/cluster_agents", { name: "agent-9" });
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(agentRow(page, "agent-9")).toBeVisible();
  await expect(agentRow(page, "agent-2")).toHaveCount(0);
});

test("has nothing to show in a project without agents", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "projects/21");
  await expect(page.getByText("No agents here yet")).toBeVisible();
  await expect(page.getByText("Register one, install it in a cluster")).toBeVisible();
  await expect(page.getByRole("button", { name: "Register agent" })).toBeEnabled();
});

test("opens an agent beside the table and marks its row", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "projects/101");
  await agentRow(page, "canary-eu").getByRole("link").click();
  await expect(agentPanel(page).getByRole("heading", { name: "canary-eu" })).toBeVisible();
  await expect(agentRow(page, "canary-eu")).toHaveAttribute("aria-current", "true");
  expect(new URL(page.url()).hash).toBe("#/projects/101/agents/206");
  await agentPanel(page).getByRole("button", { name: "Close agent" }).click();
  await expect(agentPanel(page)).toHaveCount(0);
});
