//! The control routes below `/-/sandbox/`, for tests and people. Not part of GitLab.

use std::time::Duration;

use axum::Router;
use axum::extract::{Json, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Value, json};
use tower_http::cors::CorsLayer;

use crate::api::reply;
use crate::faults::Rules;
use crate::state::App;

/// The path of the control routes.
pub(crate) const PREFIX: &str = "/-/sandbox";

/// The routes, at the origin's root and below the relative root. Open to any origin, without a
/// token.
pub(crate) fn router(root: &str) -> Router<App> {
    let routes = Router::new()
        .route("/reset", post(reset))
        .route("/faults", get(faults).post(set_faults))
        .route("/ledger", get(ledger))
        .route("/requests", get(requests))
        .route("/agents/{id}/contact", post(contact))
        .route("/clock", get(clock).post(advance));
    let mut router = Router::new().nest(PREFIX, routes.clone());
    if !root.is_empty() {
        router = router.nest(&format!("{root}{PREFIX}"), routes);
    }
    router.layer(CorsLayer::permissive())
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Contact {
    token_id: u64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    advance_ms: u64,
}

/// Resets everything.
async fn reset(State(app): State<App>) -> StatusCode {
    app.reset();
    StatusCode::NO_CONTENT
}

async fn faults(State(app): State<App>) -> Response {
    reply::ok(&app.lock().faults.rules())
}

/// Replaces the rules and returns the new ones.
async fn set_faults(State(app): State<App>, Json(rules): Json<Rules>) -> Response {
    app.replace_rules(rules);
    reply::ok(&app.lock().faults.rules())
}

async fn ledger(State(app): State<App>) -> Response {
    reply::ok(&app.lock().ledger.commits())
}

async fn requests(State(app): State<App>) -> Response {
    reply::ok(&app.lock().requests.counts())
}

/// Records a contact of an agent with one of its tokens.
async fn contact(
    State(app): State<App>,
    Path(agent): Path<u64>,
    Json(Contact { token_id }): Json<Contact>,
) -> Response {
    let mut state = app.lock();
    let now = state.clock.now();
    if state.world.contact(agent, token_id, now) {
        reply::ok(&json!({"agent_id": agent, "token_id": token_id, "last_used_at": now}))
    } else {
        let error = "no such agent, or not an active token of it";
        reply::json(StatusCode::NOT_FOUND, &json!({"error": error}))
    }
}

async fn clock(State(app): State<App>) -> Json<Value> {
    Json(json!({"now": app.lock().clock.now()}))
}

/// Advances the clock.
async fn advance(State(app): State<App>, Json(Advance { advance_ms }): Json<Advance>) -> Response {
    let mut state = app.lock();
    state.clock.advance(Duration::from_millis(advance_ms));
    reply::ok(&json!({"now": state.clock.now()}))
}
