//! The fields of projects and groups.

use async_graphql::dynamic::{FieldValue, InputValue, TypeRef};

use super::fields::{Named, global_id, look_up, text};
use super::page::{self, Asked};
use super::sight;
use crate::faults::mutate;
use crate::world::{Group, Project};

/// The fields of a project.
pub(super) fn project() -> Vec<Named> {
    let agents = look_up("clusterAgents", "ClusterAgentConnection", |ask, state, context| {
        let world = &state.world;
        let project: &Project = context.parent_value.try_downcast_ref()?;
        let asked = Asked::read(context)?;
        if !sight::may_read(ask, world, project) || ask.is_emptied("clusterAgents") {
            return Ok(Some(FieldValue::owned_any(asked.page(0, [].iter(), sight::agent_key))));
        }
        let after = asked.after.as_ref().map(|(name, _)| name.as_str());
        let count = world.agent_count(project.id);
        let page = asked.page(count, world.agents_after(project.id, after), sight::agent_key);
        if let Some(change) = ask.between_pages.filter(|_| page.info.has_next) {
            mutate::between_pages(state, project.id, change, ask.now);
        }
        Ok(Some(FieldValue::owned_any(page)))
    });
    let named = look_up("clusterAgent", "ClusterAgent", |ask, state, context| {
        let world = &state.world;
        let project: &Project = context.parent_value.try_downcast_ref()?;
        let name = context.args.try_get("name")?.string()?;
        let found = world.agent_named(project.id, name);
        let found = found.filter(|_| sight::may_read(ask, world, project));
        Ok(found.cloned().map(FieldValue::owned_any))
    });
    let name = InputValue::new("name", TypeRef::named_nn(TypeRef::STRING));
    vec![
        global_id("Project", |project: &Project| project.id),
        text("name", |_, _, project: &Project| project.name.clone()),
        text("fullPath", |_, world, project: &Project| world.project_path(project)),
        text("webUrl", |ask, world, project: &Project| {
            format!("{}/{}", ask.url, world.project_path(project))
        }),
        ("clusterAgents", page::with_arguments(agents)),
        ("clusterAgent", named.argument(name)),
    ]
}

/// The fields of a group; some editions and versions have its agents.
pub(super) fn group(has_agents: bool) -> Vec<Named> {
    let agents = look_up("clusterAgents", "ClusterAgentConnection", |ask, state, context| {
        let world = &state.world;
        let group: &Group = context.parent_value.try_downcast_ref()?;
        let asked = Asked::read(context)?;
        let mut agents = sight::agents_below(ask, world, group);
        if ask.is_emptied("clusterAgents") {
            agents.clear();
        }
        let rest = agents.iter().copied().filter(|agent| {
            asked.after.as_ref().is_none_or(|after| sight::agent_key(agent) > *after)
        });
        Ok(Some(FieldValue::owned_any(asked.page(agents.len(), rest, sight::agent_key))))
    });
    let mut fields = vec![
        global_id("Group", |group: &Group| group.id),
        text("name", |_, _, group: &Group| group.name.to_owned()),
        text("fullPath", |_, world, group: &Group| world.group_path(group)),
        text("webUrl", |ask, world, group: &Group| {
            format!("{}/groups/{}", ask.url, world.group_path(group))
        }),
    ];
    if has_agents {
        fields.push(("clusterAgents", page::with_arguments(agents)));
    }
    fields
}
