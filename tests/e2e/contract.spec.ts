import { test as base } from "@playwright/test";
import { caseNames, ContractPage, contractPackage } from "./fixtures/contract.ts";
import { Sandbox } from "./fixtures/sandbox.ts";

// The client's contract through the console's own transport. A page and its sandbox are reused for
// all cases until one fails.
const test = base.extend<object, { contractPage: ContractPage }>({
  contractPage: [
    async ({ browser }, use) => {
      const sandbox = await Sandbox.start(["--agents", "250"], contractPackage);
      const page = await browser.newPage();
      await use(await ContractPage.open(page, sandbox));
      await page.close();
      await sandbox.stop();
    },
    { scope: "worker" },
  ],
});

test.describe.configure({ mode: "parallel" });

for (const name of await caseNames()) {
  test(name, ({ contractPage }) => contractPage.play(name));
}
