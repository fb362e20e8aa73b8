import type { Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import type { Gitlab } from "./fixtures/gitlab.ts";
import { Trouble } from "./fixtures/trouble.ts";
import { everywhere, expect, test } from "./fixtures.ts";
import { agentPanel, agentRow, ask, cellOf, changeElsewhere, openAgents } from "./steps/agents.ts";
import { tokenOf } from "./steps/sign-in.ts";
import {
  callsOf,
  closeStored,
  lastCreated,
  revealDialog,
  revealToken,
  secretValue,
  sha256,
  tokensRoute,
} from "./steps/tokens.ts";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

const agent1 = "projects/20/agents/1";
const close = (page: Page) => revealDialog(page).getByRole("button", { name: "Close" });
const copy = (page: Page) => revealDialog(page).getByRole("button", { name: /^Cop/ }).first();
const question = (page: Page) => page.getByRole("dialog", { name: "Not stored yet" });

/** The clipboard's content. The console's page may not read it, so another one does. */
async function clipboard(page: Page, gitlab: Gitlab): Promise<string> {
  const reader = await page.context().newPage();
  await reader.goto(`${gitlab.url}/-/sandbox/clock`);
  const text = await reader.evaluate(() => navigator.clipboard.readText());
  await reader.close();
  return text;
}

test("masks the value, and shows it on request", async ({ page, agentConsole, gitlab }) => {
  await openAgents({ page, agentConsole }, agent1);
  const secret = await revealToken(page);
  expect(sha256(secret)).toBe((await lastCreated(gitlab)).secret_sha256);

  const value = secretValue(page);
  await expect(value).toBeHidden();
  await expect(value).toHaveAttribute("translate", "no");
  await expect(copy(page)).toBeFocused();
  await revealDialog(page).getByRole("button", { name: "Show" }).click();
  await expect(value).toBeVisible();
  await expect(value).toHaveText(secret);
  await revealDialog(page).getByRole("button", { name: "Hide" }).click();
  await expect(value).toBeHidden();

  // It works without a style sheet.
  await page.locator("agent-console link[rel=stylesheet]").evaluate((link) => link.remove());
  await expect(value).toBeHidden();
  await copy(page).click();
  expect(await clipboard(page, gitlab)).toBe(secret);
});

test("copies exactly the token, and stays open", async ({ page, agentConsole, gitlab }) => {
  await openAgents({ page, agentConsole }, agent1);
  await revealToken(page);
  await copy(page).click();
  await expect(copy(page)).toHaveText("Copied");
  expect(sha256(await clipboard(page, gitlab))).toBe((await lastCreated(gitlab)).secret_sha256);
  await expect(revealDialog(page).getByLabel("I have stored the token")).toBeChecked();
  await expect(revealDialog(page)).toBeVisible();
  await close(page).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("downloads exactly the token, and leaves it to the person whether it arrived", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, agent1);
  await revealToken(page);
  const downloading = page.waitForEvent("download");
  await revealDialog(page).getByRole("button", { name: "Download" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("agent-1-token.txt");
  const content = await readFile(await download.path(), "utf8");
  expect(sha256(content)).toBe((await lastCreated(gitlab)).secret_sha256);
  await expect(revealDialog(page)).toContainText("Check that the file is there");
  await expect(revealDialog(page).getByLabel("I have stored the token")).not.toBeChecked();
  await close(page).click();
  await expect(question(page)).toBeVisible();
  await question(page).getByRole("button", { name: "Keep open" }).click();
  await closeStored(page);
});

test("closes freely after the tick", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, agent1);
  await revealToken(page);
  await closeStored(page);
  await expect(question(page)).toHaveCount(0);
});

test("asks before it lets a value go that is not stored", everywhere, async ({
  page,
  agentConsole,
}) => {
  await openAgents({ page, agentConsole }, agent1);
  const secret = await revealToken(page);
  const ask = async () => {
    await close(page).click();
    await expect(question(page).getByRole("button", { name: "Keep open" })).toBeFocused();
  };
  await ask();
  await page.keyboard.press("Enter");
  await expect(question(page)).toBeHidden();
  await expect(secretValue(page)).toHaveText(secret);
  await ask();
  await page.keyboard.press("Escape");
  await expect(question(page)).toBeHidden();
  await expect(secretValue(page)).toHaveText(secret);
  await ask();
  await question(page).getByRole("button", { name: "Close and lose it" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("loses the value by nothing but its button", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "projects/20");
  await agentRow(page, "agent-1").getByRole("link").click();
  await expect(agentPanel(page).getByRole("heading", { name: "agent-1" })).toBeVisible();
  const secret = await revealToken(page);
  const stays = async (after: string) => {
    await expect(revealDialog(page), after).toBeVisible();
    await expect(question(page), after).toHaveCount(0);
    await expect(secretValue(page), after).toHaveText(secret);
    expect(await revealDialog(page).evaluate((dialog) => dialog.matches(":modal")), after).toBe(true);
  };
  for (let press = 0; press < 3; press += 1) {
    await page.keyboard.press("Escape");
    await stays("Escape");
  }
  await page.mouse.click(5, 5);
  await stays("a click on the backdrop");
  await page.goBack();
  await expect(agentPanel(page)).toHaveCount(0);
  await stays("Back");
  await agentConsole.goTo("#/projects/21");
  await expect(page.getByText("No agents here yet")).toBeAttached();
  await stays("another address");
  // A click by script, because the page under the dialog takes none.
  await page.getByText("Refresh", { exact: true }).dispatchEvent("click");
  await expect(page.getByText("0 agents, read just now")).toBeAttached();
  await stays("a refresh");
});

test("outlasts the end of the personal access token", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 401 /);
  await openAgents({ page, agentConsole }, agent1);
  const secret = await revealToken(page);
  await gitlab.faults({ fault: { kind: "expire_pat" } });
  await page.getByText("Refresh", { exact: true }).dispatchEvent("click");
  const renew = page.getByRole("dialog", { name: "GitLab no longer accepts your token" });
  await expect(renew).toContainText("The token has expired.");

  await renew.getByRole("button", { name: "Sign out" }).click();
  await expect(question(page).getByRole("button", { name: "Keep open" })).toBeFocused();
  await expect(question(page).getByRole("button", { name: "Sign out and lose it" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(secretValue(page)).toHaveText(secret);

  // The next read asks for a new token again.
  await page.getByText("Refresh", { exact: true }).dispatchEvent("click");
  await expect(renew).toBeVisible();
  await gitlab.faults();
  await renew.getByLabel("Personal access token").fill(tokenOf("expiring"));
  await renew.getByRole("button", { name: "Continue" }).click();
  await expect(renew).toBeHidden();
  await expect(secretValue(page)).toHaveText(secret);
  await copy(page).click();
  await expect(copy(page)).toHaveText("Copied");
  expect(await clipboard(page, gitlab)).toBe(secret);
});

test("outlasts a change of the person signed in", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 401 /);
  await openAgents({ page, agentConsole }, agent1);
  const secret = await revealToken(page);
  await gitlab.faults({ fault: { kind: "expire_pat" } });
  await page.getByText("Refresh", { exact: true }).dispatchEvent("click");
  const renew = page.getByRole("dialog", { name: "GitLab no longer accepts your token" });
  await expect(renew).toBeVisible();
  await gitlab.faults();
  await renew.getByLabel("Personal access token").fill(tokenOf("owner"));
  await renew.getByRole("button", { name: "Continue" }).click();
  await expect(renew).toBeHidden();
  await expect(secretValue(page)).toHaveText(secret);
});

test("is asked for by the browser before the page is left", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, agent1);
  await revealToken(page);
  const asking = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  const asked = await asking;
  expect(asked.type()).toBe("beforeunload");
  await asked.dismiss();
  await copy(page).click();
  await expect(copy(page)).toHaveText("Copied");
  const closed = page.waitForEvent("close");
  await page.close({ runBeforeUnload: true });
  await closed;
});

