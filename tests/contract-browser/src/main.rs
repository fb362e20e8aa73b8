//! The contract's cases in a browser: what a page calls to run them through the console's own
//! transport and clock.

use agent_console::browser::{BrowserClock, FetchTransport};
use contract::Stage;
use gitlab_agents::GitLabUrl;
use wasm_bindgen::prelude::wasm_bindgen;

/// Lets a panic reach the page with its message. It would otherwise see a trap without one.
fn main() {
    std::panic::set_hook(Box::new(|panic| wasm_bindgen::throw_str(&panic.to_string())));
}

/// The name of every case.
#[wasm_bindgen]
pub fn cases() -> Vec<String> {
    contract::CASES.iter().map(|&name| name.to_owned()).collect()
}

/// Runs the case called `name` in a fresh world of the sandbox at `gitlab`.
///
/// # Errors
///
/// What was expected and what came instead.
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
