// @ts-check
/**
 * Runs in a measured page before its own scripts. Both pages have a `role=table` with
 * `aria-rowcount` and rows with `data-agent-id`; it uses nothing else of them.
 *
 * @typedef {object} Bench
 * @property {Promise<number>} firstRow when the first row was painted, in ms since navigation start
 * @property {Promise<number>} allRows when the table was painted that reports all rows
 * @property {() => { longest: number, count: number }} tasks the tasks over 50 ms so far
 * @property {() => number} wasmBytes the memory of WebAssembly modules
 * @property {(input: "filter" | "sort") => void} watch waits for a filter key or a column click
 * @property {() => Promise<number>} watched the time until the resulting rows are painted, in ms
 * @property {(screens: number) => Promise<number>} scroll the longest time between two frames
 */

/**
 * @param {{ session: string, rows: number, early: string[] }} given
 *   the session's record, the number of rows, and the paths to request immediately, as an experiment
 */
export function probe({ session, rows, early }) {
  sessionStorage.setItem("agent-console.session", session);
  startEarly(early);

  /** @type {WebAssembly.Memory[]} */
  const memories = [];
  const { instantiateStreaming, instantiate } = WebAssembly;
  /** @param {any} result */
  const note = (result) => {
    const memory = (result.instance ?? result).exports?.memory;
    if (memory) memories.push(memory);
    return result;
  };
  WebAssembly.instantiateStreaming = (...args) => instantiateStreaming(...args).then(note);
  WebAssembly.instantiate = (/** @type {any} */ ...args) =>
    Reflect.apply(instantiate, WebAssembly, args).then(note);

  const tasks = { longest: 0, count: 0 };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      tasks.count += 1;
      tasks.longest = Math.max(tasks.longest, duration);
    }
  }).observe({ type: "longtask", buffered: true });

  /**
   * The time at which a frame was painted for which `isShown` holds. A frame's callbacks run before
   * its style, layout and paint, in one task; a message posted from a callback therefore arrives
   * after the paint, and what the page shows then was in that frame.
   *
   * @param {() => boolean} isShown
   * @returns {Promise<number>}
   */
  function painted(isShown) {
    return new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      const frame = () => port2.postMessage(0);
      port1.onmessage = () => {
        if (!isShown()) return void requestAnimationFrame(frame);
        resolve(performance.now());
        port1.close();
      };
      requestAnimationFrame(frame);
    });
  }

  /** @type {HTMLElement | null | undefined} */
  let known;
  function table() {
    if (!known?.isConnected) {
      const root = document.querySelector("agent-console")?.shadowRoot ?? document;
      known = root.querySelector("[role=table]");
    }
    return known;
  }
  const rowCount = () => Number(table()?.getAttribute("aria-rowcount") ?? 1) - 1;
  const firstAgent = () =>
    table()?.querySelector("[data-agent-id]")?.getAttribute("data-agent-id") ?? null;

  /**
   * The time from the event's arrival in the browser, which is its time stamp, to the paint.
   *
   * @param {"keydown" | "click"} type
   * @param {() => unknown} look
   * @returns {Promise<number>}
   */
  function untilChanged(type, look) {
    const before = look();
    return new Promise((resolve) => {
      const began = (/** @type {Event} */ event) => {
        painted(() => look() !== before).then((at) => resolve(at - event.timeStamp));
      };
      addEventListener(type, began, { capture: true, once: true });
    });
  }

  /** @param {number} screens */
  async function scroll(screens) {
    const box = table();
    if (!box) return NaN;
    let [longest, before, step] = [0, NaN, box.clientHeight];
    for (let screen = 0; screen < screens; screen += 1) {
      const isAtEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - 1;
      if (isAtEnd) step = -box.clientHeight;
      if (box.scrollTop === 0) step = box.clientHeight;
      box.scrollTop += step;
      const at = await painted(() => true);
      longest = Math.max(longest, Number.isNaN(before) ? 0 : at - before);
      before = at;
    }
    box.scrollTop = 0;
    await painted(() => true);
    return longest;
  }

  let watched = Promise.resolve(NaN);
  /** @type {Bench} */
  const bench = {
    firstRow: painted(() => firstAgent() !== null),
    allRows: painted(() => rowCount() === rows),
    tasks: () => tasks,
    wasmBytes: () => memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0),
    watch(input) {
      watched = input === "filter" ? untilChanged("keydown", rowCount) : untilChanged("click", firstAgent);
    },
    watched: () => watched,
    scroll,
  };
  Object.assign(window, { bench: () => bench });

  /**
   * Sends requests before the page does, and returns their responses when it asks for them.
   *
   * @param {string[]} addresses
   */
  function startEarly(addresses) {
    const { token } = JSON.parse(session);
    const headers = { Accept: "application/json", "PRIVATE-TOKEN": token };
    /** @type {RequestInit} */
    const init = {
      headers, credentials: "omit", cache: "no-store", redirect: "manual", referrerPolicy: "no-referrer",
    };
    const sent = new Map(addresses.map((address) => [address, fetch(address, init)]));
    const { fetch: send } = window;
    if (sent.size === 0) return;
    window.fetch = (input, init) => {
      const address = input instanceof Request ? input.url : String(input);
      const answer = sent.get(address);
      sent.delete(address);
      return answer ?? Reflect.apply(send, window, [input, init]);
    };
  }
}
