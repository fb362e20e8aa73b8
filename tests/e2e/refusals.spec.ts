import type { Page } from "@playwright/test";
import type { Gitlab } from "./fixtures/gitlab.ts";
import { everywhere, expect, test } from "./fixtures.ts";
import { agentRow, agentRows, openAgents, readStatus } from "./steps/agents.ts";
import { accountMenu, sendToken, signIn, tokenOf } from "./steps/sign-in.ts";
import { beginToken, callsOf, createDialog, sendToken as order, tokensRoute } from "./steps/tokens.ts";

const agentsOf20 = "/projects/20/cluster_agents$";

test.beforeEach(({ trouble }) => trouble.allow(/status of [45]\d\d|CORS policy|ERR_FAILED/));

/** The message beside the name of a project that could not be read. */
function told(page: Page) {
  return page.locator(".sources__row");
}

/** Reloads the table under a fault and returns its message. */
async function readUnder(page: Page, gitlab: Gitlab, fault: { kind: string; [k: string]: unknown }) {
  await gitlab.faults({ path: agentsOf20, fault });
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(told(page)).toHaveCount(1);
  return told(page);
}

test("names the status and the request of an error page, and shows none of it", everywhere, async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await page.clock.install();
  await openAgents({ page, agentConsole }, "projects/20");
  const body = "<html><img src=x onerror=alert(1)><h1>Whoops, GitLab is taking too much time</h1>";
  for (const code of [500, 502, 503, 504]) {
    const fault = { kind: "status", code, body, content_type: "text/html", cors: true };
    await gitlab.reset();
    await gitlab.faults({ path: agentsOf20, fault });
    await page.getByRole("button", { name: "Refresh" }).click();
    // Three tries with growing pauses.
    const settled = expect(told(page)).toContainText("had a problem.");
    await expect(async () => {
      await page.clock.runFor(1_000);
      await expect(told(page)).toHaveCount(1, { timeout: 100 });
    }).toPass();
    await settled;
    await expect(told(page)).toContainText(new RegExp(`HTTP ${code} · request [0-9A-Z]{26}`));
    await expect(told(page)).not.toContainText("Whoops");
    await expect(page.locator("agent-console img")).toHaveCount(0);
    await expect(agentRows(page)).toHaveCount(3);
    expect(await callsOf(gitlab, "GET", "/projects/:id/cluster_agents")).toBe(3);
    await gitlab.faults();
    const readAgain = page.waitForResponse(/\/cluster_agents\?/);
    await told(page).getByRole("button", { name: "Try again" }).click();
    await readAgain;
    await expect(told(page)).toHaveCount(0);
  }
});

for (const code of [500, 502, 503, 504]) {
  test(`does not know what became of a creation answered ${code}`, code === 503 ? everywhere : {}, async ({
    page,
    agentConsole,
    gitlab,
  }) => {
    await page.clock.install();
    await openAgents({ page, agentConsole }, "projects/20/agents/1");
    await beginToken(page);
    const body = "<html><h1>Whoops</h1>";
    const fault = { kind: "status", code, body, content_type: "text/html", cors: true };
    await gitlab.faults({ method: "POST", fault });
    await order(page);
    await expect(createDialog(page)).toContainText("The reply was lost. Checking whether");
    await page.clock.runFor("00:10");
    await expect(createDialog(page)).toContainText("Nothing was created.");
    await expect(createDialog(page)).not.toContainText("Whoops");
    expect(await callsOf(gitlab, "POST", tokensRoute)).toBe(1);
    expect(await gitlab.ledger()).toEqual([]);
  });
}

