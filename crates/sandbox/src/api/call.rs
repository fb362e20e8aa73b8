//! One request to an endpoint: reads the body, identifies the caller, runs the endpoint.

use std::collections::BTreeMap;

use axum::body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, Method};
use axum::response::{IntoResponse, Response};

use super::auth::{self, Caller};
use super::checks::Checks;
use super::errors::Refusal;
use super::granular::{self, Needs};
use super::params::Params;
use crate::clock::Moment;
use crate::faults::Overrides;
use crate::state::{App, State};

/// An endpoint. It runs under the sandbox's lock, so it is atomic.
pub(crate) type Endpoint = fn(&mut Call<'_>) -> Result<Response, Refusal>;

/// The input of an endpoint.
#[derive(Debug)]
pub(crate) struct Call<'s> {
    pub(crate) state: &'s mut State,
    pub(crate) now: Moment,
    /// The caller, if signed in. Endpoints that require one use [`Call::caller`].
    pub(crate) visitor: Option<Caller>,
    pub(crate) params: Params,
    pub(crate) method: Method,
    /// The path as sent, still encoded.
    pub(crate) path: String,
    pub(crate) query: Option<String>,
    pub(crate) headers: HeaderMap,
    pub(crate) overrides: Overrides,
}

/// GitLab's own limit is far higher; nothing here needs more.
const BODY_LIMIT: usize = 4 * 1024 * 1024;

/// Runs the steps that precede every endpoint, then the endpoint.
pub(super) async fn answer(
    app: App,
    needs: Needs,
    endpoint: Endpoint,
    path_params: Vec<(String, String)>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = body::to_bytes(body, BODY_LIMIT).await else {
        return Refusal::PayloadTooLarge.into_response();
    };
    let run = || {
        let params = Params::read(&parts, &body, path_params)?;
        let mut state = app.lock();
        let now = state.clock.now();
        let overrides: Overrides = parts.extensions.get().copied().unwrap_or_default();
        if overrides.expire_pat {
            auth::expire(&mut state, &parts, &params, now)?;
        }
        let visitor = auth::identify(&state, &parts, &params, needs.accepts, now)?;
        if let Some(caller) = &visitor {
            let is_enforced = overrides.granular_required;
            granular::authorize(&state.world, caller, needs, &params, is_enforced)?;
        }
        endpoint(&mut Call {
            state: &mut state,
            now,
            visitor,
            params,
            method: parts.method,
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().map(str::to_owned),
            headers: parts.headers,
            overrides,
        })
    };
    run().unwrap_or_else(IntoResponse::into_response)
}

impl Call<'_> {
    /// The signed-in caller.
    pub(crate) fn caller(&self) -> Result<&Caller, Refusal> {
        self.visitor.as_ref().ok_or(Refusal::Unauthorized)
    }

    /// Starts the checks of the parameters.
    pub(crate) fn checks(&self) -> Checks<'_> {
        Checks::new(&self.params)
    }

    /// A request header as text.
    pub(crate) fn header(&self, name: HeaderName) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The request's URL with its parameters, sorted: `defaults`, the sent ones, the path's, and
    /// `own`. It starts with the configured URL, whatever host was requested.
    pub(crate) fn url_with<const N: usize>(
        &self,
        defaults: &[(&str, &str)],
        own: [(&str, String); N],
    ) -> String {
        let mut query: BTreeMap<&str, String> =
            defaults.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        query.extend(self.params.texts());
        query.extend(own);
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish();
        format!("{}{}?{query}", self.state.origin, self.path)
    }
}
