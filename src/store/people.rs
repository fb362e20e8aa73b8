//! The names of those who created agents and tokens, one request per person.
//!
//! They stand in the table of agents, which reads them row by row; there is no second list.

use super::{CreatorText, Errand, Session};
use console_core::agents::AgentTable;
use console_core::failure::FailureKind;
use console_core::model::{Creator, Row, Token, UserId, UserName};
use leptos::prelude::*;
use std::rc::Rc;
use std::vec::IntoIter;

impl Session {
    /// Who created something, as far as it is known. Tracks the names.
    pub(crate) fn creator(&self, creator: Creator) -> CreatorText {
        match creator {
            Creator::User(id) => {
                self.agents.version.track();
                self.agents.table.with_untracked(|table| match table.user_name(id) {
                    Some(name) => CreatorText::Name(name.to_owned()),
                    None => CreatorText::Number(id),
                })
            }
            Creator::Deleted => CreatorText::Deleted,
            Creator::Unstated => CreatorText::Unstated,
        }
    }

    /// Reads the names of the table's creators that are not known yet.
    pub(super) fn read_names(self: &Rc<Self>) {
        let unnamed = self.agents.table.with_untracked(AgentTable::unnamed_users);
        self.read_people(unnamed);
    }

    /// Reads the names of those who created `tokens`.
    pub(super) fn read_token_creators(self: &Rc<Self>, tokens: &[Row<Token>]) {
        let creators = tokens.iter().filter_map(|row| match row {
            Row::Read(Token { created_by: Creator::User(id), .. }) => Some(*id),
            _ => None,
        });
        self.read_people(creators.collect());
    }

    /// Reads names one after the other, each once.
    fn read_people(self: &Rc<Self>, users: Vec<UserId>) {
        let wanted =
            self.agents.table.update_untracked(|table| table.claim_names(users)).into_iter();
        if wanted.len() == 0 {
            return;
        }
        self.spawn_later(Errand::NamePeople(wanted));
    }

    /// Reads the names of `wanted`, one after the other.
    pub(super) async fn name_people(&self, mut wanted: IntoIter<UserId>) {
        while let Some(id) = wanted.next() {
            match self.gitlab().user_name(id).await {
                Ok(name) => self.name(id, name),
                Err(why) => {
                    // What was not read may be asked for again, by the next refresh.
                    self.name(id, UserName::Unread);
                    // A name is a side question: whether the token still holds is for what a
                    // person asked for to say.
                    if !why.is_unauthorised() {
                        self.heed(&why);
                    }
                    if why.is_unauthorised() || matches!(why.kind, FailureKind::Throttled { .. }) {
                        wanted.by_ref().for_each(|id| self.name(id, UserName::Unread));
                    }
                }
            }
        }
    }

    fn name(&self, id: UserId, name: UserName) {
        self.agents.table.update_untracked(|table| table.name_user(id, name));
        self.agents.flush_soon();
    }
}
