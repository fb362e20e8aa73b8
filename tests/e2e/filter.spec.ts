import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { agentTable, openAgents, readRows, readTable } from "./steps/agents.ts";

test.use({ viewport: { width: 1440, height: 900 } });

function toggle(page: Page, status: string) {
  return page
    .getByRole("group", { name: "Status" })
    .getByRole("button", { name: new RegExp(`^\\d+ ${status}$`) });
}

function filterField(page: Page) {
  return page.getByRole("searchbox", { name: "Filter agents" });
}

async function countOf(page: Page, status: string): Promise<number> {
  return Number((await toggle(page, status).innerText()).split(/\s/)[0]);
}

test("counts every status, and filters by those that are clicked", async ({
  page,
  agentConsole,
}) => {
  await openAgents({ page, agentConsole }, "groups/platform");
  await expect(toggle(page, "all")).toHaveText(/^57 /);
  await expect(toggle(page, "all")).toHaveAttribute("aria-pressed", "true");
  await expect(toggle(page, "connected")).not.toHaveText(/^0 /);
  await expect(page.getByText(/statuses read$/)).toHaveCount(0);
  const statuses = (await readTable(page)).map((row) => row.Status);
  for (const status of ["connected", "quiet", "silent", "never used", "no token", "unknown"]) {
    const expected = statuses.filter((other) => other === status).length;
    await expect(toggle(page, status)).toHaveText(new RegExp(`^${expected} `));
  }

  const silent = await countOf(page, "silent");
  await toggle(page, "silent").click();
  await expect(toggle(page, "silent")).toHaveAttribute("aria-pressed", "true");
  await expect(toggle(page, "all")).toHaveAttribute("aria-pressed", "false");
  await expect(filterField(page)).toHaveValue("status:silent");
  await expect(agentTable(page)).toHaveAttribute("aria-rowcount", String(silent + 1));
  expect((await readRows(page)).map((row) => row.Status)).not.toContain("connected");
  // Adds another status; the counts show what a click would add, not what is visible.
  const quiet = await countOf(page, "quiet");
  await toggle(page, "quiet").click();
  await expect(agentTable(page)).toHaveAttribute("aria-rowcount", String(silent + quiet + 1));
  expect(await countOf(page, "connected")).toBeGreaterThan(0);
  await filterField(page).press("End");
  await filterField(page).pressSequentially(" prod");
  await expect(toggle(page, "all")).not.toHaveText(/^57 /);
  await toggle(page, "all").click();
  await expect(filterField(page)).toHaveValue("prod");
  await expect(toggle(page, "all")).toHaveAttribute("aria-pressed", "true");
});

test("names the ignored term of a filter", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "projects/20");
  const field = filterField(page);
  await field.fill("agent status:slient");
  await expect(field).toHaveAccessibleDescription(
    '"status:slient" is not recognised and is ignored.',
  );
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(agentTable(page)).toHaveAttribute("aria-rowcount", "4");
  // An unfinished term is no error.
  await field.fill("agent status:");
  await expect(field).toHaveAccessibleDescription("");
  await expect(field).not.toHaveAttribute("aria-invalid", "true");
  await field.fill("created>3 agent");
  await expect(field).toHaveAccessibleDescription(/^"created>3" /);
});

test("explains the filter's syntax beside it", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "projects/20");
  const term = page.getByText("status:silent,quiet", { exact: true });
  await expect(term).toBeHidden();
  await page.getByText("Filter help").click();
  await expect(term).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(term).toBeHidden();
});
