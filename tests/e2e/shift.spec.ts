import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { agentPanel, agentRow, openAgents, readStatus } from "./steps/agents.ts";
import { beginToken, createDialog } from "./steps/tokens.ts";

/** What the page holds after garbage collection. */
async function held(page: Page): Promise<{ nodes: number; listeners: number; memory: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  await session.send("Performance.enable");
  const { metrics } = await session.send("Performance.getMetrics");
  await session.detach();
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
  return { nodes: of("Nodes"), listeners: of("JSEventListeners"), memory: of("JSHeapUsedSize") };
}

test("nothing piles up over refreshes, panels and dialogs", async ({ page, agentConsole }) => {
  test.slow();
  await openAgents({ page, agentConsole }, "projects/20");
  const round = async () => {
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect(readStatus(page)).toHaveText(/^3 agents, read /);
    await agentRow(page, "agent-1").getByRole("link").click();
    await expect(agentPanel(page)).toContainText("0 of 2 slots used");
    await beginToken(page);
    await createDialog(page).getByRole("button", { name: "Cancel" }).click();
    await agentPanel(page).getByRole("button", { name: "Close agent" }).click();
    await expect(agentPanel(page)).toHaveCount(0);
  };
  for (let warm = 0; warm < 5; warm += 1) await round();
  const before = await held(page);
  for (let more = 0; more < 20; more += 1) await round();
  const after = await held(page);
  expect(after.listeners, JSON.stringify({ before, after })).toBeLessThanOrEqual(before.listeners + 2);
  expect(after.nodes, JSON.stringify({ before, after })).toBeLessThanOrEqual(before.nodes + 20);
  expect(after.memory / before.memory).toBeLessThan(1.2);
});
