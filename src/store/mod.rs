//! Shared state, and the verbs that change it. The only caller of the GitLab client.
//!
//! [`Console`] is what belongs to the console, whoever is signed in, and [`Session`] all that belongs to the
//! person who is. Dropping a session is forgetting it.
//!
//! Nothing here belongs to the view that happens to show it: what a person typed, started or was
//! shown outlives any change of view.

mod agent_facts;
mod agents;
mod ahead;
mod archived;
mod attempt;
mod budgets;
#[cfg(feature = "canary")]
mod canary;
mod console;
mod contact;
mod creation;
mod credential;
mod deletion;
mod detail;
mod errand;
mod export;
mod follow;
mod form;
mod handle;
mod host;
mod journal;
mod listing;
mod lock;
mod navigation;
mod news;
mod order;
mod orders;
mod people;
mod preferences;
mod reach;
mod reading;
mod registration;
mod renewal;
mod retry;
mod revocation;
mod rights;
mod search;
mod selection;
mod session;
mod sets;
mod sign_in;
mod tokens;
mod watch;

pub(crate) use agent_facts::{AgentFacts, CreatorText};
pub(crate) use agents::{Doubt, ProjectState, Reading, joined, reference_text};
pub(crate) use archived::ArchivedCount;
pub(crate) use console::{Console, Phase, Running, begin};
pub(crate) use console_core::dialog::{Person, Target};
pub(crate) use credential::Keeping;
pub(crate) use detail::Detail;
pub(crate) use errand::{Desk, Errand, Work};
pub(crate) use form::Form;
pub(crate) use gitlab_agents::LeftOut;
pub(crate) use handle::Handle;
pub(crate) use host::Host;
use leptos::prelude::*;
pub(crate) use navigation::Place;
pub(crate) use news::{Corner, News};
pub(crate) use orders::Orders;
pub(crate) use renewal::Waiting;
pub(crate) use rights::{Change, Right};
pub(crate) use search::{Found, FoundProject};
pub(crate) use selection::Pick;
pub(crate) use session::{Account, Session};
pub(crate) use sets::Saved;
pub(crate) use sign_in::{Entry, Probed, SignInProblem};
pub(crate) use watch::{FirstContact, GivenUp};

use crate::browser::clock::BrowserClock;
use crate::browser::fetch::FetchTransport;
use crate::text::Text;
use gitlab_agents::Connection;

/// The client, as it runs in a browser.
pub(crate) type GitLab = Connection<FetchTransport, BrowserClock>;

/// The console, as its views hold it.
pub(crate) type Store = Handle<Console>;

/// The session, as the views of the signed-in page hold it.
pub(crate) type Here = Handle<Session>;

/// The console that a view belongs to.
#[expect(clippy::disallowed_methods, reason = "the page provides it before it builds any view")]
pub(crate) fn use_store() -> Store {
    leptos::prelude::expect_context()
}

/// The session that a view of the signed-in page belongs to.
#[expect(clippy::disallowed_methods, reason = "the signed-in page provides it")]
pub(crate) fn use_session() -> Here {
    leptos::prelude::expect_context()
}

/// The sentences of the language shown.
pub(crate) fn use_text() -> &'static Text {
    use_store().get().text.get_untracked()
}
