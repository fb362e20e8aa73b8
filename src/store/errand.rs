//! What the console does only once it has shown something, as data. The code for it may come later.

use super::export::Format;
use super::{Console, FirstContact, Keeping, Orders, Pick, Session, Target};
use crate::text::Language;
use console_core::address::Places;
use console_core::dialog::OrderId;
use console_core::intent::Unsettled;
use console_core::model::{Agent, AgentId, ProjectId, Token, TokenId, UserId};
use console_core::monotonic::Moment;
use futures_util::future::LocalBoxFuture;
use gitlab_agents::{Start, StatusReads, Urgency};
use std::rc::Rc;
use std::vec::IntoIter;

/// Makes the future that does some work, wherever its code is.
pub(crate) type Desk = fn(Work) -> LocalBoxFuture<'static, ()>;

/// Something to do, and for whom.
#[derive(Debug)]
pub(crate) enum Work {
    /// Show a console in a language.
    Speak(Rc<Console>, Language),
    /// What goes on when another person goes on with the page.
    Order(Rc<Orders>, Order),
    /// What ends with the session.
    Errand(Rc<Session>, Errand),
}

/// Something that was ordered.
#[derive(Debug)]
pub(crate) enum Order {
    /// Create a token, or go on from a state in which it is only looked for.
    Create(OrderId, Start<Token>),
    /// Register an agent, or go on from a state in which it is only looked for.
    Register(Start<Agent>),
    /// Go on with what was being created before a reload.
    Resume(Vec<Unsettled>),
}

/// Something to do for the person who is signed in.
#[derive(Debug)]
pub(crate) enum Errand {
    /// Nothing but the views of a dialog, whose code comes with that of all else here.
    OpenDialog,
    /// Delete an agent.
    Delete(Target),
    /// Find out what would break if a token were revoked.
    Weigh(Target, TokenId),
    /// Revoke a token.
    Revoke(Target, TokenId),
    /// Wait for the first use of a new token.
    Watch {
        /// The project of its agent.
        project: ProjectId,
        /// What is waited for.
        waiting: FirstContact,
        /// When nobody looks any more.
        until: Moment,
    },
    /// Read when agents were last in contact.
    ReadContacts(StatusReads),
    /// Read all of one agent.
    ReadDetail(ProjectId, AgentId),
    /// Read the tokens of an agent that a person looks at.
    ReadTokens(ProjectId, AgentId),
    /// Read the tokens of the open agent again and again.
    KeepReadingTokens(AgentId),
    /// Read names of people.
    NamePeople(IntoIter<UserId>),
    /// Count the archived projects of these places that are not among those shown.
    CountLeftOut(Places, Vec<ProjectId>),
    /// Read a project or group again.
    Retry(String),
    /// Read everything again that failed.
    RetryAll,
    /// Search projects and groups.
    Search(String),
    /// Find out whose the new credential is.
    Renew(Keeping),
    /// Select agents.
    Pick(Pick),
    /// Look for an agent whose name goes on with a letter, from a row on.
    TypeAhead(char, u32),
    /// Offer the rows as a file.
    Export(Format),
}

impl Work {
    /// The future that does it. Only what is late may call this: its code comes along with it.
    pub(crate) fn carry_out(self) -> LocalBoxFuture<'static, ()> {
        match self {
            Self::Speak(console, language) => {
                Box::pin(async move { console.load_language(language).await })
            }
            Self::Order(orders, order) => match order {
                Order::Create(id, start) => Box::pin(async move { orders.drive(id, start).await }),
                Order::Register(start) => {
                    Box::pin(async move { orders.drive_registration(start).await })
                }
                Order::Resume(unsettled) => Box::pin(async move { orders.resume(unsettled).await }),
            },
            Self::Errand(session, errand) => session.carry_out(errand),
        }
    }
}

impl Session {
    fn carry_out(self: Rc<Self>, errand: Errand) -> LocalBoxFuture<'static, ()> {
        Box::pin(async move {
            match errand {
                Errand::OpenDialog => {}
                Errand::Delete(target) => self.delete_agent(target).await,
                Errand::Weigh(target, id) => self.weigh(target, id).await,
                Errand::Revoke(target, id) => self.revoke_token(target, id).await,
                Errand::Watch { project, waiting, until } => {
                    self.watch(project, waiting, until).await;
                }
                Errand::ReadContacts(reads) => self.read_contacts(reads).await,
                Errand::ReadDetail(project, agent) => self.show_detail(project, agent).await,
                Errand::ReadTokens(project, agent) => {
                    self.read_tokens(project, agent, Urgency::User).await;
                }
                Errand::KeepReadingTokens(agent) => self.keep_reading_tokens(agent).await,
                Errand::NamePeople(wanted) => self.name_people(wanted).await,
                Errand::CountLeftOut(places, shown) => self.read_left_out(places, shown).await,
                Errand::Retry(key) => self.read_again(key),
                Errand::RetryAll => self.read_failed_again(),
                Errand::Search(text) => self.find(text).await,
                Errand::Renew(keeping) => self.authenticate_again(keeping).await,
                Errand::Pick(pick) => self.select(pick),
                Errand::TypeAhead(letter, position) => self.find_typed(letter, position),
                Errand::Export(format) => self.offer(format),
            }
        })
    }
}
