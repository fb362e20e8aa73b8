import { type Locator, type Page, expect } from "@playwright/test";
import { createHash } from "node:crypto";
import type { Commit, Gitlab } from "../fixtures/gitlab.ts";
import { agentPanel } from "./agents.ts";

/** A token in the open agent's panel. */
export function tokenCard(page: Page, id: number): Locator {
  return agentPanel(page).locator(`[data-token-id="${id}"]`);
}

/** The dialog that creates a token, until its value is shown. */
export function createDialog(page: Page): Locator {
  return page.getByRole("dialog", { name: /^Create a token for / });
}

/** The dialog that shows the value. */
export function revealDialog(page: Page): Locator {
  return page.getByRole("dialog", { name: /^Token for .* created$/ });
}

/** The element with the value. */
export function secretValue(page: Page): Locator {
  return revealDialog(page).getByRole("group", { name: "Token value" }).locator("code");
}

/** Opens the dialog that creates a token for the open agent, after its tokens were read. */
export async function beginToken(page: Page): Promise<Locator> {
  // The button is replaced once the number of tokens is known.
  await expect(agentPanel(page).getByText(/slots used$/)).toBeVisible();
  return pressCreate(page);
}

/** The same without waiting for them. */
export async function pressCreate(page: Page): Promise<Locator> {
  await agentPanel(page).getByRole("button", { name: /^Create (first )?token$/ }).click();
  await expect(createDialog(page)).toBeVisible();
  return createDialog(page);
}

/** Submits the dialog that creates a token. */
export async function sendToken(page: Page): Promise<void> {
  await createDialog(page).getByRole("button", { name: "Create token" }).click();
}

/** Creates a token for the open agent with the suggested name and returns its value. */
export async function revealToken(page: Page): Promise<string> {
  await beginToken(page);
  await sendToken(page);
  await expect(revealDialog(page)).toBeVisible();
  return (await secretValue(page).textContent()) ?? "";
}

/** Confirms that the value is stored and closes the dialog. */
export async function closeStored(page: Page): Promise<void> {
  await revealDialog(page).getByLabel("I have stored the token").check();
  await revealDialog(page).getByRole("button", { name: "Close" }).click();
  await expect(revealDialog(page)).toBeHidden();
}

/** The newest token in GitLab's ledger. */
export async function lastCreated(gitlab: Gitlab): Promise<Commit> {
  const created = (await gitlab.ledger()).filter((commit) => commit.action === "create_token");
  const last = created.at(-1);
  if (!last) throw new Error("no token was created");
  return last;
}

/** How often a route was called. */
export async function callsOf(gitlab: Gitlab, method: string, route: string): Promise<number> {
  const calls = await gitlab.requests();
  return calls.find((call) => call.method === method && call.route === route)?.count ?? 0;
}

export const tokensRoute = "/projects/:id/cluster_agents/:agent_id/tokens";

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
