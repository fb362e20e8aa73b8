//! The fields of agents and tokens.

use async_graphql::dynamic::{FieldValue, TypeRef};
use async_graphql::{Name, Value};

use super::fields::{Named, creator, global_id, look_up, plain, text, time};
use super::page::{self, Asked};
use super::sight;
use crate::world::{Agent, Token};

/// The fields of an agent.
pub(super) fn agent(is_receptive: bool) -> Vec<Named> {
    let project = look_up("project", "Project", |ask, state, context| {
        let world = &state.world;
        let agent: &Agent = context.parent_value.try_downcast_ref()?;
        let user = ask.caller.as_ref().map(|caller| &caller.user);
        let project = world.project(agent.project);
        let project = project.filter(|project| world.can_see_project(user, project));
        Ok(project.cloned().map(FieldValue::owned_any))
    });
    let tokens = look_up("tokens", "ClusterAgentTokenConnection", |ask, state, context| {
        let world = &state.world;
        let agent: &Agent = context.parent_value.try_downcast_ref()?;
        let asked = Asked::read(context)?;
        // In GitLab 19.2 agents have a permission here, their tokens do not.
        if !sight::reaches_all_types(ask) {
            let none = asked.page(0, [].iter(), |token| sight::token_key(token, ask.now));
            return Ok(Some(FieldValue::owned_any(none)));
        }
        let tokens = world.active_tokens(agent.id, ask.now);
        let key = |token: &Token| sight::token_key(token, ask.now);
        if ask.is_emptied("tokens") {
            return Ok(Some(FieldValue::owned_any(asked.page(0, [].iter(), key))));
        }
        let rest = tokens
            .iter()
            .copied()
            .filter(|token| asked.after.as_ref().is_none_or(|after| key(token) > *after));
        Ok(Some(FieldValue::owned_any(asked.page(tokens.len(), rest, key))))
    });
    let mut fields = vec![
        global_id("Clusters::Agent", |agent: &Agent| agent.id),
        text("name", |_, _, agent: &Agent| agent.name.clone()),
        time("createdAt", |_, agent: &Agent| Some(agent.created)),
        time("updatedAt", |_, agent: &Agent| Some(agent.updated)),
        text("webPath", |_, world, agent: &Agent| {
            let project = world.project(agent.project).map(|project| world.project_path(project));
            format!("/{}/-/cluster_agents/{}", project.unwrap_or_default(), agent.name)
        }),
        creator(|agent: &Agent| agent.creator),
        ("project", project),
        ("tokens", page::with_arguments(tokens)),
    ];
    if is_receptive {
        let receptive = TypeRef::named(TypeRef::BOOLEAN);
        fields.push(plain("isReceptive", receptive, |_, _, _: &Agent| false.into()));
    }
    fields
}

/// The fields of a token.
pub(super) fn token() -> Vec<Named> {
    let agent = look_up("clusterAgent", "ClusterAgent", |_, state, context| {
        let world = &state.world;
        let token: &Token = context.parent_value.try_downcast_ref()?;
        Ok(world.any_agent(token.agent).cloned().map(FieldValue::owned_any))
    });
    vec![
        global_id("Clusters::AgentToken", |token: &Token| token.id),
        text("name", |_, _, token: &Token| token.name.clone()),
        plain("description", TypeRef::named(TypeRef::STRING), |_, _, token: &Token| {
            token.description.clone().into()
        }),
        time("createdAt", |_, token: &Token| Some(token.created)),
        time("lastUsedAt", |ask, token: &Token| token.usage.last(ask.now)),
        // Revoked tokens are never returned.
        plain("status", TypeRef::named("AgentTokenStatus"), |_, _, _: &Token| {
            Value::Enum(Name::new("ACTIVE"))
        }),
        creator(|token: &Token| token.creator),
        ("clusterAgent", agent),
    ]
}
