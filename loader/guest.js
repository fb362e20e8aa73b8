// @ts-check
/**
 * What the console needs in a page of somebody else, and in a frame of one: its configuration narrowed by the
 * element's attributes, tokens that the page gives, and events that tell the page what happens.
 *
 * @import { AgentConsoleElement, ConsoleState, File, Settings, MountedConsole } from "./agent-console.d.ts"
 */

/**
 * The script for a frame, with its digest. The build puts both in.
 *
 * @type {File}
 */
export const frameFile = ["{{frame}}", "{{frame-integrity}}"];

/** Everything that changes something. */
const abilities = ["register", "delete", "create", "revoke"];

/**
 * A listener of the page around sees the element, not the field in it, and would take what is typed there for
 * its own shortcuts.
 *
 * @param {Event} event
 */
function keepTyping(event) {
  if (event.target instanceof Element && event.target.matches("input, select, textarea")) {
    event.stopPropagation();
  }
}

/** One console in a page of somebody else. */
export class Guest {
  /** @type {AgentConsoleElement} */
  #element;
  /** @type {ConsoleState} */
  #state;
  /** @type {MountedConsole | undefined} */
  #running;
  /** The GitLab that waits for a token, where one does. */
  #wanting = "";
  /** Whether somebody signed out. Then no provider is asked before the page wants it. */
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
    // Set by a page before the element was defined, it hides what the class has under this name. What is wrong with
    // it was told by the time it throws.
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
   * What the console starts with: what the attributes say only ever narrows what the deployment allows. A
   * configuration that cannot be used stays as it is, for the console to say so.
   *
   * @param {string | undefined} config
   * @param {string} home the console's own page
   * @param {boolean} isFramed
   * @param {(text: string) => string} gitlabAt where a GitLab is, in one form for every way of writing it
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
   * What the console tells of itself.
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
    // What the page gave was no token, so that one is still wanted.
    if (detail.code === "token-invalid") this.#wanting = state.gitlab ?? "";
    this.#tell(event, detail);
  }

  /** The page wants to go on after a sign-out. */
  refresh() {
    this.#hasLeft = false;
    this.provide();
  }

  /** Asks the page for a token, where one is wanted and the page gives them. */
  async provide() {
    const running = this.#running;
    const gitlab = this.#wanting;
    const provider = this.#element.tokenProvider;
    if (!gitlab || !provider || !running || this.#hasLeft) return;
    this.#wanting = "";
    try {
      const { token } = await provider({ gitlab });
      if (typeof token !== "string") throw TypeError("token");
      // Meanwhile the person may have signed out, or gone to another GitLab, which the token is not for.
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
 * The attributes that say nothing that there is. A misspelt limit limits, so the page has to hear of it.
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

/** @param {HTMLElement} element what its `allow` allows */
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
  // In a page of somebody else nothing is stored unless the deployment wants it; in a frame never.
  own["storage"] ??= "memory";
  if (isFramed && own["storage"] === "session") own["storage"] = "memory";
  // Whatever `mode` says, it is there to limit.
  if (element.hasAttribute("allow") || element.getAttribute("mode")) {
    const allowed = wordsOf(element);
    const hidden = abilities.filter((ability) => !allowed.includes(ability));
    own["hide"] = own["hide"]?.concat?.(hidden) ?? own["hide"] ?? hidden;
  }
  const written = gitlabOf(element);
  const gitlab = gitlabAt(written);
  const gitlabs = own["gitlabs"] ?? [gitlab];
  const isListed = Array.isArray(gitlabs) && gitlabs.some((listed) => gitlabAt(listed) === gitlab);
  // What is no address limits as well: the console refuses it.
  if (written && (isListed || !gitlab)) own["gitlabs"] = [gitlab || written];
  return own;
}

/** @param {HTMLElement} element the page's GitLab, as it was written */
function gitlabOf(element) {
  return element.getAttribute("gitlab")?.trim() ?? "";
}

/**
 * The GitLab stands in the address too, for the console to refuse one that the deployment does not allow.
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
