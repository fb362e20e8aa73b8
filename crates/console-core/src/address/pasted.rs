//! Projects pasted as a list.

use super::ProjectRef;

/// What a pasted list of projects holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    /// The projects, in the order in which they were pasted. One that was pasted twice is here twice;
    /// [`Scope::projects`](super::Scope::projects) takes each once.
    pub projects: Vec<ProjectRef>,
    /// The words that name no project of this GitLab.
    pub unusable: Vec<String>,
}

/// Reads ids, paths and addresses of projects, separated by commas, semicolons or white space.
///
/// `gitlab` is the address of the GitLab they are in, such as `https://gitlab.example.com/gitlab`:
/// addresses below it are taken, with whatever follows the project in them (`/-/tree/main`, `.git`),
/// addresses of other hosts are not.
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
    // What follows a part that is a dash is a page of the project.
    let mut end = 0;
    for part in path.split('/').take_while(|part| *part != "-") {
        end += part.len() + 1;
    }
    let path = path.get(..end).unwrap_or(path).trim_end_matches('/');
    ProjectRef::parse(path.strip_suffix(".git").unwrap_or(path))
}
