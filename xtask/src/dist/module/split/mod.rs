//! The rest of a module, in a module of its own: the code of every `Later` of `src/browser/rest.rs`, which brings it in.
//!
//! Where a `Later` is polled, that goes through the table of functions, never by a call. So the function that does it, and
//! all that only such functions call, can leave: the second module puts them back into their places in the table.
//! What both need stays in the first, which exports it. That happens after wasm-opt has seen the whole.

mod half;
mod plan;

use anyhow::Result;
use half::Half;
use plan::Plan;

/// A module and its rest.
#[derive(Debug)]
pub(crate) struct Split {
    pub(crate) module: Vec<u8>,
    pub(crate) rest: Vec<u8>,
}

/// Parts a module that names its functions. The parts name none.
///
/// # Errors
///
/// Where nothing in the module can wait, or it is not what Rust and wasm-opt make.
pub(crate) fn split(module: &[u8]) -> Result<Split> {
    let plan = Plan::of(module)?;
    Ok(Split { module: Half::first(&plan).write(module)?, rest: Half::rest(&plan).write(module)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever is so long is told from every other by its length.
    fn long(what: &str) -> String {
        format!("{} {what}", "nop ".repeat(300))
    }

    fn module(later: &str) -> Vec<u8> {
        with_call(later, "i32.const 2 call_indirect")
    }

    /// A module whose function at the second place has the name `later` and is called by `call`.
    fn with_call(later: &str, call: &str) -> Vec<u8> {
        let (early, late) = (long("call $both call $now"), long("call $both call $only drop"));
        wat::parse_str(format!(
            r#"(module
                (import "a" "a" (func $now))
                (table 4 funcref)
                (memory 1)
                (global $stack (mut i32) (i32.const 16))
                (elem (i32.const 1) $early $late $main)
                (func $only (result i32) call $now global.get $stack)
                (func $both nop)
                (func $early {early})
                (func $late (@name "{later}") {late})
                (func $main call $both {call})
                (export "memory" (memory 0))
                (export "main" (func $main))
                (data (i32.const 8) "x"))"#
        ))
        .unwrap()
    }

    const LATER: &str = "<console::browser::rest::Later<F> as core::future::future::Future>::poll";

    fn text(module: &[u8]) -> String {
        wasmprinter::print_bytes(module).unwrap()
    }

    #[test]
    fn what_only_later_functions_call_leaves_with_them() {
        let Split { module, rest } = split(&module(LATER)).unwrap();
        let (module, rest) = (text(&module), text(&rest));
        assert_eq!(module.matches("\n  (func ").count(), 3, "both, early and main stay: {module}");
        assert!(module.contains("(elem (;0;) (i32.const 1) func 2)"), "{module}");
        assert!(module.contains("(elem (;1;) (i32.const 3) func 3)"), "{module}");
        assert!(module.contains(r#"(export "main" (func 3))"#), "{module}");
        assert_eq!(rest.matches("\n  (func ").count(), 2, "only and late leave: {rest}");
        assert!(rest.contains("(elem (;0;) (i32.const 2) func 3)"), "{rest}");
        assert!(!rest.contains("(data"), "{rest}");
    }

    #[test]
    fn the_rest_finds_what_it_needs_under_the_names_of_the_first() {
        let Split { module, rest } = split(&module(LATER)).unwrap();
        let (module, rest) = (text(&module), text(&rest));
        let (exported, imported) = (
            [
                r#"(export "a" (table 0))"#,
                r#"(export "b" (memory 0))"#,
                r#"(export "c" (global 0))"#,
                r#"(export "d" (func 0))"#,
                r#"(export "e" (func 1))"#,
            ],
            [
                r#"(import "" "a" (table (;0;) 4 funcref))"#,
                r#"(import "" "b" (memory (;0;) 1))"#,
                r#"(import "" "c" (global (;0;) (mut i32)))"#,
                r#"(import "" "d" (func (;0;) "#,
                r#"(import "" "e" (func (;1;) "#,
            ],
        );
        for (exported, imported) in exported.iter().zip(imported) {
            assert!(module.contains(exported), "{exported} {module}");
            assert!(rest.contains(imported), "{imported} {rest}");
        }
        assert!(rest.contains("call 0\n    global.get 0"), "{rest}");
    }

    #[test]
    fn a_module_in_which_nothing_can_wait_is_refused() {
        assert!(split(&module("<console::app::Later<F> as core::future::Future>::poll")).is_err());
    }

    #[test]
    fn what_is_called_by_its_name_stays() {
        let module = with_call(LATER, "call $late");
        assert!(split(&module).is_err(), "nothing is left that could leave");
    }
}
