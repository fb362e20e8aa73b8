//! Agents.

use super::json::{Field, Json, fields};
use console_core::model::{
    Agent, AgentDetail, AgentId, ConfigProject, ProjectId, ProjectIdentity, Row,
};

const KEYS: [&str; 6] =
    ["id", "name", "config_project", "created_at", "created_by_user_id", "is_receptive"];

/// One row of a project's agents. `project` stands in where the row does not name its own.
pub(crate) fn row(json: Json<'_>, project: ProjectId) -> Row<Agent> {
    let Some(fields) = fields(json, KEYS) else { return Row::Unreadable { id: None } };
    let [id, ..] = fields;
    agent(fields, project).map_or(Row::Unreadable { id: id.id() }, Row::Read)
}

/// One agent with all that GitLab tells of its configuration project.
pub(crate) fn detail(json: Json<'_>, project: ProjectId) -> Option<AgentDetail> {
    let fields = fields(json, KEYS)?;
    let [_, _, config_project, ..] = fields;
    let agent = agent(fields, project)?;
    let config_project = self::config_project(config_project, agent.project.id);
    Some(AgentDetail { agent, config_project })
}

fn agent(fields: [Field<'_>; 6], project: ProjectId) -> Option<Agent> {
    let [id, name, config_project, created_at, created_by, is_receptive] = fields;
    let [project_id, path] = config_project.fields(["id", "path_with_namespace"]);
    Some(Agent {
        id: AgentId(id.id()?),
        name: name.string_or_empty()?,
        project: ProjectIdentity {
            id: project_id.id().map_or(project, ProjectId),
            path: path.string().unwrap_or_default(),
        },
        created_at: created_at.time(),
        created_by: created_by.creator(),
        is_receptive: is_receptive.flag(),
    })
}

fn config_project(json: Field<'_>, id: ProjectId) -> ConfigProject {
    let [description, name, full_name, path, full_path, created_at] = json.fields([
        "description",
        "name",
        "name_with_namespace",
        "path",
        "path_with_namespace",
        "created_at",
    ]);
    ConfigProject {
        id,
        description: description.filled(),
        name: name.string().unwrap_or_default(),
        name_with_namespace: full_name.string().unwrap_or_default(),
        path: path.string().unwrap_or_default(),
        path_with_namespace: full_path.string().unwrap_or_default(),
        created_at: created_at.time(),
    }
}
