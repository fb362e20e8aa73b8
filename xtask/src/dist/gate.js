
let isStopped = false;
let whenStopped;
/** The exports as they are, which the rest of the module calls. */
let ungated;

/** Calls `call` once the module has trapped, as it does after a panic. */
export function onStop(call) {
  whenStopped = call;
}

/** A function of the module, through which nothing gets in any more once one of them was left by an exception. */
function gated(call) {
  return (...values) => {
    // Whatever the glue expects, a number or a list, it is nothing.
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

/** The exports, with the functions among them gated. */
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
 * The imports, from which nothing returns into the module once it has trapped in a call that came meanwhile: what
 * it was in the middle of ends there.
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
