import { test as base } from "@playwright/test";
import { type AgentConsole, ConsolePage } from "./fixtures/console.ts";
import { type Embedding, EmbeddedConsole, pageOfFrame } from "./fixtures/embedded.ts";
import { Gitlab } from "./fixtures/gitlab.ts";
import { Leaks } from "./fixtures/leaks.ts";
import { Portal } from "./fixtures/portal.ts";
import { Sandbox, variable } from "./fixtures/sandbox.ts";
import { Trouble } from "./fixtures/trouble.ts";

export { expect } from "@playwright/test";
export { everywhere, inElementToo } from "./fixtures/embedded.ts";

type TestFixtures = {
  /** The sandbox, reset for every test. */
  gitlab: Gitlab;
  /** Browser complaints. Any that a test does not allow fails it. */
  trouble: Trouble;
  /** The secrets of the test. Any in a forbidden place at the end fails it. */
  leaks: Leaks;
  /** The console, on another origin than its GitLab. */
  agentConsole: AgentConsole;
  /** A host page, with the console on its own host. */
  portal: Portal;
};

export type WorkerFixtures = {
  /** Where the console runs. */
  embedding: Embedding;
  /** Extra arguments for the sandbox, as in `test.use({ sandboxArguments: ["--kas", "off"] })`. */
  sandboxArguments: string[];
  /** The environment variable with the folder to serve as the console. */
  consoleFiles: string;
  /** Headers for the console's files, in addition to the build's. */
  consoleHeaders: Record<string, string>;
  sandbox: Sandbox;
};

export const test = base.extend<TestFixtures, WorkerFixtures>({
  embedding: ["none", { scope: "worker", option: true }],
  sandboxArguments: [[], { scope: "worker", option: true }],
  consoleFiles: ["DIST", { scope: "worker", option: true }],
  consoleHeaders: [{}, { scope: "worker", option: true }],

  sandbox: [
    async ({ sandboxArguments, consoleFiles, consoleHeaders }, use) => {
      const files = variable(consoleFiles);
      const sandbox = await Sandbox.start(sandboxArguments, files, consoleHeaders);
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

  leaks: [
    // Depends on the page, so that it is still open when the test ends.
    async ({ context, page: _, sandbox }, use, test) => {
      const leaks = new Leaks(context, sandbox.gitlab);
      await use(leaks);
      if (test.status === test.expectedStatus) await leaks.expectNone();
    },
    { auto: true },
  ],

  page: async ({ page, embedding }, use) => {
    await use(embedding === "frame" ? pageOfFrame(page) : page);
  },

  agentConsole: async ({ page, embedding, sandbox, gitlab, portal }, use) => {
    const isEmbedded = embedding !== "none";
    await use(
      isEmbedded
        ? new EmbeddedConsole(page, sandbox, portal, embedding)
        : new ConsolePage(page, sandbox, gitlab),
    );
  },

  portal: async ({ page, sandbox, gitlab, trouble }, use) => {
    const portal = new Portal(page, sandbox, gitlab);
    await use(portal);
    if (portal.isOpen) trouble.end();
    await portal.stop();
  },
});
