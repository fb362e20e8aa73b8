// @ts-check
/**
 * The console's own page in a frame of somebody else's. Nothing of it is shown before the page around has
 * proved that the deployment lets it: by a message from an origin that `config.json` lists, and by nothing
 * else, because a host that sends no headers cannot forbid the frame. Whatever is around that page has to be
 * listed as well, where the browser tells it.
 *
 * The protocol is `agc/1` (docs/embedding.md). Whatever is not in it is not answered.
 *
 * @import { AgentConsoleElement } from "./agent-console.d.ts"
 */

/** How long the page around has before its visitors are told how to go on without it, in milliseconds. */
const PATIENCE = 3000;

/** The longest text that is taken from a message. */
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
 * The text that each message has to hold.
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
 * Waits for the page around to prove itself.
 *
 * @param {AgentConsoleElement} element
 * @param {MessageEvent[]} early what came before this script did
 * @param {unknown} embedders the origins that may, as `config.json` has them
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
    // Once is enough: who comes second is not heard.
    if (!early.some(hear)) addEventListener("message", hear);
  });
}

/**
 * The port of a message that is the handshake and from whom it may be.
 *
 * @param {MessageEvent} event
 * @param {unknown[]} origins
 */
function verified({ data, origin, ports, source, isTrusted }, origins) {
  const isHello =
    isTrusted &&
    source === parent &&
    origins.includes(origin) &&
    // The first one is the parent itself, which a browser may leave unnamed here. Not every browser tells them.
    [...(location.ancestorOrigins ?? [])].slice(1).every((one) => origins.includes(one)) &&
    data?.type === "agc:hello" &&
    data.v === 1 &&
    isText(data.handshake) &&
    ports.length === 1;
  return isHello ? ports[0] : undefined;
}

/**
 * Talks to the page around, on a port that nobody else has. Secrets come in by it and never go out.
 *
 * @param {AgentConsoleElement} element
 * @param {MessagePort} port
 * @param {string} handshake
 */
function converse(element, port, handshake) {
  /** @type {((given: { token: string }) => void) | undefined} */
  let give;
  let asked = "";
  // Once two questions were open together, an answer that does not say which GitLab it is for may be for either.
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
      // Nobody but the page around knows what was meant, and an exception does not get there.
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
 * Tells the height at which nothing in the console needs to scroll, whenever that changes.
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
 * Says that the console is to be opened by itself. Nothing can be done here, so nobody can be made to.
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
