import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "./fixtures.ts";
import { agentPanel, agentTable, readStatus } from "./steps/agents.ts";
import { signIn } from "./steps/sign-in.ts";
import { tokenCard } from "./steps/tokens.ts";

/** The button on the page of agent 5 that each feature of `hide` removes. */
const buttons = {
  register: "Register agent",
  delete: "Delete agent …",
  create: "Create token",
  revoke: "Revoke abcd #1",
} as const;

for (const hidden of Object.keys(buttons) as (keyof typeof buttons)[]) {
  test(`a deployment can hide what it does not offer: ${hidden}`, async ({
    page,
    agentConsole,
    gitlab,
  }) => {
    const config = { gitlabs: [gitlab.url], hide: [hidden] };
    await agentConsole.open("#/projects/20/agents/5", { config });
    await signIn(page);
    await expect(tokenCard(page, 1)).toBeVisible();
    for (const [feature, name] of Object.entries(buttons)) {
      const count = feature === hidden ? 0 : 1;
      await expect(page.getByRole("button", { name, exact: true }), name).toHaveCount(count);
    }
  });
}

test("with every change hidden, nothing mentions changes", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  const config = { gitlabs: [gitlab.url], hide: Object.keys(buttons) };
  await agentConsole.open("#/projects/20/agents/5", { config });
  await signIn(page, "developer");
  await expect(tokenCard(page, 1)).toBeVisible();
  // The two reasons that a Developer sees otherwise.
  await expect(page.getByText("This needs the Maintainer role")).toHaveCount(0);
  await expect(page.getByText("No slot is free")).toHaveCount(0);

  await agentConsole.open("#/projects/21", { config });
  await expect(readStatus(page)).toBeVisible();
  await expect(agentTable(page)).toContainText("No agents here yet");
  await expect(page.getByText("Register one")).toHaveCount(0);
});

test("without token creation, registering ends with the agent", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  const config = { gitlabs: [gitlab.url], hide: ["create"] };
  await agentConsole.open("#/projects/21", { config });
  await signIn(page);
  await page.getByRole("button", { name: "Register agent" }).click();
  const dialog = page.getByRole("dialog", { name: "Register an agent" });
  await dialog.getByLabel("Name", { exact: true }).fill("agent-9");
  await dialog.getByRole("button", { name: "Register agent" }).click();
  await expect(agentPanel(page).getByRole("heading", { name: "agent-9" })).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByText("Create one to finish")).toHaveCount(0);
});

test("a missing config.json is not a broken one", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of (404|503) .*\/config\.json\)$/, /ERR_FAILED/);
  const alert = page.getByRole("alert");
  const field = page.getByRole("textbox", { name: "GitLab address" });
  // Absent: any GitLab address may be typed.
  await agentConsole.open("", { config: null });
  await expect(field).toBeVisible();
  await expect(alert).toHaveCount(0);
  // Present but unreadable, or replaced by another page: it may restrict the instances, so nothing
  // starts.
  for (const answer of [
    { status: 503, body: "" },
    { status: 200, contentType: "text/html", body: "<!doctype html><title>Home</title>" },
    undefined,
  ]) {
    await page.route("**/config.json", (route) =>
      answer ? route.fulfill(answer) : route.abort(),
    );
    await agentConsole.open("", { config: { gitlabs: [gitlab.url] } });
    await expect(alert).toContainText("config.json cannot be used");
    await expect(field).toHaveCount(0);
    await page.unroute("**/config.json");
  }
});

test("a field of config.json that cannot be used is named", async ({ page, agentConsole }) => {
  for (const config of [
    { gitlabs: [] },
    { language: "de" },
    { storage: "disk" },
    { scope: "#/nowhere" },
    { embedders: ["https://*.example.com"] },
    { hide: ["everything"] },
  ]) {
    await agentConsole.open("", { config });
    const [field] = Object.keys(config);
    await expect(page.getByRole("alert")).toContainText(`The field "${field}"`);
  }
});

test("a GitLab that cannot be one is named by its place, without the password in it", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  const entries = {
    "https://user:hunter2@gitlab.example.com": "Leave user name and password out",
    "http://gitlab.example.com": "must begin with https://",
    "https://gitlab.example.com/?a=b": "not the address of a GitLab",
  };
  for (const [entry, reason] of Object.entries(entries)) {
    await agentConsole.open("", { config: { gitlabs: [gitlab.url, entry] } });
    await expect(page.getByRole("alert")).toContainText('Entry 2 of the field "gitlabs"');
    await expect(page.getByRole("alert")).toContainText(reason);
    await expect(page.getByText("hunter2")).toHaveCount(0);
  }
});

test("loader and program read the address of a GitLab by one rule", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  const table = join(import.meta.dirname, "../gitlabs.json");
  const cases: Record<"written" | "address", string>[] = JSON.parse(
    readFileSync(table, "utf8"),
  ).usable;
  const config = { gitlabs: [gitlab.url, ...cases.map(({ written }) => written)] };
  const policy = page.locator("meta[http-equiv=Content-Security-Policy]").last();
  const sources = [gitlab.url, ...cases.map(({ address }) => address)].map((at) => `${at}/`);
  for (const isRewritten of [false, true]) {
    if (isRewritten) {
      // Like a proxy that removes the attribute marking the console's own page.
      await page.addInitScript(() => {
        document.addEventListener("readystatechange", () => {
          document.querySelector("script[data-page]")?.removeAttribute("data-page");
        });
      });
    }
    await agentConsole.open("", { config });
    await expect(page.locator("script[data-page]")).toHaveCount(isRewritten ? 0 : 1);
    await expect(page.getByLabel("GitLab address").getByRole("option")).toHaveText([
      gitlab.url,
      ...cases.map(({ address }) => address),
    ]);
    await expect(policy).toHaveAttribute("content", `connect-src 'self' ${sources.join(" ")}`);
  }
});

test("a GitLab written as a path is at the console's own origin", async ({
  page,
  agentConsole,
}) => {
  const { origin, host } = new URL(agentConsole.url);
  const asked = page.waitForRequest((request) => request.url().includes("/api/v4/metadata"));
  await page.route("**/api/v4/metadata", (route) =>
    route.fulfill({ status: 200, json: { version: "18.9.0" } }),
  );
  await agentConsole.open("", { config: { gitlabs: ["/gitlab/"] } });
  expect((await asked).url()).toBe(`${origin}/gitlab/api/v4/metadata`);
  // One instance: its address is shown, and there is nothing to type or to choose.
  await expect(page.getByRole("main")).toContainText(`http://${host}/gitlab`);
  await expect(page.getByLabel("GitLab address", { exact: true })).toHaveCount(0);
});
