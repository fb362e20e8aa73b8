//! The names of those who created agents and tokens, one request per person.

use super::{CreatorText, State};
use console_core::failure::FailureKind;
use console_core::model::{Creator, Row, Token, UserId, UserName};
use console_core::table::AgentTable;

/// The names read so far, in the order of their ids. A name that is being read counts as unread.
pub(crate) type People = Vec<(UserId, UserName)>;

impl State {
    /// Who created something, as far as it is known. Tracks the names.
    pub(crate) fn creator(&'static self, creator: Creator) -> CreatorText {
        match creator {
            Creator::User(id) => self.people.with(|people| match known(people, id) {
                Some(UserName::Known(name)) => CreatorText::Name(name.clone()),
                Some(UserName::Unread | UserName::Hidden) | None => CreatorText::Number(id),
            }),
            Creator::Deleted => CreatorText::Deleted,
            Creator::Unstated => CreatorText::Unstated,
        }
    }

    /// Reads the names of the table's creators that are not known yet.
    pub(super) fn read_names(&'static self) {
        let unnamed = self.agents.table.with_untracked(AgentTable::unnamed_users);
        self.read_people(unnamed);
    }

    /// Reads the names of those who created `tokens`.
    pub(super) fn read_token_creators(&'static self, tokens: &[Row<Token>]) {
        let creators = tokens.iter().filter_map(|row| match row {
            Row::Read(Token { created_by: Creator::User(id), .. }) => Some(*id),
            _ => None,
        });
        self.read_people(creators.collect());
    }

    /// Reads names one after the other, each once.
    fn read_people(&'static self, mut wanted: Vec<UserId>) {
        let Some(gitlab) = self.gitlab() else { return };
        self.people.update_untracked(|people| {
            wanted.retain(|id| claim(people, *id));
        });
        if wanted.is_empty() {
            return;
        }
        self.spawn_later(async move {
            for (read, id) in wanted.iter().enumerate() {
                match gitlab.user_name(*id).await {
                    Ok(name) => self.name(*id, name),
                    Err(why) => {
                        // A name is a side question: whether the token is accepted, what is read for its own
                        // sake tells.
                        if !why.is_unauthorised() {
                            self.heed(&why);
                        }
                        // What was not read may be asked for again, by the next refresh.
                        let is_over = why.is_unauthorised()
                            || matches!(why.kind, FailureKind::Throttled { .. });
                        let unread =
                            if is_over { wanted.get(read..) } else { wanted.get(read..=read) };
                        self.people.update_untracked(|people| {
                            let unread = unread.unwrap_or_default();
                            people.retain(|(id, _)| !unread.contains(id));
                        });
                        if is_over {
                            return;
                        }
                    }
                }
            }
        });
    }

    fn name(&'static self, id: UserId, name: UserName) {
        self.agents.table.update_untracked(|table| table.name_user(id, name.clone()));
        self.people.update(|people| {
            if let Ok(at) = position(people, id)
                && let Some(entry) = people.get_mut(at)
            {
                entry.1 = name;
            }
        });
        self.agents.flush_soon();
    }
}

fn position(people: &People, id: UserId) -> Result<usize, usize> {
    people.binary_search_by_key(&id, |(id, _)| *id)
}

fn known(people: &People, id: UserId) -> Option<&UserName> {
    people.get(position(people, id).ok()?).map(|(_, name)| name)
}

/// Marks `id` as being read. `false` where it is known or being read already.
fn claim(people: &mut People, id: UserId) -> bool {
    match position(people, id) {
        Ok(_) => false,
        Err(at) => {
            people.insert(at, (id, UserName::Unread));
            true
        }
    }
}
