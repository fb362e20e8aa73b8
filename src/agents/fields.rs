//! Every field that GitLab tells of an agent, under GitLab's own names.

use crate::store::{Store, Target};
use crate::text::{Text, failure_notice, shown, waiting};
use crate::ui::{El, Kind, Tone, button, el, facts, fragment, status_line};
use agent_ops::model::{AgentDetail, Creator};
use agent_ops::timestamp::Timestamp;

/// The fields, folded.
pub(super) fn fields(store: Store, text: &'static Text, target: &Target) -> El {
    let (project, agent) = (target.project, target.agent);
    store.read_detail(project, agent);
    el("details.fields").child(el("summary.fields__title").text(text.agents.all_fields)).slot(
        move || {
            Some(match store.detail.read.get() {
                None => fragment()
                    .child(status_line(text.agents.panel_reading))
                    .child(waiting(text, &store.reach.wait)),
                Some(Err(why)) => {
                    let again = move || store.read_detail(project, agent);
                    failure_notice(text, Tone::Danger, &why, &store.gitlab_name()).child(button(
                        Kind::Plain,
                        text.ui.try_again,
                        again,
                    ))
                }
                Some(Ok(detail)) => list(&detail),
            })
        },
    )
}

fn list(detail: &AgentDetail) -> El {
    let AgentDetail { agent, config_project: project } = detail;
    let time = |time: Option<Timestamp>| time.map(Timestamp::utc_text).unwrap_or_default();
    let creator = match agent.created_by {
        Creator::User(id) => id.to_string(),
        Creator::Deleted => "null".to_owned(),
        Creator::Unstated => String::new(),
    };
    let receptive = agent.is_receptive.map(|is_receptive| is_receptive.to_string());
    let pairs = [
        ("id", Some(agent.id.to_string())),
        ("name", Some(shown(&agent.name))),
        ("config_project.id", Some(project.id.to_string())),
        ("config_project.description", Some(shown(project.description.as_deref().unwrap_or("")))),
        ("config_project.name", Some(shown(&project.name))),
        ("config_project.name_with_namespace", Some(shown(&project.name_with_namespace))),
        ("config_project.path", Some(shown(&project.path))),
        ("config_project.path_with_namespace", Some(shown(&project.path_with_namespace))),
        ("config_project.created_at", Some(time(project.created_at))),
        ("created_at", Some(time(agent.created_at))),
        ("created_by_user_id", Some(creator)),
        ("is_receptive", receptive),
    ];
    let told = pairs.into_iter().filter_map(|(name, value)| Some((name, value?)));
    facts(told.map(|(name, value)| (name, el("span").text(&value)))).class("facts facts--fields")
}
