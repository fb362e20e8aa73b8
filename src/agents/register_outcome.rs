//! A registration under way, or one whose reply was lost.

use crate::store::Store;
use crate::text::{Text, failure_notice, fill, waiting};
use crate::ui::{El, Kind, Tone, actions, button, el, fragment, notice, status_line};
use agent_ops::intent::RegisterAgent;

/// What is known of it, and what can be done.
pub(super) fn outcome(store: Store, text: &'static Text, intent: &RegisterAgent) -> El {
    let close = button(Kind::Plain, text.ui.close, move || store.close_registration());
    match intent {
        RegisterAgent::Posting { .. } | RegisterAgent::Registered { .. } => {
            awaited(store, text, text.register.posting)
        }
        RegisterAgent::Looking { order, .. } => {
            awaited(store, text, &fill(text.register.looking, &[&order.name]))
        }
        RegisterAgent::NotRegistered { order, .. } => {
            let again = move || store.name_agent_again();
            fragment()
                .child(
                    notice(Tone::Warning).text(&fill(text.register.not_registered, &[&order.name])),
                )
                .child(actions([close, button(Kind::Primary, text.ui.try_again, again)]))
        }
        RegisterAgent::Unresolved { order, cause, .. } => {
            let look = move || store.look_for_agent_again();
            let sentence = fill(text.register.unresolved, &[&order.name]);
            fragment()
                .child(el("p").child(el("b").text(&sentence)))
                .child(failure_notice(text, Tone::Warning, cause, &store.gitlab_name()))
                .child(actions([close, button(Kind::Primary, text.ui.look_again, look)]))
        }
        RegisterAgent::Refused { why, .. } => fragment()
            .child(failure_notice(text, Tone::Danger, why, &store.gitlab_name()))
            .child(actions([close])),
    }
}

fn awaited(store: Store, text: &'static Text, sentence: &str) -> El {
    fragment().child(status_line(sentence)).child(waiting(text, &store.reach.wait))
}
