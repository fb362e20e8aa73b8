import { defineConfig } from "@playwright/test";
import type { WorkerFixtures } from "./fixtures.ts";
import { chromium, headlessShell } from "./fixtures/browser.ts";

const launchOptions = {
  executablePath: headlessShell(),
  args: [
    "--no-sandbox",
    // Few test machines have a GPU, and emulating one costs a tenth of the time.
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
  ],
};

/** The browser that a person has. */
const whole = { ...launchOptions, executablePath: chromium() };

/**
 * Machine code is on the heap too, and takes hundreds of rounds to settle, Playwright's own scripts
 * included.
 */
const uncompiled = {
  ...whole,
  args: [...launchOptions.args, "--js-flags=--no-opt,--no-maglev,--no-sparkplug"],
};

/** Without third-party cookies, a cross-site frame has no storage either. */
const withoutThirdParties = {
  ...whole,
  args: [...launchOptions.args, "--test-third-party-cookie-phaseout"],
};

export default defineConfig<object, WorkerFixtures>({
  testDir: ".",
  outputDir: "test-results/artifacts",
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["json", { outputFile: "test-results/report.json" }]],
  use: {
    browserName: "chromium",
    launchOptions,
    locale: "en-US",
    timezoneId: "Europe/Berlin",
    contextOptions: { reducedMotion: "reduce" },
  },
  projects: [
    {
      name: "console",
      testMatch: "*.spec.ts",
      testIgnore: ["contract.spec.ts", "hosting.spec.ts"],
    },
    {
      name: "frame",
      grep: /@everywhere/,
      use: { embedding: "frame", launchOptions: withoutThirdParties },
    },
    { name: "element", grep: /@everywhere|@element/, use: { embedding: "element" } },
    { name: "contract", testMatch: "contract.spec.ts" },
    { name: "hosting", testMatch: "hosting.spec.ts", use: { launchOptions: whole } },
    { name: "screenshots", testMatch: "screenshots.ts", use: { launchOptions: whole } },
    { name: "soak", testMatch: "soak.ts", use: { launchOptions: uncompiled } },
    { name: "stranger", testMatch: "stranger.ts", use: { launchOptions: whole } },
  ],
});
