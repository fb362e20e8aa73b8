//! Above the table: filter, how far reading has come, refresh, register.

use super::columns::{Head, columns};
use super::filter::filter;
use super::right::guarded_button;
use crate::store::{Reading, State, Store};
use crate::text::{Text, ago, fill, waiting};
use crate::ui::{El, Kind, button, digits, el, fragment, icon, option, select};
use agent_ops::config::Feature;
use agent_ops::table::{AgentTable, Column, Sort};

/// The bar above the table.
pub(crate) fn toolbar(store: Store, text: &'static Text) -> El {
    let register = store.offers(Feature::Register).then(|| {
        let label = (Kind::Primary, text.agents.register);
        guarded_button(store, text, label, "register-reason", None, |store| {
            store.begin_registration(store.only_writable_project());
        })
    });
    let refresh = el("button[type=button]")
        .state("aria-disabled", move || !store.reach.online.get())
        .class(Kind::Quiet.class())
        .child(icon("refresh"))
        .text(text.agents.refresh)
        .calls(store, State::refresh);
    el("div.toolbar[part=toolbar][role=group]")
        .attr("aria-label", text.agents.toolbar)
        .child(filter(store, text))
        .child(sort_choice(store, text))
        .child(el("span.toolbar__gap"))
        .slot(move || contacts(store, text))
        .child(el("span.toolbar__read[role=status]").text_with(move || progress(store, text)))
        .slot(move || {
            let is_reading =
                store.agents.reading.with(|reading| matches!(reading, Reading::Running { .. }));
            // A pause that GitLab asked for is told above, with its end.
            let is_paused = store.reach.wait.until.with(Option::is_some);
            (is_reading && !is_paused).then(|| waiting(text, &store.reach.wait))
        })
        .child(refresh)
        .maybe(register)
}

/// Sorting, where there is no room for a row of column heads.
fn sort_choice(store: Store, text: &'static Text) -> El {
    let mut list = el("select");
    for Head { column, label, .. } in columns(text) {
        list = list.child(option(column.as_str(), label));
    }
    let chosen = move || store.address.with(|address| address.sort.column.as_str().to_owned());
    let choose = move |name: String| {
        if let Some(column) = Column::parse(&name) {
            store.set_sort(Sort { column, descending: false });
        }
    };
    select(list, chosen, choose)
        .class("toolbar__sort field__input")
        .attr("aria-label", text.agents.sort_by)
}

/// How many contacts are read, while that matters for the order.
fn contacts(store: Store, text: &'static Text) -> Option<El> {
    let column = store.address.with(|address| address.sort.column);
    if !matches!(column, Column::Status | Column::LastContact) {
        return None;
    }
    store.agents.version.track();
    let (unread, total) = store.agents.table.with_untracked(|table| {
        let total = u32::try_from(table.len()).unwrap_or(u32::MAX);
        let rows = (0..total).collect::<Vec<_>>();
        (table.unread(&rows), total)
    });
    if unread == 0 {
        return None;
    }
    let read = digits(total.saturating_sub(unread).into());
    let sentence = fill(text.agents.contacts_read, &[&read, &digits(total.into())]);
    let read_all = (!store.agents.all_contacts.get())
        .then(|| button(Kind::Plain, text.agents.read_all).calls(store, State::read_all_contacts));
    let sentence = el("span.toolbar__read[role=status]").text(&sentence);
    Some(fragment().child(sentence).maybe(read_all))
}

fn progress(store: Store, text: &'static Text) -> String {
    store.agents.version.track();
    let count = store.agents.table.with_untracked(AgentTable::len);
    let agents = digits(count as u64);
    store.agents.reading.with(|reading| match reading {
        Reading::Idle | Reading::Failed { before: None, .. } => String::new(),
        Reading::Done(at) | Reading::Failed { before: Some(at), .. } => {
            let age = ago(text, *at, store.now.get());
            if count == 1 {
                fill(text.agents.read_ago_one, &[&age])
            } else {
                fill(text.agents.read_ago, &[&agents, &age])
            }
        }
        Reading::Running { pages: (read, known), .. } => {
            let sentence =
                if *known > 1 { text.agents.reading_pages } else { text.agents.reading_agents };
            fill(sentence, &[&agents, &digits((*read).into()), &digits((*known).into())])
        }
    })
}
