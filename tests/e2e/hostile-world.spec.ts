import type { Page } from "@playwright/test";
import type { AgentConsole } from "./fixtures/console.ts";
import { expect, test } from "./fixtures.ts";
import {
  agentPanel,
  agentTable,
  ask,
  cellOf,
  openAgents,
  readRows,
  readStatus,
  readTable,
} from "./steps/agents.ts";
import { expectNoOverflow, expectText, pairs, setCanary, texts, visible } from "./steps/hostile.ts";
import { accountFacts, accountMenu } from "./steps/sign-in.ts";
import { beginToken, createDialog, sendToken } from "./steps/tokens.ts";

test.use({ sandboxArguments: ["--hostile"] });
test.beforeEach(({ page }) => setCanary(page));

type Agent = { id: number; name: string };

/** The project with an agent per string; its agents in the order of the strings. */
async function planted(gitlab: Parameters<typeof ask>[0], project: number): Promise<Agent[]> {
  const agents: Agent[] = [];
  for (let page = 1; ; page += 1) {
    const path = `/projects/${project}/cluster_agents?per_page=100&page=${page}`;
    const rows = await ask<Agent[]>(gitlab, path, "hostile");
    agents.push(...rows);
    if (rows.length < 100) return agents.toSorted((a, b) => a.id - b.id);
  }
}

async function openPanel(
  { page, agentConsole }: { page: Page; agentConsole: AgentConsole },
  project: number,
  agent: number,
): Promise<void> {
  await agentConsole.goTo(`#/projects/${project}/agents/${agent}`);
  await expect(agentPanel(page).locator(".panel__id")).toHaveText(`#${agent}`);
  // Some of these responses are megabytes long.
  await expect(agentPanel(page).locator("[data-token-id]")).toHaveCount(2, { timeout: 30_000 });
}

/** Name and description of each token in the panel. */
function tokensShown(page: Page): Promise<(string | null | undefined)[][]> {
  return agentPanel(page)
    .locator("[data-token-id]")
    .evaluateAll((cards) =>
      cards.map((card) => [
        card.querySelector(".token__name")?.textContent,
        card.querySelector(".token__description")?.textContent,
      ]),
    );
}

test("shows every hostile name in the table as text", async ({ page, agentConsole, gitlab }) => {
  test.setTimeout(180_000);
  const agents = await planted(gitlab, 9001);
  expect(agents.length).toBe(texts.length);
  expect(agents.length).toBeGreaterThanOrEqual(300);
  for (const [at, { text }] of texts.entries()) expect(agents[at]?.name).toBe(text);

  await page.setViewportSize({ width: 1440, height: 900 });
  await openAgents({ page, agentConsole }, "projects/9001", "hostile");
  await expect(readStatus(page)).toHaveText(new RegExp(`^${agents.length} agents, read `));
  const rows = await readTable(page);
  // A name without visible characters counts as empty.
  const named = ({ id, name }: { id: number; name: string }) =>
    /^\p{White_Space}*$/u.test(name) ? `Agent #${id} (no name)` : visible(name);
  const expected = new Map(agents.map((agent) => [agent.id, named(agent)]));
  expect(rows.length).toBe(agents.length);
  for (const row of rows) expect(row.Name, `#${row.id}`).toBe(expected.get(row.id));
  // The agent's creator has the same name, once it is loaded.
  for (const { id, Name } of (await readRows(page)).slice(0, 6)) {
    const creator = cellOf(agentTable(page).locator(`[data-agent-id="${id}"]`), "Created by");
    await expect.poll(() => creator.textContent(), { timeout: 60_000 }).toBe(Name);
  }
  await expectText(page);

  await page.setViewportSize({ width: 320, height: 640 });
  await readTable(page);
  await expectNoOverflow(page, "agent-console .table");
  await expect(accountMenu(page)).toContainText(`@${visible("<b>me\u202e")}`);
  const facts = await accountFacts(page);
  expect(facts.Token).toBe(visible("<svg onload=alert('token')>\u200b"));
  await expectText(page);
});

test("shows hostile tokens in the panel as text, on a narrow page", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  test.setTimeout(240_000);
  const agents = await planted(gitlab, 9001);
  await page.setViewportSize({ width: 320, height: 640 });
  await openAgents({ page, agentConsole }, "projects/9001", "hostile");
  // The first and last of each class, and every great length.
  const sample = texts.flatMap(({ kind }, at) =>
    kind === "lengths" || kind !== texts[at - 1]?.kind || kind !== texts[at + 1]?.kind ? [at] : [],
  );
  expect(sample.length).toBeGreaterThan(50);
  for (const at of sample) {
    const [text, neighbour] = [texts[at]!.text, texts[(at + 1) % texts.length]!.text];
    await openPanel({ page, agentConsole }, 9001, agents[at]!.id);
    await expect(agentPanel(page).getByRole("heading", { level: 2 })).toHaveText(visible(text), {
      useInnerText: false,
    });
    const shown = (await tokensShown(page)).map(([name]) => name);
    expect(shown.toSorted()).toEqual([visible(text), visible(neighbour)].toSorted());
    const described = (await tokensShown(page)).map(([, description]) => description);
    expect(described.toSorted()).toEqual([visible(neighbour), visible(text)].toSorted());
    await expectNoOverflow(page, "agent-console aside");
  }
  await expectText(page);
});

