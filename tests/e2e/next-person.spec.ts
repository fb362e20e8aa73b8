import type { Page } from "@playwright/test";
import type { Gitlab } from "./fixtures/gitlab.ts";
import { expect, test } from "./fixtures.ts";
import { Memory, none } from "./fixtures/memory.ts";
import { settled } from "./steps/agents.ts";
import { signIn, signOut, tokenOf } from "./steps/sign-in.ts";

const search = (page: Page) => page.getByRole("searchbox", { name: "Search projects and groups" });
const found = (page: Page) => page.getByRole("list", { name: "Projects" }).getByRole("listitem");
const ticked = (page: Page) => page.getByRole("button", { name: "platform/payments", exact: true });

/** Searches for a project and selects it. */
async function choose(page: Page): Promise<void> {
  await search(page).fill("payments");
  await expect(found(page)).toHaveCount(1);
  await page.getByLabel("platform/payments").check();
  await expect(ticked(page)).toHaveCount(1);
}

/**
 * Expects that nothing was searched or selected, and that GitLab was asked for the choices again.
 */
async function expectNothing(page: Page): Promise<void> {
  await expect(found(page).nth(1)).toBeVisible();
  await expect(search(page)).toHaveValue("");
  await expect(ticked(page)).toHaveCount(0);
}

/** Makes GitLab reject the token at the next read. */
async function refuse(page: Page, gitlab: Gitlab, path: string, read: () => Promise<void>) {
  await settled(gitlab);
  await gitlab.faults({ path, fault: { kind: "status", code: 401 } });
  await read();
  const dialog = page.getByRole("dialog", { name: "GitLab no longer accepts your token" });
  await expect(dialog).toBeVisible();
  await gitlab.faults();
  return dialog;
}

test.beforeEach(({ trouble }) => trouble.allow(/status of 401 /));

test("whoever signs in next finds nothing chosen", async ({ page, agentConsole }) => {
  await agentConsole.open();
  await signIn(page);
  await choose(page);
  await signOut(page);
  await signIn(page, "owner");
  await expectNothing(page);
});

test("whoever goes on with a token of their own finds nothing chosen", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await agentConsole.open();
  await signIn(page);
  await choose(page);
  const dialog = await refuse(page, gitlab, "/groups$", () => search(page).fill("platform/pay"));
  await dialog.getByLabel("Personal access token").fill(tokenOf("owner"));
  await dialog.getByRole("button", { name: "Continue" }).click();
  await expect(dialog).toHaveCount(0);
  await expectNothing(page);
});

test("what was searched and typed is not in the program's memory after a sign-out", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  const memory = await Memory.of(page);
  const [sought, name] = ["what the first one seeks", "what-the-first-one-makes"];
  await agentConsole.open();
  await signIn(page);
  await search(page).fill(sought);
  await expect(page.getByText("Nothing found where you have")).toBeVisible();
  await agentConsole.goTo("#/projects/101");
  await page.getByRole("button", { name: "Register agent" }).click();
  await page.getByRole("dialog").getByLabel("Name", { exact: true }).fill(name);
  for (const text of [sought, name]) expect((await memory.residue(text)).whole).toBeGreaterThan(0);
  const dialog = await refuse(page, gitlab, "/cluster_agents$", async () => {
    await page.getByText("Refresh", { exact: true }).dispatchEvent("click");
  });
  await dialog.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByLabel("Personal access token", { exact: true })).toBeVisible();
  for (const text of [sought, name]) {
    await expect.poll(() => memory.residue(text), { message: text }).toEqual(none);
  }
});
