//! GitLab's REST API, version 4, as far as a console for agents calls it.

mod agents;
mod auth;
mod call;
mod checks;
mod entities;
mod errors;
mod paging;
mod params;
mod place;
mod reply;

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};

use crate::state::App;
use auth::Accepts;
use call::Endpoint;
use errors::Refusal;

/// The API below `{root}/api/v4`.
pub(crate) fn router(root: &str) -> Router<App> {
    let at = |path: &str| format!("{root}/api/v4{path}");
    Router::new()
        .route(&at("/projects/{id}/cluster_agents"), reads(Accepts::Api, agents::list))
        .fallback(unknown_route)
        .method_not_allowed_fallback(unknown_route)
}

fn reads(accepts: Accepts, endpoint: Endpoint) -> MethodRouter<App> {
    get(move |State(app): State<App>, path: Path<Vec<(String, String)>>, request: Request| {
        call::answer(app, accepts, endpoint, path.0, request)
    })
}

/// GitLab's catch-all answers before anyone asks who is calling.
async fn unknown_route() -> Response {
    Refusal::Error(StatusCode::NOT_FOUND, "404 Not Found").into_response()
}
