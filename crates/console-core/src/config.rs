//! The deployment's `config.json`.

use crate::address::{Address, Sets, View};
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
///   "lock_minutes": 15,
///   "scope": "#/sets/Kiosks",
///   "sets": { "Kiosks": ["platform/edge/kiosk", "group:platform/shops"] },
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
    /// `lock_minutes`: after how many minutes without anybody there the console locks; 0 is never. None is an hour.
    pub lock_minutes: Option<u16>,
    /// `scope`: the view to begin with where the page's own address names none.
    pub start: Option<Address>,
    /// `sets`: projects and groups under a name.
    pub sets: Sets,
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
    /// `lock_minutes` is not a whole number from 0 to 1440.
    LockMinutes,
    /// `scope` is not a view's address such as `"#/groups/platform"`, or one of a set that `sets` has
    /// not.
    Scope,
    /// `sets` is not an object of lists of projects and groups.
    Sets,
    /// `embedders` is not a list of origins such as `"https://portal.example.com"`.
    Embedders,
    /// `hide` is not a list of features that there are.
    Hide,
}

impl Config {
    /// The names of all fields.
    pub const FIELDS: [&str; 8] =
        ["gitlabs", "language", "storage", "lock_minutes", "scope", "sets", "embedders", "hide"];

    /// Reads the file's text; `None` where there is no file. Unknown fields are ignored, and `null`
    /// is the same as leaving a field out.
    ///
    /// # Errors
    /// The first field that cannot be used.
    pub fn parse(text: Option<&str>) -> Result<Self, ConfigError> {
        let Some(text) = text else { return Ok(Self::default()) };
        let fields = document(text.as_bytes()).and_then(|json| fields(json, Self::FIELDS));
        let [gitlabs, language, storage, lock, scope, sets, embedders, hide] =
            fields.ok_or(ConfigError::NotAnObject)?;
        let sets = set(sets).map_or(Ok(Sets::default()), read_sets)?;
        Ok(Self {
            gitlabs: read_list(gitlabs, is_gitlab).ok_or(ConfigError::Gitlabs)?,
            language: set(language).map(read_language).transpose()?,
            storage: set(storage).map_or(Ok(CredentialStorage::default()), read_storage)?,
            lock_minutes: set(lock).map(read_lock).transpose()?,
            start: set(scope).map(|scope| read_scope(scope, &sets)).transpose()?,
            sets,
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
            Self::LockMinutes => Some("lock_minutes"),
            Self::Scope => Some("scope"),
            Self::Sets => Some("sets"),
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

/// A day. Who wants longer wants none.
const LONGEST_LOCK: u16 = 1440;

fn read_lock(value: Json<'_>) -> Result<u16, ConfigError> {
    let minutes = value.text().parse::<u64>().ok();
    let minutes = minutes.and_then(|minutes| u16::try_from(minutes).ok());
    minutes.filter(|minutes| *minutes <= LONGEST_LOCK).ok_or(ConfigError::LockMinutes)
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
            "language": "ko", "storage": "memory", "lock_minutes": 15,
             "scope": "#/groups/platform?filter=edge",
            "sets": {"Kiosks": ["20", "group:platform/shops"]},
            "embedders": ["https://portal.example.com"], "hide": ["revoke", "register"]
        }"##;
        let config = parse(text).unwrap();
        assert_eq!(config.gitlabs, ["https://gitlab.example.com", "http://localhost:3000/gitlab"]);
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
    fn what_is_named_twice_is_hidden_once() {
        let config = parse(r#"{"hide": ["delete", "create", "delete"]}"#).unwrap();
        assert!(config.hidden.has(Feature::Delete) && config.hidden.has(Feature::Create));
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
    fn never_and_a_day_are_times_to_lock_after() {
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
            (r#"{"gitlabs": ["gitlab.com"]}"#, ConfigError::Gitlabs),
            (r#"{"gitlabs": [1]}"#, ConfigError::Gitlabs),
            (r#"{"gitlabs": ["//gitlab.com"]}"#, ConfigError::Gitlabs),
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
