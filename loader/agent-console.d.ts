/** What wasm-bindgen's glue offers, as far as the loader uses it. */
export interface Glue {
  default(options: { module_or_path: Response | Promise<Response> }): Promise<unknown>;
  /** Calls `call` once the module has trapped. From then on nothing gets into it any more. */
  onStop(call: () => void): void;
  /** Says in an element that the program has failed (`stop.js`, which the build puts into the glue). */
  showStop(root: ShadowRoot, isOwnPage: boolean): void;
  /**
   * Mounts a console. `config` is the text of `config.json`, or of the reason why it could not be
   * read, which is no JSON; nothing where the host has no such file. `origin` is where the console
   * comes from. `sentences` are those of `language`, and `load` brings those of another. `tell` is
   * called with an event's name and the JSON of its detail; our own page gives none. `start` is the
   * view to begin with. `links` is the page that links to views lead to, where the console does not
   * own the address of the page it is in.
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

/** A console that is on the page. */
export interface MountedConsole {
  /** Does what the page around wants: `go` to a view, take a `token`, speak another `lang`, `refresh`, `sign-out`. */
  ask(verb: string, value: string): void;
  /** Takes the console off the page and forgets everything it held. */
  unmount(): void;
  /** Returns the object's memory to the module; it must not be used afterwards. */
  free(): void;
}

/** A file of the build, beside the loader, with its digest. */
export type File = [name: string, digest: string];

/** What a console starts with. */
export interface Settings {
  /** The text of `config.json`, narrowed by the element's attributes. */
  config: string | undefined;
  /** The languages that are wanted, before the browser's. */
  languages: unknown[];
  /** The view to begin with; empty where nothing names one. */
  route: string;
  /** The page that links to views lead to, where the address bar is somebody else's. */
  links?: string | undefined;
}

/** Why a console could not start. */
export type StartFailure =
  | { reason: "no-webassembly" }
  | { reason: "missing" | "integrity"; file: string; status: number }
  | { reason: "unreachable"; file: string }
  | { reason: "other"; name: string };

/**
 * Gives the personal access token of whoever uses the page. It is called when the console needs
 * one, and again when GitLab no longer accepts it.
 */
export type TokenProvider = (wanted: { gitlab: string }) => Promise<{ token: string }>;

/** What a console is at. */
export interface ConsoleState {
  /** `off` until it is on the page, and again once it has left. */
  phase: "off" | "auth-required" | "signed-in";
  /** The address of the view, which begins with `#/`. */
  route: string;
  /** The GitLab it wants a token of, or is signed in to. */
  gitlab?: string;
  /** Who is signed in. */
  username?: string;
}

/** What happened, by the names of the events. None of them carries a secret. */
export interface AgentConsoleEvents {
  /** The console is on the page. */
  "agc-ready": CustomEvent<Record<string, never>>;
  /** There is no token (`missing`), or GitLab no longer accepts it (`rejected`). */
  "agc-auth-required": CustomEvent<{ gitlab: string; reason: "missing" | "rejected" }>;
  "agc-signed-in": CustomEvent<{ gitlab: string; username: string }>;
  "agc-signed-out": CustomEvent<Record<string, never>>;
  /** Another view is shown. */
  "agc-navigate": CustomEvent<{ route: string }>;
  /** Ids are texts, because GitLab's may be larger than a number of JavaScript is exact. */
  "agc-agent-registered": CustomEvent<{ project: string; agentId: string; name: string }>;
  "agc-token-created": CustomEvent<{ agentId: string; tokenId: string; name: string }>;
  "agc-token-revoked": CustomEvent<{ agentId: string; tokenId: string; name: string }>;
  /** Something failed. `requestId` is GitLab's, where it answered. */
  "agc-error": CustomEvent<{ code: string; requestId?: string }>;
}

/** `<agent-console>`: a whole console in an open shadow root. */
export interface AgentConsoleElement extends HTMLElement {
  tokenProvider: TokenProvider | null;
  /** Signs out, after asking the person where a secret would be lost. */
  signOut(): void;
  /** Reads what is shown again. After a sign-out it asks the provider for a token again. */
  refresh(): void;
  /** Goes to a view, such as `#/groups/platform`. */
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
