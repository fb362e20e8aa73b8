//! The processing of a request.
//!
//! In GitLab's order: what is in front of GitLab; maintenance mode and malformed requests, without
//! CORS headers; then CORS, the rate limit and the API.

use std::time::Duration;

use axum::Router;
use axum::body::{self, Body, Bytes};
use axum::extract::Request;
use axum::http::header::CONNECTION;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use tokio::sync::watch;
use tower::ServiceExt;

use crate::faults::answers::{self, Answer, Asked};
use crate::faults::{Fault, Hits, cut, rewrite};
use crate::state::App;
use crate::{control, cors, headers, malformed};

/// The GitLab origin: the API with all its layers, and the control routes.
#[derive(Debug, Clone)]
pub(crate) struct Gateway {
    app: App,
    root: String,
    api: Router,
    control: Router,
}

/// The connection must end without a response.
#[derive(Debug, thiserror::Error)]
#[error("the connection was dropped on purpose")]
pub(crate) struct Dropped;

const SIGN_IN: &str = "/users/sign_in";
const BODY_LIMIT: usize = 8 * 1024 * 1024;

impl Gateway {
    pub(crate) fn new(app: App, root: &str, api: Router, control: Router) -> Self {
        Self { app, root: root.to_owned(), api, control }
    }

    /// Handles one request.
    ///
    /// # Errors
    ///
    /// [`Dropped`] if a fault drops the connection.
    pub(crate) async fn answer(&self, request: Request) -> Result<Response, Dropped> {
        let gateway = self.clone();
        // GitLab continues if the client disconnects, so this runs in its own task.
        let answer = tokio::spawn(async move { gateway.route(request).await });
        let mut response = answer.await.map_err(|_| Dropped)??;
        if self.app.lock().faults.drop_connections() {
            response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        Ok(response)
    }

    async fn route(&self, request: Request) -> Result<Response, Dropped> {
        let path = request.uri().path();
        let below_root = path.strip_prefix(&self.root).unwrap_or_default();
        if path.starts_with(control::PREFIX) || below_root.starts_with(control::PREFIX) {
            return Ok(run(&self.control, request).await);
        }
        if below_root.starts_with("/api/") {
            let (parts, body) = request.into_parts();
            return match cors::preflight(&parts) {
                Some(method) => Ok(self.preflight(&parts, &method)),
                None => self.api(parts, body).await,
            };
        }
        if below_root == SIGN_IN {
            return Ok(answers::login_page());
        }
        Ok(answers::redirect(302, &format!("{}{SIGN_IN}", self.app.lock().url())))
    }

    fn preflight(&self, parts: &Parts, method: &Method) -> Response {
        let path = parts.uri.path();
        let mut state = self.app.lock();
        state.requests.count_preflight(method, self.api_path(path));
        let query = parts.uri.query().unwrap_or_default();
        if state.faults.fails_preflight(method, path, query) {
            return StatusCode::METHOD_NOT_ALLOWED.into_response();
        }
        let mut response = cors::preflight_answer(&parts.headers);
        cors::allow(&parts.headers, &state.origin, response.headers_mut());
        response
    }

    async fn api(&self, parts: Parts, body: Body) -> Result<Response, Dropped> {
        // Subscribes before reading the rules, so as to miss no change.
        let mut changes = self.app.rule_changes();
        let hits = self.arrive(&parts);
        // GitLab's proxy reads the whole request before it forwards it. If it is incomplete, there
        // is no client to respond to.
        let body = body::to_bytes(body, BODY_LIMIT).await.map_err(|_| Dropped)?;
        for fault in &hits.faults {
            if let Fault::Delay { ms } = fault {
                wait(&mut changes, Some(*ms)).await;
            }
        }
        if hits.has(&Fault::DropBeforeCommit) {
            return Err(Dropped);
        }
        let request = parts.clone();
        let Answer { mut response, cors } = self.outcome(parts, body, &hits).await;
        for throttle in &hits.throttles {
            if self.app.lock().options.version.at_least(18, 6) {
                throttle.describe(&mut response);
            }
        }
        response = headers::finish(response, &request, self.app.next_request_number()).await;
        if cors && !hits.has(&Fault::NoCors) {
            cors::allow(&request.headers, &self.app.lock().origin, response.headers_mut());
        }
        self.send(response, &hits, &mut changes).await
    }

    /// Counts the request and returns the faults that hit it.
    fn arrive(&self, parts: &Parts) -> Hits {
        let path = parts.uri.path();
        let query = parts.uri.query().unwrap_or_default();
        let mut state = self.app.lock();
        let now = state.clock.now();
        state.requests.count(&parts.method, self.api_path(path));
        state.faults.strike(&parts.method, path, query, now)
    }

    /// The response of a fault, of the checks in front of the API, or of the API.
    async fn outcome(&self, mut parts: Parts, body: Bytes, hits: &Hits) -> Answer {
        let url = self.app.lock().url();
        let asked = Asked { method: &parts.method, headers: &parts.headers, url: &url };
        if let Some(answer) = hits.faults.iter().find_map(|fault| answers::answer(fault, asked)) {
            return answer;
        }
        let malformed = malformed::refusal(&parts, &body, &self.app.lock().options.version);
        if let Some(response) = malformed {
            return Answer { response, cors: false };
        }
        if let Some(response) = hits.throttles.iter().find_map(|verdict| verdict.refusal()) {
            return Answer { response, cors: true };
        }
        parts.extensions.insert(hits.overrides());
        parts.extensions.insert(hits.graphql());
        let response = run(&self.api, Request::from_parts(parts, body.into())).await;
        if let Some(response) = hits.faults.iter().find_map(answers::after_commit) {
            return Answer { response, cors: true };
        }
        Answer { response: rewrite::rewrite(response, &hits.faults).await, cors: true }
    }

    /// Sends a response, subject to the faults.
    async fn send(
        &self,
        mut response: Response,
        hits: &Hits,
        changes: &mut watch::Receiver<bool>,
    ) -> Result<Response, Dropped> {
        for fault in &hits.faults {
            if let Fault::Hold { ms } = fault {
                wait(changes, *ms).await;
            }
        }
        if hits.has(&Fault::DropAfterCommit) {
            return Err(Dropped);
        }
        for fault in &hits.faults {
            if let Fault::CutAfter { bytes } = fault {
                response = cut::after(response, *bytes).await;
            }
        }
        Ok(response)
    }

    fn api_path<'p>(&self, path: &'p str) -> &'p str {
        let below_root = path.strip_prefix(&self.root).unwrap_or(path);
        below_root.strip_prefix("/api/v4").unwrap_or(below_root)
    }
}

/// Waits this long, or until the rules are replaced.
async fn wait(changes: &mut watch::Receiver<bool>, ms: Option<u64>) {
    let time = async {
        match ms {
            Some(ms) => tokio::time::sleep(Duration::from_millis(ms)).await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        () = time => {}
        _ = changes.changed() => {}
    }
}

async fn run(router: &Router, request: Request) -> Response {
    router.clone().oneshot(request).await.into_response()
}