test("names the role, the scope or the proof that is missing", everywhere, async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  await beginToken(page);
  const alert = createDialog(page).getByRole("alert");
  for (const [code, body, title, advice] of [
    [403, { message: "403 Forbidden" }, "GitLab does not allow this change.", "the Maintainer role"],
    [
      403,
      { error: "insufficient_scope", error_description: "Needs more.", scope: "api" },
      "The token's scope is too small.",
      "changing needs api",
    ],
    [
      403,
      { error: "insufficient_granular_scope", error_description: "Fine-grained." },
      "This needs another token.",
      "Fine-grained.",
    ],
  ] as const) {
    await gitlab.faults({ method: "POST", fault: { kind: "status", code, body } });
    await order(page);
    await expect(alert).toContainText(title);
    await expect(alert).toContainText(advice);
    await expect(alert).not.toContainText(/password/i);
  }
  // If GitLab requires DPoP, the console asks for another token and shows GitLab's reason.
  const body = { error: "dpop_error", error_description: "DPoP validation error: no header" };
  await gitlab.faults({ method: "POST", fault: { kind: "status", code: 401, body } });
  await order(page);
  const renew = page.getByRole("dialog", { name: "GitLab no longer accepts your token" });
  await expect(renew).toContainText("GitLab: DPoP validation error: no header");
  await expect(renew).toContainText("GitLab's reason is shown below.");
  await expect(renew).not.toContainText(/copied whole|password/i);
});

test("shows a refusal in every shape that GitLab gives it", everywhere, async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  await beginToken(page);
  const alert = createDialog(page).getByRole("alert");
  for (const [body, shown] of [
    [{ message: "400 Bad request" }, "GitLab: 400 Bad request"],
    [{ message: ["is too long"] }, "GitLab: is too long"],
    [{ message: ["is too long", "is odd"] }, /is too long.*is odd/],
    [{ message: { name: ["has already been taken"] } }, /name.*has already been taken/],
    [{ message: { name: ["a", "b"], description: ["c"] } }, /description.*c.*name.*a.*b/],
    [{ message: { base: "An agent can have only two" } }, /An agent can have only two/],
    [{ error: "name is missing" }, "GitLab: name is missing"],
    [{ error: "x", error_description: "More of it" }, "GitLab: More of it"],
  ] as const) {
    await gitlab.faults({ method: "POST", fault: { kind: "status", code: 400, body } });
    await order(page);
    await expect(alert).toContainText(shown);
    await expect(alert).toContainText(/request [0-9A-Z]{26}/);
    await expect(alert).not.toContainText("[object");
    await expect(createDialog(page).getByLabel("Name", { exact: true })).not.toHaveValue("");
  }
  expect(await gitlab.ledger()).toEqual([]);
});

test("names the request of an answer that cannot be understood", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  test.slow();
  await openAgents({ page, agentConsole }, "projects/20");
  const json = "application/json";
  const bodies: [string, string][] = [
    ["", json],
    [" ", json],
    ["null", json],
    ["true", json],
    ["17", json],
    ['"agents"', json],
    ["{}", json],
    ['{"message":"no"}', json],
    ["[", json],
    ["[{", json],
    ['[{"id":1', json],
    ['[{"id":1,"name":"agent-1"', json],
    ['[{"id":1}]]', json],
    ["[]]", json],
    ["[],", json],
    ["[nul]", json],
    ["[NaN]", json],
    ["[1e]", json],
    ["[01]", json],
    ["['a']", json],
    ["// nothing\n[]", json],
    ["\u0000[]", json],
    ["[\u0001]", json],
    ["OK", "text/plain"],
    ["id,name\n1,agent-1", "text/csv"],
    ["<agents/>", "application/xml"],
    ["<!doctype html><title>Sign in</title>", "text/html"],
    ["<html><form action=/login>", json],
    ["--- []", "application/yaml"],
    ["\ufeff\ufeff[]", json],
  ];
  for (const [body, content_type] of bodies) {
    const said = await readUnder(page, gitlab, { kind: "status", code: 200, body, content_type });
    await expect(said, JSON.stringify(body)).toContainText("The answer cannot be understood.");
    await expect(said).toContainText(/HTTP 200 · request [0-9A-Z]{26}/);
    await expect(agentRows(page)).toHaveCount(3);
    await gitlab.faults();
    // The message disappears as soon as a retry starts; the next body is for a read of its own.
    const answered = page.waitForResponse(/\/20\/cluster_agents\?/);
    await said.getByRole("button", { name: "Try again" }).click();
    await answered;
    await expect(said).toHaveCount(0);
  }
  // A byte-order mark and a wrong content type alone do no harm.
  await gitlab.faults({
    path: agentsOf20,
    fault: { kind: "status", code: 200, body: "\ufeff[]", content_type: "text/plain" },
  });
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(agentRows(page)).toHaveCount(0);
  await expect(told(page)).toHaveCount(0);
});

