//! Who is signed in, and to what.

use super::Connection;
use crate::budget::Urgency;
use crate::clock::Clock;
use crate::route::Route;
use crate::transport::Transport;
use crate::wire;
use console_core::failure::{Failure, FailureKind};
use console_core::model::{Instance, PersonalAccessToken, User, UserId, UserName};

impl<T: Transport, C: Clock> Connection<T, C> {
    /// Reads what the personal access token says of itself, which any scope allows.
    ///
    /// # Errors
    ///
    /// What GitLab answers: 401 to a token it does not accept, 403 to a fine-grained one without
    /// `Personal Access Token: Read`, 404 before 15.5, 400 to an OAuth token.
    pub async fn personal_access_token(&self) -> Result<PersonalAccessToken, Failure> {
        let route = Route::to("personal_access_tokens").part("self");
        self.get(&route, Urgency::User).await?.one(wire::session::personal_access_token)
    }

    /// Reads whose token it is.
    ///
    /// # Errors
    ///
    /// What GitLab answers: 403 to a token without the scope `api`, `read_api` or `read_user`, or
    /// without the permission `User: Read`.
    pub async fn user(&self) -> Result<User, Failure> {
        self.get(&Route::to("user"), Urgency::User).await?.one(wire::session::user)
    }

    /// Reads GitLab's version and its agent server, from `/metadata` or, before 15.2, from
    /// `/version`.
    ///
    /// # Errors
    ///
    /// As [`Connection::user`].
    pub async fn instance(&self) -> Result<Instance, Failure> {
        let answer = match self.get(&Route::to("metadata"), Urgency::User).await {
            Err(failure) if failure.kind == FailureKind::NotFound => {
                self.get(&Route::to("version"), Urgency::User).await
            }
            other => other,
        };
        answer?.one(wire::session::instance)
    }

    /// Reads the name behind a user id; [`UserName::Hidden`] where GitLab does not tell.
    ///
    /// # Errors
    ///
    /// Whatever GitLab answers but 403 and 404.
    pub async fn user_name(&self, id: UserId) -> Result<UserName, Failure> {
        match self.get(&Route::to("users").id(id.0), Urgency::Background).await {
            Ok(answer) => {
                let user = answer.one(wire::session::user)?;
                Ok(UserName::Known(user.username))
            }
            Err(failure) if failure.is_withheld() || failure.kind == FailureKind::NotFound => {
                Ok(UserName::Hidden)
            }
            Err(failure) => Err(failure),
        }
    }
}

#[cfg(test)]
mod tests;
