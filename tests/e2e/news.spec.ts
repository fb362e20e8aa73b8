import type { Page } from "@playwright/test";
import { everywhere, expect, test } from "./fixtures.ts";
import { openAgents } from "./steps/agents.ts";
import { tokenCard } from "./steps/tokens.ts";

const told = (page: Page) => page.getByText(/^Token abcd is revoked\.$/);

async function revoke(page: Page) {
  await tokenCard(page, 1).getByRole("button", { name: "Revoke" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke token" }).click();
  await expect(told(page)).toBeVisible();
}

test("what was done is said for ten seconds, and longer to whoever is at it", everywhere, async ({
  page,
  agentConsole,
}) => {
  await page.clock.install();
  await openAgents({ page, agentConsole }, "projects/20/agents/5");
  await revoke(page);
  await told(page).hover();
  await page.clock.runFor("00:30");
  await expect(told(page)).toBeVisible();
  await page.mouse.move(5, 5);
  await page.clock.runFor("00:09");
  await expect(told(page)).toBeVisible();
  await page.clock.runFor("00:02");
  await expect(told(page)).toHaveCount(0);
});

test("what was done goes with the scope that it was about", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/5");
  await revoke(page);
  await agentConsole.goTo("#/projects/20/agents/1");
  await expect(page.getByRole("heading", { name: "agent-1" })).toBeVisible();
  await expect(told(page)).toBeVisible();
  await agentConsole.goTo("#/projects/21");
  await expect(told(page)).toHaveCount(0);
});
