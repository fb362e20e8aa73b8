//! Texts that break careless pages: markup, reversed and invisible characters, great length.
//!
//! Except in agents' names, for which GitLab only accepts DNS labels.

use super::people::{AUTHOR, MAINTAINER};
use super::places::LAB;
use super::planter::{Condition, Planter};
use crate::world::Usage;

pub(super) const PROJECT_NAME: &str = "<img src=x onerror=alert('project')> & \"Lab\"";
pub(super) const PROJECT_DESCRIPTION: &str =
    "</p><script>alert(1)</script> \u{202e}gnp.esrever\u{202c} \u{200b}zero\u{200b}width 🧪";

/// The longest valid agent name.
const LONGEST_AGENT: &str = "a-very-long-but-valid-agent-name-that-fills-all-63-characters-1";

/// Names and descriptions of tokens.
const TOKENS: &[(&str, Option<&str>)] = &[
    ("<script>alert('token')</script>", Some("<svg/onload=alert(2)>")),
    ("javascript:alert(3)//", Some("[click](javascript:alert(4)) {{7*7}} ${7*7}")),
    ("\u{202e}desrever si siht\u{202c}", Some("\u{2067}right to left\u{2069} שלום مرحبا")),
    (
        "zero\u{200b}width\u{feff}and\u{00ad}soft",
        Some("a\u{0301}\u{0302}\u{0303}\u{0304} combining"),
    ),
    ("👩‍💻🏳️‍🌈🇰🇷", Some("한국어 설명, 日本語, ไทย, 🧨🧨🧨")),
    ("=cmd|' /C calc'!A0", Some("@SUM(1+1)*cmd|' /C calc'!A0\ttab, comma; \"quote\"")),
    ("'; DROP TABLE cluster_agent_tokens; --", Some("line one\nline two\r\nline three")),
    (" leading and trailing spaces ", Some("%00 %2e%2e%2f \\u0041 \\")),
];

/// Agents with two of those tokens each.
const AGENTS: [&str; 4] = [LONGEST_AGENT, "0", "lab-markup", "lab-unicode"];

pub(super) fn add(planter: &mut Planter<'_>) {
    for (name, tokens) in AGENTS.into_iter().zip(TOKENS.chunks(2)) {
        let agent = planter.agent(LAB, name, Condition::NoToken, 50, Some(AUTHOR));
        for &(name, description) in tokens {
            let usage = Usage::at(planter.now);
            planter.token(agent, name, description, 50, Some(AUTHOR), usage);
        }
    }
    let agent = planter.agent(LAB, "lab-lengths", Condition::NoToken, 49, Some(MAINTAINER));
    let wordy: String = "긴 설명 long words ".chars().cycle().take(1024).collect();
    let longest = "m".repeat(255);
    planter.token(agent, &longest, Some(&wordy), 49, Some(MAINTAINER), Usage::Never);
    planter.token(agent, "unbroken", Some(&"W".repeat(1024)), 49, None, Usage::Never);
}
