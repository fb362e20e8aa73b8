//! What the console does only once it has shown something, as data. The code for it may come later.

use super::export::Format;
use super::{FirstContact, GitLab, Keeping, Pick, SignedIn, State, Store, Target};
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

/// Makes the future that carries out an errand, wherever its code is.
pub(crate) type Desk = fn(Store, Errand) -> LocalBoxFuture<'static, ()>;

/// Something to do.
#[derive(Debug)]
pub(crate) enum Errand {
    /// Nothing but the views of a dialog, whose code comes with that of all else here.
    OpenDialog,
    /// Create a token, or go on from a state in which it is only looked for.
    Create(OrderId, Start<Token>),
    /// Register an agent, or go on from a state in which it is only looked for.
    Register(Start<Agent>),
    /// Go on with what was being created before a reload.
    Resume(Vec<Unsettled>),
    /// Delete an agent.
    Delete(GitLab, Target),
    /// Find out what would break if a token were revoked.
    Weigh(GitLab, Target, TokenId),
    /// Revoke a token.
    Revoke(GitLab, Target, TokenId),
    /// Wait for the first use of a new token.
    Watch {
        /// Where to ask.
        gitlab: GitLab,
        /// The project of its agent.
        project: ProjectId,
        /// What is waited for.
        waiting: FirstContact,
        /// When nobody looks any more.
        until: Moment,
    },
    /// Read when agents were last in contact.
    ReadContacts(GitLab, StatusReads),
    /// Read all of one agent.
    ReadDetail(GitLab, ProjectId, AgentId),
    /// Read the tokens of an agent that a person looks at.
    ReadTokens(ProjectId, AgentId),
    /// Read the tokens of the open agent again and again.
    KeepReadingTokens(AgentId),
    /// Read names of people.
    NamePeople(GitLab, IntoIter<UserId>),
    /// Count the archived projects of these places that are not among those shown.
    CountLeftOut(Rc<SignedIn>, Places, Vec<ProjectId>),
    /// Read a project or group again.
    Retry(String),
    /// Read everything again that failed.
    RetryAll,
    /// Search projects and groups.
    Search(Rc<SignedIn>, String),
    /// Find out whose the new credential is.
    Renew(Rc<SignedIn>, Keeping),
    /// Show the console in a language.
    Speak(Language),
    /// Select agents.
    Pick(Pick),
    /// Look for an agent whose name goes on with a letter, from a row on.
    TypeAhead(char, u32),
    /// Offer the rows as a file.
    Export(Format),
}

impl State {
    /// The future that carries out `errand`. Only what is late may call this: its code comes along with it.
    pub(crate) fn carry_out(&'static self, errand: Errand) -> LocalBoxFuture<'static, ()> {
        match errand {
            Errand::OpenDialog => Box::pin(async {}),
            Errand::Create(id, start) => Box::pin(self.drive(id, start)),
            Errand::Register(start) => Box::pin(self.drive_registration(start)),
            Errand::Resume(unsettled) => Box::pin(self.resume(unsettled)),
            Errand::Delete(gitlab, target) => Box::pin(self.delete_agent(gitlab, target)),
            Errand::Weigh(gitlab, target, id) => Box::pin(self.weigh(gitlab, target, id)),
            Errand::Revoke(gitlab, target, id) => Box::pin(self.revoke_token(gitlab, target, id)),
            Errand::Watch { gitlab, project, waiting, until } => {
                Box::pin(self.watch(gitlab, project, waiting, until))
            }
            Errand::ReadContacts(gitlab, reads) => Box::pin(self.read_contacts(gitlab, reads)),
            Errand::ReadDetail(gitlab, project, agent) => {
                Box::pin(self.show_detail(gitlab, project, agent))
            }
            Errand::ReadTokens(project, agent) => {
                Box::pin(self.read_tokens(project, agent, Urgency::User))
            }
            Errand::KeepReadingTokens(agent) => Box::pin(self.keep_reading_tokens(agent)),
            Errand::NamePeople(gitlab, wanted) => Box::pin(self.name_people(gitlab, wanted)),
            Errand::CountLeftOut(session, places, shown) => {
                Box::pin(self.read_left_out(session, places, shown))
            }
            Errand::Retry(key) => Box::pin(async move { self.read_again(key) }),
            Errand::RetryAll => Box::pin(self.read_failed_again()),
            Errand::Search(session, text) => Box::pin(self.find(session, text)),
            Errand::Renew(session, keeping) => Box::pin(self.authenticate_again(session, keeping)),
            Errand::Speak(language) => Box::pin(self.load_language(language)),
            Errand::Pick(pick) => Box::pin(self.select(pick)),
            Errand::TypeAhead(letter, position) => Box::pin(self.find_typed(letter, position)),
            Errand::Export(format) => Box::pin(self.offer(format)),
        }
    }
}
