//! Ways to make markup of a text. The page's policy refuses each of them, but only when a person comes to it.

use super::source::Source;

/// What clippy cannot see (its own list is in `clippy.toml`): an attribute or a property can be set by its name, also
/// in a `view!`, and JavaScript be imported by it. `template!` makes all of its markup so; of what a `view!` does,
/// `super::views` knows more.
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
    fn sees_nothing_else() {
        let code =
            "// template! uses innerHTML\nfn view() { document.default_view(); time_view() }";
        assert_eq!(lines(&Source::read(code)), []);
    }
}
