import type { Page } from "@playwright/test";
import { everywhere, expect, test } from "./fixtures.ts";
import { agentPanel, changeElsewhere, openAgents } from "./steps/agents.ts";
import { created, refuseStorage } from "./steps/lost.ts";
import {
  beginToken,
  callsOf,
  createDialog,
  revealDialog,
  sendToken,
  tokenCard,
  tokensRoute,
} from "./steps/tokens.ts";

const agentsRoute = "/projects/:id/cluster_agents";
const agent1 = "projects/20/agents/1";
const agent206 = "projects/101/agents/206";

/** Ways to submit a form more often than intended. */
const impatience: Record<string, (page: Page, button: string) => Promise<unknown>> = {
  "a double click": (page, button) => page.getByRole("button", { name: button }).dblclick(),
  "Enter and a click": async (page, button) => {
    const send = page.getByRole("button", { name: button });
    await send.evaluate((node: HTMLElement) => {
      const line = node.closest("form")?.querySelector("input");
      line?.form?.requestSubmit();
      node.click();
    });
  },
  "fifty events": async (page, button) => {
    const send = page.getByRole("button", { name: button });
    await send.evaluate((node: HTMLElement) => {
      for (let nth = 0; nth < 50; nth += 1) node.click();
    });
  },
};

for (const [how, send] of Object.entries(impatience)) {
  for (const storage of ["allowed", "refused"] as const) {
    // Only the console's own page has storage.
    const everywhereWithout = storage === "refused" ? everywhere : {};
    test(`${how} creates one token, with storage ${storage}`, everywhereWithout, async ({
      page,
      agentConsole,
      gitlab,
    }) => {
      if (storage === "refused") await refuseStorage(page);
      await openAgents({ page, agentConsole }, agent1);
      const dialog = await beginToken(page);
      await expect(dialog.getByLabel("Name")).toBeVisible();
      await send(page, "Create token");
      await expect(revealDialog(page)).toBeVisible();
      expect(await callsOf(gitlab, "POST", tokensRoute)).toBe(1);
      expect(await created(gitlab)).toHaveLength(1);
    });
  }

  test(`${how} registers one agent`, everywhere, async ({ page, agentConsole, gitlab }) => {
    await openAgents({ page, agentConsole }, "projects/21");
    await page.getByRole("button", { name: "Register agent" }).click();
    const dialog = page.getByRole("dialog", { name: "Register an agent" });
    await dialog.getByLabel("Name", { exact: true }).fill("eager");
    await send(page, "Register and create token");
    await expect(createDialog(page)).toHaveAccessibleName("Create a token for eager");
    expect(await callsOf(gitlab, "POST", agentsRoute)).toBe(1);
    expect(await gitlab.ledger()).toHaveLength(1);
  });

  test(`${how} revokes once`, everywhere, async ({ page, agentConsole, gitlab }) => {
    await openAgents({ page, agentConsole }, "projects/20/agents/5");
    await tokenCard(page, 1).getByRole("button", { name: "Revoke" }).click();
    await expect(page.getByRole("button", { name: "Revoke token" })).toBeVisible();
    await send(page, "Revoke token");
    await expect(page.getByText("Token abcd is revoked.")).toBeVisible();
    expect(await callsOf(gitlab, "DELETE", `${tokensRoute}/:token_id`)).toBe(1);
    expect(await gitlab.ledger()).toHaveLength(1);
  });
}

test("of two tabs at the limit one hears of it, and both see the slots", async ({
  page,
  context,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 400 .*\/tokens/);
  await openAgents({ page, agentConsole }, agent206);
  const other = await context.newPage();
  await other.goto(`${agentConsole.url}#/${agent206}`);
  await other.getByLabel("Personal access token", { exact: true }).fill("glpat-sandbox-maintainer");
  await other.keyboard.press("Enter");
  await beginToken(page);
  await beginToken(other);
  // Both have read that a slot is free before either creates a token.
  await gitlab.faults({ method: "POST", fault: { kind: "delay", ms: 3_600_000 } });
  await sendToken(page);
  await sendToken(other);
  await expect.poll(() => callsOf(gitlab, "POST", tokensRoute)).toBe(2);
  await gitlab.faults();
  const refusal = "An agent can have only two active tokens at a time";
  const won = await Promise.race(
    [page, other].map(async (tab) => {
      await revealDialog(tab).waitFor();
      return tab;
    }),
  );
  const late = won === page ? other : page;
  await expect(createDialog(late).getByRole("alert")).toContainText(refusal);
  await expect(createDialog(late).getByLabel("Name")).not.toHaveValue("");
  await createDialog(late).getByRole("button", { name: "Cancel" }).click();
  await expect(agentPanel(late).getByText("2 of 2 slots used")).toBeVisible();
  await expect(revealDialog(won)).toContainText("2 of 2 slots used");
  expect(await created(gitlab)).toHaveLength(1);
});

test("a GitLab that lets a third token through is believed", async ({
  page,
  context,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, agent206);
  const other = await context.newPage();
  await other.goto(`${agentConsole.url}#/${agent206}`);
  await other.getByLabel("Personal access token", { exact: true }).fill("glpat-sandbox-maintainer");
  await other.keyboard.press("Enter");
  await beginToken(page);
  await beginToken(other);
  await gitlab.faults(
    { method: "POST", fault: { kind: "delay", ms: 3_600_000 } },
    { method: "POST", fault: { kind: "limit_tokens", n: 3 } },
  );
  await sendToken(page);
  await sendToken(other);
  await expect.poll(() => callsOf(gitlab, "POST", tokensRoute)).toBe(2);
  await gitlab.faults();
  for (const tab of [page, other]) await expect(revealDialog(tab)).toBeVisible();
  expect(await created(gitlab)).toHaveLength(2);
});

test("a token revoked elsewhere disappears with the next read", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/5");
  await expect(tokenCard(page, 1)).toBeVisible();
  await changeElsewhere(gitlab, "DELETE", "/projects/20/cluster_agents/5/tokens/1");
  await changeElsewhere(gitlab, "DELETE", "/projects/20/cluster_agents/2");
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(page.getByText("2 agents, read just now")).toBeVisible();
  await expect(tokenCard(page, 1)).toHaveCount(0);
  await expect(tokenCard(page, 2)).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("alert")).toHaveCount(0);
});
