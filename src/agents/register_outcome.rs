//! A registration under way, or one whose reply was lost.

use crate::store::{State, Store};
use crate::text::{Text, awaited, failure_notice, fill};
use crate::ui::{El, Kind, Tone, actions, button, el, fragment};
use console_core::intent::RegisterAgent;

/// What is known of it, and what can be done.
pub(super) fn outcome(store: Store, text: &'static Text, intent: &RegisterAgent) -> El {
    let close = button(Kind::Plain, text.ui.close).calls(store, State::close_registration);
    match intent {
        RegisterAgent::Checking { .. }
        | RegisterAgent::Posting { .. }
        | RegisterAgent::Doubted { .. }
        | RegisterAgent::Registered { .. } => {
            awaited(text, &store.reach.wait, text.register.posting)
        }
        RegisterAgent::Looking { order, .. } => {
            awaited(text, &store.reach.wait, &fill(text.register.looking, &[&order.name]))
        }
        RegisterAgent::NotRegistered { order, cause } => fragment()
            .child(el("p").child(el("b").text(&fill(text.register.not_registered, &[&order.name]))))
            .child(failure_notice(text, Tone::Warning, cause, &store.entry.gitlab))
            .child(actions().child(close).child(
                button(Kind::Primary, text.ui.try_again).calls(store, State::name_agent_again),
            )),
        RegisterAgent::Unresolved { order, cause, .. } => {
            let sentence = fill(text.register.unresolved, &[&order.name]);
            fragment()
                .child(el("p").child(el("b").text(&sentence)))
                .child(failure_notice(text, Tone::Warning, cause, &store.entry.gitlab))
                .child(
                    actions().child(close).child(
                        button(Kind::Primary, text.ui.look_again)
                            .calls(store, State::look_for_agent_again),
                    ),
                )
        }
        RegisterAgent::Refused { why, .. } => fragment()
            .child(failure_notice(text, Tone::Danger, why, &store.entry.gitlab))
            .child(actions().child(close)),
    }
}
