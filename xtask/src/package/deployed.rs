//! What a `config.json` means for a host, checked by the console's own rules.

use crate::dist::Deployment;
use anyhow::{Result, bail, ensure};
use console_core::config::{Config, ConfigError};
use console_core::gitlab_url::{GitLabUrl, UrlError};

/// Stands in for the console's own origin, which is unknown until the package is deployed.
const OWN: &str = "https://console.invalid";

/// A valid configuration.
#[derive(Debug)]
pub(super) struct Deployed {
    /// The file's original text.
    pub(super) text: String,
    /// What it changes in the headers.
    pub(super) headers: Deployment,
    /// The GitLab instance that the console's host proxies, if any.
    pub(super) passed_on: Option<GitLabUrl>,
    /// Fields that the console does not know, such as misspelt ones.
    pub(super) unknown: Vec<String>,
}

impl Deployed {
    /// Reads a configuration. `gitlab` is the proxied instance's address, if `gitlabs` holds a
    /// path.
    ///
    /// # Errors
    ///
    /// The console would reject the configuration, or it holds a path and `gitlab` is missing.
    pub(super) fn read(text: &str, gitlab: Option<&str>) -> Result<Self> {
        let config = Config::parse(Some(text), OWN).map_err(|error| explain(error, text))?;
        let (own, others): (Vec<_>, Vec<_>) =
            config.gitlabs.iter().partition(|gitlab| gitlab.origin() == OWN);
        let sources = others.into_iter().map(source).collect();
        let is_limited = !config.gitlabs.is_empty();
        let headers = Deployment {
            gitlabs: is_limited.then_some(sources),
            embedders: config.embedders.clone(),
        };
        let passed_on = match (own.as_slice(), gitlab) {
            ([], None) => None,
            ([], Some(_)) => bail!("`gitlabs` has no path such as \"/\", so --gitlab has no use"),
            ([own], Some(gitlab)) => Some(behind(own, gitlab)?),
            ([own], None) => {
                bail!("say which GitLab is behind {:?}: --gitlab URL", path_of(own))
            }
            _ => bail!("`gitlabs` has more than one path; the host can pass on one GitLab only"),
        };
        let unknown = unknown_fields(text)?;
        Ok(Self { text: text.to_owned(), headers, passed_on, unknown })
    }
}

/// The address of the instance proxied under `path`. Its own path must be the same: requests and
/// responses pass through unchanged.
fn behind(own: &GitLabUrl, gitlab: &str) -> Result<GitLabUrl> {
    let passed_on = GitLabUrl::parse(gitlab)
        .map_err(|why| anyhow::anyhow!("--gitlab is no address of a GitLab: {}", reason(why)))?;
    let path = path_of(own);
    ensure!(
        path == path_of(&passed_on),
        "{passed_on} is not passed on under {path:?}: both need the same path"
    );
    Ok(passed_on)
}

/// The path of an instance; `/` if it has none.
fn path_of(gitlab: &GitLabUrl) -> &str {
    let path = gitlab.as_str().strip_prefix(gitlab.origin()).unwrap_or_default();
    if path.is_empty() { "/" } else { path }
}

/// Does not repeat the address, which may contain a password.
fn reason(why: UrlError) -> &'static str {
    match why {
        UrlError::Empty | UrlError::Invalid => "it is no address",
        UrlError::NotHttps => "only a GitLab on this computer may be reached without https",
        UrlError::HasCredentials => "it has a user name or password in it",
    }
}

/// The address as a policy source. A path ends in a slash; otherwise it would match only itself.
fn source(gitlab: &GitLabUrl) -> String {
    let has_path = gitlab.as_str() != gitlab.origin();
    format!("{gitlab}{}", if has_path { "/" } else { "" })
}

fn explain(error: ConfigError, text: &str) -> anyhow::Error {
    let wanted = match error {
        ConfigError::NotAnObject => {
            return match serde_json::from_str::<serde_json::Value>(text) {
                Ok(_) => anyhow::anyhow!("it is no JSON object"),
                Err(error) => anyhow::anyhow!("it is no JSON: {error}"),
            };
        }
        ConfigError::GitLab { entry, why } => {
            let why = reason(why);
            return anyhow::anyhow!("entry {entry} of its field \"gitlabs\" cannot be used: {why}");
        }
        ConfigError::Gitlabs => {
            "a list of one or more addresses such as \"https://gitlab.example.com\", or \"/\""
        }
        ConfigError::Language => "\"en\" or \"ko\"",
        ConfigError::Storage => "\"session\" or \"memory\"",
        ConfigError::LockMinutes => "a whole number of minutes from 0, for never, to 1440",
        ConfigError::Scope => {
            "the address of a view such as \"#/groups/platform\", or of one of the \"sets\""
        }
        ConfigError::Sets => {
            "an object of lists such as {\"Kiosks\": [\"platform/edge/kiosk\", \"group:platform/shops\"]}"
        }
        ConfigError::Embedders => "a list of origins such as \"https://portal.example.com\"",
        ConfigError::Hide => "a list of \"register\", \"delete\", \"create\" and \"revoke\"",
    };
    anyhow::anyhow!("its field {:?} has to be {wanted}", error.field().unwrap_or_default())
}

