import { expect, test } from "./fixtures.ts";
import { openAgents, readRows, readStatus } from "./steps/agents.ts";
import { signIn } from "./steps/sign-in.ts";

const TITLE = "Choose projects or a group";

/** The hash of a page's address. */
function hashOf(url: string): string {
  return new URL(url).hash;
}

test("searches projects and groups, and selects two projects", async ({
  page,
  agentConsole,
}) => {
  await agentConsole.open();
  await signIn(page);
  await expect(page.getByRole("heading", { name: TITLE })).toBeVisible();
  const search = page.getByRole("searchbox", { name: "Search projects and groups" });
  await expect(search).toBeFocused();
  const projects = page.getByRole("list", { name: "Projects" });
  const groups = page.getByRole("list", { name: "Groups, with subgroups" });
  // Before anything is typed, the person's own projects are offered.
  await expect(projects.getByRole("listitem")).not.toHaveCount(0);
  await expect(groups.getByRole("listitem").first()).toHaveText("platform");

  await search.fill("edge");
  await expect(groups.getByRole("listitem")).toHaveText(["platform/edge"]);
  await search.fill("no such thing");
  await expect(page.getByText("Nothing found where you have at least the Developer role.")).toBeVisible();
  await expect(projects).toHaveCount(0);

  // An archived project is marked.
  await search.fill("datacentre");
  await expect(projects.getByRole("listitem")).toHaveText("platform/datacentrearchived");
  await search.fill("payments");
  await projects.getByLabel("platform/payments").check();
  await search.fill("asia");
  await projects.getByLabel("platform/edge/asia").check();
  await search.fill("europe");
  const europe = projects.getByLabel("platform/edge/europe");
  await europe.check();
  // Selections stay while another text is searched, and can be removed.
  const chosen = page.getByRole("button", { name: /^platform\// });
  await expect(chosen).toHaveText([
    "platform/payments",
    "platform/edge/asia",
    "platform/edge/europe",
  ]);
  await chosen.filter({ hasText: "europe" }).click();
  await expect(europe).not.toBeChecked();
  await expect(chosen).toHaveCount(2);

  await page.getByRole("button", { name: "Show agents" }).first().click();
  await expect(page.getByRole("link", { name: "payments-prod" })).toBeVisible();
  await expect(page.getByRole("link", { name: "edge-seoul" })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "10 agents, read" })).toBeVisible();
  expect(hashOf(page.url())).toBe("#/projects/platform%2Fedge%2Fasia,platform%2Fpayments");
});

test("the selection is in the address, and Back and Forward restore it", async ({
  page,
  context,
  agentConsole,
}) => {
  await agentConsole.open();
  await signIn(page);
  const banner = page.getByRole("banner");
  const groups = page.getByRole("list", { name: "Groups, with subgroups" });
  await groups.getByRole("button", { name: "platform/edge" }).click();
  await expect(page.getByRole("link", { name: "edge-frankfurt" })).toBeVisible();
  await expect(banner).toContainText("group, with subgroups · 4 projects");
  expect(hashOf(page.url())).toBe("#/groups/platform%2Fedge");

  await banner.getByRole("button", { name: "Change" }).click();
  await page.getByRole("button", { name: "All projects I can see agents in" }).click();
  await expect(page.getByRole("link", { name: "agent-1" })).toBeVisible();
  await expect(banner).toContainText("All projects");
  expect(hashOf(page.url())).toBe("#/everything");
  // Arriving rows move the existing ones.
  await expect(readStatus(page)).toHaveText(/^\d+ agents, read /);
  await page.getByRole("link", { name: "agent-5" }).click();
  const panel = page.getByRole("complementary", { name: "Agent" });
  await expect(panel).toContainText("foobar");

  await page.goBack();
  await expect(panel).toHaveCount(0);
  await page.goBack();
  await expect(page.getByRole("heading", { name: TITLE })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("link", { name: "edge-frankfurt" })).toBeVisible();
  await expect(page.getByRole("link", { name: "agent-1" })).toHaveCount(0);
  await page.goForward();
  await page.goForward();
  await page.goForward();
  await expect(panel).toContainText("foobar");

  // In another tab, a shared link requires signing in, and then shows the same view.
  const other = await context.newPage();
  await other.goto(page.url());
  await signIn(other, "owner");
  await expect(other.getByRole("complementary", { name: "Agent" })).toContainText("foobar");
  expect(other.url()).toBe(page.url());
});

