import { everywhere, expect, test } from "./fixtures.ts";
import {
  agentPanel,
  agentRow,
  agentRows,
  agentTable,
  ask,
  cellOf,
  columnHead,
  openAgents,
  readRows,
  readStatus,
  sortBy,
} from "./steps/agents.ts";
import { signIn } from "./steps/sign-in.ts";
import { callsOf } from "./steps/tokens.ts";

test.use({ sandboxArguments: ["--agents", "250"], viewport: { width: 1440, height: 900 } });

test("reads every page, and renders only what is in sight", everywhere, async ({
  page,
  agentConsole,
  gitlab,
}) => {
  const list = "/projects/1000/cluster_agents";
  await openAgents({ page, agentConsole }, "projects/1000");
  await expect(readStatus(page)).toHaveText("250 agents, read just now");
  await expect(agentTable(page)).toHaveAttribute("aria-rowcount", "251");
  // 100 rows per page are GitLab's maximum.
  expect(await callsOf(gitlab, "GET", "/projects/:id/cluster_agents")).toBe(3);

  expect(await agentRows(page).count()).toBeLessThan(45);
  const names = await ask<{ name: string }[]>(gitlab, `${list}?per_page=100&page=3`);
  await agentTable(page).evaluate((table) => (table.scrollTop = table.scrollHeight));
  const last = agentRow(page, names.at(-1)?.name ?? "");
  await expect(last).toHaveAttribute("aria-rowindex", "251");
  await expect(last).toBeInViewport();
  expect(await agentRows(page).count()).toBeLessThan(45);
});

test("says how far it has come while pages arrive", async ({ page, agentConsole, gitlab }) => {
  await gitlab.faults({
    path: "/projects/1000/cluster_agents$",
    nth: 3,
    fault: { kind: "hold" },
  });
  await agentConsole.open("#/projects/1000");
  await signIn(page);
  await expect(page.getByRole("status").filter({ hasText: "page 2 of 3" })).toBeVisible();
  await expect(agentTable(page)).toHaveAttribute("aria-busy", "true");
  expect(await agentRows(page).count()).toBeGreaterThan(20);
  await gitlab.faults();
  await expect(readStatus(page)).toHaveText("250 agents, read just now");
});

test("shows twenty rows without layout shifts", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await gitlab.faults({ path: "/graphql$", fault: { kind: "hold" } });
  await openAgents({ page, agentConsole }, "projects/1000");
  await expect(cellOf(agentRows(page).first(), "Status")).toHaveText("unknown");

  const boxes = () =>
    agentTable(page).evaluate((table) =>
      [...table.querySelectorAll("[role=row], [role=row] > *")].map((node) => {
        const { x, y, width, height } = node.getBoundingClientRect();
        return [x, y, width, height];
      }),
    );
  const before = await boxes();
  const table = (await agentTable(page).boundingBox())!;
  const bottom = Math.min(table.y + table.height, 900);
  const heads = await agentRows(page).evaluateAll((rows) =>
    rows.map((row) => row.getBoundingClientRect().bottom),
  );
  expect(heads.filter((edge) => edge <= bottom).length).toBeGreaterThanOrEqual(20);

  await gitlab.faults();
  await expect(page.getByText("not read yet")).toHaveCount(0);
  await expect(agentTable(page).getByText("connected").first()).toBeVisible();
  expect(await boxes()).toEqual(before);
});

test("sorts unknown values last, in both directions", async ({ page, agentConsole, gitlab }) => {
  // One response for the rows in view, and none after that.
  const later = Array.from({ length: 20 }, (_, at) => at + 2);
  await gitlab.faults(
    ...later.map((nth) => ({ path: "/graphql$", nth, fault: { kind: "hold" } })),
  );
  await openAgents({ page, agentConsole }, "projects/1000");
  const progress = page.getByText(/^\d+ of 250 statuses read$/);
  await expect(progress).toHaveText(/^[1-9]/);
  // It is hidden at first, so its text is read whether visible or not.
  const known = Number((await progress.textContent())?.split(" ")[0]);
  expect(known).toBeLessThan(250);
  for (const column of ["Last contact", "Status"] as const) {
    for (const direction of ["ascending", "descending"]) {
      await sortBy(page, column);
      await expect(columnHead(page, column)).toHaveAttribute("aria-sort", direction);
      await expect(cellOf(agentRows(page).first(), "Status")).not.toHaveText("unknown");
      const firstUnknown = agentTable(page).locator(`[aria-rowindex="${known + 2}"]`);
      await agentTable(page).evaluate((table, top) => (table.scrollTop = top), known * 34);
      await expect(firstUnknown).toBeInViewport();
      for (const row of await readRows(page)) {
        expect(row.Status === "unknown", `${column} ${direction} ${row.position}`).toBe(
          row.position >= known,
        );
      }
      await agentTable(page).evaluate((table) => (table.scrollTop = 0));
    }
  }
  await gitlab.faults();
});

