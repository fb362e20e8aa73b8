//! Faults: errors that a test can inject into this GitLab.

pub(crate) mod answers;
pub(crate) mod big_ids;
mod bomb;
pub(crate) mod cut;
pub(crate) mod mutate;
pub(crate) mod rewrite;
mod rule;
pub(crate) mod throttle;

pub(crate) use rule::{Change, Fault, Rule};

use std::time::Duration;

use axum::http::Method;
use serde::{Deserialize, Serialize};

use crate::clock::Moment;
use throttle::{Throttle, Verdict};

/// The active rules, with their counters.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    rules: Vec<Active>,
}

/// Rules as sent by a client.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rules {
    pub(crate) rules: Vec<Rule>,
}

/// The faults that hit one request.
#[derive(Debug, Default)]
pub(crate) struct Hits {
    pub(crate) faults: Vec<Fault>,
    pub(crate) throttles: Vec<Verdict>,
}

/// How faults change the endpoints themselves.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Overrides {
    /// The maximum active tokens per agent.
    pub(crate) token_limit: Option<usize>,
    /// How old the data in lists is.
    pub(crate) list_age: Option<Duration>,
    /// What someone else does between two pages of agents.
    pub(crate) between_pages: Option<Change>,
    /// Whether the caller's personal access token expires first.
    pub(crate) expire_pat: bool,
    /// Whether the groups require fine-grained tokens.
    pub(crate) granular_required: bool,
}

/// How faults change GraphQL.
#[derive(Debug, Clone, Default)]
pub(crate) struct GraphqlFaults {
    /// Fields missing from its schema, as `field` or `Type.field`.
    pub(crate) without: Vec<String>,
    /// The maximum complexity of a query.
    pub(crate) max_complexity: Option<usize>,
    /// Fields that are null.
    pub(crate) nulls: Vec<String>,
    /// Fields that are empty lists.
    pub(crate) empty: Vec<String>,
}

#[derive(Debug)]
struct Active {
    rule: Rule,
    seen: u64,
    throttle: Throttle,
}

impl Faults {
    /// Activates these rules in place of all others.
    pub(crate) fn replace(&mut self, rules: Rules) {
        let fresh = |rule| Active { rule, seen: 0, throttle: Throttle::default() };
        self.rules = rules.rules.into_iter().map(fresh).collect();
    }

    pub(crate) fn rules(&self) -> Rules {
        Rules { rules: self.rules.iter().map(|active| active.rule.clone()).collect() }
    }

    /// Whether any rule drops connections. If a reused connection ends without a response, a
    /// browser resends the request, even a POST; so connections must not be reused then.
    pub(crate) fn drop_connections(&self) -> bool {
        self.rules.iter().any(|active| {
            matches!(active.rule.fault, Fault::DropBeforeCommit | Fault::DropAfterCommit)
        })
    }

    /// Counts a request for every rule it matches and returns the faults that hit it.
    pub(crate) fn strike(&mut self, method: &Method, path: &str, query: &str, now: Moment) -> Hits {
        let mut hits = Hits::default();
        for active in &mut self.rules {
            if active.rule.fault == Fault::PreflightFail || !active.matches(method, path, query) {
                continue;
            }
            match &active.rule.fault {
                Fault::Rate { per_minute } => {
                    hits.throttles.push(active.throttle.count(*per_minute, now));
                }
                fault => hits.faults.push(fault.clone()),
            }
        }
        hits
    }

    /// Counts a preflight for a request with this method and returns whether it must fail.
    pub(crate) fn fails_preflight(&mut self, method: &Method, path: &str, query: &str) -> bool {
        let mut fails = false;
        for active in &mut self.rules {
            // Evaluated for every rule, because evaluating counts.
            fails |=
                active.rule.fault == Fault::PreflightFail && active.matches(method, path, query);
        }
        fails
    }
}

impl Active {
    fn matches(&mut self, method: &Method, path: &str, query: &str) -> bool {
        if !self.rule.covers(method, path, query) {
            return false;
        }
        self.seen += 1;
        self.rule.nth.is_none_or(|nth| nth == self.seen)
    }
}

impl Hits {
    pub(crate) fn has(&self, fault: &Fault) -> bool {
        self.faults.contains(fault)
    }

    pub(crate) fn graphql(&self) -> GraphqlFaults {
        let mut faults = GraphqlFaults::default();
        for fault in &self.faults {
            match fault {
                Fault::GraphqlWithout { field } => faults.without.push(field.clone()),
                Fault::GraphqlNulls { field } => faults.nulls.push(field.clone()),
                Fault::GraphqlEmpty { field } => faults.empty.push(field.clone()),
                Fault::GraphqlComplexity { max } => faults.max_complexity = Some(*max),
                _ => {}
            }
        }
        faults
    }

    pub(crate) fn overrides(&self) -> Overrides {
        let mut overrides = Overrides::default();
        for fault in &self.faults {
            match fault {
                Fault::LimitTokens { n } => overrides.token_limit = Some(*n),
                Fault::ListStale { ms } => overrides.list_age = Some(Duration::from_millis(*ms)),
                Fault::MutateBetweenPages { change } => overrides.between_pages = Some(*change),
                Fault::ExpirePat => overrides.expire_pat = true,
                Fault::GranularRequired => overrides.granular_required = true,
                _ => {}
            }
        }
        overrides
    }
}
