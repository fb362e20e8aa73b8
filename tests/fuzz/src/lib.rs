//! Properties of everything that parses untrusted bytes.
//!
//! Each target is a function over bytes that asserts more than the absence of panics: ids are
//! exact, nothing invisible is shown, output parses back, one intent is one request. Parsers of
//! GitLab's JSON are reached as in a browser, by a response to a client's request, so that nothing
//! must be made public for these tests.
//!
//! The same functions run for a fixed number of generated inputs in the tests here, and for any
//! time under `cargo xtask fuzz`, guided by coverage. Both start with the files in `seeds/NAME`.

#![forbid(unsafe_code)]

mod address;
mod agents;
mod answer;
mod config;
mod gitlab_url;
mod install;
mod names;
mod oracle;
mod paging;
mod places;
mod probe;
mod refusal;
mod removal;
mod request;
mod session;
mod table;
mod timestamp;
mod tokens;
mod visible;

pub use address::{address, pasted};
pub use agents::{agent, agent_created, agent_list};
pub use config::config;
pub use gitlab_url::gitlab_url;
pub use install::install;
pub use names::names;
pub use paging::paging;
pub use places::places;
pub use probe::probe;
pub use refusal::refusal;
pub use removal::removal;
pub use request::request;
pub use session::session;
pub use table::table;
pub use timestamp::timestamp;
pub use tokens::{token_created, token_list};
pub use visible::visible;

/// A target: its name and its property.
pub type Target = (&'static str, fn(&[u8]));

macro_rules! targets {
    ($($name:ident),* $(,)?) => {
        /// Every target.
        pub const TARGETS: &[Target] = &[$((stringify!($name), $name)),*];
    };
}

targets! {
    address,
    agent,
    agent_created,
    agent_list,
    config,
    gitlab_url,
    install,
    names,
    paging,
    pasted,
    places,
    probe,
    refusal,
    removal,
    request,
    session,
    table,
    timestamp,
    token_created,
    token_list,
    visible,
}

/// The input as text. Invalid UTF-8 is replaced, so that any bytes are some text.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
