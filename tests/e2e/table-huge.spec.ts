import { expect, test } from "./fixtures.ts";
import { agentRows, agentTable, openAgents, readStatus, sortBy } from "./steps/agents.ts";

test.use({ sandboxArguments: ["--agents", "10000"], viewport: { width: 1440, height: 900 } });

// A hundred pages and a hundred queries take a while on a busy machine, and are awaited together.
test.slow();
const whenRead = { timeout: 120_000 };

test("reads, counts, filters and scrolls ten thousand agents of one project", async ({
  page,
  agentConsole,
}) => {
  await openAgents({ page, agentConsole }, "projects/1000");
  const table = agentTable(page);
  await expect(readStatus(page)).toHaveText(/^10000 agents, read /, whenRead);
  await expect(table).toHaveAttribute("aria-rowcount", "10001");
  expect(await agentRows(page).count()).toBeLessThan(45);

  // Of ten agents, one each is quiet, silent, never used and without a token.
  const status = page.getByRole("group", { name: "Status" });
  // Agents without a token fill whole pages, where nothing proves that GraphQL returns tokens: they
  // are read over REST, at the configured rate.
  await expect(status.getByRole("button", { name: /unknown$/ })).toHaveText(/^\d{1,3} /, whenRead);
  for (const [word, count] of [
    ["all", 10_000],
    ["quiet", 1_000],
    ["silent", 1_000],
    ["never used", 1_000],
    ["connected", 6_000],
  ] as const) {
    await expect(status.getByRole("button", { name: new RegExp(`${word}$`) })).toHaveText(
      `${count} ${word}`,
    );
  }

  await agentRows(page).first().getByRole("link").focus();
  await page.keyboard.press("End");
  const focused = table.locator("[role=row]:focus-within");
  await expect(focused).toHaveAttribute("aria-rowindex", "10001");
  await expect(focused).toBeInViewport();
  await page.keyboard.press("Home");
  await expect(focused).toHaveAttribute("aria-rowindex", "2");

  await status.getByRole("button", { name: /silent$/ }).click();
  await expect(table).toHaveAttribute("aria-rowcount", "1001");
  // Every fortieth agent has this name, and all of them are silent.
  await page.getByRole("searchbox", { name: "Filter agents" }).fill("status:silent factory-apac");
  await expect(table).toHaveAttribute("aria-rowcount", "251");
  await sortBy(page, "ID");
  const ids = await agentRows(page).evaluateAll((rows) =>
    rows.map((row) => Number(row.getAttribute("data-agent-id"))),
  );
  expect(ids.length).toBeGreaterThan(20);
  expect(ids).toEqual(ids.toSorted((a, b) => a - b));
});
