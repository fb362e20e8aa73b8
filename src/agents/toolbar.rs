//! Above the table: filter, how far reading has come, refresh, register.

use super::columns::columns;
use super::right::guarded_button;
use crate::owner::follow;
use crate::store::{Reading, Store};
use crate::text::{Text, ago, fill, waiting};
use crate::ui::{El, Kind, button, el, fragment, icon, select};
use agent_ops::config::Feature;
use agent_ops::table::{AgentTable, Column, Sort};

/// The bar above the table.
pub(crate) fn toolbar(store: Store, text: &'static Text) -> El {
    let right = move || store.right_to_register();
    let register = move || store.begin_registration(store.only_writable_project());
    let refresh = el("button[type=button]")
        .state("aria-disabled", move || !store.reach.online.get())
        .class(Kind::Quiet.class())
        .child(icon("refresh"))
        .text(text.agents.refresh)
        .on_click(move || store.refresh());
    let register = store.offers(Feature::Register).then(|| {
        let label = text.agents.register;
        guarded_button(text, Kind::Primary, label, "register-reason", right, register)
    });
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

fn filter(store: Store, text: &'static Text) -> El {
    let line = el("input.field__input[type=search][autocomplete=off][spellcheck=false]")
        .attr("placeholder", text.agents.filter)
        .attr("aria-label", text.agents.filter);
    let (shown, typed) = (line.clone(), line.clone());
    follow(move || store.address.with(|address| shown.set_value(&address.filter)));
    let line = line.on("input", move |_| store.set_filter(typed.value()));
    el("div.toolbar__filter").child(line)
}

/// Sorting, where there is no room for a row of column heads.
fn sort_choice(store: Store, text: &'static Text) -> El {
    let options =
        columns(text).map(|head| (head.column.as_str().to_owned(), head.label.to_owned()));
    let chosen = move || store.address.with(|address| address.sort.column.as_str().to_owned());
    let choose = move |name: String| {
        if let Some(column) = Column::parse(&name) {
            store.set_sort(Sort { column, descending: false });
        }
    };
    select(options, chosen, choose)
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
    let read = total.saturating_sub(unread).to_string();
    let sentence = fill(text.agents.contacts_read, &[&read, &total.to_string()]);
    let read_all = (!store.agents.all_contacts.get())
        .then(|| button(Kind::Plain, text.agents.read_all, move || store.read_all_contacts()));
    let sentence = el("span.toolbar__read[role=status]").text(&sentence);
    Some(fragment().child(sentence).maybe(read_all))
}

fn progress(store: Store, text: &'static Text) -> String {
    store.agents.version.track();
    let agents = store.agents.table.with_untracked(AgentTable::len).to_string();
    match store.agents.reading.get() {
        Reading::Idle | Reading::Failed { before: None, .. } => String::new(),
        Reading::Done(at) | Reading::Failed { before: Some(at), .. } => {
            let age = ago(text, at, store.now.get());
            match agents.as_str() {
                "1" => fill(text.agents.read_ago_one, &[&age]),
                _ => fill(text.agents.read_ago, &[&agents, &age]),
            }
        }
        Reading::Running { pages: (read, known), .. } if known > 1 => {
            fill(text.agents.reading_pages, &[&agents, &read.to_string(), &known.to_string()])
        }
        Reading::Running { .. } => fill(text.agents.reading_agents, &[&agents]),
    }
}
