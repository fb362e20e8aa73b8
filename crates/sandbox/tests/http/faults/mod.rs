//! Every fault, as the client sees it.

mod answers;
mod graphql;
mod rows;
mod wire;

use serde_json::json;

use crate::lab::{Answer, Ask, Lab, post};

const AGENTS: &str = "/projects/20/cluster_agents";
const TOKENS: &str = "/projects/20/cluster_agents/1/tokens";
const ORIGIN: &str = "http://console.example";

fn cross(ask: Ask) -> Ask {
    ask.header("origin", ORIGIN)
}

fn allowed(answer: &Answer) -> bool {
    answer.header("access-control-allow-origin") == "*"
}

fn commits(lab: &Lab) -> usize {
    lab.control("GET", "ledger", None).as_array().unwrap().len()
}

fn register(name: &str) -> Ask {
    post(AGENTS, &json!({"name": name}).to_string())
}

fn create(name: &str) -> Ask {
    post(TOKENS, &json!({"name": name}).to_string())
}
