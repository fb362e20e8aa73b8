import type { Page } from "@playwright/test";
import { type Gitlab } from "./fixtures/gitlab.ts";
import { expect, test } from "./fixtures.ts";
import { sendToken, signIn, signOut, tokenOf } from "./steps/sign-in.ts";

const ELSEWHERE = "https://gitlab.elsewhere.example";

/** A link to project 20 of the GitLab instance at `url`. */
function linkTo(url: string): string {
  return `#/projects/20?gitlab=${encodeURIComponent(url)}`;
}

/** The URLs of all requests of the page to other hosts. */
function requestsAbroad(page: Page, home: string): string[] {
  const addresses: string[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== new URL(home).origin) addresses.push(request.url());
  });
  return addresses;
}

async function countOf(gitlab: Gitlab): Promise<number> {
  const calls = await gitlab.requests();
  return calls.reduce((sum, call) => sum + call.count, 0);
}

test("offers several configured GitLabs as a list", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/ERR_CONNECTION_REFUSED/);
  // Nothing listens there.
  const silent = "http://127.0.0.1:9091";
  await agentConsole.open("#/projects/20", { config: { gitlabs: [silent, gitlab.url] } });
  const list = page.getByLabel("GitLab address");
  await expect(list).toHaveValue(silent);
  await expect(list.getByRole("option")).toHaveText([silent, gitlab.url]);
  await expect(page.getByRole("alert")).toContainText("No answer from GitLab.");
  await expect(page.getByLabel("Personal access token", { exact: true })).toHaveCount(0);

  await list.selectOption(gitlab.url);
  await signIn(page);
  await expect(page.getByRole("link", { name: "agent-1" })).toBeVisible();
  // With several instances, the address names the one it means.
  expect(page.url()).toContain(`gitlab=${encodeURIComponent(gitlab.url)}`);

  // The last one used is offered first.
  await signOut(page);
  await page.goto("about:blank");
  await page.goto(agentConsole.url);
  await expect(list).toHaveValue(gitlab.url);
});

test("a link to a GitLab that is not configured is refused", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  const abroad = requestsAbroad(page, agentConsole.url);
  for (const gitlabs of [[gitlab.url], [gitlab.url, "https://gitlab.example.com"]]) {
    await agentConsole.open(linkTo(ELSEWHERE), { config: { gitlabs } });
    await expect(
      page.getByText(`${ELSEWHERE} is not among the GitLab instances of this console.`),
    ).toBeVisible();
    await expect(page.getByLabel("Personal access token", { exact: true })).toHaveCount(0);
  }
  expect(abroad).toEqual([]);
});

test("with none configured, a link's GitLab is asked about before any request", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 404 .*\/config\.json\)$/);
  const abroad = requestsAbroad(page, agentConsole.url);
  await agentConsole.open(linkTo(gitlab.url), { config: null });
  await expect(page.getByText(`The link you opened names ${gitlab.url}.`)).toBeVisible();
  await expect(page.getByRole("textbox", { name: "GitLab address" })).toHaveValue(gitlab.url);
  await expect(page.getByLabel("Personal access token", { exact: true })).toHaveCount(0);
  expect(abroad).toEqual([]);
  expect(await countOf(gitlab)).toBe(0);

  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText("GitLab answers at this address.")).toBeVisible();
  expect(await countOf(gitlab)).toBe(1);
  await signIn(page);
  await expect(page.getByRole("link", { name: "agent-1" })).toBeVisible();
});

test("without a configured GitLab, an address is typed, and changed", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 404 .*\/config\.json\)$/);
  await agentConsole.open("", { config: null });
  const address = page.getByRole("textbox", { name: "GitLab address" });
  const token = page.getByLabel("Personal access token", { exact: true });
  await expect(address).toBeFocused();
  await address.fill(`  ${gitlab.url}/api/v4/ `);
  await page.keyboard.press("Enter");
  await expect(token).toBeFocused();
  // The address in the form in which it will be used.
  await expect(address).toHaveValue(gitlab.url);

  // Knowledge about one address does not apply to another.
  await address.fill(ELSEWHERE);
  await expect(token).toHaveCount(0);
  await expect(page.getByText("GitLab answers at this address.")).toHaveCount(0);
});

test("signed in to one GitLab, a link to another asks nothing of it", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 404 .*\/config\.json\)$/);
  await agentConsole.open(linkTo(gitlab.url), { config: null });
  await page.getByRole("button", { name: "Continue" }).click();
  await signIn(page);
  await expect(page.getByRole("link", { name: "agent-1" })).toBeVisible();

  const abroad = requestsAbroad(page, agentConsole.url);
  await page.goto(agentConsole.url + linkTo(ELSEWHERE));
  await expect(
    page.getByRole("heading", { name: "This link belongs to another GitLab" }),
  ).toBeVisible();
  await expect(page.getByRole("link", { name: "agent-1" })).toHaveCount(0);
  expect(abroad.filter((url) => url.startsWith(ELSEWHERE))).toEqual([]);

  await page.getByRole("button", { name: `Sign out and go to ${ELSEWHERE}` }).click();
  await expect(page.getByText(`The link you opened names ${ELSEWHERE}.`)).toBeVisible();
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  expect(abroad.filter((url) => url.startsWith(ELSEWHERE))).toEqual([]);
});

test("a deployment sets the initial view", async ({ page, agentConsole, gitlab }) => {
  await agentConsole.open("", { config: { gitlabs: [gitlab.url], scope: "#/projects/20" } });
  await sendToken(page, tokenOf("maintainer"));
  await expect(page.getByRole("link", { name: "agent-1" })).toBeVisible();
  expect(new URL(page.url()).hash).toBe("#/projects/20");
});

test("a config.json that cannot be used stops everything, and is named", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  const abroad = requestsAbroad(page, agentConsole.url);
  for (const [config, reason] of [
    ["{", "is not a JSON object"],
    ["[]", "is not a JSON object"],
    [{ gitlabs: gitlab.url }, 'The field "gitlabs"'],
    [{ gitlabs: [gitlab.url], storage: "local" }, 'The field "storage"'],
  ] as const) {
    await agentConsole.open("#/projects/20", { config });
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("config.json cannot be used");
    await expect(alert).toContainText(reason);
    await expect(page.getByRole("textbox")).toHaveCount(0);
  }
  expect(abroad).toEqual([]);
});