test("gives install commands without the token", async ({ page, agentConsole, gitlab }) => {
  await openAgents({ page, agentConsole }, agent1);
  const secret = await revealToken(page);
  const install = revealDialog(page).getByRole("region", { name: "Install the agent" });
  const commands = install.locator("pre");
  for (const part of [
    "gitlab-agent-agent-1",
    "--set image.tag=v18.9.0",
    "--set config.secretName=gitlab-agent-token ",
    "--set config.kasAddress=",
  ]) {
    await expect(commands).toContainText(part);
  }
  const { kas } = await ask<{ kas: { externalUrl: string } }>(gitlab, "/metadata");
  expect(kas.externalUrl).toMatch(/^wss?:/);
  await expect(commands).toContainText(kas.externalUrl);
  await install.getByRole("button", { name: "Copy commands" }).click();
  await expect(install.getByRole("button", { name: "Copied" })).toBeVisible();
  const copied = await clipboard(page, gitlab);
  expect(copied).toBe(await commands.textContent());
  expect(copied).not.toContain(secret);
  // This does not declare the token stored.
  await expect(revealDialog(page).getByLabel("I have stored the token")).not.toBeChecked();

  await install.getByRole("tab", { name: "Helm, with the token in it" }).click();
  await expect(commands).toContainText("--set config.token=YOUR_AGENT_TOKEN");
  await expect(commands).not.toContainText(secret);
  await install.getByRole("button", { name: "Copy commands" }).click();
  await expect(install.getByRole("button", { name: "Copied" })).toBeVisible();
  const inline = await clipboard(page, gitlab);
  expect(inline).toContain(`--set config.token=${secret}`);
  expect(inline).toContain(kas.externalUrl);
  await expect(revealDialog(page).getByLabel("I have stored the token")).toBeChecked();
});

