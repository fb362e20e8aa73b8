// @ts-check
/**
 * The console's table without a framework, as a reference: the same columns, filter, sorting and
 * windowed rows, and the same requests to GitLab. It is optimised as far as possible: fields are in
 * typed arrays, keys are lower-cased in advance, an order is kept until a field changes, rows are
 * reused rather than rebuilt, and the page changes once per frame.
 *
 * It omits what costs nothing while a table loads: dialogs, panels, languages, errors.
 */

const ROW_HEIGHT = 34;
const OVERSCAN = 6;
const PER_PAGE = 100;
/** Concurrent page requests, as in the console. */
const AT_ONCE = 6;
/** Agents whose tokens are read concurrently. */
const CONTACTS_AT_ONCE = 4;
const PROJECT = /^#\/?projects\/(\d+)/.exec(location.hash)?.[1] ?? "";

/** The value of an unknown numeric field. */
const UNKNOWN = -1;
/** Contacts that are not times. */
const UNREAD = -1, NO_TOKEN = -2, NEVER_USED = -3;

const COLUMNS = /** @type {const} */ ([
  "Name", "Status", "Last contact", "Tokens", "Project", "Created", "Created by", "ID",
]);
const MOST_TOKENS = 2;

/** @template T @param {T | null | undefined} value @returns {T} */
function present(value) {
  if (value === null || value === undefined) throw new Error("The page is not as it was written.");
  return value;
}

/** @type {{ gitlab: string, token: string }} */
const session = JSON.parse(sessionStorage.getItem("agent-console.session") ?? "{}");
const api = `${session.gitlab.replace(/\/$/, "")}/api/v4`;

/** @param {string} path */
function ask(path) {
  return fetch(api + path, {
    headers: { Accept: "application/json", "PRIVATE-TOKEN": session.token },
    credentials: "omit",
    cache: "no-store",
    redirect: "manual",
    referrerPolicy: "no-referrer",
  });
}

/** @param {string} path @returns {Promise<any>} */
async function read(path) {
  const response = await ask(path);
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
  return response.json();
}

// ---- The agents: one array per field.

let count = 0;
let room = 1024;
let ids = new Float64Array(room);
let created = new Float64Array(room);
let contacts = new Float64Array(room);
let tokens = new Int8Array(room);
let projects = new Uint32Array(room);
let creators = new Uint32Array(room);
/** @type {string[]} */
const names = [];
/** Names with ASCII letters lower-cased. @type {string[]} */
const keys = [];
/** @type {Map<number, number>} */
const rowOf = new Map();

/** Texts shared by many agents, each stored once. */
class Interned {
  /** @type {Map<number, number>} */
  numbers = new Map();
  /** @type {number[]} */
  ids = [];
  /** @type {string[]} */
  texts = [];
  /** @type {string[]} */
  keys = [];

  /** @param {number} id @param {string} text */
  number(id, text) {
    const known = this.numbers.get(id);
    if (known !== undefined) return known;
    const number = this.ids.push(id) - 1;
    this.numbers.set(id, number);
    this.name(number, text);
    return number;
  }

  /** @param {number} number @param {string} text */
  name(number, text) {
    this.texts[number] = text;
    this.keys[number] = text.toLowerCase();
  }
}

const paths = new Interned();
const people = new Interned();
/** The number of a deleted account. */
const NOBODY = people.number(0, "");

function grow() {
  room *= 2;
  /** @template {Float64Array | Int8Array | Uint32Array} T @param {T} larger @param {T} old */
  const copy = (larger, old) => {
    larger.set(old);
    return larger;
  };
  ids = copy(new Float64Array(room), ids);
  created = copy(new Float64Array(room), created);
  contacts = copy(new Float64Array(room), contacts);
  tokens = copy(new Int8Array(room), tokens);
  projects = copy(new Uint32Array(room), projects);
  creators = copy(new Uint32Array(room), creators);
}

/** @param {any[]} page */
function add(page) {
  for (const agent of page) {
    if (rowOf.has(agent.id)) continue;
    if (count === room) grow();
    rowOf.set(agent.id, count);
    ids[count] = agent.id;
    names.push(agent.name);
    keys.push(agent.name.toLowerCase());
    created[count] = agent.created_at ? Date.parse(agent.created_at) : UNKNOWN;
    contacts[count] = UNREAD;
    tokens[count] = UNKNOWN;
    const project = agent.config_project;
    projects[count] = paths.number(project.id, project.path_with_namespace);
    const creator = agent.created_by_user_id;
    creators[count] = creator ? people.number(creator, "") : NOBODY;
    count += 1;
  }
  orders.clear();
  flushSoon();
}

