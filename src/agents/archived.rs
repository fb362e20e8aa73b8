//! Archived projects: what is left out of a scope, and the switch that shows it.

use crate::store::{ArchivedCount, LeftOut, Store};
use crate::text::{Text, counted, fill};
use crate::ui::{El, Kind, button, el, fragment};
use console_core::address::Archived;

/// What is known of archived projects that are not shown, or that they are, with a button for the
/// other. `None` where every project is named: those are read in any case.
pub(super) fn archived(store: Store, text: &'static Text) -> Option<El> {
    if !store.may_leave_out() {
        return None;
    }
    let words = &text.agents;
    let shows = store.address.with(|address| address.archived);
    let (sentence, label, other) = match shows {
        Archived::LeftOut => {
            let sentence = store.agents.left_out.with(|count| left_out(text, count))?;
            (sentence, words.show_archived, Archived::Included)
        }
        Archived::Included => {
            (words.archived_shown.to_owned(), words.hide_archived, Archived::LeftOut)
        }
    };
    let switch = button(Kind::Quiet, label).on_click(move || store.set_archived(other));
    Some(fragment().child(el("span").text(&sentence)).child(switch))
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
