//! What GitLab returns about a person who signs in.

use super::id::UserId;
use super::instance::Instance;
use super::person::{Grant, PersonalAccessToken, Power, User};
use crate::failure::{Failure, FailureKind};

/// A person, their token and their GitLab instance. A fine-grained token needs a separate
/// permission for each of the three, and none of them to read agents, so each may be missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Introduction {
    /// The token's own description.
    pub token: Option<PersonalAccessToken>,
    /// Its owner.
    pub user: Option<User>,
    /// The GitLab instance.
    pub instance: Option<Instance>,
}

/// Why a person cannot sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotIntroduced {
    /// GitLab refused or did not answer.
    Failed(Failure),
    /// A legacy token with neither `api` nor `read_api`; these are its scopes.
    NoScope(Vec<String>),
    /// GitLab is older than the oldest supported version; this is its version.
    TooOld(String),
}

impl NotIntroduced {
    /// Whether the credential may still be valid: there was no answer, or GitLab currently
    /// withholds it from this caller.
    #[must_use]
    pub fn leaves_credential(&self) -> bool {
        let Self::Failed(why) = self else { return false };
        let is_foreign = why.is_unauthorised() && !why.refuses_credential();
        why.is_passing() || why.is_withheld() || is_foreign
    }
}

impl Introduction {
    /// Combines the responses of `GET /personal_access_tokens/self`, `/user` and `/metadata`.
    ///
    /// # Errors
    ///
    /// The token cannot be used here, or GitLab forbids all three by a rule of its own.
    pub fn of(
        token: Result<PersonalAccessToken, Failure>,
        user: Result<User, Failure>,
        instance: Result<Instance, Failure>,
    ) -> Result<Self, NotIntroduced> {
        let too_old = instance.as_ref().ok().filter(|instance| instance.version.is_too_old());
        let too_old = too_old.map(|instance| instance.version.text.clone());
        let failures = [token.as_ref().err(), user.as_ref().err(), instance.as_ref().err()];
        if let [Some(first), Some(second), Some(third)] = failures
            && let Some(why) =
                [first, second, third].iter().find(|why| why.kind == FailureKind::ReadForbidden)
        {
            return Err(NotIntroduced::Failed(Failure::clone(why)));
        }
        let token = match (told(token), too_old.as_ref()) {
            // Before 15.5 that endpoint does not exist: the version explains more than a 404.
            (Err(why), Some(version)) if why.kind == FailureKind::NotFound => {
                return Err(NotIntroduced::TooOld(version.clone()));
            }
            (token, _) => token.map_err(NotIntroduced::Failed)?,
        };
        if let Some(PersonalAccessToken { grant: Grant::Scopes(scopes), .. }) =
            token.as_ref().filter(|token| token.power() == Power::Nothing)
        {
            return Err(NotIntroduced::NoScope(scopes.clone()));
        }
        let user = told(user).map_err(NotIntroduced::Failed)?;
        match too_old {
            Some(version) => Err(NotIntroduced::TooOld(version)),
            None => Ok(Self { token, user, instance: instance.ok() }),
        }
    }

    /// The id of the token's owner, from either response that has it.
    #[must_use]
    pub fn user_id(&self) -> Option<UserId> {
        let by_token = self.token.as_ref().and_then(|token| token.user_id);
        self.user.as_ref().map(|user| user.id).or(by_token)
    }

    /// Whether both are known to be the same person. Unknown ids never match.
    #[must_use]
    pub fn is_same_person(&self, other: &Self) -> bool {
        self.user_id().is_some() && self.user_id() == other.user_id()
    }

    /// What the token allows, as far as known without trying.
    #[must_use]
    pub fn power(&self) -> Power {
        self.token.as_ref().map_or(Power::Unknown, PersonalAccessToken::power)
    }

    /// Whether this person is known to be an administrator of the instance.
    #[must_use]
    pub fn is_admin(&self) -> bool {
        self.user.as_ref().is_some_and(|user| user.is_admin)
    }
}

/// The answer, or `None` if GitLab withholds it from this caller.
fn told<V>(answer: Result<V, Failure>) -> Result<Option<V>, Failure> {
    match answer {
        Ok(value) => Ok(Some(value)),
        Err(why) if why.is_withheld() => Ok(None),
        Err(why) => Err(why),
    }
}

#[cfg(test)]
mod tests;
