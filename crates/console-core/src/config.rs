//! The deployment's `config.json`.

use crate::address::{Address, Compose, Sets, View};
use crate::gitlab_url::{GitLabUrl, UrlError};
use crate::json::{Field, RawValue, document, read, string};
use serde::Deserialize;

mod hidden;
mod origin;

pub use hidden::{Feature, Hidden};

/// The settings of a deployment. All have defaults, so the file may be missing.
///
/// ```json
/// {
///   "gitlabs": ["https://gitlab.example.com"],
///   "language": "ko",
///   "storage": "memory",
///   "lock_minutes": 15,
///   "scope": "#/sets/Kiosks",
///   "sets": { "Kiosks": ["platform/edge/kiosk", "group:platform/shops"] },
///   "embedders": ["https://portal.example.com"],
///   "hide": ["delete"]
/// }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// `gitlabs`: the only GitLab instances that may be used, without duplicates; none means any,
    /// after confirmation. An entry written as a path is an address at the console's own origin.
    pub gitlabs: Vec<GitLabUrl>,
    /// `language`: `en` or `ko`; `None` means the browser's.
    pub language: Option<String>,
    /// `storage`: where the personal access token is kept.
    pub storage: CredentialStorage,
    /// `lock_minutes`: the minutes without user activity after which the console locks; 0 means
    /// never, `None` an hour.
    pub lock_minutes: Option<u16>,
    /// `scope`: the initial view if the page's own address names none.
    pub start: Option<Address>,
    /// `sets`: named lists of projects and groups.
    pub sets: Sets,
    /// `embedders`: the origins whose pages may embed the console in a frame; empty means none.
    pub embedders: Vec<String>,
    /// `hide`: the features that the console does not offer.
    pub hidden: Hidden,
}

/// The file's fields.
#[derive(Default, Deserialize)]
#[serde(default)]
struct File<'a> {
    #[serde(borrow)]
    gitlabs: Field<Vec<&'a RawValue>>,
    language: Field<String>,
    storage: Field<String>,
    lock_minutes: Field<&'a RawValue>,
    scope: Field<String>,
    sets: Field<&'a RawValue>,
    embedders: Field<Vec<&'a RawValue>>,
    hide: Field<Vec<&'a RawValue>>,
}

/// Where the personal access token is kept while the page is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CredentialStorage {
    /// `session`: in the tab's session storage, so it survives a reload.
    #[default]
    Session,
    /// `memory`: in memory only; a reload asks for it again.
    Memory,
}

/// What is wrong with `config.json`. An invalid file is rejected as a whole: ignoring a misspelt
/// list of GitLab instances would allow any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfigError {
    /// It is not a JSON object.
    NotAnObject,
    /// `gitlabs` is not a list, or is empty: an empty result of a template must not allow any
    /// instance.
    Gitlabs,
    /// An entry of `gitlabs` is not a valid address.
    GitLab {
        /// Its position, from 1. The entry itself is not shown: it may contain a password.
        entry: usize,
        /// What is wrong with it.
        why: UrlError,
    },
    /// `language` is neither `"en"` nor `"ko"`.
    Language,
    /// `storage` is neither `"session"` nor `"memory"`.
    Storage,
    /// `lock_minutes` is not a whole number from 0 to 1440.
    LockMinutes,
    /// `scope` is not the address of a view, such as `"#/groups/platform"`, or names a set missing
    /// from `sets`.
    Scope,
    /// `sets` is not an object of lists of projects and groups.
    Sets,
    /// `embedders` is not a list of origins such as `"https://portal.example.com"`.
    Embedders,
    /// `hide` contains an unknown feature.
    Hide,
}

impl Config {
    /// The names of all fields.
    pub const FIELDS: [&str; 8] =
        ["gitlabs", "language", "storage", "lock_minutes", "scope", "sets", "embedders", "hide"];

