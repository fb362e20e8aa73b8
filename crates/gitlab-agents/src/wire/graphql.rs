//! GraphQL: the queries for agents' tokens, and their answers.
//!
//! A query asks for several things at once, each under a name of its own: `p0`, `p1` and so on.

use super::json::{Field, RawValue, document, entries, push_string, read};
use super::token::last_used;
use console_core::digits::digits;
use console_core::model::{AgentId, LastUsed};
use console_core::model::{TokenFacts, TokenUses};
use console_core::sweep::{NamedAgent, PageEnd, PageOf, Place, Reply};
use serde::Deserialize;

/// What is asked of each agent. Twenty tokens are more than any has since there is a limit, and keep
/// the complexity down; where there are more, the answer says so.
const AGENT: &str = "fragment A on ClusterAgent\
    {id tokens(first:20){nodes{lastUsedAt status}pageInfo{hasNextPage}}}";

/// The request for agents by their names.
pub(crate) fn named(agents: &[NamedAgent]) -> String {
    let mut query = String::from("{");
    for (number, agent) in agents.iter().enumerate() {
        begin(&mut query, number, "project", &agent.project);
        query.push_str("clusterAgent(name:");
        push_text(&mut query, &agent.name);
        query.push_str("){...A}}");
    }
    body(query)
}

/// The request for pages of at most `size` rows.
pub(crate) fn pages(pages: &[PageOf], size: u32) -> String {
    let mut query = String::from("{");
    for (number, page) in pages.iter().enumerate() {
        let place = match page.place {
            Place::Project => "project",
            Place::Group => "group",
        };
        begin(&mut query, number, place, &page.path);
        query.push_str("clusterAgents(first:");
        query.push_str(&digits(size.into()));
        if let Some(cursor) = &page.after {
            query.push_str(",after:");
            push_text(&mut query, cursor);
        }
        query.push_str("){nodes{...A}pageInfo{hasNextPage endCursor}}}");
    }
    body(query)
}

fn begin(query: &mut String, number: usize, place: &str, path: &str) {
    query.push('p');
    query.push_str(&digits(number as u64));
    query.push(':');
    query.push_str(place);
    query.push_str("(fullPath:");
    push_text(query, path);
    query.push_str("){");
}

fn body(mut query: String) -> String {
    query.push('}');
    query.push_str(AGENT);
    let mut body = String::from("{\"query\":");
    push_text(&mut body, &query);
    body.push('}');
    body
}

/// Adds a text as a literal. GraphQL's are JSON's.
fn push_text(query: &mut String, text: &str) {
    push_string(query, text);
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct AnswerJson<'a> {
    #[serde(borrow)]
    data: Field<&'a RawValue>,
    errors: Field<Vec<&'a RawValue>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ErrorJson {
    extensions: Field<Extensions>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Extensions {
    code: Field<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct PlaceJson<'a> {
    #[serde(borrow)]
    cluster_agents: Field<PageJson<'a>>,
    cluster_agent: Field<AgentJson<'a>>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct PageJson<'a> {
    #[serde(borrow)]
    nodes: Field<Vec<&'a RawValue>>,
    page_info: Field<PageInfo>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct PageInfo {
    has_next_page: Field<bool>,
    end_cursor: Field<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct AgentJson<'a> {
    id: Field<String>,
    #[serde(borrow)]
    tokens: Field<PageJson<'a>>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct TokenJson {
    last_used_at: Field<String>,
    status: Field<String>,
}

/// What an answer to a query for `count` things says. `None` where it is no answer of GraphQL's.
pub(crate) fn reply(answer: &[u8], count: usize) -> Option<Reply> {
    let AnswerJson { data, errors } = read(document(answer)?)?;
    let Some(data) = data.value().and_then(entries) else {
        return errors.value().map(|errors| refusal(&errors));
    };
    let mut agents = Vec::new();
    let mut ends = vec![PageEnd::Missing; count];
    for (name, place) in data {
        let number = name.strip_prefix('p').and_then(|number| number.parse::<usize>().ok());
        let Some(end) = number.and_then(|number| ends.get_mut(number)) else { continue };
        let Some(place) = read::<PlaceJson<'_>>(place) else { continue };
        agents.extend(place.cluster_agent.value().and_then(AgentJson::facts));
        let page = place.cluster_agents.value().unwrap_or_default();
        let Some(nodes) = page.nodes.value() else { continue };
        agents.extend(nodes.into_iter().filter_map(|node| read::<AgentJson<'_>>(node)?.facts()));
        *end = page.page_info.value().unwrap_or_default().end();
    }
    Some(Reply::Told { agents, ends })
}

/// A query that does not fit the schema says which rule it breaks; one that is too much, or makes
/// GitLab stumble, does not.
fn refusal(errors: &[&RawValue]) -> Reply {
    let rule = |error: &RawValue| read::<ErrorJson>(error)?.extensions.value()?.code.value();
    if errors.iter().any(|error| rule(error).is_some()) { Reply::Unknown } else { Reply::TooMuch }
}

impl PageInfo {
    fn end(self) -> PageEnd {
        match (self.has_next_page.value(), self.end_cursor.filled()) {
            (Some(false), _) => PageEnd::Last,
            (_, Some(cursor)) => PageEnd::More(cursor),
            // What comes after this page is not told.
            (_, None) => PageEnd::Missing,
        }
    }
}

impl AgentJson<'_> {
    /// The agent with what its tokens tell, where the answer has both.
    fn facts(self) -> Option<(AgentId, TokenFacts)> {
        let tokens = self.tokens.value()?;
        let mut uses = TokenUses::default();
        for token in tokens.nodes.value()? {
            let token: TokenJson = read(token).unwrap_or_default();
            match (token.status.value(), last_used(token.last_used_at)) {
                (Some(status), _) if status.eq_ignore_ascii_case("revoked") => {}
                // Where nothing of a token may be read, all of it is null, and null is not "never".
                (None, LastUsed::Never) => uses.count(LastUsed::Unknown),
                (_, used) => uses.count(used),
            }
        }
        let info = tokens.page_info.value().unwrap_or_default();
        if info.has_next_page.value() != Some(false) {
            uses.count(LastUsed::Unknown);
        }
        Some((AgentId(global_id(&self.id.value()?)?), uses.facts()))
    }
}

/// The number in `gid://gitlab/Clusters::Agent/5`.
fn global_id(text: &str) -> Option<u64> {
    let digits = text.strip_prefix("gid://")?.rsplit('/').next()?;
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests;
