//! What was done last, for as long as it is news.

use super::State;
use crate::browser::clock::sleep;
use console_core::address::View;
use leptos::prelude::*;

/// For how many seconds it is said while nobody is at it.
const SECONDS: u32 = 10;

const SECOND_MS: u32 = 1_000;

impl State {
    /// Takes it away with a change of scope: it was about what is not shown any more.
    pub(super) fn follow_news(&'static self) {
        let scope = ArcMemo::new(move |_| {
            self.address.with(|address| match &address.view {
                View::Choose => None,
                View::Agents { scope, .. } => Some(scope.clone()),
            })
        });
        Effect::new(move |_| {
            // To track a memo that nobody reads does not run it.
            scope.with(|_| untrack(|| self.dismiss_news()));
        });
    }

    /// Takes it away after a while in which somebody sees the page and `is_held` does not say that they are at it.
    pub(crate) fn expire_news(&'static self, is_held: impl Fn() -> bool + 'static) {
        let expiry = self.tasks.spawn_scoped(async move {
            let mut left = SECONDS;
            while left > 0 {
                sleep(SECOND_MS).await;
                let is_kept = self.reach.hidden.get_untracked() || is_held();
                left = if is_kept { SECONDS } else { left - 1 };
            }
            self.news.set(None);
        });
        self.news_expiry.replace(Some(expiry));
    }

    /// Takes it away.
    pub(crate) fn dismiss_news(&'static self) {
        self.news_expiry.replace(None);
        self.news.set(None);
    }
}