test("tells of a login page in place of an answer to a person who is signed in", everywhere, async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, "projects/20");
  const said = await readUnder(page, gitlab, { kind: "html" });
  await expect(said).toContainText("Something other than GitLab's API may have answered");
  await expect(accountMenu(page)).toBeVisible();
});

test("does not follow a redirect, and finds a project by its number after a move", everywhere, async ({
  page,
  agentConsole,
  gitlab,
}) => {
  const elsewhere: string[] = [];
  await page.route("https://login.elsewhere.example/**", async (route) => {
    elsewhere.push(route.request().url());
    await route.abort();
  });
  // An address from before the move: GitLab redirects, which scripts cannot read.
  await agentConsole.open("#/projects/root%2Fold-test");
  await signIn(page);
  await expect(told(page)).toContainText("The address has moved, or a login page stands in front");
  await expect(told(page)).toContainText("so that the token goes nowhere else");

  await agentConsole.goTo("#/projects/root%2Ftest");
  await expect(agentRow(page, "agent-1")).toBeVisible();
  await gitlab.faults({
    path: "/projects/root%2Ftest$",
    fault: { kind: "redirect", to: "https://login.elsewhere.example/", code: 301 },
  });
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(readStatus(page)).toHaveText("3 agents, read just now");
  await expect(told(page)).toHaveCount(0);
  expect(elsewhere).toEqual([]);
});

test("reads on in maintenance, and names it where that can be known", everywhere, async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  await gitlab.faults({ fault: { kind: "maintenance" } });
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(readStatus(page)).toHaveText("3 agents, read just now");
  const submit = async () => {
    const dialog = page.getByRole("dialog", { name: "Delete agent agent-1?" });
    if (!(await dialog.isVisible())) {
      await page.getByRole("button", { name: "Delete agent …" }).click();
      await dialog.getByLabel("Type #1 to confirm").fill("#1");
    }
    await dialog.getByRole("button", { name: "Delete agent" }).click();
    return dialog.getByRole("alert");
  };
  // Across origins the response cannot be read.
  await expect(await submit()).toContainText("A GitLab in maintenance looks the same.");
  // If the console is on GitLab's own origin, it can.
  await page.route("**/cluster_agents/1", async (route) => {
    if (route.request().method() !== "DELETE") return route.continue();
    const headers = {
      "Access-Control-Allow-Origin": "*",
      "Access-Control-Expose-Headers": "Retry-After",
      "Retry-After": "900",
      "Content-Type": "application/json",
    };
    const body = JSON.stringify({ message: "GitLab is undergoing maintenance" });
    await route.fulfill({ status: 503, headers, body });
  });
  await expect(await submit()).toContainText("GitLab is in maintenance.");
  await expect(await submit()).toContainText("GitLab: GitLab is undergoing maintenance");
  expect(await gitlab.ledger()).toEqual([]);
});

test("says of a hidden project and of none the same", everywhere, async ({
  page,
  agentConsole,
}) => {
  await agentConsole.open("#/projects/101,999");
  await sendToken(page, tokenOf("outsider"));
  await expect(told(page)).toHaveCount(2);
  for (const row of await told(page).all()) {
    await expect(row).toContainText("Not found, or no access. GitLab does not say which.");
  }
});
