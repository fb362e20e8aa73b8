//! The names of those who created agents and tokens, each once. They outlast the rows: who a user is
//! does not depend on what is shown.

use super::texts::Texts;
use crate::id_map::IdMap;
use crate::model::{UserId, UserName};

/// Users, numbered in the order in which they appeared.
#[derive(Debug, Default)]
pub(super) struct People {
    index: IdMap,
    ids: Vec<UserId>,
    known: Vec<Knowledge>,
    /// Empty where the name is not known.
    pub(super) names: Texts,
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
    pub(super) fn intern(&mut self, id: UserId) -> u32 {
        let next = self.ids.len() as u32;
        let number = *self.index.entry(id.0).or_insert(next);
        if number == next {
            self.ids.push(id);
            self.known.push(Knowledge::Unread);
            self.names.push("");
        }
        number
    }

    /// Sets what is known of a name, and tells whether that is new.
    pub(super) fn name(&mut self, id: UserId, name: &UserName) -> bool {
        let number = self.intern(id);
        let (knowledge, text) = match name {
            UserName::Unread => (Knowledge::Unread, ""),
            UserName::Known(name) => (Knowledge::Known, name.as_str()),
            UserName::Hidden => (Knowledge::Hidden, ""),
        };
        let mut changed = self.names.set(number, text);
        if let Some(known) = self.known.get_mut(number as usize) {
            changed |= *known != knowledge;
            *known = knowledge;
        }
        changed
    }

    /// The id of the user with that number.
    pub(super) fn id(&self, number: u32) -> Option<UserId> {
        self.ids.get(number as usize).copied()
    }

    /// The name of the user with that number, where it is known.
    pub(super) fn known_name(&self, number: u32) -> Option<&str> {
        let known = self.known.get(number as usize).copied();
        (known == Some(Knowledge::Known)).then(|| self.names.get(number))
    }

    /// Whether nobody has asked for the name of the user with that number.
    pub(super) fn is_unread(&self, number: u32) -> bool {
        self.known.get(number as usize) == Some(&Knowledge::Unread)
    }

    /// Notes that the name of a user is asked for. `false` where it was before.
    pub(super) fn claim(&mut self, id: UserId) -> bool {
        let number = self.intern(id);
        match self.known.get_mut(number as usize) {
            Some(known @ Knowledge::Unread) => {
                *known = Knowledge::Asked;
                true
            }
            _ => false,
        }
    }

    /// The name of a user, where it is known.
    pub(super) fn name_of(&self, id: UserId) -> Option<&str> {
        self.known_name(*self.index.get(&id.0)?)
    }

    /// All ids, in the order of their numbers.
    pub(super) fn ids(&self) -> &[UserId] {
        &self.ids
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
