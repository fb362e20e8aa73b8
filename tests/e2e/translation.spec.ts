import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { agentPanel, agentRow, agentTable, columnHead, openAgents, sortBy } from "./steps/agents.ts";
import { tokenCard } from "./steps/tokens.ts";

test.use({ viewport: { width: 1440, height: 900 } });

/** Does what page translators do to every text: replaces it by a `<font>` with the translation. */
async function translate(page: Page): Promise<void> {
  await page.locator("agent-console").evaluate((console) => {
    const texts: Text[] = [];
    const walker = document.createTreeWalker(console.shadowRoot!, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      texts.push(walker.currentNode as Text);
    }
    for (const text of texts.filter((text) => text.data.trim() && text.parentElement?.tagName !== "STYLE")) {
      const [outer, inner] = [document.createElement("font"), document.createElement("font")];
      inner.textContent = text.data;
      outer.append(inner);
      text.replaceWith(outer);
    }
  });
}

/** Each row's name, and the id of the agent that its link opens. */
function names(page: Page): Promise<{ shown: string; id: number }[]> {
  return agentTable(page)
    .locator("[data-agent-id]")
    .evaluateAll((rows) =>
      rows.map((row) => ({
        shown: row.querySelector("[role=rowheader]")?.textContent ?? "",
        id: Number(row.getAttribute("data-agent-id")),
      })),
    );
}

test("rows say what they are after a page translator has been there", async ({
  page,
  agentConsole,
}) => {
  await openAgents({ page, agentConsole }, "groups/platform");
  await sortBy(page, "Name");
  await expect(columnHead(page, "Name")).toHaveAttribute("aria-sort", "descending");
  const right = new Map((await names(page)).map(({ id, shown }) => [id, shown]));
  await sortBy(page, "Name");
  for (const { id, shown } of await names(page)) {
    right.set(id, shown);
  }
  await translate(page);
  await sortBy(page, "Name");
  await expect(columnHead(page, "Name")).toHaveAttribute("aria-sort", "descending");
  for (const { id, shown } of await names(page)) {
    expect(shown).toBe(right.get(id) ?? shown);
  }
  const filter = page.getByRole("searchbox", { name: "Filter agents" });
  await filter.fill("edge-seoul");
  await expect(agentRow(page, "edge-seoul")).toBeVisible();
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(agentRow(page, "edge-seoul")).toBeVisible();
});

test("a token is revoked in a translated dialog", async ({ page, agentConsole, gitlab }) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/5");
  await agentPanel(page).getByRole("button", { name: "Revoke foobar #2" }).click();
  const dialog = page.getByRole("dialog", { name: "Revoke token foobar #2?" });
  await expect(dialog.getByRole("button", { name: "Revoke token" })).toBeVisible();
  await translate(page);
  await dialog.locator("form").evaluate((form) => (form as HTMLFormElement).requestSubmit());
  await expect(dialog).toBeHidden();
  await expect(tokenCard(page, 2)).toHaveCount(0);
  await expect(tokenCard(page, 1)).toContainText("abcd");
  expect(await gitlab.ledger()).toMatchObject([{ action: "revoke_token", token_id: 2 }]);
});

test("names and numbers are not for translators", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "projects/101/agents/201");
  await agentPanel(page).getByText("All fields").click();
  await agentPanel(page).getByRole("button", { name: "Delete agent …" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  const translatable = await page.locator("agent-console").evaluate((console) => {
    const texts: string[] = [];
    const walker = document.createTreeWalker(console.shadowRoot!, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode as Text;
      if (text.parentElement?.translate && text.parentElement.tagName !== "STYLE") {
        texts.push(text.data);
      }
    }
    return texts.filter((text) => /prod-eu-1|platform\/|#\d|\b201\b/.test(text));
  });
  expect(translatable).toEqual([]);
});
