import { expect, test } from "./fixtures.ts";
import { agentTable, ask, openAgents, readRows, readStatus, readTable } from "./steps/agents.ts";
import { signIn } from "./steps/sign-in.ts";

test("filters by status, and by its negation", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "projects/platform%2Fpayments");
  const filter = page.getByRole("searchbox", { name: "Filter agents" });
  const statuses = async () => (await readRows(page)).map((row) => row.Status).toSorted();
  // All of them are in view, so all are read.
  await expect(async () => {
    expect((await statuses()).filter((status) => status === "unknown")).toEqual([]);
  }).toPass();
  const before = await statuses();
  const connected = before.filter((status) => status === "connected");
  expect(connected.length).toBeGreaterThan(0);
  expect(connected.length).toBeLessThan(before.length);

  await filter.fill("status:connected");
  await expect.poll(statuses).toEqual(connected);
  await filter.fill("-status:connected");
  await expect.poll(statuses).toEqual(before.filter((status) => status !== "connected"));
  await filter.fill("status:unknown");
  await expect(page.getByText('No agent matches "status:unknown"')).toBeVisible();
});

test("a deployment's set shows its projects and groups in one view", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  const sets = { "Shop floor": ["platform/payments", "109", "group:platform/edge"] };
  const config = { gitlabs: [gitlab.url], sets, scope: "#/sets/Shop%20floor" };
  await agentConsole.open("", { config });
  await signIn(page);
  await expect(readStatus(page)).toBeVisible();
  await expect(page.getByRole("banner")).toContainText("Shop floor");
  const rows = await readTable(page);
  const paths = [...new Set(rows.map((row) => row.Project))];
  expect(paths.filter((path) => !/^platform\/(payments$|edge\/)/.test(path))).toEqual([]);
  expect(paths).toContain("platform/payments");
  expect(paths).toContain("platform/edge/europe");
  // A project that is in the set twice appears once.
  const ids = rows.map((row) => row.id);
  expect(new Set(ids).size).toBe(ids.length);

  await agentConsole.open("#/sets/Elsewhere", { config });
  await expect(page.getByRole("heading", { name: "Choose projects or a group" })).toBeVisible();
});

test("archived projects that are left out are counted, and shown on request", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  const archived = await ask<object[]>(gitlab, "/projects/108/cluster_agents");
  expect(archived.length).toBeGreaterThan(0);
  const count = (rows: number) =>
    expect(agentTable(page)).toHaveAttribute("aria-rowcount", String(rows + 1));
  await openAgents({ page, agentConsole }, "groups/platform");
  await count(57);
  const leftOut = page.getByText(`Not shown: ${archived.length} agents in 1 archived project.`);
  await expect(leftOut).toBeVisible();
  await page.getByRole("button", { name: "Show archived projects" }).click();
  await count(57 + archived.length);
  await expect(leftOut).toHaveCount(0);
  expect(new URL(page.url()).hash).toBe("#/groups/platform?archived=true");
  await page.reload();
  await expect(readStatus(page)).toBeVisible();
  await count(57 + archived.length);
  await page.getByRole("button", { name: "Hide archived projects" }).click();
  await count(57);
});

test("archived projects that could not be counted are not called none", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 403/);
  await openAgents({ page, agentConsole }, "groups/platform");
  await expect(page.getByText(/Not shown: \d+ agents in 1 archived project\./)).toBeVisible();
  await gitlab.faults({ path: "/projects/108/", fault: { kind: "status", code: 403 } });
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(page.getByText("Not shown: 1 archived project.")).toBeVisible();
});

test("somebody without a project is told so, and has nothing to register", async ({
  page,
  agentConsole,
}) => {
  await agentConsole.open("#/everything");
  await signIn(page, "outsider");
  await expect(agentTable(page)).toContainText("No project here has agents you can see");
  await expect(agentTable(page)).toContainText("Ask a Maintainer or Owner");
  await expect(page.getByText("No agents here yet")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Register agent" })).toHaveCount(0);
});
