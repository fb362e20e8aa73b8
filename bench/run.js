// @ts-check
/**
 * Compares the console with the plain page: many rounds in one browser, each of which visits both,
 * in alternating order. `cargo xtask bench` starts it with its parameters as JSON in the first
 * argument, and it writes the samples to the file named there.
 */
import { chromium } from "@playwright/test";
import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { argv } from "node:process";
import { visit, weigh } from "./visit.js";

/**
 * @import { Browser } from "@playwright/test"
 * @import { Figures, Place, Speed, Subject } from "./visit.js"
 * @import { Results, Series } from "./report.js"
 *
 * @typedef {{ chromium: string, places: Place[], rounds: number, out: string }} Given
 */

/** @type {Given} */
const given = JSON.parse(argv[2] ?? "");

const PLAIN = /** @type {Subject} */ ({ page: "plain" });
const CONSOLE = /** @type {Subject} */ ({ page: "console" });

/** With more agents, a slow connection would dominate. */
const SLOW_UP_TO = 10_000;
/** With more agents, a third of the rounds suffices: they take long and vary little. */
const ALL_ROUNDS_UP_TO = 10_000;

/** The console's requests before it shows a row, in order. */
const FIRST_QUESTIONS = [
  "/personal_access_tokens/self",
  "/user",
  "/metadata",
  "/projects/1000",
  "/projects/1000/cluster_agents?per_page=100&page=1",
];

/**
 * The console, if its loader sent some of these before the module is ready.
 *
 * @type {[string, string[]][]}
 */
const EARLY = [
  ["first question early", FIRST_QUESTIONS.slice(0, 1)],
  ["all questions early", FIRST_QUESTIONS],
];

/** @param {Browser} browser */
async function measure(browser) {
  const [fewest] = given.places;
  if (!fewest) throw new Error("there is nothing to measure");
  const [loadBefore = NaN] = loadavg();
  const bytes = {
    plain: await weigh(browser, fewest, PLAIN),
    console: await weigh(browser, fewest, CONSOLE),
  };
  /** @type {Series[]} */
  const series = [];
  for (let round = 0; round < given.rounds; round += 1) {
    for (const place of given.places) {
      if (place.agents > ALL_ROUNDS_UP_TO && round % 3 !== 0) continue;
      for (const speed of /** @type {Speed[]} */ (["full", "slow"])) {
        if (speed === "slow" && place.agents > SLOW_UP_TO) continue;
        /** @type {[string, Subject, boolean][]} */
        const subjects = [["plain", PLAIN, false], ["console", CONSOLE, false]];
        if (place === fewest) {
          subjects.push(...EARLY.map(([name, early]) => (
            /** @type {[string, Subject, boolean]} */ ([name, { page: "console", early }, true])
          )));
        }
        // The order rotates, because each visit finds the machine as the previous one left it.
        const turn = round % subjects.length;
        for (const [name, subject, load] of [...subjects.slice(turn), ...subjects.slice(0, turn)]) {
          const figures = await visit(browser, place, subject, speed, { load });
          add(series, { subject: name, agents: place.agents, speed }, figures);
        }
      }
      // Saved after every round, so that an interrupted run has results.
      save({
        date: new Date().toISOString(),
        chromium: browser.version(),
        cores: cpus().length,
        load: [loadBefore, loadavg()[0] ?? NaN],
        rounds: round + 1,
        bytes,
        series,
      });
      console.log(`round ${round + 1} of ${given.rounds}: ${place.agents} agents`);
    }
  }
}

/** @param {Results} results */
function save(results) {
  writeFileSync(given.out, JSON.stringify(results, null, 1));
}

/**
 * @param {Series[]} series
 * @param {Pick<Series, "subject" | "agents" | "speed">} key
 * @param {Figures} figures
 */
function add(series, key, figures) {
  for (const [figure, samples] of Object.entries(figures)) {
    const known = series.find((one) =>
      one.subject === key.subject && one.agents === key.agents && one.speed === key.speed && one.figure === figure
    );
    if (known) known.samples.push(...samples);
    else series.push({ ...key, figure, samples: [...samples] });
  }
}

const browser = await chromium.launch({
  executablePath: given.chromium,
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run"],
});
try {
  await measure(browser);
} finally {
  await browser.close();
}
