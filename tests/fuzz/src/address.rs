//! The page's address, and pasted lists of projects.

use crate::text;
use console_core::address::{Address, ProjectRef, Scope, View, parse_pasted};
use gitlab_agents::GitLabUrl;

/// A hash: a parsed address has one spelling, parses back to itself, and reaches no other endpoint.
pub fn address(bytes: &[u8]) {
    let address = Address::parse(&text(bytes));
    let hash = address.to_hash();
    assert_eq!(Address::parse(&hash), address);
    assert_eq!(Address::parse(&hash).to_hash(), hash);
    assert!(hash.bytes().all(|byte| byte.is_ascii_graphic()), "{hash}");
    assert!(!hash.contains(['<', '>', '"', '\'', '\\']), "{hash}");
    if let Some(gitlab) = &address.gitlab {
        assert!(!gitlab.contains('@'), "{gitlab}");
        let _ = GitLabUrl::parse(gitlab);
    }
    if let View::Agents { scope: Scope::Projects(projects), .. } = &address.view {
        assert!(projects.is_sorted_by(|one, next| one < next), "not in order, or not each once");
        projects.iter().for_each(check_project);
    }
}

/// A list of projects, after a first line with the address of their GitLab instance.
pub fn pasted(bytes: &[u8]) {
    let text = text(bytes);
    let (gitlab, list) = text.split_once('\n').unwrap_or((GITLAB, &text));
    let pasted = parse_pasted(list, gitlab);
    let words = list.split([',', ';', ' ', '\t', '\r', '\n']).filter(|word| !word.is_empty());
    assert_eq!(pasted.projects.len() + pasted.unusable.len(), words.count(), "a word was lost");
    pasted.projects.iter().for_each(check_project);
    let Some(scope) = Scope::projects(pasted.projects.clone()) else { return };
    let address = Address { view: View::Agents { scope, agent: None }, ..Address::default() };
    assert_eq!(Address::parse(&address.to_hash()), address);
}

const GITLAB: &str = "https://gitlab.example.com";

/// A project's reference becomes part of a request's URL.
fn check_project(project: &ProjectRef) {
    let ProjectRef::Path(path) = project else { return };
    let climbs = path.split('/').any(|part| part.bytes().all(|byte| byte == b'.'));
    assert!(path.contains('/') && !climbs, "{path}");
    assert!(!path.contains(['?', '#', '%', '&', ' ', '\\', '@', ':']), "{path}");
}