fn unknown_fields(text: &str) -> Result<Vec<String>> {
    let file: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(text.trim_start_matches('\u{feff}'))?;
    let is_unknown =
        |name: &String| !Config::FIELDS.contains(&name.as_str()) && name.as_str() != "$schema";
    Ok(file.into_iter().map(|(name, _)| name).filter(is_unknown).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(config: &str, gitlab: Option<&str>) -> Result<Deployed, String> {
        Deployed::read(config, gitlab).map_err(|error| format!("{error:#}"))
    }

    #[test]
    fn gitlabs_are_sources_of_the_policy() {
        let sources = |config: &str| read(config, None).unwrap().headers.gitlabs;
        assert_eq!(sources("{}"), None);
        assert_eq!(
            sources(r#"{"gitlabs": ["https://A.example:443/", "http://localhost:1/git"]}"#),
            Some(vec!["https://a.example".to_owned(), "http://localhost:1/git/".to_owned()])
        );
        let own = read(r#"{"gitlabs": ["/git"]}"#, Some("https://a.example/git")).unwrap();
        assert_eq!(own.headers.gitlabs, Some(Vec::new()));
        assert_eq!(own.passed_on.unwrap().as_str(), "https://a.example/git");
    }

    /// `tests/e2e/config.spec.ts` tests the loader with the same table.
    #[test]
    fn every_way_of_writing_a_gitlab_is_one_source() {
        let cases: serde_json::Value =
            serde_json::from_str(include_str!("../../../tests/gitlabs.json")).unwrap();
        for case in cases["usable"].as_array().unwrap() {
            let config = serde_json::json!({ "gitlabs": [case["written"]] }).to_string();
            let expected = case["source"].as_str().unwrap();
            assert_eq!(read(&config, None).unwrap().headers.gitlabs.unwrap(), [expected]);
        }
    }

    #[test]
    fn what_cannot_be_used_is_told() {
        for (config, gitlab, reason) in [
            ("{", None, "it is no JSON: EOF"),
            ("[]", None, "it is no JSON object"),
            (r#"{"gitlabs": "https://a.example"}"#, None, "its field \"gitlabs\" has to be a list"),
            (r#"{"gitlabs": []}"#, None, "its field \"gitlabs\" has to be a list of one or more"),
            (r#"{"gitlabs": ["https://a.example", 5]}"#, None, "entry 2 of its field \"gitlabs\""),
            (r#"{"language": "de"}"#, None, "its field \"language\" has to be \"en\" or"),
            (r#"{"storage": "disk"}"#, None, "its field \"storage\" has to be \"session\""),
            (
                r#"{"lock_minutes": 0.5}"#,
                None,
                "its field \"lock_minutes\" has to be a whole number",
            ),
            (r#"{"scope": "x"}"#, None, "its field \"scope\" has to be the address of a view"),
            (
                r#"{"embedders": ["*"]}"#,
                None,
                "its field \"embedders\" has to be a list of origins",
            ),
            (r#"{"hide": ["all"]}"#, None, "its field \"hide\" has to be a list of"),
            // None of this may reach a header.
            (r#"{"gitlabs": ["https://a; script-src *"]}"#, None, "it is no address"),
            (r#"{"gitlabs": ["http://a.example"]}"#, None, "only a GitLab on this computer"),
            (r#"{"gitlabs": ["https://u:p@a.example"]}"#, None, "a user name or password"),
            (r#"{"gitlabs": ["/"]}"#, None, "--gitlab URL"),
            (r#"{"gitlabs": ["/", "/b"]}"#, Some("https://a.example"), "more than one path"),
            (r#"{"gitlabs": ["/"]}"#, Some("https://a.example/b"), "both need the same path"),
            (r#"{"gitlabs": ["/../x"]}"#, Some("https://a.example"), "it is no address"),
            (
                r#"{"gitlabs": ["/"]}"#,
                Some("https://u:hunter2@a.example"),
                "a user name or password",
            ),
            ("{}", Some("https://a.example"), "--gitlab has no use"),
        ] {
            let told = read(config, gitlab).unwrap_err();
            assert!(told.contains(reason), "{config}: {told}");
            assert!(!told.contains("u:p@") && !told.contains("hunter2"), "{told}");
        }
    }

    #[test]
    fn reports_a_misspelt_field() {
        let unknown = read(r#"{"gitlab": "x", "$schema": "y", "hide": []}"#, None).unwrap().unknown;
        assert_eq!(unknown, ["gitlab"]);
    }
}
