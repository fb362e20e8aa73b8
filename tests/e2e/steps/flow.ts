import { type FrameLocator, type Page, expect } from "@playwright/test";
import type { Gitlab } from "../fixtures/gitlab.ts";
import { tokenOf } from "./sign-in.ts";
import { lastCreated, sha256 } from "./tokens.ts";

/**
 * The main journey, starting at the table: opens an agent, creates a token, sees its value and
 * revokes it.
 */
export async function mainFlow(page: Page | FrameLocator, gitlab: Gitlab): Promise<void> {
  await page.getByRole("table", { name: "Agents" }).getByText("agent-1", { exact: true }).click();
  const panel = page.getByRole("complementary", { name: "Agent" });
  await panel.getByRole("button", { name: /^Create (first )?token$/ }).click();
  const naming = page.getByRole("dialog", { name: /^Create a token for / });
  await naming.getByRole("button", { name: "Create token" }).click();
  const reveal = page.getByRole("dialog", { name: /^Token for .* created$/ });
  await expect(reveal).toBeVisible();
  const value = reveal.getByRole("group", { name: "Token value" }).locator("code");
  const created = await lastCreated(gitlab);
  expect(sha256((await value.textContent()) ?? "")).toBe(created.secret_sha256);
  await reveal.getByLabel("I have stored the token").check();
  await reveal.getByRole("button", { name: "Close" }).click();
  await expect(reveal).toBeHidden();

  await panel
    .locator(`[data-token-id="${created.token_id}"]`)
    .getByRole("button", { name: "Revoke" })
    .click();
  const question = page.getByRole("dialog", { name: /^Revoke token / });
  await question.getByRole("button", { name: "Revoke token" }).click();
  await expect(question).toBeHidden();
  await expect(page.getByText(/^Token .* is revoked\.$/)).toBeVisible();
  expect((await gitlab.ledger()).map((commit) => commit.action)).toEqual([
    "create_token",
    "revoke_token",
  ]);
}

/** Signs in manually before the main journey. */
export async function typeToken(page: Page | FrameLocator, who: "maintainer" | "korean" = "maintainer") {
  await page.getByLabel("Personal access token", { exact: true }).fill(tokenOf(who));
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.locator(".bar summary")).toBeVisible();
}
