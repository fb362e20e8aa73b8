//! Checks each `view!` with the macro's own parser.
//!
//! Leptos builds an all-literal element inside another element by `innerHTML`. Under the page's
//! policy that throws and the module traps, although nothing in the source looks like markup.

use proc_macro2::{TokenStream, TokenTree};
use rstml::node::{KeyedAttributeValue, Node, NodeAttribute, NodeElement, NodeName};
use rstml::{Parser, ParserConfig};
use std::fmt::{self, Display, Formatter};
use syn::spanned::Spanned;
use syn::{Expr, ExprLit, Lit};

/// Why a view is refused.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Fault {
    /// It does not parse as Rust or as a view.
    Unread,
    /// An all-literal element inside another element.
    Literal,
    /// A style set as an attribute.
    Style,
    /// Unquoted text, which the check for UI strings does not see.
    Unquoted,
}

impl Display for Fault {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Unread => "this cannot be read as a view",
            Self::Literal => {
                "Leptos builds an element of literals alone by `innerHTML`: \
                 put one of its values in braces"
            }
            Self::Style => {
                "the page's policy refuses `style` as an attribute: set `style:property` instead"
            }
            Self::Unquoted => "text in a view stands in quotes, or comes from `text`",
        })
    }
}

/// The line of every fault in this file's views, with its kind.
pub(super) fn faults(text: &str) -> Vec<(usize, Fault)> {
    let mut found = Vec::new();
    match text.parse() {
        Ok(tokens) => look_in_tokens(tokens, &mut found),
        Err(error) => found.push((error.span().start().line, Fault::Unread)),
    }
    found
}

/// Finds views, including those nested in blocks of other views.
fn look_in_tokens(tokens: TokenStream, found: &mut Vec<(usize, Fault)>) {
    let trees: Vec<_> = tokens.into_iter().collect();
    for trio in trees.windows(3) {
        if let [TokenTree::Ident(name), TokenTree::Punct(mark), TokenTree::Group(body)] = trio
            && name == "view"
            && mark.as_char() == '!'
        {
            match Parser::new(ParserConfig::default()).parse_simple(body.stream()) {
                Ok(nodes) => look_in_nodes(&nodes, Place::Outermost, found),
                Err(error) => found.push((error.span().start().line, Fault::Unread)),
            }
        }
    }
    for tree in trees {
        if let TokenTree::Group(group) = tree {
            look_in_tokens(group.stream(), found);
        }
    }
}

/// Where a node is: the macro builds top-level nodes of a view, a fragment or a component as
/// elements.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Place {
    Outermost,
    InElement,
}

fn look_in_nodes(nodes: &[Node], place: Place, found: &mut Vec<(usize, Fault)>) {
    for node in nodes {
        match node {
            Node::Element(element) => {
                let line = element.open_tag.token_lt.span().start().line;
                let is_bare = element.attributes().is_empty() && element.children.is_empty();
                if place == Place::InElement && !is_bare && is_literal(node) {
                    found.push((line, Fault::Literal));
                    continue;
                }
                let is_component = is_component(element);
                let styles =
                    element.attributes().iter().filter(|one| sets_style(one, is_component));
                found.extend(styles.map(|one| (one.span().start().line, Fault::Style)));
                let inside = if is_component { Place::Outermost } else { Place::InElement };
                look_in_nodes(&element.children, inside, found);
            }
            Node::Fragment(fragment) => look_in_nodes(&fragment.children, Place::Outermost, found),
            Node::RawText(text) => found.push((text.span().start().line, Fault::Unquoted)),
            Node::Comment(_) | Node::Doctype(_) | Node::Block(_) | Node::Text(_) => {}
            Node::Custom(_) => found.push((node.span().start().line, Fault::Unread)),
        }
    }
}

/// Whether the macro treats this as static markup (`is_inert_element` in `leptos_macro`).
fn is_literal(node: &Node) -> bool {
    match node {
        Node::Text(_) | Node::RawText(_) => true,
        Node::Element(element) => {
            !is_component(element)
                && !matches!(element.name(), NodeName::Block(_))
                && element.attributes().iter().all(is_literal_attribute)
                && element.children.iter().all(is_literal)
        }
        _ => false,
    }
}

