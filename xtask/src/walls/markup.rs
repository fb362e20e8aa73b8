//! Ways to make markup of a text. The page's policy refuses each of them, but only when a person comes to it.

use super::source::Source;

/// What clippy cannot see (its own list is in `clippy.toml`): Leptos builds parts of a `view!` through
/// `innerHTML`, an attribute or a property can be set by its name, and JavaScript be imported by it.
const WAYS: [&str; 14] = [
    "DomParser",
    "createContextualFragment",
    "create_contextual_fragment",
    "innerHTML",
    "inner_html",
    "insertAdjacentHTML",
    "insert_adjacent_html",
    "outerHTML",
    "outer_html",
    "setHTMLUnsafe",
    "set_html_unsafe",
    "srcdoc",
    "template!",
    "view!",
];

/// The lines that have one, in code or in a literal.
pub(super) fn lines(source: &Source) -> Vec<(usize, &'static str)> {
    let mut found = Vec::new();
    for way in WAYS {
        let code = source.code.lines().enumerate();
        let in_code = code.filter(|(_, line)| line.contains(way)).map(|(index, _)| index + 1);
        let literals = source.literals.iter().filter(|literal| literal.text.contains(way));
        found.extend(in_code.chain(literals.map(|literal| literal.line)).map(|line| (line, way)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sees_every_way() {
        for code in [
            "leptos::view! { <p>\"text\"</p> }",
            "element.set_inner_html(text);",
            "el(\"p\").attr(\"srcdoc\", text)",
            "js_sys::Reflect::set(&element, &\"innerHTML\".into(), &text)",
            "#[wasm_bindgen(method, setter, js_name = innerHTML)]\nfn set(this: &Element);",
            "range.create_contextual_fragment(text)",
        ] {
            let found = lines(&Source::read(&format!("\n{code}")));
            assert_eq!(found.first().map(|(line, _)| *line), Some(2), "{code}");
        }
    }

    #[test]
    fn sees_nothing_else() {
        let code = "// view! uses innerHTML\nfn view() { document.default_view(); time_view() }";
        assert_eq!(lines(&Source::read(code)), []);
    }
}
