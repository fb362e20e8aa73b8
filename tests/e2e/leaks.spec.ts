import { createHash } from "node:crypto";
import { everywhere, expect, test } from "./fixtures.ts";
import type { Place } from "./fixtures/leaks.ts";
import { agentPanel, openAgents } from "./steps/agents.ts";
import { tokenOf } from "./steps/sign-in.ts";
import {
  closeStored,
  lastCreated,
  revealDialog,
  revealToken,
  sha256,
  tokenCard,
} from "./steps/tokens.ts";

test.use({ permissions: ["clipboard-write"] });

test("a token's value is nowhere once its dialog is closed", async ({
  page,
  leaks,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  const secret = await revealToken(page);
  expect(sha256(secret)).toBe((await lastCreated(gitlab)).secret_sha256);
  const reveal = revealDialog(page);
  await reveal.getByRole("button", { name: "Show" }).click();
  await reveal.getByRole("button", { name: "Copy token" }).click();
  await expect(reveal.getByRole("button", { name: "Copied" })).toBeVisible();
  const downloading = page.waitForEvent("download");
  await reveal.getByRole("button", { name: "Download" }).click();
  await downloading;
  await reveal.getByRole("tab", { name: "Helm, with the token in it" }).click();
  await reveal.getByRole("button", { name: "Copy commands" }).click();
  await expect(reveal.getByRole("tabpanel").getByRole("button", { name: "Copied" })).toBeVisible();
  // While the dialog is open, only it contains the value.
  expect(await leaks.of(secret)).toEqual(["reveal dialog"]);
  const holders = await page.locator("agent-console").evaluate((host, secret) => {
    const found: string[] = [];
    for (const node of host.shadowRoot?.querySelectorAll("*") ?? []) {
      const own = [...node.childNodes].filter((child) => child.nodeType === Node.TEXT_NODE);
      if (own.some((text) => text.textContent?.includes(secret))) found.push(node.localName);
    }
    return found;
  }, secret);
  expect(holders).toEqual(["code"]);

  await closeStored(page);
  expect(await leaks.of(secret)).toEqual([]);
  await page.reload();
  await expect(agentPanel(page).locator("[data-token-id]")).toHaveCount(1);
  expect(await leaks.of(secret)).toEqual([]);
});

test("the personal access token is in session storage and one header only", async ({
  page,
  leaks,
  agentConsole,
  gitlab,
}) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/5");
  await expect(tokenCard(page, 1)).toBeVisible();
  const places: Place[] = ["request header private-token", "session storage"];
  expect(await leaks.of(tokenOf("maintainer"))).toEqual(places);
  expect(await leaks.receivers(tokenOf("maintainer"))).toEqual([new URL(gitlab.url).origin]);

  await page.getByRole("banner").locator("summary").click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByLabel("Personal access token")).toBeVisible();
  expect(await leaks.of(tokenOf("maintainer"))).toEqual(["request header private-token"]);
});

test("every place that is searched is searched well", async ({
  page,
  leaks,
  agentConsole,
  gitlab,
  trouble,
}) => {
  trouble.allow(/\/api\/v4\/(metadata|version)/);
  await openAgents({ page, agentConsole }, "projects/20");
  // With characters that URLs must encode.
  const planted = (place: Place) =>
    "plant+/" + createHash("sha256").update(place).digest("hex").slice(0, 24);
  const plants: [Place, (value: string) => unknown][] = [
    [
      "document",
      (value) => {
        const inner = document.querySelector("agent-console")?.shadowRoot?.querySelector("main");
        inner?.setAttribute("data-planted", value);
      },
    ],
    [
      "reveal dialog",
      (value) => {
        const dialog = document.createElement("dialog");
        const code = document.createElement("code");
        code.className = "secret__value";
        // In two nodes, as frameworks may render it.
        code.append(value.slice(0, 6), value.slice(6));
        dialog.append(code);
        document.body.append(dialog);
        dialog.show();
      },
    ],
    [
      "form field",
      (value) => {
        const root = document.querySelector("agent-console")?.shadowRoot;
        const field = root?.querySelector("input:not([type=checkbox])") as HTMLInputElement | null | undefined;
        if (field) field.value = value;
      },
    ],
    ["local storage", (value) => localStorage.setItem("planted", value)],
    ["session storage", (value) => sessionStorage.setItem("planted", value)],
    [
      "IndexedDB",
      (value) =>
        new Promise((resolve, reject) => {
          const opening = indexedDB.open(value);
          opening.onsuccess = () => resolve(opening.result.close());
          opening.onerror = reject;
        }),
    ],
    ["cache", async (value) => void (await caches.open(value))],
    ["cookie", (value) => void (document.cookie = `planted=${value}`)],
    ["address", (value) => history.replaceState(null, "", `?${value}${location.hash}`)],
    ["history state", (value) => history.replaceState({ value }, "")],
    ["title", (value) => void (document.title = value)],
    ["window name", (value) => void (window.name = value)],
    ["message", (value) => void Object.assign(window, { heard: [{ value }] })],
    ["performance entry", (value) => void performance.mark(value)],
    ["console", (value) => console.debug(value)],
  ];
  for (const [place, plant] of plants) {
    const value = planted(place);
    expect(await leaks.of(value), `${place}, before`).toEqual([]);
    // Twelve characters are enough.
    await page.evaluate(plant, value.slice(3, 15));
    // A title is also an element of the document.
    const found: Place[] = place === "title" ? ["document", "title"] : [place];
    expect(await leaks.of(value), place).toEqual(found);
  }

  const forms: [string, (value: string) => string][] = [
    ["whole", (value) => value],
    ["URL-encoded", encodeURIComponent],
    ["base64", btoa],
    ["base64, behind another text", (value) => btoa(`:${value}`)],
    ["base64, within another text", (value) => btoa(`a:${value}:cd`)],
  ];
  for (const [form, encode] of forms) {
    const value = createHash("sha256").update(form).digest("base64");
    expect(await leaks.of(value), `${form}, before`).toEqual([]);
    await page.evaluate((state) => history.replaceState(state, ""), encode(value));
    expect(await leaks.of(value), form).toEqual(["history state"]);
    await page.evaluate(() => history.replaceState(null, ""));
  }

  const send = async (place: Place, path: string, body?: string) => {
    const request = { method: body ? "POST" : "GET", body: body ?? null };
    await page.evaluate(
      ([url, request]) => fetch(url, request).catch(() => undefined),
      [gitlab.url + path, request] as const,
    );
    expect(await leaks.of(planted(place)), place).toContain(place);
  };
  await send("request address", `/api/v4/version?${planted("request address")}`);
  await send("request body", "/api/v4/version", planted("request body"));
});

test("a secret that is left somewhere fails its test", everywhere, async ({
  page,
  leaks,
  agentConsole,
}) => {
  await openAgents({ page, agentConsole }, "projects/20/agents/1");
  const secret = await revealToken(page);
  expect(await leaks.learnt()).toEqual([tokenOf("maintainer"), secret]);
  expect(await leaks.found()).toEqual([]);
  for (const value of [tokenOf("maintainer"), secret]) {
    await page.evaluate((value) => (window.name = value), value);
    expect(await leaks.found()).toEqual([`${value} in: window name`]);
    await page.evaluate(() => (window.name = ""));
    await page.evaluate((value) => (document.body.lang = value), value);
    expect(await leaks.found()).toEqual([`${value} in: document`]);
    await page.evaluate(() => (document.body.lang = ""));
  }
  await closeStored(page);
});
