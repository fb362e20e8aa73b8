//! The schema: types and the root query.

use async_graphql::dynamic::{
    Enum, FieldValue, InputValue, Object, Scalar, Schema, SchemaError, TypeRef,
};

use super::agents::{agent, token};
use super::connection::{connection, page_info};
use super::fields::{Named, global_id, look_up, plain, text};
use super::limits::Complexity;
use super::places::{group, project};
use super::sight;
use crate::faults::GraphqlFaults;
use crate::options::{Edition, Options};
use crate::world::{Agent, Found, Permission, Token, User};

/// The schema of this GitLab version and edition, without fields that a fault removes.
pub(super) fn build(options: &Options, faults: &GraphqlFaults) -> Result<Schema, SchemaError> {
    let enterprise = options.edition == Edition::Ee;
    let types = Types { without: &faults.without };
    // Only seen in the Enterprise Edition, since 17.10.
    let by_group = enterprise && options.version.at_least(17, 10);
    // Receptive agents.
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
    /// A type with these fields.
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
        // GraphQL does not resolve old paths of moved projects.
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
        let caller = ask.caller.as_ref();
        let caller = caller.filter(|_| sight::is_granted(ask, Permission::ReadUser));
        Ok(caller.map(|caller| FieldValue::owned_any(caller.user.clone())))
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

fn user() -> Vec<Named> {
    vec![
        global_id("User", |user: &User| user.id),
        text("username", |_, _, user: &User| user.username.to_owned()),
        text("name", |_, _, user: &User| user.name.to_owned()),
        text("webUrl", |ask, _, user: &User| format!("{}/{}", ask.url, user.username)),
    ]
}
