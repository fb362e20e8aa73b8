//! Names: validation, Kubernetes names derived from them, and suggestions.

use crate::text;
use console_core::install::{namespace, release};
use console_core::names::{
    AGENT_NAME_MAX, TOKEN_NAME_MAX, agent_name_problem, description_problem, suggest_token_name,
    token_name_problem,
};
use console_core::timestamp::Timestamp;

/// A name: Kubernetes accepts what is derived from it, and GitLab what is suggested.
pub fn names(bytes: &[u8]) {
    let name = text(bytes);
    for label in [namespace(&name), release(&name)] {
        assert!(is_label(&label), "{label}");
    }
    assert_eq!(agent_name_problem(&name, false).is_none(), is_label(&name));
    let length = name.chars().count();
    assert_eq!(description_problem(&name).is_some(), length > 1024);
    assert!(token_name_problem(&name).is_some() || length <= TOKEN_NAME_MAX);

    let random = bytes.iter().fold(0_u64, |sum, &byte| sum.rotate_left(8) ^ u64::from(byte));
    let now = Timestamp::from_millis(1_650_000_000_000);
    let (suggested, marker) = suggest_token_name(&name, now, random);
    assert_eq!(token_name_problem(&suggested), None);
    assert!(suggested.ends_with(&format!("-20220415-{marker}")), "{suggested}");
    assert_eq!(marker.len(), 6);
}

/// An RFC 1123 label, by its definition.
fn is_label(text: &str) -> bool {
    let letter = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    (1..=AGENT_NAME_MAX).contains(&text.len())
        && text.bytes().all(|byte| letter(&byte) || byte == b'-')
        && text.as_bytes().first().is_some_and(letter)
        && text.as_bytes().last().is_some_and(letter)
}
