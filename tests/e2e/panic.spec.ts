import type { Page } from "@playwright/test";
import { everywhere, expect, test } from "./fixtures.ts";
import { traces } from "./fixtures/traces.ts";
import { openAgents } from "./steps/agents.ts";
import { accountMenu, tokenOf } from "./steps/sign-in.ts";
import { createDialog, beginToken, lastCreated, revealToken, secretValue, sha256 } from "./steps/tokens.ts";

// A console built with the feature `panic-switch`.
test.use({ consoleFiles: "PANICKING_DIST", permissions: ["clipboard-read", "clipboard-write"] });

test.beforeEach(({ trouble }) => trouble.allow(/unreachable/));

/** Counts calls into the WebAssembly module, behind the page's own wrappers. */
async function countCalls(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    Object.assign(window, { calls: 0 });
    const instantiate = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...given) => {
      const { instance, module } = await instantiate(...given);
      const exports = Object.entries(instance.exports).map(([name, value]) => {
        if (typeof value !== "function") return [name, value];
        const counted = (...values: unknown[]) => {
          (window as unknown as { calls: number }).calls += 1;
          return value(...values);
        };
        return [name, counted];
      });
      return { instance: { exports: Object.fromEntries(exports) }, module } as never;
    };
  });
  return () => page.evaluate(() => (window as unknown as { calls: number }).calls);
}

async function panic(page: Page): Promise<void> {
  await page.evaluate(() => dispatchEvent(new Event("agent-console-panic")));
}

test("a panic tells no secret", everywhere, async ({ page, agentConsole, trouble }) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  const secret = await revealToken(page);
  await panic(page);
  await expect(page.getByRole("alert")).toContainText("Agent console has stopped");
  await expect.poll(() => trouble.complaints.join("\n")).toContain("unreachable");
  for (const part of [...traces(secret), ...traces(tokenOf("maintainer"))]) {
    expect(trouble.complaints.join("\n")).not.toContain(part);
  }
});

test("a panic leaves a value that is shown, to be copied by hand", everywhere, async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  const secret = await revealToken(page);
  // Another dialog on top would prevent selecting it.
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(2);
  await panic(page);
  await expect(page.getByRole("dialog")).toHaveCount(1);
  await expect(page.getByRole("alert")).toContainText("Copy it by hand");
  await expect(page.getByRole("alert")).toBeInViewport();
  await expect(secretValue(page)).toHaveText(secret);
  await expect(secretValue(page)).toBeInViewport();
  for (const press of ["Escape", "Escape", "Escape"]) await page.keyboard.press(press);
  await expect(secretValue(page)).toBeVisible();
  await secretValue(page).click({ clickCount: 3 });
  await page.keyboard.press("Control+c");
  // The console's page may not read the clipboard, so another one does.
  const reader = await page.context().newPage();
  await reader.goto(`${gitlab.url}/-/sandbox/clock`);
  expect((await reader.evaluate(() => navigator.clipboard.readText())).trim()).toBe(secret);
  await reader.close();
});

test("after a panic nothing of the program runs, and nothing is sent", async ({
  page,
  agentConsole,
}) => {
  const calls = await countCalls(page);
  await page.clock.install();
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  await revealToken(page);
  const during = await calls();
  await page.clock.runFor("00:10");
  await page.mouse.move(40, 40);
  expect(await calls(), "timers and pointers call it while it runs").toBeGreaterThan(during);

  await panic(page);
  await expect(page.getByRole("alert")).toBeVisible();
  const after = await calls();
  const requests: string[] = [];
  page.on("request", (request) => {
    // The browser requests it at any time.
    if (!request.url().endsWith("/icon.svg")) requests.push(request.url());
  });
  await page.clock.runFor("02:00");
  await page.mouse.move(200, 200);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).dispatchEvent("click");
  await page.getByText("Refresh", { exact: true }).dispatchEvent("click");
  await agentConsole.goTo("#/projects/21");
  await page.setViewportSize({ width: 800, height: 600 });
  await page.clock.fastForward("02:00:00");
  expect(await calls()).toBe(after);
  expect(requests).toEqual([]);
  await expect(secretValue(page)).toBeVisible();
});

