//! GraphQL: the queries for agents' tokens, and their answers.
//!
//! A query asks for several things at once, each under a name of its own: `p0`, `p1` and so on.

use super::json::{Field, Json, document, elements, entries, fields, push_string};
use super::token::last_used;
use console_core::digits::digits;
use console_core::model::{AgentId, LastUsed};
use console_core::sweep::{NamedAgent, PageEnd, PageOf, Place, Reply};
use console_core::table::{TokenFacts, TokenUses};

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

/// What an answer to a query for `count` things says. `None` where it is no answer of GraphQL's.
pub(crate) fn reply(answer: &[u8], count: usize) -> Option<Reply> {
    let [data, errors] = fields(document(answer)?, ["data", "errors"])?;
    let Some(data) = data.json().and_then(entries) else {
        return errors.json().and_then(elements).map(|errors| refusal(&errors));
    };
    let mut agents = Vec::new();
    let mut ends = vec![PageEnd::Missing; count];
    for (name, place) in &data {
        let number = name.strip_prefix('p').and_then(|number| number.parse::<usize>().ok());
        let Some(end) = number.and_then(|number| ends.get_mut(number)) else { continue };
        let Some([page, agent]) = fields(*place, ["clusterAgents", "clusterAgent"]) else {
            continue;
        };
        agents.extend(self::agent(agent));
        let [nodes, info] = page.fields(["nodes", "pageInfo"]);
        let Some(nodes) = nodes.json().and_then(elements) else { continue };
        agents.extend(nodes.into_iter().filter_map(|node| self::agent(Field::from(node))));
        *end = page_end(info);
    }
    Some(Reply::Told { agents, ends })
}

/// A query that does not fit the schema says which rule it breaks; one that is too much, or makes
/// GitLab stumble, does not.
fn refusal(errors: &[Json<'_>]) -> Reply {
    let breaks_rule = |error: &Json<'_>| {
        let [extensions] = Field::from(*error).fields(["extensions"]);
        let [code] = extensions.fields(["code"]);
        code.string().is_some()
    };
    if errors.iter().any(breaks_rule) { Reply::Unknown } else { Reply::TooMuch }
}

fn page_end(info: Field<'_>) -> PageEnd {
    let [has_next, cursor] = info.fields(["hasNextPage", "endCursor"]);
    match (has_next.flag(), cursor.filled()) {
        (Some(false), _) => PageEnd::Last,
        (_, Some(cursor)) => PageEnd::More(cursor),
        // What comes after this page is not told.
        (_, None) => PageEnd::Missing,
    }
}

/// An agent with what its tokens tell, where the answer has both.
fn agent(node: Field<'_>) -> Option<(AgentId, TokenFacts)> {
    let [id, tokens] = node.fields(["id", "tokens"]);
    let [nodes, info] = tokens.fields(["nodes", "pageInfo"]);
    let mut uses = TokenUses::default();
    for token in elements(nodes.json()?)? {
        let [used, status] = Field::from(token).fields(["lastUsedAt", "status"]);
        match (status.string(), last_used(used)) {
            (Some(status), _) if status.eq_ignore_ascii_case("revoked") => {}
            // Where nothing of a token may be read, all of it is null, and null is not "never".
            (None, LastUsed::Never) => uses.count(LastUsed::Unknown),
            (_, used) => uses.count(used),
        }
    }
    let [has_more] = info.fields(["hasNextPage"]);
    if has_more.flag() != Some(false) {
        uses.count(LastUsed::Unknown);
    }
    Some((AgentId(global_id(&id.string()?)?), uses.facts()))
}

/// The number in `gid://gitlab/Clusters::Agent/5`.
fn global_id(text: &str) -> Option<u64> {
    let digits = text.strip_prefix("gid://")?.rsplit('/').next()?;
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests;
