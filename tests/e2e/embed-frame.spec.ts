import type { FrameLocator, Page } from "@playwright/test";
import { chromium } from "./fixtures/browser.ts";
import type { Gitlab } from "./fixtures/gitlab.ts";
import type { Portal } from "./fixtures/portal.ts";
import { Trouble } from "./fixtures/trouble.ts";
import { expect, test } from "./fixtures.ts";
import { mainFlow, typeToken } from "./steps/flow.ts";
import { tokenOf } from "./steps/sign-in.ts";

test.use({
  // Without third-party cookies, a cross-site frame has no storage either.
  launchOptions: async ({ launchOptions }, use) => {
    const args = [...(launchOptions.args ?? []), "--test-third-party-cookie-phaseout"];
    await use({ ...launchOptions, executablePath: chromium(), args });
  },
});

test.beforeEach(({ trouble }) => trouble.allow(Trouble.revokedMeanwhile));

const given = JSON.stringify({ token: tokenOf("maintainer") });

/** Deploys the console for a portal, and opens the portal's page from the guide. */
async function openFrame(
  stage: { page: Page; portal: Portal },
  options: { name?: "127.0.0.1" | "localhost"; token?: string } = {},
): Promise<{ frame: FrameLocator }> {
  const { page, portal } = stage;
  const { name, token = given } = options;
  // The console's address must be known before it is written into the page.
  await portal.deploy({ name });
  const host = await portal.host(await portal.example("frame"), { scripts: { "/token.json": token } });
  await portal.configure({ embedders: ["https://other.example", host.origin] });
  await page.goto(`${host.origin}/`);
  return { frame: page.frameLocator("iframe") };
}

for (const [site, name] of [
  ["of the same site", "127.0.0.1"],
  ["of another site", "localhost"],
] as const) {
  test(`the main flow in a frame ${site}`, async ({ page, portal, gitlab }) => {
    const { frame } = await openFrame({ page, portal }, { name });
    await expect(frame.locator(".bar summary")).toBeVisible();
    const inner = page.frames()[1]!;
    const storage = await inner.evaluate(() => {
      try {
        return String(sessionStorage.length + localStorage.length);
      } catch (error) {
        return (error as Error).name;
      }
    });
    expect(storage).toBe(name === "localhost" ? "SecurityError" : "0");
    const before = await page.evaluate(() => history.length);
    await mainFlow(frame, gitlab);
    expect(await page.evaluate(() => history.length)).toBe(before);
    expect(Number(await page.locator("iframe").getAttribute("height"))).toBeGreaterThan(300);
  });
}

test("without a token from the page, the person can type one", async ({
  page,
  portal,
  gitlab,
  trouble,
}) => {
  // What the embedding page fetches is not JSON.
  trouble.allow(/uncaught/);
  const { frame } = await openFrame({ page, portal }, { token: "no token" });
  await typeToken(frame);
  await expect(frame.getByRole("table", { name: "Agents" })).toContainText("agent-1");
  expect((await gitlab.ledger()).length).toBe(0);
});

test("nothing of what is shown outlasts a move of the frame, which loads it anew", async ({ page, portal, leaks }) => {
  const { frame } = await openFrame({ page, portal });
  await frame.getByRole("table", { name: "Agents" }).getByText("agent-1", { exact: true }).click();
  await frame.getByRole("button", { name: /^Create (first )?token$/ }).click();
  await frame.getByRole("dialog").getByRole("button", { name: "Create token" }).click();
  const value = frame.getByRole("group", { name: "Token value" }).locator("code");
  const secret = (await value.textContent()) ?? "";
  expect(await leaks.of(secret)).toEqual(["reveal dialog"]);
  // The page provides its token again, so the same view returns.
  await page.locator("iframe").evaluate((node) => document.body.append(node));
  await expect(frame.getByRole("table", { name: "Agents" })).toContainText("agent-1");
  await expect(frame.getByRole("dialog")).toHaveCount(0);
  expect(await leaks.of(secret)).toEqual([]);
});

async function nothingHappened(frame: FrameLocator, gitlab: Gitlab) {
  await expect(frame.getByRole("link", { name: "Open Agent console" })).toBeVisible();
  await expect(frame.locator("input, button")).toHaveCount(0);
  expect(await gitlab.requests()).toEqual([]);
}

test("a page that the deployment does not list gets a link and nothing else", async ({
  page,
  portal,
  gitlab,
}) => {
  await page.clock.install();
  await portal.deploy({ config: { embedders: ["https://other.example"] } });
  await portal.open(await portal.example("frame"), { scripts: { "/token.json": given } });
  const frame = page.frameLocator("iframe");
  await expect(frame.locator("[data-frame]")).toHaveCount(1);
  await page.clock.runFor(4000);
  await nothingHappened(frame, gitlab);
});

test("a page that is listed proves nothing within one that is not", async ({ page, portal, gitlab }) => {
  await portal.deploy();
  const host = await portal.host(await portal.example("frame"), { scripts: { "/token.json": given } });
  const within = `<!doctype html><html lang="en"><head><title>Outer</title></head><body>
    <iframe src="${host.origin}/" width="900" height="700"></iframe></body></html>`;
  await portal.configure({ embedders: [host.origin] });
  const outer = await portal.open(within);
  const frame = page.frameLocator("iframe").frameLocator("iframe");
  await nothingHappened(frame, gitlab);
  await portal.configure({ embedders: [host.origin, outer] });
  await page.reload();
  await expect(frame.locator(".bar summary")).toBeVisible();
});

