//! Ways to turn text into markup. The page's policy blocks each of them, but only when the code
//! runs.

use super::source::Source;

/// Names that clippy cannot see (its own list is in `clippy.toml`): attributes and properties can
/// be set by name, also in `view!`, and JavaScript functions imported by name. All markup of
/// `template!` is built this way; `super::views` checks `view!` in more detail.
const WAYS: [&str; 13] = [
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
];

/// The lines that use one, in code or in a string literal.
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
            "leptos::template! { <p>\"text\"</p> }",
            "view! { <p inner_html=text/> }",
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
    fn finds_nothing_else() {
        let code =
            "// template! uses innerHTML\nfn view() { document.default_view(); time_view() }";
        assert_eq!(lines(&Source::read(code)), []);
    }
}
