//! The form of a rule.

use std::collections::BTreeMap;

use axum::http::Method;
use regex::Regex;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::Value;

/// Which requests are hit, and by what.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    /// Only this method; any if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) method: Option<String>,
    /// Only paths in which this is found, as they are sent: encoded, with the relative root.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) path: Option<Pattern>,
    /// Only queries in which this is found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) query: Option<Pattern>,
    /// Only the nth such request, counted from 1; each if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) nth: Option<u64>,
    pub(crate) fault: Fault,
}

/// What goes wrong.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Fault {
    /// This answer in place of GitLab's own; nothing is committed.
    Status {
        code: u16,
        /// A text is sent as it is, anything else as JSON.
        #[serde(default)]
        body: Value,
        content_type: Option<String>,
        #[serde(default)]
        headers: BTreeMap<String, String>,
        /// By default true, but false for what comes from in front of GitLab's CORS layer:
        /// 301, 502, 503 and 504.
        cors: Option<bool>,
    },
    /// GitLab does what is asked, and this answer comes in place of its own.
    AfterCommit {
        code: u16,
        /// A text is sent as it is, anything else as JSON.
        #[serde(default)]
        body: Value,
        content_type: Option<String>,
    },
    /// Waits before GitLab sees the request. Ends early when the rules are replaced.
    Delay { ms: u64 },
    /// Keeps the reply back after the commit, without `ms` until the rules are replaced.
    Hold { ms: Option<u64> },
    /// Closes the connection before GitLab sees the request.
    DropBeforeCommit,
    /// Closes the connection after the commit, before the first byte of the reply.
    DropAfterCommit,
    /// Closes the connection after the head and this much of the body.
    CutAfter { bytes: usize },
    /// Leaves the CORS headers out.
    NoCors,
    /// Refuses the preflight of a request with this method and path.
    PreflightFail,
    /// An answer that points elsewhere.
    Redirect {
        to: String,
        #[serde(default = "found")]
        code: u16,
    },
    /// A login page in place of JSON, with status 200.
    Html,
    /// An answer that unpacks to this much white space.
    GzipBomb {
        #[serde(default = "large")]
        mib: u32,
    },
    /// GitLab's request throttle, set to this many requests a minute.
    Rate { per_minute: u64 },
    /// Leaves out how many rows and pages there are, as GitLab does above 10,000 rows.
    OmitTotal,
    /// Every page names itself as the next one.
    LoopPages,
    /// Somebody else registers or deletes an agent after a page that has a next one.
    MutateBetweenPages {
        #[serde(default)]
        change: Change,
    },
    /// Lists show the world as it was this long ago.
    ListStale { ms: u64 },
    /// A `status` no client has heard of.
    UnknownEnum,
    /// Nulls where GitLab's documentation promises a value: in these fields, and with `row`
    /// in that row of a list only, counted from 0.
    Nulls {
        #[serde(default = "nullable")]
        fields: Vec<String>,
        row: Option<usize>,
    },
    /// Ids beyond 2^53, on request as texts.
    BigIds {
        #[serde(default)]
        text: bool,
    },
    /// A new token's answer without the secret.
    NoSecret,
    /// The caller's personal access token ends, before this request.
    ExpirePat,
    /// The top-level group lets fine-grained tokens in only, as GitLab 18.11 and later can be told to.
    GranularRequired,
    /// How many active tokens an agent may have.
    LimitTokens { n: usize },
    /// Maintenance mode, which refuses writes.
    Maintenance,
    /// GraphQL's schema lacks this field, as `field` or `Type.field`. GitLab adds, renames and
    /// removes fields between versions.
    GraphqlWithout { field: String },
    /// GraphQL answers nothing more complex than this. GitLab 18.4.2 began to score queries
    /// otherwise, and refused some that it had answered before.
    GraphqlComplexity { max: usize },
    /// GraphQL answers null under this name, whatever the query calls it, as where reading it failed, or where a
    /// fine-grained token may not read what GitLab protects.
    GraphqlNulls { field: String },
    /// GraphQL answers an empty list under this name, as to a fine-grained token where the type of its rows has no
    /// permission yet.
    GraphqlEmpty {
        #[serde(default = "tokens")]
        field: String,
    },
}

/// What [`Fault::MutateBetweenPages`] does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Change {
    /// A new first row, so that the last one of this page comes again.
    #[default]
    Insert,
    /// The first row goes, so that the first one of the next page is skipped.
    Remove,
}

/// A regular expression that travels as its text.
#[derive(Debug, Clone)]
pub(crate) struct Pattern(Regex);

impl Rule {
    /// Whether the rule is about such requests.
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