fn is_literal_attribute(attribute: &NodeAttribute) -> bool {
    let NodeAttribute::Attribute(attribute) = attribute else { return false };
    if matches!(attribute.key, NodeName::Block(_)) {
        return false;
    }
    match (&attribute.possible_value, attribute.value()) {
        (KeyedAttributeValue::Value(_), Some(Expr::Lit(ExprLit { lit: Lit::Str(_), .. }))) => {
            let key = attribute.key.to_string();
            !["style:", "prop:", "on:", "use:", "bind"].iter().any(|kind| key.starts_with(kind))
        }
        (KeyedAttributeValue::Value(_), _) => false,
        (KeyedAttributeValue::None | KeyedAttributeValue::Binding(_), _) => true,
    }
}

/// Whether this sets `style` as an attribute. A pair of property and value sets a property; a
/// component's own `style` is a prop.
fn sets_style(attribute: &NodeAttribute, is_component: bool) -> bool {
    let NodeAttribute::Attribute(attribute) = attribute else { return false };
    let name = if is_component { "attr:style" } else { "style" };
    attribute.key.to_string() == name && !matches!(attribute.value(), Some(Expr::Tuple(_)))
}

fn is_component(element: &NodeElement<rstml::Infallible>) -> bool {
    let NodeName::Path(path) = element.name() else { return false };
    let last = path.path.segments.last().map(|segment| segment.ident.to_string());
    last.is_some_and(|name| name.starts_with(|char: char| char.is_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_of_literals_inside_another_is_refused() {
        for code in [
            r#"view! { <p>\n<b class="a"/></p> }"#,
            r#"view! { <p>\n<b>"text"</b>{text}</p> }"#,
            r#"view! { <p>\n<input disabled/></p> }"#,
            r#"view! { <ul>\n<li><b>"one"</b></li></ul> }"#,
            r#"view! { <Card><p>\n<svg class="icon"><path d="M0 0"/></svg></p></Card> }"#,
            r#"view! { <p>{move || view! { <i>\n<b class="a"/></i> }}</p> }"#,
            r#"fn a() -> impl IntoView { leptos::view!(<p>\n<b class="a"/></p>) }"#,
        ] {
            let code = code.replace("\\n", "\n");
            assert_eq!(faults(&code), [(2, Fault::Literal)], "{code}");
        }
    }

    #[test]
    fn accepts_what_leptos_builds_as_elements() {
        for code in [
            r#"view! { <p class="a">"text"</p> }"#,
            r#"view! { <p class="a">"text"</p><p class="b"/> }"#,
            r#"view! { <><p class="a">"text"</p></> }"#,
            r#"view! { <Card><p class="a"/></Card> }"#,
            r#"view! { <p><b class={"a"}/><b class="a">{text}</b><br/></p> }"#,
            r#"view! { <p><b aria-hidden=true/><b style:height="1px"/><b on:click=go/></p> }"#,
            r#"view! { <p style=("height", height)><Icon name="sort" style="bold"/></p> }"#,
            r#"// view! { <p><b class="a"/></p> }"#,
            r#"fn view(tokens: &'static str) -> char { '\u{200b}' }"#,
        ] {
            assert_eq!(faults(code), [], "{code}");
        }
    }

    #[test]
    fn reports_other_faults() {
        for (code, fault) in [
            (r#"view! { <p style="height: 1px">{text}</p> }"#, Fault::Style),
            ("view! { <p style=move || style.get()>{text}</p> }", Fault::Style),
            (r#"view! { <Card attr:style="height: 1px"/> }"#, Fault::Style),
            ("view! { <p>{text} words</p> }", Fault::Unquoted),
            ("view! { <p>{text} }", Fault::Unread),
            ("fn a() { view! { ", Fault::Unread),
        ] {
            assert_eq!(faults(code), [(1, fault)], "{code}");
        }
    }
}
