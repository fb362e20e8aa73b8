//! The deployment's `config.json`.

use crate::address::{Address, View};
use crate::json::{Field, Json, document, fields};

mod hidden;
mod origin;

pub use hidden::{Feature, Hidden};

/// What a deployment may decide. Everything has a default, so the file may be missing.
///
/// ```json
/// {
///   "gitlabs": ["https://gitlab.example.com"],
///   "language": "ko",
///   "storage": "memory",
///   "scope": "#/groups/platform",
///   "embedders": ["https://portal.example.com"],
///   "hide": ["delete"]
/// }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// `gitlabs`: the only GitLabs that may be used, as written; none means any, after asking. One that
    /// begins with a slash is a path on the console's own origin, see [`Config::at`].
    pub gitlabs: Vec<String>,
    /// `language`: `en` or `ko`; none means the browser's.
    pub language: Option<String>,
    /// `storage`: where the personal access token lives.
    pub storage: CredentialStorage,
    /// `scope`: the view to begin with where the page's own address names none.
    pub start: Option<Address>,
    /// `embedders`: the origins whose pages may show the console in a frame; none means no page may.
    pub embedders: Vec<String>,
    /// `hide`: what the console does not offer.
    pub hidden: Hidden,
}

/// Where the personal access token lives while the page is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CredentialStorage {
    /// `session`: in the tab's session storage, so that a reload keeps it.
    #[default]
    Session,
    /// `memory`: nowhere but in memory; a reload asks again.
    Memory,
}

/// What is wrong with `config.json`. It is not used in part: a misspelt list of GitLabs would
/// otherwise allow any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfigError {
    /// It is not a JSON object.
    NotAnObject,
    /// `gitlabs` is not a list of addresses.
    Gitlabs,
    /// `language` is neither `"en"` nor `"ko"`.
    Language,
    /// `storage` is neither `"session"` nor `"memory"`.
    Storage,
    /// `scope` is not a view's address such as `"#/groups/platform"`.
    Scope,
    /// `embedders` is not a list of origins such as `"https://portal.example.com"`.
    Embedders,
    /// `hide` is not a list of features that there are.
    Hide,
}

impl Config {
    /// Reads the file's text; `None` where there is no file. Unknown fields are ignored, and `null`
    /// is the same as leaving a field out.
    ///
    /// # Errors
    /// The first field that cannot be used.
    pub fn parse(text: Option<&str>) -> Result<Self, ConfigError> {
        let Some(text) = text else { return Ok(Self::default()) };
        let keys = ["gitlabs", "language", "storage", "scope", "embedders", "hide"];
        let fields = document(text.as_bytes()).and_then(|json| fields(json, keys));
        let [gitlabs, language, storage, scope, embedders, hide] =
            fields.ok_or(ConfigError::NotAnObject)?;
        Ok(Self {
            gitlabs: read_list(gitlabs, is_gitlab).ok_or(ConfigError::Gitlabs)?,
            language: set(language).map(read_language).transpose()?,
            storage: set(storage).map_or(Ok(CredentialStorage::default()), read_storage)?,
            start: set(scope).map(read_scope).transpose()?,
            embedders: read_list(embedders, origin::is_origin).ok_or(ConfigError::Embedders)?,
            hidden: read_list(hide, |name| Feature::named(name).is_some())
                .map(|names| Hidden::of(&names))
                .ok_or(ConfigError::Hide)?,
        })
    }

    /// The same, for a console that was loaded from `origin`: what was written as a path is an address there.
    #[must_use]
    pub fn at(mut self, origin: &str) -> Self {
        for gitlab in &mut self.gitlabs {
            if gitlab.starts_with('/') {
                let path = gitlab.trim_end_matches('/');
                *gitlab = [origin, path].concat();
            }
        }
        self
    }
}

/// What a field is set to; `null` is nothing.
fn set(field: Field<'_>) -> Option<Json<'_>> {
    if field.is_null() { None } else { field.json() }
}

impl ConfigError {
    /// The field's name in the file; `None` where the file as a whole is wrong.
    #[must_use]
    pub const fn field(self) -> Option<&'static str> {
        match self {
            Self::NotAnObject => None,
            Self::Gitlabs => Some("gitlabs"),
            Self::Language => Some("language"),
            Self::Storage => Some("storage"),
            Self::Scope => Some("scope"),
            Self::Embedders => Some("embedders"),
            Self::Hide => Some("hide"),
        }
    }
}

/// A list of texts that are all of the kind wanted; empty where nothing is set.
fn read_list(field: Field<'_>, is_wanted: fn(&str) -> bool) -> Option<Vec<String>> {
    let Some(value) = set(field) else { return Some(Vec::new()) };
    let texts: Vec<String> = Field::from(value).list()?.into_iter().collect::<Option<_>>()?;
    texts.iter().all(|text| is_wanted(text)).then_some(texts)
}

