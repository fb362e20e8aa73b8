//! Above the table: filter, how far reading has come, refresh, register.

use crate::store::{Barrier, Reading, Right, Store};
use crate::text::{Text, ago, fill};
use agent_ops::table::{Column, Sort};
use leptos::prelude::*;

/// The bar above the table.
pub(crate) fn toolbar(store: Store, text: &'static Text) -> AnyView {
    view! {
        <div class={"toolbar"} role="group" aria-label=text.agents.toolbar>
            {filter(store, text)}
            {sort_choice(store, text)}
            <span class={"toolbar__gap"}></span>
            {move || contacts(store, text)}
            <span class={"toolbar__read"} role="status">{move || progress(store, text)}</span>
            <button type="button" class={"button button--quiet"} on:click=move |_| store.refresh()>
                <span class={"icon icon--refresh"} aria-hidden="true"></span>
                {text.agents.refresh}
            </button>
            {register(store, text)}
        </div>
    }
    .into_any()
}

fn filter(store: Store, text: &'static Text) -> AnyView {
    view! {
        <div class={"toolbar__filter"}>
            <label class={"visually-hidden"} for="filter">{text.agents.filter}</label>
            <input
                id="filter"
                class={"field__input"}
                type="search"
                autocomplete="off"
                spellcheck="false"
                placeholder=text.agents.filter
                prop:value=move || store.address.with(|address| address.filter.clone())
                on:input:target=move |event| store.set_filter(event.target().value())
            />
        </div>
    }
    .into_any()
}

/// Sorting, where there is no room for a row of column heads.
fn sort_choice(store: Store, text: &'static Text) -> AnyView {
    let columns = [
        (Column::Name, text.agents.name),
        (Column::Status, text.agents.status),
        (Column::LastContact, text.agents.last_contact),
        (Column::Tokens, text.agents.tokens),
        (Column::Project, text.agents.project),
        (Column::Created, text.agents.created),
        (Column::CreatedBy, text.agents.created_by),
        (Column::Id, text.agents.id),
    ];
    let options = columns
        .map(|(column, label)| {
            let selected = move || store.address.with(|address| address.sort.column == column);
            view! { <option value=column.as_str() prop:selected=selected>{label}</option> }
        })
        .collect_view();
    let on_change = move |name: String| {
        if let Some(column) = Column::parse(&name) {
            store.set_sort(Sort { column, descending: false });
        }
    };
    view! {
        <select
            class={"toolbar__sort field__input"}
            aria-label=text.agents.sort_by
            on:change:target=move |event| on_change(event.target().value())
        >
            {options}
        </select>
    }
    .into_any()
}

/// How many contacts are read, while that matters for the order.
fn contacts(store: Store, text: &'static Text) -> Option<AnyView> {
    let column = store.address.with(|address| address.sort.column);
    if !matches!(column, Column::Status | Column::LastContact) {
        return None;
    }
    store.agents.version.track();
    let (unread, total) = store.agents.table.with_value(|table| {
        let total = u32::try_from(table.len()).unwrap_or(u32::MAX);
        let rows = (0..total).collect::<Vec<_>>();
        (table.unread(&rows), total)
    });
    if unread == 0 {
        return None;
    }
    let read = (total - unread).to_string();
    let sentence = fill(text.agents.contacts_read, &[&read, &total.to_string()]);
    let button = move || {
        (!store.agents.all_contacts.get()).then(|| {
            view! {
                <button type="button" class={"button"} on:click=move |_| store.read_all_contacts()>
                    {text.agents.read_all}
                </button>
            }
        })
    };
    Some(
        view! { <span class={"toolbar__read"} role="status">{sentence}</span> {button} }.into_any(),
    )
}

fn progress(store: Store, text: &'static Text) -> String {
    store.agents.version.track();
    let agents = store.agents.table.with_value(agent_ops::table::AgentTable::len).to_string();
    match store.agents.reading.get() {
        Reading::Idle | Reading::Failed(_) => String::new(),
        Reading::Done(at) => {
            let age = ago(text, at, store.now.get());
            fill(text.agents.read_ago, &[&agents, &age])
        }
        Reading::Running { pages: (read, known), .. } if known > 1 => {
            fill(text.agents.reading_pages, &[&agents, &read.to_string(), &known.to_string()])
        }
        Reading::Running { .. } => fill(text.agents.reading_agents, &[&agents]),
    }
}

fn register(store: Store, text: &'static Text) -> AnyView {
    let right = Memo::new(move |_| store.right_to_register());
    let click = move |_| {
        if right.get_untracked() == Right::Granted {
            store.begin_registration(store.only_writable_project());
        }
    };
    view! {
        <span class={"reasoned"}>
            <button
                type="button"
                class={"button button--primary"}
                aria-disabled=move || (right.get() != Right::Granted).to_string()
                aria-describedby="register-reason"
                on:click=click
            >
                {text.agents.register}
            </button>
            <span id="register-reason" class={"reasoned__reason"}>
                {move || barrier(text, right.get())}
            </span>
        </span>
    }
    .into_any()
}

/// What stands in the way, in words.
pub(super) fn barrier(text: &'static Text, right: Right) -> Option<&'static str> {
    match right {
        Right::Granted => None,
        Right::Barred(Barrier::Scope) => Some(text.rights.scope),
        Right::Barred(Barrier::Role) => Some(text.rights.role),
        Right::Barred(Barrier::Archived) => Some(text.rights.archived),
    }
}
