//! Which rows match a filter.

use super::Rows;

/// Whether each row matches `filter`: white space separates words, and each word must be found. A
/// word is found in the name, in the project's path and in the creator's name, whatever the case of
/// ASCII letters; a number also as the agent's id; `#12` only as the id, `@name` only in the
/// creator's name. `None` where the filter has no words.
pub(super) fn matching(rows: &Rows, filter: &str) -> Option<Vec<bool>> {
    let mut matching = None;
    for word in filter.split_whitespace() {
        if !matches!(word, "#" | "@") {
            let matching = matching.get_or_insert_with(|| vec![true; rows.agents.len()]);
            match_word(rows, word, matching);
        }
    }
    matching
}

fn match_word(rows: &Rows, word: &str, matching: &mut [bool]) {
    if let Some(name) = word.strip_prefix('@') {
        let people = rows.people.names.containing(&lower_case(name));
        for (matches, &creator) in matching.iter_mut().zip(&rows.agents.creators) {
            *matches &= holds(&people, creator);
        }
        return;
    }
    let id = read_id(word.strip_prefix('#').unwrap_or(word));
    let word = lower_case(word);
    let names = rows.agents.names.containing(&word);
    let projects = rows.projects.paths.containing(&word);
    let people = rows.people.names.containing(&word);
    let agents = names.iter().zip(&rows.agents.projects).zip(&rows.agents.creators);
    let agents = agents.zip(&rows.agents.ids);
    for (matches, (((&name, &project), &creator), &held)) in matching.iter_mut().zip(agents) {
        *matches &=
            name || holds(&projects, project) || holds(&people, creator) || id == Some(held);
    }
}

fn read_id(digits: &str) -> Option<u64> {
    // A number may begin with a plus sign, an id may not.
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { digits.parse().ok() } else { None }
}

fn holds(found: &[bool], number: u32) -> bool {
    found.get(number as usize).copied().unwrap_or(false)
}

fn lower_case(word: &str) -> Vec<u8> {
    word.bytes().map(|byte| byte.to_ascii_lowercase()).collect()
}
