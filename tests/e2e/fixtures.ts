import { test as base } from "@playwright/test";
import { ConsolePage } from "./fixtures/console.ts";
import { Gitlab } from "./fixtures/gitlab.ts";
import { Portal } from "./fixtures/portal.ts";
import { Sandbox } from "./fixtures/sandbox.ts";
import { Trouble } from "./fixtures/trouble.ts";

export { expect } from "@playwright/test";

type TestFixtures = {
  /** The GitLab that the console talks to: a fresh world for every test. */
  gitlab: Gitlab;
  /** What the browser complains about. Anything that a test does not allow fails it. */
  trouble: Trouble;
  /** The console, served under a path of another origin. */
  agentConsole: ConsolePage;
  /** Somebody else's page, and the console on a host of its own. */
  portal: Portal;
};

type WorkerFixtures = {
  /** More arguments for the sandbox, as in `test.use({ sandboxArguments: ["--kas", "off"] })`. */
  sandboxArguments: string[];
  sandbox: Sandbox;
};

export const test = base.extend<TestFixtures, WorkerFixtures>({
  sandboxArguments: [[], { scope: "worker", option: true }],

  sandbox: [
    async ({ sandboxArguments }, use) => {
      const sandbox = await Sandbox.start(sandboxArguments);
      await use(sandbox);
      await sandbox.stop();
    },
    { scope: "worker" },
  ],

  gitlab: async ({ sandbox }, use) => {
    const gitlab = new Gitlab(sandbox.gitlab);
    await gitlab.reset();
    await use(gitlab);
  },

  trouble: [
    async ({ context }, use) => {
      const trouble = new Trouble(context);
      await use(trouble);
      trouble.expectNone();
    },
    { auto: true },
  ],

  agentConsole: async ({ page, sandbox, gitlab }, use) => {
    await use(new ConsolePage(page, sandbox, gitlab));
  },

  portal: async ({ page, sandbox, gitlab }, use) => {
    const portal = new Portal(page, sandbox, gitlab);
    await use(portal);
    await portal.stop();
  },
});
