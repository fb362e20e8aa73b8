// @ts-check
/**
 * Starts the console: defines `<agent-console>`, loads the WebAssembly module and mounts one
 * console per element. The same file serves the console's own page and host pages. In a host page
 * an element loads nothing before it is visible, and then `guest.js` too; `frame.js` is for the
 * console's own page in a frame.
 *
 * @import { ConsoleState, File, Glue, MountedConsole, Settings, StartFailure, TokenProvider } from "./agent-console.d.ts"
 * @import { Guest } from "./guest.js"
 */

/** All files of the console are beside this one. */
const base = new URL("./", import.meta.url);

/**
 * The files of this build with their digests, filled in by the build.
 *
 * @type {Record<"css" | "glue" | "wasm" | "guest" | "en" | "ko", File>}
 */
const files = {
  css: ["{{css}}", "{{css-integrity}}"],
  glue: ["{{glue}}", "{{glue-integrity}}"],
  wasm: ["{{wasm}}", "{{wasm-integrity}}"],
  guest: ["{{guest}}", "{{guest-integrity}}"],
  en: ["{{en}}", "{{en-integrity}}"],
  ko: ["{{ko}}", "{{ko-integrity}}"],
};

/**
 * Whether this is the console's own page rather than a host page. Both the script tag and the
 * declared root mark it: proxies that rewrite pages may remove either, and a console that took its
 * own page for a host page would not restrict connections.
 */
const isOwnPage =
  [...document.scripts].some(({ src, dataset }) => src === import.meta.url && "page" in dataset) ||
  !!document.querySelector("agent-console")?.shadowRoot;

/**
 * Whether the console's own page is in a frame. Then nothing starts before the embedding page has
 * proved its origin.
 */
const isFramed = isOwnPage && parent !== window;

/**
 * Messages from the embedding page before the script that handles them is loaded.
 *
 * @type {MessageEvent[]}
 */
const early = [];
if (isFramed) {
  addEventListener("message", (event) => {
    if (event.source === parent && early.length < 64) early.push(event);
  });
}

/**
 * Creates an element and sets these properties in order.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Partial<HTMLElementTagNameMap[K]>} properties
 */
