//! What is known of the open agent.

use super::cells;
use super::fields::fields;
use super::right::guarded_button;
use crate::store::{AgentFacts, Store, Target};
use crate::text::{Text, fill, shown, time_view};
use crate::ui::{El, Kind, el, facts as fact_list, fragment, icon_button, link, muted};
use agent_ops::model::AgentId;
use agent_ops::timestamp::Timestamp;

/// The head of the panel: name, status, project, contact.
pub(crate) fn details(store: Store, text: &'static Text, known: &AgentFacts) -> El {
    let target = &known.target;
    let head = el("header.panel__head")
        .child(el("h2.panel__title").text(&shown(&target.agent_name)))
        .child(el("span.panel__id").text(&("#".to_owned() + &target.agent.to_string())))
        .child(icon_button("close", text.agents.close_panel, move || store.open_agent(None)));
    let words = &text.agents;
    let in_gitlab = in_gitlab(store, text, target);
    let pairs = [
        Some((words.status, status(store, text, target.agent))),
        Some((words.last_contact, contact(store, text, target.agent))),
        Some((words.project, el("span").text(&shown(&target.project_path)))),
        Some((words.created, created(store, text, known))),
        known.is_receptive.then(|| (words.kind, el("span").text(words.receptive))),
        in_gitlab.map(|links| (words.in_gitlab, links)),
    ];
    fragment()
        .child(head)
        .child(fact_list(pairs.into_iter().flatten()))
        .child(fields(store, text, target))
}

fn status(store: Store, text: &'static Text, agent: AgentId) -> El {
    el("span").slot_by(
        move || store.agent_facts(agent).map(|facts| facts.status),
        move |status| status.map(|status| cells::status_mark(text, status)),
    )
}

fn contact(store: Store, text: &'static Text, agent: AgentId) -> El {
    el("span")
        .slot_by(
            move || store.agent_facts(agent).map(|facts| facts.contact),
            move |contact| contact.map(|contact| cells::contact(store, text, contact)),
        )
        .text(" ")
        .slot(move || {
            let read = store.tokens_of(agent).filter(|read| read.rows.is_some())?;
            let when = time_view(text, read.at, &store.now);
            Some(muted(text.agents.read_at).text(" ").child(when))
        })
}

fn created(store: Store, text: &'static Text, known: &AgentFacts) -> El {
    let when = known.created_at.map(Timestamp::utc_text).unwrap_or_default();
    let agent = known.target.agent;
    el("span").text(&when).text(" ").text_with(move || {
        let creator = store.agent_facts(agent).map(|facts| cells::creator(text, &facts.creator));
        let creator = creator.filter(|creator| !creator.is_empty());
        creator.map(|creator| fill(text.tokens.by, &[&creator])).unwrap_or_default()
    })
}

/// The foot of the panel: deleting.
pub(crate) fn delete_button(store: Store, text: &'static Text, target: Target) -> El {
    let project = target.project;
    let right = move || store.right(project);
    let begin = move || store.begin_deletion(target.clone());
    el("footer.panel__foot").child(guarded_button(
        text,
        Kind::Danger,
        text.agents.delete,
        "delete-reason",
        right,
        begin,
    ))
}

/// The agent and its configuration in GitLab's own interface.
fn in_gitlab(store: Store, text: &'static Text, target: &Target) -> Option<El> {
    let project = store.agents.project(target.project)?.web_url.clone()?;
    // An address from GitLab goes into a link only with a scheme that is one.
    if !project.starts_with("https://") && !project.starts_with("http://") {
        return None;
    }
    let name = &target.agent_name;
    let page = project.clone() + "/-/cluster_agents/" + name;
    let configuration = project + "/-/tree/HEAD/.gitlab/agents/" + name;
    Some(
        el("span.links")
            .child(link(&page, text.agents.open_in_gitlab))
            .child(link(&configuration, text.agents.configuration)),
    )
}
