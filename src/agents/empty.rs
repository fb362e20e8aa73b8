//! What stands in place of rows: the skeleton of some, why there are none, or what to do.

use crate::store::{Reading, State, Store};
use crate::text::{Text, failure_notice, fill};
use crate::ui::{El, Kind, Tone, button, el, fragment, hidden, paragraph};
use console_core::config::Feature;
use console_core::coverage::Coverage;
use console_core::table::AgentTable;

/// The place of the rows, while there are none.
pub(super) fn empty(store: Store, text: &'static Text) -> El {
    let told = move || {
        store.agents.reading.with(|reading| {
            Some(match reading {
                Reading::Idle | Reading::Running { .. } => skeleton(text),
                Reading::Failed { why, .. } => {
                    failure_notice(text, Tone::Danger, why, &store.entry.gitlab)
                        .child(button(Kind::Plain, text.ui.try_again).calls(store, State::refresh))
                }
                Reading::Done(_) => nothing(store, text),
                Reading::Stopped => el("div.empty")
                    .child(button(Kind::Plain, text.ui.try_again).calls(store, State::refresh)),
            })
        })
    };
    let cell = el("div[role=cell]").slot(told);
    el("div.table__nothing[role=row]").child(cell)
}

fn skeleton(text: &'static Text) -> El {
    let mut lines = el("div[aria-hidden=true]");
    for _ in 0..12 {
        lines = lines.child(el("div.skeleton"));
    }
    fragment().child(hidden(text.agents.reading)).child(lines)
}

fn nothing(store: Store, text: &'static Text) -> El {
    let page = el("div.empty");
    if !store.agents.table.with_untracked(AgentTable::is_empty) {
        let filter = store.address.with(|address| address.filter.clone());
        let clear = move || store.set_filter(String::new());
        return page
            .child(el("b").text(&fill(text.agents.none_match, &[&filter])))
            .child(button(Kind::Plain, text.agents.clear_filter).on_click(clear));
    }
    let words = &text.agents;
    match store.agents.coverage() {
        Coverage::Nothing | Coverage::Gaps => return page.child(paragraph(words.none_readable)),
        Coverage::Part { .. } => return page.child(paragraph(words.none_in_part)),
        Coverage::Whole => {}
    }
    // Somebody without a project has nothing to register an agent in.
    if store.agents.has_no_project() {
        return page
            .child(el("b").text(text.scope.no_project))
            .child(paragraph(text.scope.no_project_advice));
    }
    let advice = store.offers(Feature::Register).then(|| paragraph(words.none_advice));
    page.child(el("b").text(words.none)).maybe(advice)
}
