//! What was done last, for as long as it is news.

use super::Session;
use super::follow::follow;
use crate::browser::clock::sleep;
use crate::browser::tasks::{Spawner, TaskGuard};
use console_core::address::View;
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;

/// For how many seconds it is said while nobody is at it.
const SECONDS: u32 = 10;

const SECOND_MS: u32 = 1_000;

/// Something that was done, said once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum News {
    /// A token was revoked.
    Revoked {
        /// Its name.
        name: String,
    },
    /// A token was gone already when its revocation was asked for.
    RevokedBefore {
        /// Its name.
        name: String,
    },
    /// An agent was deleted.
    Deleted {
        /// Its name.
        name: String,
    },
    /// An agent was gone already when its deletion was asked for.
    DeletedBefore {
        /// Its name.
        name: String,
    },
    /// The sentences of a language could not be loaded.
    LanguageMissing,
    /// An agent was registered though the reply was lost.
    RegisteredUnheard {
        /// Its name.
        name: String,
    },
}

/// Where news is said, one at a time.
#[derive(Debug)]
pub(crate) struct Corner {
    /// What is said.
    pub(crate) news: ArcRwSignal<Option<News>>,
    /// Ends it.
    expiry: RefCell<Option<TaskGuard>>,
    tasks: Spawner,
}

impl Corner {
    pub(super) fn new(tasks: Spawner) -> Self {
        Self { news: ArcRwSignal::new(None), expiry: RefCell::new(None), tasks }
    }

    /// Says `news`.
    pub(super) fn say(&self, news: News) {
        self.news.set(Some(news));
    }

    /// Takes it away after a while in which `is_held` does not say that somebody is at it, or nobody sees the page.
    pub(crate) fn expire(&self, is_held: impl Fn() -> bool + 'static) {
        let news = self.news.clone();
        let expiry = self.tasks.spawn_scoped(async move {
            let mut left = SECONDS;
            while left > 0 {
                sleep(SECOND_MS).await;
                left = if is_held() { SECONDS } else { left - 1 };
            }
            news.set(None);
        });
        self.expiry.replace(Some(expiry));
    }

    /// Takes it away.
    pub(crate) fn dismiss(&self) {
        self.expiry.replace(None);
        self.news.set(None);
    }
}

impl Session {
    /// Takes it away with a change of scope: it was about what is not shown any more.
    pub(super) fn follow_news(self: &Rc<Self>) {
        let session = Rc::clone(self);
        let scope = move || {
            session.console.address.with(|address| match &address.view {
                View::Choose => None,
                View::Agents { scope, .. } => Some(scope.clone()),
            })
        };
        let session = Rc::clone(self);
        follow(scope, move |_| session.corner.dismiss());
    }
}
