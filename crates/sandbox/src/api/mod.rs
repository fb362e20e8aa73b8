//! GitLab's REST API, version 4, as far as a console for agents calls it.

mod agents;
pub(crate) mod auth;
mod call;
mod checks;
mod entities;
mod errors;
mod filter;
mod groups;
mod paging;
pub(crate) mod params;
mod place;
mod project;
mod projects;
pub(crate) mod reply;
mod sentences;
mod session;
mod tokens;
mod users;

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{self, MethodFilter, MethodRouter, on};

use crate::graphql;
use crate::state::App;
use auth::Accepts;
use call::Endpoint;
use errors::Refusal;

/// The API below `{root}/api/v4`, and GraphQL beside it.
pub(crate) fn router(root: &str) -> Router<App> {
    const AGENTS: &str = "/projects/{id}/cluster_agents";
    const AGENT: &str = "/projects/{id}/cluster_agents/{agent_id}";
    const TOKENS: &str = "/projects/{id}/cluster_agents/{agent_id}/tokens";
    const TOKEN: &str = "/projects/{id}/cluster_agents/{agent_id}/tokens/{token_id}";
    let routes = [
        (AGENTS, get(Accepts::Api, agents::list)),
        (AGENTS, post(Accepts::Api, agents::register)),
        (AGENT, get(Accepts::Api, agents::show)),
        (AGENT, delete(Accepts::Api, agents::delete)),
        (TOKENS, get(Accepts::Api, tokens::list)),
        (TOKENS, post(Accepts::Api, tokens::create)),
        (TOKEN, get(Accepts::Api, tokens::show)),
        (TOKEN, delete(Accepts::Api, tokens::revoke)),
        ("/projects", get(Accepts::Projects, projects::list)),
        ("/projects/{id}", get(Accepts::Projects, projects::show)),
        ("/groups", get(Accepts::Groups, groups::list)),
        ("/groups/{id}", get(Accepts::Groups, groups::show)),
        ("/groups/{id}/projects", get(Accepts::Groups, groups::projects)),
        ("/personal_access_tokens/self", get(Accepts::AnyScope, session::own_token)),
        ("/metadata", get(Accepts::Metadata, session::metadata)),
        ("/version", get(Accepts::Metadata, session::version)),
        ("/user", get(Accepts::Me, users::me)),
        ("/users/{id}", get(Accepts::Users, users::show)),
    ];
    routes
        .into_iter()
        .fold(Router::new(), |router, (path, route)| {
            router.route(&format!("{root}/api/v4{path}"), route)
        })
        .route(&format!("{root}/api/graphql"), routing::post(graphql::answer))
        .fallback(unknown_route)
        .method_not_allowed_fallback(unknown_route)
}

fn get(accepts: Accepts, endpoint: Endpoint) -> MethodRouter<App> {
    route(MethodFilter::GET, accepts, endpoint)
}

fn post(accepts: Accepts, endpoint: Endpoint) -> MethodRouter<App> {
    route(MethodFilter::POST, accepts, endpoint)
}

fn delete(accepts: Accepts, endpoint: Endpoint) -> MethodRouter<App> {
    route(MethodFilter::DELETE, accepts, endpoint)
}

fn route(method: MethodFilter, accepts: Accepts, endpoint: Endpoint) -> MethodRouter<App> {
    on(
        method,
        move |State(app): State<App>, path: Path<Vec<(String, String)>>, request: Request| {
            call::answer(app, accepts, endpoint, path.0, request)
        },
    )
}

/// GitLab's catch-all answers before anyone asks who is calling, a wrong method too.
async fn unknown_route() -> Response {
    Refusal::Error(StatusCode::NOT_FOUND, "404 Not Found").into_response()
}
