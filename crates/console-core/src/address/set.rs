//! Saved sets: named lists of projects and groups.

use super::credential;
use super::{Compose, GroupRef, ProjectRef};
use crate::json::{document, elements, entries, push_string, string};

/// The longest name of a set, in characters.
const LONGEST_NAME: usize = 64;

/// The name of a set.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SetName(String);

/// A member of a set.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Member {
    /// A project.
    Project(ProjectRef),
    /// A group's projects, including its subgroups'.
    Group(GroupRef),
}

/// Sets with unique names, in the order they were defined. As JSON they are an object: `{"Kiosks":
/// ["platform/edge/kiosk", "20", "group:platform/shops"]}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sets(Vec<(SetName, Vec<Member>)>);

impl SetName {
    /// A name made of `text` without surrounding white space. `None` if it is empty, longer than 64
    /// characters, or contains a control character or what looks like a credential: names are shown
    /// in the address.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_name = !text.is_empty()
            && text.chars().count() <= LONGEST_NAME
            && !text.contains(char::is_control)
            && !credential::looks_like_one(text);
        is_name.then(|| Self(text.to_owned()))
    }

    /// The name normalised by `compose`.
    #[must_use]
    pub fn composed(self, compose: Compose) -> Self {
        Self(compose(&self.0))
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Member {
    /// Parses a project like [`ProjectRef::parse`], or a group after `group:`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.strip_prefix("group:") {
            Some(group) => GroupRef::parse(group).map(Self::Group),
            None => ProjectRef::parse(text).map(Self::Project),
        }
    }

    /// Formats the member for [`Member::parse`].
    #[must_use]
    pub fn to_text(&self) -> String {
        let (mut text, id, path) = match self {
            Self::Project(ProjectRef::Id(id)) => (String::new(), Some(id.0), ""),
            Self::Project(ProjectRef::Path(path)) => (String::new(), None, path.as_str()),
            Self::Group(GroupRef::Id(id)) => ("group:".to_owned(), Some(id.0), ""),
            Self::Group(GroupRef::Path(path)) => ("group:".to_owned(), None, path.as_str()),
        };
        match id {
            Some(id) => text.push_str(&id.to_string()),
            None => text.push_str(path),
        }
        text
    }
}

impl Sets {
    /// Parses sets from JSON. `None` if the form differs, a name is not a [`SetName`] or occurs
    /// twice, a set is empty, or a member is neither a project nor a group.
    #[must_use]
    pub fn parse(json: &str) -> Option<Self> {
        let mut sets = Self::default();
        for (name, members) in entries(document(json.as_bytes())?)? {
            let name = SetName::new(&name)?;
            let members = elements(members)?.into_iter();
            let members: Option<Vec<_>> =
                members.map(|member| Member::parse(&string(member)?)).collect();
            let members = members?;
            if members.is_empty() || sets.get(&name).is_some() {
                return None;
            }
            sets.0.push((name, members));
        }
        Some(sets)
    }

    /// The same sets with names normalised by `compose`. If two names become equal, the first set
    /// wins.
    #[must_use]
    pub fn composed(self, compose: Compose) -> Self {
        let mut sets = Self::default();
        for (name, members) in self.0 {
            let name = name.composed(compose);
            if sets.get(&name).is_none() {
                sets.0.push((name, members));
            }
        }
        sets
    }

    /// Formats the sets as JSON for [`Sets::parse`].
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut json = String::from("{");
        let mut push = |before: &str, text: &str| {
            json.push_str(before);
            push_string(&mut json, text);
        };
        let mut before_set = "";
        for (name, members) in &self.0 {
            push(before_set, name.as_str());
            let mut before = ":[";
            for member in members {
                push(before, &member.to_text());
                before = ",";
            }
            before_set = "],";
        }
        json.push_str(if self.0.is_empty() { "}" } else { "]}" });
        json
    }

    /// The members of the set of that name.
    #[must_use]
    pub fn get(&self, name: &SetName) -> Option<&[Member]> {
        let set = self.0.iter().find(|(its, _)| its == name);
        set.map(|(_, members)| members.as_slice())
    }

    /// The names, in order.
    pub fn names(&self) -> impl Iterator<Item = &SetName> {
        self.0.iter().map(|(name, _)| name)
    }

    /// Saves a set, replacing the one of the same name or appending it. Ignores an empty set.
    pub fn put(&mut self, name: SetName, members: Vec<Member>) {
        match self.0.iter_mut().find(|(its, _)| *its == name) {
            _ if members.is_empty() => self.remove(&name),
            Some((_, held)) => *held = members,
            None => self.0.push((name, members)),
        }
    }

    /// Removes a set.
    pub fn remove(&mut self, name: &SetName) {
        self.0.retain(|(its, _)| its != name);
    }
}