    /// Parses the file's text for a console loaded from `origin`; `None` if there is no file.
    /// Unknown fields are ignored, and `null` means the field is missing.
    ///
    /// # Errors
    ///
    /// The first invalid field.
    pub fn parse(text: Option<&str>, origin: &str) -> Result<Self, ConfigError> {
        let Some(text) = text else { return Ok(Self::default()) };
        let file = document(text.as_bytes()).and_then(read::<File<'_>>);
        let file = file.ok_or(ConfigError::NotAnObject)?;
        let sets =
            set(file.sets, ConfigError::Sets)?.map(read_sets).transpose()?.unwrap_or_default();
        let gitlabs = set(file.gitlabs, ConfigError::Gitlabs)?;
        let storage = set(file.storage, ConfigError::Storage)?;
        Ok(Self {
            gitlabs: gitlabs
                .map(|list| read_gitlabs(&list, origin))
                .transpose()?
                .unwrap_or_default(),
            language: set(file.language, ConfigError::Language)?.map(read_language).transpose()?,
            storage: storage.map(|text| read_storage(&text)).transpose()?.unwrap_or_default(),
            lock_minutes: set(file.lock_minutes, ConfigError::LockMinutes)?
                .map(read_lock)
                .transpose()?,
            start: set(file.scope, ConfigError::Scope)?
                .map(|scope| read_scope(&scope, &sets))
                .transpose()?,
            sets,
            embedders: read_list(file.embedders, ConfigError::Embedders, origin::is_origin)?,
            hidden: read_list(file.hide, ConfigError::Hide, |name| Feature::named(name).is_some())
                .map(|names| Hidden::of(&names))?,
        })
    }

    /// The same settings with their names normalised by `compose`.
    #[must_use]
    pub fn composed(mut self, compose: Compose) -> Self {
        self.sets = self.sets.composed(compose);
        self.start = self.start.map(|start| start.composed(compose));
        self
    }
}

/// A field's value; `None` if it is missing or `null`.
fn set<T>(field: Field<T>, error: ConfigError) -> Result<Option<T>, ConfigError> {
    match field {
        Field::Missing | Field::Null => Ok(None),
        Field::Value(value) => Ok(Some(value)),
        Field::Other => Err(error),
    }
}

impl ConfigError {
    /// The field's name in the file; `None` if the whole file is wrong.
    #[must_use]
    pub const fn field(self) -> Option<&'static str> {
        match self {
            Self::NotAnObject => None,
            Self::Gitlabs | Self::GitLab { .. } => Some("gitlabs"),
            Self::Language => Some("language"),
            Self::Storage => Some("storage"),
            Self::LockMinutes => Some("lock_minutes"),
            Self::Scope => Some("scope"),
            Self::Sets => Some("sets"),
            Self::Embedders => Some("embedders"),
            Self::Hide => Some("hide"),
        }
    }
}

/// A list of strings that all satisfy a condition; empty if the field is missing.
fn read_list(
    field: Field<Vec<&RawValue>>,
    error: ConfigError,
    is_wanted: fn(&str) -> bool,
) -> Result<Vec<String>, ConfigError> {
    let list = set(field, error)?.unwrap_or_default();
    let text = |json| string(json).filter(|text| is_wanted(text));
    list.into_iter().map(text).collect::<Option<_>>().ok_or(error)
}

fn read_gitlabs(list: &[&RawValue], origin: &str) -> Result<Vec<GitLabUrl>, ConfigError> {
    let mut gitlabs = Vec::new();
    for (entry, json) in (1..).zip(list) {
        let gitlab = read_gitlab(&string(json).unwrap_or_default(), origin)
            .map_err(|why| ConfigError::GitLab { entry, why })?;
        if !gitlabs.contains(&gitlab) {
            gitlabs.push(gitlab);
        }
    }
    if gitlabs.is_empty() { Err(ConfigError::Gitlabs) } else { Ok(gitlabs) }
}

/// An address with its scheme, or a path on the console's own origin. Two leading slashes are
/// rejected: they mean another origin, without a scheme.
fn read_gitlab(text: &str, origin: &str) -> Result<GitLabUrl, UrlError> {
    let begins = |with| text.starts_with(with);
    if begins("/") && !begins("//") {
        GitLabUrl::at_own_origin(origin, text)
    } else if begins("https://") || begins("http://") {
        GitLabUrl::parse(text)
    } else {
        Err(UrlError::Invalid)
    }
}

