//! Links.

use leptos::prelude::*;

/// A link to a page of another site, which learns nothing of this one.
#[component]
pub(crate) fn ExternalLink(#[prop(into)] href: String, label: &'static str) -> impl IntoView {
    view! { <a class="link" href=href target="_blank" rel="noopener noreferrer">{label}</a> }
}
