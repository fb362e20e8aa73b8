// @ts-check
/**
 * What the console needs in a host page or in a frame: restricting its configuration by the
 * element's attributes, tokens from the page, and events for the page.
 *
 * @import { AgentConsoleElement, ConsoleState, File, Settings, MountedConsole } from "./agent-console.d.ts"
 */

/**
 * The script for a frame, with its digest. Filled in by the build.
 *
 * @type {File}
 */
export const frameFile = ["{{frame}}", "{{frame-integrity}}"];

/** Every feature that makes changes. */
const abilities = ["register", "delete", "create", "revoke"];

/**
 * Listeners of the host page see the element, not the field in it, and would take typed keys for
 * their own shortcuts.
 *
 * @param {Event} event
 */
function keepTyping(event) {
  if (event.target instanceof Element && event.target.matches("input, select, textarea")) {
    event.stopPropagation();
  }
}

/** One console in a host page. */
export class Guest {
  /** @type {AgentConsoleElement} */
  #element;
  /** @type {ConsoleState} */
  #state;
  /** @type {MountedConsole | undefined} */
  #running;
  /** The GitLab instance that needs a token; empty if none. */
  #wanting = "";
  /** Whether the person has signed out. Then the provider is not asked until the page wants it. */
  #hasLeft = false;
  /** @type {(event: string, detail: object) => void} */
  #tell;

  /**
   * @param {AgentConsoleElement} element
   * @param {ConsoleState} state
   * @param {(event: string, detail: object) => void} tell
   */
  constructor(element, state, tell) {
    this.#element = element;
    this.#state = state;
    this.#tell = tell;
    // A property set before the element was defined hides the class's accessor. If it is invalid,
    // its error event has been sent when this throws.
    if (Object.hasOwn(element, "tokenProvider")) {
      const { tokenProvider } = element;
      Reflect.deleteProperty(element, "tokenProvider");
      try {
        element.tokenProvider = tokenProvider;
      } catch {}
    }
    for (const type of ["keydown", "keypress", "keyup"]) {
      element.shadowRoot?.addEventListener(type, keepTyping);
    }
  }

  /**
   * The initial settings. Attributes can only restrict what the deployment allows. An invalid
   * configuration is left unchanged, for the console to report.
   *
   * @param {string | undefined} config
   * @param {string} home the console's own page
   * @param {boolean} isFramed
   * @param {(text: string) => string} gitlabAt normalises the address of a GitLab instance
   * @returns {Settings}
   */
  settings(config, home, isFramed, gitlabAt) {
    const element = this.#element;
    const around = element.closest("[lang]")?.getAttribute("lang");
    const own = objectOf(config);
    const languages = [element.lang, own?.["language"], isFramed ? "" : around];
    for (const code of misspelt(element, gitlabAt)) this.#tell("error", { code });
    if (own) config = JSON.stringify(narrowed(element, own, isFramed, gitlabAt));
    const route = this.#state.route || element.getAttribute("scope") || (isFramed ? location.hash : "");
    const isInBar = !isFramed && element.getAttribute("router") === "hash";
    return { config, languages, route: withGitLab(element, route), links: isInBar ? undefined : home };
  }

  /** @param {MountedConsole} running */
  begin(running) {
    this.#running = running;
    this.#tell("ready", {});
    this.provide();
  }

  /**
   * Handles an event of the console.
   *
   * @param {string} event
   * @param {string} json
   */
  hear(event, json) {
    const detail = JSON.parse(json);
    const state = this.#state;
    if (event === "navigate") state.route = detail.route;
    if (event === "signed-in") {
      this.#hasLeft = false;
      Object.assign(state, { phase: event, ...detail });
    }
    if (event === "signed-out") {
      this.#hasLeft = true;
      state.phase = "auth-required";
      delete state.username;
    }
    if (event === "auth-required") {
      state.phase = event;
      this.#wanting = state.gitlab = detail.gitlab;
      this.provide();
    }
    // The page provided an invalid token, so one is still needed.
    if (detail.code === "token-invalid") this.#wanting = state.gitlab ?? "";
    this.#tell(event, detail);
  }

