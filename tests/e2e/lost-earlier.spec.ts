import type { Page } from "@playwright/test";
import type { Gitlab } from "./fixtures/gitlab.ts";
import { expect, test } from "./fixtures.ts";
import { agentPanel, openAgents } from "./steps/agents.ts";
import { created, replaceButton } from "./steps/lost.ts";
import { signIn, tokenOf } from "./steps/sign-in.ts";
import {
  closeStored,
  createDialog,
  revealDialog,
  revealToken,
  sendToken,
  tokenCard,
} from "./steps/tokens.ts";

const agent1 = "projects/20/agents/1";
const sentence = "Its name shows that this console created it, and it has never been used.";
const HOUR_MS = 3_600_000;

/** Creates a token of agent 1 directly in GitLab and returns its id. */
async function create(gitlab: Gitlab, name: string): Promise<number> {
  const response = await fetch(`${gitlab.url}/api/v4/projects/20/cluster_agents/1/tokens`, {
    method: "POST",
    headers: { "PRIVATE-TOKEN": tokenOf("maintainer"), "Content-Type": "application/json" },
    body: JSON.stringify({ name }),
  });
  expect(response.status).toBe(201);
  return ((await response.json()) as { id: number }).id;
}

/** A name as suggested by the console, with the date of GitLab's clock. */
const suggested = (marker: string) =>
  `agent-1-${new Date().toISOString().slice(0, 10).replaceAll("-", "")}-${marker}`;

/** Advances the page's and GitLab's clocks by an hour. */
async function anHourLater(page: Page, gitlab: Gitlab): Promise<void> {
  await gitlab.advance(HOUR_MS);
  await page.clock.install({ time: Date.now() + HOUR_MS });
}

test("a token of an earlier day that looks lost says so, with the way out", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  const id = await create(gitlab, suggested("k3f9q2"));
  await anHourLater(page, gitlab);
  await openAgents({ page, agentConsole }, agent1);
  const card = tokenCard(page, id);
  await expect(card).toContainText(sentence);
  await replaceButton(card).click();
  const revocation = page.getByRole("dialog", { name: /^Revoke token / });
  await expect(revocation).toContainText("Next, you create a replacement.");
  expect(await gitlab.ledger()).toHaveLength(1);
  await revocation.getByRole("button", { name: "Revoke token" }).click();
  await expect(createDialog(page)).toBeVisible();
  await sendToken(page);
  await expect(revealDialog(page)).toBeVisible();
  await closeStored(page);
  await expect(card).toHaveCount(0);
  expect((await gitlab.ledger()).map((commit) => commit.action)).toEqual([
    "create_token",
    "revoke_token",
    "create_token",
  ]);
});

test("a token in use, or of a name of one's own, does not look lost", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  const used = await create(gitlab, suggested("k3f9q2"));
  const named = await create(gitlab, "staging");
  await gitlab.contact(1, used);
  await anHourLater(page, gitlab);
  await openAgents({ page, agentConsole }, agent1);
  await expect(tokenCard(page, used)).toContainText("used 1 h ago");
  await expect(tokenCard(page, named)).toContainText("never used");
  await expect(agentPanel(page).getByText(sentence)).toHaveCount(0);
});

for (const [what, is_lost] of [
  ["a value that was stored here does not look lost", false],
  ["a value that was let go here does", true],
] as const) {
  test(what, async ({ page, agentConsole, gitlab }) => {
    await page.clock.install();
    // The hour must age the token, not lock the console.
    const config = { gitlabs: [gitlab.url], lock_minutes: 0 };
    await agentConsole.open(`#/${agent1}`, { config });
    await signIn(page);
    await revealToken(page);
    if (is_lost) {
      await revealDialog(page).getByRole("button", { name: "Close" }).click();
      await page.getByRole("button", { name: "Close and lose it" }).click();
    } else {
      await closeStored(page);
    }
    const id = (await created(gitlab))[0]?.token_id ?? 0;
    await expect(tokenCard(page, id)).toBeVisible();
    await expect(tokenCard(page, id)).not.toContainText(sentence);
    await gitlab.advance(HOUR_MS);
    await page.clock.fastForward(HOUR_MS);
    // The next read recreates its card.
    await agentPanel(page).getByRole("button", { name: "Close agent" }).click();
    await page.getByRole("link", { name: "agent-1", exact: true }).click();
    await expect(tokenCard(page, id).getByText(sentence)).toHaveCount(is_lost ? 1 : 0);
  });
}

test("a role that may not revoke sees the hint without the button", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  const id = await create(gitlab, suggested("k3f9q2"));
  await anHourLater(page, gitlab);
  await openAgents({ page, agentConsole }, agent1, "readonly");
  await expect(tokenCard(page, id)).toContainText(sentence);
  await expect(replaceButton(tokenCard(page, id))).toHaveAttribute("aria-disabled", "true");
  await replaceButton(tokenCard(page, id)).click({ force: true });
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(agentPanel(page)).toBeVisible();
});
