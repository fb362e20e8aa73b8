// @ts-check
/**
 * The console's own page in a frame. It shows nothing before the embedding page has proved that the
 * deployment allows it, by a message from an origin listed in `config.json`. Nothing else counts,
 * because a host that sends no headers cannot forbid framing. If the browser reveals further
 * ancestors, they must be listed as well.
 *
 * The protocol is `agc/1` (docs/embedding.md). Other messages are ignored.
 *
 * @import { AgentConsoleElement } from "./agent-console.d.ts"
 */

/**
 * How long to wait for the embedding page before offering a way to continue without it, in
 * milliseconds.
 */
const PATIENCE = 3000;

/** The maximum length of a text in a message. */
const LONGEST = 4096;

const events = [
  "auth-required",
  "signed-in",
  "signed-out",
  "navigate",
  "agent-registered",
  "token-created",
  "token-revoked",
  "error",
];

/**
 * The text field that each message requires.
 *
 * @type {Record<string, string | undefined>}
 */
const needs = Object.assign(Object.create(null), {
  "auth.token": "token",
  navigate: "route",
  "theme.set": "theme",
});

const sentences = {
  en: [
    "Agent console is shown in a page that may not use it. Open it in a tab of its own.",
    "Open Agent console",
  ],
  ko: [
    "이 페이지에서는 Agent console을 사용할 수 없습니다. 별도의 탭에서 열어 주세요.",
    "Agent console 열기",
  ],
};

/**
 * Waits for the embedding page to prove its origin.
 *
 * @param {AgentConsoleElement} element
 * @param {MessageEvent[]} early received before this script was loaded
 * @param {unknown} embedders the allowed origins, from `config.json`
 */
export function prove(element, early, embedders) {
  const main = element.shadowRoot?.querySelector("[data-frame] main");
  const patience = setTimeout(() => main && showWayOut(main), PATIENCE);
  const origins = Array.isArray(embedders) ? embedders : [];
  return new Promise((resolve) => {
    /** @param {MessageEvent} event */
    const hear = (event) => {
      const port = verified(event, origins);
      if (!port) return false;
      removeEventListener("message", hear);
      clearTimeout(patience);
      resolve(undefined);
      converse(element, port, event.data.handshake);
      return true;
    };
    // The first valid handshake wins; later ones are ignored.
    if (!early.some(hear)) addEventListener("message", hear);
  });
}

/**
 * The port of a message that is a valid handshake from an allowed origin.
 *
 * @param {MessageEvent} event
 * @param {unknown[]} origins
 */
function verified({ data, origin, ports, source, isTrusted }, origins) {
  const isHello =
    isTrusted &&
    source === parent &&
    origins.includes(origin) &&
    // The first one is the parent itself, which a browser may redact here. Not every browser has
    // this list.
    [...(location.ancestorOrigins ?? [])].slice(1).every((one) => origins.includes(one)) &&
    data?.type === "agc:hello" &&
    data.v === 1 &&
    isText(data.handshake) &&
    ports.length === 1;
  return isHello ? ports[0] : undefined;
}

/**
 * Talks to the embedding page on a private port. Secrets only come in through it, never go out.
 *
 * @param {AgentConsoleElement} element
 * @param {MessagePort} port
 * @param {string} handshake
 */
function converse(element, port, handshake) {
  /** @type {((given: { token: string }) => void) | undefined} */
  let give;
  let asked = "";
  // Once two requests were pending at the same time, an answer without an instance may be for
  // either.
  let isMixed = false;
  element.tokenProvider = ({ gitlab }) =>
    new Promise((resolve) => {
      isMixed ||= give !== undefined;
      give = resolve;
      asked = gitlab;
      port.postMessage({ type: "auth.request", gitlab });
    });
  port.onmessage = ({ data }) => {
    const { gitlab = isMixed ? "" : asked } = data ?? {};
    const needed = needs[data?.type];
    if (needed && !isText(data[needed])) {
      // Only the embedding page knows what was meant, and an exception would not reach it.
      port.postMessage({ type: "event", event: "error", detail: { code: `${needed}-type` } });
    } else if (data?.type === "auth.token") {
      if (gitlab !== asked) return;
      give?.({ token: data.token });
      give = undefined;
    } else if (data?.type === "navigate") {
      element.navigate(data.route);
    } else if (data?.type === "theme.set") {
      element.setAttribute("theme", data.theme);
    } else if (data?.type === "refresh") {
      element.refresh();
    } else if (data?.type === "sign-out") {
      element.signOut();
    }
  };
  port.postMessage({ type: "ready", v: 1, handshake });
  for (const event of events) {
    element.addEventListener(`agc-${event}`, (told) => {
      const { detail } = /** @type {CustomEvent} */ (told);
      port.postMessage({ type: "event", event, detail });
    });
  }
  reportHeight(element, port);
}

/** @param {unknown} value @returns {value is string} */
function isText(value) {
  return typeof value === "string" && value !== "" && value.length <= LONGEST;
}

/**
 * Reports the height at which nothing in the console needs to scroll, on every change.
 *
 * @param {AgentConsoleElement} element
 * @param {MessagePort} port
 */
function reportHeight(element, port) {
  let reported = 0;
  const measure = () => {
    const scrolling = element.shadowRoot?.querySelectorAll(".console__main, .table, .panel") ?? [];
    const hidden = [...scrolling].map((node) => node.scrollHeight - node.clientHeight);
    const height = element.clientHeight + Math.max(0, ...hidden);
    if (height !== reported) port.postMessage({ type: "resize", height: (reported = height) });
  };
  new ResizeObserver(measure).observe(element);
  element.shadowRoot && new MutationObserver(measure).observe(element.shadowRoot, { childList: true, subtree: true });
}

/**
 * Tells the person to open the console in a page of its own. There are no controls here, so
 * clickjacking is impossible.
 *
 * @param {Element} main
 */
function showWayOut(main) {
  const language = navigator.language.toLowerCase().startsWith("ko") ? "ko" : "en";
  const [sentence = "", label = ""] = sentences[language];
  const told = document.createElement("p");
  told.textContent = sentence;
  const link = document.createElement("a");
  link.className = "link";
  link.href = location.href;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  link.textContent = label;
  const section = document.createElement("section");
  section.className = "frame__failure";
  section.lang = language;
  section.append(told, link);
  main.removeAttribute("aria-busy");
  main.replaceChildren(section);
}
