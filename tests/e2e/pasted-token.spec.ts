import type { Locator, Page } from "@playwright/test";
import { everywhere, expect, test } from "./fixtures.ts";
import { openAgents, settled } from "./steps/agents.ts";
import { accountMenu, tokenOf } from "./steps/sign-in.ts";

/** Invalid tokens and the expected message. */
const hostile: [text: string, said: RegExp][] = [
  ["\u200b \ufeff", /Paste a personal access token/],
  ["glpat\u2013sandbox\u2013maintainer", /\u2013 \(U\+2013\), a character that no token has/],
  ["glpat-\uac00\ub098\ub2e4", /\uac00 \(U\+AC00\)/],
  ["glpat-\u{1f600}", /\(U\+1F600\)/],
  ["glpat-sand\u2028box'x", /' \(U\+0027\)/],
  ["x".repeat(20_000), /it is too long/],
  ["x".repeat(1_000_000), /it is too long/],
];

/** A valid token as it may come from a clipboard. */
const dirty = (token: string) =>
  `\ufeff\u201cPRIVATE-TOKEN: ${token.slice(0, 8)}\u200b${token.slice(8)}\u0000\u201d\u200e`;

/** Submits each in the form at `where`. The form must stay, and nothing may be sent. */
async function refuses(page: Page, where: Page | Locator, button: string): Promise<void> {
  const field = where.getByLabel("Personal access token", { exact: true });
  const sent: string[] = [];
  page.on("request", (request) => sent.push(request.url()));
  for (const [text, said] of hostile) {
    await field.fill(text);
    await where.getByRole("button", { name: button, exact: true }).click();
    await expect(where.getByRole("status").filter({ hasText: said })).toBeVisible();
  }
  expect(sent).toEqual([]);
}

test("what is no token is named at the field, and what no token has is taken away", everywhere, async ({
  page,
  agentConsole,
}) => {
  await agentConsole.open("#/projects/20");
  await expect(page.getByText("GitLab answers")).toBeVisible();
  await refuses(page, page, "Sign in");
  await page.getByLabel("Personal access token", { exact: true }).fill(dirty(tokenOf("maintainer")));
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(accountMenu(page)).toHaveAccessibleName("Account of @marco.ruiz");
});

test("so it is where another token is asked for, and what is stored is the token alone", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 401 /);
  await openAgents({ page, agentConsole }, "projects/20");
  await settled(gitlab);
  await gitlab.faults({ fault: { kind: "status", code: 401 } });
  await page.getByRole("button", { name: "Refresh" }).click();
  const renew = page.getByRole("dialog", { name: "GitLab no longer accepts your token" });
  await expect(renew).toBeVisible();
  await settled(gitlab);
  await gitlab.faults();
  await refuses(page, renew, "Continue");
  await renew.getByLabel("Personal access token").fill(dirty(tokenOf("owner")));
  await renew.getByRole("button", { name: "Continue" }).click();
  await expect(renew).toBeHidden();
  const kept = await page.evaluate(() => sessionStorage.getItem("agent-console.session"));
  expect(JSON.parse(kept ?? "")).toMatchObject({ token: tokenOf("owner") });
});

test("a stored record that cannot be used is cleared at start", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await agentConsole.open("#/projects/20");
  for (const token of [`${tokenOf("maintainer")}\u200b`, "glpat\u2013x", "x".repeat(20_000)]) {
    const record = JSON.stringify({ version: "1", gitlab: gitlab.url, token });
    await page.evaluate((record) => sessionStorage.setItem("agent-console.session", record), record);
    await page.reload();
    await expect(page.getByLabel("Personal access token", { exact: true })).toBeVisible();
    expect(await page.evaluate(() => sessionStorage.getItem("agent-console.session"))).toBeNull();
  }
});

test("an address of which a browser makes no request is an answer", async ({ page, agentConsole }) => {
  await agentConsole.open("", { config: {} });
  await page.getByRole("textbox", { name: "GitLab address" }).fill("https://[:1::2]");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("alert")).toContainText("The browser cannot make this request.");
  await expect(page.getByRole("alert")).toContainText("Nothing was sent.");
});

test("a token typed into the search goes nowhere", async ({ page, agentConsole }) => {
  await agentConsole.open();
  await page.getByLabel("Personal access token", { exact: true }).fill(tokenOf("maintainer"));
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  const search = page.getByRole("searchbox", { name: "Search projects and groups" });
  const sent: string[] = [];
  page.on("request", (request) => sent.push(request.url()));
  await search.fill(tokenOf("maintainer"));
  await expect(page.getByText("This looks like a token")).toBeVisible();
  await search.fill("kiosk");
  await expect(page.getByText("This looks like a token")).toBeHidden();
  await expect.poll(() => sent.some((url) => url.includes("search=kiosk"))).toBe(true);
  expect(sent.filter((url) => url.includes("glpat"))).toEqual([]);
});
