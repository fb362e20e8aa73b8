import { type Page, expect } from "@playwright/test";
import type { AgentConsole } from "./fixtures/console.ts";
import type { Gitlab } from "./fixtures/gitlab.ts";
import { type Who, tokenOf } from "./steps/sign-in.ts";

type Stage = { page: Page; agentConsole: AgentConsole; gitlab: Gitlab };

/** Opens a view and waits until it is there. */
type Visit = (stage: Stage) => Promise<void>;

/**
 * Every view and dialog with the steps to it, for screenshots and for checks that apply to all. The
 * steps work in every language and at every width, so they find elements by structure, not by text.
 */
export const views: Record<string, Visit> = {
  async "sign-in"({ page, agentConsole }) {
    await agentConsole.open("", { config: {} });
    await expect(page.locator("#gitlab")).toBeVisible();
  },

  async "sign-in-token"({ page, agentConsole }) {
    await agentConsole.open();
    await expect(page.locator("#token")).toBeVisible();
  },

  async "sign-in-failure"({ page, agentConsole }) {
    await agentConsole.open();
    await typeToken(page, "revoked");
    await expect(page.getByRole("alert")).toBeVisible();
  },

  async choose(stage) {
    const { page } = stage;
    await enter(stage, "");
    const projects = page.locator(".results").getByRole("checkbox");
    await projects.nth(1).check();
    await projects.nth(3).check();
  },

  async table(stage) {
    await openScope(stage, "groups/platform");
  },

  async "table-filter-help"(stage) {
    await openScope(stage, "groups/platform");
    await stage.page.locator(".toolbar summary").nth(0).click();
    await expect(stage.page.locator(".toolbar .menu__body").nth(0)).toBeVisible();
  },

  async "table-with-failures"(stage) {
    await stage.gitlab.faults({
      path: "/projects/10[46]/cluster_agents$",
      fault: { kind: "status", code: 500, body: { message: "500 Internal Server Error" } },
    });
    await enter(stage, "#/groups/platform");
    // A server error is retried before it is reported.
    await expect(stage.page.locator(".sources__row")).toHaveCount(2, { timeout: 30_000 });
  },

  async "table-empty"(stage) {
    await enter(stage, "#/projects/21");
    await expect(stage.page.locator(".empty")).toBeVisible();
  },

  async panel(stage) {
    await openPanel(stage, "projects/20/agents/5");
  },

  async "panel-three-tokens"(stage) {
    await openPanel(stage, "projects/102", "ci-cache");
    await expect(stage.page.locator("[data-token-id]")).toHaveCount(3);
  },

  async "panel-read-only"(stage) {
    await openPanel(stage, "projects/20/agents/5", undefined, "readonly");
  },

  async register(stage) {
    await openScope(stage, "projects/20");
    await stage.page.locator(".toolbar .button--primary").click();
    await dialog(stage.page).locator("#agent-name").fill("Edge_Seoul");
  },

  async create(stage) {
    await openCreation(stage);
  },

  async reveal(stage) {
    await openReveal(stage);
  },

  async "reveal-exit"(stage) {
    await openReveal(stage);
    await dialog(stage.page).locator(".dialog__actions .button").click();
    await expect(stage.page.getByRole("dialog")).toHaveCount(2);
  },

  async "revoke-unused"(stage) {
    await openPanel(stage, "projects/20/agents/5");
    await openRevocation(stage.page, 0);
    await expect(dialog(stage.page).locator("#confirmation")).toHaveCount(0);
  },

  async "revoke-live"(stage) {
    await openPanel(stage, "projects/101", "prod-eu-1");
    await openRevocation(stage.page, 0);
    await expect(dialog(stage.page).locator("#confirmation")).toBeVisible();
  },

  async delete(stage) {
    await openPanel(stage, "projects/101", "prod-eu-1");
    await stage.page.locator(".panel__foot .button--danger").click();
    await expect(dialog(stage.page).locator("#confirmation")).toBeVisible();
  },

  async renew(stage) {
    await openScope(stage, "projects/20");
    // Not on the first request: that could be one for a status, before the click.
    await stage.gitlab.faults({ path: "/cluster_agents$", nth: 1, fault: { kind: "expire_pat" } });
    await stage.page.locator(".toolbar > .button--quiet").click();
    await expect(dialog(stage.page).locator("#token")).toBeVisible();
  },

  async account(stage) {
    await enter(stage, "#/projects/20", "expiring");
    await stage.page.getByRole("banner").locator("summary").click();
    await expect(stage.page.locator(".bar .menu__body")).toBeVisible();
  },
};

/** The browser complaints expected on the way to these views. */
export const expectedTrouble = [/status of (401|500)/];

async function typeToken(page: Page, who: Who): Promise<void> {
  await page.locator("#token").fill(tokenOf(who));
  await page.keyboard.press("Enter");
}

async function enter({ page, agentConsole }: Stage, hash: string, who: Who = "maintainer") {
  await agentConsole.open(hash);
  await typeToken(page, who);
  await expect(page.getByRole("banner").locator("summary")).toBeVisible();
}

/** Signs in at a scope, and waits until it is read with the contacts in view. */
async function openScope(stage: Stage, scope: string, who?: Who): Promise<void> {
  await enter(stage, `#/${scope}`, who);
  await expect(stage.page.locator(".table[aria-busy=false] [data-agent-id]")).not.toHaveCount(0);
  await expect(stage.page.locator("[data-agent-id] .slots__slot--unknown")).toHaveCount(0);
}

/** Opens an agent: the one in the address, or the one of that name. */
async function openPanel(stage: Stage, scope: string, name?: string, who?: Who): Promise<void> {
  await openScope(stage, scope, who);
  if (name) await stage.page.getByRole("link", { name, exact: true }).click();
  await expect(stage.page.locator("[data-token-id]")).not.toHaveCount(0);
}

async function openCreation(stage: Stage): Promise<void> {
  await openScope(stage, "projects/20/agents/1");
  await stage.page.locator(".tokens__head .button").click();
  await expect(dialog(stage.page).locator("#token-name")).toBeVisible();
}

async function openReveal(stage: Stage): Promise<void> {
  await openCreation(stage);
  await dialog(stage.page).locator("button[type=submit]").click();
  await expect(dialog(stage.page).locator(".install")).toBeVisible();
}

async function openRevocation(page: Page, nth: number): Promise<void> {
  await page.locator("[data-token-id] .button--danger").nth(nth).click();
  await expect(dialog(page).locator("button[type=submit]")).toBeVisible();
}

function dialog(page: Page) {
  return page.getByRole("dialog");
}
