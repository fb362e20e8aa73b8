import type { Page } from "@playwright/test";
import { Holding, type Held } from "./fixtures/held.ts";
import { expect, test } from "./fixtures.ts";
import { agentPanel, agentTable, ask, changeElsewhere, openAgents, readStatus } from "./steps/agents.ts";
import { closeStored, createDialog, revealToken } from "./steps/tokens.ts";

// Not part of the tests: hours of use in minutes, run by `cargo xtask soak`, which sets the number
// of rounds.
const rounds = Number(process.env.SOAK_ROUNDS ?? 1000);

/** Rounds before the first measurement, until fonts, byte code and caches have their final size. */
const warmUp = 20;

/** Ends where it started, because what a page holds depends on what it shows. */
type Round = (page: Page) => Promise<void>;

/**
 * Runs `times` rounds and prints what the page holds. Only the heap may have grown, by at most 5 %.
 */
async function soak(page: Page, holding: Holding, times: number, round: Round): Promise<void> {
  for (let number = 0; number < warmUp; number++) await round(page);
  const first = await holding.measure();
  print("after the warm-up", first);
  for (let number = 1; number <= times; number++) {
    await round(page);
    if (number % Math.ceil(times / 5) === 0) print(`after ${number} rounds`, await holding.measure());
  }
  const last = await holding.measure();
  expect(last.heap / first.heap, "JavaScript heap, against the one after the warm-up").toBeLessThan(1.05);
  expect(last.nodes, "nodes").toBeLessThanOrEqual(first.nodes);
  expect(last.listeners, "listeners").toBeLessThanOrEqual(first.listeners);
  expect(last.wasmPages, "pages of WebAssembly's memory").toBe(first.wasmPages);
}

function print(when: string, held: Held): void {
  const { heap, nodes, listeners, wasmPages } = held;
  const kilobytes = Math.round(heap / 1024);
  console.log(`${when}: ${kilobytes} KB heap, ${nodes} nodes, ${listeners} listeners, ${wasmPages} wasm pages`);
}

/** Presses a button that reads, and waits until the response is shown. */
async function refresh(page: Page): Promise<void> {
  const answered = page.waitForResponse(/\/cluster_agents\?/);
  await page.getByRole("button", { name: "Refresh" }).click();
  await answered;
  await expect(readStatus(page)).toBeVisible();
}

/** Waits until the tokens in the panel are read. */
async function expectTokens(page: Page): Promise<void> {
  await expect(agentPanel(page).getByRole("button", { name: /^Create (first )?token$/ })).toBeEnabled();
}

test.describe.configure({ timeout: 0 });

test(`opens and closes the dialog with a new token ${rounds} times`, async ({
  page,
  agentConsole,
  gitlab,
}) => {
  const holding = await Holding.of(page);
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  const tokens = "/projects/20/cluster_agents/1/tokens";
  await soak(page, holding, rounds, async () => {
    await revealToken(page);
    await closeStored(page);
    // An agent may have two tokens, so the new one is revoked again.
    const [newest] = (await ask<{ id: number }[]>(gitlab, tokens)).toSorted((a, b) => b.id - a.id);
    await changeElsewhere(gitlab, "DELETE", `${tokens}/${newest?.id}`);
    await refresh(page);
    await expectTokens(page);
    await expect(createDialog(page)).toHaveCount(0);
  });
});

test(`reads the table ${rounds} times`, async ({ page, agentConsole }) => {
  const holding = await Holding.of(page);
  await openAgents({ page, agentConsole }, "groups/platform");
  await soak(page, holding, rounds, refresh);
});

const places = ["projects/20/agents/5", "projects/101", "projects/20", "projects/20/agents/1"];
const ways = Math.ceil(rounds / 5 / places.length);

test(`goes round ${places.length} places ${ways} times`, async ({ page, agentConsole }) => {
  const holding = await Holding.of(page);
  await openAgents({ page, agentConsole }, "projects/20");
  await soak(page, holding, ways, async (page) => {
    for (const place of places) {
      await page.evaluate((hash) => (location.hash = hash), `#/${place}`);
      await expect(agentTable(page).getByRole("row").nth(1)).toBeVisible();
      await expect(agentPanel(page)).toHaveCount(place.includes("/agents/") ? 1 : 0);
    }
    await expectTokens(page);
    await expect(readStatus(page)).toBeVisible();
  });
});
