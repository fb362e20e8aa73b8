import { expect, test } from "./fixtures.ts";
import { agentPanel, agentRow, agentRows, cellOf, openAgents } from "./steps/agents.ts";
import {
  callsOf,
  pressCreate,
  revealDialog,
  sendToken,
  tokensRoute,
} from "./steps/tokens.ts";

const rest = "**/agent-console-desk-*.wasm";
const incomplete = "A part of the console could not be loaded.";

test("the late module loads after the first table, once", async ({ page, agentConsole }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  const rests = () => asked.filter((url) => url.includes("/agent-console-desk-"));
  await agentConsole.open("#/projects/20");
  await expect(page.getByLabel("Personal access token", { exact: true })).toBeVisible();
  expect(rests()).toEqual([]);
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  await expect(cellOf(agentRow(page, "agent-5"), "Status")).toHaveText("never used");
  await pressCreate(page);
  await sendToken(page);
  await expect(revealDialog(page)).toBeVisible();
  expect(rests()).toHaveLength(1);
});

for (const [what, spoil] of [
  ["missing", undefined],
  ["not the one that was published", Buffer.from("\0asm\x01\0\0\0", "latin1")],
] as const) {
  test(`goes on without the rest while it is ${what}, and with it later`, async ({
    page,
    agentConsole,
    gitlab,
    trouble,
  }) => {
    trouble.allow(/status of 404|integrity/i);
    await page.clock.install();
    await page.route(rest, (route) =>
      spoil ? route.fulfill({ body: spoil }) : route.fulfill({ status: 404 }),
    );
    await openAgents({ page, agentConsole }, "projects/20/agents/1");
    await expect(agentRows(page)).toHaveCount(3);
    await expect(page.getByText(incomplete)).toBeVisible();
    await expect(cellOf(agentRow(page, "agent-5"), "Status")).toHaveText("unknown");

    // A click meanwhile waits for its dialog, as the notice says, and so does the panel.
    await page.getByRole("button", { name: "Register agent" }).click();
    await expect(agentPanel(page).getByRole("status").first()).toHaveText("Reading …");
    await page.clock.runFor(12_000);
    await expect(page.getByText(incomplete)).toBeVisible();
    expect(await callsOf(gitlab, "POST", tokensRoute)).toBe(0);

    await page.unroute(rest);
    await page.clock.runFor(6_000);
    const register = page.getByRole("dialog", { name: "Register an agent" });
    await register.getByRole("button", { name: "Cancel" }).click();
    await expect(page.getByText(incomplete)).toHaveCount(0);
    await pressCreate(page);
    await sendToken(page);
    await expect(revealDialog(page)).toBeVisible();
    expect(await callsOf(gitlab, "POST", tokensRoute)).toBe(1);
    await expect(cellOf(agentRow(page, "agent-5"), "Status")).toHaveText("never used");
  });
}
