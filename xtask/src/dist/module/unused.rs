//! What the glue has for a module that does not ask for it any more.

use anyhow::{Result, ensure};
use std::collections::HashSet;
use wasmparser::{Parser, Payload};

/// How wasm-bindgen indents an import, and what ends one.
const INDENT: &str = "        ";
const END: &str = "        }";

/// Takes the imports out of `glue` that `module` has not, after wasm-opt has taken out what asked for them. A
/// minifier then finds what only they call.
///
/// # Errors
///
/// Where the glue has not all that the module asks for, or is not what this wasm-bindgen makes.
pub(crate) fn without_unused_imports(glue: &str, module: &[u8]) -> Result<String> {
    let mut wanted = HashSet::new();
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::ImportSection(section) = payload? {
            for import in section.into_imports() {
                wanted.insert(import?.name.to_owned());
            }
        }
    }
    let mut kept = String::with_capacity(glue.len());
    let mut is_in_unused = false;
    for line in glue.split_inclusive('\n') {
        let name = line.strip_prefix(INDENT).and_then(|line| line.split_once(": function("));
        if let Some((name, _)) = name {
            is_in_unused = !wanted.remove(name);
        }
        if !is_in_unused {
            kept.push_str(line);
        }
        if line.starts_with(END) {
            is_in_unused = false;
        }
    }
    ensure!(wanted.is_empty(), "the glue has nothing for {wanted:?}");
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_asked_for_stays() {
        let module = wat::parse_str(r#"(module (import "a" "b" (func)))"#).unwrap();
        let import = |name: &str| {
            format!(
                "        {name}: function() {{ return handleError(function () {{\n            call();\n        }}, arguments); }},\n"
            )
        };
        let glue = ["{\n", &import("a"), &import("b"), &import("c"), "    };\n"].concat();
        let kept = without_unused_imports(&glue, &module).unwrap();
        assert_eq!(kept, ["{\n", &import("b"), "    };\n"].concat());
        assert!(without_unused_imports(&import("a"), &module).is_err());
    }
}
