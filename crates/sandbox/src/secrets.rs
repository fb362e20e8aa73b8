//! Agent tokens in GitLab's format: random to look at, but the same in every new sandbox.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::version::Version;

/// Generates unique secrets.
#[derive(Debug, Default)]
pub(crate) struct Secrets {
    made: u64,
}

const PREFIX: &str = "glagent-";

impl Secrets {
    /// An agent token in the format of this version: 50 characters without a prefix in 15.x,
    /// prefixed since, routable since 18.5.
    pub(crate) fn agent_token(&mut self, version: &Version, project: u64) -> String {
        self.made += 1;
        let bytes = self.bytes();
        if version.at_least(18, 5) {
            return routable(&bytes, project);
        }
        let text: String = URL_SAFE_NO_PAD.encode(bytes).chars().take(50).collect();
        if version.at_least(16, 0) { format!("{PREFIX}{text}") } else { text }
    }

    fn bytes(&self) -> [u8; 64] {
        let half = |part: u8| {
            let mut hash = Sha256::new_with_prefix(b"sandbox agent token");
            hash.update(self.made.to_be_bytes());
            hash.update([part]);
            hash.finalize()
        };
        let mut bytes = [0; 64];
        for (to, from) in bytes.iter_mut().zip(half(0).into_iter().chain(half(1))) {
            *to = from;
        }
        bytes
    }
}

/// `glagent-<payload>.01.<length><crc>`. The payload contains 16 random bytes, the routing keys and
/// their length.
fn routable(random: &[u8], project: u64) -> String {
    let routing = format!("o:1\np:{}", base36(project, 1));
    let mut payload: Vec<u8> = random.iter().copied().take(16).collect();
    payload.extend_from_slice(routing.as_bytes());
    payload.extend(u8::try_from(routing.len()));
    let payload = URL_SAFE_NO_PAD.encode(payload);
    let length = base36(payload.len() as u64, 2);
    let checked = format!("{PREFIX}{payload}.01.{length}");
    let crc = base36(u64::from(crc32fast::hash(checked.as_bytes())), 7);
    format!("{checked}{crc}")
}

/// A number in base 36, padded with zeros to `width`.
fn base36(mut number: u64, width: usize) -> String {
    let mut digits = Vec::new();
    while number > 0 || digits.len() < width {
        let digit = u32::try_from(number % 36).ok().and_then(|digit| char::from_digit(digit, 36));
        digits.extend(digit);
        number /= 36;
    }
    digits.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn tokens(version: &str, count: usize) -> Vec<String> {
        let version = version.parse().unwrap();
        let mut secrets = Secrets::default();
        (0..count).map(|_| secrets.agent_token(&version, 20)).collect()
    }

    #[test]
    fn each_version_has_its_format() {
        let form = |version: &str, pattern: &str| {
            let token = tokens(version, 1).remove(0);
            assert!(regex::Regex::new(pattern).unwrap().is_match(&token), "{version}: {token}");
        };
        form("15.6.0", r"^[0-9A-Za-z_-]{50}$");
        form("16.0.0", r"^glagent-[0-9A-Za-z_-]{50}$");
        form("18.4.0", r"^glagent-[0-9A-Za-z_-]{50}$");
        form("18.5.0", r"^glagent-[0-9A-Za-z_-]{27,300}\.01\.[0-9a-z]{9}$");
    }

    #[test]
    fn secrets_differ_and_a_new_sandbox_repeats_them() {
        let first = tokens("18.9.0", 200);
        assert_eq!(first.iter().collect::<BTreeSet<_>>().len(), 200);
        assert_eq!(first, tokens("18.9.0", 200));
    }
}
