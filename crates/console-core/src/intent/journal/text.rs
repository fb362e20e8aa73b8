//! The text of a journal.
//!
//! An example, with line breaks added:
//!
//! ```json
//! [1,"https://gitlab.example.com",7,
//!  ["token",20,5,"edge","edge-20261122-k3f9q2","k3f9q2",1795305600000,0,11,12],
//!  ["agent",20,"edge-jeju",1795305600000,0]]
//! ```
//!
//! The elements are the version, the GitLab instance, the user, and the entries. A token's entry
//! has the project, the agent, the agent's name, the token's name, its marker, when the request was
//! sent, whether the token is known to exist, and the tokens that existed before. An agent's entry
//! has the project, the name, when the request was sent, and whether the agent is known to exist.
//! No entry has a field for a token's value.

use super::{Entry, Subject};
use crate::intent::Existence;
use crate::json::{self, RawValue, elements, string};
use crate::model::{AgentId, ProjectId, TokenId};
use crate::timestamp::Timestamp;

const TOKEN: &str = r#""token""#;
const AGENT: &str = r#""agent""#;

pub(super) fn read_entry(json: &RawValue) -> Option<Entry> {
    let parts = elements(json)?;
    let (project, subject, started_at, existence) = match parts.as_slice() {
        [kind, project, agent, agent_name, name, marker, started_at, existence, known @ ..]
            if kind.get() == TOKEN =>
        {
            let known: Option<Vec<_>> = known.iter().map(|id| number(id).map(TokenId)).collect();
            let subject = Subject::Token {
                agent: AgentId(number(agent)?),
                agent_name: string(agent_name)?,
                name: string(name)?,
                marker: string(marker)?,
                known: known?,
            };
            (project, subject, started_at, existence)
        }
        [kind, project, name, started_at, existence] if kind.get() == AGENT => {
            (project, Subject::Agent { name: string(name)? }, started_at, existence)
        }
        _ => return None,
    };
    Some(Entry {
        project: ProjectId(number(project)?),
        subject,
        started_at: Timestamp::from_millis(started_at.get().parse().ok()?),
        existence: match existence.get() {
            "0" => Existence::Open,
            "1" => Existence::Proven,
            _ => return None,
        },
    })
}

pub(super) fn push_entry(text: &mut String, entry: &Entry) {
    text.push_str(",[");
    let known: &[TokenId] = match &entry.subject {
        Subject::Token { agent, agent_name, name, marker, known } => {
            text.push_str(TOKEN);
            push_number(text, entry.project.0);
            push_number(text, agent.0);
            push_string(text, agent_name);
            push_string(text, name);
            push_string(text, marker);
            known
        }
        Subject::Agent { name } => {
            text.push_str(AGENT);
            push_number(text, entry.project.0);
            push_string(text, name);
            &[]
        }
    };
    text.push(',');
    text.push_str(&entry.started_at.as_millis().to_string());
    push_number(text, u64::from(entry.existence == Existence::Proven));
    for id in known {
        push_number(text, id.0);
    }
    text.push(']');
}

pub(super) fn number(json: &RawValue) -> Option<u64> {
    json.get().parse().ok()
}

/// Appends a number to the array that `text` ends with.
pub(super) fn push_number(text: &mut String, number: u64) {
    push_comma(text);
    text.push_str(&number.to_string());
}

/// Like [`push_number`], for a string.
pub(super) fn push_string(text: &mut String, string: &str) {
    push_comma(text);
    json::push_string(text, string);
}

fn push_comma(text: &mut String) {
    if !text.ends_with('[') {
        text.push(',');
    }
}
