//! What a token has to be allowed, for whoever makes one.

use crate::browser::clipboard::copy;
use crate::components::CopyButton;
use crate::store::use_text;
use crate::ui::Kind;
use gitlab_agents::permissions::{MANAGING, READING};
use leptos::prelude::*;
use std::rc::Rc;

/// The scopes of a legacy token, and the permissions of a fine-grained one, to read and to copy.
#[component]
pub(super) fn Permissions() -> impl IntoView {
    let words = &use_text().sign_in;
    view! {
        <details class="sign-in__permissions">
            <summary>{words.permissions}</summary>
            <p>{words.scopes_needed}</p>
            <p>{words.permissions_needed}</p>
            <PermissionList title=words.permissions_reading names=&READING/>
            <p>{words.permissions_optional}</p>
            <PermissionList title=words.permissions_managing names=&MANAGING/>
        </details>
    }
}

#[component]
fn PermissionList(title: &'static str, names: &'static [&'static str]) -> impl IntoView {
    let text = use_text();
    let lines = names.iter().map(|name| view! { <li><code>{*name}</code></li> }).collect_view();
    view! {
        <div class="sign-in__list">
            <b>{title}</b>
            <CopyButton
                kind=Kind::Quiet
                label=text.sign_in.copy_list
                done_label=text.install.copied
                start=Rc::new(|| copy(&names.join("\n")))
            />
        </div>
        <ul translate="no" aria-label=title>{lines}</ul>
    }
}
