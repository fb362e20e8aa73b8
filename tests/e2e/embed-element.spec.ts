import type { Page } from "@playwright/test";
import { events } from "./fixtures/embedded.ts";
import type { Gitlab } from "./fixtures/gitlab.ts";
import type { Portal } from "./fixtures/portal.ts";
import { expect, test } from "./fixtures.ts";
import { settled } from "./steps/agents.ts";
import { typeToken } from "./steps/flow.ts";
import { introduced, selfRoute, sendToken, tokenOf } from "./steps/sign-in.ts";
import { callsOf, tokensRoute } from "./steps/tokens.ts";

type Told = { type: string; detail: Record<string, string> };

/** Opens a page with one element and records its events. */
async function open(portal: Portal, page: Page, attributes: string, before = "", script = "") {
  await page.addInitScript((events) => {
    const told: Told[] = ((globalThis as any).told = []);
    for (const event of events) {
      addEventListener(`agc-${event}`, ({ type, detail }: any) => told.push({ type, detail }));
    }
  }, events);
  await portal.open(`<!doctype html><html lang="en"><head><title>Portal</title>${await portal.tag()}
    <style>agent-console { display: block; block-size: 600px; }</style></head>
    <body>${before}<agent-console ${attributes}></agent-console>${script}</body></html>`);
}

const told = (page: Page): Promise<Told[]> => page.evaluate(() => (globalThis as any).told);

const element = (page: Page) => page.locator("agent-console");

test("loads nothing but its script before it is visible", async ({ page, portal }) => {
  const loaded: string[] = [];
  await portal.deploy();
  page.on("request", (request) => {
    const address = request.url();
    if (address.startsWith(portal.console)) loaded.push(address.slice(portal.console.length));
  });
  await open(portal, page, "", "<div style='block-size: 3000px'></div>");
  await page.waitForLoadState("networkidle");
  expect(loaded).toEqual([expect.stringMatching(/^agent-console-element-/)]);
  await element(page).scrollIntoViewIfNeeded();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  expect(loaded.filter((file) => file.endsWith(".wasm")).length).toBe(1);
});

