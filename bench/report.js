// @ts-check
/** Formats the results as Markdown, with the goals: `node bench/report.js results.json`. */
import { readFileSync } from "node:fs";
import { argv } from "node:process";
import { exponent, median } from "./statistics.js";
import { LATER } from "./visit.js";

/**
 * @import { Speed } from "./visit.js"
 *
 * @typedef {{ subject: string, agents: number, speed: Speed, figure: string,
 *   samples: number[] }} Series
 * @typedef {Record<string, number>} Parts
 * @typedef {{ date: string, chromium: string, cores: number, load: [number, number],
 *   rounds: number, bytes: { plain: Parts, console: Parts }, series: Series[] }} Results
 * @typedef {{ text: string, isMet: (plain: number, console: number) => boolean }} Goal
 */

const MIB = 1024 * 1024;
const BUDGET = 262_144;
/** A larger exponent no longer counts as linear. */
const LINEAR = 1.15;
const NOT_WORSE = goal("at most 1.00", (ratio) => ratio <= 1);
const FRAME_MS = 16;
const QUICK = goal("at most 0.50, under 16 ms", (ratio, console) => ratio <= 0.5 && console < FRAME_MS);

/** The goals, by figure, number of agents and speed. @type {Record<string, Goal>} */
const GOALS = {
  "first row/20/full": goal("at most 1.10", (ratio) => ratio <= 1.1),
  "first row/20/slow": NOT_WORSE,
  "all rows/10000/full": NOT_WORSE,
  "filter to paint/10000/full": QUICK,
  "sort to paint/10000/full": QUICK,
  "memory together/10000/full": goal("at most 1.50", (ratio) => ratio <= 1.5),
};
const NO_LONG_TASK = goal("none over 50 ms", (_, console) => console <= 50);

/** The figures that are sizes; all others are times or counts. */
const SIZES = ["JS heap", "array buffers", "wasm memory", "memory together"];

/**
 * @param {string} text
 * @param {(ratio: number, console: number) => boolean} holds
 * @returns {Goal}
 */
function goal(text, holds) {
  return { text, isMet: (plain, console) => holds(console / plain, console) };
}

/** @type {Results} */
const results = JSON.parse(readFileSync(argv[2] ?? "", "utf8"));

/** @param {string} subject @param {number} agents @param {Speed} speed @param {string} figure */
function medianOf(subject, agents, speed, figure) {
  const found = results.series.find((series) =>
    series.subject === subject && series.agents === agents && series.speed === speed && series.figure === figure
  );
  return found && median(found.samples);
}

