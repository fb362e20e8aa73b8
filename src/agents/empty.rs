//! What stands in place of rows: the skeleton of some, why there are none, or what to do.

use crate::store::{Reading, Store};
use crate::text::{Text, failure_notice, fill};
use crate::ui::{El, Kind, Tone, button, el, fragment, hidden, paragraph};
use agent_ops::config::Feature;
use agent_ops::table::AgentTable;

/// The place of the rows, while there are none.
pub(super) fn empty(store: Store, text: &'static Text) -> El {
    let cell =
        el("div[role=cell]").slot(move || {
            Some(match store.agents.reading.get() {
                Reading::Idle | Reading::Running { .. } => skeleton(text),
                Reading::Failed(failure) => {
                    failure_notice(text, Tone::Danger, &failure, &store.gitlab_name())
                        .child(button(Kind::Plain, text.ui.try_again, move || store.refresh()))
                }
                Reading::Done(_) => nothing(store, text),
            })
        });
    el("div.table__nothing[role=row]").child(cell)
}

fn skeleton(text: &'static Text) -> El {
    let lines = (0..12).map(|_| el("div.skeleton"));
    fragment().child(hidden(text.agents.reading)).child(el("div[aria-hidden=true]").children(lines))
}

fn nothing(store: Store, text: &'static Text) -> El {
    let page = el("div.empty");
    if !store.agents.table.with_untracked(AgentTable::is_empty) {
        let filter = store.address.with(|address| address.filter.clone());
        return page.child(el("b").text(&fill(text.agents.none_match, &[&filter]))).child(button(
            Kind::Plain,
            text.agents.clear_filter,
            move || {
                store.set_filter(String::new());
            },
        ));
    }
    let any_failed =
        store.agents.projects.with(|projects| projects.iter().any(|state| state.failure.is_some()));
    if any_failed {
        return page.child(paragraph(text.agents.none_readable));
    }
    let advice = store.offers(Feature::Register).then(|| paragraph(text.agents.none_advice));
    page.child(el("b").text(text.agents.none)).maybe(advice)
}
