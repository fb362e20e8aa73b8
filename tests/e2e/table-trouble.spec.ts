import { everywhere, expect, test } from "./fixtures.ts";
import {
  agentPanel,
  agentRow,
  agentRows,
  agentTable,
  cellOf,
  columnHead,
  openAgents,
  readStatus,
} from "./steps/agents.ts";
import { signIn } from "./steps/sign-in.ts";

test.use({ viewport: { width: 1440, height: 900 } });

for (const [code, sentence] of [
  [500, "GitLab, or something in front of it, had a problem."],
  [404, "Not found, or no access."],
] as const) {
  test(`names the project that answers ${code}, and shows the others`, async ({
    page,
    agentConsole,
    gitlab,
    trouble,
  }) => {
    trouble.allow(new RegExp(`status of ${code} .*/projects/102/cluster_agents`));
    await gitlab.faults({
      path: "/projects/102/cluster_agents",
      fault: { kind: "status", code, body: { message: `${code} Something` } },
    });
    await agentConsole.open("#/projects/101,102,103");
    await signIn(page);
    await expect(agentRow(page, "prod-eu-1")).toBeVisible();
    await expect(agentRow(page, "traces")).toBeVisible();
    const sources = page.getByRole("status").filter({ hasText: "platform/ci" });
    await expect(sources).toContainText(sentence);
    await expect(readStatus(page)).toHaveText(/^13 agents · 2 of 3 projects read /);

    await gitlab.faults();
    await sources.getByRole("button", { name: "Try again" }).click();
    await expect(agentRow(page, "ci-runners")).toBeVisible();
    await expect(sources).toHaveCount(0);
  });
}

test("says so where GitLab counts more agents than it lists, and names one without a name", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  // These agents have no tokens to read.
  trouble.allow(/status of 404 .*\/cluster_agents\/7[12]\/tokens/);
  const rows = [{ id: 71, name: "" }, { id: 72, name: "here" }, { id: 72, name: "twin" }];
  const fault = { kind: "status", code: 200, body: rows, headers: { "x-total": "999" } };
  await gitlab.faults({ path: "/projects/21/cluster_agents$", fault });
  await openAgents({ page, agentConsole }, "projects/21");
  await expect(page.getByRole("link", { name: "Agent #71 (no name)" })).toBeVisible();
  await expect(page.locator(".sources__row")).toContainText(
    "GitLab counted a different number of agents than it listed.",
  );
});

test("says that a project cannot be found", async ({ page, agentConsole, trouble }) => {
  trouble.allow(/status of 404 .*\/projects\//);
  await openAgents({ page, agentConsole }, "projects/20,999,platform%2Fgone");
  for (const name of ["999", "platform/gone"]) {
    const row = page.locator(".sources__row").filter({ hasText: name });
    await expect(row).toContainText("Not found, or no access.");
    await expect(row.getByRole("button", { name: "Try again" })).toBeVisible();
  }
  await expect(agentRows(page)).toHaveCount(3);
});

test("says what is wrong when nothing could be read", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 404 .*\/groups\/platform/);
  await gitlab.faults({
    path: "/groups/platform",
    fault: { kind: "status", code: 404, body: { message: "404 Group Not Found" } },
  });
  await agentConsole.open("#/groups/platform");
  await signIn(page);
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("Not found, or no access.");
  await expect(alert).toContainText("GitLab does not say which.");
  await expect(alert).toContainText("HTTP 404");
  await gitlab.faults();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(readStatus(page)).toHaveText("57 agents, read just now");
  await expect(alert).toHaveCount(0);
});

test("says that no list of the scope could be read", async ({ page, agentConsole, trouble }) => {
  trouble.allow(/status of 404 .*\/projects\/999/);
  await agentConsole.open("#/projects/999");
  await signIn(page);
  await expect(agentTable(page)).toContainText("No agents could be read.");
  // What was not read is not counted: neither agents nor statuses.
  await expect(page.getByText("0 agents")).toHaveCount(0);
  const counts = page.getByRole("group", { name: "Status" }).getByRole("button");
  await expect(counts).toHaveText([/^– all/, /^–/, /^–/, /^–/, /^–/, /^–/, /^–/]);
});

test("counts a row that cannot be read, and shows the others", everywhere, async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await gitlab.faults({
    path: "/projects/101/cluster_agents$",
    fault: { kind: "nulls", fields: ["id", "name"], row: 2 },
  });
  await openAgents({ page, agentConsole }, "projects/101,102");
  await expect(readStatus(page)).toHaveText("at least 12 agents, read just now");
  const sources = page.getByRole("status").filter({ hasText: "platform/clusters" });
  await expect(sources).toContainText("Unreadable entries in its list: 1.");
  await expect(agentRow(page, "canary-eu")).toBeVisible();
  await expect(agentRow(page, "prod-eu-1")).toHaveCount(0);
  await gitlab.faults();
  await sources.getByRole("button", { name: "Try again" }).click();
  await expect(sources).toHaveCount(0);
  await expect(agentRows(page)).toHaveCount(13);
});

test("does without what is null, and with a status nobody has heard of", everywhere, async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await gitlab.faults({ fault: { kind: "nulls" } }, { fault: { kind: "unknown_enum" } });
  await openAgents({ page, agentConsole }, "projects/101/agents/201");
  const row = agentRow(page, "prod-eu-1");
  await expect(cellOf(row, "Status")).toHaveText("connected");
  await expect(cellOf(row, "Created by")).toHaveText("account deleted");
  await expect(agentPanel(page).locator("[data-token-id]")).toContainText("hibernating");
});

for (const text of [false, true]) {
  test(`keeps ids exact beyond 2^53, as ${text ? "texts" : "numbers"}`, async ({
    page,
    agentConsole,
    gitlab,
  }) => {
    await gitlab.faults({ path: "/cluster_agents", fault: { kind: "big_ids", text } });
    await openAgents({ page, agentConsole }, "projects/101");
    const id = String(2n ** 53n + 201n);
    const row = agentRow(page, "prod-eu-1");
    await expect(row).toHaveAttribute("data-agent-id", id);
    await expect(cellOf(row, "ID")).toHaveText(id);
    await expect(cellOf(row, "Status")).toHaveText("connected");
    await row.getByRole("link").click();
    await expect(agentPanel(page).locator("[data-token-id]")).toHaveCount(1);
    expect(new URL(page.url()).hash).toBe(`#/projects/101/agents/${id}`);
  });
}

test("says that the open agent does not exist", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/777");
  await expect(agentPanel(page)).toContainText("This agent is not among those shown.");
  await expect(columnHead(page, "Name")).toBeVisible();
  await agentPanel(page).getByRole("button", { name: "Close agent" }).click();
  await expect(agentPanel(page)).toHaveCount(0);
});
