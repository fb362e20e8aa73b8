import { everywhere, expect, test } from "./fixtures.ts";
import { agentPanel, agentRow, ask, changeElsewhere, openAgents } from "./steps/agents.ts";
import { expectNoOverflow, expectText, setCanary } from "./steps/hostile.ts";
import { signIn } from "./steps/sign-in.ts";
import {
  beginToken,
  createDialog,
  revealDialog,
  revealToken,
  secretValue,
  sendToken,
} from "./steps/tokens.ts";

const longest = "a-very-long-but-valid-agent-name-that-fills-all-63-characters-1";

/** By agent: each token's name and description as the page must show them. */
const tokens: Record<string, [string, string][]> = {
  [longest]: [
    ["<script>alert('token')</script>", "<svg/onload=alert(2)>"],
    ["javascript:alert(3)//", "[click](javascript:alert(4)) {{7*7}} ${7*7}"],
  ],
  "0": [
    ["⟨U+202E⟩desrever si siht⟨U+202C⟩", "⟨U+2067⟩right to left⟨U+2069⟩ שלום مرحبا"],
    ["zero⟨U+200B⟩width⟨U+FEFF⟩and⟨U+00AD⟩soft", "a\u0301\u0302\u0303\u0304 combining"],
  ],
  "lab-markup": [
    ["👩⟨U+200D⟩💻🏳️⟨U+200D⟩🌈🇰🇷", "한국어 설명, 日本語, ไทย, 🧨🧨🧨"],
    ["=cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0⟨U+0009⟩tab, comma; \"quote\""],
  ],
  "lab-unicode": [
    [
      "'; DROP TABLE cluster_agent_tokens; --",
      "line one⟨U+000A⟩line two⟨U+000D⟩⟨U+000A⟩line three",
    ],
    [" leading and trailing spaces ", "%00 %2e%2e%2f \\u0041 \\"],
  ],
};

test.beforeEach(({ page }) => setCanary(page));

test("the checks detect violations", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  await expectText(page);
  await expectNoOverflow(page, "agent-console aside");
  await page.evaluate(() => alert("ran"));
  await expect(expectText(page)).rejects.toThrow("toBeUndefined");
  await page.locator("agent-console aside").evaluate((panel) => {
    const wide = document.createElement("img");
    wide.style.minInlineSize = "3000px";
    Object.assign(window, { canary: undefined });
    panel.append(wide);
  });
  await expect(expectText(page)).rejects.toThrow(":is(script, img");
  await expect(expectNoOverflow(page, "agent-console aside")).rejects.toThrow("toEqual");
});

test("shows hostile names and descriptions as text, and what is unseen", everywhere, async ({
  page,
  agentConsole,
}) => {
  await openAgents({ page, agentConsole }, "projects/112");
  for (const [agent, expected] of Object.entries(tokens)) {
    await agentRow(page, agent).getByRole("link").click();
    await expect(agentPanel(page).getByRole("heading", { name: agent, exact: true })).toBeVisible();
    const cards = agentPanel(page).locator("[data-token-id]");
    await expect(cards).toHaveCount(2);
    const shown = await cards.evaluateAll((cards) =>
      cards.map((card) => [
        card.querySelector(".token__name")?.textContent,
        card.querySelector(".token__description")?.textContent,
      ]),
    );
    expect(shown).toEqual(expected);
    await expectText(page);
    await expectNoOverflow(page, "agent-console aside");
  }
});

test("holds the longest names and descriptions", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "projects/112");
  await agentRow(page, "lab-lengths").getByRole("link").click();
  await expect(agentPanel(page).getByText("m".repeat(255))).toBeVisible();
  await expect(agentPanel(page).getByText("W".repeat(1024))).toBeVisible();
  await expectNoOverflow(page, "agent-console aside");
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoOverflow(page, "agent-console aside");
});

test("shows the name of a hostile project as text", async ({ page, agentConsole }) => {
  await agentConsole.open();
  await signIn(page);
  await page.getByLabel("Search projects and groups").fill("lab");
  await expect(page.getByText("platform/edge/lab")).toBeVisible();
  await expectText(page);
});

test("shows what GitLab says as text", async ({ page, agentConsole, gitlab, trouble }) => {
  trouble.allow(/status of 400/);
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  await beginToken(page);
  const body = { message: "400 Bad request - <img src=x onerror=alert(1)>\u202e" };
  await gitlab.faults({ method: "POST", fault: { kind: "status", code: 400, body } });
  await sendToken(page);
  await expect(createDialog(page).getByRole("alert")).toContainText(
    "GitLab: <img src=x onerror=alert(1)>⟨U+202E⟩",
  );
  await expectText(page);
});

test("fits a reveal with long names on a narrow page", async ({ page, agentConsole, gitlab }) => {
  const agents = await ask<{ id: number; name: string }[]>(gitlab, "/projects/112/cluster_agents");
  const { id } = agents.find((agent) => agent.name === longest)!;
  const path = `/projects/112/cluster_agents/${id}/tokens`;
  const [first] = await ask<{ id: number }[]>(gitlab, path);
  await changeElsewhere(gitlab, "DELETE", `${path}/${first?.id}`);
  await page.setViewportSize({ width: 320, height: 640 });
  await openAgents({ page, agentConsole }, `projects/112/agents/${id}`);
  await revealToken(page);
  await expectNoOverflow(page, "agent-console dialog");
  await revealDialog(page).getByRole("button", { name: "Show" }).click();
  await expect(secretValue(page)).toBeVisible();
  await expectNoOverflow(page, "agent-console dialog");
  for (const control of await revealDialog(page).locator("button, input, code").all()) {
    const box = (await control.boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(320);
  }
  await revealDialog(page).getByRole("button", { name: "Close" }).click();
  await expectNoOverflow(page, "agent-console dialog >> nth=-1");
  await expectText(page);
});
