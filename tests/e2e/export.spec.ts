import type { Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures.ts";
import { agentRow, agentTable, columnHead, openAgents, sortBy } from "./steps/agents.ts";

test.use({ viewport: { width: 1440, height: 900 } });

/** The file name and text behind a button of the export menu. */
async function exported(page: Page, form: "CSV" | "JSON"): Promise<[string, string]> {
  const offered = page.waitForEvent("download");
  await page.getByText("Export", { exact: true }).click();
  await page.getByRole("button", { name: form, exact: true }).click();
  const download = await offered;
  await page.keyboard.press("Escape");
  return [download.suggestedFilename(), await readFile(await download.path(), "utf8")];
}

test("columns can be hidden and shown, also in the address", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "projects/20");
  await page.getByText("Columns", { exact: true }).click();
  const heads = agentTable(page).getByRole("columnheader");
  await expect(heads).toHaveCount(8);
  for (const column of ["Created by", "Project", "Tokens", "Created", "Last contact"]) {
    await page.getByRole("checkbox", { name: column, exact: true }).uncheck();
  }
  await expect(heads).toHaveText(["Name", "Status", "ID"]);
  await expect(agentRow(page, "agent-5").locator(":scope > *")).toHaveCount(3);
  expect(new URL(page.url()).hash).toBe("#/projects/20?columns=name,status,id");

  await page.reload();
  await expect(agentRow(page, "agent-5")).toBeVisible();
  await expect(heads).toHaveText(["Name", "Status", "ID"]);
  await page.getByText("Columns", { exact: true }).click();
  // Each returns to its own position.
  for (const column of ["Created by", "Project", "Tokens", "Created", "Last contact"]) {
    await page.getByRole("checkbox", { name: column, exact: true }).check();
  }
  await expect(heads).toHaveText([
    "Name",
    "Status",
    "Last contact",
    "Tokens",
    "Project",
    "Created",
    "Created by",
    "ID",
  ]);
  expect(new URL(page.url()).hash).toBe("#/projects/20");
});

test("what is shown is exported: rows, order and columns", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "groups/platform?columns=name,project,id");
  await page.getByRole("searchbox", { name: "Filter agents" }).fill("project:edge/asia");
  await sortBy(page, "ID");
  await sortBy(page, "ID");
  await expect(columnHead(page, "ID")).toHaveAttribute("aria-sort", "descending");
  const ids = await agentTable(page)
    .locator("[data-agent-id]")
    .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute("data-agent-id"))));
  expect(ids.length).toBeGreaterThan(2);

  const [csvName, csv] = await exported(page, "CSV");
  expect(csvName).toBe("agents.csv");
  const [head, ...lines] = csv.trimEnd().split("\r\n");
  // Without this mark, Excel assumes the computer's code page.
  expect(head).toBe("\u{feff}name,project,id");
  expect(lines.map((line) => Number(line.split(",")[2]))).toEqual(ids);

  const [jsonName, json] = await exported(page, "JSON");
  expect(jsonName).toBe("agents.json");
  const rows = JSON.parse(json) as { id: number }[];
  expect(rows.map((row) => row.id)).toEqual(ids);
  expect(Object.keys(rows[0]!)).toEqual(["name", "project", "id"]);
});

test("exports unknown values as unknown", async ({ page, agentConsole, gitlab }) => {
  await gitlab.faults({ path: "/graphql$", fault: { kind: "hold" } });
  await openAgents({ page, agentConsole }, "projects/20?columns=name,status,last_contact");
  const [, csv] = await exported(page, "CSV");
  expect(csv.split("\r\n")[1]).toBe("agent-1,unknown,unknown");
  await gitlab.faults();
});
