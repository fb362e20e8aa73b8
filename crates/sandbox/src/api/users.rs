//! `/user` and `/users/:id`.

use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use super::call::Call;
use super::errors::Refusal;
use super::reply;
use crate::clock::Moment;
use crate::world::{Language, ProfileVisibility, User};

/// An account as others see it.
#[derive(Debug, Serialize)]
struct Profile {
    id: u64,
    username: String,
    name: String,
    state: &'static str,
    locked: bool,
    avatar_url: Option<String>,
    web_url: String,
    created_at: Moment,
    bio: &'static str,
    public_email: &'static str,
    bot: bool,
}

/// An account as its owner sees it.
#[derive(Debug, Serialize)]
struct Me {
    #[serde(flatten)]
    profile: Profile,
    email: String,
    preferred_language: &'static str,
    two_factor_enabled: bool,
    external: bool,
    last_activity_on: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_admin: Option<bool>,
}

/// `GET /user`
pub(super) fn me(call: &mut Call<'_>) -> Result<Response, Refusal> {
    let user = &call.caller()?.user;
    Ok(reply::ok(&Me {
        profile: Profile::new(user, &call.state.url()),
        email: format!("{}@example.com", user.username),
        preferred_language: match user.language {
            Language::English => "en",
            Language::Korean => "ko",
        },
        two_factor_enabled: true,
        external: false,
        last_activity_on: call.now.date(),
        is_admin: user.admin.then_some(true),
    }))
}

/// `GET /users/:id`. The route only matches digits.
pub(super) fn show(call: &mut Call<'_>) -> Result<Response, Refusal> {
    let text = call.params.text("id").unwrap_or_default();
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Refusal::Error(StatusCode::NOT_FOUND, "404 Not Found"));
    }
    let mut checks = call.checks();
    let id = checks.id("id");
    checks.done()?;
    let Some(caller) = &call.visitor else {
        let text = "403 Forbidden - Not authorized!".to_owned();
        return Err(Refusal::Message(StatusCode::FORBIDDEN, text));
    };
    let visible = |user: &&User| {
        user.profile == ProfileVisibility::Everyone
            || caller.user.admin
            || caller.user.id == user.id
    };
    let user = call.state.world.user(id).filter(visible);
    let user = user.ok_or_else(|| Refusal::hidden("User"))?;
    Ok(reply::ok(&Profile::new(user, &call.state.url())))
}

impl Profile {
    fn new(user: &User, url: &str) -> Self {
        Self {
            id: user.id,
            username: user.username.clone(),
            name: user.name.clone(),
            state: "active",
            locked: false,
            avatar_url: None,
            web_url: format!("{url}/{}", user.username),
            created_at: user.created,
            bio: "",
            public_email: "",
            bot: user.username.contains("_bot_"),
        }
    }
}
