// @ts-check
/**
 * Starts the console: defines `<agent-console>`, brings in the WebAssembly module and mounts one
 * console per element. The same file serves our own page and pages of others.
 *
 * @import { Glue, MountedConsole, StartFailure } from "./agent-console.d.ts"
 */

/** Everything the console consists of lies beside this file, wherever that is. */
const base = new URL("./", import.meta.url);

/** The tag that names the files of this build. A module has no `document.currentScript`. */
const tag = /** @type {HTMLScriptElement | null} */ (document.querySelector("script[data-glue]"));

class StartError extends Error {
  /** @param {StartFailure} failure */
  constructor(failure) {
    super(failure.reason);
    this.failure = failure;
  }
}

/** @param {string} key the name of one of the tag's data attributes, as `dataset` spells it */
function named(key) {
  return tag?.dataset[key] ?? "";
}

/** @param {string} file */
function address(file) {
  return new URL(file, base).href;
}

/**
 * The text of `config.json`; nothing where the host has none. A file that cannot be read must not
 * count as none, which would lift the limits it sets. Its text is then the reason, such as
 * `HTTP 503`: that is no JSON, so the console refuses it as it refuses a broken file.
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
 * Narrows what our own page may connect to, before any code that could connect runs: policies only
 * ever add up. A page of somebody else keeps its own policy.
 *
 * @param {string | undefined} config
 */
function narrowConnections(config) {
  const gitlabs = gitlabsOf(config);
  if (tag?.dataset["page"] === undefined || gitlabs.length === 0) return;
  const meta = document.createElement("meta");
  meta.httpEquiv = "Content-Security-Policy";
  meta.content = `connect-src 'self' ${gitlabs.join(" ")}`;
  document.head.append(meta);
}

/**
 * The GitLabs that the configuration names, as sources of a policy: a path ends in a slash, or it
 * would match nothing but itself. One that is a path lies on the console's own origin. What the
 * console will refuse anyway yields no source.
 *
 * @param {string | undefined} config
 * @returns {string[]}
 */
