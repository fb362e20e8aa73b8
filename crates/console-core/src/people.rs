//! The names of those who created agents and tokens, each once. They outlast the rows: who a user is
//! does not depend on what is shown.

use crate::model::{Creator, UserId, UserName};
use crate::table::List;

/// Users, numbered in the order in which they appeared.
#[derive(Debug, Default)]
pub(crate) struct People {
    list: List,
    known: Vec<Knowledge>,
}

/// What is known of who created something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CreatorName<'table> {
    /// Their user name.
    Known(&'table str),
    /// Their account is deleted.
    Deleted,
    /// Their id: the name was not read, or GitLab does not tell it.
    Number(UserId),
    /// GitLab did not say.
    Unstated,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Knowledge {
    Unread,
    /// A request for it is under way.
    Asked,
    Known,
    Hidden,
}

impl People {
    /// The number of a user, who is added where they are new.
    pub(crate) fn intern(&mut self, id: UserId) -> u32 {
        let number = self.list.intern(id.0);
        if number as usize == self.known.len() {
            self.known.push(Knowledge::Unread);
        }
        number
    }

    /// The link of a row to who created it.
    pub(crate) fn link_to(&mut self, creator: Creator) -> u32 {
        match creator {
            Creator::User(user) => self.intern(user),
            Creator::Deleted => List::GONE,
            Creator::Unstated => List::UNKNOWN,
        }
    }

    /// Who it is that a row links to.
    pub(crate) fn creator(&self, link: u32) -> (Creator, CreatorName<'_>) {
        if link == List::GONE {
            return (Creator::Deleted, CreatorName::Deleted);
        }
        let Some(user) = self.list.id(link).map(UserId) else {
            return (Creator::Unstated, CreatorName::Unstated);
        };
        let name = self.list.text(link);
        (Creator::User(user), name.map_or(CreatorName::Number(user), CreatorName::Known))
    }

    /// Sets what is known of a name, and tells whether that is new.
    pub(crate) fn name(&mut self, id: UserId, name: &UserName) -> bool {
        let number = self.intern(id);
        let (knowledge, text) = match name {
            UserName::Unread => (Knowledge::Unread, None),
            UserName::Known(name) => (Knowledge::Known, Some(name.as_str())),
            UserName::Hidden => (Knowledge::Hidden, None),
        };
        let mut changed = self.list.set_text(number, text);
        if let Some(known) = self.known.get_mut(number as usize) {
            changed |= *known != knowledge;
            *known = knowledge;
        }
        changed
    }

    /// Notes that the name of a user is asked for. `false` where it was before.
    pub(crate) fn claim(&mut self, id: UserId) -> bool {
        let number = self.intern(id);
        match self.known.get_mut(number as usize) {
            Some(known @ Knowledge::Unread) => {
                *known = Knowledge::Asked;
                true
            }
            _ => false,
        }
    }

    /// Those to whom `links` lead and whose name nobody asked for yet.
    pub(crate) fn unnamed(&self, links: &[u32]) -> Vec<UserId> {
        let mut is_wanted = vec![false; self.known.len()];
        for &link in links {
            if let Some(is_wanted) = is_wanted.get_mut(link as usize) {
                *is_wanted = self.known.get(link as usize) == Some(&Knowledge::Unread);
            }
        }
        let users = self.list.ids().iter().zip(is_wanted);
        users.filter(|(_, is_wanted)| *is_wanted).map(|(user, _)| UserId(*user)).collect()
    }

    /// The name of a user, where it is known.
    pub(crate) fn name_of(&self, id: UserId) -> Option<&str> {
        self.list.text(self.list.find(id.0)?)
    }

    /// What rows link to.
    pub(crate) fn list(&self) -> &List {
        &self.list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows are put in order again where it is.
    #[test]
    fn a_name_is_new_where_its_text_or_what_is_known_is() {
        let mut people = People::default();
        let known = |name: &str| UserName::Known(name.to_owned());
        for (name, is_new) in [
            (UserName::Unread, false),
            (known("ann"), true),
            (known("ann"), false),
            (known("bob"), true),
            (UserName::Hidden, true),
            (UserName::Hidden, false),
            (known(""), true),
        ] {
            assert_eq!(people.name(UserId(7), &name), is_new, "{name:?}");
        }
    }

    #[test]
    fn a_name_is_asked_for_once_unless_it_could_not_be_read() {
        let mut people = People::default();
        assert!(people.claim(UserId(7)));
        assert!(!people.claim(UserId(7)));
        people.name(UserId(7), &UserName::Unread);
        assert!(people.claim(UserId(7)));
        people.name(UserId(7), &UserName::Known("ann".to_owned()));
        assert!(!people.claim(UserId(7)));
        assert_eq!(people.name_of(UserId(7)), Some("ann"));
        assert_eq!(people.name_of(UserId(8)), None);
    }
}