/** @param {string} figure @param {number | undefined} value */
function show(figure, value) {
  if (value === undefined) return "";
  if (SIZES.includes(figure)) return `${(value / MIB).toFixed(2)} MiB`;
  if (figure === "tasks over 50 ms") return value.toFixed(0);
  if (figure === "longest task" && value === 0) return "under 50 ms";
  return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ms`;
}

/** @param {number} agents */
const number = (agents) => agents.toLocaleString("en");

/** @param {string[][]} rows the first one is the head */
function table(rows) {
  const [head = [], ...others] = rows;
  const line = (/** @type {string[]} */ cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, at) => (at === 0 ? "---" : "---:"))), ...others.map(line)].join("\n");
}

/** @param {number} plain @param {number} console */
function ratio(plain, console) {
  return plain > 0 ? (console / plain).toFixed(2) : "";
}

/** @param {Goal | undefined} goal @param {number} plain @param {number} console */
function verdict(goal, plain, console) {
  return goal ? `${goal.text}: ${goal.isMet(plain, console) ? "met" : "**not met**"}` : "";
}

const agentNumbers = [...new Set(results.series.map(({ agents }) => agents))].sort((a, b) => a - b);
const figures = [...new Set(
  results.series.filter(({ subject }) => subject === "console").map(({ figure }) => figure),
)];

function bytes() {
  const { plain, console } = results.bytes;
  const sum = (/** @type {Parts} */ parts) =>
    Object.entries(parts).reduce((all, [kind, part]) => all + (kind === LATER ? 0 : part), 0);
  const kinds = Object.keys({ ...console, ...plain });
  const isMet = sum(console) <= BUDGET;
  return table([
    ["bytes (brotli 11)", "plain", "console", "goal"],
    ...kinds.map((kind) => [kind, String(plain[kind] ?? ""), String(console[kind] ?? ""), ""]),
    ["together, to start", String(sum(plain)), String(sum(console)), `at most ${BUDGET}: ${isMet ? "met" : "**not met**"}`],
  ]);
}

/** @param {number} agents @param {Speed} speed */
function compared(agents, speed) {
  const rows = figures.flatMap((figure) => {
    const plain = medianOf("plain", agents, speed, figure);
    const console = medianOf("console", agents, speed, figure);
    if (plain === undefined || console === undefined) return [];
    const goal = GOALS[`${figure}/${agents}/${speed}`] ??
      (figure === "longest task" && speed === "full" ? NO_LONG_TASK : undefined);
    return [[
      figure, show(figure, plain), show(figure, console), ratio(plain, console), verdict(goal, plain, console),
    ]];
  });
  if (rows.length === 0) return "";
  const how = speed === "slow" ? "processor 4 times slower, 10 Mbit/s, 40 ms" : "as fast as the machine is";
  return `### ${number(agents)} agents, ${how}\n\n${table([["", "plain", "console", "ratio", "goal"], ...rows])}\n`;
}

function early() {
  const [fewest = 0] = agentNumbers;
  const rows = /** @type {Speed[]} */ (["full", "slow"]).flatMap((speed) => {
    const usual = medianOf("console", fewest, speed, "first row");
    return ["first question early", "all questions early"].flatMap((subject) => {
      const first = medianOf(subject, fewest, speed, "first row");
      if (usual === undefined || first === undefined) return [];
      const gain = `${((1 - first / usual) * 100).toFixed(0)} %`;
      return [[`${subject}, ${speed}`, show("first row", usual), show("first row", first), gain]];
    });
  });
  return table([["first row", "console as it is", "so", "gain"], ...rows]);
}

function slopes() {
  if (agentNumbers.length < 3) return "Too few numbers of agents to tell.";
  const [fewest = 0, ...more] = agentNumbers;
  const fitted = (/** @type {string} */ subject, /** @type {string} */ figure) => {
    const base = medianOf(subject, fewest, "full", figure) ?? NaN;
    const points = more.map((agents) => (
      /** @type {const} */ ([agents, medianOf(subject, agents, "full", figure) ?? NaN])
    ));
    return exponent(points, base);
  };
  const text = (/** @type {number | undefined} */ power) => power?.toFixed(2) ?? "does not grow";
  const rows = figures.map((figure) => {
    const console = fitted("console", figure);
    const isMet = (console ?? 0) <= LINEAR;
    return [figure, text(fitted("plain", figure)), text(console), `linear: ${isMet ? "met" : "**not met**"}`];
  });
  return table([["exponent", "plain", "console", "goal"], ...rows]);
}

const { date, chromium, cores, load, rounds } = results;
console.log(`${date.slice(0, 10)}, Chromium ${chromium}, ${cores} cores, load ${load.map((one) => one.toFixed(1)).join(" to ")}, \
medians of ${rounds} ${rounds === 1 ? "round" : "rounds"}; plain = 1.00.

### Bytes over the wire

${bytes()}

${agentNumbers.flatMap((agents) => [compared(agents, "full"), compared(agents, "slow")]).filter(Boolean).join("\n")}
### Growth from ${number(agentNumbers[1] ?? 0)} to ${number(agentNumbers.at(-1) ?? 0)} agents

${slopes()}

### Had the loader asked GitLab before the module is there

${early()}`);
