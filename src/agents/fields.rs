//! Every field that GitLab tells of an agent, under GitLab's own names.

use crate::store::{Store, Target};
use crate::text::{Text, awaited, failure_notice, shown};
use crate::ui::{El, Kind, Tone, button, digits, el, facts};
use console_core::model::{AgentDetail, Creator};
use console_core::timestamp::Timestamp;

/// The fields, folded.
pub(super) fn fields(store: Store, text: &'static Text, target: &Target) -> El {
    let (project, agent) = (target.project, target.agent);
    let told = move || {
        store.detail.read.with(|read| {
            Some(match read {
                None => awaited(text, &store.reach.wait, text.agents.panel_reading),
                Some(Err(why)) => {
                    let again = move || store.read_detail(project, agent);
                    failure_notice(text, Tone::Danger, why, &store.entry.gitlab)
                        .child(button(Kind::Plain, text.ui.try_again).on_click(again))
                }
                Some(Ok(detail)) => list(detail),
            })
        })
    };
    let title = el("summary.fields__title").text(text.agents.all_fields);
    el("details.fields").child(title).slot(told)
}

fn list(detail: &AgentDetail) -> El {
    let AgentDetail { agent, config_project: project } = detail;
    let plain = |value: &str| Some(el("span").text(value));
    let told = |value: &str| plain(&shown(value));
    let time = |time: Option<Timestamp>| plain(&time.map(Timestamp::utc_text).unwrap_or_default());
    let creator = match agent.created_by {
        Creator::User(id) => plain(&digits(id.0)),
        Creator::Deleted => plain("null"),
        Creator::Unstated => plain(""),
    };
    let receptive = match agent.is_receptive {
        Some(true) => plain("true"),
        Some(false) => plain("false"),
        None => None,
    };
    facts(&[
        ("id", plain(&digits(agent.id.0))),
        ("name", told(&agent.name)),
        ("config_project.id", plain(&digits(project.id.0))),
        ("config_project.description", told(project.description.as_deref().unwrap_or(""))),
        ("config_project.name", told(&project.name)),
        ("config_project.name_with_namespace", told(&project.name_with_namespace)),
        ("config_project.path", told(&project.path)),
        ("config_project.path_with_namespace", told(&project.path_with_namespace)),
        ("config_project.created_at", time(project.created_at)),
        ("created_at", time(agent.created_at)),
        ("created_by_user_id", creator),
        ("is_receptive", receptive),
    ])
    .class("facts facts--fields")
    .attr("translate", "no")
}
