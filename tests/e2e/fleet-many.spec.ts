import { expect, test } from "./fixtures.ts";
import { agentRow, agentTable, readStatus } from "./steps/agents.ts";
import { signIn } from "./steps/sign-in.ts";

test.use({ sandboxArguments: ["--projects", "500"], viewport: { width: 1440, height: 900 } });

// Five hundred lists take a while on a busy machine, and are awaited together.
test.slow();
const whenRead = { timeout: 120_000 };

const many = "#/groups/platform%2Fmany";
/** The projects have two, three and one agents in turn. */
const agents = Array.from({ length: 500 }, (_, index) => ((index + 1) % 3) + 1);
const total = agents.reduce((sum, count) => sum + count, 0);

test("five hundred projects are one table, with the status of every agent", async ({
  page,
  agentConsole,
}) => {
  await agentConsole.open(many);
  await signIn(page);
  const bar = page.getByRole("progressbar", { name: "Reading agents" });
  await expect(bar).toHaveAttribute("max", "500");
  await expect(readStatus(page)).toHaveText(new RegExp(`^${total} agents, read `), whenRead);
  const status = page.getByRole("group", { name: "Status" });
  await expect(status.getByRole("button", { name: /unknown$/ })).toHaveText(/^0 /, whenRead);
  await expect(status.getByRole("button", { name: /all$/ })).toHaveText(`${total} all`);
  await page.getByRole("searchbox", { name: "Filter agents" }).fill("project:catalog-0500");
  await expect(agentTable(page)).toHaveAttribute("aria-rowcount", `${(agents[499] ?? 0) + 1}`);
  await expect(agentRow(page, "catalog-prod")).toContainText("platform/many/catalog-0500");
});

test("with failures and throttling among five hundred projects, nothing else is missing", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 4(03|29)/);
  const failing = [111, 222, 334];
  const missing = failing.reduce((sum, number) => sum + (agents[number - 1] ?? 0), 0);
  await gitlab.faults(
    {
      path: `/projects/2(${failing.join("|")})/cluster_agents$`,
      fault: { kind: "status", code: 403 },
    },
    {
      path: "/projects/2\\d+/cluster_agents$",
      nth: 250,
      fault: { kind: "status", code: 429 },
    },
  );
  await agentConsole.open(many);
  await signIn(page);
  const slowed = page.getByRole("status").filter({ has: page.getByRole("timer") });
  await slowed.getByRole("button", { name: "Try now" }).click(whenRead);
  await expect(readStatus(page)).toHaveText(
    new RegExp(`^${total - missing} agents · 497 of 500 projects read `),
    whenRead,
  );
  await expect(page.getByText(`Could not be read: ${failing.length}`)).toBeVisible();
  await gitlab.faults();
  await page.getByRole("button", { name: "Try all again" }).click();
  await expect(page.locator(".sources__row")).toHaveCount(0);
  await expect(agentTable(page)).toHaveAttribute("aria-rowcount", `${total + 1}`);
});
