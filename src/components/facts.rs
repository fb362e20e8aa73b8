//! Names with what they stand for.

use leptos::prelude::*;

/// One row of a `<dl class="facts">`.
#[component]
pub(crate) fn Fact(name: &'static str, children: Children) -> impl IntoView {
    view! {
        <dt>{name}</dt>
        <dd>{children()}</dd>
    }
}
