//! The deployment's `config.json`.

use crate::address::{Address, Sets, View};
use crate::json::{Field, Json, document, fields};

/// What a deployment may decide. Everything has a default, so the file may be missing.
///
/// ```json
/// {
///   "gitlabs": ["https://gitlab.example.com"],
///   "language": "ko",
///   "storage": "memory",
///   "scope": "#/sets/Kiosks",
///   "sets": { "Kiosks": ["platform/edge/kiosk", "group:platform/shops"] }
/// }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// `gitlabs`: the only GitLabs that may be used, as written; none means any, after asking.
    pub gitlabs: Vec<String>,
    /// `language`: `en` or `ko`; none means the browser's.
    pub language: Option<String>,
    /// `storage`: where the personal access token lives.
    pub storage: CredentialStorage,
    /// `scope`: the view to begin with where the page's own address names none.
    pub start: Option<Address>,
    /// `sets`: projects and groups under a name.
    pub sets: Sets,
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
    /// `scope` is not a view's address such as `"#/groups/platform"`, or one of a set that `sets` has
    /// not.
    Scope,
    /// `sets` is not an object of lists of projects and groups.
    Sets,
}

impl Config {
    /// Reads the file's text; `None` where there is no file. Unknown fields are ignored, and `null`
    /// is the same as leaving a field out.
    ///
    /// # Errors
    /// The first field that cannot be used.
    pub fn parse(text: Option<&str>) -> Result<Self, ConfigError> {
        let Some(text) = text else { return Ok(Self::default()) };
        let keys = ["gitlabs", "language", "storage", "scope", "sets"];
        let fields = document(text.as_bytes()).and_then(|json| fields(json, keys));
        let [gitlabs, language, storage, scope, sets] = fields.ok_or(ConfigError::NotAnObject)?;
        let sets = set(sets).map_or(Ok(Sets::default()), read_sets)?;
        Ok(Self {
            gitlabs: set(gitlabs).map_or(Ok(Vec::new()), read_gitlabs)?,
            language: set(language).map(read_language).transpose()?,
            storage: set(storage).map_or(Ok(CredentialStorage::default()), read_storage)?,
            start: set(scope).map(|scope| read_scope(scope, &sets)).transpose()?,
            sets,
        })
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
            Self::Sets => Some("sets"),
        }
    }
}

fn read_gitlabs(value: Json<'_>) -> Result<Vec<String>, ConfigError> {
    let gitlabs = Field::from(value).list().and_then(|list| list.into_iter().collect());
    let gitlabs: Vec<String> = gitlabs.ok_or(ConfigError::Gitlabs)?;
    let has_scheme = |url: &String| url.starts_with("https://") || url.starts_with("http://");
    if gitlabs.iter().all(has_scheme) { Ok(gitlabs) } else { Err(ConfigError::Gitlabs) }
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

fn read_scope(value: Json<'_>, sets: &Sets) -> Result<Address, ConfigError> {
    let hash = value.string().ok_or(ConfigError::Scope)?;
    let address = Address::parse(&hash);
    match &address.view {
        View::Agents { scope, .. } if scope.sources(address.archived, sets).is_some() => {
            Ok(address)
        }
        View::Agents { .. } | View::Choose => Err(ConfigError::Scope),
    }
}

fn read_sets(value: Json<'_>) -> Result<Sets, ConfigError> {
    Sets::parse(value.text()).ok_or(ConfigError::Sets)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::{Member, SetName};
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
            "sets": {"Kiosks": ["20", "group:platform/shops"]}
        }"##;
        let config = parse(text).unwrap();
        assert_eq!(config.gitlabs, ["https://gitlab.example.com", "http://localhost:3000/gitlab"]);
        assert_eq!(config.language.as_deref(), Some("ko"));
        assert_eq!(config.storage, CredentialStorage::Memory);
        assert_eq!(config.start, Some(Address::parse("#/groups/platform?filter=edge")));
        let kiosks = SetName::new("Kiosks").unwrap();
        let members = ["20", "group:platform/shops"].map(|text| Member::parse(text).unwrap());
        assert_eq!(config.sets.get(&kiosks), Some(members.as_slice()));
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
            (r#"{"language": "de"}"#, ConfigError::Language),
            (r#"{"language": 1}"#, ConfigError::Language),
            (r#"{"storage": "local"}"#, ConfigError::Storage),
            (r##"{"scope": "#/nowhere"}"##, ConfigError::Scope),
            (r#"{"scope": []}"#, ConfigError::Scope),
            (r##"{"scope": "#/sets/a", "sets": {"b": ["a/b"]}}"##, ConfigError::Scope),
            (r#"{"sets": []}"#, ConfigError::Sets),
            (r#"{"sets": {"a": "x/y"}}"#, ConfigError::Sets),
            (r#"{"sets": {"a": [20]}}"#, ConfigError::Sets),
            (r#"{"sets": {"a": []}}"#, ConfigError::Sets),
            (r#"{"sets": {"a": ["platform"]}}"#, ConfigError::Sets),
            (r#"{"sets": {"a": ["group:../x"]}}"#, ConfigError::Sets),
            (r#"{"sets": {" ": ["a/b"]}}"#, ConfigError::Sets),
            (r#"{"sets": {"a": ["a/b"], " a": ["a/c"]}}"#, ConfigError::Sets),
        ] {
            assert_eq!(parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn a_set_may_be_where_to_begin() {
        let config = parse(r##"{"scope": "#/sets/a", "sets": {"a": ["a/b"]}}"##).unwrap();
        assert_eq!(config.start, Some(Address::parse("#/sets/a")));
    }

    proptest! {
        #[test]
        fn never_panics(text in "[\\[\\]{}:,\"a-z#/ ]{0,60}") {
            let _ = parse(&text);
        }
    }
}