// ---- Orders. The order by name grows with every page; the others are computed on demand or while
// idle.

/** @typedef {typeof COLUMNS[number]} Column */

let byName = new Uint32Array(0);
/**
 * Orders of all rows, valid until a field they depend on changes.
 *
 * @type {Map<string, Uint32Array>}
 */
const orders = new Map();
/** @type {{ column: Column, descending: boolean }} */
let sort = { column: "Name", descending: false };

/** @param {number} one @param {number} other */
function compareNames(one, other) {
  const a = present(keys[one]), b = present(keys[other]);
  return a < b ? -1 : a > b ? 1 : present(ids[one]) - present(ids[other]);
}

/** All rows by name. Only new rows are sorted, then merged with the others. */
function nameOrder() {
  const known = byName.length;
  if (known === count) return byName;
  const fresh = Uint32Array.from({ length: count - known }, (_, at) => known + at).sort(compareNames);
  const merged = new Uint32Array(count);
  let old = 0, next = 0;
  for (let at = 0; at < count; at += 1) {
    const takesOld = next === fresh.length ||
      (old < known && compareNames(byName[old] ?? 0, fresh[next] ?? 0) < 0);
    merged[at] = (takesOld ? byName[old++] : fresh[next++]) ?? 0;
  }
  return (byName = merged);
}

/** The ranks of texts, by text. @param {string[]} texts @param {number[]} ids */
function ranksOf(texts, ids) {
  const order = texts.map((_, at) => at).sort((one, other) => {
    const a = present(texts[one]), b = present(texts[other]);
    return a < b ? -1 : a > b ? 1 : present(ids[one]) - present(ids[other]);
  });
  const ranks = new Uint32Array(texts.length);
  order.forEach((number, rank) => (ranks[number] = rank));
  return ranks;
}

/**
 * The sort key of each row; negative if unknown.
 *
 * @param {Column} column
 */
function sortKeys(column) {
  const out = new Float64Array(count);
  const now = Date.now();
  const ranks = column === "Project" ? ranksOf(paths.keys, paths.ids)
    : column === "Created by" ? ranksOf(people.keys, people.ids)
    : new Uint32Array(0);
  for (let row = 0; row < count; row += 1) {
    const contact = contacts[row] ?? UNREAD;
    switch (column) {
      case "Status": out[row] = STATUSES.indexOf(statusOf(contact, now)); break;
      case "Last contact":
        out[row] = contact === NO_TOKEN ? 0 : contact === NEVER_USED ? 1 : contact; break;
      case "Tokens": out[row] = tokens[row] ?? UNKNOWN; break;
      case "Project": out[row] = ranks[projects[row] ?? 0] ?? 0; break;
      case "Created by": out[row] = ranks[creators[row] ?? 0] ?? 0; break;
      case "Created": out[row] = created[row] ?? UNKNOWN; break;
      default: out[row] = ids[row] ?? 0;
    }
  }
  return out;
}

/** All rows in an order. @param {Column} column @param {boolean} descending */
function ordered(column, descending) {
  const ties = nameOrder();
  if (column === "Name" && !descending) return ties;
  const key = `${descending ? "-" : ""}${column}`;
  const known = orders.get(key);
  if (known) return known;
  let order;
  if (column === "Name") {
    // Equal names keep the order of their ids.
    order = ties.slice().reverse();
    for (let from = 0; from < count;) {
      let to = from + 1;
      while (to < count && keys[order[to] ?? 0] === keys[order[from] ?? 0]) to += 1;
      if (to - from > 1) order.subarray(from, to).reverse();
      from = to;
    }
  } else {
    const by = sortKeys(column);
    for (let row = 0; row < count; row += 1) {
      // Unknown values come last in both directions.
      if ((by[row] ?? 0) < 0) by[row] = Infinity;
      else if (descending) by[row] = -(by[row] ?? 0);
    }
    // Sorting a typed array is stable, so the order by name decides ties.
    order = ties.slice().sort((one, other) => {
      const a = by[one] ?? 0, b = by[other] ?? 0;
      return a < b ? -1 : a > b ? 1 : 0;
    });
  }
  orders.set(key, order);
  return order;
}

