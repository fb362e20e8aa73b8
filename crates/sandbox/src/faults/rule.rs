//! The format of a rule.

use std::collections::BTreeMap;

use axum::http::Method;
use regex::Regex;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::Value;

/// Which requests are hit, and by which fault.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    /// Only this method; any if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) method: Option<String>,
    /// Only paths that match this, as sent: encoded, with the relative root.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) path: Option<Pattern>,
    /// Only queries that match this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) query: Option<Pattern>,
    /// Only the nth matching request, from 1; all if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) nth: Option<u64>,
    pub(crate) fault: Fault,
}

/// A fault.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Fault {
    /// Sends this response in place of GitLab's own; nothing is committed.
    Status {
        code: u16,
        /// A string is sent as it is, anything else as JSON.
        #[serde(default)]
        body: Value,
        content_type: Option<String>,
        #[serde(default)]
        headers: BTreeMap<String, String>,
        /// Defaults to true, but to false for what is sent in front of GitLab's CORS layer: 301,
        /// 502, 503 and 504.
        cors: Option<bool>,
    },
    /// GitLab commits, but this response replaces its own.
    AfterCommit {
        code: u16,
        /// A string is sent as it is, anything else as JSON.
        #[serde(default)]
        body: Value,
        content_type: Option<String>,
    },
    /// Waits before GitLab processes the request. Ends early when the rules are replaced.
    Delay { ms: u64 },
    /// Holds the response back after the commit; without `ms` until the rules are replaced.
    Hold { ms: Option<u64> },
    /// Closes the connection before GitLab processes the request.
    DropBeforeCommit,
    /// Closes the connection after the commit, before the first byte of the response.
    DropAfterCommit,
    /// Closes the connection after the head and this many bytes of the body.
    CutAfter { bytes: usize },
    /// Omits the CORS headers.
    NoCors,
    /// Refuses the preflight of a request with this method and path.
    PreflightFail,
    /// A redirect.
    Redirect {
        to: String,
        #[serde(default = "found")]
        code: u16,
    },
    /// A login page instead of JSON, with status 200.
    Html,
    /// A response that unpacks to this much white space.
    GzipBomb {
        #[serde(default = "large")]
        mib: u32,
    },
    /// GitLab's rate limit, set to this many requests per minute.
    Rate { per_minute: u64 },
    /// Omits the totals, as GitLab does above 10,000 rows.
    OmitTotal,
    /// Every page is its own next page.
    LoopPages,
    /// Someone else registers or deletes an agent after every page that has a next one.
    MutateBetweenPages {
        #[serde(default)]
        change: Change,
    },
    /// Lists return the data of this long ago.
    ListStale { ms: u64 },
    /// A `status` that no client knows.
    UnknownEnum,
    /// Nulls where GitLab's documentation promises a value: in these fields, and with `row` only in
    /// that row of a list, from 0.
    Nulls {
        #[serde(default = "nullable")]
        fields: Vec<String>,
        row: Option<usize>,
    },
    /// Ids beyond 2^53, optionally as strings.
    BigIds {
        #[serde(default)]
        text: bool,
    },
    /// The response to a new token lacks the secret.
    NoSecret,
    /// The caller's personal access token expires before this request.
    ExpirePat,
    /// The top-level group requires fine-grained tokens, an option of GitLab 18.11 and later.
    GranularRequired,
    /// The maximum active tokens per agent.
    LimitTokens { n: usize },
    /// Maintenance mode, which refuses writes.
    Maintenance,
    /// GraphQL's schema lacks this field, given as `field` or `Type.field`. GitLab adds, renames
    /// and removes fields between versions.
    GraphqlWithout { field: String },
    /// GraphQL refuses more complex queries. GitLab 18.4.2 changed how it scores queries and
    /// refused some that it had accepted before.
    GraphqlComplexity { max: usize },
    /// GraphQL returns null for this field, whatever its alias, as after a failed lookup, or if a
    /// fine-grained token may not read it.
    GraphqlNulls { field: String },
    /// GraphQL returns an empty list for this field, as to fine-grained tokens if its row type has
    /// no permission yet.
    GraphqlEmpty {
        #[serde(default = "tokens")]
        field: String,
    },
}

/// The change by [`Fault::MutateBetweenPages`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Change {
    /// Adds a first row, so that this page's last row is repeated on the next page.
    #[default]
    Insert,
    /// Removes the first row, so that the next page's first row is skipped.
    Remove,
}

/// A regular expression, serialised as text.
#[derive(Debug, Clone)]
pub(crate) struct Pattern(Regex);

impl Rule {
    /// Whether the rule applies to such requests.
    pub(super) fn covers(&self, method: &Method, path: &str, query: &str) -> bool {
        self.method.as_ref().is_none_or(|only| method.as_str().eq_ignore_ascii_case(only))
            && self.path.as_ref().is_none_or(|pattern| pattern.0.is_match(path))
            && self.query.as_ref().is_none_or(|pattern| pattern.0.is_match(query))
    }
}

impl Serialize for Pattern {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.as_str())
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Regex::new(&text).map(Self).map_err(de::Error::custom)
    }
}

fn found() -> u16 {
    302
}

fn large() -> u32 {
    200
}

fn tokens() -> String {
    "tokens".to_owned()
}

fn nullable() -> Vec<String> {
    ["description", "created_at", "created_by_user_id"].map(str::to_owned).to_vec()
}
