// @ts-check
/**
 * Defines `<agent-console>`, for our own page and for pages of others. An element loads nothing
 * before it is seen; `start.js` then brings in the rest.
 *
 * @import { ConsoleState, MountedConsole, StartFailure, TokenProvider } from "./agent-console.d.ts"
 */

/** Everything the console consists of lies beside this file, wherever that is. */
const base = new URL("./", import.meta.url);

/**
 * The files of this build with their digests. The build puts both in.
 *
 * @type {Record<"css" | "start" | "frame", [name: string, digest: string]>}
 */
const files = {
  css: ["{{css}}", "{{css-integrity}}"],
  start: ["{{start}}", "{{start-integrity}}"],
  frame: ["{{frame}}", "{{frame-integrity}}"],
};

/** Whether this is the console's own page, whose tag says so, and not somebody else's. */
const isOwnPage = [...document.scripts].some(
  ({ src, dataset }) => src === import.meta.url && "page" in dataset,
);

/** Whether another page shows ours in a frame. Then nothing starts before that page has proved who it is. */
const isFramed = isOwnPage && parent !== window;

/**
 * What that page sends before the script is here that reads it.
 *
 * @type {MessageEvent[]}
 */
const early = [];
if (isFramed) {
  addEventListener("message", (event) => {
    if (event.source === parent && early.length < 64) early.push(event);
  });
}

/** @param {string} file */
function address(file) {
  return new URL(file, base).href;
}

/**
 * `import()` takes no digest; a preload does, and the import then uses what it has checked.
 *
 * @param {[name: string, digest: string]} file
 */
async function importChecked([file, integrity]) {
  const href = address(file);
  const preloads = [...document.querySelectorAll("link")].filter(
    (link) => link.rel === "modulepreload" && link.href === href && link.integrity === integrity,
  );
  if (preloads.length === 0) await preloadModule(href, integrity);
  return import(href);
}

/**
 * @param {string} href
 * @param {string} integrity
 */
function preloadModule(href, integrity) {
  const link = document.createElement("link");
  return new Promise((resolve, reject) => {
    link.rel = "modulepreload";
    link.integrity = integrity;
    link.onload = resolve;
    link.onerror = () => reject(new TypeError(href));
    link.href = href;
    document.head.append(link);
  }).finally(() => link.remove());
}

/**
 * Why these files could not be loaded. A browser reports an absent file, a broken line and a wrong
 * digest alike, so each file is asked for once more, without a digest.
 *
 * @param {string[]} suspects
 * @returns {Promise<StartFailure>}
 */
async function diagnose(suspects) {
  for (const file of suspects) {
    try {
      const { ok, status } = await fetch(address(file), { method: "HEAD", cache: "no-store" });
      if (!ok) return { reason: "missing", file, status };
    } catch {
      return { reason: "unreachable", file };
    }
  }
  return { reason: "integrity" };
}

/**
 * What went wrong, as far as it can be told.
 *
 * @param {unknown} error
 * @returns {Promise<StartFailure>}
 */
async function failureOf(error) {
  if (typeof WebAssembly !== "object") return { reason: "no-webassembly" };
  if (!(error instanceof Error)) return { reason: "other", name: String(error) };
  // What `start.js` throws where it could not load a file.
  if ("suspects" in error) return diagnose(/** @type {string[]} */ (error.suspects));
  return { reason: "other", name: error.name };
}

/**
 * @param {"start" | "frame"} script
 * @returns {Promise<typeof import("./start.js") & typeof import("./frame.js")>}
 */
async function loadChecked(script) {
  try {
    return await importChecked(files[script]);
  } catch {
    throw Object.assign(new Error(), { suspects: [files[script][0]] });
  }
}

