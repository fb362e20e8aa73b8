//! The gate before the exports of the WebAssembly module, and behind its imports.
//!
//! A panic leaves the module as it is at that moment: values half changed, a task in the middle of its work. Timers,
//! promises and events would call into it all the same, and a call that made the page call back, which trapped, would
//! go on. wasm-bindgen's glue lets them. The gate does not.

use anyhow::{Result, ensure};

const GATE: &str = include_str!("gate.js");

/// What is said once it is closed.
const STOP: &str = include_str!("../../../loader/stop.js");

/// Where the glue takes hold of the exports.
const EXPORTS: &str = "wasm = instance.exports;";

/// Where the glue makes the imports, for each of its two ways to start the module.
const IMPORTS: &str = "const imports = __wbg_get_imports();";

/// The glue with the gate in it.
///
/// # Errors
///
/// Where the glue is not what this wasm-bindgen makes.
pub(super) fn gated(glue: &str) -> Result<String> {
    ensure!(glue.matches(EXPORTS).count() == 1, "the glue does not have {EXPORTS:?} once");
    ensure!(glue.matches(IMPORTS).count() == 2, "the glue does not have {IMPORTS:?} twice");
    let glue = glue.replace(EXPORTS, "wasm = gate(instance.exports);");
    Ok(glue.replace(IMPORTS, "const imports = barred(__wbg_get_imports());") + GATE + STOP)
}

/// All that the gate needs of a glue.
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
