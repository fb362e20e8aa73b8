//! Visibility and order of agents.

use super::Ask;
use super::page::Key;
use crate::clock::Moment;
use crate::world::{Agent, Group, Level, Namespace, Permission, Project, Token, World};

/// Whether the caller may read the agents of a project.
pub(super) fn may_read(ask: &Ask, world: &World, project: &Project) -> bool {
    let caller = ask.caller.as_ref();
    caller.is_some_and(|caller| world.has_level(&caller.user, project, Level::Developer))
        && is_granted(ask, Permission::ReadAgent)
}

/// Whether the caller's token has `permission`. What a fine-grained token may not read is null or
/// omitted, without an error.
pub(super) fn is_granted(ask: &Ask, permission: Permission) -> bool {
    let granted = ask.caller.as_ref().and_then(|caller| caller.token.permissions.as_ref());
    granted.is_none_or(|granted| granted.contains(&permission))
}

/// Whether the caller's token can read types without a permission in GraphQL. Fine-grained tokens
/// cannot: such rows are omitted.
pub(super) fn reaches_all_types(ask: &Ask) -> bool {
    ask.caller.as_ref().is_none_or(|caller| caller.token.permissions.is_none())
}

/// The agents in the projects of a group and its subgroups. Access is checked for the group, then
/// for each agent's project.
pub(super) fn agents_below<'w>(ask: &Ask, world: &'w World, group: &Group) -> Vec<&'w Agent> {
    let Some(caller) = &ask.caller else { return Vec::new() };
    let level = world.group_level(caller.user.id, group.id);
    if !caller.user.admin && level.is_none_or(|level| level < Level::Developer) {
        return Vec::new();
    }
    let inside = |project: &&Project| match project.namespace {
        Namespace::Group(id) => world.lineage(id).any(|above| above.id == group.id),
        Namespace::User(_) => false,
    };
    let projects = world.projects().filter(inside);
    let projects = projects.filter(|project| may_read(ask, world, project));
    let mut agents: Vec<_> = projects.flat_map(|project| world.agents(project.id, 0)).collect();
    agents.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    agents
}

/// Agents are sorted by name.
pub(super) fn agent_key(agent: &Agent) -> Key {
    (agent.name.clone(), agent.id)
}

/// Tokens are sorted by their last use as stored in the database, newest first, unused ones last.
pub(super) fn token_key(token: &Token, now: Moment) -> Key {
    let used = token.usage.stored(now).map_or(0, Moment::millis);
    (format!("{:020}", u64::MAX - used), token.id)
}
