//! The names of those who created agents and tokens, one request per person.

use super::{CreatorText, Store};
use agent_ops::failure::FailureKind;
use agent_ops::model::{Creator, Row, Token, UserId, UserName};
use agent_ops::table::AgentTable;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The names read so far. A name that is being read counts as unread.
pub(crate) type People = BTreeMap<UserId, UserName>;

impl Store {
    /// Who created something, as far as it is known. Tracks the names.
    pub(crate) fn creator(self, creator: Creator) -> CreatorText {
        match creator {
            Creator::User(id) => self.people.with(|people| match people.get(&id) {
                Some(UserName::Known(name)) => CreatorText::Name(name.clone()),
                Some(UserName::Unread | UserName::Hidden) | None => CreatorText::Number(id),
            }),
            Creator::Deleted => CreatorText::Deleted,
            Creator::Unstated => CreatorText::Unstated,
        }
    }

    /// Reads the names of the table's creators that are not known yet.
    pub(super) fn read_names(self) {
        let unnamed = self.agents.table.with_value(AgentTable::unnamed_users);
        self.read_people(unnamed);
    }

    /// Reads the names of those who created `tokens`.
    pub(super) fn read_token_creators(self, tokens: &[Row<Token>]) {
        let creators = tokens.iter().filter_map(|row| match row {
            Row::Read(Token { created_by: Creator::User(id), .. }) => Some(*id),
            _ => None,
        });
        self.read_people(creators.collect());
    }

    /// Reads names one after the other, each once.
    fn read_people(self, mut wanted: Vec<UserId>) {
        let Some(gitlab) = self.gitlab() else { return };
        self.people.update_untracked(|people| {
            wanted.retain(|id| claim(people, *id));
        });
        if wanted.is_empty() {
            return;
        }
        self.spawn(async move {
            for (read, id) in wanted.iter().enumerate() {
                match gitlab.user_name(*id).await {
                    Ok(name) => self.name(*id, name),
                    Err(why) => {
                        self.heed(&why);
                        // What was not read may be asked for again, by the next refresh.
                        let is_over = matches!(why.kind, FailureKind::Throttled { .. });
                        let unread =
                            if is_over { wanted.get(read..) } else { wanted.get(read..=read) };
                        self.people.update_untracked(|people| {
                            for id in unread.unwrap_or_default() {
                                people.remove(id);
                            }
                        });
                        if is_over {
                            return;
                        }
                    }
                }
            }
        });
    }

    fn name(self, id: UserId, name: UserName) {
        self.agents.table.update_value(|table| table.name_user(id, name.clone()));
        self.people.update(|people| {
            people.insert(id, name);
        });
        self.agents.flush_soon();
    }
}

/// Marks `id` as being read. `false` where it is known or being read already.
fn claim(people: &mut People, id: UserId) -> bool {
    let is_absent = !people.contains_key(&id);
    if is_absent {
        people.insert(id, UserName::Unread);
    }
    is_absent
}
