import type { Page } from "@playwright/test";
import type { Gitlab } from "./fixtures/gitlab.ts";
import { everywhere, expect, test } from "./fixtures.ts";
import { agentPanel, agentRow, changeElsewhere, openAgents } from "./steps/agents.ts";
import { created, expectOrphan, journal, lost, refuseStorage, replaceButton } from "./steps/lost.ts";
import {
  beginToken,
  callsOf,
  closeStored,
  createDialog,
  revealDialog,
  secretValue,
  sendToken,
  sha256,
  tokenCard,
  tokensRoute,
} from "./steps/tokens.ts";

const agentsRoute = "/projects/:id/cluster_agents";

test.beforeEach(({ trouble }) => trouble.allow(lost));

/** Registers `name` with this fault in the request. */
async function register(page: Page, gitlab: Gitlab, name: string, kind: string): Promise<void> {
  await page.getByRole("button", { name: "Register agent" }).click();
  const dialog = page.getByRole("dialog", { name: "Register an agent" });
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await gitlab.faults({ method: "POST", fault: { kind } });
  await dialog.getByRole("button", { name: "Register and create token" }).click();
}

test("finds an agent whose registration was not heard of", everywhere, async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, "projects/21");
  await register(page, gitlab, "quiet-one", "drop_after_commit");
  await expect(page.getByText("Agent quiet-one is registered. The reply was lost,")).toBeVisible();
  await expect(createDialog(page)).toHaveAccessibleName("Create a token for quiet-one");
  await gitlab.faults();
  await sendToken(page);
  await expect(revealDialog(page)).toBeVisible();
  expect(await callsOf(gitlab, "POST", agentsRoute)).toBe(1);
  expect(await gitlab.ledger()).toHaveLength(2);
});

test("says that an agent was not registered", everywhere, async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, "projects/21");
  await register(page, gitlab, "nobody", "drop_before_commit");
  const dialog = page.getByRole("dialog", { name: "Register an agent" });
  await expect(dialog).toContainText("nobody was not registered: the reply was lost");
  expect(await callsOf(gitlab, "POST", agentsRoute)).toBe(1);
  expect(await gitlab.ledger()).toEqual([]);

  await gitlab.faults();
  await dialog.getByRole("button", { name: "Try again" }).click();
  await expect(dialog.getByLabel("Name", { exact: true })).toHaveValue("nobody");
  await dialog.getByRole("button", { name: "Register and create token" }).click();
  await expect(createDialog(page)).toBeVisible();
  expect(await callsOf(gitlab, "POST", agentsRoute)).toBe(2);
});

test("names a token that the browser created with a request it sent twice", everywhere, async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 400/);
  await changeElsewhere(gitlab, "POST", "/projects/20/cluster_agents/1/tokens", { name: "older" });
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  // Like a browser whose reused connection ends without a response: the first sending is never
  // reported.
  await page.route("**/cluster_agents/1/tokens", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    await route.fetch();
    const response = await route.fetch();
    await route.fulfill({ response });
  });
  await beginToken(page);
  await sendToken(page);
  await expectOrphan(page, gitlab);
});

test("names every token that the browser created after a 408", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 408 /);
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  await beginToken(page);
  await gitlab.faults(
    {
      method: "POST",
      fault: {
        kind: "after_commit",
        code: 408,
        body: "408 Request Timeout",
        content_type: "text/plain",
      },
    },
    // As before GitLab 16.2, which did not limit an agent's tokens.
    { fault: { kind: "limit_tokens", n: 99 } },
  );
  await sendToken(page);
  const dialog = createDialog(page);
  await expect(dialog).toContainText(/ were created, and their values were lost on the way\./);
  await expect(dialog).not.toContainText("refused");
  const tokens = await created(gitlab);
  expect(tokens.length, "Chromium sends it again by itself").toBeGreaterThan(1);
  for (const { name, token_id: id } of tokens) {
    await expect(dialog).toContainText(`${name} #${id}`);
  }
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(agentPanel(page).getByText(`${tokens.length} of 2 slots used`)).toBeVisible();
  expect(await created(gitlab)).toHaveLength(tokens.length);
});

/** The response to a creation is a little longer than this. */
const ALMOST_WHOLE = 200;

