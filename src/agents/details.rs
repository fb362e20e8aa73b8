//! What is known of the open agent.

use super::cells;
use super::fields::AgentFields;
use super::right::GuardedButton;
use crate::components::{ExternalLink, Fact, IconButton};
use crate::store::{AgentFacts, Here, Target, use_session, use_store, use_text};
use crate::text::{agent_name, fill, shown, time_view};
use crate::ui::{Kind, digits};
use console_core::model::AgentId;
use console_core::model::Contact;
use console_core::timestamp::Timestamp;
use leptos::prelude::*;

/// The head of the panel: name, status, project, contact.
#[component]
pub(crate) fn AgentDetails(target: Target, facts: AgentFacts) -> impl IntoView {
    let (store, session, text) = (use_store(), use_session(), use_text());
    let agent = target.agent;
    let words = &text.agents;
    let project_path = shown(&target.project_path);
    let in_gitlab = untrack(|| pages_in_gitlab(session, &target)).map(|[page, configuration]| {
        view! {
            <Fact name=words.in_gitlab>
                <span class="links">
                    <ExternalLink href=page label=words.open_in_gitlab/>
                    <ExternalLink href=configuration label=words.configuration/>
                </span>
            </Fact>
        }
    });
    view! {
        <header class="panel__head">
            <h2 class="panel__title" translate="no">
                {agent_name(text, &target.agent_name, agent)}
            </h2>
            <span class="panel__id" translate="no">{fill("#{0}", &[&digits(agent.0)])}</span>
            <IconButton
                icon="close"
                label=words.close_panel
                on_click=move || store.get().close_agent()
            />
        </header>
        <dl class="facts">
            <Fact name=words.status><Status agent/></Fact>
            <Fact name=words.last_contact><LastContact agent/></Fact>
            <Fact name=words.project>
                <span translate="no">{project_path}</span>
            </Fact>
            <Fact name=words.created><Created agent at=facts.created_at/></Fact>
            {facts.is_receptive.then(|| view! { <Fact name=words.kind>{words.receptive}</Fact> })}
            {in_gitlab}
        </dl>
        <AgentFields target/>
    }
}

#[component]
fn Status(agent: AgentId) -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    let status = Memo::new(move |_| session.get().agent_facts(agent).map(|facts| facts.status));
    move || status.get().map(|status| cells::status_mark(text, status))
}

#[component]
fn LastContact(agent: AgentId) -> impl IntoView {
    let (store, session, text) = (use_store(), use_session(), use_text());
    let contact = Memo::new(move |_| session.get().agent_facts(agent).map(|facts| facts.contact));
    let read_at = Memo::new(move |_| {
        let facts = session.get().agent_facts(agent)?;
        facts.read_at.filter(|_| facts.contact != Contact::Failed)
    });
    view! {
        {move || contact.get().map(|contact| {
            untrack(|| cells::contact(&store.get().now, text, contact))
        })}
        " "
        {move || read_at.get().map(|at| view! {
            <span class="muted">
                {text.agents.read_at} " " {time_view(text, at, &store.get().now)}
            </span>
        })}
    }
}

#[component]
fn Created(agent: AgentId, at: Option<Timestamp>) -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    let when = at.map(Timestamp::utc_text).unwrap_or_default();
    let creator = move || {
        session.get().agent_creator(agent).map(|creator| creator.by(text)).unwrap_or_default()
    };
    view! { {when} " " {creator} }
}

/// The foot of the panel: deleting.
#[component]
pub(crate) fn DeleteButton(target: Target) -> impl IntoView {
    view! {
        <footer class="panel__foot">
            <GuardedButton
                kind=Kind::Danger
                label=use_text().agents.delete
                reason_id="delete-reason"
                project=Some(target.project)
                on_click=|session| session.begin_deletion()
            />
        </footer>
    }
}

/// The addresses of the agent and of its configuration in GitLab's own interface.
fn pages_in_gitlab(session: Here, target: &Target) -> Option<[String; 2]> {
    let project = session.get().agents.project(target.project)?.web_url.clone()?;
    // An address from GitLab goes into a link only with a scheme that is one.
    if !project.starts_with("https://") && !project.starts_with("http://") {
        return None;
    }
    let values = [project.as_str(), &target.agent_name];
    Some(
        ["{0}/-/cluster_agents/{1}", "{0}/-/tree/HEAD/.gitlab/agents/{1}"]
            .map(|path| fill(path, &values)),
    )
}
