import { execFileSync } from "node:child_process";
import { dirname } from "node:path";
import { expect, test as base } from "./fixtures.ts";
import { FileServer } from "./fixtures/file-server.ts";
import type { Gitlab } from "./fixtures/gitlab.ts";
import { Nginx, nginxProgram } from "./fixtures/nginx.ts";
import { Package } from "./fixtures/package.ts";
import type { Trouble } from "./fixtures/trouble.ts";
import { ask, expectCompressed, expectHeaders, mainFlow } from "./steps/hosting.ts";
import { agentPanel } from "./steps/agents.ts";

type WorkerFixtures = {
  /** For the sandbox's GitLab on its own origin. */
  pack: Package;
  /** For the sandbox's GitLab, proxied by the console's host. */
  passing: Package;
};

type TestFixtures = {
  /** Starts nginx; it stops with the test. */
  startNginx: typeof Nginx.start;
  /** Starts a plain file server; it stops with the test. */
  startFileServer: typeof FileServer.start;
};

const test = base.extend<TestFixtures, WorkerFixtures>({
  startNginx: ({ trouble }, use) =>
    stopping(trouble, use, (pack: Package, file: string) => Nginx.start(pack, file)),
  startFileServer: ({ trouble }, use) =>
    stopping(trouble, use, (folder: string, path: string) => FileServer.start(folder, path)),
  pack: [
    async ({ sandbox }, use) => {
      const pack = await Package.make({ gitlabs: [sandbox.gitlab] });
      await use(pack);
      await pack.remove();
    },
    { scope: "worker" },
  ],
  passing: [
    async ({ sandbox }, use) => {
      const passing = await Package.make({ gitlabs: ["/"] }, "--gitlab", sandbox.gitlab);
      await use(passing);
      await passing.remove();
    },
    { scope: "worker" },
  ],
});

/** Passes `start` to a test and stops what it started. */
async function stopping<A extends unknown[], S extends { stop(): Promise<void> }>(
  trouble: Trouble,
  use: (start: (...what: A) => Promise<S>) => Promise<void>,
  start: (...what: A) => Promise<S>,
): Promise<void> {
  const started: S[] = [];
  await use(async (...what) => {
    const server = await start(...what);
    started.push(server);
    return server;
  });
  trouble.end();
  for (const server of started) await server.stop();
}

/** The number of preflights sent to GitLab. */
async function preflights(gitlab: Gitlab): Promise<number> {
  const calls = await gitlab.requests();
  return calls.reduce((sum, call) => sum + call.preflights, 0);
}

test.describe("nginx", () => {
  test.skip(
    nginxProgram === undefined && !process.env.CI,
    "there is no nginx; on Debian, as root, `apt install nginx` brings one",
  );

  for (const [place, file, path] of [
    ["at the root", "nginx/site.conf", "/"],
    ["under a path", "nginx/sub-path.conf", "/tools/agents/"],
  ] as const) {
    test(`${place}: headers, types, caching, compression`, async ({ pack, startNginx }) => {
      const nginx = await startNginx(pack, file);
      await expectHeaders(nginx.origin + path, pack);
      await expectCompressed(nginx.origin + path, pack, Nginx.sendsBrotli);
    });

    test(`${place}: the main flow`, async ({ page, pack, gitlab, startNginx }) => {
      const nginx = await startNginx(pack, file);
      await mainFlow(page, nginx.origin + path, gitlab);
      // The sandbox counts them, so their absence elsewhere is meaningful.
      expect(await preflights(gitlab)).toBeGreaterThan(0);
    });
  }

  test("redirects a path without its trailing slash", async ({ pack, startNginx }) => {
    const nginx = await startNginx(pack, "nginx/sub-path.conf");
    const { status, headers } = await ask(`${nginx.origin}/tools/agents`);
    expect([status, headers.location]).toEqual([301, "/tools/agents/"]);
  });

  test("with GitLab at the same origin: the main flow, and no preflight", async ({
    page,
    passing,
    gitlab,
    startNginx,
    trouble,
    leaks,
  }) => {
    trouble.allow(/status of 429 /);
    const nginx = await startNginx(passing, "nginx/same-origin.conf");
    leaks.allowGitlab(nginx.origin);
    await expectHeaders(`${nginx.origin}/`, passing);
    await mainFlow(page, `${nginx.origin}/`, gitlab);
    expect(await preflights(gitlab)).toBe(0);

    // The bar shows where the requests go; links go to GitLab itself.
    await expect(page.getByRole("banner")).toContainText(nginx.origin.replace("http://", ""));
    const link = agentPanel(page).getByRole("link", { name: "Open in GitLab" });
    expect(await link.getAttribute("href")).toContain(gitlab.url);

    await gitlab.faults({
      path: "/metadata$",
      fault: { kind: "status", code: 429, headers: { "Retry-After": "7" } },
    });
    const readable = await page.evaluate(async () => {
      const { status, headers } = await fetch("/api/v4/metadata");
      return { status, again: headers.get("retry-after"), isDated: headers.has("date") };
    });
    expect(readable).toEqual({ status: 429, again: "7", isDated: true });
  });

  test("with GitLab at the same origin: API responses are not pages, and GitLab's pages are elsewhere", async ({
    page,
    passing,
    gitlab,
    startNginx,
  }) => {
    const nginx = await startNginx(passing, "nginx/same-origin.conf");
    const { headers } = await ask(`${nginx.origin}/api/v4/metadata`);
    expect(headers["content-security-policy"]).toBe("default-src 'none'; sandbox");
    expect(headers["x-content-type-options"]).toContain("nosniff");

    await page.goto(`${nginx.origin}/`);
    const make = page.getByRole("link", { name: /^Create one in GitLab/ });
    const href = (await make.getAttribute("href")) ?? "";
    expect(href).toContain(`${nginx.origin}/-/user_settings/personal_access_tokens?`);
    const { status, headers: there } = await ask(href);
    expect([status, there.location]).toEqual([302, href.replace(nginx.origin, gitlab.url)]);
  });
});

for (const path of ["/", "/tools/agents/"]) {
  test(`a plain file host at ${path}: the main flow`, async ({
    page,
    pack,
    gitlab,
    startFileServer,
  }) => {
    const host = await startFileServer(pack.public, path);
    await mainFlow(page, host.origin + path, gitlab);
    // The page under its own name, as some hosts link to it.
    await page.goto(`${host.origin}${path}index.html#/projects/20/agents/5`);
    await expect(agentPanel(page).getByRole("heading", { name: "agent-5" })).toBeVisible();
  });
}

test("a package's page connects to its GitLabs only, before any script runs", async ({
  page,
  pack,
  gitlab,
  startFileServer,
}) => {
  const host = await startFileServer(pack.public, "/");
  await page.goto(host.origin);
  const policy = page.locator("meta[http-equiv=Content-Security-Policy]").first();
  const directives = (await policy.getAttribute("content")) ?? "";
  expect(directives).toContain(`connect-src 'self' ${gitlab.url};`);
});

test("GitLab Pages' job runs in the package's folder", async ({ pack }) => {
  const job = await pack.host("gitlab-pages/.gitlab-ci.yml");
  const script = job.split("\n  script:\n")[1]?.split("\n  artifacts:")[0] ?? "";
  const lines = script.split("\n").map((line) => line.replace(/^ *- /, ""));
  expect(lines.length).toBeGreaterThan(1);
  execFileSync("sh", ["-euc", lines.join("\n")], { cwd: dirname(pack.public) });
});
