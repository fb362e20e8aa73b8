import type { Page } from "@playwright/test";
import { build } from "esbuild";
import { Trouble } from "./fixtures/trouble.ts";
import { expect, test } from "./fixtures.ts";
import { mainFlow, typeToken } from "./steps/flow.ts";
import { tokenOf } from "./steps/sign-in.ts";

test.beforeEach(({ trouble }) => trouble.allow(Trouble.revokedMeanwhile));

/** A script from the guide, bundled with its framework as a portal would ship it. */
async function bundled(code: string, loader: "js" | "jsx"): Promise<string> {
  const result = await build({
    stdin: { contents: code, loader, resolveDir: import.meta.dirname },
    bundle: true,
    define: {
      "process.env.NODE_ENV": '"production"',
      __VUE_OPTIONS_API__: "false",
      __VUE_PROD_DEVTOOLS__: "false",
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
    },
    format: "esm",
    write: false,
  });
  return result.outputFiles[0]!.text;
}

const shell = (tag: string) => `<!doctype html><html lang="en"><head><title>Portal</title>${tag}
<style>agent-console { display: block; block-size: 720px; }</style></head>
<body><div id="root"></div><script type="module" src="/app.js"></script></body></html>`;

/** What the host page has recorded. */
const heard = (page: Page) => page.evaluate(() => (globalThis as any).heard as string[]);

test("a plain page", async ({ page, portal, gitlab }) => {
  await portal.deploy();
  await portal.open(await portal.example("plain"));
  const before = await page.evaluate(() => [history.length, location.href]);
  await typeToken(page);
  await mainFlow(page, gitlab);
  expect(await page.evaluate(() => [history.length, location.href])).toEqual(before);
  expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  await expect(page.getByRole("button", { name: "Register agent" })).toBeVisible();
});

test("a React app that provides the token", async ({ page, portal, gitlab }) => {
  await portal.deploy();
  const app = await bundled(await portal.example("react"), "jsx");
  const token = JSON.stringify({ token: tokenOf("maintainer") });
  await portal.open(shell(await portal.tag()), { scripts: { "/app.js": app, "/token.json": token } });
  await mainFlow(page, gitlab);
  await expect(page.locator("#route")).toContainText("#/projects/20/agents/1");
});

test("a Vue app", async ({ page, portal, gitlab }) => {
  await portal.deploy();
  const app = await bundled(await portal.example("vue"), "js");
  await portal.open(shell(await portal.tag()), { scripts: { "/app.js": app } });
  await typeToken(page);
  await mainFlow(page, gitlab);
  await expect(page.locator("#revoked")).toHaveText("1");
});

test("a portal with rules, listeners and a policy of its own", async ({ page, portal, gitlab }) => {
  await portal.deploy();
  const policy = await portal.example("policy");
  // Global CSS rules, a shortcut on every letter, intercepted links, and a wrapped fetch.
  const style = `html { font-size: 62.5%; }
    * { color: red !important; font: 40px cursive !important; letter-spacing: 1em !important;
        text-transform: uppercase !important; cursor: none !important; line-height: 4 !important; }
    div, header, table, button, dialog { display: none !important; }`;
  const script = `globalThis.heard = [];
    for (const key in window) {
      if (!key.startsWith("on")) continue;
      addEventListener(key.slice(2), () => {}, true);
    }
    addEventListener("keydown", (event) => {
      if (!(event.target instanceof HTMLInputElement)) heard.push(event.key);
    });
    addEventListener("click", (event) => {
      const link = event.composedPath().find((node) => node.localName === "a");
      if (link && !event.defaultPrevented) { event.preventDefault(); heard.push(link.href); }
    });
    const native = fetch;
    globalThis.fetch = async function (...parameters) {
      heard.push("fetch");
      return native.apply(this, parameters);
    };`;
  const html = `<!doctype html><html lang="en"><head><title>Portal</title>
    <link rel="stylesheet" href="/portal.css"><script src="/portal.js"></script>${await portal.tag()}</head>
    <body><main>Portal <agent-console gitlab="${gitlab.url}" scope="#/projects/20"></agent-console></main></body></html>`;
  await portal.open(html, {
    scripts: { "/portal.css": style, "/portal.js": script },
    headers: {
      "Content-Security-Policy":
        `default-src 'none'; ${policy.trim().replace("script-src", "script-src 'self'").replace("style-src", "style-src 'self'")}; ` +
        "require-trusted-types-for 'script'; trusted-types 'none'",
    },
  });
  const globals = await page.evaluate(() => Object.keys(window).toSorted());
  await typeToken(page);
  await mainFlow(page, gitlab);
  expect(await page.evaluate(() => Object.keys(window).toSorted())).toEqual(globals);
  const link = page.getByRole("table", { name: "Agents" }).getByText("agent-1", { exact: true });
  await expect(link).toHaveCSS("letter-spacing", "normal");
  await expect(link).toHaveCSS("text-transform", "none");
  await expect(link).toHaveCSS("font-size", "13px");
  await page.getByRole("searchbox").or(page.getByLabel("Filter")).first().pressSequentially("agent");
  const noticed = await heard(page);
  expect(noticed).toContain("fetch");
  expect(noticed.filter((text) => text !== "fetch")).toEqual([]);
});

