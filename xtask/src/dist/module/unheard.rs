//! Functions of a module that say something nobody hears.

/// What a function says that nobody hears, and so what it may do instead.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Unheard {
    /// It makes the message of a panic, and never returns. Rust's own hook writes that to an error stream that is not
    /// there in a browser, and then traps; so the function may trap at once.
    Panic,
    /// It writes a value as Rust's `Debug` does. Only messages of panics have that in them; so it may write nothing.
    Debug,
}

/// Functions that panic, besides those of core's module of that name.
const PANICS: [&str; 12] = [
    "::option::unwrap_failed",
    "::option::expect_failed",
    "::result::unwrap_failed",
    "::slice_error_fail",
    "::slice_index_fail",
    "::cell::panic_already",
    "::raw_vec::handle_error",
    "::handle_alloc_error",
    "::panic_access_error",
    "::len_mismatch_fail",
    "rust_begin_unwind",
    "rustc_demangle",
];

impl Unheard {
    /// What the function of this name is, or nothing where somebody may hear it.
    pub(super) fn of(name: &str) -> Option<Self> {
        // What core has under this name never returns. The standard library has more under it.
        let of_core = name.starts_with("core") && name.contains("::panicking::");
        if of_core || PANICS.iter().any(|part| name.contains(part)) {
            return Some(Self::Panic);
        }
        let (_, method) = name.rsplit_once(" as core")?;
        method.contains("::fmt::Debug>::fmt").then_some(Self::Debug)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_nobody_hears_is_unheard() {
        let unheard = [
            ("core::panicking::panic", Some(Unheard::Panic)),
            ("core[c5930c85a12de822]::option::unwrap_failed", Some(Unheard::Panic)),
            ("std::panicking::panicking", None),
            ("<char as core[c5930c85a12de822]::fmt::Debug>::fmt", Some(Unheard::Debug)),
            (
                "<wasm_bindgen::JsValue as core::fmt::Debug>::fmt::hcda5f1d35a09e897",
                Some(Unheard::Debug),
            ),
            ("<str as core::fmt::Display>::fmt", None),
        ];
        for (name, expected) in unheard {
            assert_eq!(Unheard::of(name), expected, "{name}");
        }
    }
}
