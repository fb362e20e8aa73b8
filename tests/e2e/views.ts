import type { Page } from "@playwright/test";
import type { ConsolePage } from "./fixtures/console.ts";
import type { Gitlab } from "./fixtures/gitlab.ts";

type Stage = { page: Page; agentConsole: ConsolePage; gitlab: Gitlab };

/** Every view and dialog, with the way to it: for pictures, and for checks that hold for all. */
export const views: Record<string, (stage: Stage) => Promise<void>> = {
  async start({ page, agentConsole }) {
    await agentConsole.open();
    await page.locator("agent-console [data-frame]").waitFor({ state: "detached" });
  },
};
