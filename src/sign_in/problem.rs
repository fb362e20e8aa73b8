//! Why a token is of no use, when somebody signs in and when they go on with another one.

use crate::components::Notice;
use crate::feedback::FailureNotice;
use crate::store::use_text;
use crate::text::{fill, shown};
use crate::ui::Tone;
use console_core::model::NotIntroduced;
use leptos::prelude::*;

/// The reason, in a message of this tone.
#[component]
pub(super) fn TokenProblem(tone: Tone, why: NotIntroduced) -> impl IntoView {
    let words = &use_text().sign_in;
    let sentence = match why {
        NotIntroduced::Failed(failure) => {
            return view! { <FailureNotice tone failure/> }.into_any();
        }
        NotIntroduced::NoScope(scopes) => fill(words.no_scope, &[&shown(&scopes.join(", "))]),
        NotIntroduced::TooOld(version) => fill(words.too_old, &[&shown(&version)]),
    };
    view! { <Notice tone>{sentence}</Notice> }.into_any()
}
