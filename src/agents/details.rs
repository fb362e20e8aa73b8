//! What is known of the open agent.

use super::cells;
use super::fields::fields;
use super::right::guarded_button;
use crate::store::{AgentFacts, State, Store, Target};
use crate::text::{Text, agent_name, fill, shown, time_view};
use crate::ui::{El, Kind, digits, el, facts, fragment, icon_button, link, muted};
use console_core::model::AgentId;
use console_core::table::Contact;
use console_core::timestamp::Timestamp;

/// The head of the panel: name, status, project, contact.
pub(crate) fn details(
    store: Store,
    text: &'static Text,
    target: &Target,
    known: &AgentFacts,
) -> El {
    let agent = target.agent;
    let words = &text.agents;
    let head = el("header.panel__head")
        .child(el("h2.panel__title[translate=no]").text(&agent_name(text, &target.agent_name, agent)))
        .child(el("span.panel__id[translate=no]").text(&fill("#{0}", &[&digits(agent.0)])))
        .child(icon_button("close", words.close_panel).calls(store, State::close_agent));
    let receptive = known.is_receptive.then(|| el("span").text(words.receptive));
    let facts = facts(&[
        (words.status, Some(status(store, text, agent))),
        (words.last_contact, Some(contact(store, text, agent))),
        (words.project, Some(el("span[translate=no]").text(&shown(&target.project_path)))),
        (words.created, Some(created(store, text, agent, known.created_at))),
        (words.kind, receptive),
        (words.in_gitlab, in_gitlab(store, text, target)),
    ]);
    fragment().child(head).child(facts).child(fields(store, text, target))
}

fn status(store: Store, text: &'static Text, agent: AgentId) -> El {
    el("span").slot_by(
        move || store.agent_facts(agent).map(|facts| facts.status),
        move |status| Some(cells::status_mark(text, (*status)?)),
    )
}

fn contact(store: Store, text: &'static Text, agent: AgentId) -> El {
    el("span")
        .slot_by(
            move || store.agent_facts(agent).map(|facts| facts.contact),
            move |contact| Some(cells::contact(store, text, (*contact)?)),
        )
        .text(" ")
        .slot(move || {
            let facts = store.agent_facts(agent)?;
            let at = facts.read_at.filter(|_| facts.contact != Contact::Failed)?;
            Some(muted(text.agents.read_at).text(" ").child(time_view(text, at, &store.now)))
        })
}

fn created(store: Store, text: &'static Text, agent: AgentId, at: Option<Timestamp>) -> El {
    let when = at.map(Timestamp::utc_text).unwrap_or_default();
    el("span").text(&when).text(" ").text_with(move || {
        store.agent_creator(agent).map(|creator| creator.by(text)).unwrap_or_default()
    })
}

/// The foot of the panel: deleting.
pub(crate) fn delete_button(store: Store, text: &'static Text, target: &Target) -> El {
    let button = guarded_button(
        store,
        text,
        (Kind::Danger, text.agents.delete),
        "delete-reason",
        Some(target.project),
        State::begin_deletion,
    );
    el("footer.panel__foot").child(button)
}

/// The agent and its configuration in GitLab's own interface.
fn in_gitlab(store: Store, text: &'static Text, target: &Target) -> Option<El> {
    let project = store.agents.project(target.project)?.web_url.clone()?;
    // An address from GitLab goes into a link only with a scheme that is one.
    if !project.starts_with("https://") && !project.starts_with("http://") {
        return None;
    }
    let values = [project.as_str(), &target.agent_name];
    let page = fill("{0}/-/cluster_agents/{1}", &values);
    let configuration = fill("{0}/-/tree/HEAD/.gitlab/agents/{1}", &values);
    Some(
        el("span.links")
            .child(link(&page, text.agents.open_in_gitlab))
            .child(link(&configuration, text.agents.configuration)),
    )
}
