//! Archived projects: what is left out of a scope, and the switch that shows it.

use crate::components::Button;
use crate::store::{ArchivedCount, LeftOut, use_session, use_store, use_text};
use crate::text::{Text, counted, fill};
use crate::ui::Kind;
use console_core::address::Archived;
use leptos::prelude::*;

/// What is known of archived projects that are not shown, or that they are, with a button for the
/// other. Nothing where every project is named: those are read in any case.
#[component]
pub(super) fn ArchivedProjects() -> impl IntoView {
    let (store, session, text) = (use_store(), use_session(), use_text());
    let words = &text.agents;
    let known = Memo::new(move |_| {
        if !session.get().may_leave_out() {
            return None;
        }
        let shows = store.get().address.with(|address| address.archived);
        let sentence = match shows {
            Archived::LeftOut => {
                session.get().agents.left_out.with(|count| left_out(text, count))?
            }
            Archived::Included => words.archived_shown.to_owned(),
        };
        Some((sentence, shows))
    });
    let switch = move |(sentence, shows)| {
        let (label, other) = match shows {
            Archived::LeftOut => (words.show_archived, Archived::Included),
            Archived::Included => (words.hide_archived, Archived::LeftOut),
        };
        view! {
            <span>{sentence}</span>
            <Button kind=Kind::Quiet label on_click=move || store.get().set_archived(other)/>
        }
    };
    view! {
        <div class="archived" role="status">{move || known.get().map(switch)}</div>
    }
}

/// What is not shown, as far as it was counted. `None` while it is not, or where nothing is left
/// out.
fn left_out(text: &Text, count: &ArchivedCount) -> Option<String> {
    let words = &text.agents;
    let LeftOut { projects, agents } = match count {
        ArchivedCount::Unread => return None,
        ArchivedCount::Failed => return Some(words.archived_left_out.to_owned()),
        ArchivedCount::Read(count) => count,
    };
    if *projects == 0 || *agents == Some(0) {
        return None;
    }
    let projects = counted(words.archived_one, words.archived_many, *projects);
    Some(match agents {
        None => fill(words.left_out, &[&projects]),
        Some(agents) => {
            let agents = counted(words.agents_one, words.agents_many, *agents);
            fill(words.left_out_agents, &[&agents, &projects])
        }
    })
}
