//! Agents.

use super::json::{Field, Id, RawValue, read};
use console_core::model::{
    Agent, AgentDetail, AgentId, ConfigProject, ProjectId, ProjectIdentity, Row,
};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
struct AgentJson {
    id: Field<Id>,
    name: Field<String>,
    config_project: Field<ProjectJson>,
    created_at: Field<String>,
    created_by_user_id: Field<Id>,
    is_receptive: Field<bool>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ProjectJson {
    id: Field<Id>,
    description: Field<String>,
    name: Field<String>,
    name_with_namespace: Field<String>,
    path: Field<String>,
    path_with_namespace: Field<String>,
    created_at: Field<String>,
}

/// One row of a project's agents. `project` stands in where the row does not name its own.
pub(crate) fn row(json: &RawValue, project: ProjectId) -> Row<Agent> {
    let Some(agent) = read::<AgentJson>(json) else { return Row::Unreadable { id: None } };
    let id = agent.id.id();
    agent.detail(project).map_or(Row::Unreadable { id }, |detail| Row::Read(detail.agent))
}

/// One agent with all that GitLab tells of its configuration project.
pub(crate) fn detail(json: &RawValue, project: ProjectId) -> Option<AgentDetail> {
    read::<AgentJson>(json)?.detail(project)
}

impl AgentJson {
    fn detail(self, project: ProjectId) -> Option<AgentDetail> {
        let config_project = self.config_project.value().unwrap_or_default().read(project);
        let agent = Agent {
            id: AgentId(self.id.id()?),
            name: self.name.string_or_empty()?,
            project: ProjectIdentity {
                id: config_project.id,
                path: config_project.path_with_namespace.clone(),
            },
            created_at: self.created_at.time(),
            created_by: self.created_by_user_id.creator(),
            is_receptive: self.is_receptive.value(),
        };
        Some(AgentDetail { agent, config_project })
    }
}

impl ProjectJson {
    /// The project; `id` is its id where it names none.
    fn read(self, id: ProjectId) -> ConfigProject {
        ConfigProject {
            id: self.id.id().map_or(id, ProjectId),
            description: self.description.filled(),
            name: self.name.value().unwrap_or_default(),
            name_with_namespace: self.name_with_namespace.value().unwrap_or_default(),
            path: self.path.value().unwrap_or_default(),
            path_with_namespace: self.path_with_namespace.value().unwrap_or_default(),
            created_at: self.created_at.time(),
        }
    }
}