/** Computes the orders that can no longer change, one per idle period. */
function prepareOrders() {
  /** @type {[Column, boolean][]} */
  const wanted = [
    ["Name", true], ["Created", false], ["Created", true], ["ID", false], ["ID", true],
    ["Project", false], ["Project", true], ["Created by", false], ["Created by", true],
  ];
  const next = () => {
    const order = wanted.shift();
    if (!order) return;
    ordered(...order);
    requestIdleCallback(next);
  };
  requestIdleCallback(next);
}

// ---- The filter.

let filter = "";
/** The matching rows, in order. @type {Uint32Array} */
let shown = new Uint32Array(0);
/**
 * The order and filter that `shown` was computed from.
 *
 * @type {{ order?: Uint32Array, filter: string }}
 */
let shownOf = { filter: "" };

/** Whether a row matches a word. @param {string} word @returns {(row: number) => boolean} */
function matcher(word) {
  if (word.startsWith("@")) {
    const found = people.keys.map((key) => key.includes(word.slice(1)));
    return (row) => found[creators[row] ?? 0] ?? false;
  }
  const digits = word.startsWith("#") ? word.slice(1) : word;
  const id = /^\d+$/.test(digits) ? Number(digits) : NaN;
  const inPath = paths.keys.map((key) => key.includes(word));
  const inCreator = people.keys.map((key) => key.includes(word));
  return (row) =>
    (keys[row]?.includes(word) ?? false) || inPath[projects[row] ?? 0] === true ||
    inCreator[creators[row] ?? 0] === true || ids[row] === id;
}

/**
 * Whether every match of `longer` also matches `shorter`.
 *
 * @param {string} longer
 * @param {string} shorter
 */
function narrows(longer, shorter) {
  return longer.startsWith(shorter) && !/[#@\d]/.test(longer);
}

function arrange() {
  const order = ordered(sort.column, sort.descending);
  if (shownOf.order === order && shownOf.filter === filter) return;
  const words = filter.toLowerCase().split(/\s+/).filter((word) => word !== "" && word !== "#" && word !== "@");
  if (words.length === 0) {
    shown = order;
  } else {
    const candidates = shownOf.order === order && narrows(filter, shownOf.filter) ? shown : order;
    const matchers = words.map(matcher);
    const found = new Uint32Array(candidates.length);
    let length = 0;
    for (const row of candidates) {
      if (matchers.every((matches) => matches(row))) found[length++] = row;
    }
    shown = found.subarray(0, length);
  }
  shownOf = { order, filter };
}

// ---- The texts of cells.

/** In order; any other status is unknown. @type {string[]} */
const STATUSES = ["connected", "quiet", "silent", "never used", "no token"];

/** @param {number} contact @param {number} now */
function statusOf(contact, now) {
  if (contact === UNREAD) return "unknown";
  if (contact === NO_TOKEN) return "no token";
  if (contact === NEVER_USED) return "never used";
  const minutes = (now - contact) / 60_000;
  return minutes < 8 ? "connected" : minutes < 60 ? "quiet" : "silent";
}

/** @type {[number, string][]} */
const UNITS = [
  [31_536_000, "y"], [2_592_000, "mo"], [86_400, "d"], [3_600, "h"], [60, "min"], [1, "s"],
];

/** @param {number} time @param {number} now */
function ago(time, now) {
  const seconds = Math.floor((now - time) / 1000);
  for (const [size, unit] of UNITS) {
    if (seconds >= size) return `${Math.floor(seconds / size)} ${unit} ago`;
  }
  return "now";
}

const exact = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "long" });

// ---- The page.

const table = /** @type {HTMLElement} */ (present(document.querySelector(".table")));
const head = present(document.querySelector(".head"));
const body = present(document.getElementById("body"));
const rowWindow = present(document.getElementById("window"));
const search = present(document.querySelector("input"));
const progress = present(document.getElementById("progress"));

head.append(...COLUMNS.map((column) => {
  const cell = document.createElement("div");
  cell.setAttribute("role", "columnheader");
  cell.setAttribute("aria-sort", column === sort.column ? "ascending" : "none");
  const button = document.createElement("button");
  button.type = "button";
  button.dataset["column"] = column;
  button.textContent = column;
  cell.append(button);
  return cell;
}));

