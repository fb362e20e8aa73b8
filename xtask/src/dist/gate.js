
let isStopped = false;
let whenStopped;
/** The exports as they are, which the rest of the module calls. */
let ungated;

/** Calls `call` once the module has trapped, as it does after a panic. */
export function onStop(call) {
  whenStopped = call;
}

/** The exports, through which nothing gets into the module any more once one of them was left by an exception. */
function gate(exports) {
  ungated = exports;
  const gated = {};
  for (const name in exports) {
    const value = exports[name];
    gated[name] = typeof value !== "function" ? value : (...values) => {
      // Whatever the glue expects, a number or a list, it is nothing.
      if (isStopped) return [];
      try {
        return value(...values);
      } catch (error) {
        if (!isStopped) {
          isStopped = true;
          whenStopped();
        }
        throw error;
      }
    };
  }
  return gated;
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
