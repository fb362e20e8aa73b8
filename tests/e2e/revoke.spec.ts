import type { Page } from "@playwright/test";
import { everywhere, expect, test } from "./fixtures.ts";
import { agentPanel, agentRow, changeElsewhere, openAgents } from "./steps/agents.ts";
import { tokenCard } from "./steps/tokens.ts";

const agent5 = "projects/20/agents/5";

function revokeDialog(page: Page) {
  return page.getByRole("dialog", { name: /^Revoke token / });
}

/** Opens the revocation dialog for the open agent's token whose card contains this text. */
async function beginRevoking(page: Page, text: string) {
  const card = agentPanel(page).locator("[data-token-id]").filter({ hasText: text });
  const id = await card.getAttribute("data-token-id");
  await card.getByRole("button", { name: "Revoke" }).click();
  const dialog = revokeDialog(page);
  const submit = dialog.getByRole("button", { name: "Revoke token" });
  await expect(submit).toBeVisible();
  return { dialog, submit, seal: dialog.getByLabel("Type"), number: `#${id}` };
}

test("revokes a token that was never used with one button", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, agent5);
  const { dialog, submit, seal } = await beginRevoking(page, "abcd");
  await expect(dialog).toContainText("never used");
  await expect(dialog).toContainText("Nothing depends on it.");
  await expect(seal).toHaveCount(0);
  await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  await submit.click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("Token abcd is revoked.")).toBeVisible();
  await expect(tokenCard(page, 1)).toHaveCount(0);
  await expect(tokenCard(page, 2)).toBeVisible();
  expect(await gitlab.ledger()).toMatchObject([
    { action: "revoke_token", project_id: 20, agent_id: 5, token_id: 1, name: "abcd" },
  ]);
});

for (const [kind, address, token, account] of [
  [
    "idle",
    "projects/101/agents/202",
    "Before the rotation",
    "It has not been used for over an hour, and the agent has another token.",
  ],
  ["live", "projects/101/agents/204", "To be revoked", "It is in use."],
  ["only", "projects/101/agents/206", "canary-eu-install", "It is the agent's only token."],
  ["only idle", "projects/101/agents/208", "Installed by hand", "It is the agent's only token."],
] as const) {
  test(`wants the number typed, under an account of what breaks: ${kind}`, async ({
    page,
    agentConsole,
    gitlab,
  }) => {
    await openAgents({ page, agentConsole }, address);
    const { dialog, submit, seal, number } = await beginRevoking(page, token);
    await expect(dialog).toContainText(account);
    await expect(dialog).toContainText("Revoking cannot be undone.");
    await expect(seal).toBeFocused();
    await expect(dialog.getByLabel(`Type ${number} to confirm`)).toBeVisible();
    for (const typed of ["", number.slice(2), `${number}0`, "#"]) {
      await seal.fill(typed);
      await expect(submit).toHaveAttribute("aria-disabled", "true");
      await seal.press("Enter");
    }
    expect(await gitlab.ledger()).toEqual([]);
    await seal.fill(` ${number} `);
    await expect(submit).toHaveAttribute("aria-disabled", "false");
    await seal.press("Enter");
    await expect(dialog).toBeHidden();
    expect(await gitlab.ledger()).toMatchObject([{ action: "revoke_token" }]);
  });
}

test("keeps the contact that was seen when its token is revoked", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "projects/101/agents/202");
  const contact = agentPanel(page).locator("dt", { hasText: "Last contact" }).locator("+ dd");
  await expect(contact).toContainText(/^(just now|\d+ s ago)/);
  const { dialog, seal, number } = await beginRevoking(page, "-rotation");
  await seal.fill(number);
  await seal.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(contact).toContainText(/^(just now|\d+ s ago) with a token that is no longer active/);
});

test("asks strictly when the use of a token cannot be read", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 403 .*\/tokens\/1\)$/);
  await openAgents({ page, agentConsole }, agent5);
  await expect(tokenCard(page, 1)).toContainText("never used");
  await gitlab.faults({ path: "/tokens/1$", fault: { kind: "status", code: 403 } });
  const { dialog, seal } = await beginRevoking(page, "abcd");
  await expect(dialog).toContainText("use not known");
  await expect(dialog).toContainText("When it was last used could not be read.");
  await expect(seal).toBeVisible();
});

test("reads the last use again when its dialog opens", async ({ page, agentConsole, gitlab }) => {
  await openAgents({ page, agentConsole }, agent5);
  await expect(tokenCard(page, 1)).toContainText("never used");
  await gitlab.contact(5, 1);
  const { dialog, seal } = await beginRevoking(page, "abcd");
  await expect(dialog).toContainText(/used (just now|\d+ s ago)/);
  await expect(dialog).toContainText("Anything that connects with it loses its connection at once.");
  await expect(seal).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  expect(await gitlab.ledger()).toEqual([]);
});

test("is content when somebody else was faster", everywhere, async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, agent5);
  const { dialog, submit } = await beginRevoking(page, "abcd");
  await changeElsewhere(gitlab, "DELETE", "/projects/20/cluster_agents/5/tokens/1");
  await submit.click();
  await expect(dialog).toBeHidden();
  await expect(tokenCard(page, 1)).toHaveCount(0);
});

test("keeps its dialog when revoking fails", async ({ page, agentConsole, gitlab, trouble }) => {
  trouble.allow(/status of 403 .*\/tokens\/1\)$/);
  await openAgents({ page, agentConsole }, agent5);
  const { dialog, submit } = await beginRevoking(page, "abcd");
  await gitlab.faults({
    method: "DELETE",
    fault: { kind: "status", code: 403, body: { message: "403 Forbidden" } },
  });
  await submit.click();
  const alert = dialog.getByRole("alert");
  await expect(alert).toContainText("GitLab does not allow this change.");
  await expect(alert).toContainText("HTTP 403");
  await gitlab.faults();
  await submit.click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("Token abcd is revoked.")).toBeVisible();
});

