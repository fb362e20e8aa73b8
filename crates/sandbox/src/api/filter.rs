//! Parameters that filter and sort lists of projects.

use std::cmp::Ordering;

use super::checks::Checks;
use crate::world::{Level, Project, Visibility};

/// A filter for projects.
#[derive(Debug)]
pub(super) struct Filter {
    pub(super) min_access_level: Option<Level>,
    pub(super) simple: bool,
    pub(super) search: Option<String>,
    archived: Option<bool>,
    active: Option<bool>,
    visibility: Option<Visibility>,
}

/// A sort order.
#[derive(Debug)]
pub(super) struct Order {
    by: &'static str,
    descending: bool,
}

impl Filter {
    pub(super) fn read(checks: &mut Checks<'_>) -> Self {
        Self {
            min_access_level: min_access_level(checks),
            simple: checks.flag("simple").unwrap_or(false),
            search: checks.optional_text("search").filter(|text| !text.trim().is_empty()),
            archived: checks.flag("archived"),
            active: checks.flag("active"),
            visibility: match checks.choice("visibility", &["", "private", "internal", "public"]) {
                "private" => Some(Visibility::Private),
                "internal" => Some(Visibility::Internal),
                "public" => Some(Visibility::Public),
                _ => None,
            },
        }
    }

    /// Whether a project matches. `texts` are the texts to search.
    pub(super) fn takes(&self, project: &Project, texts: &[String]) -> bool {
        self.archived.is_none_or(|archived| archived == project.archived)
            && self.active.is_none_or(|active| active != project.archived)
            && self.visibility.is_none_or(|visibility| visibility == project.visibility)
            && self
                .search
                .as_ref()
                .is_none_or(|search| texts.iter().any(|text| found(search, text)))
    }
}

impl Order {
    pub(super) fn read(checks: &mut Checks<'_>) -> Self {
        const KEYS: &[&str] = &[
            "created_at",
            "id",
            "name",
            "path",
            "updated_at",
            "last_activity_at",
            "similarity",
            "star_count",
        ];
        let by = checks.choice("order_by", KEYS);
        Self { by, descending: checks.choice("sort", &["desc", "asc"]) == "desc" }
    }

    pub(super) fn by_id(&self) -> bool {
        self.by == "id"
    }

    pub(super) fn descending(&self) -> bool {
        self.descending
    }

    /// Sorts; equal keys are sorted by id.
    pub(super) fn sort(&self, projects: &mut [&Project]) {
        projects.sort_by(|a, b| {
            let order = self.compare(a, b).then(a.id.cmp(&b.id));
            if self.descending { order.reverse() } else { order }
        });
    }

    fn compare(&self, a: &Project, b: &Project) -> Ordering {
        match self.by {
            "name" => a.name.to_lowercase().cmp(&b.name.to_lowercase()),
            "path" => a.path.cmp(&b.path),
            "created_at" => a.created.cmp(&b.created),
            "updated_at" | "last_activity_at" => a.active.cmp(&b.active),
            _ => Ordering::Equal,
        }
    }
}

/// `min_access_level`, an access level of GitLab's.
pub(super) fn min_access_level(checks: &mut Checks<'_>) -> Option<Level> {
    let number = checks.integer("min_access_level")?;
    let level = Level::ALL.into_iter().find(|level| i64::from(level.number()) == number);
    if level.is_none() {
        checks.refuse("min_access_level does not have a valid value");
    }
    level
}

/// GitLab's search: every word of at least three characters must be in the text; without such a
/// word, the search must equal the text.
pub(super) fn found(search: &str, text: &str) -> bool {
    let (search, text) = (search.trim().to_lowercase(), text.to_lowercase());
    let mut words = search.split_whitespace().filter(|word| word.chars().count() >= 3).peekable();
    if words.peek().is_none() { text == search } else { words.all(|word| text.contains(word)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_words_match_whole_texts_only() {
        assert!(found("ci", "CI"));
        assert!(!found("ci", "circle"));
        assert!(found("cir", "CIRCLE"));
        assert!(found("edge seoul", "seoul edge sites"));
        assert!(!found("edge paris", "seoul edge sites"));
    }
}
