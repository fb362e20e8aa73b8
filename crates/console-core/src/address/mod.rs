//! The address: which agents are shown, and how. It is the hash of the page's URL, so it can be
//! bookmarked and shared. It never contains a credential.
//!
//! ```text
//! hash    = "#/" [ scope [ "/agents/" id ] ] [ "?" key "=" value *( "&" key "=" value ) ]
//! scope   = "projects/" project *( "," project ) | "groups/" group | "sets/" name | "everything"
//! project = id | path          group = id | path
//! key     = "filter" | "sort" | "columns" | "archived" | "gitlab"
//! ```
//!
//! Paths and values are percent-encoded (RFC 3986) except for unreserved characters, so the slashes
//! of a path are written as `%2F`. Unencoded slashes are accepted as well.

pub mod credential;
mod pasted;
mod place;
mod set;
mod sources;

pub use pasted::{Pasted, parse_pasted};
pub use place::{GroupRef, ProjectRef, Scope};
pub use set::{Member, SetName, Sets};
pub use sources::{Archived, Places, Sources};

use crate::agents::{ShownColumns, Sort};
use crate::gitlab_url::GitLabUrl;
use crate::model::AgentId;
use crate::percent;
use crate::table::Columns as _;

/// Normalises text to Unicode NFC, in which names are compared: links and files may hold decomposed
/// syllables. Browsers have this built in; its tables would be too large to bundle.
pub type Compose = fn(&str) -> String;

/// What the page shows, according to its address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// The GitLab instance named by the link, such as `https://gitlab.example.com`: normalised as a
    /// [`GitLabUrl`] if valid, otherwise as written.
    pub gitlab: Option<String>,
    /// The view.
    pub view: View,
    /// The table's filter, as typed.
    pub filter: String,
    /// The table's sort order.
    pub sort: Sort,
    /// The table's columns.
    pub columns: ShownColumns,
    /// Whether archived projects are included.
    pub archived: Archived,
}

/// A view of the console.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum View {
    /// Choosing a scope.
    #[default]
    Choose,
    /// The agents of a scope.
    Agents {
        /// The scope.
        scope: Scope,
        /// The agent whose panel is open.
        agent: Option<AgentId>,
    },
}

impl Address {
    /// Parses a hash, with or without its `#`. What cannot be parsed is ignored: an unknown view
    /// becomes [`View::Choose`]; unknown keys, and values that look like credentials, are dropped.
    #[must_use]
    pub fn parse(hash: &str) -> Self {
        let hash = hash.strip_prefix('#').unwrap_or(hash);
        let (path, query) = hash.split_once('?').unwrap_or((hash, ""));
        let mut address = Self { view: parse_view(path), ..Self::default() };
        for pair in query.split('&') {
            let Some((key, value)) = pair.split_once('=') else { continue };
            let Some(value) = percent::decode(value) else { continue };
            match key {
                "filter" if !credential::looks_like_one(&value) => address.filter = value,
                "sort" => address.sort = Sort::parse(&value).unwrap_or_default(),
                "columns" => address.columns = ShownColumns::parse(&value),
                "archived" if value == "true" => address.archived = Archived::Included,
                "gitlab" if is_gitlab_address(&value) => address.gitlab = Some(in_one_form(value)),
                _ => {}
            }
        }
        address
    }

    /// The same address with its names normalised by `compose`.
    #[must_use]
    pub fn composed(mut self, compose: Compose) -> Self {
        self.filter = compose(&self.filter);
        if let View::Agents { scope: Scope::Set(name), .. } = &mut self.view {
            *name = name.clone().composed(compose);
        }
        self
    }

    /// Formats the hash, including `#`. Omits defaults and whatever [`Address::parse`] would drop.
    #[must_use]
    pub fn to_hash(&self) -> String {
        let mut hash = String::from("#/");
        if let View::Agents { scope, agent } = &self.view {
            scope.push_to(&mut hash);
            if let Some(agent) = agent {
                hash.push_str("/agents/");
                hash.push_str(&agent.0.to_string());
            }
        }
        let mut before = '?';
        let mut push = |key: &str, value: &str| {
            hash.push(before);
            hash.push_str(key);
            percent::encode(value, &mut hash);
            before = '&';
        };
        if !self.filter.is_empty() && !credential::looks_like_one(&self.filter) {
            push("filter=", &self.filter);
        }
        if self.sort != Sort::default() {
            let direction = if self.sort.descending { "sort=-" } else { "sort=" };
            push(direction, self.sort.column.as_str());
        }
        if self.columns != ShownColumns::default() {
            // Commas are not encoded, as between projects.
            push(&("columns=".to_owned() + &self.columns.to_text()), "");
        }
        if self.archived == Archived::Included {
            push("archived=", "true");
        }
        if let Some(gitlab) = self.gitlab.as_deref().filter(|gitlab| is_gitlab_address(gitlab)) {
            push("gitlab=", gitlab);
        }
        hash
    }
}

fn parse_view(path: &str) -> View {
    let path = path.trim_matches('/');
    let last = path.rsplit_once('/').filter(|(_, id)| is_id(id));
    let (scope, agent) = match last.and_then(|(rest, id)| Some((rest.strip_suffix("/agents")?, id)))
    {
        Some((scope, id)) => (scope, id.parse().ok().map(AgentId)),
        None => (path, None),
    };
    match Scope::parse(scope) {
        Some(scope) => View::Agents { scope, agent },
        None => View::Choose,
    }
}

fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Normalises the address, so that equal instances compare equal.
fn in_one_form(gitlab: String) -> String {
    GitLabUrl::parse(&gitlab).map_or(gitlab, |url| url.as_str().to_owned())
}

/// Whether `text` looks like the address of a GitLab instance that a link may carry: with a scheme,
/// and without user name, password, query, fragment or token. Whether it may be used is decided
/// elsewhere.
fn is_gitlab_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let refused = |byte: u8| !byte.is_ascii_graphic() || matches!(byte, b'@' | b'?' | b'#' | b'\\');
    rest.is_some_and(|rest| {
        !rest.is_empty()
            && !rest.starts_with('/')
            && !rest.bytes().any(refused)
            && !credential::looks_like_one(rest)
    })
}

#[cfg(test)]
mod tests;
