import { expect, test } from "@playwright/test";

// Not part of the suite: `cargo xtask stranger` runs it against a demo that it started, with the
// address and the token that the demo printed.
const { CONSOLE = "", TOKEN = "" } = process.env;

/** The value of the demo's new token, as shown in the dialog. */
const VALUE = /^glagent-\S{20,}$/;

test.setTimeout(60_000);

test("somebody new gets a token", async ({ page }) => {
  const start = Date.now();
  let before = start;
  const done = (what: string) => {
    const now = Date.now();
    console.log(`${seconds(now - before)}  ${what}`);
    before = now;
  };

  await page.goto(CONSOLE);
  const token = page.getByLabel("Personal access token");
  await token.waitFor();
  done("open the console");

  await token.fill(TOKEN);
  await token.press("Enter");
  await page.getByRole("searchbox", { name: "Search projects and groups" }).fill("test");
  done("sign in");

  await page.getByRole("checkbox", { name: "root/test" }).check();
  // The button above the results; the other one belongs to the pasted list.
  await page.getByRole("button", { name: "Show agents" }).first().click();
  await page.getByRole("link", { name: "agent-1", exact: true }).click();
  done("find an agent");

  await page.getByRole("button", { name: "Create first token" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Create token" }).click();
  await dialog.getByRole("button", { name: "Show", exact: true }).click();
  await expect(dialog.getByRole("group", { name: "Token value" }).locator("code")).toHaveText(VALUE);
  done("create a token and see it");

  console.log(`${seconds(before - start)}  from the address to the token`);
});

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1).padStart(9)} s`;
}
