import { type Page, expect } from "@playwright/test";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A string of the corpus, or the recipe of a long one. */
type Text = string | { before?: string; repeat: string; times: number };
type Corpus = { texts: Record<string, Text[]>; pairs: Record<string, [string, string][]> };

const corpus: Corpus = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../hostile/texts.json"), "utf8"),
);

/** Every hostile string with its class, in the sandbox's order. */
export const texts: { kind: string; text: string }[] = Object.keys(corpus.texts)
  .toSorted()
  .flatMap((kind) => corpus.texts[kind]!.map((text) => ({ kind, text: built(text) })));

/** Every look-alike pair, in the sandbox's order. */
export const pairs: [string, string][] = Object.keys(corpus.pairs)
  .toSorted()
  .flatMap((kind) => corpus.pairs[kind]!);

function built(text: Text): string {
  return typeof text === "string" ? text : (text.before ?? "") + text.repeat.repeat(text.times);
}

/** The maximum characters that the page shows of one text. */
const longest = 1024;

/**
 * `text` as the page must show it: by the rules of `console_core::unseen::visible`, implemented a
 * second time, so that a mistake in either is found.
 */
export function visible(text: string): string {
  const characters = [...text];
  const shown = characters.slice(0, longest).map((character, at) => {
    const isSeen = /[\ufe0e\ufe0f]/u.test(character)
      ? selects(characters[at - 1] ?? "\0", characters[at + 1])
      : !unseen.test(character);
    return isSeen ? character : `⟨U+${hex(character)}⟩`;
  });
  return shown.join("") + (characters.length > longest ? "…" : "");
}

const unseen = new RegExp(
  "[\\p{Cc}\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f" +
    "\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0" +
    "\\ufff0-\\ufffb\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}]",
  "u",
);

/** Whether a variation selector takes effect between these two. */
function selects(before: string, after: string | undefined): boolean {
  if (/[#*0-9]/.test(before)) return after === "\u20e3";
  if (/[©®\u3030\u303d\u3297\u3299]/.test(before)) return true;
  return /[\u2030-\u2bff\u{1f000}-\u{1faff}]/u.test(before) && !unseen.test(before);
}

function hex(character: string): string {
  return character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
}

/** Sets a trap for scripts in texts. Call it before the page loads. */
export async function setCanary(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const note = (what: unknown) => void Object.assign(window, { canary: what });
    Object.assign(window, { alert: note, confirm: note, prompt: note });
  });
}

/** Expects that no script ran and no text became an element. */
export async function expectText(page: Page): Promise<void> {
  expect(await page.evaluate(() => (window as { canary?: unknown }).canary)).toBeUndefined();
  // By now, anything that becomes an element would have, so there is nothing to wait for.
  for (const selector of [
    ":is(script, img, svg, iframe, object)",
    ":is(embed, base, meta, style, video, audio, math, marquee, x, isindex)",
    "a[href^='javascript:']",
    ":is([onerror], [onload], [onclick], [onmouseover], [formaction], [srcdoc])",
  ]) {
    expect(await page.locator(`agent-console ${selector}`).count(), selector).toBe(0);
  }
}

/** Expects that nothing makes the page, or an element in it, wider than the window. */
export async function expectNoOverflow(page: Page, selector: string): Promise<void> {
  const overflow = await page.locator(selector).evaluate((node) => ({
    page: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    node: node.scrollWidth - node.clientWidth,
    right: Math.max(0, node.getBoundingClientRect().right - innerWidth),
  }));
  expect(overflow).toEqual({ page: 0, node: 0, right: 0 });
}
