//! The agent's image tag for a version of the agent server.

/// The image tag: for a release, the same minor version with patch 0, as in GitLab's UI; for a
/// release candidate, that candidate, as there is no release yet. `None` for any other version:
/// that image may not exist, and the chart has a valid default.
pub(super) fn tag(kas_version: &str) -> Option<String> {
    let version = kas_version.strip_prefix('v').unwrap_or(kas_version);
    // A plus sign starts build metadata (semver.org, 10).
    let version = version.split_once('+').map_or(version, |(version, _)| version);
    let (core, candidate) = match version.split_once('-') {
        Some((core, candidate)) => (core, Some(candidate)),
        None => (version, None),
    };
    let mut numbers = core.split('.');
    let (major, minor, patch) = (numbers.next()?, numbers.next()?, numbers.next());
    let is_version = [major, minor, patch.unwrap_or("0")].into_iter().all(is_number);
    if !is_version || numbers.next().is_some() {
        return None;
    }
    let mut tag = String::from("v");
    match (candidate, patch) {
        (None, _) => {
            for part in [major, ".", minor, ".0"] {
                tag.push_str(part);
            }
        }
        (Some(candidate), Some(_)) if candidate.strip_prefix("rc").is_some_and(is_number) => {
            tag.push_str(version);
        }
        (Some(_), _) => return None,
    }
    Some(tag)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_one_that_exists() {
        for (version, expected) in [
            ("18.9.0", Some("v18.9.0")),
            ("18.9.2+ab12cd", Some("v18.9.0")),
            ("v19.5.2", Some("v19.5.0")),
            ("18.9", Some("v18.9.0")),
            ("19.5.0-rc3", Some("v19.5.0-rc3")),
            ("v19.5.0-rc3+abc-1", Some("v19.5.0-rc3")),
            ("17.11.4-rc12", Some("v17.11.4-rc12")),
            ("18.9.0-pre", None),
            ("18.9.0-rc", None),
            ("18.9.0-rc1-debug", None),
            ("18.9-rc1", None),
            ("18.9.0.1", None),
            ("18.9.x", None),
            ("18", None),
            ("main", None),
            ("18.$(reboot).0", None),
            ("", None),
        ] {
            assert_eq!(tag(version).as_deref(), expected, "{version}");
        }
    }
}
