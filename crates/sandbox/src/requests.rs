//! Counts requests by method and route.

use std::collections::BTreeMap;

use axum::http::Method;
use serde::Serialize;

/// Requests per route. Includes those with faults, but not control routes.
#[derive(Debug, Default)]
pub(crate) struct Requests {
    counts: BTreeMap<(String, String), Count>,
}

/// One route's counts.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RouteCount<'r> {
    method: &'r str,
    route: &'r str,
    count: u64,
    preflights: u64,
}

#[derive(Debug, Default)]
struct Count {
    requests: u64,
    preflights: u64,
}

impl Requests {
    /// Counts a request for a path below `/api/v4`, or for `/api/graphql`.
    pub(crate) fn count(&mut self, method: &Method, path: &str) {
        self.entry(method, path).requests += 1;
    }

    /// Counts a preflight under the method it asks about.
    pub(crate) fn count_preflight(&mut self, method: &Method, path: &str) {
        self.entry(method, path).preflights += 1;
    }

    pub(crate) fn counts(&self) -> Vec<RouteCount<'_>> {
        self.counts
            .iter()
            .map(|((route, method), count)| RouteCount {
                method,
                route,
                count: count.requests,
                preflights: count.preflights,
            })
            .collect()
    }

    fn entry(&mut self, method: &Method, path: &str) -> &mut Count {
        self.counts.entry((route(path), method.to_string())).or_default()
    }
}

/// The route of a path: ids and names are replaced by the parameter's name.
fn route(path: &str) -> String {
    let mut before = "";
    let mut route = String::new();
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        route.push('/');
        route.push_str(match (before, segment) {
            (_, "self") => segment,
            ("projects" | "groups" | "users", _) => ":id",
            ("cluster_agents", _) => ":agent_id",
            ("tokens", _) => ":token_id",
            _ => segment,
        });
        before = segment;
    }
    route
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_routes() {
        let routes = [
            ("/projects", "/projects"),
            ("/projects/20/cluster_agents", "/projects/:id/cluster_agents"),
            ("/projects/root%2Ftest/cluster_agents/5", "/projects/:id/cluster_agents/:agent_id"),
            (
                "/projects/20/cluster_agents/5/tokens/1",
                "/projects/:id/cluster_agents/:agent_id/tokens/:token_id",
            ),
            ("/personal_access_tokens/self", "/personal_access_tokens/self"),
            ("/groups/platform/projects", "/groups/:id/projects"),
        ];
        for (path, expected) in routes {
            assert_eq!(route(path), expected);
        }
    }
}
