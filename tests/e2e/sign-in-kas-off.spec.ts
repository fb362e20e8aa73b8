import { expect, test } from "./fixtures.ts";
import { accountFacts, signIn } from "./steps/sign-in.ts";

test.use({ sandboxArguments: ["--kas", "off"] });

test("a GitLab without its agent server is marked", async ({ page, agentConsole }) => {
  await agentConsole.open();
  await signIn(page);
  await expect(page.getByRole("banner").getByText("KAS is off").first()).toBeVisible();
  expect(await accountFacts(page)).toMatchObject({ "Agent server (KAS)": "KAS is off" });
});
