/** The parts of wasm-bindgen's glue that the loader uses. */
export interface Glue {
  default(options: { module_or_path: Response | Promise<Response> }): Promise<unknown>;
  /** Runs `call` once the module has trapped. From then on no call enters it any more. */
  onStop(call: () => void): void;
  /**
   * Shows in an element that the module has stopped (`stop.js`, which the build adds to the glue).
   */
  showStop(root: ShadowRoot, isOwnPage: boolean): void;
  /**
   * Mounts a console. `config` is the text of `config.json`, or the reason why it could not be
   * read, which is not valid JSON; undefined if the host has no such file. `origin` is the
   * console's origin. `sentences` are the UI strings of `language`, and `load` loads those of
   * another. `tell` is called with an event's name and the JSON of its detail; the console's own
   * page passes none. `start` is the initial view. `links` is the page that links to views point
   * to, if the console does not own the page's address.
   */
  AgentConsole: new (
    root: ShadowRoot,
    config: string | undefined,
    origin: string,
    language: string,
    sentences: string,
    load: (language: "en" | "ko") => Promise<string>,
    tell: ((event: string, detail: string) => void) | undefined,
    start: string,
    links: string | undefined,
  ) => MountedConsole;
}

/** A mounted console. */
export interface MountedConsole {
  /**
   * Runs a command of the host page: `go` to a view, set a `token`, set the `lang`, `refresh`,
   * `sign-out`.
   */
  ask(verb: string, value: string): void;
  /** Removes the console from the page and forgets everything it held. */
  unmount(): void;
  /** Returns the object's memory to the module; do not use it afterwards. */
  free(): void;
}

/** A file of the build, beside the loader, with its digest. */
export type File = [name: string, digest: string];

/** The initial settings of a console. */
export interface Settings {
  /** The text of `config.json`, narrowed by the element's attributes. */
  config: string | undefined;
  /** The preferred languages, before the browser's. */
  languages: unknown[];
  /** The initial view; empty if none is given. */
  route: string;
  /** The page that links to views point to, if the address bar belongs to the host page. */
  links?: string | undefined;
}

/** Why a console could not start. */
export type StartFailure =
  | { reason: "no-webassembly" }
  | { reason: "missing" | "integrity"; file: string; status: number }
  | { reason: "unreachable"; file: string }
  | { reason: "other"; name: string };

/**
 * Returns the user's personal access token. Called when the console needs one, and again when
 * GitLab no longer accepts it.
 */
export type TokenProvider = (wanted: { gitlab: string }) => Promise<{ token: string }>;

/** The state of a console. */
export interface ConsoleState {
  /** `off` before it is mounted and after it is removed. */
  phase: "off" | "auth-required" | "signed-in";
  /** The address of the view, starting with `#/`. */
  route: string;
  /** The GitLab instance that it needs a token for or is signed in to. */
  gitlab?: string;
  /** The user who is signed in. */
  username?: string;
}

/** The events by name. None of them contains a secret. */
export interface AgentConsoleEvents {
  /** The console is mounted. */
  "agc-ready": CustomEvent<Record<string, never>>;
  /** There is no token (`missing`), or GitLab no longer accepts it (`rejected`). */
  "agc-auth-required": CustomEvent<{ gitlab: string; reason: "missing" | "rejected" }>;
  "agc-signed-in": CustomEvent<{ gitlab: string; username: string }>;
  "agc-signed-out": CustomEvent<Record<string, never>>;
  /** The view has changed. */
  "agc-navigate": CustomEvent<{ route: string }>;
  /** Ids are strings, because GitLab's may exceed JavaScript's exact integers. */
  "agc-agent-registered": CustomEvent<{ project: string; agentId: string; name: string }>;
  "agc-token-created": CustomEvent<{ agentId: string; tokenId: string; name: string }>;
  "agc-token-revoked": CustomEvent<{ agentId: string; tokenId: string; name: string }>;
  /** Something failed. `requestId` is GitLab's, if it answered. */
  "agc-error": CustomEvent<{ code: string; requestId?: string }>;
}

/** `<agent-console>`: a complete console in an open shadow root. */
export interface AgentConsoleElement extends HTMLElement {
  tokenProvider: TokenProvider | null;
  /** Signs out, after a confirmation if a secret would be lost. */
  signOut(): void;
  /** Reloads the view. After a sign-out it asks the provider for a token again. */
  refresh(): void;
  /** Shows a view, such as `#/groups/platform`. */
  navigate(route: string): void;
  getState(): ConsoleState;
  addEventListener<K extends keyof AgentConsoleEvents>(
    type: K,
    listener: (this: AgentConsoleElement, event: AgentConsoleEvents[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: AgentConsoleElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "agent-console": AgentConsoleElement;
  }
  interface HTMLElementEventMap extends AgentConsoleEvents {}
}