test("projects are pasted as ids, paths and addresses", async ({ page, agentConsole, gitlab }) => {
  await agentConsole.open();
  await signIn(page);
  const field = page.getByLabel("Or paste IDs, paths or addresses of projects");
  const form = page.locator("form").filter({ has: field });
  const show = form.getByRole("button", { name: "Show agents" });
  await show.click();
  await expect(form.getByRole("status")).toHaveText("Paste at least one project.");

  for (const wrong of [
    "https://gitlab.elsewhere.example/root/test",
    "no-project",
    "../../admin",
    "20<script>",
  ]) {
    await field.fill(`20, ${wrong}`);
    await show.click();
    await expect(form.getByRole("status")).toHaveText(
      `${wrong} is not a project of this GitLab.`,
    );
    await expect(field).toHaveAccessibleDescription(/is not a project of this GitLab/);
    expect(hashOf(page.url())).toBe("");
  }

  await field.fill(`105\nplatform/ci; ${gitlab.url}/root/test/-/tree/main?ref_type=heads 105`);
  await show.click();
  for (const agent of ["agent-5", "payments-prod", "ci-cache"]) {
    await expect(page.getByRole("link", { name: agent, exact: true })).toBeVisible();
  }
  expect(hashOf(page.url())).toBe("#/projects/105,platform%2Fci,root%2Ftest");
});

test("names a missing project beside the others", async ({
  page,
  agentConsole,
  trouble,
}) => {
  trouble.allow(/status of 404/);
  await agentConsole.open("#/projects/20,4711,root%2Fgone");
  await signIn(page);
  await expect(page.getByRole("link", { name: "agent-1" })).toBeVisible();
  const told = page.getByRole("status").filter({ hasText: "Not found, or no access." });
  await expect(told).toContainText("4711");
  await expect(told).toContainText("root/gone");
  await expect(told.getByRole("button", { name: "Try again" })).toHaveCount(2);
});

test("recent scopes are offered, and can be cleared", async ({
  page,
  agentConsole,
}) => {
  await agentConsole.open();
  await signIn(page);
  const recent = page.getByRole("list", { name: "Recent" });
  await expect(recent).toHaveCount(0);
  await page.getByRole("button", { name: "platform/edge" }).click();
  await expect(page.getByRole("link", { name: "edge-seoul" })).toBeVisible();
  await page.getByRole("button", { name: "Change" }).click();
  await page.getByLabel("Or paste IDs, paths or addresses of projects").fill("20 21");
  await page.getByRole("button", { name: "Show agents" }).click();
  await expect(page.getByRole("link", { name: "agent-1" })).toBeVisible();
  await page.getByRole("button", { name: "Change" }).click();

  await expect(recent.getByRole("listitem")).toHaveText(["20, 21", "platform/edge"]);
  await recent.getByRole("link", { name: "platform/edge" }).click();
  await expect(page.getByRole("link", { name: "edge-seoul" })).toBeVisible();

  // It outlives the tab and contains addresses only.
  const kept = await page.evaluate(() => ({ ...localStorage }));
  expect(Object.keys(kept).toSorted()).toEqual(["agent-console.gitlab", "agent-console.recent"]);
  expect(kept["agent-console.recent"]).toBe("#/projects/20,21\n#/groups/platform%2Fedge");

  await page.getByRole("button", { name: "Change" }).click();
  await page.getByRole("button", { name: "Clear list" }).click();
  await expect(recent).toHaveCount(0);
  expect(await page.evaluate(() => localStorage.getItem("agent-console.recent"))).toBeNull();
});

test("people keep their names when what is shown changes", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "groups/platform%2Fedge");
  const creators = async () => (await readRows(page)).map((row) => row["Created by"]);
  // GitLab does not reveal the name of user 43.
  const isNumber = (name: string) => name.startsWith("user #") && name !== "user #43";
  const isNamed = async () => !(await creators()).some(isNumber);
  await expect.poll(isNamed).toBe(true);
  const [name = ""] = (await creators()).filter((name) => !/^(account deleted|user #43)$/.test(name));

  await page.getByRole("button", { name: "Change" }).click();
  await page.getByRole("button", { name: "platform", exact: true }).click();
  await expect(readStatus(page)).toHaveText(/^57 agents, /);
  await expect.poll(isNamed).toBe(true);
  await page.getByRole("searchbox", { name: "Filter agents" }).fill(`by:${name}`);
  await expect.poll(creators).not.toEqual([]);
  expect(new Set(await creators())).toEqual(new Set([name]));
});