test("tells what was being created when it is removed", async ({ page, portal, gitlab }) => {
  await portal.deploy();
  await open(portal, page, 'scope="#/projects/20/agents/1"');
  await typeToken(page);
  await gitlab.faults({ method: "POST", path: "/tokens$", fault: { kind: "hold" } });
  await page.getByRole("button", { name: /^Create (first )?token$/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Create token" }).click();
  await expect.poll(() => callsOf(gitlab, "POST", tokensRoute)).toBe(1);
  // Listens on the element: by now it has no page around it.
  const heard = await element(page).evaluate(
    (element) =>
      new Promise((resolve) => {
        element.addEventListener("agc-error", (event) => resolve((event as CustomEvent).detail));
        element.remove();
      }),
  );
  const { name } = (await gitlab.ledger()).at(-1)!;
  expect(heard).toEqual({ code: "creation-interrupted", agentId: "1", name });
});

test("tells the page what happens, without secrets", async ({ page, portal, gitlab }) => {
  await portal.deploy();
  await open(portal, page, 'scope="#/projects/20"');
  await typeToken(page);
  await page.getByRole("table", { name: "Agents" }).getByText("agent-1", { exact: true }).click();
  await page.getByRole("button", { name: /^Create (first )?token$/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Create token" }).click();
  const code = page.getByRole("group", { name: "Token value" }).locator("code");
  const value = (await code.textContent()) ?? "";
  const all = await told(page);
  const types = all.map(({ type }) => type);
  for (const type of ["ready", "auth-required", "signed-in", "navigate", "token-created"]) {
    expect(types).toContain(`agc-${type}`);
  }
  const last = (await gitlab.ledger()).at(-1)!;
  expect(all.find(({ type }) => type === "agc-token-created")?.detail).toEqual({
    agentId: "1",
    tokenId: String(last.token_id),
    name: last.name,
  });
  expect(value.length).toBeGreaterThan(20);
  expect(JSON.stringify(all)).not.toContain(value);
  expect(JSON.stringify(all)).not.toContain(tokenOf("maintainer"));
  expect(await element(page).evaluate((host) => (host as any).getState())).toMatchObject({
    phase: "signed-in",
    gitlab: gitlab.url,
  });
});

test("takes no token from an attribute", async ({ page, portal }) => {
  await portal.deploy();
  await open(portal, page, `token="${tokenOf("maintainer")}" scope="#/projects/20"`);
  await expect(page.getByLabel("Personal access token", { exact: true })).toBeVisible();
  await expect(element(page)).not.toHaveAttribute("token", /.*/);
  expect(await told(page)).toContainEqual({
    type: "agc-error",
    detail: { code: "token-attribute" },
  });
  await element(page).evaluate((host) => host.setAttribute("token", "glpat-late"));
  await expect(element(page)).not.toHaveAttribute("token", /.*/);
});

test("what is of a wrong type goes no further than the call", async ({ page, portal }) => {
  await portal.deploy();
  await open(portal, page, 'scope="#/projects/20" mode="READONLY" allow="regster"');
  await expect(page.getByText("GitLab answers")).toBeVisible();
  const thrown = await element(page).evaluate((host: any) => {
    const wrong = [5, true, {}, [], null, undefined, Symbol("route"), 5n, () => "#/"];
    const providers = [5, true, {}, [], "token", Symbol("provider"), 0, ""];
    const nameOf = (call: () => void) => {
      try {
        call();
        return "nothing";
      } catch (error) {
        return (error as Error).name;
      }
    };
    return [
      ...wrong.map((route) => nameOf(() => host.navigate(route))),
      ...providers.map((provider) => nameOf(() => (host.tokenProvider = provider))),
    ];
  });
  expect(new Set(thrown)).toEqual(new Set(["TypeError"]));
  const codes = async () => (await told(page)).flatMap(({ detail }) => detail.code ?? []);
  await expect.poll(async () => (await codes()).length).toBe(thrown.length + 2);
  expect(new Set(await codes())).toEqual(
    new Set(["mode-attribute", "allow-attribute", "route-type", "token-provider-type"]),
  );

  // Errors of a provider come later, so no caller can catch them.
  for (const [given, code] of [
    ["{ token: 5 }", "token-provider"],
    ["{ token: {} }", "token-provider"],
    ["{}", "token-provider"],
    ["null", "token-provider"],
    ["{ get token() { throw 0 } }", "token-provider"],
    ["{ token: '\\u2013' }", "token-invalid"],
    ["{ token: '' }", "token-invalid"],
    ["{ token: 'x'.repeat(20000) }", "token-invalid"],
  ] as const) {
    const before = (await codes()).length;
    await element(page).evaluate((host: any, given) => {
      // The portal's own page may compile text to code.
      host.tokenProvider = new Function(`return ${given}`);
    }, given);
    await expect.poll(async () => (await codes()).slice(before), given).toEqual([code]);
  }
  await expect(page.getByRole("status").filter({ hasText: "it is too long" })).toBeVisible();

  // A misspelt restriction still restricts, and the console starts anyway.
  await typeToken(page);
  await page.getByRole("table", { name: "Agents" }).getByText("agent-1", { exact: true }).click();
  await expect(page.getByRole("complementary", { name: "Agent" })).toContainText("agent-1");
  await expect(page.getByRole("button", { name: "Register agent" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Create (first )?token$/ })).toHaveCount(0);
});

test("a GitLab is the same however the page writes it", async ({ page, portal, gitlab }) => {
  await portal.deploy();
  await open(portal, page, `gitlab="${gitlab.url}/api/v4/" scope="#/projects/20"`);
  await typeToken(page);
  await expect(page.getByRole("table", { name: "Agents" })).toContainText("agent-1");
  await element(page).evaluate((host: any, gitlab) => {
    host.navigate(`#/projects/21?gitlab=${encodeURIComponent(`${gitlab}/api/v4/`)}`);
  }, gitlab.url);
  await expect(page.getByText("This link belongs to another GitLab")).toHaveCount(0);
  await expect(page.getByRole("table", { name: "Agents" })).toContainText("No agents here yet");
});

test("asks the page for a token, and again when GitLab no longer accepts it", async ({
  page,
  portal,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 401 .*cluster_agents/);
  await portal.deploy();
  await page.exposeFunction("tokenOfThePerson", () => tokenOf("maintainer"));
  const provider = `<script>document.querySelector("agent-console").tokenProvider = async ({ gitlab }) => {
    (globalThis.asked ??= []).push(gitlab);
    return { token: await tokenOfThePerson() };
  };</script>`;
  await open(portal, page, 'scope="#/projects/20"', "", provider);
  // A pending read is not repeated.
  await expect(page.getByRole("table", { name: "Agents" })).toContainText("agent-1");
  await gitlab.faults({ path: "/cluster_agents$", nth: 1, fault: { kind: "status", code: 401 } });
  await element(page).evaluate((host) => (host as any).refresh());
  await expect.poll(() => page.evaluate(() => (globalThis as any).asked)).toEqual([gitlab.url, gitlab.url]);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("table", { name: "Agents" })).toContainText("agent-1");
  await expect.poll(async () => {
    return (await told(page)).filter(({ type }) => type === "agc-signed-in").length;
  }).toBe(2);
  expect(await element(page).evaluate((host) => (host as any).getState().phase)).toBe("signed-in");

  // After signing out, a person stays signed out until the page says otherwise.
  await element(page).evaluate((host) => (host as any).signOut());
  await expect(page.getByLabel("Personal access token", { exact: true })).toBeVisible();
  expect(await page.evaluate(() => (globalThis as any).asked.length)).toBe(2);
  await element(page).evaluate((host) => (host as any).refresh());
  await expect(page.locator(".bar summary")).toBeVisible();
});

/** Installs a provider that waits for the test; returns a function that provides the token. */
async function giveLater(page: Page): Promise<(token: string) => Promise<void>> {
  await page.addInitScript(() => {
    const asked: string[] = ((globalThis as any).asked = []);
    (globalThis as any).later = ({ gitlab }: { gitlab: string }) => {
      asked.push(gitlab);
      return new Promise((resolve) => ((globalThis as any).give = (token: string) => resolve({ token })));
    };
  });
  return async (token) => {
    await page.evaluate((token) => (globalThis as any).give(token), token);
  };
}

const later = `<script>document.querySelector("agent-console").tokenProvider = later;</script>`;

/** The GitLab instances that the provider was asked for. */
const asked = (page: Page): Promise<string[]> => page.evaluate(() => (globalThis as any).asked);

/** How often a token was sent to GitLab to sign in. */
const introductions = (gitlab: Gitlab) => callsOf(gitlab, "GET", selfRoute);

test("of two tokens at once the later one counts, whichever is answered first", async ({
  page,
  portal,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 401/);
  await portal.deploy({ config: { storage: "session" } });
  const give = await giveLater(page);
  await open(portal, page, 'scope="#/projects/20"', "", later);
  await expect.poll(() => asked(page)).toEqual([gitlab.url]);
  await gitlab.faults({ path: `${selfRoute}$`, nth: 1, fault: { kind: "hold" } });
  const over = introduced(page);
  await sendToken(page, tokenOf("expired"));
  await expect.poll(() => introductions(gitlab)).toBe(1);
  await give(tokenOf("maintainer"));
  await expect(page.locator(".bar summary")).toBeVisible();
  await gitlab.faults();
  await over;
  await settled(gitlab);
  await expect(page.locator(".bar summary")).toBeVisible();
  // A provided token is not stored, and a typed one is removed.
  expect(await page.evaluate(() => ({ ...sessionStorage }))).toEqual({});
});

test("a token that the page gives after a sign-out signs nobody in", async ({
  page,
  portal,
  gitlab,
}) => {
  await portal.deploy();
  const give = await giveLater(page);
  await open(portal, page, 'scope="#/projects/20"', "", later);
  await expect.poll(() => asked(page)).toEqual([gitlab.url]);
  await element(page).evaluate((host) => (host as any).signOut());
  // By then another token would be accepted.
  await expect.poll(async () => {
    return (await told(page)).filter(({ type }) => type === "agc-auth-required").length;
  }).toBe(2);
  await give(tokenOf("maintainer"));
  await settled(gitlab);
  await expect(page.getByLabel("Personal access token", { exact: true })).toBeVisible();
  expect(await introductions(gitlab)).toBe(0);
  // The provider is asked again because the page wants to continue.
  await element(page).evaluate((host) => (host as any).refresh());
  await expect.poll(() => asked(page)).toEqual([gitlab.url, gitlab.url]);
  await give(tokenOf("maintainer"));
  await expect(page.locator(".bar summary")).toBeVisible();
});

test("a token that the page gives goes to no other GitLab than it was asked for", async ({
  page,
  portal,
  gitlab,
  leaks,
}) => {
  const other = new URL(gitlab.url);
  other.hostname = "localhost";
  const elsewhere = other.origin;
  await portal.deploy({ config: { gitlabs: [gitlab.url, elsewhere] } });
  const give = await giveLater(page);
  await open(portal, page, 'scope="#/projects/20"', "", later);
  await expect.poll(() => asked(page)).toEqual([gitlab.url]);
  const first = await page.evaluateHandle(() => (globalThis as any).give);
  await page.getByLabel("GitLab address").selectOption(elsewhere);
  await expect.poll(() => asked(page)).toEqual([gitlab.url, elsewhere]);
  await first.evaluate((give, token) => give(token), tokenOf("owner"));
  await settled(gitlab);
  expect(await introductions(gitlab)).toBe(0);
  // It accepts the token for this instance.
  leaks.allowGitlab(elsewhere);
  await give(tokenOf("maintainer"));
  await expect(page.locator(".bar summary")).toBeVisible();
  expect(await leaks.receivers(tokenOf("owner"))).toEqual([]);
  expect(await leaks.receivers(tokenOf("maintainer"))).toEqual([elsewhere]);
});

test("follows the page's navigation and language", async ({ page, portal }) => {
  await portal.deploy();
  await open(portal, page, 'lang="ko" theme="dark" scope="#/projects/20"');
  await expect(page.getByRole("heading", { name: "로그인" })).toBeVisible();
  await expect(element(page)).toHaveCSS("color-scheme", "dark");
  await element(page).evaluate((host) => host.setAttribute("lang", "en"));
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await typeToken(page);
  await element(page).evaluate((host) => (host as any).navigate("#/projects/20/agents/5"));
  await expect(page.getByRole("complementary", { name: "Agent" })).toContainText("agent-5");
  expect(new URL(page.url()).hash).toBe("");
  await element(page).evaluate((host) => host.setAttribute("scope", "#/projects/21"));
  await expect(page.getByRole("table", { name: "Agents" })).not.toContainText("agent-5");
});

test("puts its view into the address bar if the page asks for it", async ({ page, portal }) => {
  await portal.deploy();
  await open(portal, page, 'router="hash" scope="#/projects/20"');
  await typeToken(page);
  await page.getByRole("table", { name: "Agents" }).getByText("agent-1", { exact: true }).click();
  await expect(page).toHaveURL(/#\/projects\/20\/agents\/1/);
});

test("offers what the page wants offered, at most", async ({ page, portal }) => {
  await portal.deploy();
  await open(portal, page, 'mode="readonly" allow="revoke" scope="#/projects/20/agents/5"');
  await typeToken(page);
  const panel = page.getByRole("complementary", { name: "Agent" });
  await expect(panel.getByRole("button", { name: "Revoke" }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: /Create|Register|Delete/ })).toHaveCount(0);
});

test("refuses a GitLab that the deployment does not list", async ({ page, portal }) => {
  await portal.deploy();
  await open(portal, page, 'gitlab="https://elsewhere.example"');
  await expect(page.getByText("elsewhere.example").first()).toBeVisible();
  await expect(page.getByLabel("Personal access token", { exact: true })).toHaveCount(0);
  await expect.poll(() => told(page)).toContainEqual({
    type: "agc-error",
    detail: { code: "gitlab-not-allowed" },
  });
});

test("leaves the focus where it is", async ({ page, portal }) => {
  await portal.deploy();
  await open(portal, page, "", "<input aria-label='Search the portal' autofocus>");
  await page.getByLabel("Search the portal").focus();
  await expect(page.getByLabel("Personal access token", { exact: true })).toBeVisible();
  await expect(page.getByLabel("Search the portal")).toBeFocused();
  await page.keyboard.type("abc");
  await expect(page.getByLabel("Search the portal")).toHaveValue("abc");
});

test("does not grow when it is added and removed", async ({ page, portal, context }) => {
  test.setTimeout(180_000);
  await portal.deploy();
  await open(portal, page, 'scope="#/projects/20"');
  await expect(page.getByLabel("Personal access token", { exact: true })).toBeVisible();
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable");
  const measure = async () => {
    await session.send("HeapProfiler.collectGarbage");
    const { metrics } = await session.send("Performance.getMetrics");
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  };
  const turns = async (count: number) => {
    for (let turn = 0; turn < count; turn += 1) {
      await page.evaluate(async () => {
        document.querySelector("agent-console")!.remove();
        await Promise.resolve();
        const next = document.createElement("agent-console");
        const ready = new Promise((resolve) => next.addEventListener("agc-auth-required", resolve));
        document.body.append(next);
        await ready;
      });
    }
  };
  // One-time allocations are done after a few rounds.
  await turns(10);
  const before = await measure();
  await turns(100);
  const after = await measure();
  expect(after["Nodes"]! - before["Nodes"]!).toBeLessThan(200);
  expect(after["JSEventListeners"]! - before["JSEventListeners"]!).toBeLessThan(50);
  expect(after["JSHeapUsedSize"]! - before["JSHeapUsedSize"]!).toBeLessThan(400_000);
});
