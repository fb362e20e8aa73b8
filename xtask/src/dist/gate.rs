//! The gate before the exports of the WebAssembly module.
//!
//! A panic leaves the module as it is at that moment: values half changed, a task in the middle of its work. Timers,
//! promises and events would call into it all the same, and wasm-bindgen's glue lets them. The gate does not.

use anyhow::{Result, ensure};

const GATE: &str = include_str!("gate.js");

/// What is said once it is closed.
const STOP: &str = include_str!("../../../loader/stop.js");

/// Where the glue takes hold of the exports.
const EXPORTS: &str = "wasm = instance.exports;";

/// The glue with the gate in it.
///
/// # Errors
///
/// Where the glue is not what this wasm-bindgen makes.
pub(super) fn gated(glue: &str) -> Result<String> {
    ensure!(glue.matches(EXPORTS).count() == 1, "the glue does not have {EXPORTS:?} once");
    Ok(glue.replace(EXPORTS, "wasm = gate(instance.exports);") + GATE + STOP)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_past_it() {
        let glue = gated("function init() {\n    wasm = instance.exports;\n}\n").unwrap();
        assert!(glue.contains("wasm = gate(instance.exports);"));
        assert!(glue.ends_with(&[GATE, STOP].concat()));
        assert!(gated("wasm = instance['exports'];").is_err());
    }
}
