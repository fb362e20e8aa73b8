//! Above the table: filter, how far reading has come, refresh, register.

use super::contacts::ContactProgress;
use super::filter::{FilterField, FilterProblem};
use super::progress::ReadProgress;
use super::right::GuardedButton;
use super::save_set::SaveSet;
use super::selected::SelectedCount;
use super::table::use_agents;
use crate::components::{Button, ColumnMenu, Icon, Menu, SortChoice};
use crate::store::{use_session, use_store, use_text};
use crate::ui::Kind;
use console_core::config::Feature;
use leptos::prelude::*;

/// The bar above the table.
#[component]
pub(crate) fn Toolbar() -> impl IntoView {
    let (store, session, text) = (use_store(), use_session(), use_text());
    let may_save = Memo::new(move |_| session.get().may_save_set());
    let may_register = Memo::new(move |_| {
        store.get().offers(Feature::Register) && !session.get().agents.has_no_project()
    });
    view! {
        <div class="toolbar" part="toolbar" role="group" aria-label=text.agents.toolbar>
            <FilterField/>
            <ColumnMenu source=use_agents() label=text.agents.columns/>
            <ExportMenu/>
            {move || may_save.get().then(|| view! { <SaveSet/> })}
            <FilterProblem/>
            <SortChoice source=use_agents() label=text.agents.sort_by/>
            <span class={"toolbar__gap"}></span>
            <SelectedCount/>
            <ContactProgress/>
            <ReadProgress/>
            <Refresh/>
            {move || may_register.get().then(|| view! {
                <GuardedButton
                    kind=Kind::Primary
                    label=text.agents.register
                    reason_id="register-reason"
                    project=None
                    on_click=|session| {
                        session.begin_registration(session.only_writable_project());
                    }
                />
            })}
        </div>
    }
}

#[component]
fn Refresh() -> impl IntoView {
    let (store, session, text) = (use_store(), use_session(), use_text());
    let is_offline = move || if store.get().reach.online.get() { "false" } else { "true" };
    view! {
        <button
            type="button"
            class=Kind::Quiet.class()
            aria-disabled=is_offline
            on:click=move |_| session.get().refresh()
        >
            <Icon name="refresh"/>
            {text.agents.refresh}
        </button>
    }
}

/// The rows that are selected, or else all that are shown, as a file.
#[component]
fn ExportMenu() -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    let label = move || {
        let is_any = !session.get().selected_rows().is_empty();
        if is_any { text.agents.export_selected } else { text.agents.export }
    };
    view! {
        <Menu label>
            <Button kind=Kind::Quiet label="CSV" on_click=move || session.get().export_csv()/>
            <Button kind=Kind::Quiet label="JSON" on_click=move || session.get().export_json()/>
        </Menu>
    }
}
