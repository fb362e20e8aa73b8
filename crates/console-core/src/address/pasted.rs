//! Parses pasted lists of projects.

use super::ProjectRef;

/// A parsed list of projects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    /// The projects in pasted order, duplicates included;
    /// [`Scope::projects`](super::Scope::projects) removes them.
    pub projects: Vec<ProjectRef>,
    /// The words that name no project of this GitLab instance.
    pub unusable: Vec<String>,
}

/// Parses project ids, paths and URLs, separated by commas, semicolons or white space.
///
/// `gitlab` is the address of their GitLab instance, such as `https://gitlab.example.com/gitlab`.
/// URLs below it are accepted, with anything after the project's path (`/-/tree/main`, `.git`);
/// URLs of other hosts are not.
#[must_use]
pub fn parse_pasted(text: &str, gitlab: &str) -> Pasted {
    let mut pasted = Pasted::default();
    for word in text.split([',', ';', ' ', '\t', '\r', '\n']).filter(|word| !word.is_empty()) {
        match parse_word(word, gitlab) {
            Some(project) => pasted.projects.push(project),
            None => pasted.unusable.push(word.to_owned()),
        }
    }
    pasted
}

fn parse_word(word: &str, gitlab: &str) -> Option<ProjectRef> {
    if !word.split(':').skip(1).any(|rest| rest.starts_with("//")) {
        return ProjectRef::parse(word.trim_matches('/'));
    }
    let gitlab = gitlab.trim_end_matches('/');
    let (base, path) = word.split_at_checked(gitlab.len())?;
    if !base.eq_ignore_ascii_case(gitlab) {
        return None;
    }
    let path = path.strip_prefix('/')?;
    let path = path.split(['?', '#']).next()?;
    // A `-` segment separates the project from the page within it.
    let mut end = 0;
    for part in path.split('/').take_while(|part| *part != "-") {
        end += part.len() + 1;
    }
    let path = path.get(..end).unwrap_or(path).trim_end_matches('/');
    ProjectRef::parse(path.strip_suffix(".git").unwrap_or(path))
}
