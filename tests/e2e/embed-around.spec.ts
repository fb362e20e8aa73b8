import type { Locator, Page } from "@playwright/test";
import { everywhere, expect, test } from "./fixtures.ts";
import { agentPanel, openAgents } from "./steps/agents.ts";
import { closeStored, revealDialog, revealToken, secretValue } from "./steps/tokens.ts";

const agent1 = "projects/20/agents/1";

/** The element or frame that contains the console in the host page. */
function holder(page: Page): Locator {
  return page.mainFrame().locator("iframe, agent-console");
}

test(
  "what is shown outlasts being hidden and resized",
  everywhere,
  async ({ page, agentConsole }) => {
    await openAgents({ page, agentConsole }, agent1);
    const secret = await revealToken(page);
    await holder(page).evaluate((node) => (node.style.display = "none"));
    await expect(holder(page)).toBeHidden();
    await holder(page).evaluate((node) => (node.style.display = "block"));
    await expect(revealDialog(page)).toBeVisible();
    await expect(secretValue(page)).toHaveText(secret);
    for (const width of ["320px", "1000px"]) {
      await holder(page).evaluate((node, width) => (node.style.inlineSize = width), width);
      await expect(revealDialog(page)).toBeInViewport();
      await expect(secretValue(page)).toHaveText(secret);
    }
    await closeStored(page);
    await expect(agentPanel(page)).toContainText("1 of 2 slots used");
  },
);