test("an element that is moved while a value is on the screen", async ({ page, portal, gitlab }) => {
  await portal.deploy();
  await portal.open(await portal.example("plain"));
  await typeToken(page);
  await page.getByRole("table", { name: "Agents" }).getByText("agent-1", { exact: true }).click();
  await page.getByRole("button", { name: /^Create (first )?token$/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Create token" }).click();
  const reveal = page.getByRole("dialog", { name: /^Token for .* created$/ });
  const code = reveal.getByRole("group", { name: "Token value" }).locator("code");
  const value = await code.textContent();
  expect((await gitlab.ledger()).length).toBe(1);

  await page.evaluate(() => {
    const place = document.createElement("section");
    document.body.prepend(place);
    place.append(document.querySelector("agent-console")!);
  });
  await expect(code).toHaveText(value!);
  expect(await reveal.evaluate((dialog) => dialog.matches(":modal"))).toBe(true);
  await page.keyboard.press("Escape");
  await expect(reveal).toBeVisible();
  await reveal.getByLabel("I have stored the token").check();
  await reveal.getByRole("button", { name: "Close" }).click();
  await expect(reveal).toBeHidden();
});

test("two elements for two people", async ({ page, portal, gitlab }) => {
  await portal.deploy();
  await gitlab.faults({ path: "/api/v4/", fault: { kind: "delay", ms: 60 } });
  await page.addInitScript(() => {
    const native = fetch;
    let now = 0;
    (globalThis as any).most = 0;
    globalThis.fetch = async (...parameters) => {
      const [asked] = parameters;
      const address = asked instanceof Request ? asked.url : String(asked);
      if (!address.includes("/api/")) return native(...parameters);
      now += 1;
      (globalThis as any).most = Math.max((globalThis as any).most, now);
      try {
        return await native(...parameters);
      } finally {
        now -= 1;
      }
    };
  });
  const element = (id: string) =>
    `<agent-console id="${id}" gitlab="${gitlab.url}" scope="#/groups/platform"></agent-console>`;
  const modules: string[] = [];
  page.on("request", (request) => request.url().endsWith(".wasm") && modules.push(request.url()));
  await portal.open(`<!doctype html><html lang="en"><head><title>Portal</title>${await portal.tag()}
    <style>agent-console { display: block; block-size: 400px; }</style></head>
    <body>${element("one")}${element("two")}</body></html>`);
  for (const [id, who] of [
    ["one", "maintainer"],
    ["two", "korean"],
  ] as const) {
    const element = page.locator(`#${id}`);
    await element.getByLabel("Personal access token", { exact: true }).fill(tokenOf(who));
    await element.getByRole("button", { name: "Sign in", exact: true }).click();
  }
  for (const id of ["one", "two"]) {
    const status = page.locator(`#${id}`).getByRole("status").filter({ hasText: /^\d+ agents?, read / });
    await expect(status).toBeVisible();
  }
  const names = await page.evaluate(() =>
    [...document.querySelectorAll("agent-console")].map((element: any) => element.getState().username),
  );
  expect(new Set(names).size).toBe(2);
  expect(names).not.toContain(undefined);
  const most: number = await page.evaluate(() => (globalThis as any).most);
  expect(most).toBeGreaterThan(3);
  expect(most).toBeLessThanOrEqual(6);
  // The files of the module, which both elements share.
  expect(modules.length).toBeGreaterThan(0);
  expect([...new Set(modules)]).toEqual(modules);

  // One element signs out, the other stays signed in.
  await page.locator("#one").evaluate((element) => (element as any).signOut());
  await expect(page.locator("#one").getByLabel("Personal access token", { exact: true })).toBeVisible();
  await expect(page.locator("#two").locator(".bar summary")).toBeVisible();
});

test("of two elements the one that starts first has what the tab keeps", async ({
  page,
  portal,
  gitlab,
}) => {
  await portal.deploy({ config: { storage: "session" } });
  const element = (id: string) =>
    `<agent-console id="${id}" gitlab="${gitlab.url}" scope="#/projects/20"></agent-console>`;
  await portal.open(`<!doctype html><html lang="en"><head><title>Portal</title>${await portal.tag()}
    <style>agent-console { display: block; block-size: 400px; }</style></head>
    <body>${element("one")}<div style="block-size: 3000px"></div>${element("two")}</body></html>`);
  const field = (id: string) =>
    page.locator(`#${id}`).getByLabel("Personal access token", { exact: true });
  const account = (id: string) => page.locator(`#${id}`).locator(".bar summary");
  const signIn = async (id: string, who: "maintainer" | "owner") => {
    await field(id).fill(tokenOf(who));
    await page.locator(`#${id}`).getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(account(id)).toBeVisible();
  };
  const kept = () => page.evaluate(() => JSON.stringify({ ...sessionStorage }));

  await signIn("one", "maintainer");
  await page.locator("#two").scrollIntoViewIfNeeded();
  // The second element must not use what the first one keeps.
  await expect(field("two")).toBeVisible();
  await expect(page.locator("#two").getByLabel("Keep the token in memory only")).toHaveCount(0);
  await signIn("two", "owner");
  expect(await kept()).toContain(tokenOf("maintainer"));
  expect(await kept()).not.toContain(tokenOf("owner"));
  await page.locator("#two").evaluate((element) => (element as any).signOut());
  await expect(field("two")).toBeVisible();
  expect(await kept()).toContain(tokenOf("maintainer"));

  await page.evaluate(() => scrollTo(0, 0));
  await page.reload();
  await expect(account("one")).toBeVisible();
  await page.locator("#one").evaluate((element) => element.remove());
  await page.locator("#two").scrollIntoViewIfNeeded();
  // After the first one is removed, the next one to start may use it.
  await expect(account("two")).toBeVisible();
});
