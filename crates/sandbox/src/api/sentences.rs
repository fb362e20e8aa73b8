//! Error messages of GitLab's services and models, in the language the caller chose in GitLab.
//!
//! Only these are translated, not the prefixes with the status, nor Grape's messages.

use super::errors::Refusal;
use crate::world::{Attribute, Invalid, Language, Problem, Refused};

/// The 400 that explains why nothing was committed.
pub(super) fn refusal(language: Language, why: &Refused) -> Refusal {
    match why {
        Refused::TokenLimit => Refusal::bad_request(token_limit(language)),
        Refused::Invalid(invalid) => {
            let sentences: Vec<_> = invalid.iter().map(|one| sentence(language, one)).collect();
            // The services pass a Ruby array, and that is how it is printed.
            Refusal::bad_request(&format!("[{}]", sentences.join(", ")))
        }
    }
}

fn token_limit(language: Language) -> &'static str {
    match language {
        Language::English => "An agent can have only two active tokens at a time",
        Language::Korean => "에이전트는 한 번에 두 개의 활성 토큰만 가질 수 있습니다.",
    }
}

/// One message in double quotes, as Ruby's `inspect` prints it. None of them needs escaping.
fn sentence(language: Language, invalid: &Invalid) -> String {
    let attribute = attribute(language, invalid.attribute);
    let problem = problem(language, invalid.problem);
    format!("\"{attribute} {problem}\"")
}

fn attribute(language: Language, attribute: Attribute) -> &'static str {
    match (language, attribute) {
        (Language::English, Attribute::Name) => "Name",
        (Language::English, Attribute::Description) => "Description",
        (Language::Korean, Attribute::Name) => "이름",
        (Language::Korean, Attribute::Description) => "설명",
    }
}

fn problem(language: Language, problem: Problem) -> String {
    let text = match (language, problem) {
        (Language::English, Problem::Blank) => "can't be blank",
        (Language::Korean, Problem::Blank) => "비워 둘 수 없습니다",
        (Language::English, Problem::Taken) => "has already been taken",
        (Language::Korean, Problem::Taken) => "이미 존재합니다",
        // GitLab's Korean catalogue lacks these two.
        (_, Problem::TooLong { maximum }) => {
            return format!("is too long (maximum is {maximum} characters)");
        }
        (_, Problem::Characters) => {
            "can contain only lowercase letters, digits, and '-', \
             but cannot start or end with '-'"
        }
    };
    text.to_owned()
}