/** GitLab commits, and a proxy answers with its own page. */
const pageAfterCommit = {
  kind: "after_commit",
  code: 200,
  body: "<!doctype html><title>Sign in</title>",
  content_type: "text/html",
};

for (const [what, fault, sentence, commits] of [
  ["none, after the commit", { kind: "drop_after_commit" }, "Token abcd is revoked.", 1],
  ["none, before the commit", { kind: "drop_before_commit" }, "No answer from GitLab.", 0],
  ["a login page, after the commit", pageAfterCommit, "Token abcd is revoked.", 1],
  ["a login page, before it", { kind: "html" }, "The answer cannot be understood.", 0],
] as const) {
  test(`finds out what became of a reply that is not GitLab's: ${what}`, async ({
    page,
    agentConsole,
    gitlab,
    trouble,
  }) => {
    trouble.allow(/ERR_EMPTY_RESPONSE|ERR_CONNECTION/, /status of 404 .*\/tokens\/1\)$/);
    await openAgents({ page, agentConsole }, agent5);
    const { submit } = await beginRevoking(page, "abcd");
    await gitlab.faults({ method: "DELETE", fault });
    await submit.click();
    await expect(page.getByText(sentence)).toBeVisible();
    await expect(page.getByText("is revoked.")).toHaveCount(commits);
    expect(await gitlab.ledger()).toHaveLength(commits);
    await expect(tokenCard(page, 1)).toHaveCount(1 - commits);
  });
}

test.describe("deleting an agent", () => {
  const deleteDialog = (page: Page) => page.getByRole("dialog", { name: /^Delete agent / });
  const begin = async (page: Page) => {
    await agentPanel(page).getByRole("button", { name: "Delete agent …" }).click();
    const dialog = deleteDialog(page);
    const submit = dialog.getByRole("button", { name: "Delete agent" });
    return { dialog, submit, seal: dialog.getByLabel("Type") };
  };

  test("says what goes and what stays, and wants its number", async ({
    page,
    agentConsole,
    gitlab,
  }) => {
    await openAgents({ page, agentConsole }, "projects/101/agents/201");
    const { dialog, submit, seal } = await begin(page);
    await expect(dialog).toContainText("This agent is in contact right now.");
    await expect(dialog.locator("pre")).toContainText("helm uninstall prod-eu-1 ");
    await expect(seal).toBeFocused();
    await submit.click({ force: true });
    await seal.fill("20");
    await seal.press("Enter");
    expect(await gitlab.ledger()).toEqual([]);
    // The `#` before the number is optional.
    await seal.fill("201");
    await submit.click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText("Agent prod-eu-1 is deleted.")).toBeVisible();
    await expect(agentRow(page, "prod-eu-1")).toHaveCount(0);
    await expect(agentPanel(page)).toHaveCount(0);
    expect(await gitlab.ledger()).toMatchObject([{ action: "delete_agent", agent_id: 201 }]);
  });

  for (const [name, address, consequence] of [
    ["an idle", "projects/101/agents/208", "has not been in contact for over an hour, or never"],
    ["a tokenless", "projects/20/agents/1", "This agent has no token."],
  ] as const) {
    test(`knows ${name} agent`, async ({ page, agentConsole }) => {
      await openAgents({ page, agentConsole }, address);
      const { dialog } = await begin(page);
      await expect(dialog).toContainText(consequence);
    });
  }

  test("keeps its dialog when that fails, and is content when it is gone", async ({
    page,
    agentConsole,
    gitlab,
    trouble,
  }) => {
    trouble.allow(/status of 40[34] .*\/cluster_agents\/2\)$/);
    await openAgents({ page, agentConsole }, "projects/20/agents/2");
    const { dialog, submit, seal } = await begin(page);
    await gitlab.faults({ method: "DELETE", fault: { kind: "status", code: 403 } });
    await seal.fill("#2");
    await submit.click();
    await expect(dialog.getByRole("alert")).toContainText("GitLab does not allow this change.");
    await gitlab.faults();
    await changeElsewhere(gitlab, "DELETE", "/projects/20/cluster_agents/2");
    // The typed text is still there.
    await expect(seal).toHaveValue("#2");
    await submit.click();
    await expect(page.getByText("Agent agent-2 was already deleted.")).toBeVisible();
    await expect(agentRow(page, "agent-2")).toHaveCount(0);
  });

  test("takes no login page for a deletion", async ({ page, agentConsole, gitlab, trouble }) => {
    trouble.allow(/status of 404 .*\/cluster_agents\/2\)$/);
    await openAgents({ page, agentConsole }, "projects/20/agents/2");
    const { dialog, submit, seal } = await begin(page);
    await gitlab.faults({ method: "DELETE", fault: { kind: "html" } });
    await seal.fill("#2");
    await submit.click();
    await expect(dialog.getByRole("alert")).toContainText("The answer cannot be understood.");
    await expect(page.getByText("is deleted.")).toHaveCount(0);
    expect(await gitlab.ledger()).toEqual([]);

    await gitlab.faults({ method: "DELETE", fault: pageAfterCommit });
    await submit.click();
    await expect(page.getByText("Agent agent-2 is deleted.")).toBeVisible();
    await expect(agentRow(page, "agent-2")).toHaveCount(0);
    expect(await gitlab.ledger()).toMatchObject([{ action: "delete_agent", agent_id: 2 }]);
  });
});