const template = document.createElement("div");
template.className = "row";
template.setAttribute("role", "row");
for (const column of COLUMNS) {
  const cell = document.createElement("div");
  cell.setAttribute("role", column === "Name" ? "rowheader" : "cell");
  if (column === "Name") cell.append(document.createElement("a"));
  if (column === "Last contact" || column === "Created") {
    const time = document.createElement("time");
    time.tabIndex = 0;
    cell.append(time);
  }
  if (column === "Tokens") {
    cell.className = "slots";
    cell.setAttribute("role", "img");
    for (let slot = 0; slot < MOST_TOKENS; slot += 1) cell.append(document.createElement("i"));
  }
  template.append(cell);
}

/**
 * One row of the page. Its nodes are looked up once, and it is reused for one agent after another.
 *
 * @typedef {{ node: HTMLElement, cells: HTMLElement[], link: HTMLAnchorElement,
 *   contact: HTMLElement, created: HTMLElement, row: number, position: number }} Shown
 */

/** @returns {Shown} */
function build() {
  const node = /** @type {HTMLElement} */ (template.cloneNode(true));
  const cells = /** @type {HTMLElement[]} */ ([...node.children]);
  const cell = (/** @type {number} */ at) => present(cells[at]);
  return {
    node,
    cells,
    link: /** @type {HTMLAnchorElement} */ (cell(0).firstChild),
    contact: /** @type {HTMLElement} */ (cell(2).firstChild),
    created: /** @type {HTMLElement} */ (cell(5).firstChild),
    row: UNKNOWN,
    position: UNKNOWN,
  };
}

/** @param {HTMLElement} node @param {string} text */
function say(node, text) {
  if (node.firstChild?.nodeValue !== text) node.textContent = text;
}

/** @param {HTMLElement} node @param {number} time @param {number} now */
function sayTime(node, time, now) {
  say(node, ago(time, now));
  if (node.dataset["time"] === String(time)) return;
  node.dataset["time"] = String(time);
  node.dataset["exact"] = `${exact.format(time)} · ${new Date(time).toISOString()}`;
}

/**
 * Shows the agent of `row` at `position`.
 *
 * @param {Shown} shown
 * @param {number} row
 * @param {number} position
 */
function put(shown, row, position) {
  shown.row = row;
  shown.position = position;
  const { node, link, cells } = shown;
  const id = String(ids[row]);
  node.setAttribute("aria-rowindex", String(position + 2));
  node.dataset["agentId"] = id;
  link.href = `#/projects/${PROJECT}/agents/${id}`;
  say(link, present(names[row]));
  say(present(cells[4]), paths.texts[projects[row] ?? 0] ?? "");
  say(present(cells[7]), id);
}

/** Updates the fields of an agent that may change. @param {Shown} shown @param {number} now */
function putFacts(shown, now) {
  const { row, cells } = shown;
  const contact = contacts[row] ?? UNREAD;
  const status = present(cells[1]);
  const word = statusOf(contact, now);
  if (status.dataset["status"] !== word) {
    status.dataset["status"] = word;
    status.textContent = word;
  }
  if (contact >= 0) sayTime(shown.contact, contact, now);
  else say(shown.contact, contact === UNREAD ? "not read" : contact === NO_TOKEN ? "not known" : "no use yet");
  const taken = tokens[row] ?? UNKNOWN;
  const slots = present(cells[3]);
  if (slots.dataset["taken"] !== String(taken)) {
    slots.dataset["taken"] = String(taken);
    slots.setAttribute("aria-label", taken < 0 ? "Not read" : `${taken} of ${MOST_TOKENS}`);
    for (let at = 0; at < MOST_TOKENS; at += 1) present(slots.children[at]).classList.toggle("taken", at < taken);
  }
  const made = created[row] ?? UNKNOWN;
  if (made >= 0) sayTime(shown.created, made, now);
  const creator = creators[row] ?? 0;
  say(present(cells[6]), creator === NOBODY ? "account deleted" : people.texts[creator] || `user ${people.ids[creator]}`);
}

/** @type {Shown[]} */
let rendered = [];
/** @type {number} */
let inView = 0;

