import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import {
  agentPanel,
  agentRow,
  cellOf,
  changeElsewhere,
  openAgents,
  readStatus,
} from "./steps/agents.ts";
import {
  callsOf,
  closeStored,
  createDialog,
  lastCreated,
  revealDialog,
  sendToken,
  tokenCard,
} from "./steps/tokens.ts";

const agentsRoute = "/projects/:id/cluster_agents";

const registerDialog = (page: Page) => page.getByRole("dialog", { name: "Register an agent" });

/** Opens the dialog. */
async function begin(page: Page) {
  await page.getByRole("button", { name: "Register agent" }).click();
  const dialog = registerDialog(page);
  const name = dialog.getByLabel("Name", { exact: true });
  await expect(name).toBeVisible();
  return { dialog, name, submit: dialog.getByRole("button", { name: "Register and create token" }) };
}

test("checks a name while it is typed, before any request", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, "projects/20");
  const { dialog, name, submit } = await begin(page);
  await expect(dialog).toContainText("root/test");
  await expect(name).toBeFocused();
  for (const [typed, problem] of [
    ["Agent", '"A" is not allowed: only lower-case letters, digits and hyphens.'],
    ["an agent", '" " is not allowed'],
    ["에이전트", '"에" is not allowed'],
    ["a\u202eb", '"⟨U+202E⟩" is not allowed'],
    ["-agent", "It may not begin with a hyphen."],
    ["agent-", "It may not end with a hyphen."],
    ["a".repeat(65), "Too long: 2 over the limit."],
    ["agent-2", "The project already has an agent of this name."],
  ] as const) {
    await name.fill(typed);
    await expect(name).toHaveAccessibleDescription(new RegExp(problem.replace(/[.+]/g, "\\$&")));
    await expect(name).toHaveAttribute("aria-invalid", "true");
    await submit.click();
  }
  await name.fill("");
  await submit.click();
  await expect(name).toHaveAccessibleDescription(/Enter a name\./);
  expect(await callsOf(gitlab, "POST", agentsRoute)).toBe(0);
});

test("continues to the first token", async ({ page, agentConsole, gitlab }) => {
  await openAgents({ page, agentConsole }, "projects/21");
  const { name, submit } = await begin(page);
  await name.fill("first");
  await submit.click();
  await expect(createDialog(page)).toHaveAccessibleName("Create a token for first");
  await sendToken(page);
  await expect(revealDialog(page)).toHaveAccessibleName("Token for first created");
  await closeStored(page);
  const [registered, created] = await gitlab.ledger();
  expect(registered).toMatchObject({ action: "create_agent", project_id: 21, name: "first" });
  expect(created).toMatchObject({ action: "create_token", agent_id: registered?.agent_id });
  await expect(agentRow(page, "first")).toHaveAttribute("aria-current", "true");
  await expect(tokenCard(page, created?.token_id ?? 0)).toBeVisible();
  expect(new URL(page.url()).hash).toBe(`#/projects/21/agents/${registered?.agent_id}`);
});

test("requires a project if there are several", async ({ page, agentConsole, gitlab }) => {
  await openAgents({ page, agentConsole }, "projects/20,21,108");
  const { dialog, name, submit } = await begin(page);
  const project = dialog.getByLabel("Project");
  // The archived one is not offered.
  await expect(project.getByRole("option")).toHaveText([
    "Choose a project",
    "root/empty",
    "root/test",
  ]);
  await name.fill("agent-1");
  await submit.click();
  await expect(dialog).toContainText("Choose the project that holds the agent's configuration.");
  await project.selectOption("root/test");
  await expect(name).toHaveAccessibleDescription(/already has an agent of this name/);
  await project.selectOption("root/empty");
  await expect(name).not.toHaveAttribute("aria-invalid");
  await submit.click();
  await expect(createDialog(page)).toBeVisible();
  expect(await gitlab.ledger()).toMatchObject([{ action: "create_agent", project_id: 21 }]);
});

test("shows an agent without a token, which can be finished", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, "projects/21");
  const { name, submit } = await begin(page);
  await name.fill("unfinished");
  await submit.click();
  await createDialog(page).getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.reload();
  await expect(readStatus(page)).toHaveText("1 agent, read just now");
  await expect(cellOf(agentRow(page, "unfinished"), "Status")).toHaveText("no token");
  await expect(agentPanel(page)).toContainText("This agent has no token, so it cannot connect.");
  await agentPanel(page).getByRole("button", { name: "Create first token" }).click();
  await sendToken(page);
  await closeStored(page);
  expect(await lastCreated(gitlab)).toMatchObject({ project_id: 21 });
  await expect(cellOf(agentRow(page, "unfinished"), "Status")).toHaveText("never used");
});

for (const [why, sentence] of [
  ["the name was taken meanwhile", "The project already has an agent of this name."],
  ["of a rule of its own", "GitLab: Agents are frozen"],
] as const) {
  test(`keeps dialog and input when GitLab refuses because ${why}`, async ({
    page,
    agentConsole,
    gitlab,
    trouble,
  }) => {
    trouble.allow(/status of 400 .*\/cluster_agents\)$/);
    await openAgents({ page, agentConsole }, "projects/20");
    const { dialog, name, submit } = await begin(page);
    if (sentence.includes("frozen")) {
      const body = { message: "400 Bad request - Agents are frozen" };
      await gitlab.faults({ method: "POST", fault: { kind: "status", code: 400, body } });
    } else {
      await changeElsewhere(gitlab, "POST", "/projects/20/cluster_agents", { name: "agent-9" });
    }
    await name.fill("agent-9");
    await submit.click();
    await expect(dialog.getByRole("alert")).toContainText(sentence);
    await expect(name).toHaveValue("agent-9");
    await gitlab.faults();
    await name.fill("agent-10");
    await submit.click();
    await expect(createDialog(page)).toHaveAccessibleName("Create a token for agent-10");
  });
}
