//! The parts of GitLab's GraphQL API that a console for agents needs.
//!
//! One URL, by POST. Whatever is hidden from the caller is `null` or an empty list, never an error;
//! an invalid query gets 200 with `errors` and no `data`. Only callers with an invalid token, and
//! queries that are too long, get an error status.

mod agents;
mod answer;
mod connection;
mod fields;
mod limits;
mod page;
mod places;
mod schema;
mod sight;

use std::sync::Arc;

use async_graphql::{Request as Query, Variables};
use axum::body;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use crate::api::auth::{self, Accepts, Caller};
use crate::api::params::Params;
use crate::api::reply;
use crate::clock::Moment;
use crate::faults::{Change, GraphqlFaults, Overrides};
use crate::state::App;

/// The maximum length of a query, in characters.
const LONGEST_QUERY: usize = 10_000;
const BODY_LIMIT: usize = 4 * 1024 * 1024;

/// The caller, and what the resolvers need.
#[derive(Debug)]
struct Ask {
    app: App,
    now: Moment,
    /// GitLab's configured URL.
    url: String,
    caller: Option<Caller>,
    /// What someone else does between two pages of agents.
    between_pages: Option<Change>,
    /// The cost of the query and its limit.
    complexity: limits::Complexity,
    faults: GraphqlFaults,
}

impl Ask {
    /// Whether a fault empties the list of this name.
    fn is_emptied(&self, field: &str) -> bool {
        self.faults.empty.iter().any(|empty| empty == field)
    }
}

/// A query as sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Asked {
    query: Option<String>,
    variables: Option<serde_json::Value>,
    operation_name: Option<String>,
}

/// `POST /api/graphql`
pub(crate) async fn answer(State(app): State<App>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = body::to_bytes(body, BODY_LIMIT).await else {
        return refused(StatusCode::PAYLOAD_TOO_LARGE, "Payload too large");
    };
    let Asked { query, variables, operation_name } =
        serde_json::from_slice(&body).unwrap_or_default();
    let query = query.unwrap_or_default();
    let overrides: Overrides = parts.extensions.get().copied().unwrap_or_default();
    let faults: GraphqlFaults = parts.extensions.get().cloned().unwrap_or_default();

    // The query's variables are not parameters; only the URL's count.
    let Ok(params) = Params::read(&parts, &[], Vec::new()) else {
        return refused(StatusCode::BAD_REQUEST, "Bad request");
    };
    let identified = {
        let mut state = app.lock();
        let now = state.clock.now();
        let expired = match overrides.expire_pat {
            true => auth::expire(&mut state, &parts, &params, now),
            false => Ok(()),
        };
        expired.and_then(|()| {
            let caller = auth::identify(&state, &parts, &params, Accepts::GraphQl, now)?;
            Ok((caller, now, state.url(), schema::build(&state.options, &faults)))
        })
    };
    // Unknown, expired, revoked or without the scope: GitLab answers all alike.
    let Ok((caller, now, url, schema)) = identified else {
        return refused(StatusCode::UNAUTHORIZED, "Invalid token");
    };
    if query.chars().count() > LONGEST_QUERY {
        return refused(StatusCode::UNPROCESSABLE_ENTITY, "Query too large");
    }
    let Ok(schema) = schema else {
        return refused(StatusCode::INTERNAL_SERVER_ERROR, "Internal server error");
    };

    let variables = Variables::from_json(variables.unwrap_or_default());
    let limits = limits::Limits::of(caller.as_ref(), faults.max_complexity);
    let complexity = match limits.check(&query, &variables) {
        Ok(complexity) => complexity,
        Err(sentences) => return reply::ok(&answer::errors(&sentences)),
    };
    let between_pages = overrides.between_pages;
    let ask = Arc::new(Ask { app, now, url, caller, between_pages, complexity, faults });
    let mut asked = Query::new(query).variables(variables).data(ask);
    if let Some(name) = operation_name {
        asked = asked.operation_name(name);
    }
    reply::ok(&answer::in_gitlabs_form(schema.execute(asked).await))
}

/// A refusal in GraphQL's format with an error status.
fn refused(status: StatusCode, sentence: &str) -> Response {
    reply::json(status, &answer::errors(&[sentence.to_owned()]))
}