/** The only sentences outside the application: they are shown when it cannot be. */
const sentences = {
  en: {
    heading: "Agent console could not start",
    "no-webassembly":
      "This browser does not run WebAssembly, or a setting turns it off. " +
      "Use a current browser, or allow WebAssembly for this page.",
    missing:
      "A file of the console is missing on the server. Reload the page. " +
      "If that does not help, the console was not published completely.",
    unreachable:
      "A file of the console could not be loaded. " +
      "Check the network connection and reload the page.",
    integrity:
      "A file of the console is not the one that was published, so it was not run. " +
      "Reload the page. If that does not help, tell whoever runs this page.",
    other: "Reload the page. If that does not help, tell whoever runs this page:",
  },
  ko: {
    heading: "Agent console을 시작할 수 없습니다",
    "no-webassembly":
      "이 브라우저는 WebAssembly를 실행하지 않거나 설정에서 꺼져 있습니다. " +
      "최신 브라우저를 사용하거나 이 페이지에 WebAssembly를 허용해 주세요.",
    missing:
      "콘솔의 파일 하나가 서버에 없습니다. 페이지를 새로 고쳐 보세요. " +
      "그래도 안 되면 콘솔이 완전히 배포되지 않은 것입니다.",
    unreachable:
      "콘솔의 파일 하나를 불러오지 못했습니다. " +
      "네트워크 연결을 확인하고 페이지를 새로 고쳐 주세요.",
    integrity:
      "콘솔의 파일 하나가 배포된 것과 달라 실행하지 않았습니다. " +
      "페이지를 새로 고쳐 보세요. 그래도 안 되면 이 페이지의 운영자에게 알려 주세요.",
    other: "페이지를 새로 고쳐 보세요. 그래도 안 되면 이 페이지의 운영자에게 알려 주세요:",
  },
};

/**
 * Says in the element why there is no console.
 *
 * @param {HTMLElement} element
 * @param {ShadowRoot} root
 * @param {StartFailure} failure
 */
function showFailure(element, root, failure) {
  const spoken = (!isOwnPage && element.closest("[lang]")?.getAttribute("lang")) || navigator.language;
  const language = spoken.toLowerCase().startsWith("ko") ? "ko" : "en";
  const heading = document.createElement("h1");
  heading.textContent = sentences[language].heading;
  const reason = document.createElement("p");
  reason.textContent = sentences[language][failure.reason];
  const detail = document.createElement("code");
  if ("file" in failure) detail.textContent = failure.file;
  if ("status" in failure) detail.textContent += `: HTTP ${failure.status}`;
  if ("name" in failure) detail.textContent = failure.name;

  const section = document.createElement("section");
  section.className = "frame__failure";
  section.lang = language;
  section.setAttribute("role", "alert");
  section.append(heading, reason, detail);

  const main = root.querySelector("[data-frame] main");
  main?.removeAttribute("aria-busy");
  if (main) main.replaceChildren(section);
  else root.append(section);
}

/** @param {HTMLElement} element */
function openRoot(element) {
  // Declared by our own page, with the style sheet and a frame to look at meanwhile.
  if (element.shadowRoot) return element.shadowRoot;
  const root = element.attachShadow({ mode: "open" });
  // A listener of the page around sees the element, not the field in it, and would take what is typed
  // there for its own shortcuts.
  for (const type of ["keydown", "keypress", "keyup"]) {
    root.addEventListener(type, (event) => {
      if (event.target instanceof Element && event.target.matches("input, select, textarea")) {
        event.stopPropagation();
      }
    });
  }
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  const [file, integrity] = files.css;
  sheet.integrity = integrity;
  sheet.crossOrigin = "anonymous";
  sheet.href = address(file);
  root.append(sheet);
  return root;
}

/**
 * A dialog that was moved in the document is still open, but no longer modal.
 *
 * @param {ShadowRoot | null} root
 */
function restoreDialogs(root) {
  for (const dialog of root?.querySelectorAll("dialog") ?? []) {
    if (dialog.open && !dialog.matches(":modal")) {
      dialog.removeAttribute("open");
      dialog.showModal();
    }
  }
}

class AgentConsoleElement extends HTMLElement {
  static observedAttributes = ["lang", "scope", "token"];

  /** @type {"off" | "unseen" | "starting" | MountedConsole} */
  #console = "off";
  /** @type {TokenProvider | null} */
  #provider = null;
  /** The GitLab that waits for a token, where one does. */
  #wanting = "";
  /** Whether somebody signed out. Then no provider is asked before the page wants it. */
  #hasLeft = false;
  /** @type {ConsoleState} */
  #state = { phase: "off", route: "#/" };
  /** @type {string | undefined} */
  #route;

