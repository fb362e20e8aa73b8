//! The types: what can be asked of projects, groups, agents and their tokens.

use std::any::Any;

use async_graphql::dynamic::{
    Enum, Field, FieldValue, InputValue, Object, Scalar, Schema, SchemaError, TypeRef,
};
use async_graphql::{Name, Value};

use super::fields::{Named, creator, global_id, look_up, plain, resolve, text, time};
use super::limits::Complexity;
use super::page::{self, Asked, Info, Page};
use super::sight;
use crate::faults::{GraphqlFaults, mutate};
use crate::options::{Edition, Options};
use crate::world::{Agent, Found, Group, Project, Token, User};

/// The schema of a GitLab of this version and edition, without the fields that a fault took away.
pub(super) fn build(options: &Options, faults: &GraphqlFaults) -> Result<Schema, SchemaError> {
    let enterprise = options.edition == Edition::Ee;
    let types = Types { without: &faults.without };
    // Seen in the Enterprise Edition only, since 17.10.
    let by_group = enterprise && options.version.at_least(17, 10);
    // Agents that GitLab calls.
    let receptive = enterprise && options.version.at_least(17, 4);
    Schema::build("Query", None, None)
        .disable_suggestions()
        .register(Scalar::new("Time"))
        .register(Enum::new("AgentTokenStatus").item("ACTIVE").item("REVOKED"))
        .register(types.object("Query", query()))
        .register(types.object("QueryComplexity", complexity()))
        .register(types.object("Project", project()))
        .register(types.object("Group", group(by_group)))
        .register(types.object("UserCore", user()))
        .register(types.object("PageInfo", page_info()))
        .register(types.object("ClusterAgentConnection", connection::<Agent>("ClusterAgent")))
        .register(types.object("ClusterAgent", agent(receptive)))
        .register(
            types.object("ClusterAgentTokenConnection", connection::<Token>("ClusterAgentToken")),
        )
        .register(types.object("ClusterAgentToken", token()))
        .finish()
}

struct Types<'f> {
    without: &'f [String],
}

impl Types<'_> {
    /// A type of these fields.
    fn object(&self, type_name: &str, fields: Vec<Named>) -> Object {
        let mut object = Object::new(type_name);
        for (name, field) in fields {
            if !self.is_missing(type_name, name) {
                object = object.field(field);
            }
        }
        object
    }

    fn is_missing(&self, type_name: &str, field: &str) -> bool {
        self.without.iter().any(|without| match without.split_once('.') {
            Some((only, name)) => only == type_name && name == field,
            None => without == field,
        })
    }
}

fn query() -> Vec<Named> {
    let full_path = || InputValue::new("fullPath", TypeRef::named_nn(TypeRef::ID));
    let project = look_up("project", "Project", |ask, state, context| {
        let world = &state.world;
        let path = context.args.try_get("fullPath")?.string()?;
        let user = ask.caller.as_ref().map(|caller| &caller.user);
        // Old paths of moved projects lead nowhere here.
        let found = match world.find_project(path).filter(|_| path.contains('/')) {
            Some(Found::Here(project)) if world.can_see_project(user, project) => Some(project),
            _ => None,
        };
        Ok(found.cloned().map(FieldValue::owned_any))
    });
    let group = look_up("group", "Group", |ask, state, context| {
        let world = &state.world;
        let path = context.args.try_get("fullPath")?.string()?;
        let user = ask.caller.as_ref().map(|caller| &caller.user);
        let named = world.groups().find(|group| world.group_path(group).eq_ignore_ascii_case(path));
        let found = named.filter(|group| world.can_see_group(user, group));
        Ok(found.cloned().map(FieldValue::owned_any))
    });
    let current_user = look_up("currentUser", "UserCore", |ask, _, _| {
        Ok(ask.caller.as_ref().map(|caller| FieldValue::owned_any(caller.user.clone())))
    });
    let complexity = look_up("queryComplexity", "QueryComplexity", |ask, _, _| {
        Ok(Some(FieldValue::owned_any(ask.complexity)))
    });
    vec![
        ("project", project.argument(full_path())),
        ("group", group.argument(full_path())),
        ("currentUser", current_user),
        ("queryComplexity", complexity),
    ]
}

fn complexity() -> Vec<Named> {
    vec![
        plain("score", TypeRef::named(TypeRef::INT), |_, _, it: &Complexity| it.score.into()),
        plain("limit", TypeRef::named(TypeRef::INT), |_, _, it: &Complexity| it.limit.into()),
    ]
}

fn project() -> Vec<Named> {
    let agents = look_up("clusterAgents", "ClusterAgentConnection", |ask, state, context| {
        let world = &state.world;
        let project: &Project = context.parent_value.try_downcast_ref()?;
        let asked = Asked::read(context)?;
        if !sight::may_read(ask, world, project) {
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

fn group(has_agents: bool) -> Vec<Named> {
    let agents = look_up("clusterAgents", "ClusterAgentConnection", |ask, state, context| {
        let world = &state.world;
        let group: &Group = context.parent_value.try_downcast_ref()?;
        let asked = Asked::read(context)?;
        let agents = sight::agents_below(ask, world, group);
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

fn agent(is_receptive: bool) -> Vec<Named> {
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
        let tokens = world.active_tokens(agent.id, ask.now);
        let key = |token: &Token| sight::token_key(token, ask.now);
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

fn token() -> Vec<Named> {
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
        // Revoked tokens are never shown.
        plain("status", TypeRef::named("AgentTokenStatus"), |_, _, _: &Token| {
            Value::Enum(Name::new("ACTIVE"))
        }),
        creator(|token: &Token| token.creator),
        ("clusterAgent", agent),
    ]
}

fn user() -> Vec<Named> {
    vec![
        global_id("User", |user: &User| user.id),
        text("username", |_, _, user: &User| user.username.to_owned()),
        text("name", |_, _, user: &User| user.name.to_owned()),
        text("webUrl", |ask, _, user: &User| format!("{}/{}", ask.url, user.username)),
    ]
}

fn page_info() -> Vec<Named> {
    let flag = || TypeRef::named_nn(TypeRef::BOOLEAN);
    let cursor = || TypeRef::named(TypeRef::STRING);
    vec![
        plain("hasNextPage", flag(), |_, _, info: &Info| info.has_next.into()),
        plain("hasPreviousPage", flag(), |_, _, info: &Info| info.has_previous.into()),
        plain("startCursor", cursor(), |_, _, info: &Info| info.start.clone().into()),
        plain("endCursor", cursor(), |_, _, info: &Info| info.end.clone().into()),
    ]
}

/// The type of a page of `node`s.
fn connection<T: Any + Clone + Send + Sync>(node: &'static str) -> Vec<Named> {
    let nodes = Field::new("nodes", TypeRef::named_list(node), |context| {
        resolve(move || {
            let page: &Page<T> = context.parent_value.try_downcast_ref()?;
            let nodes = page.rows.iter().cloned().map(FieldValue::owned_any);
            Ok(Some(FieldValue::list(nodes)))
        })
    });
    let info = Field::new("pageInfo", TypeRef::named_nn("PageInfo"), |context| {
        resolve(move || {
            let page: &Page<T> = context.parent_value.try_downcast_ref()?;
            Ok(Some(FieldValue::owned_any(page.info.clone())))
        })
    });
    let count =
        plain("count", TypeRef::named_nn(TypeRef::INT), |_, _, page: &Page<T>| page.count.into());
    vec![("nodes", nodes), ("pageInfo", info), count]
}
