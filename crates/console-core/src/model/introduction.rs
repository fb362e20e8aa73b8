//! What GitLab tells about somebody who signs in.

use super::id::UserId;
use super::instance::Instance;
use super::person::{Grant, PersonalAccessToken, Power, User};
use crate::failure::{Failure, FailureKind};

/// What GitLab told of a person, of their token and of itself. A fine-grained token needs a permission for each
/// of the three, and none of them to read agents: so each may be missing, and says nothing then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Introduction {
    /// What the token says of itself.
    pub token: Option<PersonalAccessToken>,
    /// Whose it is.
    pub user: Option<User>,
    /// Which GitLab it is.
    pub instance: Option<Instance>,
}

/// Why somebody cannot sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotIntroduced {
    /// GitLab refused, or did not answer.
    Failed(Failure),
    /// A legacy token with neither `api` nor `read_api`: the scopes it has.
    NoScope(Vec<String>),
    /// This GitLab is older than the oldest supported: its version.
    TooOld(String),
}

impl NotIntroduced {
    /// Whether the credential may be good all the same: nothing was heard of it, or GitLab does not tell this
    /// caller now.
    #[must_use]
    pub fn leaves_credential(&self) -> bool {
        let Self::Failed(why) = self else { return false };
        let is_foreign = why.is_unauthorised() && !why.refuses_credential();
        why.is_passing() || why.is_withheld() || is_foreign
    }
}

impl Introduction {
    /// Puts together what `GET /personal_access_tokens/self`, `/user` and `/metadata` answered.
    ///
    /// # Errors
    ///
    /// Where the token is of no use here, and where GitLab forbids all three by some rule of its own.
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
            // Before 15.5 a token says nothing of itself: better to name the age than a 404.
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

    /// Whose token it is, by either of the answers that say so.
    #[must_use]
    pub fn user_id(&self) -> Option<UserId> {
        let by_token = self.token.as_ref().and_then(|token| token.user_id);
        self.user.as_ref().map(|user| user.id).or(by_token)
    }

    /// Whether both are known to be of one person. Nobody whose id is not told is known to be anybody.
    #[must_use]
    pub fn is_same_person(&self, other: &Self) -> bool {
        self.user_id().is_some() && self.user_id() == other.user_id()
    }

    /// What the token allows, as far as that is known before trying.
    #[must_use]
    pub fn power(&self) -> Power {
        self.token.as_ref().map_or(Power::Unknown, PersonalAccessToken::power)
    }

    /// Whether this person is known to administer the whole instance.
    #[must_use]
    pub fn is_admin(&self) -> bool {
        self.user.as_ref().is_some_and(|user| user.is_admin)
    }
}

/// The answer, or nothing where GitLab does not tell this caller.
fn told<V>(answer: Result<V, Failure>) -> Result<Option<V>, Failure> {
    match answer {
        Ok(value) => Ok(Some(value)),
        Err(why) if why.is_withheld() => Ok(None),
        Err(why) => Err(why),
    }
}

#[cfg(test)]
mod tests;
