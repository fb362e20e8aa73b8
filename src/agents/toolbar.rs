//! Above the table: filter, how far reading has come, refresh, register.

use super::columns::{ColumnMenu, Head, columns};
use super::contacts::contacts;
use super::filter::{filter, filter_problem};
use super::progress::progress;
use super::right::guarded_button;
use super::save_set::save_set;
use super::selected::SelectedCount;
use crate::store::{State, Store};
use crate::text::Text;
use crate::ui::{El, Kind, button, el, el_of, icon, menu, option, select};
use console_core::config::Feature;
use console_core::table::{Column, Sort};
use leptos::prelude::{IntoAny, view};

/// The bar above the table.
pub(crate) fn toolbar(store: Store, text: &'static Text) -> El {
    let may_register = move || store.offers(Feature::Register) && !store.agents.has_no_project();
    let register = move || {
        let label = (Kind::Primary, text.agents.register);
        guarded_button(store, text, label, "register-reason", None, |store| {
            store.begin_registration(store.only_writable_project());
        })
    };
    let refresh = el("button[type=button]")
        .state("aria-disabled", move || !store.reach.online.get())
        .class(Kind::Quiet.class())
        .child(icon("refresh"))
        .text(text.agents.refresh)
        .calls(store, State::refresh);
    el("div.toolbar[part=toolbar][role=group]")
        .attr("aria-label", text.agents.toolbar)
        .child(filter(store, text))
        .child(el_of(view! { <ColumnMenu/> }.into_any()))
        .child(export_menu(store, text))
        .slot_by(move || store.may_save_set(), move |may| may.then(|| save_set(store, text)))
        .child(filter_problem(store, text))
        .child(sort_choice(store, text))
        .child(el("span.toolbar__gap"))
        .child(el_of(view! { <SelectedCount/> }.into_any()))
        .child(contacts(store, text))
        .child(progress(store, text))
        .child(refresh)
        .slot_by(may_register, move |may| may.then(&register))
}

/// The rows that are selected, or else all that are shown, as a file.
fn export_menu(store: Store, text: &'static Text) -> El {
    let body = move || {
        el("div")
            .child(button(Kind::Quiet, "CSV").calls(store, State::export_csv))
            .child(button(Kind::Quiet, "JSON").calls(store, State::export_json))
    };
    let label = move || match store.selected_rows().is_empty() {
        true => text.agents.export,
        false => text.agents.export_selected,
    };
    menu(el("span").text_with(label), body)
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