/// Whether this has the form of an address, or of a path on the console's own origin. Two slashes begin an
/// address of another origin, whose scheme is missing.
fn is_gitlab(text: &str) -> bool {
    let is_path = text.starts_with('/') && !text.starts_with("//");
    is_path || text.starts_with("https://") || text.starts_with("http://")
}

fn read_language(value: Json<'_>) -> Result<String, ConfigError> {
    match value.text() {
        r#""en""# => Ok("en".to_owned()),
        r#""ko""# => Ok("ko".to_owned()),
        _ => Err(ConfigError::Language),
    }
}

fn read_storage(value: Json<'_>) -> Result<CredentialStorage, ConfigError> {
    match value.text() {
        r#""session""# => Ok(CredentialStorage::Session),
        r#""memory""# => Ok(CredentialStorage::Memory),
        _ => Err(ConfigError::Storage),
    }
}

fn read_scope(value: Json<'_>) -> Result<Address, ConfigError> {
    let hash = value.string().ok_or(ConfigError::Scope)?;
    let address = Address::parse(&hash);
    match address.view {
        View::Agents { .. } => Ok(address),
        View::Choose => Err(ConfigError::Scope),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(text: &str) -> Result<Config, ConfigError> {
        Config::parse(Some(text))
    }

    #[test]
    fn no_file_and_an_empty_one_are_the_defaults() {
        assert_eq!(Config::parse(None), Ok(Config::default()));
        assert_eq!(parse("{}"), Ok(Config::default()));
        assert_eq!(parse(r#"{ "gitlabs": null, "language": null }"#), Ok(Config::default()));
        assert_eq!(parse(r#"{ "$schema": "x", "theme": {"a": [1]} }"#), Ok(Config::default()));
    }

    #[test]
    fn reads_every_field() {
        let text = r##"{
            "gitlabs": ["https://gitlab.example.com", "http://localhost:3000/gitlab"],
            "language": "ko", "storage": "memory", "scope": "#/groups/platform?filter=edge",
            "embedders": ["https://portal.example.com"], "hide": ["revoke", "register"]
        }"##;
        let config = parse(text).unwrap();
        assert_eq!(config.gitlabs, ["https://gitlab.example.com", "http://localhost:3000/gitlab"]);
        assert_eq!(config.language.as_deref(), Some("ko"));
        assert_eq!(config.storage, CredentialStorage::Memory);
        assert_eq!(config.start, Some(Address::parse("#/groups/platform?filter=edge")));
        assert_eq!(config.embedders, ["https://portal.example.com"]);
        assert!(config.hidden.has(Feature::Revoke) && config.hidden.has(Feature::Register));
        assert!(!config.hidden.has(Feature::Delete) && !config.hidden.has(Feature::Create));
    }

    #[test]
    fn a_path_is_an_address_on_the_consoles_own_origin() {
        let at = |gitlabs: &str| {
            let config = parse(&["{\"gitlabs\": ", gitlabs, "}"].concat()).unwrap();
            config.at("https://tools.example.com").gitlabs
        };
        assert_eq!(at(r#"["/"]"#), ["https://tools.example.com"]);
        assert_eq!(at(r#"["/gitlab/"]"#), ["https://tools.example.com/gitlab"]);
        assert_eq!(at(r#"["https://a.example/"]"#), ["https://a.example/"]);
    }

    #[test]
    fn an_error_names_its_field() {
        for (text, error) in [
            ("", ConfigError::NotAnObject),
            ("<!doctype html>", ConfigError::NotAnObject),
            ("[]", ConfigError::NotAnObject),
            (r#"{"language": "en""#, ConfigError::NotAnObject),
            (r#"{"gitlabs": "https://gitlab.com"}"#, ConfigError::Gitlabs),
            (r#"{"gitlabs": ["gitlab.com"]}"#, ConfigError::Gitlabs),
            (r#"{"gitlabs": [1]}"#, ConfigError::Gitlabs),
            (r#"{"gitlabs": ["//gitlab.com"]}"#, ConfigError::Gitlabs),
            (r#"{"language": "de"}"#, ConfigError::Language),
            (r#"{"language": 1}"#, ConfigError::Language),
            (r#"{"storage": "local"}"#, ConfigError::Storage),
            (r##"{"scope": "#/nowhere"}"##, ConfigError::Scope),
            (r#"{"scope": []}"#, ConfigError::Scope),
            (r#"{"embedders": "https://a.example"}"#, ConfigError::Embedders),
            (r#"{"embedders": ["https://a.example/"]}"#, ConfigError::Embedders),
            (r#"{"hide": ["everything"]}"#, ConfigError::Hide),
            (r#"{"hide": "delete"}"#, ConfigError::Hide),
        ] {
            assert_eq!(parse(text), Err(error), "{text}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in "[\\[\\]{}:,\"a-z#/ ]{0,60}") {
            let _ = parse(&text);
        }
    }
}
