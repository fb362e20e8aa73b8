import { expect, test } from "./fixtures.ts";
import { accountMenu, sendToken, tokenOf } from "./steps/sign-in.ts";

test.use({ sandboxArguments: ["--gitlab-version", "15.4.0"] });

test("names the version of a GitLab that is too old", async ({
  page,
  agentConsole,
  trouble,
}) => {
  // This GitLab version cannot describe a token.
  trouble.allow(/status of 404 .*\/personal_access_tokens\/self/);
  await agentConsole.open();
  await sendToken(page, tokenOf("maintainer"));
  await expect(page.getByRole("alert")).toContainText(
    /This GitLab is version 15\.4\.0.*The console needs 15\.5 or newer\./,
  );
  await expect(accountMenu(page)).toHaveCount(0);
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
});
