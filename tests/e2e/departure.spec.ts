import type { Page } from "@playwright/test";
import { expect, inElementToo, test } from "./fixtures.ts";
import { chromium } from "./fixtures/browser.ts";
import type { Gitlab } from "./fixtures/gitlab.ts";
import { Memory, none } from "./fixtures/memory.ts";
import { agentPanel, openAgents, readStatus, settled } from "./steps/agents.ts";
import { accountMenu, tokenOf } from "./steps/sign-in.ts";
import {
  callsOf,
  lastCreated,
  revealDialog,
  revealToken,
  tokenCard,
} from "./steps/tokens.ts";

// Playwright disables the back/forward cache.
test.use({
  // The sandbox forbids caching the page, but not every host does.
  consoleHeaders: { "Cache-Control": "no-cache" },
  launchOptions: [
    async ({ launchOptions }, use) =>
      use({
        ...launchOptions,
        executablePath: chromium(),
        ignoreDefaultArgs: ["--disable-back-forward-cache"],
      }),
    { scope: "worker" },
  ],
});

/** Navigates to another page and back to the cached one. */
async function leaveAndReturn(page: Page, gitlab: Gitlab): Promise<void> {
  // A browser does not cache a page with a pending request.
  await settled(gitlab);
  await page.evaluate(() => {
    Object.assign(window, { isTheSame: true });
  });
  await page.goto(`${gitlab.url}/-/sandbox/clock`);
  // A cached page does not load, so Playwright would wait for ever.
  await page.goBack({ waitUntil: "commit" });
  await expect.poll(() => page.evaluate(() => "isTheSame" in window)).toBe(true);
}

test("a value that is shown does not come back with Back", inElementToo, async ({
  page,
  agentConsole,
  gitlab,
  leaks,
}) => {
  const memory = await Memory.of(page);
  page.on("dialog", (dialog) => dialog.accept());
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  const secret = await revealToken(page);
  expect((await memory.residue(secret)).whole).toBeGreaterThanOrEqual(1);
  expect(await leaks.of(secret)).toEqual(["reveal dialog"]);

  await leaveAndReturn(page, gitlab);
  await expect(revealDialog(page)).toHaveCount(0);
  expect(await leaks.of(secret)).toEqual([]);
  expect(await memory.residue(secret)).toEqual(none);
});

test("a value that nobody stored is named as lost on return", async ({ page, agentConsole, gitlab }) => {
  page.on("dialog", (dialog) => dialog.accept());
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  await revealToken(page);
  const { token_id } = await lastCreated(gitlab);
  await leaveAndReturn(page, gitlab);
  // The page says that the token exists and that its value is lost.
  const told = page.getByRole("dialog").filter({ hasText: `#${token_id}` });
  await expect(told).toContainText("The value cannot be read again");
  await told.getByRole("button", { name: "Close" }).click();
  await expect(tokenCard(page, token_id ?? 0)).toBeVisible();
});

test("a value that is stored is gone without a word", async ({ page, agentConsole, gitlab, leaks }) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  const secret = await revealToken(page);
  await revealDialog(page).getByLabel("I have stored the token").check();
  await leaveAndReturn(page, gitlab);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(agentPanel(page)).toBeVisible();
  expect(await leaks.of(secret)).toEqual([]);
});

test("a token that is being typed does not come back with Back", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await agentConsole.open();
  const field = page.getByLabel("Personal access token", { exact: true });
  await field.fill(tokenOf("maintainer"));
  await leaveAndReturn(page, gitlab);
  await expect(field).toHaveValue("");
});

test("the stored token is checked on return, and the table read again", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 401 /);
  const lists = () => callsOf(gitlab, "GET", "/projects/:id/cluster_agents");
  await openAgents({ page, agentConsole }, "projects/20");
  const before = await lists();
  await leaveAndReturn(page, gitlab);
  await expect.poll(lists).toBe(before + 1);
  await expect(readStatus(page)).toBeVisible();
  await expect(accountMenu(page)).toBeVisible();

  await gitlab.faults({ fault: { kind: "expire_pat" } });
  await leaveAndReturn(page, gitlab);
  await expect(page.getByLabel("Personal access token", { exact: true })).toBeVisible();
  await expect(page.getByRole("table")).toHaveCount(0);
});

test("whoever signed out meanwhile is signed out on return", async ({ page, agentConsole, gitlab }) => {
  await openAgents({ page, agentConsole }, "projects/20");
  await settled(gitlab);
  await page.evaluate(() => {
    Object.assign(window, { isTheSame: true });
    addEventListener("pagehide", () => sessionStorage.clear());
  });
  await page.goto(`${gitlab.url}/-/sandbox/clock`);
  await page.goBack({ waitUntil: "commit" });
  await expect.poll(() => page.evaluate(() => "isTheSame" in window)).toBe(true);
  await expect(page.getByLabel("Personal access token", { exact: true })).toBeVisible();
  await expect(accountMenu(page)).toHaveCount(0);
});
