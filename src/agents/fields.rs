//! Every field that GitLab tells of an agent, under GitLab's own names.

use crate::components::{Button, Fact};
use crate::feedback::{FailureNotice, Pending};
use crate::store::{Target, use_session, use_text};
use crate::text::shown;
use crate::ui::{Kind, Tone, digits};
use console_core::model::{AgentDetail, Creator};
use console_core::timestamp::Timestamp;
use leptos::prelude::*;

/// The fields, folded.
#[component]
pub(super) fn AgentFields(target: Target) -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    let (project, agent) = (target.project, target.agent);
    let content = move || {
        session.get().detail.read.with(|read| match read {
            None => view! { <Pending sentence=text.agents.panel_reading/> }.into_any(),
            Some(Err(why)) => view! {
                <FailureNotice tone=Tone::Danger failure=why.clone()>
                    <Button
                        kind=Kind::Plain
                        label=text.ui.try_again
                        on_click=move || session.get().read_detail(project, agent)
                    />
                </FailureNotice>
            }
            .into_any(),
            Some(Ok(detail)) => field_list(detail).into_any(),
        })
    };
    view! {
        <details class="fields">
            <summary class="fields__title">{text.agents.all_fields}</summary>
            {content}
        </details>
    }
}

fn field_list(detail: &AgentDetail) -> impl IntoView + use<> {
    let AgentDetail { agent, config_project: project } = detail;
    let time = |time: Option<Timestamp>| time.map(Timestamp::utc_text).unwrap_or_default();
    let creator = match agent.created_by {
        Creator::User(id) => digits(id.0),
        Creator::Deleted => "null".to_owned(),
        Creator::Unstated => String::new(),
    };
    let description = shown(project.description.as_deref().unwrap_or_default());
    let mut fields = vec![
        ("id", digits(agent.id.0)),
        ("name", shown(&agent.name)),
        ("config_project.id", digits(project.id.0)),
        ("config_project.description", description),
        ("config_project.name", shown(&project.name)),
        ("config_project.name_with_namespace", shown(&project.name_with_namespace)),
        ("config_project.path", shown(&project.path)),
        ("config_project.path_with_namespace", shown(&project.path_with_namespace)),
        ("config_project.created_at", time(project.created_at)),
        ("created_at", time(agent.created_at)),
        ("created_by_user_id", creator),
    ];
    fields
        .extend(agent.is_receptive.map(|is_receptive| ("is_receptive", is_receptive.to_string())));
    let rows =
        fields.into_iter().map(|(name, value)| view! { <Fact name>{value}</Fact> }).collect_view();
    view! { <dl class="facts facts--fields" translate="no">{rows}</dl> }
}