function make(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

/** @param {string} file */
function address(file) {
  return new URL(file, base).href;
}

/**
 * The text of `config.json`; undefined if the host has none. A file that cannot be read must not
 * count as missing, which would lift its restrictions. Its text is then the reason, such as `HTTP
 * 503`: that is not valid JSON, so the console rejects it like a broken file.
 *
 * @returns {Promise<string | undefined>}
 */
async function readConfig() {
  try {
    const response = await fetch(address("config.json"), { cache: "no-store" });
    if (response.status === 404) return undefined;
    return response.ok ? await response.text() : `HTTP ${response.status}`;
  } catch (error) {
    return nameOf(error);
  }
}

/**
 * Restricts what the console's own page may connect to, before any code that could connect runs;
 * further policies can only restrict it more. Host pages keep their own policy.
 *
 * @param {string | undefined} config
 */
function narrowConnections(config) {
  const { gitlabs } = configured(config);
  if (!isOwnPage || !Array.isArray(gitlabs)) return;
  // The trailing slash includes everything below; without it, an address with a path would match
  // only itself.
  const sources = gitlabs.map((gitlab) => gitlabAt(gitlab) + "/");
  const content = `connect-src 'self' ${sources.join(" ")}`;
  const meta = make("meta", { httpEquiv: "Content-Security-Policy", content });
  document.head.append(meta);
}

/**
 * Normalises the address of a GitLab instance like `GitLabUrl` in Rust; `tests/gitlabs.json` tests
 * both. A path is at the console's own origin. Empty if the browser cannot parse it; the console
 * rejects other invalid addresses.
 *
 * @param {string} text
 */
function gitlabAt(text) {
  try {
    const { origin, pathname } = new URL(text[0] === "/" ? base.origin + text : text);
    return origin + pathname.replace(/\/*(\/api\/v4\/*)*$/, "");
  } catch {
    return "";
  }
}

/**
 * The fields of `config.json`. The console reports what is wrong with them.
 *
 * @param {string | undefined} config
 */
function configured(config) {
  try {
    return JSON.parse(config ?? "{}") ?? {};
  } catch {
    return {};
  }
}

/** @returns {Promise<Glue>} */
async function readModule() {
  if (typeof WebAssembly !== "object") throw { failure: { reason: "no-webassembly" } };
  const [glue, wasm] = await Promise.all([
    load(files.glue, importChecked),
    load(files.wasm, fetchChecked),
  ]);
  glue.onStop(() => {
    stopped = (root) => glue.showStop(root, isOwnPage);
    for (const { shadowRoot } of elements) if (shadowRoot) stopped(shadowRoot);
  });
  await glue.default({ module_or_path: wasm });
  return glue;
}

/**
 * Loads a file of this build with `read`; throws an error with the reason if that fails.
 *
 * @template T
 * @param {File} file
 * @param {(href: string, integrity: string) => Promise<T>} read
 */
async function load([file, integrity], read) {
  try {
    return await read(address(file), integrity);
  } catch {
    throw { failure: await diagnose(file) };
  }
}

/** @param {string} href @param {string} integrity */
async function fetchChecked(href, integrity) {
  const response = await fetch(href, { integrity });
  if (!response.ok) throw response;
  return response;
}

/**
 * `import()` takes no digest, but a preload does, and the import then uses the checked file. A file
 * that the page has preloaded is not loaded twice.
 *
 * @param {string} href
 * @param {string} integrity
 */
async function importChecked(href, integrity) {
  const { target } = await new Promise((resolve, reject) => {
    document.head.append(
      make("link", { rel: "modulepreload", integrity, onload: resolve, onerror: reject, href }),
    );
  });
  target.remove();
  return import(href);
}

/**
 * Why this file could not be loaded. Browsers report a missing file, a network error and a wrong
 * digest alike, so it is requested again without a digest.
 *
 * @param {string} file
 * @returns {Promise<StartFailure>}
 */
async function diagnose(file) {
  try {
    const { ok, status } = await fetch(address(file), { method: "HEAD", cache: "no-store" });
    return { reason: ok ? "integrity" : "missing", file, status };
  } catch {
    return { reason: "unreachable", file };
  }
}

/**
 * The first of the preferred languages that the console supports.
 *
 * @param {unknown[]} wanted
 */
function languageOf(wanted) {
  const primary = [...wanted, ...navigator.languages].map(
    (tag) => String(tag).toLowerCase().split("-")[0],
  );
  return primary.find((tag) => tag === "en" || tag === "ko") ?? "en";
}

/**
 * The language a person chose earlier in this browser; undefined if there is none or storage is
 * blocked.
 */
function chosenLanguage() {
  try {
    return localStorage.getItem("agent-console.language");
  } catch {
    return null;
  }
}

/** @param {File} file */
async function read(file) {
  return (await load(file, fetchChecked)).text();
}

/**
 * The UI strings of a language.
 *
 * @param {"en" | "ko"} language
 */
function readSentences(language) {
  return read(files[language]);
}

/** @param {any} error */
function nameOf(error) {
  return String(error?.name ?? error);
}

/** @type {Promise<Glue> | undefined} */
let module;
/** @type {Promise<string | undefined> | undefined} */
let config;

/**
 * Loads the module once for all elements of a document. After a failure, the next element retries.
 */
function loadModule() {
  module ??= readModule();
  module.catch(() => (module = undefined));
  return module;
}

/** Reads the configuration once for all elements. */
function loadConfig() {
  config ??= readConfig().then((text) => {
    narrowConnections(text);
    return text;
  });
  return config;
}

/** The only UI strings outside the application, shown if it cannot start. */
const sentences = {
  en: {
    heading: "Agent console could not start",
    "no-webassembly": "This browser has no WebAssembly, or it is turned off. Turn it on for this page.",
    missing: "A file of the console is missing on the server.",
    unreachable: "A file of the console could not be loaded. Check the network.",
    integrity: "A file of the console is not the published one.",
    other: "",
    again: "Reload the page. If that does not help, tell whoever runs this page.",
  },
  ko: {
    heading: "Agent console을 시작할 수 없습니다",
    "no-webassembly": "이 브라우저에는 WebAssembly가 없거나 꺼져 있습니다. 이 페이지에서 켜 주세요.",
    missing: "콘솔의 파일 하나가 서버에 없습니다.",
    unreachable: "콘솔의 파일 하나를 불러오지 못했습니다. 네트워크를 확인해 주세요.",
    integrity: "콘솔의 파일 하나가 배포된 것과 다릅니다.",
    other: "",
    again: "페이지를 새로 고쳐 보세요. 그래도 안 되면 이 페이지의 운영자에게 알려 주세요.",
  },
};

/**
 * Shows in the element why there is no console.
 *
 * @param {ShadowRoot} root
 * @param {StartFailure} failure
 */
function showFailure(root, failure) {
  const language = languageOf([]);
  const words = sentences[language];
  const heading = make("h1", { textContent: words.heading });
  const reason = make("p", { textContent: `${words[failure.reason]} ${words.again}` });
  const { file = "", name = file, status = "" } = /** @type {Record<string, unknown>} */ (failure);
  const textContent = `${name} ${status}`;
  const detail = make("code", { textContent });

  const section = make("section", { className: "frame__failure", lang: language });
  section.setAttribute("role", "alert");
  section.append(heading, reason, detail);

  const main = root.querySelector("[data-frame] main");
  main?.removeAttribute("aria-busy");
  (main ?? root).replaceChildren(section);
}

/**
 * Adds the style sheet to an element, unless the console's own page has loaded it. It is fetched
 * like the module, because a link does not reveal why it failed.
 *
 * @param {ShadowRoot} root
 */
async function style(root) {
  if (root.querySelector("link")?.sheet?.cssRules.length) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await read(files.css));
  root.adoptedStyleSheets = [sheet];
}

/** The elements on the page. @type {Set<AgentConsoleElement>} */
const elements = new Set();

/**
 * Shows in an element that the module has stopped. Set once that happens; from then on no console
 * starts.
 *
 * @type {((root: ShadowRoot) => void) | undefined}
 */
let stopped;

class AgentConsoleElement extends HTMLElement {
  static observedAttributes = ["lang", "scope", "token"];

  /** @type {"off" | "starting" | MountedConsole} */
  #console = "off";
  /** @type {Guest | undefined} */
  #guest;
  /** @type {TokenProvider | null} */
  #provider = null;
  /** @type {ConsoleState} */
  #state = { phase: "off", route: "" };

  // Browsers may keep a page after leaving it, and restore it on Back with everything in it. So a
  // console ends with its page, and with it every displayed value and every token being typed. A
  // restored page starts as after a reload and reads current data.
  static {
    addEventListener("pagehide", () => elements.forEach((element) => element.#stop()));
    addEventListener("pageshow", ({ persisted }) => {
      if (persisted) elements.forEach((element) => element.connectedCallback());
    });
  }

  connectedCallback() {
    elements.add(this);
    if (this.#console === "off") this.#begin();
    else if (!stopped) this.#guest?.moved();
  }

  disconnectedCallback() {
    // A move within the document disconnects and reconnects immediately. The console must survive
    // it.
    queueMicrotask(() => {
      if (this.isConnected) return;
      elements.delete(this);
      this.#stop();
    });
  }

  /** @param {string} name @param {string | null} _ @param {string | null} value */
  attributeChangedCallback(name, _, value) {
    if (value === null) return;
    if (name === "token") {
      // Every script and style sheet of the page could read a secret in an attribute.
      this.removeAttribute(name);
      this.#tell("error", { code: "token-attribute" });
    } else if (name === "scope") this.navigate(value);
    else this.#ask(name, value);
  }

  get tokenProvider() {
    return this.#provider;
  }

  set tokenProvider(provider) {
    if (provider != null && typeof provider !== "function") this.#refuse("token-provider-type");
    this.#provider = provider ?? null;
    this.#guest?.provide();
  }

  signOut() {
    this.#ask("sign-out");
  }

  refresh() {
    this.#ask("refresh");
    this.#guest?.refresh();
  }

  /** @param {string} route */
  navigate(route) {
    if (typeof route !== "string") this.#refuse("route-type");
    this.#state.route = route;
    this.#ask("go", route);
  }

  /**
   * Rejects values of the wrong type before they reach the module, which would read out of bounds.
   *
   * @param {string} code
   * @returns {never}
   */
  #refuse(code) {
    this.#tell("error", { code });
    throw TypeError(code);
  }

  getState() {
    return { ...this.#state };
  }

  /** @param {string} verb */
  #ask(verb, value = "") {
    if (typeof this.#console !== "string") this.#console.ask(verb, value);
  }

  async #begin() {
    this.#console = "starting";
    if (!isOwnPage) await seen(this);
    // Declared by the console's own page, with the style sheet and a placeholder.
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    root.querySelector(".frame__failure")?.remove();
    try {
      const [module, settings] = await Promise.all([loadModule(), this.#settings(), style(root)]);
      if (stopped) return stopped(root);
      const { config, route, links, language, sentences } = settings;
      const guest = this.#guest;
      const tell = guest?.hear.bind(guest);
      const { origin } = base;
      this.#console = this.isConnected
        ? new module.AgentConsole(root, config, origin, language, sentences, readSentences, tell, route, links)
        : "off";
      if (typeof this.#console === "string") return;
      root.querySelector("[data-frame]")?.remove();
      guest?.begin(this.#console);
    } catch (/** @type {any} */ error) {
      this.#console = "off";
      // The element already shows it.
      if (stopped) return;
      /** @type {StartFailure} */
      const failure = error?.failure ?? { reason: "other", name: nameOf(error) };
      // The browser has logged the other failures itself.
      if (failure.reason === "other") console.error(error);
      showFailure(root, failure);
      this.#tell("error", { code: failure.reason });
    }
  }

  /** The settings of this console, and the UI strings of its language. */
  async #settings() {
    const settings = await this.#wanted();
    const language = languageOf(settings.languages);
    return { ...settings, language, sentences: await readSentences(language) };
  }

  /** @returns {Promise<Settings>} */
  async #wanted() {
    const config = await loadConfig();
    if (isOwnPage && !isFramed) {
      return { config, languages: [chosenLanguage(), configured(config).language], route: "" };
    }
    /** @type {typeof import("./guest.js")} */
    const { Guest, frameFile } = await load(files.guest, importChecked);
    const guest = new Guest(this, this.#state, (event, detail) => this.#tell(event, detail));
    this.#guest = guest;
    if (isFramed) {
      /** @type {typeof import("./frame.js")} */
      const { prove } = await load(frameFile, importChecked);
      await prove(this, early, configured(config).embedders);
    }
    return guest.settings(config, base.href, isFramed, gitlabAt);
  }

  /**
   * Sends an event to the host page, after the current task.
   *
   * @param {string} event
   * @param {object} detail
   */
  #tell(event, detail) {
    queueMicrotask(() => {
      const options = { bubbles: true, composed: true, detail };
      this.dispatchEvent(new CustomEvent(`agc-${event}`, options));
    });
  }

  #stop() {
    // The stopped module cannot remove it.
    if (stopped) this.shadowRoot?.querySelector(".ground, dialog")?.remove();
    if (typeof this.#console === "string") return;
    this.#guest?.end();
    this.#guest = undefined;
    this.#console.unmount();
    this.#console.free();
    this.#console = "off";
  }
}

/**
 * Waits until an element becomes visible.
 *
 * @param {Element} element
 */
function seen(element) {
  return new Promise((resolve) => {
    new IntersectionObserver((entries, sight) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      sight.disconnect();
      resolve(undefined);
    }).observe(element);
  });
}

// Two copies of this file in one page must not clash; the first one serves both.
if (!customElements.get("agent-console")) {
  customElements.define("agent-console", AgentConsoleElement);
}