test("hostile messages have no effect and get no answer", async ({ page, portal, gitlab }) => {
  await page.clock.install();
  await portal.deploy();
  const place = portal.console.slice(0, -1);
  const html = `<!doctype html><html lang="en"><head><title>Portal</title></head><body>
    <iframe id="console" src="${place}/"></iframe></body></html>`;
  // A listed origin, which hostile frames only claim to have.
  const honest = await portal.host("<!doctype html><title>Honest</title>");
  await portal.configure({ embedders: [honest.origin] });
  const hostile = await portal.open(html);
  expect(hostile).not.toBe(honest.origin);
  const frame = page.frameLocator("#console");
  await expect(frame.locator("[data-frame]")).toHaveCount(1);
  const answers = await page.evaluate(async (honest) => {
    const child = document.querySelector<HTMLIFrameElement>("#console")!.contentWindow!;
    let answers = 0;
    addEventListener("message", () => (answers += 1));
    const hello = { type: "agc:hello", v: 1, handshake: "h" };
    const messages: unknown[] = [
      hello,
      { ...hello, origin: honest },
      { ...hello, v: "1" },
      { ...hello, v: 2 },
      { ...hello, handshake: "" },
      { ...hello, handshake: "x".repeat(1_000_000) },
      { ...hello, type: "agc:Hello" },
      JSON.stringify(hello),
      [hello],
      JSON.parse('{"__proto__": {"type": "agc:hello", "v": 1, "handshake": "h"}}'),
      { type: "auth.token", token: "glpat-x" },
      { type: "auth.request" },
      { type: "navigate", route: "#/projects/20" },
      { type: "sign-out" },
      null,
      undefined,
      0,
      "agc:hello",
      new Map([["type", "agc:hello"]]),
      new ArrayBuffer(8),
    ];
    for (const message of messages) {
      for (const count of [1, 0]) {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => (answers += 1);
        child.postMessage(message, "*", count ? [port2] : []);
        // Also from a window other than the parent.
        port1.postMessage({ type: "auth.token", token: "glpat-x" });
      }
    }
    // A sibling frame with an opaque origin.
    const beside = document.createElement("iframe");
    beside.setAttribute("sandbox", "allow-scripts");
    beside.srcdoc =
      "<script>parent.frames[0].postMessage({ type: 'agc:hello', v: 1, handshake: 'h' }, '*', [new MessageChannel().port2])</script>";
    document.body.append(beside);
    await new Promise((loaded) => (beside.onload = loaded));
    return answers;
  }, honest.origin);
  expect(answers).toBe(0);
  await page.clock.runFor(4000);
  await nothingHappened(frame, gitlab);
});

test("on the port, what is not in the protocol has no effect either", async ({ page, portal, gitlab }) => {
  await portal.deploy();
  const host = await portal.host(
    `<!doctype html><html lang="en"><head><title>Portal</title></head><body><iframe src="${portal.console}#/projects/20"></iframe></body></html>`,
  );
  await portal.configure({ embedders: [host.origin] });
  await page.goto(`${host.origin}/`);
  await page.evaluate(async (place) => {
    const heard: any[] = ((globalThis as any).heard = []);
    const { port1, port2 } = new MessageChannel();
    (globalThis as any).port = port1;
    port1.onmessage = ({ data }) => heard.push(data);
    const child = document.querySelector("iframe")!.contentWindow!;
    child.postMessage({ type: "agc:hello", v: 1, handshake: "h" }, place, [port2]);
  }, portal.console.slice(0, -1));
  const heard = (): Promise<{ type: string }[]> => page.evaluate(() => (globalThis as any).heard);
  await expect.poll(async () => (await heard()).map(({ type }) => type)).toContain("auth.request");
  expect((await heard())[0]).toEqual({ type: "ready", v: 1, handshake: "h" });
  const frame = page.frameLocator("iframe");
  await page.evaluate((token) => {
    const { port } = globalThis as any;
    const text = "x".repeat(5000);
    for (const message of [
      null,
      "auth.token",
      { type: "auth.token" },
      { type: "auth.token", token: 1 },
      { type: "auth.token", token: "" },
      { type: "auth.token", token: token + text },
      { type: "auth.token", token: { toString: "x" } },
      { type: "navigate", route: 5 },
      { type: "navigate", route: text },
      { type: "theme.set", theme: ["dark"] },
      { type: "secret" },
      { type: "__proto__" },
    ]) {
      port.postMessage(message);
    }
    port.postMessage({ type: "theme.set", theme: "dark" });
  }, tokenOf("maintainer"));
  await expect(frame.locator("agent-console")).toHaveAttribute("theme", "dark");
  // The sender of a value of the wrong type is told by an event, because exceptions do not cross
  // the port.
  const codes = (await heard()).flatMap(({ detail }: any) => detail?.code ?? []);
  expect(codes).toEqual([
    ...Array(5).fill("token-type"),
    "route-type",
    "route-type",
    "theme-type",
  ]);
  expect((await gitlab.requests()).filter(({ route }) => route !== "/metadata")).toEqual([]);
  await page.evaluate((token) => {
    (globalThis as any).port.postMessage({ type: "auth.token", token });
  }, tokenOf("maintainer"));
  await frame.getByRole("table", { name: "Agents" }).getByText("agent-1", { exact: true }).click();
  await frame.getByRole("button", { name: /^Create (first )?token$/ }).click();
  await frame.getByRole("dialog").getByRole("button", { name: "Create token" }).click();
  const value = await frame.getByRole("group", { name: "Token value" }).locator("code").textContent();
  await expect.poll(async () => JSON.stringify(await heard())).toContain("token-created");
  const all = JSON.stringify(await heard());
  expect(value!.length).toBeGreaterThan(20);
  expect(all).not.toContain(value!);
  expect(all).not.toContain(tokenOf("maintainer"));
});
