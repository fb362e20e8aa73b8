//! The address: which agents are shown, and how. It is the hash of the page's URL, so it can be
//! bookmarked and shared, and it never carries a credential.
//!
//! ```text
//! hash    = "#/" [ scope [ "/agents/" id ] ] [ "?" key "=" value *( "&" key "=" value ) ]
//! scope   = "projects/" project *( "," project ) | "groups/" group | "sets/" name | "everything"
//! project = id | path          group = id | path
//! key     = "filter" | "sort" | "columns" | "archived" | "gitlab"
//! ```
//!
//! Paths and values are percent-encoded (RFC 3986) except for unreserved characters, so the slashes
//! of a path are written `%2F`. Slashes typed by hand are read as well.

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

/// Gives Unicode's composed form (NFC) of a text, by which names are compared: a link or a file may hold the
/// same syllables taken apart. A browser has it built in, and its tables would weigh much here.
pub type Compose = fn(&str) -> String;

/// What the page shows, as its address tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// The GitLab, such as `https://gitlab.example.com`, where the link names one: in the form of
    /// [`GitLabUrl`] where it can be one, and as it was written where it cannot.
    pub gitlab: Option<String>,
    /// What is shown.
    pub view: View,
    /// The table's filter, as typed.
    pub filter: String,
    /// The table's order.
    pub sort: Sort,
    /// The table's columns.
    pub columns: ShownColumns,
    /// What becomes of archived projects.
    pub archived: Archived,
}

/// What is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum View {
    /// The choice of what to see.
    #[default]
    Choose,
    /// The agents of a scope.
    Agents {
        /// Whose agents.
        scope: Scope,
        /// The agent that is open beside the table.
        agent: Option<AgentId>,
    },
}

impl Address {
    /// Reads a hash, with or without its `#`. What cannot be read is left out: an unknown view is
    /// [`View::Choose`], an unknown key is dropped, and so is a value that looks like a credential.
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

    /// The same address with its names in the form that `compose` gives.
    #[must_use]
    pub fn composed(mut self, compose: Compose) -> Self {
        self.filter = compose(&self.filter);
        if let View::Agents { scope: Scope::Set(name), .. } = &mut self.view {
            *name = name.clone().composed(compose);
        }
        self
    }

    /// The hash, from `#` on. Defaults are left out, and so is whatever [`Address::parse`] would drop.
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
            // Commas stand as they are, as between projects.
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

/// The same address for every way of writing it, so that it can be compared.
fn in_one_form(gitlab: String) -> String {
    GitLabUrl::parse(&gitlab).map_or(gitlab, |url| url.as_str().to_owned())
}

/// Whether `text` can be the address of a GitLab as a link may carry it: with a scheme, and without
/// user name, password, query, fragment or token. Whether it may be used is not decided here.
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
