import { type Locator, type Page, expect } from "@playwright/test";
import type { Commit, Gitlab } from "../fixtures/gitlab.ts";
import { createDialog } from "./tokens.ts";

/** Chromium's errors for an incomplete response. */
export const lost = /ERR_EMPTY_RESPONSE|ERR_CONNECTION|ERR_CONTENT_LENGTH_MISMATCH|ERR_INCOMPLETE/;

/** The button to replace a token whose value is lost. */
export function replaceButton(within: Page | Locator): Locator {
  return within.getByRole("button", { name: "Revoke it and create another …" });
}

/** Every token created, in order. */
export async function created(gitlab: Gitlab): Promise<Commit[]> {
  return (await gitlab.ledger()).filter((commit) => commit.action === "create_token");
}

/** Waits until GitLab has created this many tokens. */
export async function untilCreated(gitlab: Gitlab, count: number): Promise<void> {
  await expect.poll(async () => (await created(gitlab)).length).toBe(count);
}

/** Expects that the dialog names the newest token and no other. */
export async function expectOrphan(page: Page, gitlab: Gitlab): Promise<Commit> {
  await expect(replaceButton(createDialog(page))).toBeVisible();
  const token = (await created(gitlab)).at(-1);
  if (!token) throw new Error("no token was created");
  await expect(createDialog(page)).toContainText(
    `Token ${token.name} #${token.token_id} was created, but its value was lost on the way.`,
  );
  return token;
}

/** The tab's journal of unsettled creations. */
export function journal(page: Page): Promise<string | null> {
  return page.evaluate(() => sessionStorage.getItem("agent-console.journal"));
}

/** Makes storage unavailable in all pages. Call it before the page opens. */
export async function refuseStorage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException("denied", "SecurityError");
    };
    Object.defineProperty(Storage.prototype, "getItem", { value: refuse });
    Object.defineProperty(Storage.prototype, "setItem", { value: refuse });
  });
}
