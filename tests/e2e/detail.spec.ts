import { expect, test } from "./fixtures.ts";
import { agentPanel, openAgents } from "./steps/agents.ts";

test.use({ permissions: ["clipboard-write"] });

test("shows every field of an agent under GitLab's own names", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  const panel = agentPanel(page);
  await panel.getByText("All fields").click();
  const fields = panel.locator("dl", { hasText: "config_project.id" });
  await expect(fields).toBeVisible();
  const told = await fields.locator("dt, dd").allTextContents();
  const pairs = Object.fromEntries(
    told.flatMap((name, at) => (at % 2 === 0 ? [[name, told[at + 1]]] : [])),
  );
  expect(pairs).toEqual({
    id: "1",
    name: "agent-1",
    "config_project.id": "20",
    "config_project.description": "",
    "config_project.name": "test",
    "config_project.name_with_namespace": "Administrator / test",
    "config_project.path": "test",
    "config_project.path_with_namespace": "root/test",
    "config_project.created_at": "2022-03-20 20:42:40 UTC",
    created_at: "2022-04-20 20:42:40 UTC",
    created_by_user_id: "42",
    is_receptive: "false",
  });
});

test("links to the agent and to its configuration in GitLab", async ({ page, agentConsole, gitlab }) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  const panel = agentPanel(page);
  const link = (name: string) => panel.getByRole("link", { name });
  const project = `${gitlab.url}/root/test`;
  await expect(link("Open in GitLab")).toHaveAttribute("href", `${project}/-/cluster_agents/agent-1`);
  await expect(link("Configuration")).toHaveAttribute(
    "href",
    `${project}/-/tree/HEAD/.gitlab/agents/agent-1`,
  );
});

test("says how many tokens end with an agent, and what stays", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/5");
  await agentPanel(page).getByRole("button", { name: "Delete agent …" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete agent agent-5?" });
  await expect(dialog).toContainText("Active tokens revoked with it: 2.");
  const commands = dialog.locator("pre");
  await expect(commands).toContainText("helm uninstall agent-5 --namespace gitlab-agent-agent-5");
  await expect(commands).toContainText("delete namespace gitlab-agent-agent-5");
  const hidden = await commands.evaluate((box) => box.scrollWidth - box.clientWidth);
  expect(hidden).toBe(0);
  await dialog.getByRole("button", { name: "Copy commands" }).click();
  await expect(dialog.getByRole("button", { name: "Copied" })).toBeVisible();
});

test("a failed read of an agent shows the reason and can be retried", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 500/);
  await gitlab.faults({ method: "GET", path: "/cluster_agents/1$", fault: { kind: "status", code: 500 } });
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  const panel = agentPanel(page);
  await panel.getByText("All fields").click();
  await expect(panel.getByText("GitLab, or something in front of it, had a problem.")).toBeVisible();
  await gitlab.faults();
  await panel.getByRole("button", { name: "Try again" }).click();
  await expect(panel.getByText("config_project.name_with_namespace")).toBeVisible();
});
