import { expect, test } from "./fixtures.ts";
import { agentRow, agentRows, openAgents, readStatus } from "./steps/agents.ts";
import { signIn } from "./steps/sign-in.ts";

test.use({ viewport: { width: 1440, height: 900 } });

test("shows how many projects are read, and can be cancelled", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await gitlab.faults({ path: "/projects/104/cluster_agents$", fault: { kind: "hold" } });
  await agentConsole.open("#/groups/platform");
  await signIn(page);
  const bar = page.getByRole("progressbar", { name: "Reading agents" });
  await expect(bar).toHaveAttribute("max", "12");
  await expect(bar).toHaveAttribute("value", "11");
  await expect(bar).toBeVisible();
  const told = page.getByRole("status").filter({ hasText: "agents so far · project 11 of 12" });
  await expect(told).toBeVisible();

  const calledOff = page.waitForEvent("requestfailed", (request) =>
    request.url().includes("/projects/104/cluster_agents"),
  );
  await page.getByRole("button", { name: "Cancel" }).click();
  await calledOff;
  await expect(bar).toHaveCount(0);
  await expect(page.getByText("Reading was cancelled. Agents may be missing.")).toBeVisible();
  expect(await agentRows(page).count()).toBeGreaterThan(10);
  await gitlab.faults();
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(readStatus(page)).toHaveText("57 agents, read just now");
});

test("a cancelled refresh keeps the earlier rows", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, "projects/20");
  await gitlab.faults({ path: "/projects/20/cluster_agents$", fault: { kind: "hold" } });
  await page.getByRole("button", { name: "Refresh" }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(readStatus(page)).toHaveText(/^3 agents, read /);
  await gitlab.faults();
});

test("estimates the remaining time", async ({ page, agentConsole, gitlab }) => {
  await page.clock.install();
  await gitlab.faults({ path: "/projects/10[46]/cluster_agents$", fault: { kind: "hold" } });
  await agentConsole.open("#/groups/platform");
  await signIn(page);
  const told = page.getByRole("status").filter({ hasText: "project 10 of 12" });
  await expect(told).toBeVisible();
  await page.clock.runFor(20_000);
  await expect(told).toHaveText(/ about \d+ s left$/);
  await gitlab.faults();
});

test("retries everything that failed at once", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 403/);
  await gitlab.faults({
    path: "/projects/10[46]/cluster_agents$",
    fault: { kind: "status", code: 403 },
  });
  await openAgents({ page, agentConsole }, "groups/platform");
  await expect(page.getByText("Could not be read: 2")).toBeVisible();
  await gitlab.faults();
  await page.getByRole("button", { name: "Try all again" }).click();
  await expect(page.locator(".sources__row")).toHaveCount(0);
  await page.getByRole("searchbox", { name: "Filter agents" }).fill("data-lake");
  await expect(agentRow(page, "data-lake")).toBeVisible();
});

test("the group of a set that cannot be read is named", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 404/);
  const sets = { "Shop floor": ["platform/payments", "group:platform/gone"] };
  await agentConsole.open("#/sets/Shop%20floor", { config: { gitlabs: [gitlab.url], sets } });
  await signIn(page);
  await expect(agentRow(page, "payments-prod")).toBeVisible();
  const told = page.locator(".sources__row");
  await expect(told).toHaveCount(1);
  await expect(told).toContainText("group:platform/gone");
  await told.getByRole("button", { name: "Try again" }).click();
  await expect(told).toContainText("group:platform/gone");
});
