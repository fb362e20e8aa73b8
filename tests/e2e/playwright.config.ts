import { defineConfig } from "@playwright/test";
import type { WorkerFixtures } from "./fixtures.ts";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The browser that the machine has: Playwright's own downloads are not used. */
function chromium(): string {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const folders = (process.env.PATH ?? "").split(delimiter);
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(canRun);
  if (!found) throw new Error("There is no Chromium on PATH; name one in the variable CHROMIUM.");
  return found;
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const launchOptions = {
  executablePath: chromium(),
  args: [
    "--no-sandbox",
    // Few computers that test have a GPU, and a stand-in for one costs a tenth of the time.
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
  ],
};

/** Machine code is in the heap too, and is made for hundreds of rounds, of Playwright's own scripts as well. */
const uncompiled = {
  ...launchOptions,
  args: [...launchOptions.args, "--js-flags=--no-opt,--no-maglev,--no-sparkplug"],
};

/** Without cookies of third parties a frame of another site has no storage either. */
const withoutThirdParties = {
  ...launchOptions,
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
    { name: "hosting", testMatch: "hosting.spec.ts" },
    { name: "screenshots", testMatch: "screenshots.ts" },
    { name: "soak", testMatch: "soak.ts", use: { launchOptions: uncompiled } },
    { name: "stranger", testMatch: "stranger.ts" },
  ],
});