  connectedCallback() {
    // Set by a page before this class was there.
    if (Object.hasOwn(this, "tokenProvider")) {
      const { tokenProvider } = this;
      delete (/** @type {any} */ (this).tokenProvider);
      this.tokenProvider = tokenProvider;
    }
    if (this.#console === "off") this.#begin();
    else restoreDialogs(this.shadowRoot);
  }

  disconnectedCallback() {
    // A move within the document disconnects and connects at once. It must not cost the console
    // what it holds.
    queueMicrotask(() => {
      if (!this.isConnected) this.#stop();
    });
  }

  /** @param {string} name @param {string | null} _ @param {string | null} value */
  attributeChangedCallback(name, _, value) {
    if (value === null) return;
    if (name === "token") {
      // A secret in an attribute is for every script and style sheet of the page to read.
      this.removeAttribute("token");
      this.#tell("error", { code: "token-attribute" });
    } else if (name === "scope") {
      this.navigate(value);
    } else {
      this.#running?.speak(value);
    }
  }

  get tokenProvider() {
    return this.#provider;
  }

  set tokenProvider(provider) {
    this.#provider = provider;
    this.#provide();
  }

  signOut() {
    this.#running?.sign_out();
  }

  refresh() {
    this.#hasLeft = false;
    this.#running?.refresh();
    this.#provide();
  }

  /** @param {string} route */
  navigate(route) {
    if (this.#running) this.#running.navigate(route);
    else this.#route = route;
  }

  getState() {
    return { ...this.#state };
  }

  get #running() {
    return typeof this.#console === "string" ? undefined : this.#console;
  }

  #begin() {
    if (isFramed) return this.#hold();
    if (isOwnPage) return this.#start();
    this.#console = "unseen";
    const sight = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      sight.disconnect();
      this.#start();
    });
    sight.observe(this);
  }

  /** Shows nothing before the page around has proved that it may. */
  async #hold() {
    this.#console = "unseen";
    const root = openRoot(this);
    try {
      const [{ hold }, { embedders }] = await Promise.all([loadChecked("frame"), loadChecked("start")]);
      hold(this, root, early, embedders(), () => this.#start());
    } catch (error) {
      this.#fail(root, error);
    }
  }

  async #start() {
    this.#console = "starting";
    const root = openRoot(this);
    root.querySelector(".frame__failure")?.remove();
    try {
      const { start } = await loadChecked("start");
      const mounted = await start({
        element: this,
        root,
        route: this.#route ?? this.getAttribute("scope") ?? (isFramed ? location.hash : null),
        isOwnPage,
        isFramed,
        isGuest: !isOwnPage || isFramed,
        importChecked,
        tell: (event, detail) => this.#hear(event, detail),
      });
      this.#console = mounted ?? "off";
      if (!mounted) return;
      root.querySelector("[data-frame]")?.remove();
      this.#tell("ready", {});
      this.#provide();
    } catch (error) {
      this.#fail(root, error);
    }
  }

  /** @param {ShadowRoot} root @param {unknown} error */
  async #fail(root, error) {
    this.#console = "off";
    const failure = await failureOf(error);
    // Of the other failures the browser has told already.
    if (failure.reason === "other") console.error(error);
    showFailure(this, root, failure);
    this.#tell("error", { code: failure.reason });
  }

  /**
   * What the console tells of itself.
   *
   * @param {string} event
   * @param {any} detail
   */
  #hear(event, detail) {
    const state = this.#state;
    if (event === "navigate") state.route = detail.route;
    if (event === "signed-in") {
      this.#hasLeft = false;
      Object.assign(state, { phase: event, ...detail });
    }
    if (event === "signed-out") this.#hasLeft = true;
    if (event === "auth-required") {
      state.phase = event;
      this.#wanting = state.gitlab = detail.gitlab;
      this.#provide();
    }
    this.#tell(event, detail);
  }

  /** Asks the page for a token, where one is wanted and the page gives them. */
  async #provide() {
    const running = this.#running;
    const gitlab = this.#wanting;
    if (!gitlab || !this.#provider || !running || this.#hasLeft) return;
    this.#wanting = "";
    try {
      const { token } = await this.#provider({ gitlab });
      if (this.#running === running) running.take_token(token);
    } catch {
      this.#tell("error", { code: "token-provider" });
    }
  }

  /**
   * Tells the page around, once whatever is under way has ended.
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
    const running = this.#running;
    if (!running) return;
    this.#console = "off";
    this.#wanting = "";
    this.#hasLeft = false;
    this.#state = { phase: "off", route: this.#state.route };
    running.unmount();
    running.free();
  }
}

// Two copies of this file in one page must not clash; the first one serves both.
if (!customElements.get("agent-console")) {
  customElements.define("agent-console", AgentConsoleElement);
}
