import { expect, test } from "./fixtures.ts";
import { openAgents } from "./steps/agents.ts";
import { createDialog, revealDialog, sendToken } from "./steps/tokens.ts";

test.use({ sandboxArguments: ["--kas", "off"] });

test("says before registering that no agent can connect", async ({ page, agentConsole }) => {
  await openAgents({ page, agentConsole }, "projects/21");
  await page.getByRole("button", { name: "Register agent" }).click();
  const dialog = page.getByRole("dialog", { name: "Register an agent" });
  await expect(dialog.getByRole("status").first()).toContainText(
    "The agent server (KAS) is switched off in this GitLab.",
  );
  await dialog.getByLabel("Name", { exact: true }).fill("early");
  await dialog.getByRole("button", { name: "Register and create token" }).click();
  await expect(createDialog(page)).toBeVisible();
  await sendToken(page);

  const install = revealDialog(page).getByRole("region", { name: "Install the agent" });
  await expect(install).toContainText("The address of the agent server is not known.");
  const placeholder = "--set config.kasAddress=KAS_ADDRESS_OF_YOUR_GITLAB";
  await expect(install.locator("pre")).toContainText(placeholder);
  await install.getByRole("tab", { name: "Helm, with the token in it" }).click();
  await expect(install.locator("pre")).toContainText(placeholder);
});
