//! Fine-grained tokens and their permissions, over REST and GraphQL.

use serde_json::{Value, json};

use crate::lab::{Lab, delete, get, post, rule};

const SELF: &str = "/personal_access_tokens/self";
const AGENTS: &str = "/projects/20/cluster_agents";
const TOKENS: &str = "/projects/20/cluster_agents/5/tokens";

/// GitLab's wording, from its documentation and `authorize_granular_scopes_service.rb`.
macro_rules! denied {
    ($boundary:literal, $permission:literal) => {
        concat!(
            r#"{"error":"insufficient_granular_scope","error_description":"Access denied: This "#,
            "operation requires a fine-grained personal access token with the following ",
            $boundary,
            " permissions: [",
            $permission,
            r#"]."}"#
        )
    };
}

#[test]
fn a_fine_grained_token_describes_itself() {
    let lab = Lab::new();
    let own = lab.ask(get(SELF).by("granular-read")).json();
    assert_eq!((&own["granular"], &own["scopes"]), (&json!(true), &json!(["granular"])));
    let scopes = &own["granular_scopes"];
    assert_eq!(scopes[0]["access"], "all_memberships");
    let permissions =
        json!(["read_cluster_agent", "read_cluster_agent_token", "read_project", "read_group"]);
    assert_eq!(scopes[0]["permissions"], permissions);
    assert_eq!(scopes[1]["permissions"], json!(["read_user", "read_personal_access_token"]));
    assert_eq!(scopes[2]["permissions"], json!(["read_metadata"]));
    let legacy = lab.ask(get(SELF)).json();
    assert_eq!((&legacy["granular"], &legacy["granular_scopes"]), (&Value::Null, &Value::Null));
}

#[test]
fn a_missing_permission_is_named() {
    let without = |permission: &str| format!("granular-without-{permission}");
    let token = r#"{"name":"blue"}"#;
    Lab::new().check(vec![
        rule("everything", get(AGENTS).by("granular")).has(200, r#""name":"agent-1""#),
        rule("agents alone", get(AGENTS).by("granular-agents")).has(200, r#""name":"agent-1""#),
        rule("who one is", get("/user").by(&without("read_user")))
            .is(403, denied!("user", "User: Read")),
        rule("what the token is", get(SELF).by("granular-agents"))
            .is(403, denied!("user", "Personal Access Token: Read")),
        rule("which GitLab it is", get("/metadata").by(&without("read_metadata")))
            .is(403, denied!("instance", "Metadata: Read")),
        rule("agents", get(AGENTS).by(&without("read_cluster_agent")))
            .is(403, denied!("project", "Cluster Agent: Read")),
        rule("their tokens", get(TOKENS).by(&without("read_cluster_agent_token")))
            .is(403, denied!("project", "Cluster Agent Token: Read")),
        rule("a new token", post(TOKENS, token).by("granular-read"))
            .is(403, denied!("project", "Cluster Agent Token: Create")),
        rule("a new agent", post(AGENTS, token).by("granular-read"))
            .is(403, denied!("project", "Cluster Agent: Create")),
        rule("the end of a token", delete(&format!("{TOKENS}/2")).by("granular-read"))
            .is(403, denied!("project", "Cluster Agent Token: Revoke")),
        rule("the end of an agent", delete(&format!("{AGENTS}/5")).by("granular-read"))
            .is(403, denied!("project", "Cluster Agent: Delete")),
        rule("a group", get("/groups/10").by(&without("read_group")))
            .is(403, denied!("group", "Group: Read")),
        rule("a public project", get("/projects/30").by(&without("read_project")))
            .has(200, r#""id":30"#),
        rule("no such project", get("/projects/999").by(&without("read_project")))
            .is(404, r#"{"message":"404 Not Found"}"#),
    ]);
}

#[test]
fn graphql_omits_what_is_not_granted() {
    let lab = Lab::new();
    let query = "{ currentUser { username } project(fullPath: \"root/test\") { clusterAgents { \
                 nodes { name createdByUser { username } tokens { nodes { id } } } } } }";
    let asked = |who: &str| {
        let body = json!({"query": query}).to_string();
        lab.raw(post("/api/graphql", &body).by(who)).json()
    };
    let legacy = asked("maintainer");
    let nodes = |answer: &Value| answer["data"]["project"]["clusterAgents"]["nodes"].clone();
    assert_ne!(nodes(&legacy)[2]["tokens"]["nodes"], json!([]));
    let all = asked("granular");
    assert_eq!(all["errors"], Value::Null);
    assert_eq!(nodes(&all)[2]["name"], "agent-5");
    assert_eq!(nodes(&all)[2]["tokens"]["nodes"], json!([]), "its type has no permission yet");
    let nobody = asked("granular-without-read_user");
    assert_eq!(nobody["data"]["currentUser"], Value::Null);
    assert_eq!(nodes(&nobody)[0]["createdByUser"], Value::Null);
    assert_eq!(nodes(&asked("granular-without-read_cluster_agent")), json!([]));
}

#[test]
fn a_group_may_require_fine_grained_tokens() {
    let lab = Lab::new();
    lab.fault("GET", "/projects/20", json!({"kind": "granular_required"}));
    let ask = |who: &str, path: &str| lab.ask(get(path).by(who));
    let refused = ask("maintainer", AGENTS);
    assert_eq!(refused.status, 403);
    assert_eq!(refused.body, denied!("project", "Cluster Agent: Read"));
    assert_eq!(ask("granular", AGENTS).status, 200);
    assert_eq!(ask("maintainer", "/projects/21/cluster_agents").status, 200);
    assert_eq!(ask("maintainer", "/user").status, 200);
}

#[test]
fn a_bot_is_a_member_of_its_project_only() {
    let lab = Lab::new();
    let own = lab.ask(get("/user").by("bot")).json();
    assert_eq!(
        (&own["username"], &own["bot"]),
        (&json!("project_20_bot_4ffca233d8298ea1"), &json!(true))
    );
    assert_eq!(lab.ask(get("/projects?membership=true").by("bot")).rows("id"), [json!(20)]);
    assert_eq!(lab.ask(get("/groups?min_access_level=30").by("bot")).json(), json!([]));
}
