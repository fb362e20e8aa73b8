//! What is wrong with something typed, pasted or configured, in words.

use super::{Text, fill, shown};
use crate::ui::digits;
use console_core::access_token::TokenError;
use console_core::config::ConfigError;
use console_core::gitlab_url::UrlError;

/// Why this is no address of a GitLab.
pub(crate) fn url_problem(text: &'static Text, why: UrlError) -> &'static str {
    match why {
        UrlError::Empty => text.sign_in.url_empty,
        UrlError::NotHttps => text.sign_in.url_not_https,
        UrlError::HasCredentials => text.sign_in.url_has_credentials,
        UrlError::Invalid => text.sign_in.url_invalid,
    }
}

/// Why this is no personal access token.
pub(crate) fn token_problem(text: &Text, why: TokenError) -> String {
    match why {
        TokenError::Empty => text.sign_in.token_empty.to_owned(),
        TokenError::TooLong => text.sign_in.token_too_long.to_owned(),
        TokenError::Character(other) => {
            let seen = shown(other.encode_utf8(&mut [0; 4]));
            let code = format!("{:04X}", u32::from(other));
            fill(text.sign_in.token_character, &[&seen, &code])
        }
    }
}

/// Why `config.json` is not used.
pub(crate) fn config_problem(text: &'static Text, error: ConfigError) -> String {
    match (error, error.field()) {
        (ConfigError::GitLab { entry, why }, _) => {
            let entry = digits(u64::try_from(entry).unwrap_or_default());
            fill(text.session.config_gitlab, &[&entry, url_problem(text, why)])
        }
        (_, Some(field)) => fill(text.session.config_field, &[field]),
        (_, None) => text.session.config_not_object.to_owned(),
    }
}
