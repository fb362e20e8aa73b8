//! The JSON of the agents API, with keys in GitLab's order.

use serde::Serialize;

use crate::clock::Moment;
use crate::options::{Edition, Options};
use crate::world::{self, World};

/// A project inside another object.
#[derive(Debug, Serialize)]
pub(super) struct ProjectIdentity {
    id: u64,
    description: Option<String>,
    name: String,
    name_with_namespace: String,
    path: String,
    path_with_namespace: String,
    created_at: Moment,
}

#[derive(Debug, Serialize)]
pub(super) struct Agent {
    id: u64,
    name: String,
    config_project: Option<ProjectIdentity>,
    created_at: Moment,
    created_by_user_id: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_receptive: Option<bool>,
}

/// A token in a list.
#[derive(Debug, Serialize)]
pub(super) struct TokenBasic {
    id: u64,
    name: String,
    description: Option<String>,
    agent_id: u64,
    status: &'static str,
    created_at: Moment,
    created_by_user_id: Option<u64>,
}

/// A token returned individually.
#[derive(Debug, Serialize)]
pub(super) struct Token {
    #[serde(flatten)]
    basic: TokenBasic,
    last_used_at: Option<Moment>,
}

/// A new token: the only response that contains the secret.
#[derive(Debug, Serialize)]
pub(super) struct TokenWithSecret {
    #[serde(flatten)]
    token: Token,
    #[serde(rename = "token")]
    secret: String,
}

impl ProjectIdentity {
    pub(super) fn new(world: &World, project: &world::Project) -> Self {
        Self {
            id: project.id,
            description: project.description.clone(),
            name: project.name.clone(),
            name_with_namespace: world.project_full_name(project),
            path: project.path.clone(),
            path_with_namespace: world.project_path(project),
            created_at: project.created,
        }
    }
}

impl Agent {
    pub(super) fn new(world: &World, options: &Options, agent: &world::Agent) -> Self {
        // Receptive agents exist only in the Enterprise Edition, since 17.4.
        let receptive = options.edition == Edition::Ee && options.version.at_least(17, 4);
        Self {
            id: agent.id,
            name: agent.name.clone(),
            config_project: world
                .project(agent.project)
                .map(|project| ProjectIdentity::new(world, project)),
            created_at: agent.created,
            created_by_user_id: agent.creator,
            is_receptive: receptive.then_some(false),
        }
    }
}

impl TokenBasic {
    pub(super) fn new(token: &world::Token) -> Self {
        Self {
            id: token.id,
            name: token.name.clone(),
            description: token.description.clone(),
            agent_id: token.agent,
            // Revoked tokens are never returned.
            status: "active",
            created_at: token.created,
            created_by_user_id: token.creator,
        }
    }
}

impl Token {
    pub(super) fn new(token: &world::Token, now: Moment) -> Self {
        Self { basic: TokenBasic::new(token), last_used_at: token.usage.last(now) }
    }
}

impl TokenWithSecret {
    pub(super) fn new(token: &world::Token, now: Moment, secret: String) -> Self {
        Self { token: Token::new(token, now), secret }
    }
}
