import { expect, test } from "./fixtures.ts";
import { settled } from "./steps/agents.ts";
import { sha256 } from "./steps/tokens.ts";
import { signIn, signOut } from "./steps/sign-in.ts";

test("falls back to English for other languages", async ({ browser, agentConsole }) => {
  await agentConsole.open();
  for (const [locale, title] of [
    ["de-DE", "Sign in"],
    ["ko", "로그인"],
    ["en-GB", "Sign in"],
  ] as const) {
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    await page.goto(agentConsole.url);
    await expect(page.getByRole("heading", { name: title })).toBeVisible();
    await context.close();
  }
});

test("the language can be changed in place, and is remembered", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  await agentConsole.open("#/projects/20/agents/5");
  // Before signing in.
  await page.getByLabel("Language").selectOption("한국어");
  await expect(page.getByRole("heading", { name: "로그인" })).toBeVisible();
  await expect(page.locator("agent-console [lang]").first()).toHaveAttribute("lang", "ko");
  await signIn(page, "maintainer", "ko");
  const panel = page.getByRole("complementary", { name: "에이전트" });
  await expect(panel.getByText("자리 2개 중 2개 사용")).toBeVisible();

  await page.reload();
  await expect(panel.getByText("자리 2개 중 2개 사용")).toBeVisible();
  await page.getByRole("banner").locator("summary").click();
  await page.getByLabel("언어").selectOption("English");
  const english = page.getByRole("complementary", { name: "Agent" });
  await expect(english.getByText("2 of 2 slots used")).toBeVisible();
  await expect(page.getByText(/[가-힣]/).filter({ hasNotText: "한국어" })).toHaveCount(0);
  await signOut(page);

  // A person's choice takes precedence over the deployment's language, and that over the browser's.
  const config = { gitlabs: [gitlab.url], language: "ko" };
  await agentConsole.open("", { config });
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.evaluate(() => localStorage.clear());
  await agentConsole.open("", { config });
  await expect(page.getByRole("heading", { name: "로그인" })).toBeVisible();
});

test("another language asks GitLab nothing, and keeps what is typed", async ({
  page,
  agentConsole,
  gitlab,
}) => {
  const speak = async (from: string, to: string) => {
    await page.getByRole("banner").locator("summary").click();
    await page.getByLabel(from).selectOption(to);
  };
  await agentConsole.open();
  await signIn(page);
  await page.getByRole("searchbox").fill("edge");
  await expect(page.getByText("platform/edge/asia", { exact: true })).toBeVisible();
  await expect(page.getByText("root/test")).toHaveCount(0);
  const pasted = page.locator("textarea");
  await pasted.fill("20 21");
  await settled(gitlab);
  const before = await gitlab.requests();
  await speak("Language", "한국어");
  await expect(page.getByRole("searchbox", { name: "프로젝트와 그룹 검색" })).toHaveValue("edge");
  await expect(pasted).toHaveValue("20 21");
  await settled(gitlab);
  expect(await gitlab.requests()).toEqual(before);

  // An open agent, with all its fields read, causes none either.
  await agentConsole.goTo("#/projects/20/agents/5");
  await settled(gitlab);
  const ofAgent = async () =>
    (await gitlab.requests()).filter(({ route }) => /cluster_agents\/:\w+$/.test(route));
  const asked = await ofAgent();
  expect(asked).not.toEqual([]);
  await page.getByText("묶음으로 저장").click();
  const name = page.locator("#set-name");
  await name.fill("내 것");
  await speak("언어", "English");
  await expect(page.getByRole("complementary", { name: "Agent" })).toBeVisible();
  await page.getByText("Save as set").click();
  await expect(name).toHaveValue("내 것");
  await settled(gitlab);
  expect(await ofAgent()).toEqual(asked);
});

test.describe("in a Korean browser", () => {
  test.use({ locale: "ko-KR" });

  test("a token is created and revealed in Korean", async ({
    page,
    agentConsole,
    gitlab,
    trouble,
  }) => {
    trouble.allow(/status of 400 .*\/tokens\)/);
    await agentConsole.open();
    await signIn(page, "korean", "ko");
    await expect(page.getByRole("heading", { name: "프로젝트나 그룹 선택" })).toBeVisible();
    await page.getByRole("searchbox", { name: "프로젝트와 그룹 검색" }).fill("root");
    await page.getByRole("list", { name: "프로젝트" }).getByLabel("root/test").check();
    await page.getByRole("button", { name: "에이전트 보기" }).first().click();
    await page.getByRole("link", { name: "agent-1" }).click();
    const panel = page.getByRole("complementary", { name: "에이전트" });
    await panel.getByRole("button", { name: "첫 토큰 만들기" }).click();

    // GitLab's refusal is in the account's language and quoted as it is.
    const naming = page.getByRole("dialog", { name: "agent-1의 토큰 만들기" });
    const create = naming.getByRole("button", { name: "토큰 만들기" });
    const name = naming.getByRole("textbox", { name: "이름" });
    await expect(name).toHaveValue(/^agent-1-\d{8}-[a-z0-9]{6}$/);
    const suggested = await name.inputValue();
    await gitlab.faults({ method: "POST", fault: { kind: "limit_tokens", n: 0 } });
    await create.click();
    const alert = naming.getByRole("alert");
    await expect(alert).toContainText(
      "GitLab: 에이전트는 한 번에 두 개의 활성 토큰만 가질 수 있습니다.",
    );
    await expect(alert).toContainText(/HTTP 400 · 요청 [0-9A-Z]{26}/);
    await expect(name).toHaveValue(suggested);
    await gitlab.faults();
    await create.click();

    const reveal = page.getByRole("dialog", { name: "agent-1의 토큰을 만들었습니다" });
    await expect(reveal).toContainText("GitLab은 이 토큰을 한 번만 보여 줍니다.");
    await reveal.getByRole("button", { name: "보기" }).click();
    const value = reveal.getByRole("group", { name: "토큰 값" }).locator("code");
    const secret = (await value.textContent()) ?? "";
    expect(await gitlab.ledger()).toMatchObject([
      { action: "create_token", name: suggested, secret_sha256: sha256(secret) },
    ]);
    await expect(reveal).toContainText("자리 2개 중 1개 사용");

    await reveal.getByRole("button", { name: "닫기" }).click();
    const question = page.getByRole("dialog", { name: "아직 보관하지 않았습니다" });
    await question.getByRole("button", { name: "열어 두기" }).click();
    await reveal.getByLabel("토큰을 보관했습니다").check();
    await reveal.getByRole("button", { name: "닫기" }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(panel.getByText("첫 접근을 기다리는 중…")).toBeVisible();
    // There is no English text anywhere.
    const english = page.getByText(/\b(of|the|is|not|used|created|waiting)\b/i);
    await expect(english.filter({ visible: true })).toHaveCount(0);
  });
});
