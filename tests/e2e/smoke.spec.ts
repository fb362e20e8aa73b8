import { everywhere, expect, test } from "./fixtures.ts";

/** The module's glue, not the page's script. */
const glue = /\/agent-console-[0-9a-f]{16}\.js$/;

test("starts under a path, with nothing loaded twice", async ({ page, agentConsole }) => {
  const requested: string[] = [];
  page.on("request", (request) => {
    const { origin, pathname } = new URL(request.url());
    if (origin === new URL(agentConsole.url).origin) requested.push(pathname);
  });

  await agentConsole.open();
  await expect(page.locator("agent-console [data-frame]")).toHaveCount(0);
  await expect(page.getByText("Agent console").first()).toBeVisible();

  expect(new URL(page.url()).pathname).toBe("/tools/agents/");
  expect(requested).toContain("/tools/agents/config.json");
  expect(requested.filter((path) => !path.startsWith("/tools/agents/"))).toEqual([]);
  expect(requested.toSorted()).toEqual([...new Set(requested)].toSorted());
});

test("shows a frame before the application runs", async ({ page, agentConsole }) => {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/*.wasm", async (route) => {
    await released;
    await route.continue();
  });
  await agentConsole.open();
  const frame = page.locator("agent-console [data-frame]");
  await expect(frame.getByRole("banner")).toHaveText("Agent console");
  release();
  await expect(frame).toHaveCount(0);
});

test("outlives a move of its element, not its removal", async ({ page, agentConsole }) => {
  await agentConsole.open();
  const element = page.locator("agent-console");
  await expect(element.locator("[data-frame]")).toHaveCount(0);
  const view = await element.evaluateHandle((host) => host.shadowRoot!.lastElementChild!);

  await element.evaluate((host) => {
    const box = document.createElement("section");
    document.body.append(box);
    box.append(host);
  });
  expect(await view.evaluate((node) => node.isConnected)).toBe(true);

  const removed = await element.evaluateHandle((host) => {
    host.remove();
    return host.shadowRoot!;
  });
  const children = () =>
    removed.evaluate((root) => [...root.children].map((child) => child.localName));
  await expect.poll(children).toEqual(["link"]);
});

test("starts in an element that is added later", async ({ page, agentConsole }) => {
  await agentConsole.open();
  const second = page.locator("agent-console").nth(1);
  await page.evaluate(() => document.body.append(document.createElement("agent-console")));
  await expect(second.getByRole("banner")).toBeVisible();
  expect(await second.evaluate((host) => host.shadowRoot!.adoptedStyleSheets.length)).toBe(1);
});

test("starts without a configuration", async ({ page, agentConsole, trouble }) => {
  trouble.allow(/status of 404 .*\/config\.json\)$/);
  await agentConsole.open("", { config: null });
  await expect(page.locator("agent-console [data-frame]")).toHaveCount(0);
});

test("connects to its configured GitLabs only", async ({ page, agentConsole, trouble }) => {
  trouble.allow(/violates .* Content Security Policy/, /ERR_CONNECTION_REFUSED/);
  const refused: string[] = [];
  await page.exposeFunction("noteRefused", (address: string) => refused.push(address));
  await page.addInitScript(
    "addEventListener('securitypolicyviolation', (event) => noteRefused(event.blockedURI))",
  );
  await agentConsole.open("", { config: { gitlabs: ["http://127.0.0.1:9091/gitlab"] } });
  await expect(page.locator("agent-console [data-frame]")).toHaveCount(0);
  await page.evaluate(async () => {
    for (const address of ["9091/gitlab/api", "9091/other", "9092/"]) {
      await fetch(`http://127.0.0.1:${address}`).catch(() => undefined);
    }
  });
  await expect
    .poll(() => refused)
    .toEqual(["http://127.0.0.1:9091/other", "http://127.0.0.1:9092/"]);
});

test.describe("says why it cannot start", () => {
  test.use({ locale: "ko-KR" });

  test("uses the browser's language", async ({ page, agentConsole, trouble }) => {
    trouble.allow(/404/, /integrity/);
    await page.route("**/*.wasm", (route) => route.fulfill({ status: 404 }));
    await agentConsole.open();
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("콘솔의 파일 하나가 서버에 없습니다");
    await expect(alert).toContainText(/-[0-9a-f]{16}\.wasm 404/);
  });
});