test("tells look-alike tokens apart before one is revoked", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  test.setTimeout(120_000);
  const agents = await planted(gitlab, 9002);
  expect(agents.length).toBe(pairs.length);
  await openAgents({ page, agentConsole }, "projects/9002", "hostile");
  for (const [at, pair] of pairs.entries()) {
    await openPanel({ page, agentConsole }, 9002, agents[at]!.id);
    const cards = agentPanel(page).locator("[data-token-id]");
    const names = (await tokensShown(page)).map(([name]) => name);
    expect(names.toSorted()).toEqual(pair.map(visible).toSorted());
    const [one, other] = await cards.evaluateAll((cards) =>
      cards.map((card) => card.getAttribute("data-token-id")),
    );
    expect(one).not.toBe(other);
    for (const id of [one, other]) {
      const card = cards.and(page.locator(`[data-token-id="${id}"]`));
      await expect(card.locator(".token__id")).toHaveText(`#${id}`);
      await expect(card.getByRole("button")).toHaveAccessibleName(new RegExp(` #${id}$`));
    }
    if (at % 8 !== 0) continue;
    // The dialog says which token it is and requires its id; the other one's is not accepted.
    await cards.first().getByRole("button").click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByRole("heading")).toContainText(`#${one}?`);
    const revoke = dialog.getByRole("button", { name: "Revoke token" });
    await dialog.getByLabel(`Type #${one} to confirm`).fill(`#${other}`);
    await expect(revoke).toHaveAttribute("aria-disabled", "true");
    await dialog.getByRole("button", { name: "Cancel" }).click();
  }
  expect(await gitlab.ledger()).toEqual([]);
  await expectText(page);
});

test("marks two tokens of the very same name", async ({ page, agentConsole, gitlab }) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/5", "maintainer");
  const rows = [1, 2].map((id) => ({
    id,
    name: "same\u200b",
    agent_id: 5,
    status: "active",
    last_used_at: null,
    created_at: "2024-01-01T00:00:00Z",
    created_by_user_id: 1,
  }));
  await gitlab.faults({ path: "/tokens$", fault: { kind: "status", code: 200, body: rows } });
  await page.reload();
  await expect(agentPanel(page).locator(".token__twin")).toHaveCount(2);
  await expect(agentPanel(page).locator(".token__id")).toHaveText(["#1", "#2"]);
});

test("shows what a hostile GitLab says as text", async ({ page, agentConsole, gitlab, trouble }) => {
  test.setTimeout(180_000);
  trouble.allow(/status of 400/);
  await page.setViewportSize({ width: 320, height: 640 });
  await openAgents({ page, agentConsole }, "projects/20/agents/1", "maintainer");
  await beginToken(page);
  const alert = createDialog(page).getByRole("alert");
  const sample = texts.filter(({ kind }, at) => kind !== texts[at + 1]?.kind || kind === "script");
  const says = async (body: unknown, content_type: string, shown: string) => {
    await gitlab.faults({
      method: "POST",
      fault: { kind: "status", code: 400, body, content_type },
    });
    await sendToken(page);
    await expect(async () => {
      // Very long words are cut.
      expect(await alert.textContent({ timeout: 1_000 })).toContain(shown.slice(0, 200));
    }).toPass({ timeout: 10_000 });
  };
  for (const { text } of sample.filter(({ text }) => text.trim() !== "")) {
    await says({ message: text }, "application/json", `GitLab: ${visible(text)}`);
    await expectNoOverflow(page, "agent-console dialog");
  }
  // A lone surrogate, which JSON can express and UTF-8 cannot: such a response is not GitLab's, so
  // the console looks for the token.
  for (const half of ["\\ud800", "\\udc00\\ud800", "\\ud83d"]) {
    const body = `{"message":"before ${half} after"}`;
    const fault = { kind: "status", code: 400, body, content_type: "application/json" };
    await gitlab.faults({ method: "POST", fault });
    await sendToken(page);
    await expect(createDialog(page)).toContainText("Nothing was created.");
    await expect(createDialog(page)).toContainText("HTTP 400");
    await createDialog(page).getByRole("button", { name: "Close" }).click();
    await beginToken(page);
  }
  await expectText(page);
  expect(await gitlab.ledger()).toEqual([]);
});