function render() {
  arrange();
  const first = Math.min(Math.floor(scrollTop / ROW_HEIGHT), Math.max(0, shown.length - inView));
  const from = Math.max(0, first - OVERSCAN);
  const to = Math.min(shown.length, first + inView + OVERSCAN);
  table.setAttribute("aria-rowcount", String(shown.length + 1));
  const height = `${shown.length * ROW_HEIGHT}px`;
  if (body.style.height !== height) body.style.height = height;
  rowWindow.style.translate = `0 ${from * ROW_HEIGHT}px`;

  // Rows that stay in view keep their nodes; those that leave it are reused for arriving agents.
  /** @type {(Shown | undefined)[]} */
  const places = new Array(to - from);
  const free = [];
  for (const row of rendered) {
    const place = row.position - from;
    if (place >= 0 && place < to - from && shown[row.position] === row.row) places[place] = row;
    else free.push(row);
  }
  const now = Date.now();
  const next = [];
  for (let position = from; position < to; position += 1) {
    let row = places[position - from];
    if (!row) {
      row = free.pop() ?? build();
      put(row, shown[position] ?? 0, position);
    }
    putFacts(row, now);
    next.push(row);
  }
  for (const row of free) row.node.remove();
  let node = rowWindow.firstChild;
  for (const row of next) {
    if (node === row.node) node = node.nextSibling;
    else rowWindow.insertBefore(row.node, node);
  }
  rendered = next;
  readContacts();
}

let isDue = false;

/** Renders in the next frame, with all changes until then. */
function flushSoon() {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(() => {
    isDue = false;
    render();
  });
}

let scrollTop = 0;
table.addEventListener("scroll", () => {
  scrollTop = table.scrollTop;
  // A scroll event comes right before the frame's callbacks, so this renders in the same frame.
  flushSoon();
}, { passive: true });
new ResizeObserver(() => {
  inView = Math.ceil(table.clientHeight / ROW_HEIGHT) + 1;
  flushSoon();
}).observe(table);
search.addEventListener("input", () => {
  filter = search.value;
  flushSoon();
});
head.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  const column = COLUMNS.find((column) => column === button?.dataset["column"]);
  if (!column) return;
  sort = { column, descending: sort.column === column && !sort.descending };
  COLUMNS.forEach((name, at) => {
    const state = name !== sort.column ? "none" : sort.descending ? "descending" : "ascending";
    present(head.children[at]).setAttribute("aria-sort", state);
  });
  flushSoon();
});
setInterval(flushSoon, 10_000);

// ---- Reading.

/** @type {Set<number>} */
const asked = new Set();
let contactsUnderWay = 0;

/** Reads the tokens of agents in view that were not requested yet, a few at a time. */
function readContacts() {
  for (const { row } of rendered) {
    if (contactsUnderWay === CONTACTS_AT_ONCE) return;
    if (asked.has(row)) continue;
    asked.add(row);
    contactsUnderWay += 1;
    readTokens(row).finally(() => {
      contactsUnderWay -= 1;
      flushSoon();
    });
  }
}

/** @param {number} row */
async function readTokens(row) {
  const agent = `/projects/${paths.ids[projects[row] ?? 0]}/cluster_agents/${ids[row]}`;
  /** @type {any[]} */
  const list = await read(`${agent}/tokens?per_page=${PER_PAGE}&page=1`);
  const uses = await Promise.all(list.map((token) => read(`${agent}/tokens/${token.id}`)));
  tokens[row] = list.length;
  const times = uses.map((token) => (token.last_used_at ? Date.parse(token.last_used_at) : NEVER_USED));
  contacts[row] = list.length === 0 ? NO_TOKEN : Math.max(...times);
  for (const column of ["Status", "Last contact", "Tokens"]) {
    orders.delete(column);
    orders.delete(`-${column}`);
  }
}

/** @param {number} page */
const pageOf = (page) => ask(`/projects/${PROJECT}/cluster_agents?per_page=${PER_PAGE}&page=${page}`);

/** @param {Response} response */
async function take(response) {
  const page = await response.json();
  add(page);
  progress.textContent = `${count} agents`;
  return page.length === PER_PAGE;
}

async function readAgents() {
  const first = await pageOf(1);
  let more = await take(first);
  const pages = Number(first.headers.get("x-total-pages") ?? NaN);
  let next = 2;
  const follow = async () => {
    while (more && !(next > pages)) {
      const full = await take(await pageOf(next++));
      if (!full) more = false;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, follow));
}

async function readNames() {
  for (let number = NOBODY + 1; number < people.ids.length; number += 1) {
    people.name(number, (await read(`/users/${people.ids[number]}`)).username);
    orders.delete("Created by");
    orders.delete("-Created by");
    // A word may match a name that has just become known.
    shownOf = { filter: "" };
    flushSoon();
  }
}

// The console sends these before anything else. This page does not need the responses, so they are
// concurrent.
const introduction = [
  "/personal_access_tokens/self", "/user", "/metadata", `/projects/${PROJECT}`,
].map(read);
await readAgents();
await Promise.all(introduction);
await readNames();
prepareOrders();
