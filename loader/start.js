// @ts-check
/**
 * What an element needs once it is seen: the configuration, the sentences of a language and the
 * WebAssembly module, all from beside this file, and a console made of them.
 *
 * @import { Glue, Mount } from "./agent-console.d.ts"
 */

/** Everything the console consists of lies beside this file, wherever that is. */
const base = new URL("./", import.meta.url);

/**
 * The files of this build with their digests. The build puts both in.
 *
 * @type {Record<"glue" | "wasm" | "en" | "ko", [name: string, digest: string]>}
 */
const files = {
  glue: ["{{glue}}", "{{glue-integrity}}"],
  wasm: ["{{wasm}}", "{{wasm-integrity}}"],
  en: ["{{en}}", "{{en-integrity}}"],
  ko: ["{{ko}}", "{{ko-integrity}}"],
};

/**
 * Something that is missing, or is not the build's: one of these files.
 *
 * @param {string[]} suspects
 */
function failed(suspects) {
  return Object.assign(new Error(), { suspects });
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
    const response = await fetch(new URL("config.json", base), { cache: "no-store" });
    if (response.status === 404) return undefined;
    return response.ok ? await response.text() : `HTTP ${response.status}`;
  } catch (error) {
    return String(error);
  }
}

/**
 * Narrows what our own page may connect to, before any code that could connect runs: policies only
 * ever add up.
 *
 * @param {string | undefined} config
 */
function narrowConnections(config) {
  const gitlabs = gitlabsOf(config);
  if (gitlabs.length === 0) return;
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

/**
 * @param {Mount["importChecked"]} importChecked
 * @returns {Promise<Glue>}
 */
async function readModule(importChecked) {
  const [file, integrity] = files.wasm;
  let glue, wasm;
  try {
    [glue, wasm] = await Promise.all([
      importChecked(files.glue),
      fetch(new URL(file, base), { integrity }),
    ]);
  } catch {
    throw failed([files.glue[0], file]);
  }
  if (!wasm.ok) throw failed([file]);
  await glue.default({ module_or_path: wasm });
  return glue;
}

/**
 * The language to begin with: the element's own, else the one chosen before, else the deployment's, else
 * that of the page around the element, else the browser's.
 *
 * @param {Mount} mount
 * @param {string | undefined} config
 * @returns {"en" | "ko"}
 */
function languageOf({ element, isGuest }, config) {
  // Our own page says English because of the words in it before the console is there.
  const around = isGuest ? [element.closest("[lang]")?.getAttribute("lang")] : [];
  const set = [element.lang || (!isGuest && chosenLanguage()), configured(config)?.language];
  const primary = [...set, ...around, ...navigator.languages].map(
    (tag) => String(tag).toLowerCase().split("-")[0],
  );
  return primary.find((tag) => tag === "en" || tag === "ko") ?? "en";
}

/** What a person chose in this browser before; nothing where storage is refused. */
function chosenLanguage() {
  try {
    return localStorage.getItem("agent-console.language");
  } catch {
    return null;
  }
}

/**
 * The sentences of a language.
 *
 * @param {string} language
 * @returns {Promise<string>}
 */
async function readSentences(language) {
  const [file, integrity] = files[language === "ko" ? "ko" : "en"];
  const response = await fetch(new URL(file, base), { integrity }).catch(() => undefined);
  if (!response?.ok) throw failed([file]);
  return response.text();
}

/** @type {Promise<Glue> | undefined} */
let glue;
/** @type {Promise<string | undefined> | undefined} */
let config;

/**
 * The module, loaded once for all elements. What failed may work for the next one.
 *
 * @param {Mount} mount
 */
function loadModule({ importChecked }) {
  glue ??= readModule(importChecked);
  glue.catch(() => (glue = undefined));
  return glue;
}

/** The configuration, read once for all elements. */
function loadConfig() {
  config ??= readConfig();
  return config;
}

/** The origins whose pages may show the console in a frame: a list, if the configuration is right. */
export async function embedders() {
  return configured(await loadConfig()).embedders;
}

/**
 * The configuration, and the sentences of the language that it or the page wants.
 *
 * @param {Mount} mount
 */
async function loadSettings(mount) {
  const text = await loadConfig();
  if (mount.isOwnPage) narrowConnections(text);
  const language = languageOf(mount, text);
  return { text, language, sentences: await readSentences(language) };
}

/** Everything that changes something. */
const abilities = ["register", "delete", "create", "revoke"];

/**
 * The configuration for one element: what its attributes say only ever narrows the deployment's. A
 * configuration that cannot be used stays as it is, for the console to say so.
 *
 * @param {Mount} mount
 * @param {string | undefined} config
 */
function narrowed({ element, isGuest, isFramed }, config) {
  let own;
  try {
    own = JSON.parse(config ?? "{}");
  } catch {
    return config;
  }
  if (Object.getPrototypeOf(own ?? 0) !== Object.prototype) return config;
  // In a page of somebody else nothing is stored unless the deployment wants it; in a frame never.
  if (isGuest) own.storage ??= "memory";
  if (isFramed && own.storage === "session") own.storage = "memory";
  const allow = element.getAttribute("allow");
  if (allow !== null || element.getAttribute("mode") === "readonly") {
    const hidden = abilities.filter((ability) => !allow?.split(/\s+/).includes(ability));
    own.hide = own.hide?.concat?.(hidden) ?? own.hide ?? hidden;
  }
  const gitlab = gitlabOf(element);
  const { gitlabs } = own;
  if (gitlab && (gitlabs == null || gitlabs.length === 0 || gitlabs.includes?.(gitlab))) {
    own.gitlabs = Array.isArray(gitlabs ?? []) ? [gitlab] : gitlabs;
  }
  return JSON.stringify(own);
}

/** @param {HTMLElement} element the page's GitLab, without the slash that the console leaves out too */
function gitlabOf(element) {
  return element.getAttribute("gitlab")?.trim().replace(/\/+$/, "");
}

/**
 * Where an element begins. The GitLab stands in it too, for the console to refuse one that the
 * deployment does not allow.
 *
 * @param {Mount} mount
 */
function startOf({ element, route }) {
  const gitlab = gitlabOf(element);
  const view = route || "#/";
  if (!gitlab) return view;
  return `${view}${view.includes("?") ? "&" : "?"}gitlab=${encodeURIComponent(gitlab)}`;
}

/**
 * Puts a console into `mount.root`, unless its element has left the page meanwhile.
 *
 * @param {Mount} mount
 */
export async function start(mount) {
  const [glue, settings] = await Promise.all([loadModule(mount), loadSettings(mount)]);
  const { element, root, tell, isGuest } = mount;
  if (!element.isConnected) return undefined;
  return new glue.AgentConsole(
    root,
    narrowed(mount, settings.text),
    base.origin,
    settings.language,
    settings.sentences,
    readSentences,
    (/** @type {string} */ event, /** @type {string} */ detail) => tell(event, JSON.parse(detail)),
    startOf(mount),
    isGuest && element.getAttribute("router") !== "hash" ? base.href : undefined,
    isGuest,
  );
}