for (const [when, fault] of [
  ["after the commit", { kind: "drop_after_commit" }],
  ["before its first byte", { kind: "cut_after", bytes: 0 }],
  ["after its first byte", { kind: "cut_after", bytes: 1 }],
  ["in the middle", { kind: "cut_after", bytes: 60 }],
  ["near its end", { kind: "cut_after", bytes: ALMOST_WHOLE }],
  ["without the token field", { kind: "no_secret" }],
] as const) {
  for (const storage of ["allowed", "refused"] as const) {
    // Only the console's own page has storage.
    const everywhereWithout = storage === "refused" ? everywhere : {};
    test(`names a token whose reply ended ${when}, with storage ${storage}`, everywhereWithout, async ({
      page,
      agentConsole,
      gitlab,
    }) => {
      if (storage === "refused") await refuseStorage(page);
      await openAgents({ page, agentConsole }, "projects/20/agents/1");
      await beginToken(page);
      await gitlab.faults({ method: "POST", fault });
      await sendToken(page);
      const { name, token_id: id } = await expectOrphan(page, gitlab);
      const dialog = createDialog(page);
      await expect(dialog).toContainText("The value cannot be read again.");
      expect(await callsOf(gitlab, "POST", tokensRoute)).toBe(1);
      expect(await gitlab.ledger()).toHaveLength(1);

      // One button leads through the revocation to a new token.
      await gitlab.faults();
      await replaceButton(dialog).click();
      const revocation = page.getByRole("dialog", { name: `Revoke token ${name} #${id}?` });
      await expect(revocation).toContainText("Next, you create a replacement.");
      expect(await gitlab.ledger(), "nothing is revoked unasked").toHaveLength(1);
      await revocation.getByRole("button", { name: "Revoke token" }).click();
      await expect(page.getByText(`Token ${name} is revoked.`)).toBeVisible();
      await expect(dialog.getByLabel("Name")).not.toHaveValue(name ?? "");
      expect(await callsOf(gitlab, "POST", tokensRoute), "nor created").toBe(1);
      await sendToken(page);
      await expect(revealDialog(page)).toBeVisible();
      const value = (await secretValue(page).textContent()) ?? "";
      const [first, revoked, second, ...more] = await gitlab.ledger();
      expect(more).toEqual([]);
      expect(revoked).toMatchObject({ action: "revoke_token", token_id: first?.token_id });
      expect(second).toMatchObject({ action: "create_token", secret_sha256: sha256(value) });
      await closeStored(page);
      await expect(agentPanel(page).getByText("1 of 2 slots used")).toBeVisible();
      await expect(tokenCard(page, id ?? 0)).toHaveCount(0);
      if (storage === "allowed") expect(await journal(page)).toBeNull();
    });
  }
}

test("goes back to the orphan when its revocation is called off", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  await beginToken(page);
  await gitlab.faults({ method: "POST", fault: { kind: "drop_after_commit" } });
  await sendToken(page);
  await expectOrphan(page, gitlab);
  await replaceButton(createDialog(page)).click();
  const revocation = page.getByRole("dialog", { name: /^Revoke / });
  await revocation.getByRole("button", { name: "Cancel" }).click();
  await expectOrphan(page, gitlab);
  await createDialog(page).getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(await gitlab.ledger()).toHaveLength(1);
  expect(await journal(page)).toBeNull();
});

test("continues to a new token if the orphan no longer exists", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 404 .*\/tokens\/\d+\)$/);
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  await beginToken(page);
  await gitlab.faults({ method: "POST", fault: { kind: "drop_after_commit" } });
  await sendToken(page);
  const { token_id: id } = await expectOrphan(page, gitlab);
  await gitlab.faults();
  await changeElsewhere(gitlab, "DELETE", `/projects/20/cluster_agents/1/tokens/${id}`);
  await replaceButton(createDialog(page)).click();
  const revocation = page.getByRole("dialog", { name: /^Revoke / });
  await expect(revocation).toContainText("This token is already revoked");
  await revocation.getByRole("button", { name: "Create token" }).click();
  await expect(createDialog(page).getByLabel("Name")).toBeFocused();
  await sendToken(page);
  await expect(revealDialog(page)).toBeVisible();
});

test("says that no token was created", everywhere, async ({ page, agentConsole, gitlab }) => {
  await page.clock.install();
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  await beginToken(page);
  await gitlab.faults({ method: "POST", fault: { kind: "drop_before_commit" } });
  await sendToken(page);
  const dialog = createDialog(page);
  await expect(dialog).toContainText("The reply was lost. Checking whether the token was created …");
  // A list may lag behind, so it looks a second time before it says so.
  await page.clock.runFor("00:10");
  await expect(dialog).toContainText("Nothing was created.");
  expect(await callsOf(gitlab, "POST", tokensRoute)).toBe(1);
  expect(await gitlab.ledger()).toEqual([]);

  await gitlab.faults();
  await dialog.getByRole("button", { name: "Try again" }).click();
  await sendToken(page);
  await expect(revealDialog(page)).toBeVisible();
  expect(await callsOf(gitlab, "POST", tokensRoute)).toBe(2);
});

test("admits that it does not know, and looks again on request", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 403 .*\/tokens/);
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  await beginToken(page);
  await gitlab.faults(
    { method: "POST", fault: { kind: "drop_after_commit" } },
    // The first list is the one before the creation.
    { method: "GET", path: "/tokens$", nth: 2, fault: { kind: "status", code: 403 } },
  );
  await sendToken(page);
  const dialog = createDialog(page);
  await expect(dialog).toContainText("It is not known whether a token was created.");
  await expect(dialog).toContainText("GitLab does not allow this.");
  await gitlab.faults();
  await dialog.getByRole("button", { name: "Check again" }).click();
  await expect(dialog).toContainText("was created, but its value was lost");
  expect(await callsOf(gitlab, "POST", tokensRoute)).toBe(1);
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(agentRow(page, "agent-1")).toBeVisible();
});
