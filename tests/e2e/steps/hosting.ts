import { type Page, expect } from "@playwright/test";
import { readFile, readdir, stat } from "node:fs/promises";
import { type IncomingHttpHeaders, request } from "node:http";
import { join } from "node:path";
import type { Gitlab } from "../fixtures/gitlab.ts";
import type { Package } from "../fixtures/package.ts";
import { agentPanel, agentRow, readStatus } from "./agents.ts";
import { signIn } from "./sign-in.ts";
import { closeStored, lastCreated, revealToken, sha256, tokenCard } from "./tokens.ts";

/** A host's response, as transferred. */
type Answer = { status: number; headers: IncomingHttpHeaders; length: number };

/** Requests a file from a host like a browser that accepts `encodings`. */
export async function ask(url: string, encodings = ""): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers: { "Accept-Encoding": encodings } }, (response) => {
      let length = 0;
      response.on("data", (chunk: Buffer) => (length += chunk.length));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, length }),
      );
    });
    sent.on("error", reject).end();
  });
}

const hashed = /-[0-9a-f]{16}\.(css|js|txt|wasm)$/;

/** The required content types, by file extension. */
const types: Record<string, RegExp> = {
  css: /^text\/css/,
  html: /^text\/html/,
  js: /^(text|application)\/javascript/,
  json: /^application\/json/,
  svg: /^image\/svg\+xml/,
  txt: /^text\/plain/,
  wasm: /^application\/wasm$/,
};

/** The files of a package that a browser may request. */
async function served(pack: Package): Promise<string[]> {
  const files = await readdir(pack.public);
  return files.filter((name) => (name.split(".").at(-1) ?? "") in types);
}

/** Checks all headers, on existing and missing files, and the caching of each kind of file. */
export async function expectHeaders(url: string, pack: Package): Promise<void> {
  const wanted: Record<string, string> = JSON.parse(await pack.host("headers.json"));
  expect(Object.keys(wanted)).toHaveLength(7);
  // Under a path of a shared host, subdomains are not the console's to decide about.
  const isOwnHost = new URL(url).pathname === "/";
  wanted["Strict-Transport-Security"] = isOwnHost ? "max-age=31536000; includeSubDomains" : "max-age=31536000";
  const expectAll = async (file: string, status: number, caching: string) => {
    const answer = await ask(url + file);
    expect(answer.status, file).toBe(status);
    for (const [name, value] of Object.entries(wanted)) {
      expect(answer.headers[name.toLowerCase()], `${name} of ${file}`).toBe(value);
    }
    expect(answer.headers["cache-control"], `Cache-Control of ${file}`).toBe(caching);
    return answer;
  };
  const files = await served(pack);
  expect(files.filter((file) => hashed.test(file))).toHaveLength(9);
  for (const file of ["", ...files]) {
    const caching = hashed.test(file) ? "public, max-age=31536000, immutable" : "no-cache";
    const { headers } = await expectAll(file, 200, caching);
    const end = file === "" ? "html" : (file.split(".").at(-1) ?? "");
    expect(headers["content-type"], `Content-Type of ${file}`).toMatch(types[end] ?? /^$/);
  }
  await expectAll("nowhere.js", 404, "no-store");
  // A file of an old version, or of one not deployed yet.
  await expectAll("agent-console-0123456789abcdef.js", 404, "no-store");
  await expectAll("agents/5", 404, "no-store");
}

/**
 * Checks that compressed copies are sent to browsers that accept them, and plain files to others.
 */
export async function expectCompressed(url: string, pack: Package, brotli: boolean): Promise<void> {
  const encodings = brotli ? (["br", "gzip"] as const) : (["gzip"] as const);
  for (const file of await served(pack)) {
    const plain = await ask(url + file);
    expect(plain.headers["content-encoding"], file).toBeUndefined();
    expect(plain.length, file).toBe((await stat(join(pack.public, file))).size);
    for (const encoding of encodings) {
      const answer = await ask(url + file, encoding);
      // `config.json` may be edited, and a compressed copy would stay outdated. `embed.json` is
      // mostly a digest, which not every encoding makes smaller.
      if (file === "config.json" || (file === "embed.json" && !answer.headers["content-encoding"])) {
        expect(answer.headers["content-encoding"], file).toBeUndefined();
        continue;
      }
      const copy = join(pack.public, `${file}.${encoding === "br" ? "br" : "gz"}`);
      expect(answer.headers["content-encoding"], file).toBe(encoding);
      expect(answer.headers.vary, `Vary of ${file}`).toBe("Accept-Encoding");
      expect(answer.length, `${file} as ${encoding}`).toBe((await readFile(copy)).length);
    }
  }
}

/**
 * Signs in at a deep link, sees the table, creates a token, sees its value, revokes it, and is
 * still signed in after a reload.
 */
export async function mainFlow(page: Page, url: string, gitlab: Gitlab): Promise<void> {
  // The slash in the project's path must reach GitLab as `%2F`.
  await page.goto(`${url}#/projects/root%2Ftest/agents/1`);
  await signIn(page);
  await expect(readStatus(page)).toBeVisible();
  await expect(agentRow(page, "agent-5")).toBeVisible();
  await expect(agentPanel(page).getByRole("heading", { name: "agent-1" })).toBeVisible();

  const value = await revealToken(page);
  await closeStored(page);
  const created = await lastCreated(gitlab);
  expect(sha256(value)).toBe(created.secret_sha256);

  const card = tokenCard(page, created.token_id ?? 0);
  await card.getByRole("button", { name: "Revoke" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke token" }).click();
  await expect(card).toHaveCount(0);
  const ledger = await gitlab.ledger();
  expect(ledger.map((commit) => commit.action)).toEqual(["create_token", "revoke_token"]);

  await page.reload();
  await expect(agentRow(page, "agent-5")).toBeVisible();
  expect(page.url()).toBe(`${url}#/projects/root%2Ftest/agents/1`);
}
