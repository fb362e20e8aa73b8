//! The ledger of commits: what this GitLab did, whatever its responses said.

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::clock::Moment;
use crate::world::{AccessToken, Agent, Token};

/// Every commit since the start, in order.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    commits: Vec<Commit>,
}

/// One change.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Commit {
    time: Moment,
    /// The personal access token used; `None` if a fault did it.
    pat: Option<String>,
    action: Action,
    project_id: u64,
    agent_id: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    token_id: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// The new token's secret, hashed, so that the ledger does not expose it.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret_sha256: Option<String>,
}

#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
enum Action {
    CreateAgent,
    DeleteAgent,
    CreateToken,
    RevokeToken,
}

impl Ledger {
    pub(crate) fn add(&mut self, commit: Commit) {
        self.commits.push(commit);
    }

    pub(crate) fn commits(&self) -> &[Commit] {
        &self.commits
    }
}

impl Commit {
    pub(crate) fn create_agent(
        time: Moment,
        pat: Option<&AccessToken>,
        project: u64,
        agent: u64,
        name: &str,
    ) -> Self {
        Self {
            name: Some(name.to_owned()),
            ..Self::of(time, pat, Action::CreateAgent, project, agent)
        }
    }

    pub(crate) fn delete_agent(time: Moment, pat: Option<&AccessToken>, agent: &Agent) -> Self {
        let name = Some(agent.name.clone());
        Self { name, ..Self::of(time, pat, Action::DeleteAgent, agent.project, agent.id) }
    }

    pub(crate) fn create_token(
        time: Moment,
        pat: Option<&AccessToken>,
        project: u64,
        token: &Token,
        secret: &str,
    ) -> Self {
        Self {
            token_id: Some(token.id),
            name: Some(token.name.clone()),
            secret_sha256: Some(sha256(secret)),
            ..Self::of(time, pat, Action::CreateToken, project, token.agent)
        }
    }

    pub(crate) fn revoke_token(
        time: Moment,
        pat: Option<&AccessToken>,
        project: u64,
        token: &Token,
    ) -> Self {
        Self {
            token_id: Some(token.id),
            name: Some(token.name.clone()),
            ..Self::of(time, pat, Action::RevokeToken, project, token.agent)
        }
    }

    fn of(
        time: Moment,
        pat: Option<&AccessToken>,
        action: Action,
        project_id: u64,
        agent_id: u64,
    ) -> Self {
        Self {
            time,
            pat: pat.map(|pat| pat.secret.clone()),
            action,
            project_id,
            agent_id,
            token_id: None,
            name: None,
            secret_sha256: None,
        }
    }
}

fn sha256(secret: &str) -> String {
    Sha256::digest(secret).iter().map(|byte| format!("{byte:02x}")).collect()
}
