//! Endpoints about the caller's token and this GitLab: version and agent server.

use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use super::call::Call;
use super::errors::Refusal;
use super::reply;
use crate::clock::Moment;
use crate::options::{Edition, Options};
use crate::world::{Permission, Scope};

#[derive(Debug, Serialize)]
struct AccessToken {
    id: u64,
    name: &'static str,
    revoked: bool,
    created_at: Moment,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'static str>,
    scopes: &'static [Scope],
    user_id: u64,
    last_used_at: Option<Moment>,
    active: bool,
    expires_at: Option<String>,
    /// Since 18.10.
    #[serde(skip_serializing_if = "Option::is_none")]
    granular: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    granular_scopes: Option<Vec<GranularScope>>,
}

/// The permissions of a fine-grained token at one boundary.
#[derive(Debug, Serialize)]
struct GranularScope {
    access: &'static str,
    permissions: Vec<Permission>,
    project_id: Option<u64>,
    group_id: Option<u64>,
}

#[derive(Debug, Serialize)]
struct Metadata {
    version: String,
    revision: &'static str,
    kas: Kas,
    #[serde(skip_serializing_if = "Option::is_none")]
    enterprise: Option<bool>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Kas {
    enabled: bool,
    external_url: Option<&'static str>,
    /// Since 17.6; `null` while the agent server is off.
    #[serde(rename = "externalK8sProxyUrl", skip_serializing_if = "Option::is_none")]
    k8s_proxy_url: Option<Option<&'static str>>,
    version: Option<String>,
}

/// `GET /personal_access_tokens/self`, since 15.5.
pub(super) fn own_token(call: &mut Call<'_>) -> Result<Response, Refusal> {
    if !call.state.options.version.at_least(15, 5) {
        return Err(Refusal::Error(StatusCode::NOT_FOUND, "404 Not Found"));
    }
    let token = &call.caller()?.token;
    Ok(reply::ok(&AccessToken {
        id: token.id,
        name: token.name,
        revoked: token.revoked,
        created_at: token.created,
        description: call.state.options.version.at_least(17, 7).then_some(""),
        scopes: token.scopes,
        user_id: token.user,
        // This very request uses it.
        last_used_at: Some(call.now),
        active: true,
        expires_at: token.expires.map(Moment::date),
        granular: (token.permissions.is_some() || call.state.options.version.at_least(18, 10))
            .then_some(token.permissions.is_some()),
        granular_scopes: token.permissions.as_deref().map(granular_scopes),
    }))
}

fn granular_scopes(granted: &[Permission]) -> Vec<GranularScope> {
    let scope = |access| {
        let permissions = granted.iter().copied().filter(|it| it.access() == access).collect();
        GranularScope { access, permissions, project_id: None, group_id: None }
    };
    let scopes = ["all_memberships", "user", "instance"].map(scope);
    scopes.into_iter().filter(|scope| !scope.permissions.is_empty()).collect()
}

/// `GET /metadata`, since 15.2.
pub(super) fn metadata(call: &mut Call<'_>) -> Result<Response, Refusal> {
    if !call.state.options.version.at_least(15, 2) {
        return Err(Refusal::Error(StatusCode::NOT_FOUND, "404 Not Found"));
    }
    version(call)
}

/// `GET /version`, the older name with the same response.
pub(super) fn version(call: &mut Call<'_>) -> Result<Response, Refusal> {
    call.caller()?;
    Ok(reply::ok(&Metadata::new(&call.state.options)))
}

impl Metadata {
    fn new(options: &Options) -> Self {
        let enterprise = options.edition == Edition::Ee;
        // The Enterprise Edition's version file has this suffix.
        let suffix = if enterprise { "-ee" } else { "" };
        Self {
            version: format!("{}{suffix}", options.version),
            revision: "6714c913e21",
            kas: Kas::new(options),
            enterprise: options.version.at_least(15, 6).then_some(enterprise),
        }
    }
}

impl Kas {
    fn new(options: &Options) -> Self {
        let on = options.kas;
        let proxy = on.then_some("https://kas.gitlab.example.com/k8s-proxy");
        Self {
            enabled: on,
            external_url: on.then_some("wss://kas.gitlab.example.com"),
            k8s_proxy_url: options.version.at_least(17, 6).then_some(proxy),
            version: on.then(|| format!("{}+2f1c7d3a", options.version)),
        }
    }
}
