import { expect, test } from "./fixtures.ts";
import { accountMenu, sendToken, signIn, tokenOf } from "./steps/sign-in.ts";

const UNREACHABLE = "No answer from GitLab.";

test("a token that GitLab refuses is told apart by its reason", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 401/);
  await agentConsole.open();
  const alert = page.getByRole("alert");
  for (const [token, title, advice] of [
    [tokenOf("expired"), "The token has expired.", `Create a new one in ${gitlab.url}`],
    [tokenOf("revoked"), "The token was revoked.", `Create a new one in ${gitlab.url}`],
    ["glpat-mistyped", "GitLab does not accept this token.", `belongs to ${gitlab.url}`],
  ] as const) {
    await sendToken(page, token);
    await expect(alert).toContainText(title);
    await expect(alert).toContainText(advice);
    await expect(alert).toContainText(/request [0-9A-Z]{26}/);
    await expect(accountMenu(page)).toHaveCount(0);
    // The rejected token is neither stored nor left in the page.
    expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain(token);
    await expect(page.getByLabel("Personal access token", { exact: true })).toHaveValue("");
  }
  await sendToken(page, tokenOf("read-user"));
  await expect(alert).toContainText("its scopes (read_user) do not cover agents");
  await expect(accountMenu(page)).toHaveCount(0);
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);

  // A valid one works afterwards.
  await signIn(page);
});

test("a token that was revoked meanwhile ends a reload with its reason", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of 401/);
  await agentConsole.open("#/projects/20");
  await signIn(page);
  await gitlab.faults({ path: "/personal_access_tokens/self$", fault: { kind: "expire_pat" } });
  await page.reload();
  await expect(page.getByRole("alert")).toContainText("The token has expired.");
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  await gitlab.reset();
  await signIn(page);
  await expect(page.getByRole("link", { name: "agent-1" })).toBeVisible();
});

test("GitLab's silence during a reload keeps the token", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/CORS policy|ERR_FAILED/);
  await agentConsole.open("#/projects/20");
  await signIn(page);
  await gitlab.faults({ fault: { kind: "no_cors" } });
  await page.reload();
  await expect(page.getByRole("alert").first()).toContainText(UNREACHABLE);
  await gitlab.faults();
  await page.reload();
  await expect(page.getByRole("link", { name: "agent-1" })).toBeVisible();
});

test("what answers in place of a GitLab is told before a token is asked for", async ({
  page,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/status of (404|50\d)|CORS policy|ERR_FAILED|ERR_ABORTED/);
  const path = "/api/v4/metadata$";
  const alert = page.getByRole("alert");
  await agentConsole.open();
  for (const [fault, title, advice] of [
    [{ kind: "html" }, "A web page answers, not GitLab's API.", "A login page of a proxy or VPN"],
    [
      { kind: "status", code: 404, body: "Nothing here", content_type: "text/plain" },
      "No GitLab API at this address.",
      "if GitLab runs under a path, add it",
    ],
    [{ kind: "no_cors" }, UNREACHABLE, "removes GitLab's CORS headers"],
    [{ kind: "status", code: 502, body: "<html>" }, UNREACHABLE, "the network and VPN"],
    [
      { kind: "status", code: 500, body: {}, headers: {} },
      "GitLab, or something in front of it, had a problem.",
      "Try again in a moment.",
    ],
    [
      { kind: "redirect", to: "https://login.elsewhere.example/" },
      "The address has moved, or a login page stands in front of it.",
      "The redirect was not followed",
    ],
  ] as const) {
    await test.step(`${title} (${JSON.stringify(fault)})`, async () => {
      await gitlab.faults({ path, fault });
      await agentConsole.open();
      await expect(alert).toContainText(title);
      await expect(alert).toContainText(advice);
      await expect(page.getByLabel("Personal access token", { exact: true })).toHaveCount(0);
    });
  }
  await gitlab.faults();
  await page.getByRole("button", { name: "Try again" }).click();
  await signIn(page);
});

test("no network at all", async ({ page, context, agentConsole, trouble }) => {
  trouble.allow(/ERR_INTERNET_DISCONNECTED/);
  await agentConsole.open();
  await expect(page.getByLabel("Personal access token", { exact: true })).toBeVisible();
  await context.setOffline(true);
  await sendToken(page, tokenOf("maintainer"));
  await expect(page.getByRole("alert")).toContainText(UNREACHABLE);
  await context.setOffline(false);
  await signIn(page);
});

test("an address that cannot be a GitLab's is refused without a request", async ({
  page,
  agentConsole,
  trouble,
}) => {
  trouble.allow(/status of 404 .*\/config\.json\)$/);
  await agentConsole.open("", { config: null });
  const address = page.getByRole("textbox", { name: "GitLab address" });
  const asked: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(agentConsole.url)) asked.push(request.url());
  });
  for (const [typed, reason] of [
    ["", "Enter the address of your GitLab instance."],
    ["http://gitlab.example.com", "The address must begin with https://."],
    ["ftp://gitlab.example.com", "The address must begin with https://."],
    ["https://marco:secret@gitlab.example.com", "Leave user name and password out"],
    ["https://gitlab.example.com/?private_token=x", "This is not the address of a GitLab instance."],
    ["https://git lab", "This is not the address of a GitLab instance."],
  ] as const) {
    await address.fill(typed);
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByText(reason)).toBeVisible();
    await expect(address).toHaveAttribute("aria-invalid", "true");
    await expect(address).toHaveAccessibleDescription(new RegExp(reason.slice(0, 12)));
  }
  expect(asked).toEqual([]);
});
