import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConsolePage } from "./fixtures/console.ts";
import { Gitlab } from "./fixtures/gitlab.ts";
import { Sandbox } from "./fixtures/sandbox.ts";
import { everywhere, expect, test } from "./fixtures.ts";
import { agentRow, openAgents } from "./steps/agents.ts";
import { signIn } from "./steps/sign-in.ts";

const rubbish = [
  "",
  "null",
  "[]",
  "{}",
  "{",
  "17",
  '{"version":"0","gitlab":"http://127.0.0.1:1","token":"glpat-x"}',
  '{"version":"1","gitlab":"javascript:alert(1)","token":"glpat-x"}',
  '{"version":"1","gitlab":17,"token":{}}',
  '{"version":"1","gitlab":"https://gitlab.example.com","token":""}',
  "\u0000\ud800<script>alert(1)</script>",
  "x".repeat(100_000),
];

test("ignores rubbish in the browser's storage, and clears what it cannot read", async ({
  page,
  agentConsole,
}) => {
  await agentConsole.open();
  for (const text of rubbish) {
    await page.evaluate((text) => {
      sessionStorage.clear();
      sessionStorage.setItem("agent-console.session", text);
      for (const name of ["gitlab", "recent", "language"]) {
        localStorage.setItem(`agent-console.${name}`, text);
      }
    }, text);
    await agentConsole.open();
    await expect(page.getByLabel("Personal access token", { exact: true })).toBeVisible();
    expect(await page.evaluate(() => sessionStorage.getItem("agent-console.session"))).toBeNull();
    await expect(page.getByRole("alert")).toHaveCount(0);
  }
  await signIn(page);
  await expect(page.getByRole("heading", { name: "Choose projects" })).toBeVisible();
});

test("says that the page's policy stops WebAssembly", async ({ page, agentConsole, trouble }) => {
  trouble.allow(/Content Security Policy|CompileError|wasm-unsafe-eval/);
  await page.route(agentConsole.url, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replaceAll("'wasm-unsafe-eval'", "");
    const headers = { ...response.headers(), "content-security-policy": "" };
    await route.fulfill({ response, headers, body });
  });
  await agentConsole.open();
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("Agent console could not start");
  await expect(alert).toContainText("CompileError");
  await expect(alert).toContainText("Reload the page.");
});

test("asks for a reload when a file of this build is gone", everywhere, async ({
  page,
  agentConsole,
  trouble,
}) => {
  trouble.allow(/status of 404|integrity/i);
  await openAgents({ page, agentConsole }, "projects/20");
  // As after a new version was deployed.
  await page.route("**/agent-console-ko-*.txt", (route) => route.fulfill({ status: 404 }));
  await page.getByRole("banner").locator("summary").click();
  await page.getByLabel("Language").selectOption("ko");
  await expect(page.getByText("The language could not be loaded.")).toContainText(
    "A new version may have been deployed: reload the page.",
  );
  // Everything else works as before.
  await page.getByRole("banner").locator("summary").click();
  await expect(page.getByLabel("Language")).toHaveValue("en");
  await expect(agentRow(page, "agent-1")).toBeVisible();
});

/** The console on a host that allows framing. */
async function startFramable(): Promise<Sandbox> {
  const files = await mkdtemp(join(tmpdir(), "agent-console-framable-"));
  await cp(process.env.DIST ?? "", files, { recursive: true });
  await rm(join(files, "headers.json"));
  const sandbox = await Sandbox.start([], files);
  await rm(files, { recursive: true });
  return sandbox;
}

test("never says copied in a frame of another site", async ({ page, trouble, leaks }) => {
  trouble.allow(/Permissions policy violation: The Clipboard API/);
  const sandbox = await startFramable();
  leaks.allowGitlab(sandbox.gitlab);
  await new ConsolePage(page, sandbox, new Gitlab(sandbox.gitlab)).open();
  const source = `${sandbox.console}#/projects/20/agents/1`;
  // A frame shows nothing before the embedding page has identified itself.
  const hello = `document.querySelector("iframe").onload = ({ target }) => target.contentWindow.postMessage(
    { type: "agc:hello", v: 1, handshake: "h" }, "${new URL(source).origin}", [new MessageChannel().port2])`;
  const portal = createServer((_, response) => {
    response.setHeader("Content-Type", "text/html");
    response.end(`<!doctype html><iframe src="${source}" width=1200 height=800></iframe><script>${hello}</script>`);
  });
  // Another name of this computer is another site to the browser.
  await new Promise<void>((done) => portal.listen(0, "127.0.0.1", done));
  const origin = `http://localhost:${(portal.address() as AddressInfo).port}`;
  await writeFile(join(sandbox.dist, "config.json"), JSON.stringify({ gitlabs: [sandbox.gitlab], embedders: [origin] }));
  await page.goto(`${origin}/`);
  const inside = page.frameLocator("iframe");
  await inside.getByLabel("Personal access token", { exact: true }).fill("glpat-sandbox-maintainer");
  await inside.getByRole("button", { name: "Sign in", exact: true }).click();
  await inside.getByRole("button", { name: /^Create (first )?token$/ }).click();
  await inside.getByRole("dialog").getByRole("button", { name: "Create token" }).click();
  const reveal = inside.getByRole("dialog", { name: /^Token for agent-1 created$/ });
  await reveal.getByRole("button", { name: "Copy token" }).click();
  await expect(reveal).toContainText("The browser did not let the page copy.");
  await expect(reveal).not.toContainText("Copied");
  await expect(reveal.getByLabel("I have stored the token")).not.toBeChecked();
  await page.close();
  portal.close();
  await sandbox.stop();
});
