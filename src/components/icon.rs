//! Pictures.

use leptos::prelude::*;

/// A picture that says nothing by itself.
#[component]
pub(crate) fn Icon(name: &'static str) -> impl IntoView {
    view! { <span class=format!("icon icon--{name}") aria-hidden="true"></span> }
}