test("a second token comes with the commands of a rotation", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "projects/101/agents/201");
  await revealToken(page);
  const install = revealDialog(page).locator("section");
  const commands = install.locator("pre");
  const installed = install.getByLabel("The agent is already installed in the cluster");
  await expect(install).toHaveAccessibleName("Give the agent its new token");
  await expect(installed).toBeChecked();
  for (const tab of ["Secret + Helm", "Helm, with the token in it"]) {
    await install.getByRole("tab", { name: tab }).click();
    await expect(commands).toContainText("kubectl config current-context");
    await expect(commands).toContainText("--reuse-values");
    await expect(commands).toContainText("rollout restart deployment");
    await expect(commands).not.toContainText(/image\.tag|kasAddress|--install/);
  }
  // The person may know better.
  await installed.uncheck();
  await expect(install).toHaveAccessibleName("Install the agent");
  await expect(commands).toContainText("--set config.kasAddress=");
  await expect(commands).not.toContainText("--reuse-values");
});

for (const [form, agent] of [
  ["an installation", agent1],
  ["a rotation", "projects/101/agents/201"],
] as const) {
  test(`the commands of ${form} are read at a glance`, async ({ page, agentConsole }) => {
    await openAgents({ page, agentConsole }, agent);
    await revealToken(page);
    const commands = revealDialog(page).locator("pre");
    const { lines, hidden } = await commands.evaluate((box) => {
      const { paddingBlockStart, lineHeight } = getComputedStyle(box);
      const inside = box.clientHeight - 2 * parseFloat(paddingBlockStart);
      return {
        lines: Math.round(inside / parseFloat(lineHeight)),
        hidden: box.scrollHeight - box.clientHeight + box.scrollWidth - box.clientWidth,
      };
    });
    expect(lines).toBeLessThanOrEqual(12);
    expect(hidden).toBe(0);
  });
}

test("a receptive agent is told no address", async ({ page, agentConsole }) => {
  await page.route("**/projects/20/cluster_agents?*", async (route) => {
    const response = await route.fetch();
    const agents = (await response.json()) as object[];
    await route.fulfill({ response, json: agents.map((agent) => ({ ...agent, is_receptive: true })) });
  });
  await openAgents({ page, agentConsole }, agent1);
  await revealToken(page);
  const install = revealDialog(page).getByRole("region", { name: "Install the agent" });
  await expect(install).toContainText("GitLab connects to this agent");
  await expect(install.getByRole("link", { name: /receptive agents/ })).toHaveAttribute(
    "href",
    /^https:\/\/docs\.gitlab\.com\//,
  );
  const commands = install.locator("pre");
  await expect(commands).toContainText("--set config.receptive.enabled=true");
  await expect(commands).toContainText("--set config.api.jwtPublicKey=");
  await expect(commands).not.toContainText("kasAddress");
});

