// @ts-check
/** One visit to one page: loads it in a new browser context, uses it, and measures the times. */
import { probe } from "./probe.js";

/**
 * @import { Browser, CDPSession, Page, Request } from "@playwright/test"
 * @import { Bench } from "./probe.js"
 *
 * @typedef {"full" | "slow"} Speed
 * @typedef {{ agents: number, gitlab: string, console: string }} Place a GitLab, and the pages' URL
 * @typedef {{ page: "plain" | "console", early?: string[] }} Subject
 * @typedef {Record<string, number[]>} Figures samples by name: milliseconds or bytes
 */

/** What `probe` defines in the page. Only for functions that run there. */
const bench = /** @type {() => Bench} */ (Reflect.get(globalThis, "bench"));

/** The speed "slow": a phone's processor, and a connection with 10 Mbit/s and 40 ms latency. */
export const CPU_SLOWDOWN = 4;
const LINE = { offline: false, latency: 40, downloadThroughput: 10e6 / 8, uploadThroughput: 10e6 / 8 };

/** The kind of files that are loaded after the start. */
export const LATER = "later";

const PROJECT = 1000;
const TOKEN = "glpat-sandbox-maintainer";
const SCREENS = 100;
const KEYS = ["d", "a", "Backspace", "Backspace"];
/** Columns in the order of the clicks; each click changes the first row. */
const CLICKS = ["Name", "Created", "ID", "ID"];
/** A visit that takes longer has failed. */
const VISIT_MS = 300_000;
/** How long no request may be sent before the page counts as settled. */
const QUIET_MS = 250;

/**
 * @param {Browser} browser
 * @param {Place} place
 * @param {Subject} subject
 * @param {Speed} speed
 * @param {{ load: boolean }} only whether to leave after loading
 * @returns {Promise<Figures>}
 */
export async function visit(browser, place, subject, speed, only) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    // Closing the context cancels everything that the visit waits for.
    const deadline = setTimeout(() => context.close({ reason: `${subject.page} took too long` }), VISIT_MS);
    page.on("close", () => clearTimeout(deadline));
    const traffic = new Traffic(page);
    const cdp = await context.newCDPSession(page);
    await cdp.send("Performance.enable");
    if (speed === "slow") {
      await cdp.send("Network.enable");
      await cdp.send("Network.emulateNetworkConditions", LINE);
      await cdp.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWDOWN });
    }
    const session = JSON.stringify({ version: "1", gitlab: place.gitlab, token: TOKEN });
    const early = (subject.early ?? []).map((path) => `${place.gitlab}/api/v4${path}`);
    await page.addInitScript(probe, { session, rows: place.agents, early });
    await page.goto(`${place.console}${subject.page}/#/projects/${PROJECT}`, { waitUntil: "commit" });

    const figures = await load(page, cdp);
    if (only.load) return figures;
    await traffic.settled();
    Object.assign(figures, await memory(page, cdp));
    Object.assign(figures, await filter(page, cdp));
    Object.assign(figures, await sort(page, cdp));
    Object.assign(figures, await scroll(page, cdp));
    return figures;
  } finally {
    await context.close();
  }
}

/**
 * The size of a page's files by kind, as transferred, without headers.
 *
 * @param {Browser} browser
 * @param {Place} place
 * @param {Subject} subject
 * @returns {Promise<Record<string, number>>}
 */
export async function weigh(browser, place, subject) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const traffic = new Traffic(page);
    const session = JSON.stringify({ version: "1", gitlab: place.gitlab, token: TOKEN });
    await page.addInitScript(probe, { session, rows: place.agents, early: [] });
    await page.goto(`${place.console}${subject.page}/#/projects/${PROJECT}`);
    await page.evaluate(() => bench().allRows);
    await traffic.settled();
    /** @type {Record<string, number>} */
    const parts = {};
    for (const request of traffic.done.filter((request) => request.url().startsWith(place.console))) {
      const kind = kindOf(new URL(request.url()).pathname);
      parts[kind] = (parts[kind] ?? 0) + (await request.sizes()).responseBodySize;
    }
    return parts;
  } finally {
    await context.close();
  }
}

/** @param {string} path */
function kindOf(path) {
  if (path.endsWith("/")) return "html";
  if (path.endsWith("config.json")) return "config";
  // Loaded once the page shows something, with a budget of its own.
  if (path.includes("/agent-console-desk-")) return LATER;
  const extension = path.slice(path.lastIndexOf(".") + 1);
  return ["css", "js", "wasm", "svg"].includes(extension) ? extension : "sentences";
}

