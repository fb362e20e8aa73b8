//! Why a token is of no use, when somebody signs in and when they go on with another one.

use crate::store::Store;
use crate::text::{Text, failure_notice, fill, shown};
use crate::ui::{El, Tone, notice};
use console_core::model::NotIntroduced;

/// The reason, in a message of this tone.
pub(super) fn problem(store: Store, text: &'static Text, tone: Tone, why: &NotIntroduced) -> El {
    match why {
        NotIntroduced::Failed(failure) => failure_notice(text, tone, failure, &store.entry.gitlab),
        NotIntroduced::NoScope(scopes) => {
            notice(tone).text(&fill(text.sign_in.no_scope, &[&shown(&scopes.join(", "))]))
        }
        NotIntroduced::TooOld(version) => {
            notice(tone).text(&fill(text.sign_in.too_old, &[&shown(version)]))
        }
    }
}
