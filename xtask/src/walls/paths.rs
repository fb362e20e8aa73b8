//! Which modules the paths in a file refer to.

use std::collections::BTreeSet;

/// The modules named by `crate::...` and `super::...` paths, with their lines.
///
/// `depth` is the file's module depth: that many `super` lead to the crate root.
pub(crate) fn modules_used(
    code: &str,
    depth: usize,
    modules: &BTreeSet<&str>,
) -> Vec<(usize, String)> {
    let to_root = "super::".repeat(depth);
    let starts = ["crate::", "agent_console::", to_root.as_str()];
    let mut used = Vec::new();
    for start in starts {
        for (at, _) in code.match_indices(start) {
            let (before, rest) = code.split_at(at);
            if ends_in_word(before) {
                continue;
            }
            let rest = rest.strip_prefix(start).unwrap_or_default();
            let line = line_at(code, at);
            let named = first_names(rest).into_iter().filter(|name| modules.contains(name));
            used.extend(named.map(|name| (line, name.to_owned())));
        }
    }
    used.sort();
    used
}

/// The lines that contain this identifier.
pub(crate) fn lines_with_word(code: &str, word: &str) -> Vec<usize> {
    code.match_indices(word)
        .filter(|(at, _)| {
            let (before, rest) = code.split_at(*at);
            !ends_in_word(before) && first_word(rest) == word
        })
        .map(|(at, _)| line_at(code, at))
        .collect()
}

/// The first names after a path's start: one, or those of `{a::b, c::{d, e}}`.
fn first_names(rest: &str) -> Vec<&str> {
    let Some(group) = rest.trim_start().strip_prefix('{') else {
        return vec![first_word(rest)];
    };
    let mut names = vec![first_word(group)];
    let mut depth = 1;
    for (at, char) in group.char_indices() {
        match char {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => names.push(first_word(group.split_at(at + 1).1)),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names
}

fn first_word(text: &str) -> &str {
    let text = text.trim_start();
    text.split(|char: char| !is_word(char)).next().unwrap_or_default()
}

fn ends_in_word(text: &str) -> bool {
    text.chars().next_back().is_some_and(|char| is_word(char) || char == ':')
}

fn is_word(char: char) -> bool {
    char.is_alphanumeric() || char == '_'
}

fn line_at(code: &str, at: usize) -> usize {
    code.split_at(at).0.matches('\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn used(code: &str) -> Vec<(usize, String)> {
        modules_used(code, 2, &BTreeSet::from(["agents", "store", "text", "ui"]))
    }

    fn names(code: &str) -> Vec<String> {
        used(code).into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn finds_every_form_of_path() {
        assert_eq!(used("\nuse crate::store::Agents;"), [(2, "store".to_owned())]);
        assert_eq!(names("use crate::{store::{ui, X}, text, Other};"), ["store", "text"]);
        assert_eq!(names("let x = crate::ui::Button::new();"), ["ui"]);
        assert_eq!(names("use super::super::store;"), ["store"]);
    }

    #[test]
    fn finds_nothing_else() {
        assert_eq!(names("use super::store; use other_crate::ui; use a::crate::ui;"), [""; 0]);
        assert_eq!(names("use crate::Unknown;"), [""; 0]);
    }

    #[test]
    fn finds_whole_words() {
        assert_eq!(
            lines_with_word("web_sys::A\nmy_web_sys\nweb_sysx\nuse web_sys;", "web_sys"),
            [1, 4]
        );
    }
}
