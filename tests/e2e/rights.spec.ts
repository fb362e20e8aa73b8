import { type Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { signIn, signOut, type Who } from "./steps/sign-in.ts";

const ROLE = "You need the Maintainer role in this project.";
const SCOPE = "Your token can only read. Changes need the scope api.";
const ARCHIVED = "The project is archived, so nothing in it can be changed.";

const panel = (page: Page) => page.getByRole("complementary", { name: "Agent" });

/** Signs in and opens an agent of a project. */
async function openAgent(page: Page, project: number, name: string): Promise<void> {
  await page.goto(`${page.url().split("#")[0]}#/projects/${project}`);
  await page.getByRole("link", { name, exact: true }).click();
  await expect(panel(page).getByRole("heading", { name, exact: true })).toBeVisible();
  await expect(panel(page).getByText(/of 2 slots used/)).toBeVisible();
}

for (const [who, reason] of [
  ["developer", ROLE],
  ["readonly", SCOPE],
] as [Who, string][]) {
  test(`a ${who} token sees why it may not write`, async ({ page, agentConsole, gitlab }) => {
    await agentConsole.open();
    await signIn(page, who);
    await openAgent(page, 20, "agent-5");
    for (const button of [
      page.getByRole("button", { name: "Register agent" }),
      panel(page).getByRole("button", { name: "Create token" }),
      panel(page).getByRole("button", { name: "Revoke foobar #2" }),
      panel(page).getByRole("button", { name: "Delete agent" }),
    ]) {
      await expect(button).toHaveAttribute("aria-disabled", "true");
      await expect(button).toHaveAccessibleDescription(reason);
      // It stays in the tab order, so that screen readers announce its reason; it does nothing.
      await button.focus();
      await expect(button).toBeFocused();
      await page.keyboard.press("Enter");
      await expect(page.getByRole("dialog")).toHaveCount(0);
    }
    await expect(panel(page).getByText(reason).first()).toBeVisible();
    await expect(page.getByRole("group", { name: "Table toolbar" })).toContainText(reason);
    expect(await gitlab.ledger()).toEqual([]);
  });
}

test("a Maintainer here and Developer there may create here only", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await agentConsole.open();
  await signIn(page, "mixed");
  const create = panel(page).getByRole("button", { name: /^Create (first )?token$/ });

  await openAgent(page, 107, "preview-legacy-login");
  await expect(create).toHaveAttribute("aria-disabled", "true");
  await expect(create).toHaveAccessibleDescription(ROLE);

  await openAgent(page, 106, "vault-dr");
  await expect(create).not.toHaveAttribute("aria-disabled", "true");
  await expect(panel(page).getByText(ROLE)).toHaveCount(0);
  await create.click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Create token" }).click();
  await expect(dialog.getByRole("heading", { name: "Token for vault-dr created" })).toBeVisible();
  expect(await gitlab.ledger()).toMatchObject([{ action: "create_token", project_id: 106 }]);
  await dialog.getByLabel("I have stored the token").check();
  await dialog.getByRole("button", { name: "Close" }).click();

  // Only projects with sufficient rights are offered for registration.
  await page.goto(`${agentConsole.url}#/groups/platform`);
  await expect(page.getByText(/\d+ agents, read/)).toBeVisible();
  await page.getByRole("button", { name: "Register agent" }).click();
  await expect(dialog.getByLabel("Project").getByRole("option")).toHaveText([
    "Choose a project",
    "platform/ci",
    "platform/data",
    "platform/edge/europe",
    "platform/edge/lab",
    "platform/identity",
  ]);
});

test("explains an archived project", async ({ page, agentConsole }) => {
  await agentConsole.open();
  await signIn(page, "maintainer");
  await openAgent(page, 108, "rack-a");
  for (const name of ["Create token", /^Revoke /, "Delete agent"]) {
    const button = panel(page).getByRole("button", { name }).first();
    await expect(button).toHaveAttribute("aria-disabled", "true");
    await expect(button).toHaveAccessibleDescription(ARCHIVED);
  }
  await expect(page.getByRole("button", { name: "Register agent" })).toHaveAccessibleDescription(
    ARCHIVED,
  );
});

test("an administrator may write without being a member", async ({ page, agentConsole }) => {
  await agentConsole.open();
  await signIn(page, "admin");
  const search = page.getByRole("searchbox", { name: "Search projects and groups" });
  await search.fill("payments");
  await expect(page.getByLabel("platform/payments")).toBeVisible();
  await openAgent(page, 20, "agent-1");
  for (const name of ["Create first token", "Delete agent"]) {
    const button = panel(page).getByRole("button", { name });
    await expect(button).not.toHaveAttribute("aria-disabled", "true");
  }
});

test("explains what GitLab does not say about a hidden project", async ({
  page,
  agentConsole,
  trouble,
}) => {
  trouble.allow(/status of 404/);
  await agentConsole.open();
  await signIn(page, "outsider");
  await expect(page.getByText("No project here has agents you can see")).toBeVisible();
  await page.goto(`${agentConsole.url}#/projects/20`);
  const told = page.getByRole("status").filter({ hasText: "Not found, or no access." });
  await expect(told).toContainText("Reading agents needs the Developer role in the project.");

  // A Reporter sees the project but not its agents.
  await signOut(page);
  await signIn(page, "reporter");
  await expect(told).toContainText("root/test");
  await expect(page.getByRole("link", { name: /^agent-/ })).toHaveCount(0);
});
