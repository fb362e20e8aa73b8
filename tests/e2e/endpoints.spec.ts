import { expect, test } from "./fixtures.ts";
import { agentPanel, agentRow, openAgents } from "./steps/agents.ts";
import { tokenOf } from "./steps/sign-in.ts";
import { closeStored, createDialog, revealToken, tokenCard } from "./steps/tokens.ts";

const agents = "/projects/:id/cluster_agents";
const agent = `${agents}/:agent_id`;
const tokens = `${agent}/tokens`;
const token = `${tokens}/:token_id`;

test("uses all eight endpoints, and changes exactly what it says", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/ERR_EMPTY_RESPONSE/, /status of 404 .*\/cluster_agents\/2\)$/);
  await openAgents({ page, agentConsole }, "projects/20/agents/5");
  await expect(tokenCard(page, 1)).toContainText("never used");

  await tokenCard(page, 1).getByRole("button", { name: "Revoke" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke token" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await revealToken(page);
  await closeStored(page);

  await page.getByRole("button", { name: "Register agent" }).click();
  const register = page.getByRole("dialog", { name: "Register an agent" });
  await register.getByLabel("Name", { exact: true }).fill("agent-9");
  await register.getByRole("button", { name: "Register and create token" }).click();
  await createDialog(page).getByRole("button", { name: "Cancel" }).click();

  // The reply is lost, so the console reads the agent to see whether it still exists.
  await agentRow(page, "agent-2").getByRole("link").click();
  await agentPanel(page).getByRole("button", { name: "Delete agent …" }).click();
  const remove = page.getByRole("dialog", { name: "Delete agent agent-2?" });
  await remove.getByLabel("Type #2 to confirm").fill("#2");
  await gitlab.faults({ method: "DELETE", fault: { kind: "drop_after_commit" } });
  await remove.getByRole("button", { name: "Delete agent" }).click();
  await expect(page.getByText("Agent agent-2 is deleted.")).toBeVisible();
  await gitlab.faults();
  await expect(agentRow(page, "agent-2")).toHaveCount(0);

  const made = { pat: tokenOf("maintainer"), project_id: 20 };
  const ledger = await gitlab.ledger();
  expect(ledger).toMatchObject([
    { ...made, action: "revoke_token", agent_id: 5, token_id: 1, name: "abcd" },
    { ...made, action: "create_token", agent_id: 5, name: expect.stringMatching(/^agent-5-/) },
    { ...made, action: "create_agent", name: "agent-9" },
    { ...made, action: "delete_agent", agent_id: 2, name: "agent-2" },
  ]);

  const calls = new Map(
    (await gitlab.requests()).map(({ method, route, count }) => [`${method} ${route}`, count]),
  );
  for (const write of [`POST ${agents}`, `DELETE ${agent}`, `POST ${tokens}`, `DELETE ${token}`]) {
    expect(calls.get(write), write).toBe(1);
  }
  for (const read of [`GET ${agents}`, `GET ${agent}`, `GET ${tokens}`, `GET ${token}`]) {
    expect(calls.get(read), read).toBeGreaterThanOrEqual(1);
  }
  // There are no other writes: GraphQL only gets queries.
  const writes = [...calls.keys()].filter((call) => !/^(GET|OPTIONS) |^POST .*\/graphql$/.test(call));
  expect(writes).toHaveLength(4);
});

test("reads only what it shows", async ({ page, agentConsole, gitlab }) => {
  await openAgents({ page, agentConsole }, "projects/20");
  await expect(page.getByText("not read yet")).toHaveCount(0);
  await expect(agentRow(page, "agent-5")).toContainText("root");
  const calls = new Map(
    (await gitlab.requests()).map(({ method, route, count }) => [`${method} ${route}`, count]),
  );
  expect(Object.fromEntries(calls)).toEqual({
    // Once without a token before the person types one, and once with it.
    "GET /metadata": 2,
    "GET /personal_access_tokens/self": 1,
    "GET /user": 1,
    "GET /projects/:id": 1,
    [`GET ${agents}`]: 1,
    // The tokens of all three, with their last use.
    "POST /api/graphql": 1,
    "GET /users/:id": 2,
  });
});
