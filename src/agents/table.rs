//! The table: as many rows as are in sight, of as many as there are.

use super::row::row;
use crate::store::{Reading, Store};
use crate::text::{Text, failure_text, fill};
use crate::ui::{Tone, notice, watch_viewport};
use agent_ops::model::AgentId;
use agent_ops::table::{Column, Sort, window};
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;

/// Rows rendered above and below those in sight, so that the arrow keys always find a neighbour.
const OVERSCAN: u32 = 6;

/// The table of the scope's agents.
pub(crate) fn agent_table(store: Store, text: &'static Text) -> AnyView {
    let agents = store.agents;
    let scroller = NodeRef::<html::Div>::new();
    let ruler = NodeRef::<html::Div>::new();
    let viewport = watch_viewport(scroller, ruler);
    let rows = arranged(store);
    let count = Memo::new(move |_| rows.with(|rows| u32::try_from(rows.len()).unwrap_or(0)));
    let in_sight = Memo::new(move |_| {
        let view = viewport.get();
        rows.with(|rows| {
            let range = window(view.top, view.height, view.row, count.get(), OVERSCAN);
            let ids = agents.table.with_value(|table| {
                range
                    .clone()
                    .filter_map(|position| {
                        let index = *rows.get(position as usize)?;
                        Some((position, table.row(index)?.id))
                    })
                    .collect::<Vec<(u32, AgentId)>>()
            });
            (range.start, ids)
        })
    });
    Effect::new(move |_| {
        agents.version.track();
        store.show_contacts(in_sight.with(|(_, ids)| ids.iter().map(|(_, id)| *id).collect()));
    });
    let busy = move || agents.reading.with(|reading| matches!(reading, Reading::Running { .. }));
    view! {
        <div
            node_ref=scroller
            class={"table"}
            role="table"
            aria-label=text.agents.table
            aria-rowcount=move || (count.get() + 1).to_string()
            aria-busy=move || busy().to_string()
        >
            <div node_ref=ruler class={"table__ruler"} aria-hidden="true"></div>
            <div role="rowgroup" class={"table__head"}>{head(store, text)}</div>
            <div
                role="rowgroup"
                class={"table__body"}
                style:height=move || px(count.get().saturating_mul(viewport.get().row))
            >
                <div
                    class={"table__window"}
                    style:transform=move || {
                        let top = in_sight.with(|(start, _)| *start).saturating_mul(viewport.get().row);
                        format!("translateY({})", px(top))
                    }
                >
                    <For
                        each=move || in_sight.with(|(_, ids)| ids.clone())
                        key=|row| *row
                        children=move |(position, id)| row(store, text, id, position)
                    />
                </div>
            </div>
            {move || (count.get() == 0).then(|| nothing(store, text))}
        </div>
    }
    .into_any()
}

/// The rows that pass the filter, in order.
fn arranged(store: Store) -> Memo<Arc<Vec<u32>>> {
    let query =
        Memo::new(move |_| store.address.with(|address| (address.filter.clone(), address.sort)));
    Memo::new(move |_| {
        store.agents.version.track();
        let (filter, sort) = query.get();
        // Only an order by age moves rows while time goes by.
        let now = match sort.column {
            Column::Status => store.now.get(),
            _ => store.now.get_untracked(),
        };
        let rows = store.agents.table.try_update_value(|table| table.arrange(&filter, sort, now));
        Arc::new(rows.unwrap_or_default())
    })
}

fn head(store: Store, text: &'static Text) -> AnyView {
    let columns = [
        (Column::Name, "row__name", text.agents.name),
        (Column::Status, "row__status", text.agents.status),
        (Column::LastContact, "row__contact", text.agents.last_contact),
        (Column::Tokens, "row__tokens", text.agents.tokens),
        (Column::Project, "row__project", text.agents.project),
        (Column::Created, "row__created", text.agents.created),
        (Column::CreatedBy, "row__creator", text.agents.created_by),
        (Column::Id, "row__id", text.agents.id),
    ];
    let cells = columns
        .map(|(column, class, label)| {
            let sort = move || store.address.with(|address| address.sort);
            let order = move || match sort() {
                Sort { column: sorted, descending } if sorted == column => {
                    if descending {
                        "descending"
                    } else {
                        "ascending"
                    }
                }
                _ => "none",
            };
            let turn = move |_| {
                let now = store.address.with_untracked(|address| address.sort);
                let descending = now.column == column && !now.descending;
                store.set_sort(Sort { column, descending });
            };
            view! {
                <div role="columnheader" class=class aria-sort=order>
                    <button type="button" class={"table__sort"} on:click=turn>
                        {label}
                        <span class={"icon icon--sort"} aria-hidden="true"></span>
                    </button>
                </div>
            }
        })
        .collect_view();
    view! { <div role="row" class={"row row--head"} aria-rowindex="1">{cells}</div> }.into_any()
}

/// What stands in place of rows: the skeleton of some, why there are none, or what to do.
fn nothing(store: Store, text: &'static Text) -> AnyView {
    let body = move || match store.agents.reading.get() {
        Reading::Idle | Reading::Running { .. } => skeleton(text),
        Reading::Failed(failure) => {
            let gitlab = store.entry.gitlab.get_untracked();
            let told = failure_text(text, &failure, &gitlab);
            notice(
                Tone::Danger,
                view! {
                    <p><b>{told.title}</b></p>
                    <p>{told.advice}</p>
                    <p class={"notice__detail"}>{told.detail}</p>
                    <button type="button" class={"button"} on:click=move |_| store.refresh()>
                        {text.ui.try_again}
                    </button>
                },
            )
        }
        Reading::Done(_) => empty(store, text),
    };
    view! { <div class={"table__nothing"} role="row"><div role="cell">{body}</div></div> }
        .into_any()
}

fn skeleton(text: &'static Text) -> AnyView {
    let lines = (0..12).map(|_| view! { <div class={"skeleton"}></div> }).collect_view();
    view! {
        <p class={"visually-hidden"}>{text.agents.reading}</p>
        <div aria-hidden="true">{lines}</div>
    }
    .into_any()
}

fn empty(store: Store, text: &'static Text) -> AnyView {
    let filter = store.address.with_untracked(|address| address.filter.clone());
    let any_failed = store
        .agents
        .projects
        .with_untracked(|projects| projects.iter().any(|project| project.failure.is_some()));
    let is_empty = store.agents.table.with_value(agent_ops::table::AgentTable::is_empty);
    if !is_empty {
        return view! {
            <div class={"empty"}>
                <p><b>{fill(text.agents.none_match, &[&filter])}</b></p>
                <button type="button" class={"button"} on:click=move |_| store.set_filter(String::new())>
                    {text.agents.clear_filter}
                </button>
            </div>
        }
        .into_any();
    }
    if any_failed {
        return view! { <div class={"empty"}><p>{text.agents.none_readable}</p></div> }.into_any();
    }
    view! {
        <div class={"empty"}>
            <p><b>{text.agents.none}</b></p>
            <p>{text.agents.none_advice}</p>
        </div>
    }
    .into_any()
}

fn px(pixels: u32) -> String {
    pixels.to_string() + "px"
}
