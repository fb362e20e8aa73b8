//! GitLab's model validations of names and descriptions.

/// A validation error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Invalid {
    pub(crate) attribute: Attribute,
    pub(crate) problem: Problem,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attribute {
    Name,
    Description,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Problem {
    Blank,
    TooLong {
        maximum: usize,
    },
    Taken,
    /// Not an RFC 1123 label.
    Characters,
}

const AGENT_NAME_MAX: usize = 63;
const TOKEN_NAME_MAX: usize = 255;
const TOKEN_DESCRIPTION_MAX: usize = 1024;

/// The errors of an agent's name in GitLab's order: presence, length, uniqueness, characters.
pub(super) fn agent_name(name: &str, taken: bool) -> Vec<Invalid> {
    let problems = [
        is_blank(name).then_some(Problem::Blank),
        too_long(name, AGENT_NAME_MAX),
        taken.then_some(Problem::Taken),
        (!is_label(name)).then_some(Problem::Characters),
    ];
    about(Attribute::Name, problems)
}

/// The errors of a token's name and description.
pub(super) fn token(name: &str, description: Option<&str>) -> Vec<Invalid> {
    let name_problems = [is_blank(name).then_some(Problem::Blank), too_long(name, TOKEN_NAME_MAX)];
    let description_problems = [description.and_then(|text| too_long(text, TOKEN_DESCRIPTION_MAX))];
    let mut invalid = about(Attribute::Description, description_problems);
    invalid.extend(about(Attribute::Name, name_problems));
    invalid
}

fn about<const N: usize>(attribute: Attribute, problems: [Option<Problem>; N]) -> Vec<Invalid> {
    problems.into_iter().flatten().map(|problem| Invalid { attribute, problem }).collect()
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

fn too_long(text: &str, maximum: usize) -> Option<Problem> {
    (text.chars().count() > maximum).then_some(Problem::TooLong { maximum })
}

fn is_label(name: &str) -> bool {
    let label = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    name.bytes().all(|byte| label(byte) || byte == b'-')
        && name.bytes().next().is_some_and(label)
        && name.bytes().next_back().is_some_and(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agent_names_are_labels() {
        for name in ["a", "7", "agent-1", "0-0", &"x".repeat(63)] {
            assert_eq!(agent_name(name, false), [], "{name}");
        }
        for name in ["-a", "a-", "A", "a_b", "a.b", "에이전트", "a b"] {
            let problems: Vec<_> = agent_name(name, false).iter().map(|one| one.problem).collect();
            assert_eq!(problems, [Problem::Characters], "{name}");
        }
    }

    #[test]
    fn problems_come_in_gitlabs_order() {
        let problems = |name: &str, taken| -> Vec<_> {
            agent_name(name, taken).iter().map(|one| one.problem).collect()
        };
        assert_eq!(problems("", false), [Problem::Blank, Problem::Characters]);
        let long = "A".repeat(64);
        assert_eq!(problems(&long, false), [Problem::TooLong { maximum: 63 }, Problem::Characters]);
        assert_eq!(problems("agent-1", true), [Problem::Taken]);
    }

    #[test]
    fn token_lengths_count_characters() {
        assert_eq!(token(&"이".repeat(255), Some(&"😀".repeat(1024))), []);
        assert_eq!(token(&"이".repeat(256), None).len(), 1);
        assert_eq!(token("x", Some(&"😀".repeat(1025))).len(), 1);
        assert_eq!(token(" ", None).len(), 1);
    }
}