test("waits for the agent's first contact", async ({ page, agentConsole, gitlab }) => {
  await openAgents({ page, agentConsole }, agent1);
  await revealToken(page);
  const { token_id } = await lastCreated(gitlab);
  await expect(revealDialog(page)).toContainText("waiting for first contact …");
  await gitlab.contact(1, token_id ?? 0);
  await expect(revealDialog(page)).toContainText("connected: the agent has used this token");
  await closeStored(page);
  await expect(cellOf(agentRow(page, "agent-1"), "Status")).toHaveText("connected");
});

test("keeps waiting after the dialog is closed", async ({ page, agentConsole, gitlab }) => {
  await openAgents({ page, agentConsole }, agent1);
  await revealToken(page);
  const { token_id } = await lastCreated(gitlab);
  await closeStored(page);
  await expect(agentPanel(page)).toContainText("waiting for first contact …");
  await gitlab.contact(1, token_id ?? 0);
  await expect(agentPanel(page)).toContainText(/used (just now|\d+ s ago)/);
  await expect(cellOf(agentRow(page, "agent-1"), "Status")).toHaveText("connected");
});

test("waits no longer for a token that is gone", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(Trouble.revokedMeanwhile);
  await page.clock.install();
  await openAgents({ page, agentConsole }, agent1);
  await revealToken(page);
  const { token_id } = await lastCreated(gitlab);
  await closeStored(page);
  await expect(agentPanel(page)).toContainText("waiting for first contact …");
  await changeElsewhere(gitlab, "DELETE", `/projects/20/cluster_agents/1/tokens/${token_id}`);
  const gone = page.waitForResponse((response) => response.status() === 404);
  await page.clock.runFor("00:04");
  await gone;
  await expect(agentPanel(page)).not.toContainText("waiting for first contact …");
  const before = await callsOf(gitlab, "GET", `${tokensRoute}/:token_id`);
  await page.clock.runFor("01:00");
  expect(await callsOf(gitlab, "GET", `${tokensRoute}/:token_id`)).toBe(before);
});

for (const [what, path, sentence] of [
  ["its token is revoked", "/tokens", "This token has since been revoked."],
  ["its agent is deleted", "", "The agent has since been deleted, and its tokens with it."],
] as const) {
  test(`says of the value that it is of no use when ${what}`, async ({
    page,
    agentConsole,
    gitlab,
    trouble,
  }) => {
    trouble.allow(Trouble.revokedMeanwhile, /status of 404 .*\/cluster_agents\/1(\/tokens.*)?\)$/);
    await page.clock.install();
    await openAgents({ page, agentConsole }, agent1);
    const secret = await revealToken(page);
    const dialog = revealDialog(page);
    await expect(dialog).toContainText("waiting for first contact …");
    const { token_id: id } = await lastCreated(gitlab);
    const gone = path ? `${path}/${id}` : "";
    await changeElsewhere(gitlab, "DELETE", `/projects/20/cluster_agents/1${gone}`);
    await page.clock.runFor("00:04");
    await expect(dialog.getByRole("alert")).toContainText(sentence);
    await expect(dialog).not.toContainText("waiting for first contact …");
    await expect(dialog).not.toContainText("Store it now");
    await expect(secretValue(page)).toHaveText(secret);
  });
}

test("never says copied when the browser refuses", everywhere, async ({ page, agentConsole }) => {
  await page.addInitScript(() => {
    const refuse = () => Promise.reject(new DOMException("no", "NotAllowedError"));
    Object.defineProperty(navigator.clipboard, "writeText", { value: refuse });
  });
  await openAgents({ page, agentConsole }, agent1);
  const secret = await revealToken(page);
  await copy(page).click();
  await expect(revealDialog(page)).toContainText("The browser did not let the page copy.");
  await expect(revealDialog(page)).not.toContainText("Copied");
  await expect(secretValue(page)).toBeVisible();
  await expect(revealDialog(page).getByLabel("I have stored the token")).not.toBeChecked();
  const selected = await page.locator("agent-console").evaluate((host) => {
    const root = host.shadowRoot as ShadowRoot & { getSelection?: () => Selection | null };
    return (root.getSelection?.() ?? getSelection())?.toString();
  });
  expect(selected).toBe(secret);
  await close(page).click();
  await expect(question(page)).toBeVisible();
});