test("says that a file is missing", async ({ page, agentConsole, trouble }) => {
  trouble.allow(/404/, /modulepreload|preloaded/);
  await page.route(glue, (route) => route.fulfill({ status: 404 }));
  await agentConsole.open();
  await expect(page.getByRole("alert")).toContainText("A file of the console is missing");
});

for (const [what, change, told] of [
  ["missing", { status: 404, body: "" }, "A file of the console is missing"],
  ["not the published one", { body: "* {}" }, "is not the published one"],
] as const) {
  test(`says that the style sheet is ${what}`, everywhere, async ({ page, agentConsole, trouble }) => {
    trouble.allow(/404/, /integrity/);
    await page.route("**/agent-console-*.css", async (route) => {
      await route.fulfill({ response: await route.fetch(), ...change });
    });
    await agentConsole.open();
    await expect(page.getByRole("alert")).toContainText(told);
    await expect(page.getByRole("alert")).toContainText(/agent-console-[0-9a-f]{16}\.css/);
  });
}

for (const [what, change] of [
  ["missing", { status: 404, body: "" }],
  ["not the published one", { body: "globalThis.isForeign = true;" }],
] as const) {
  test(`says that the script of the page is ${what}`, async ({ page, agentConsole, trouble }) => {
    trouble.allow(/404/, /integrity/);
    await page.route("**/agent-console-element-*.js", async (route) => {
      await route.fulfill({ response: await route.fetch(), ...change });
    });
    await agentConsole.open();
    const late = page.getByText("Agent console has not started yet.");
    await expect(late).toBeAttached();
    await expect(late).toBeHidden();
    // Ten seconds later.
    await late.evaluate((node) => node.parentElement!.getAnimations().forEach((one) => one.finish()));
    await expect(late).toBeVisible();
    expect(await page.evaluate(() => "isForeign" in globalThis)).toBe(false);
  });
}

test("says that the network is gone", everywhere, async ({ page, agentConsole, trouble }) => {
  trouble.allow(/ERR_FAILED/);
  await page.route("**/*.wasm", (route) => route.abort());
  await agentConsole.open();
  await expect(page.getByRole("alert")).toContainText("Check the network.");
});

for (const [what, pattern] of [
  ["WebAssembly", "**/*.wasm"],
  ["JavaScript", glue],
] as const) {
  test(`runs no ${what} that is not its own`, async ({ page, agentConsole, trouble }) => {
    trouble.allow(/integrity/, /preloaded/);
    await page.route(pattern, async (route) => {
      const response = await route.fetch();
      const body = Buffer.concat([await response.body(), Buffer.from("\n")]);
      await route.fulfill({ response, body });
    });
    await agentConsole.open();
    await expect(page.getByRole("alert")).toContainText("is not the published one");
  });
}

test("says that WebAssembly is missing", async ({ page, agentConsole }) => {
  await page.addInitScript("delete globalThis.WebAssembly");
  await agentConsole.open();
  await expect(page.getByRole("alert")).toContainText("has no WebAssembly");
});

test("names any other failure", async ({ page, agentConsole, trouble }) => {
  trouble.allow(/RangeError/);
  await page.addInitScript(() => {
    WebAssembly.instantiateStreaming = () => Promise.reject(new RangeError("out of memory"));
  });
  await agentConsole.open();
  await expect(page.getByRole("alert")).toContainText("RangeError");
  expect(trouble.complaints).toContainEqual(expect.stringContaining("out of memory"));
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("says what it needs", async ({ page, agentConsole }) => {
    await agentConsole.open();
    const [english, korean] = await page.locator("noscript p").all();
    await expect(english!).toBeVisible();
    await expect(english!).toContainText("needs JavaScript and WebAssembly");
    await expect(korean!).toContainText("WebAssembly가 필요합니다");
  });
});

test("what the browser complains about is noticed", async ({ page, agentConsole, trouble }) => {
  await agentConsole.open();
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.src = "https://elsewhere.example/x.js";
    document.head.append(script);
  }).catch(() => undefined);
  await expect.poll(() => trouble.found.join()).toContain("Trusted");
  trouble.allow(/./);
});
