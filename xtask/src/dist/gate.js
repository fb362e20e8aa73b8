
let isStopped = false;
let whenStopped;
/** The exports without the gate, for calls from inside the module. */
let ungated;

/** Runs `call` once the module has trapped, which is how a panic ends. */
export function onStop(call) {
  whenStopped = call;
}

/**
 * Wraps a function of the module: once any of them has thrown, no call enters the module any more.
 */
function gated(call) {
  return (...values) => {
    // The glue may expect a number or a list; an empty array serves as both.
    if (isStopped) return [];
    try {
      return call(...values);
    } catch (error) {
      if (!isStopped) {
        isStopped = true;
        whenStopped();
      }
      throw error;
    }
  };
}

/** The exports, with every function gated. */
function gate(exports) {
  ungated = exports;
  const all = {};
  for (const name in exports) {
    const value = exports[name];
    all[name] = typeof value === "function" ? gated(value) : value;
  }
  return all;
}

/**
 * The imports, wrapped so that none returns into a module that trapped during the call: the
 * caller's work ends there.
 */
function barred(imports) {
  for (const module of Object.values(imports)) {
    for (const name in module) {
      const value = module[name];
      module[name] = (...values) => {
        const result = value(...values);
        if (isStopped) throw new Error("stopped");
        return result;
      };
    }
  }
  return imports;
}
