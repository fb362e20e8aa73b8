//! What is known of the open agent.

use super::cells;
use super::toolbar::barrier;
use crate::store::{AgentFacts, Right, Store};
use crate::text::{Text, shown, time_view};
use agent_ops::timestamp::Timestamp;
use leptos::prelude::*;

/// The head of the panel: name, status, project, contact, and the way to delete.
pub(crate) fn details(
    store: Store,
    text: &'static Text,
    facts: Memo<Option<AgentFacts>>,
) -> AnyView {
    let Some(first) = facts.get_untracked() else { return ().into_any() };
    let target = first.target.clone();
    let now = store.now;
    let status = Memo::new(move |_| facts.with(|facts| facts.as_ref().map(|facts| facts.status)));
    let contact = Memo::new(move |_| facts.with(|facts| facts.as_ref().map(|facts| facts.contact)));
    let read_at = move || {
        store.tokens_of(target.agent).filter(|read| read.rows.is_some()).map(|read| {
            view! { <span class={"muted"}>{text.agents.read_at} " " {time_view(text, read.at, now.get())}</span> }
        })
    };
    let project = target.project;
    let link = config_link(store, project, &target.agent_name);
    view! {
        <header class={"panel__head"}>
            <h2 class={"panel__title"} tabindex="-1">{shown(&target.agent_name)}</h2>
            <span class={"panel__id"}>"#" {target.agent.to_string()}</span>
            <button
                type="button"
                class={"button button--quiet button--icon"}
                aria-label=text.agents.close_panel
                on:click=move |_| store.open_agent(None)
            >
                <span class={"icon icon--close"} aria-hidden="true"></span>
            </button>
        </header>
        <dl class={"facts"}>
            <dt>{text.agents.status}</dt>
            <dd>{move || status.get().map(|status| cells::status_mark(text, status))}</dd>
            <dt>{text.agents.last_contact}</dt>
            <dd>{move || contact.get().map(|contact| cells::contact(text, contact, now.get()))} " " {read_at}</dd>
            <dt>{text.agents.project}</dt>
            <dd>{shown(&target.project_path)}</dd>
            <dt>{text.agents.created}</dt>
            <dd>
                {first.created_at.map(Timestamp::utc_text)} " "
                {move || facts.with(|facts| {
                    facts.as_ref().map(|facts| shown(&cells::creator(text, &facts.creator)))
                })}
            </dd>
            {first.is_receptive.then(|| view! {
                <dt>{text.agents.kind}</dt>
                <dd>{text.agents.receptive}</dd>
            })}
            {link.map(|href| view! {
                <dt>{text.agents.in_gitlab}</dt>
                <dd>
                    <a class={"link"} href=href target="_blank" rel="noopener noreferrer">
                        {text.agents.open_in_gitlab}
                    </a>
                </dd>
            })}
        </dl>
    }
    .into_any()
}

/// The foot of the panel: deleting.
pub(crate) fn delete_button(
    store: Store,
    text: &'static Text,
    facts: Memo<Option<AgentFacts>>,
) -> AnyView {
    let Some(target) = facts.get_untracked().map(|facts| facts.target) else {
        return ().into_any();
    };
    let project = target.project;
    let right = Memo::new(move |_| store.right(project));
    let click = move |_| {
        if right.get_untracked() == Right::Granted {
            store.begin_deletion(target.clone());
        }
    };
    view! {
        <footer class={"panel__foot"}>
            <span class={"reasoned"}>
                <button
                    type="button"
                    class={"button button--danger"}
                    aria-disabled=move || (right.get() != Right::Granted).to_string()
                    aria-describedby="delete-reason"
                    on:click=click
                >
                    {text.agents.delete}
                </button>
                <span id="delete-reason" class={"reasoned__reason"}>
                    {move || barrier(text, right.get())}
                </span>
            </span>
        </footer>
    }
    .into_any()
}

/// The agent's page in GitLab's own interface.
fn config_link(store: Store, project: agent_ops::model::ProjectId, name: &str) -> Option<String> {
    let web_url = store.agents.project(project)?.web_url.clone()?;
    // An address of GitLab's goes into a link only with a scheme that is one.
    web_url.starts_with("http").then(|| web_url + "/-/cluster_agents/" + name)
}
