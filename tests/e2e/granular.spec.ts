import type { Page } from "@playwright/test";
import { everywhere, expect, test } from "./fixtures.ts";
import { agentPanel, agentRow, agentRows, openAgents, readStatus, settled } from "./steps/agents.ts";
import { accountFacts, accountMenu, signIn, tokenOf } from "./steps/sign-in.ts";
import { beginToken, createDialog, revealToken, sendToken } from "./steps/tokens.ts";

test.beforeEach(({ trouble }) => trouble.allow(/status of 40[13] /));

const renewDialog = (page: Page) =>
  page.getByRole("dialog", { name: "GitLab no longer accepts your token" });
const told = (page: Page) => page.getByRole("status").locator(".sources__row");

test("a fine-grained token signs in, and finds out by trying what it may do", everywhere, async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/5", "granular-read");
  const facts = await accountFacts(page);
  expect(facts["Scopes"]).toBe("fine-grained token");
  await accountMenu(page).click();
  await agentRow(page, "agent-1").getByRole("link").click();
  await beginToken(page);
  await sendToken(page);
  const alert = createDialog(page).getByRole("alert");
  await expect(alert).toContainText("This needs another token.");
  await expect(alert).toContainText("with these permissions: Cluster Agent Token: Create.");
  await expect(alert).not.toContainText(/role|scope/);
  await createDialog(page).getByRole("button", { name: "Cancel" }).click();

  const create = agentPanel(page).getByRole("button", { name: /^Create (first )?token$/ });
  await expect(create).toHaveAttribute("aria-disabled", "true");
  const reason = "GitLab requires a fine-grained token with this permission: Cluster Agent Token: Create.";
  await expect(create).toHaveAccessibleDescription(reason);
  await expect(agentPanel(page).getByRole("button", { name: "Delete agent" })).not.toHaveAttribute(
    "aria-disabled",
    "true",
  );
  expect(await gitlab.ledger()).toEqual([]);
});

test("goes on without name, end and version where GitLab does not tell them", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/1", "granular-agents");
  await expect(readStatus(page)).toHaveText(/^3 agents/);
  expect(await accountFacts(page)).toMatchObject({
    Token: "unknown",
    Scopes: "unknown",
    "Token ends": "unknown",
    GitLab: "unknown",
    "Agent server (KAS)": "unknown",
  });
  await expect(page.getByText("GitLab does not report the owner of this token.")).toBeVisible();
  await accountMenu(page).click();
  await revealToken(page);
  expect(await gitlab.ledger()).toMatchObject([{ action: "create_token", agent_id: 1 }]);
});

test("asks for another kind of token where a group wants fine-grained ones", everywhere, async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await gitlab.faults({ path: "/projects/20", fault: { kind: "granular_required" } });
  await openAgents({ page, agentConsole }, "projects/20,21,102");
  await expect(agentRows(page)).not.toHaveCount(0);
  await expect(told(page)).toHaveCount(1);
  await expect(told(page)).toContainText(
    "This needs another token. GitLab: Access denied: This operation requires a fine-grained personal access token",
  );
  await expect(told(page)).not.toContainText(/role|scope/);
});

test("says why GitLab forbids every read, and keeps the token", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, "projects/20");
  await settled(gitlab);
  const message = "403 Forbidden - You must accept the Terms of Service";
  await gitlab.faults({ path: "/api/", fault: { kind: "status", code: 403, body: { message } } });
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(told(page)).toContainText(`GitLab does not allow this. GitLab: ${message}`);
  await expect(told(page)).not.toContainText(/role/);
  await page.reload();
  await expect(page.getByRole("alert").filter({ hasText: message })).toBeVisible();
  await gitlab.faults();
  await page.reload();
  await expect(readStatus(page)).toHaveText(/^3 agents/);
});

test("asks of another token what it asks at sign-in", everywhere, async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, "projects/20");
  await settled(gitlab);
  await gitlab.faults({ path: "/cluster_agents", nth: 1, fault: { kind: "expire_pat" } });
  await page.getByRole("button", { name: "Refresh" }).click();
  const field = renewDialog(page).getByLabel("Personal access token");
  for (const [who, problem] of [
    ["read-user", "its scopes (read_user) do not cover agents"],
    ["revoked", "The token was revoked."],
  ] as const) {
    await field.fill(tokenOf(who));
    await renewDialog(page).getByRole("button", { name: "Continue" }).click();
    await expect(renewDialog(page)).toContainText(problem);
  }
  await field.fill(tokenOf("owner"));
  await renewDialog(page).getByRole("button", { name: "Continue" }).click();
  await expect(renewDialog(page)).toHaveCount(0);
  await expect(agentRow(page, "agent-1")).toBeVisible();
});

test("a name that GitLab refuses to tell ends no session", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await gitlab.faults({
    path: "/users/",
    fault: { kind: "status", code: 401, body: { message: "401 Unauthorized" } },
  });
  await openAgents({ page, agentConsole }, "projects/20");
  await settled(gitlab);
  await expect(agentRow(page, "agent-1")).toContainText("user #42");
  await expect(renewDialog(page)).toHaveCount(0);
  await gitlab.faults();
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(agentRow(page, "agent-1")).toContainText("dana.whitfield");
});

test("names what a token has to be allowed", async ({ page, agentConsole }) => {
  await agentConsole.open();
  await page.getByText("Permissions a token needs").click();
  const list = (name: string) => page.getByRole("list", { name }).getByRole("listitem");
  await expect(list("To view")).toHaveText([
    "Cluster Agent: Read",
    "Cluster Agent Token: Read",
    "Project: Read",
    "Group: Read",
    "User: Read",
    "Personal Access Token: Read",
    "Metadata: Read",
  ]);
  await expect(list("To manage as well")).toHaveCount(4);
  await expect(page.getByRole("button", { name: "Copy list" })).toHaveCount(2);
  await expect(page.getByText("A legacy token: the scope read_api to view")).toBeVisible();
});

test("offers the bot of a project its project", async ({ page, agentConsole }) => {
  await agentConsole.open();
  await signIn(page, "bot");
  await expect(accountMenu(page)).toHaveAccessibleName("Account of @project_20_bot_4ffca233d8298ea1");
  const found = page.getByRole("list", { name: "Projects" }).getByRole("listitem");
  await expect(found).toHaveCount(1);
  await expect(found).toContainText("root/test");
});
