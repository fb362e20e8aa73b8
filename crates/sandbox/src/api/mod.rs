//! The parts of GitLab's REST API, version 4, that a console for agents needs.

mod agents;
pub(crate) mod auth;
mod call;
mod checks;
mod entities;
mod errors;
mod filter;
mod granular;
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
use crate::world::{Boundary, Permission};
use auth::Accepts;
use call::Endpoint;
use errors::Refusal;
use granular::Needs;

/// The API below `{root}/api/v4`, and GraphQL.
pub(crate) fn router(root: &str) -> Router<App> {
    const AGENTS: &str = "/projects/{id}/cluster_agents";
    const AGENT: &str = "/projects/{id}/cluster_agents/{agent_id}";
    const TOKENS: &str = "/projects/{id}/cluster_agents/{agent_id}/tokens";
    const TOKEN: &str = "/projects/{id}/cluster_agents/{agent_id}/tokens/{token_id}";
    use Accepts::{AnyScope, Api, Groups, Me, Metadata, Projects, Users};
    use Boundary::{Group, Instance, Project, User};
    use Permission as P;
    let routes = [
        (AGENTS, get((Api, P::ReadAgent, Project), agents::list)),
        (AGENTS, post((Api, P::CreateAgent, Project), agents::register)),
        (AGENT, get((Api, P::ReadAgent, Project), agents::show)),
        (AGENT, delete((Api, P::DeleteAgent, Project), agents::delete)),
        (TOKENS, get((Api, P::ReadToken, Project), tokens::list)),
        (TOKENS, post((Api, P::CreateToken, Project), tokens::create)),
        (TOKEN, get((Api, P::ReadToken, Project), tokens::show)),
        (TOKEN, delete((Api, P::RevokeToken, Project), tokens::revoke)),
        ("/projects", get((Projects, P::ReadProject, User), projects::list)),
        ("/projects/{id}", get((Projects, P::ReadProject, Project), projects::show)),
        ("/groups", get((Groups, P::ReadGroup, User), groups::list)),
        ("/groups/{id}", get((Groups, P::ReadGroup, Group), groups::show)),
        ("/groups/{id}/projects", get((Groups, P::ReadProject, Group), groups::projects)),
        (
            "/personal_access_tokens/self",
            get((AnyScope, P::ReadAccessToken, User), session::own_token),
        ),
        ("/metadata", get((Metadata, P::ReadMetadata, Instance), session::metadata)),
        ("/version", get((Metadata, P::ReadMetadata, Instance), session::version)),
        ("/user", get((Me, P::ReadUser, User), users::me)),
        ("/users/{id}", get((Users, P::ReadUser, User), users::show)),
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

/// Who may call an endpoint: the arguments of [`Needs`].
type Who = (Accepts, Permission, Boundary);

fn get(who: Who, endpoint: Endpoint) -> MethodRouter<App> {
    route(MethodFilter::GET, who, endpoint)
}

fn post(who: Who, endpoint: Endpoint) -> MethodRouter<App> {
    route(MethodFilter::POST, who, endpoint)
}

fn delete(who: Who, endpoint: Endpoint) -> MethodRouter<App> {
    route(MethodFilter::DELETE, who, endpoint)
}

fn route(method: MethodFilter, who: Who, endpoint: Endpoint) -> MethodRouter<App> {
    let (accepts, permission, boundary) = who;
    let needs = Needs { accepts, permission, boundary };
    on(
        method,
        move |State(app): State<App>, path: Path<Vec<(String, String)>>, request: Request| {
            call::answer(app, needs, endpoint, path.0, request)
        },
    )
}

/// GitLab's catch-all answers before authentication, also for a wrong method.
async fn unknown_route() -> Response {
    Refusal::Error(StatusCode::NOT_FOUND, "404 Not Found").into_response()
}