test("what a panic interrupts does not go on", async ({ page, agentConsole, trouble }) => {
  trouble.allow(/Error: stopped/);
  await page.addInitScript(() => {
    const native = Element.prototype.setAttribute;
    let is: "ready" | "armed" | "over" = "ready";
    Object.assign(window, { arm: () => (is = "armed"), after: 0 });
    // The module calls this while it builds a view, and this calls the module before it returns.
    // Playwright's recorder calls it as well.
    Element.prototype.setAttribute = function (...given) {
      if (is === "over" && new Error().stack?.includes("wasm")) Object.assign(window, { after: (window as any).after + 1 });
      if (is === "armed") {
        is = "ready";
        dispatchEvent(new Event("agent-console-panic"));
        is = "over";
      }
      return native.apply(this, given);
    };
  });
  await openAgents({ page, agentConsole }, "projects/20");
  await page.getByRole("button", { name: "Register agent" }).evaluate((button: HTMLElement) => {
    (window as any).arm();
    button.click();
  });
  await expect(page.getByRole("alert")).toContainText("Agent console has stopped");
  expect(await page.evaluate(() => (window as any).after)).toBe(0);
});

test("the browser asks before a reload that would lose the value", async ({
  page,
  agentConsole,
}) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  await revealToken(page);
  await panic(page);
  const asking = page.waitForEvent("dialog");
  const reloading = page.getByRole("button", { name: "Reload the page" }).click();
  const asked = await asking;
  expect(asked.type()).toBe("beforeunload");
  await asked.accept();
  await reloading;
  await expect(page.getByRole("alert")).toHaveCount(0);
  await expect(accountMenu(page)).toBeVisible();
});

test.describe("says it over everything", () => {
  test.use({ locale: "ko-KR" });

  test("in the language of the page", async ({ page, agentConsole }) => {
    await agentConsole.open("#/projects/20/agents/1");
    await page.getByLabel("개인 액세스 토큰", { exact: true }).fill(tokenOf("maintainer"));
    await page.keyboard.press("Enter");
    await expect(accountMenu(page)).toBeVisible();
    await panic(page);
    await expect(page.getByRole("alert")).toContainText("Agent console이 멈췄습니다");
    await expect(page.getByRole("alert").getByRole("button")).toBeFocused();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("alert")).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert")).toHaveCount(0);
    await expect(accountMenu(page)).toBeVisible();
  });
});

test("says it over an open form", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  await beginToken(page);
  await panic(page);
  await expect(page.getByRole("alert")).toBeInViewport();
  await expect(createDialog(page)).toBeVisible();
  await page.getByRole("button", { name: "Reload the page" }).click();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await expect(accountMenu(page)).toBeVisible();
});

test("in a page of others it covers no value of another element, and not the page", async ({
  page,
  portal,
  gitlab,
}) => {
  await portal.deploy();
  const element = (id: string) =>
    `<agent-console id="${id}" gitlab="${gitlab.url}" scope="#/projects/20/agents/1"></agent-console>`;
  await portal.open(`<!doctype html><html lang="en"><head><title>Portal</title>${await portal.tag()}
    <style>agent-console { display: block; block-size: 400px; }</style></head>
    <body><button onclick="document.title = 'Used'">Use</button>
    ${element("one")}${element("two")}${element("three")}</body></html>`);
  const [one, two] = [page.locator("#one"), page.locator("#two")];
  for (const [console, who] of [
    [one, "maintainer"],
    [two, "owner"],
  ] as const) {
    await console.getByLabel("Personal access token", { exact: true }).fill(tokenOf(who));
    await console.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(console.locator(".bar summary")).toBeVisible();
  }
  await one.getByRole("button", { name: /^Create (first )?token$/ }).click();
  await one.getByRole("dialog").getByRole("button", { name: "Create token" }).click();
  const value = one.getByRole("group", { name: "Token value" }).locator("code");
  const secret = (await value.textContent()) ?? "";
  expect(sha256(secret)).toBe((await lastCreated(gitlab)).secret_sha256);

  await panic(page);
  await expect(one.getByRole("alert")).toContainText("Copy it by hand");
  await expect(two.getByRole("alert")).toContainText("Agent console has stopped");
  for (const press of ["Escape", "Escape"]) await page.keyboard.press(press);
  await value.scrollIntoViewIfNeeded();
  await expect(value).toBeInViewport();
  await expect(value).toBeVisible();
  await value.click({ clickCount: 3 });
  await page.keyboard.press("Control+c");
  const reader = await page.context().newPage();
  await reader.goto(`${gitlab.url}/-/sandbox/clock`);
  expect((await reader.evaluate(() => navigator.clipboard.readText())).trim()).toBe(secret);
  await reader.close();
  await page.getByRole("button", { name: "Use", exact: true }).click();
  await expect(page).toHaveTitle("Used");
  // A moved element stays as it is, and one that becomes visible shows the same.
  await one.evaluate((host) => document.body.append(host));
  await expect(value).toHaveText(secret);
  await page.locator("#three").scrollIntoViewIfNeeded();
  await expect(page.locator("#three").getByRole("alert")).toBeVisible();
  expect(await page.locator("dialog:modal").count()).toBe(0);
});