/** The requests of a page. */
class Traffic {
  /** @type {Request[]} */
  done = [];
  #underWay = 0;

  /** @param {Page} page */
  constructor(page) {
    const end = (/** @type {Request} */ request) => {
      this.#underWay -= 1;
      this.done.push(request);
    };
    page.on("request", () => (this.#underWay += 1));
    page.on("requestfinished", end);
    page.on("requestfailed", end);
  }

  /** Waits until no request is pending for a while, so that what follows is measured alone. */
  async settled() {
    let quietSince = Date.now();
    while (Date.now() - quietSince < QUIET_MS) {
      await new Promise((resolve) => setTimeout(resolve, 25));
      if (this.#underWay > 0) quietSince = Date.now();
    }
  }
}

/**
 * How long the page's main thread was busy during `work`.
 *
 * @param {CDPSession} cdp
 * @param {() => Promise<void>} work
 */
async function busy(cdp, work) {
  const read = async () => {
    const { metrics } = await cdp.send("Performance.getMetrics");
    return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? NaN) * 1000;
  };
  const before = await read();
  await work();
  return (await read()) - before;
}

/** @param {Page} page @param {CDPSession} cdp @returns {Promise<Figures>} */
async function load(page, cdp) {
  const [firstRow, allRows] = await page.evaluate(() => Promise.all([bench().firstRow, bench().allRows]));
  const { metrics } = await cdp.send("Performance.getMetrics");
  const worked = (metrics.find(({ name }) => name === "TaskDuration")?.value ?? NaN) * 1000;
  const tasks = await page.evaluate(() => bench().tasks());
  return {
    "first row": [firstRow],
    "all rows": [allRows],
    "work to all rows": [worked],
    "longest task": [tasks.longest],
    "tasks over 50 ms": [tasks.count],
  };
}

/** @param {Page} page @param {CDPSession} cdp @returns {Promise<Figures>} */
async function memory(page, cdp) {
  await cdp.send("HeapProfiler.collectGarbage");
  const usage = /** @type {{ usedSize: number, backingStorageSize?: number }} */ (
    await cdp.send("Runtime.getHeapUsage")
  );
  const wasm = await page.evaluate(() => bench().wasmBytes());
  // Typed arrays are outside the heap, and so is a module's memory, which is one of them.
  const buffers = Math.max(0, (usage.backingStorageSize ?? 0) - wasm);
  return {
    "JS heap": [usage.usedSize],
    "array buffers": [buffers],
    "wasm memory": [wasm],
    "memory together": [usage.usedSize + buffers + wasm],
  };
}

/** @param {Page} page @param {CDPSession} cdp @returns {Promise<Figures>} */
async function filter(page, cdp) {
  await page.locator("input[type=search]").first().focus();
  return interact(page, cdp, "filter", KEYS, async (key) => {
    await page.evaluate(() => bench().watch("filter"));
    await page.keyboard.press(key);
    return page.evaluate(() => bench().watched());
  });
}

/** @param {Page} page @param {CDPSession} cdp @returns {Promise<Figures>} */
async function sort(page, cdp) {
  return interact(page, cdp, "sort", CLICKS, async (column) => {
    const head = page.getByRole("columnheader").getByRole("button", { name: column, exact: true });
    const box = await head.boundingBox();
    if (!box) throw new Error(`there is no column ${column}`);
    await page.evaluate(() => bench().watch("sort"));
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    return page.evaluate(() => bench().watched());
  });
}

/**
 * @param {Page} page
 * @param {CDPSession} cdp
 * @param {string} name
 * @param {string[]} inputs
 * @param {(input: string) => Promise<number>} give
 * @returns {Promise<Figures>}
 */
async function interact(page, cdp, name, inputs, give) {
  const painted = /** @type {number[]} */ ([]), worked = /** @type {number[]} */ ([]);
  for (const input of inputs) {
    worked.push(await busy(cdp, async () => void painted.push(await give(input))));
    // Effects of the input, such as reading rows that came into view, do not belong to the next
    // one.
    await page.waitForTimeout(QUIET_MS);
  }
  return { [`${name} to paint`]: painted, [`${name} work`]: worked };
}

/** @param {Page} page @param {CDPSession} cdp @returns {Promise<Figures>} */
async function scroll(page, cdp) {
  let longest = NaN;
  const worked = await busy(cdp, async () => {
    longest = await page.evaluate((screens) => bench().scroll(screens), SCREENS);
  });
  return { "scroll, longest frame": [longest], "scroll work a screen": [worked / SCREENS] };
}
