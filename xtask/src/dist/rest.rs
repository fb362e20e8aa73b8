//! How the glue brings in the rest of the module.

use crate::digest::{integrity, short_hash};

const REST: &str = include_str!("rest.js");

/// Where the module is whole, as that of a development build is.
const WHOLE: &str = "\nconst bringRest = async () => {};\n";

/// The name of the file with the rest in it.
pub(super) fn name(rest: &[u8]) -> String {
    format!("agent-console-rest-{}.wasm", short_hash(rest))
}

/// What the glue is to have at its end.
pub(super) fn bringing(rest: Option<&[u8]>) -> String {
    rest.map_or_else(
        || WHOLE.to_owned(),
        |rest| {
            let named = REST.replace("{{rest}}", &name(rest));
            named.replace("{{rest-integrity}}", &integrity(rest))
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_named_with_its_digest() {
        let glue = bringing(Some(b"rest"));
        assert!(glue.contains(&name(b"rest")) && glue.contains(&integrity(b"rest")), "{glue}");
        assert!(!glue.contains("{{"), "{glue}");
        for glue in [glue, bringing(None)] {
            assert!(glue.contains("bringRest"), "{glue}");
        }
    }
}
