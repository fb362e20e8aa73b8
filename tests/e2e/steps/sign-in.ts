import { type Page, type Request, expect } from "@playwright/test";

/** The owner of a personal access token, as in `glpat-sandbox-maintainer`. */
export type Who =
  | "owner"
  | "maintainer"
  | "developer"
  | "reporter"
  | "guest"
  | "mixed"
  | "readonly"
  | "expiring"
  | "admin"
  | "outsider"
  | "korean"
  | "expired"
  | "revoked"
  | "read-user"
  | "bot"
  | "granular-read"
  | "granular-agents"
  /** With `sandbox --hostile`. */
  | "hostile";

/** The personal access token of `who` in the sandbox. */
export function tokenOf(who: Who): string {
  return `glpat-sandbox-${who}`;
}

/** The route that describes a personal access token. */
export const selfRoute = "/personal_access_tokens/self";

/** Waits until the next request to `selfRoute` ends or is cancelled. */
export function introduced(page: Page): Promise<Request> {
  const isIt = (request: Request) => request.method() === "GET" && request.url().endsWith(selfRoute);
  return Promise.race([
    page.waitForEvent("requestfinished", isIt),
    page.waitForEvent("requestfailed", isIt),
  ]);
}

/** The labels of the sign-in page, by language. */
const words = {
  en: { token: "Personal access token", submit: "Sign in" },
  ko: { token: "개인 액세스 토큰", submit: "로그인" },
};

/** Types a token into the sign-in page and submits it. */
export async function sendToken(
  page: Page,
  token: string,
  language: keyof typeof words = "en",
): Promise<void> {
  const { token: label, submit } = words[language];
  await page.getByLabel(label, { exact: true }).fill(token);
  await page.getByRole("button", { name: submit, exact: true }).click();
}

/** Signs in as `who` and waits for success. */
export async function signIn(
  page: Page,
  who: Who = "maintainer",
  language: keyof typeof words = "en",
): Promise<void> {
  await sendToken(page, tokenOf(who), language);
  await expect(accountMenu(page)).toBeVisible();
}

/** The button that opens the account menu; only there while signed in. */
export function accountMenu(page: Page) {
  return page.getByRole("banner").locator("summary");
}

/** Opens the account menu and returns its labels and values. */
export async function accountFacts(page: Page): Promise<Record<string, string>> {
  await accountMenu(page).click();
  const list = page.getByRole("banner").locator("dl");
  await expect(list).toBeVisible();
  const names = await list.locator("dt").allTextContents();
  const facts = await list.locator("dd").allTextContents();
  return Object.fromEntries(names.map((name, at) => [name, facts[at] ?? ""]));
}

/** Signs out by the account menu. */
export async function signOut(page: Page): Promise<void> {
  await accountMenu(page).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(accountMenu(page)).toHaveCount(0);
}
