import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { accountFacts, accountMenu, sendToken, signIn, signOut, tokenOf } from "./steps/sign-in.ts";

/** All places where a token must not be, or may only be in one. */
async function places(page: Page) {
  return page.evaluate(() => ({
    session: JSON.stringify({ ...sessionStorage }),
    local: JSON.stringify({ ...localStorage }),
    address: location.href,
    cookies: document.cookie,
    history: JSON.stringify(history.state),
  }));
}

test("a person signs in, sees who they are, and signs out", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  const token = tokenOf("maintainer");
  await agentConsole.open();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  // A single configured instance is shown; there is nothing to type.
  await expect(page.getByText(`GitLab address ${gitlab.url}`)).toBeVisible();
  await expect(page.getByRole("textbox", { name: "GitLab address" })).toHaveCount(0);
  await expect(page.getByRole("status").filter({ hasText: "GitLab answers" })).toBeVisible();

  const field = page.getByLabel("Personal access token", { exact: true });
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute("type", "password");
  await expect(field).toHaveAttribute("autocomplete", "current-password");
  await expect(field).toHaveAttribute("autocapitalize", "off");
  await expect(field).toHaveAttribute("spellcheck", "false");
  await expect(field).toHaveAccessibleDescription(/Scope api to manage/);
  const made = page.getByRole("link", { name: "Create one in GitLab" });
  await expect(made).toHaveAttribute(
    "href",
    `${gitlab.url}/-/user_settings/personal_access_tokens?name=agent-console&scopes=api`,
  );
  await expect(made).toHaveAttribute("rel", /noopener/);
  // GitLab's version is not known yet, so both links are offered.
  await expect(page.getByRole("link", { name: "Page before GitLab 16.7" })).toHaveAttribute(
    "href",
    `${gitlab.url}/-/profile/personal_access_tokens?name=agent-console&scopes=api`,
  );
  await expect(page.getByText("name agent-console, scope api")).toBeVisible();

  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Paste a personal access token.")).toBeVisible();
  // As it may come from a clipboard.
  await field.fill(`  ${token}\n`);
  await page.keyboard.press("Enter");
  await expect(accountMenu(page)).toHaveAccessibleName("Account of @marco.ruiz");

  const banner = page.getByRole("banner");
  expect(await accountFacts(page)).toEqual({
    Token: "agent-console",
    Scopes: "api",
    "Token ends": expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    "Token kept": "in this tab, until it is closed",
    GitLab: expect.stringMatching(/^18\.9\.0/),
    "Agent server (KAS)": expect.stringMatching(/^on · wss:\/\/kas\.\S+ · 18\.9\./),
  });
  await expect(banner.getByText("Signed in as Marco Ruiz")).toBeVisible();
  await expect(banner.getByText(/token ends in|read only|KAS is off/)).toHaveCount(0);

  const kept = await places(page);
  expect(kept.session).toContain(token);
  const { session: _, ...others } = kept;
  expect(JSON.stringify(others)).not.toContain(token);

  await agentConsole.open("#/projects/20/agents/5");
  await expect(page.getByRole("complementary", { name: "Agent" })).toContainText("agent-5");
  await signOut(page);
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await expect(page.getByText(/agent-\d|foobar|Marco/)).toHaveCount(0);
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  expect(JSON.stringify(await places(page))).not.toContain(token);
  // A reload does not sign in again.
  await page.reload();
  await expect(field).toBeVisible();
});

test("a link leads to its view after sign-in, and a reload stays there", async ({
  page,
  agentConsole,
}) => {
  const hash = "#/projects/20/agents/5?filter=agent&sort=-id";
  const view = page.getByRole("complementary", { name: "Agent" });
  await agentConsole.open(hash);
  await signIn(page);
  await expect(view).toContainText("agent-5");
  expect(new URL(page.url()).hash).toBe(hash);

  await page.reload();
  await expect(view).toContainText("agent-5");
  await expect(page.getByRole("searchbox", { name: "Filter agents" })).toHaveValue("agent");
  await expect(page.getByRole("columnheader", { name: "ID" })).toHaveAttribute(
    "aria-sort",
    "descending",
  );
  expect(new URL(page.url()).hash).toBe(hash);
});

test("a token in memory only is gone with a reload", async ({ page, agentConsole }) => {
  await agentConsole.open("#/projects/20");
  await page.getByLabel("Keep the token in memory only").check();
  await signIn(page);
  await expect(page.getByRole("link", { name: "agent-1" })).toBeVisible();
  expect(JSON.stringify(await places(page))).not.toContain(tokenOf("maintainer"));
  expect(await accountFacts(page)).toMatchObject({
    "Token kept": "in memory only; a reload signs out",
  });

  await page.reload();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await expect(page.getByRole("link", { name: "agent-1" })).toHaveCount(0);
});

test("a deployment can keep every token in memory only", async ({ page, agentConsole, gitlab }) => {
  await agentConsole.open("", { config: { gitlabs: [gitlab.url], storage: "memory" } });
  await expect(page.getByLabel("Personal access token", { exact: true })).toBeVisible();
  await expect(page.getByLabel("Keep the token in memory only")).toHaveCount(0);
  await signIn(page);
  expect(JSON.stringify(await places(page))).not.toContain(tokenOf("maintainer"));
});

test("a browser that refuses to store the token is told of", async ({ page, agentConsole }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await agentConsole.open();
  await signIn(page);
  expect(await accountFacts(page)).toMatchObject({
    "Token kept": "in memory only: the browser refused to store it",
  });
});

test("marks a token that expires soon or is read-only", async ({ page, agentConsole }) => {
  const banner = page.getByRole("banner");
  await agentConsole.open();
  await signIn(page, "expiring");
  await expect(banner.getByText(/^token ends in [45] days$/)).toBeVisible();

  await signOut(page);
  await signIn(page, "readonly");
  await expect(banner.getByText("read only")).toBeVisible();
  await expect(banner.getByText(/^token ends in/)).toHaveCount(0);
});

test("the token goes to GitLab in its header only", async ({ page, agentConsole, gitlab }) => {
  const token = tokenOf("maintainer");
  const carriers: string[] = [];
  page.on("request", (request) => {
    const { "private-token": header, ...headers } = request.headers();
    const rest = request.url() + request.postData() + JSON.stringify(headers);
    expect(rest).not.toContain(token);
    if (header === token) carriers.push(new URL(request.url()).origin);
  });
  await agentConsole.open("#/projects/20");
  await sendToken(page, token);
  await expect(page.getByRole("link", { name: "agent-1" })).toBeVisible();
  expect([...new Set(carriers)]).toEqual([gitlab.url]);
});
