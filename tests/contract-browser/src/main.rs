//! The contract tests in a browser: the functions that a page calls to run them through the
//! console's own transport and clock.

use agent_console::browser::{BrowserClock, FetchTransport};
use contract::Stage;
use gitlab_agents::GitLabUrl;
use wasm_bindgen::prelude::wasm_bindgen;

/// Reports panics to the page with their message, instead of a bare trap.
fn main() {
    std::panic::set_hook(Box::new(|panic| wasm_bindgen::throw_str(&panic.to_string())));
}

/// The names of all cases.
#[wasm_bindgen]
pub fn cases() -> Vec<String> {
    contract::CASES.iter().map(|&name| name.to_owned()).collect()
}

/// Runs the case called `name` in a new sandbox at `gitlab`.
///
/// # Errors
///
/// What was expected, and what came instead.
#[wasm_bindgen]
pub async fn run(name: String, gitlab: String) -> Result<(), String> {
    let stage = Stage {
        gitlab: GitLabUrl::parse(&gitlab).map_err(|error| format!("{gitlab}: {error:?}"))?,
        transport: FetchTransport::new(),
        clock: BrowserClock,
        is_cross_origin: true,
    };
    contract::run(&name, &stage).await
}