function gitlabsOf(config) {
  try {
    return configured(config).gitlabs.map((/** @type {string} */ text) => {
      const { origin, pathname } = new URL(text[0] === "/" ? base.origin + text : text);
      const path = pathname.replace(/\/*$/, "/").replaceAll(";", "%3B").replaceAll(",", "%2C");
      return origin + (path === "/" ? "" : path);
    });
  } catch {
    return [];
  }
}

/**
 * The fields of `config.json`, as far as the loader needs them. What is wrong with them the console tells.
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
  if (typeof WebAssembly !== "object") throw new StartError({ reason: "no-webassembly" });
  const glueAddress = address(named("glue"));
  const wasmAddress = address(named("wasm"));
  let glue, wasm;
  try {
    [glue, wasm] = await Promise.all([
      importChecked(glueAddress, named("glueIntegrity")),
      fetch(wasmAddress, { integrity: named("wasmIntegrity") }),
    ]);
  } catch {
    throw new StartError(await diagnose([glueAddress, wasmAddress]));
  }
  if (!wasm.ok) throw new StartError(await diagnose([wasmAddress]));
  await glue.default({ module_or_path: wasm });
  return glue;
}

/**
 * `import()` takes no digest; a preload does, and the import then uses what it has checked.
 *
 * @param {string} href
 * @param {string} integrity
 * @returns {Promise<Glue>}
 */
async function importChecked(href, integrity) {
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
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "modulepreload";
    link.integrity = integrity;
    link.onload = resolve;
    link.onerror = () => reject(new TypeError(href));
    link.href = href;
    document.head.append(link);
  });
}

/**
 * Why these files could not be loaded. A browser reports an absent file, a broken line and a wrong
 * digest alike, so each file is asked for once more, without a digest.
 *
 * @param {string[]} files
 * @returns {Promise<StartFailure>}
 */
async function diagnose(files) {
  for (const href of files) {
    const file = href.slice(href.lastIndexOf("/") + 1);
    try {
      const { ok, status } = await fetch(href, { method: "HEAD", cache: "no-store" });
      if (!ok) return { reason: "missing", file, status };
    } catch {
      return { reason: "unreachable", file };
    }
  }
  return { reason: "integrity" };
}

/**
 * The language to begin with: chosen before, else the deployment's, else the browser's.
 *
 * @param {string | undefined} config
 * @returns {string}
 */
function languageOf(config) {
  const spoken = sentenceFiles.map(([language]) => language);
  const wanted = [chosenLanguage() ?? configured(config).language, ...navigator.languages];
  const primary = wanted.map((tag) => String(tag).toLowerCase().split("-")[0]);
  return primary.find((tag) => spoken.includes(tag)) ?? "en";
}

/** What a person chose in this browser before; nothing where storage is refused. */
function chosenLanguage() {
  try {
    return localStorage.getItem("agent-console.language");
  } catch {
    return null;
  }
}

/** The files of sentences: language, name and digest of each. */
const sentenceFiles = named("sentences").split(";").map((file) => file.split(" "));

/**
 * The sentences of a language.
 *
 * @param {string} language
 * @returns {Promise<string>}
 */
async function readSentences(language) {
  const [, file = "", integrity = ""] = sentenceFiles.find(([tag]) => tag === language) ?? [];
  const response = await fetch(address(file), { integrity }).catch(() => undefined);
  if (!response?.ok) throw new StartError(await diagnose([address(file)]));
  return response.text();
}

/** @param {unknown} error */
function nameOf(error) {
  return error instanceof Error ? error.name : String(error);
}

/** @param {unknown} error @returns {StartFailure} */
function failureOf(error) {
  return error instanceof StartError ? error.failure : { reason: "other", name: nameOf(error) };
}

/** @type {Promise<{ glue: Glue, config: string | undefined, language: string, sentences: string }> | undefined} */
let parts;

/** What a console starts with, loaded once for all elements of a document. */
function loadParts() {
  parts ??= Promise.all([readModule(), readSettings()]).then(([glue, settings]) => {
    narrowConnections(settings.config);
    return { glue, ...settings };
  });
  // What failed may work for the next element, or for this one when it is put back.
  parts.catch(() => (parts = undefined));
  return parts;
}

/** The configuration, and the sentences of the language that it or the person wants. */
async function readSettings() {
  const config = await readConfig();
  const language = languageOf(config);
  return { config, language, sentences: await readSentences(language) };
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
 * @param {ShadowRoot} root
 * @param {StartFailure} failure
 */
function showFailure(root, failure) {
  const language = navigator.language.toLowerCase().startsWith("ko") ? "ko" : "en";
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
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.integrity = named("cssIntegrity");
  sheet.crossOrigin = "anonymous";
  sheet.href = address(named("css"));
  root.append(sheet);
  return root;
}

class AgentConsoleElement extends HTMLElement {
  /** @type {"off" | "starting" | MountedConsole} */
  #console = "off";

  connectedCallback() {
    if (this.#console === "off") this.#start();
  }

  disconnectedCallback() {
    // A move within the document disconnects and connects at once. It must not cost the console
    // what it holds.
    queueMicrotask(() => {
      if (!this.isConnected) this.#stop();
    });
  }

  async #start() {
    this.#console = "starting";
    const root = openRoot(this);
    root.querySelector(".frame__failure")?.remove();
    try {
      const { glue, config, language, sentences } = await loadParts();
      this.#console = this.isConnected
        ? new glue.AgentConsole(root, config, base.origin, language, sentences, readSentences)
        : "off";
      if (this.isConnected) root.querySelector("[data-frame]")?.remove();
    } catch (error) {
      this.#console = "off";
      const failure = failureOf(error);
      // Of the other failures the browser has told already.
      if (failure.reason === "other") console.error(error);
      showFailure(root, failure);
    }
  }

  #stop() {
    if (typeof this.#console === "string") return;
    this.#console.unmount();
    this.#console.free();
    this.#console = "off";
  }
}

// Two copies of this file in one page must not clash; the first one serves both.
if (!customElements.get("agent-console")) {
  customElements.define("agent-console", AgentConsoleElement);
}