test("moves with the arrow keys beyond the rows in view", async ({
  page,
  agentConsole,
}) => {
  await openAgents({ page, agentConsole }, "projects/1000");
  await agentRows(page).first().getByRole("link").focus();
  // Faster than rows are rendered.
  await Promise.all(Array.from({ length: 60 }, () => page.keyboard.press("ArrowDown")));
  const focused = agentTable(page).locator("[role=row]:focus-within");
  await expect(focused).toHaveAttribute("aria-rowindex", "62");
  await expect(focused).toBeInViewport();
  await page.keyboard.press("Enter");
  const name = await cellOf(focused, "Name").innerText();
  await expect(page.getByRole("complementary").getByRole("heading", { name })).toBeVisible();
  await expect(agentRow(page, name)).toHaveAttribute("aria-current", "true");
});

test("arrow keys scroll the table after a click on a row", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "projects/1000");
  const focused = agentTable(page).locator("[role=row]:focus-within");
  // Rows of the last pages may arrive a moment after they are reported as read.
  await expect(agentTable(page)).toHaveAttribute("aria-rowcount", "251");
  await agentRows(page).first().getByRole("link").focus();
  await page.keyboard.press("End");
  await expect(focused).toHaveAttribute("aria-rowindex", "251");
  const table = agentTable(page);
  await table.evaluate((box) => (box.scrollTop = 0));
  // A click on it focuses the table, and so sends the arrow keys to the browser.
  await agentRows(page).nth(2).locator(".row__project").click();
  await expect(agentPanel(page)).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => table.evaluate((box) => box.scrollTop)).toBeGreaterThan(0);
  expect(await table.evaluate((box) => box.scrollTop)).toBeLessThan(200);
  await expect(focused).toHaveCount(0);
});

test("selects with the arrow keys beyond the rows in view", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "projects/1000");
  await agentRows(page).first().getByRole("link").focus();
  await page.keyboard.down("Shift");
  await Promise.all(Array.from({ length: 60 }, () => page.keyboard.press("ArrowDown")));
  await page.keyboard.up("Shift");
  await expect(page.getByText("61 selected")).toBeVisible();
});

test("opens the agent that was clicked, and no other", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "projects/1000");
  const first = agentRows(page).first();
  const before = await first.getAttribute("data-agent-id");
  await first.locator(".row__project").hover();
  await page.mouse.down();
  // Every row in view is reused for another agent while the button is down.
  await columnHead(page, "Name").getByRole("button").evaluate((button: HTMLElement) => button.click());
  await expect(first).not.toHaveAttribute("data-agent-id", before!);
  await page.mouse.up();
  await page.mouse.move(0, 0);
  await expect(agentPanel(page)).toHaveCount(0);
  await first.locator(".row__project").click();
  await expect(agentPanel(page)).toBeVisible();
});

test("never shows the exact time of another agent", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "projects/1000");
  const time = agentRows(page).first().locator(".row__created time");
  await time.hover();
  const node = (await time.elementHandle())!;
  const told = () => node.evaluate((element) => getComputedStyle(element, "::after").content);
  await expect.poll(told).toMatch(/ UTC"$/);
  const before = await node.getAttribute("datetime");

  // The row is reused for another agent while the pointer rests on it.
  await columnHead(page, "Name").getByRole("button").evaluate((button: HTMLElement) => button.click());
  await expect.poll(() => node.getAttribute("datetime")).not.toBe(before);
  expect(await told()).toBe("none");
  const exact = (await node.getAttribute("datetime"))!.slice(0, 19).replace("T", " ");
  await page.mouse.move(0, 0);
  await time.hover();
  await expect.poll(told).toContain(exact);
});
