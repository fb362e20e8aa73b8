//! The gate around the WebAssembly module's exports and imports.
//!
//! A panic leaves the module as it is at that moment: values half changed, a task half done.
//! wasm-bindgen's glue would still let timers, promises and events call into it, and would let an
//! import that re-entered the module, and trapped there, return into it. The gate stops both.

use anyhow::{Result, ensure};

const GATE: &str = include_str!("gate.js");

/// What the glue runs when the gate closes.
const STOP: &str = include_str!("../../../loader/stop.js");

/// Where the glue stores the exports.
const EXPORTS: &str = "wasm = instance.exports;";

/// Where the glue creates the imports: once in each of its two ways to start the module.
const IMPORTS: &str = "const imports = __wbg_get_imports();";

/// Adds the gate to the glue.
///
/// # Errors
///
/// The glue lacks a line that this version of wasm-bindgen writes.
pub(super) fn gated(glue: &str) -> Result<String> {
    ensure!(glue.matches(EXPORTS).count() == 1, "the glue does not have {EXPORTS:?} once");
    ensure!(glue.matches(IMPORTS).count() == 2, "the glue does not have {IMPORTS:?} twice");
    let glue = glue.replace(EXPORTS, "wasm = gate(instance.exports);");
    Ok(glue.replace(IMPORTS, "const imports = barred(__wbg_get_imports());") + GATE + STOP)
}

/// The smallest glue that the gate accepts.
#[cfg(test)]
pub(super) fn least_glue() -> String {
    [IMPORTS, IMPORTS, EXPORTS].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_past_it() {
        let glue = gated(&least_glue()).unwrap();
        assert!(glue.contains("wasm = gate(instance.exports);"));
        assert_eq!(glue.matches("const imports = barred(__wbg_get_imports());").count(), 2);
        assert!(glue.ends_with(&[GATE, STOP].concat()));
        assert!(gated(EXPORTS).is_err());
        assert!(gated(&IMPORTS.repeat(2)).is_err());
    }
}
