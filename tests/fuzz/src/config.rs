//! A deployment's `config.json`.

use crate::text;
use console_core::address::{Address, View};
use console_core::config::{Config, ConfigError, Feature};
use gitlab_agents::GitLabUrl;

/// The console's origin.
const OWN: &str = "https://tools.example.com";

const FEATURES: [Feature; 4] =
    [Feature::Register, Feature::Delete, Feature::Create, Feature::Revoke];

/// A file: completely valid or rejected; an error names a field that the file contains.
pub fn config(bytes: &[u8]) {
    let text = text(bytes);
    let parsed = Config::parse(Some(&text), OWN);
    let json: Option<serde_json::Value> = serde_json::from_str(&text).ok();
    match parsed {
        Ok(config) => {
            for gitlab in &config.gitlabs {
                // It becomes part of a policy unescaped.
                let is_plain = |byte: u8| byte.is_ascii_graphic() && !b";,'\"@".contains(&byte);
                assert!(gitlab.as_str().bytes().all(is_plain), "{gitlab:?}");
                assert_eq!(GitLabUrl::parse(gitlab.as_str()).as_ref(), Ok(gitlab));
            }
            for embedder in &config.embedders {
                // It becomes part of a header unescaped.
                let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b":/.-".contains(&byte);
                assert!(embedder.bytes().all(is_plain), "{embedder:?} is no origin");
            }
            if let Some(start) = &config.start {
                assert!(matches!(start.view, View::Agents { .. }));
                assert_eq!(&Address::parse(&start.to_hash()), start);
            }
            let Some(json) = json else { return };
            let listed = json.get("gitlabs").and_then(|list| list.as_array());
            // Without duplicates, and only empty if the file has none, which allows any instance.
            let listed = listed.map_or(0, Vec::len);
            assert!(config.gitlabs.len() <= listed && (listed == 0) == config.gitlabs.is_empty());
            let listed = json.get("hide").and_then(|list| list.as_array());
            let is_hidden = |feature: &Feature| config.hidden.has(*feature);
            let hidden = FEATURES.iter().filter(|feature| is_hidden(feature)).count();
            assert!(hidden <= listed.map_or(0, Vec::len), "something is hidden that was not named");
        }
        Err(ConfigError::NotAnObject) => {}
        Err(error) => {
            let field = error.field().unwrap_or_default();
            assert!(json.is_none_or(|json| json.get(field).is_some()), "{field} is not there");
        }
    }
}