  /** The page continues after a sign-out. */
  refresh() {
    this.#hasLeft = false;
    this.provide();
  }

  /** Asks the page for a token if one is needed and the page has a provider. */
  async provide() {
    const running = this.#running;
    const gitlab = this.#wanting;
    const provider = this.#element.tokenProvider;
    if (!gitlab || !provider || !running || this.#hasLeft) return;
    this.#wanting = "";
    try {
      const { token } = await provider({ gitlab });
      if (typeof token !== "string") throw TypeError("token");
      // Meanwhile the person may have signed out, or switched to another GitLab instance, which the
      // token is not for.
      const isWanted = this.#running === running && this.#state.gitlab === gitlab && !this.#hasLeft;
      if (isWanted) running.ask("token", token);
    } catch {
      this.#wanting ||= gitlab;
      this.#tell("error", { code: "token-provider" });
    }
  }

  /** The element was moved: a dialog in it is still open, but no longer modal. */
  moved() {
    for (const dialog of this.#element.shadowRoot?.querySelectorAll("dialog") ?? []) {
      if (dialog.open && !dialog.matches(":modal")) {
        dialog.removeAttribute("open");
        dialog.showModal();
      }
    }
  }

  end() {
    this.#running = undefined;
    this.#state.phase = "off";
    delete this.#state.username;
  }
}

/**
 * @param {string | undefined} config
 * @returns {Record<string, any> | undefined}
 */
function objectOf(config) {
  try {
    const own = JSON.parse(config ?? "{}");
    return Object.getPrototypeOf(own ?? 0) === Object.prototype ? own : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The attributes with unknown values. They restrict like known ones, so the page must be told.
 *
 * @param {HTMLElement} element
 * @param {(text: string) => string} gitlabAt
 */
function* misspelt(element, gitlabAt) {
  if (!/^(readonly)?$/.test(element.getAttribute("mode") ?? "")) yield "mode-attribute";
  if (!wordsOf(element).every((word) => abilities.includes(word))) yield "allow-attribute";
  const gitlab = gitlabOf(element);
  if (gitlab && !gitlabAt(gitlab)) yield "gitlab-attribute";
}

/**
 * The features listed in `allow`.
 *
 * @param {HTMLElement} element
 */
function wordsOf(element) {
  return element.getAttribute("allow")?.split(/\s+/).filter(Boolean) ?? [];
}

/**
 * @param {HTMLElement} element
 * @param {Record<string, any>} own
 * @param {boolean} isFramed
 * @param {(text: string) => string} gitlabAt
 */
function narrowed(element, own, isFramed, gitlabAt) {
  // In a host page nothing is stored unless the deployment says so; in a frame, never.
  own["storage"] ??= "memory";
  if (isFramed && own["storage"] === "session") own["storage"] = "memory";
  // Any value of `mode` restricts.
  if (element.hasAttribute("allow") || element.getAttribute("mode")) {
    const allowed = wordsOf(element);
    const hidden = abilities.filter((ability) => !allowed.includes(ability));
    own["hide"] = own["hide"]?.concat?.(hidden) ?? own["hide"] ?? hidden;
  }
  const written = gitlabOf(element);
  const gitlab = gitlabAt(written);
  const gitlabs = own["gitlabs"] ?? [gitlab];
  const isListed = Array.isArray(gitlabs) && gitlabs.some((listed) => gitlabAt(listed) === gitlab);
  // An invalid address restricts too: the console rejects it.
  if (written && (isListed || !gitlab)) own["gitlabs"] = [gitlab || written];
  return own;
}

/**
 * The GitLab instance named by the attribute, unparsed.
 *
 * @param {HTMLElement} element
 */
function gitlabOf(element) {
  return element.getAttribute("gitlab")?.trim() ?? "";
}

/**
 * Adds the GitLab instance to the address, so that the console rejects one that the deployment does
 * not allow.
 *
 * @param {HTMLElement} element
 * @param {string} route
 */
function withGitLab(element, route) {
  const gitlab = gitlabOf(element);
  if (!gitlab) return route;
  const view = route || "#/";
  return `${view}${view.includes("?") ? "&" : "?"}gitlab=${encodeURIComponent(gitlab)}`;
}