fn read_language(text: String) -> Result<String, ConfigError> {
    if matches!(text.as_str(), "en" | "ko") { Ok(text) } else { Err(ConfigError::Language) }
}

fn read_storage(text: &str) -> Result<CredentialStorage, ConfigError> {
    match text {
        "session" => Ok(CredentialStorage::Session),
        "memory" => Ok(CredentialStorage::Memory),
        _ => Err(ConfigError::Storage),
    }
}

/// A day. For longer, switch the lock off.
const LONGEST_LOCK: u16 = 1440;

fn read_lock(json: &RawValue) -> Result<u16, ConfigError> {
    let minutes = json.get().parse::<u16>().ok();
    minutes.filter(|minutes| *minutes <= LONGEST_LOCK).ok_or(ConfigError::LockMinutes)
}

fn read_scope(hash: &str, sets: &Sets) -> Result<Address, ConfigError> {
    let address = Address::parse(hash);
    match &address.view {
        View::Agents { scope, .. } if scope.sources(address.archived, sets).is_some() => {
            Ok(address)
        }
        View::Agents { .. } | View::Choose => Err(ConfigError::Scope),
    }
}

fn read_sets(json: &RawValue) -> Result<Sets, ConfigError> {
    Sets::parse(json.get()).ok_or(ConfigError::Sets)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::{Member, SetName};
    use proptest::prelude::*;

    fn parse(text: &str) -> Result<Config, ConfigError> {
        Config::parse(Some(text), "https://tools.example.com")
    }

    fn gitlabs(config: &Config) -> Vec<&str> {
        config.gitlabs.iter().map(GitLabUrl::as_str).collect()
    }

    #[test]
    fn missing_and_empty_files_give_the_defaults() {
        assert_eq!(Config::parse(None, "https://tools.example.com"), Ok(Config::default()));
        assert_eq!(parse("{}"), Ok(Config::default()));
        assert_eq!(parse(r#"{ "gitlabs": null, "language": null }"#), Ok(Config::default()));
        assert_eq!(parse(r#"{ "$schema": "x", "theme": {"a": [1]} }"#), Ok(Config::default()));
    }

    #[test]
    fn reads_every_field() {
        let text = r##"{
            "gitlabs": ["https://gitlab.example.com", "http://localhost:3000/gitlab"],
            "language": "ko", "storage": "memory", "lock_minutes": 15,
             "scope": "#/groups/platform?filter=edge",
            "sets": {"Kiosks": ["20", "group:platform/shops"]},
            "embedders": ["https://portal.example.com"], "hide": ["revoke", "register"]
        }"##;
        let config = parse(text).unwrap();
        let expected = ["https://gitlab.example.com", "http://localhost:3000/gitlab"];
        assert_eq!(gitlabs(&config), expected);
        assert_eq!(config.language.as_deref(), Some("ko"));
        assert_eq!(config.storage, CredentialStorage::Memory);
        assert_eq!(config.lock_minutes, Some(15));
        assert_eq!(config.start, Some(Address::parse("#/groups/platform?filter=edge")));
        let kiosks = SetName::new("Kiosks").unwrap();
        let members = ["20", "group:platform/shops"].map(|text| Member::parse(text).unwrap());
        assert_eq!(config.sets.get(&kiosks), Some(members.as_slice()));
        assert_eq!(config.embedders, ["https://portal.example.com"]);
        assert!(config.hidden.has(Feature::Revoke) && config.hidden.has(Feature::Register));
        assert!(!config.hidden.has(Feature::Delete) && !config.hidden.has(Feature::Create));
    }

    #[test]
    fn duplicates_in_hide_have_no_effect() {
        let config = parse(r#"{"hide": ["delete", "create", "delete"]}"#).unwrap();
        assert!(config.hidden.has(Feature::Delete) && config.hidden.has(Feature::Create));
    }

    /// `tests/e2e/config.spec.ts` checks the loader's policy against the same table.
    #[test]
    fn gitlabs_have_one_form_and_what_can_be_none_is_named() {
        let cases: serde_json::Value =
            serde_json::from_str(include_str!("../../../tests/gitlabs.json")).unwrap();
        for case in cases["usable"].as_array().unwrap() {
            let text = format!("{{\"gitlabs\": [{}]}}", case["written"]);
            assert_eq!(gitlabs(&parse(&text).unwrap()), [case["address"].as_str().unwrap()]);
        }
        for case in cases["unusable"].as_array().unwrap() {
            let text = format!("{{\"gitlabs\": [\"https://a.example\", {}]}}", case["written"]);
            let why = match case["why"].as_str().unwrap() {
                "empty" => UrlError::Empty,
                "not-https" => UrlError::NotHttps,
                "credentials" => UrlError::HasCredentials,
                _ => UrlError::Invalid,
            };
            assert_eq!(parse(&text), Err(ConfigError::GitLab { entry: 2, why }), "{text}");
        }
    }

    #[test]
    fn a_gitlab_that_is_written_twice_is_one() {
        let config = parse(r#"{"gitlabs": ["https://a.example", "https://A.example/api/v4"]}"#);
        assert_eq!(gitlabs(&config.unwrap()), ["https://a.example"]);
    }

    /// The sign-in form refuses tokens on such a page, which explains more than a configuration
    /// error.
    #[test]
    fn the_own_origin_may_be_plain_http() {
        let config = Config::parse(Some(r#"{"gitlabs": ["/git"]}"#), "http://tools.example.com");
        assert_eq!(gitlabs(&config.unwrap()), ["http://tools.example.com/git"]);
    }

    #[test]
    fn lock_minutes_may_be_zero_to_a_day() {
        for (text, minutes) in [("0", 0), ("1", 1), ("1440", 1440)] {
            let config = parse(&["{\"lock_minutes\": ", text, "}"].concat()).unwrap();
            assert_eq!(config.lock_minutes, Some(minutes));
        }
    }

    #[test]
    fn an_error_names_its_field() {
        for (text, error) in [
            ("", ConfigError::NotAnObject),
            ("<!doctype html>", ConfigError::NotAnObject),
            ("[]", ConfigError::NotAnObject),
            (r#"{"language": "en""#, ConfigError::NotAnObject),
            (r#"{"gitlabs": "https://gitlab.com"}"#, ConfigError::Gitlabs),
            (r#"{"gitlabs": []}"#, ConfigError::Gitlabs),
            (r#"{"gitlabs": {}}"#, ConfigError::Gitlabs),
            (r#"{"gitlabs": [1]}"#, ConfigError::GitLab { entry: 1, why: UrlError::Invalid }),
            (r#"{"language": "de"}"#, ConfigError::Language),
            (r#"{"language": 1}"#, ConfigError::Language),
            (r#"{"storage": "local"}"#, ConfigError::Storage),
            (r#"{"lock_minutes": 1441}"#, ConfigError::LockMinutes),
            (r#"{"lock_minutes": -1}"#, ConfigError::LockMinutes),
            (r#"{"lock_minutes": 1.5}"#, ConfigError::LockMinutes),
            (r#"{"lock_minutes": "15"}"#, ConfigError::LockMinutes),
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
            (r#"{"embedders": "https://a.example"}"#, ConfigError::Embedders),
            (r#"{"embedders": ["https://a.example/"]}"#, ConfigError::Embedders),
            (r#"{"hide": ["everything"]}"#, ConfigError::Hide),
            (r#"{"hide": "delete"}"#, ConfigError::Hide),
        ] {
            assert_eq!(parse(text), Err(error), "{text}");
            match error.field() {
                None => assert_eq!(error, ConfigError::NotAnObject),
                Some(field) => assert!(text.contains(&format!("\"{field}\":")), "{text}"),
            }
        }
    }

    #[test]
    fn every_error_names_its_field() {
        for name in Config::FIELDS {
            let error = parse(&["{\"", name, "\": true}"].concat()).unwrap_err();
            assert_eq!(error.field(), Some(name));
        }
    }

    #[test]
    fn a_set_may_be_the_initial_view() {
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
