//! A link to another GitLab than the one somebody is signed in to.

use crate::components::{Button, Notice};
use crate::store::{use_session, use_text};
use crate::text::{fill, shown};
use crate::ui::{Kind, Tone};
use leptos::prelude::*;

/// Says which GitLab the link is for. Nothing is asked of it.
#[component]
pub(super) fn Elsewhere(gitlab: String) -> impl IntoView {
    let (session, words) = (use_session(), &use_text().session);
    let here = session.get().gitlab().gitlab().as_str().to_owned();
    let there = shown(&gitlab);
    let switch = fill(words.elsewhere_switch, &[&there]);
    view! {
        <div class="sign-in">
            <Notice tone=Tone::Warning>
                <h1>{words.elsewhere_title}</h1>
                <p>{fill(words.elsewhere_lead, &[&there, &here])}</p>
                <Button kind=Kind::Plain label=switch on_click=move || session.get().sign_out()/>
            </Notice>
        </div>
    }
}
