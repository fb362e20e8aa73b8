/** What wasm-bindgen's glue offers, as far as the loader uses it. */
export interface Glue {
  default(options: { module_or_path: Response | Promise<Response> }): Promise<unknown>;
  /**
   * Mounts a console. `config` is the text of `config.json`, or of the reason why it could not be
   * read, which is no JSON; nothing where the host has no such file. `origin` is where the console
   * comes from. `sentences` are those of `language`, and `load` brings those of another.
   */
  AgentConsole: new (
    root: ShadowRoot,
    config: string | undefined,
    origin: string,
    language: string,
    sentences: string,
    load: (language: string) => Promise<string>,
  ) => MountedConsole;
}

/** A console that is on the page. */
export interface MountedConsole {
  /** Takes the console off the page and forgets everything it held. */
  unmount(): void;
  /** Returns the object's memory to the module; it must not be used afterwards. */
  free(): void;
}

/** Why a console could not start. */
export type StartFailure =
  | { reason: "no-webassembly" }
  | { reason: "missing"; file: string; status: number }
  | { reason: "unreachable"; file: string }
  | { reason: "integrity" }
  | { reason: "other"; name: string };

/** `<agent-console>`: a whole console in an open shadow root. */
export interface AgentConsoleElement extends HTMLElement {
  connectedCallback(): void;
  disconnectedCallback(): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "agent-console": AgentConsoleElement;
  }
}
