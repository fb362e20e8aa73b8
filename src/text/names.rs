//! What is wrong with a name, in words.

use super::{Text, fill};
use crate::ui::digits;
use console_core::names::{AgentNameProblem, TokenTextProblem};

/// Why an agent cannot have this name.
pub(crate) fn agent_name_text(text: &Text, problem: AgentNameProblem) -> String {
    match problem {
        AgentNameProblem::Empty => text.names.empty.to_owned(),
        AgentNameProblem::BadCharacter(character) => {
            let character = super::shown(character.encode_utf8(&mut [0; 4]));
            fill(text.names.bad_character, &[&character])
        }
        AgentNameProblem::BadStart => text.names.bad_start.to_owned(),
        AgentNameProblem::BadEnd => text.names.bad_end.to_owned(),
        AgentNameProblem::TooLong { by } => fill(text.names.too_long, &[&digits(by as u64)]),
        AgentNameProblem::Taken => text.names.taken.to_owned(),
    }
}

/// Why a token cannot have this name or description.
pub(crate) fn token_text_problem(text: &Text, problem: TokenTextProblem) -> String {
    match problem {
        TokenTextProblem::Blank => text.names.blank.to_owned(),
        TokenTextProblem::TooLong { by } => fill(text.names.too_long, &[&digits(by as u64)]),
    }
}
