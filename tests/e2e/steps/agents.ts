import { type Locator, type Page, expect } from "@playwright/test";
import type { AgentConsole } from "../fixtures/console.ts";
import type { Gitlab } from "../fixtures/gitlab.ts";
import { type Who, signIn, tokenOf } from "./sign-in.ts";

/** The columns of the table, in order. */
export const columns = [
  "Name",
  "Status",
  "Last contact",
  "Tokens",
  "Project",
  "Created",
  "Created by",
  "ID",
] as const;
export type Column = (typeof columns)[number];

/** The content of a row: its id, and the text of each cell. */
export type AgentRow = { id: number; position: number } & Record<Column, string>;

/** Signs in at an address such as `projects/20`, and waits until its agents are read. */
export async function openAgents(
  stage: { page: Page; agentConsole: AgentConsole },
  scope: string,
  who: Who = "maintainer",
): Promise<void> {
  await stage.agentConsole.open(`#/${scope}`);
  await signIn(stage.page, who);
  await expect(readStatus(stage.page)).toBeVisible();
}

/** The line with the number of agents and the time of the last read. */
export function readStatus(page: Page): Locator {
  const read = /^(at least )?\d+ agents?(, | · \d+ of \d+ projects )read /;
  return page.getByRole("status").filter({ hasText: read });
}

export function agentTable(page: Page): Locator {
  return page.getByRole("table", { name: "Agents" });
}

/** The rendered rows. */
export function agentRows(page: Page): Locator {
  return agentTable(page).locator("[data-agent-id]");
}

/** The row of the agent with this name. */
export function agentRow(page: Page, name: string): Locator {
  const header = page.getByRole("rowheader", { name, exact: true });
  return agentTable(page).getByRole("row").filter({ has: header });
}

/** A cell of a row. */
export function cellOf(row: Locator, column: Column): Locator {
  return row.locator(":scope > *").nth(columns.indexOf(column));
}

/** The panel of the open agent. */
export function agentPanel(page: Page): Locator {
  return page.getByRole("complementary", { name: "Agent" });
}

/** Sorts by a column by clicking its header. */
export async function sortBy(page: Page, column: Column): Promise<void> {
  await columnHead(page, column).getByRole("button").click();
}

export function columnHead(page: Page, column: Column): Locator {
  return agentTable(page).getByRole("columnheader", { name: column, exact: true });
}

/** Scrolls through the table from the top and reads every row, in order. */
export async function readTable(page: Page): Promise<AgentRow[]> {
  const table = agentTable(page);
  const count = Number(await table.getAttribute("aria-rowcount")) - 1;
  const rowHeight = (await agentRows(page).first().boundingBox())?.height ?? 0;
  const read: AgentRow[] = [];
  while (read.length < count) {
    const next = read.length;
    await table.evaluate((box, top) => (box.scrollTop = top), next * rowHeight);
    // The header is row 1.
    await expect(table.locator(`[aria-rowindex="${next + 2}"]`)).toBeAttached();
    const rendered = await readRows(page);
    const sorted = rendered.toSorted((a, b) => a.position - b.position);
    read.push(...sorted.filter((row) => row.position >= next));
  }
  return read;
}

/** Reads the rendered rows. */
export async function readRows(page: Page): Promise<AgentRow[]> {
  return agentRows(page).evaluateAll(
    (rows, columns) =>
      rows.map((row) => ({
        id: Number(row.getAttribute("data-agent-id")),
        position: Number(row.getAttribute("aria-rowindex")) - 2,
        ...(Object.fromEntries(
          columns.map((column, index) => [column, row.children[index]?.textContent ?? ""]),
        ) as Record<Column, string>),
      })),
    columns,
  );
}

/** Waits until no more requests are sent to GitLab. */
export async function settled(gitlab: Gitlab): Promise<void> {
  let before = "";
  const isSame = async () => before === (before = JSON.stringify(await gitlab.requests()));
  await expect.poll(isSame, { intervals: [250] }).toBe(true);
}

/** GitLab's response to `who`, without the console. */
export async function ask<T>(gitlab: Gitlab, path: string, who: Who = "maintainer"): Promise<T> {
  const headers = { "PRIVATE-TOKEN": tokenOf(who), "Content-Type": "application/json" };
  const response = await fetch(`${gitlab.url}/api/v4${path}`, { headers });
  if (!response.ok) throw new Error(`GET ${path}: ${response.status}`);
  return (await response.json()) as T;
}

/** Changes something in GitLab as someone else would, without the console. */
export async function changeElsewhere(
  gitlab: Gitlab,
  method: "POST" | "DELETE",
  path: string,
  body: object = {},
): Promise<void> {
  const headers = { "PRIVATE-TOKEN": tokenOf("owner"), "Content-Type": "application/json" };
  const request = { method, headers, body: JSON.stringify(body) };
  const response = await fetch(`${gitlab.url}/api/v4${path}`, request);
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
}
