//! GraphQL: content, access and errors.

use sandbox::{Edition, Options};
use serde_json::{Value, json};

use crate::lab::{Answer, Ask, Lab, get, post};

const PROJECT: &str = r#"project(fullPath: "root/test")"#;

/// A query by the maintainer.
fn query(text: &str) -> Ask {
    post("/api/graphql", &json!({"query": text}).to_string())
}

/// The data of GraphQL's response to `ask`, which must have status 200.
fn told(lab: &Lab, ask: Ask) -> Value {
    let answer = lab.raw(ask);
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()
}

fn data(lab: &Lab, text: &str) -> Value {
    let answer = told(lab, query(text));
    assert_eq!(answer.get("errors"), None, "{answer}");
    answer.get("data").cloned().unwrap_or_default()
}

fn first_error(answer: &Value) -> &str {
    answer.pointer("/errors/0/message").and_then(Value::as_str).unwrap()
}

fn error_of(answer: &Answer) -> String {
    first_error(&answer.json()).to_owned()
}

#[test]
fn agents_come_with_their_tokens() {
    let lab = Lab::new();
    lab.control("POST", "agents/5/contact", Some(json!({"token_id": 2})));
    let agents = format!(
        "{{ {PROJECT} {{ clusterAgents {{ count nodes {{ id name createdAt webPath
            project {{ fullPath }} createdByUser {{ username }} isReceptive
            tokens {{ count nodes {{ id name description status lastUsedAt }} }} }} }} }} }}"
    );
    let told = data(&lab, &agents);
    let agents = &told["project"]["clusterAgents"];
    assert_eq!((&agents["count"], agents["nodes"].as_array().unwrap().len()), (&json!(3), 3));
    let agent = &agents["nodes"][2];
    assert_eq!(agent["id"], "gid://gitlab/Clusters::Agent/5");
    assert_eq!(agent["webPath"], "/root/test/-/cluster_agents/agent-5");
    assert_eq!(agent["project"]["fullPath"], "root/test");
    assert_eq!(agent["isReceptive"], false);
    let [used, unused] = &agent["tokens"]["nodes"].as_array().unwrap()[..] else {
        panic!("{agent}");
    };
    assert_eq!(used["id"], "gid://gitlab/Clusters::AgentToken/2");
    assert_eq!((&used["status"], used["lastUsedAt"].is_string()), (&json!("ACTIVE"), true));
    assert_eq!((&unused["name"], &unused["lastUsedAt"]), (&json!("abcd"), &Value::Null));

    let rest = lab.ask(get("/projects/20/cluster_agents/5/tokens/2")).json();
    assert_eq!(used["lastUsedAt"], rest["last_used_at"], "as REST tells it");
    assert_eq!(
        agent["createdAt"],
        lab.ask(get("/projects/20/cluster_agents/5")).json()["created_at"]
    );
}

#[test]
fn pages_continue_after_cursors() {
    let lab = Lab::with(Options { agents: 250, ..Options::default() });
    let mut names: Vec<Value> = Vec::new();
    let mut after = Value::Null;
    loop {
        let page = data(
            &lab,
            &format!(
                "{{ project(fullPath: \"platform/large\") {{ clusterAgents(first: 1000, after: {after})
                    {{ nodes {{ name }} pageInfo {{ hasNextPage endCursor }} }} }} }}"
            ),
        );
        let page = &page["project"]["clusterAgents"];
        let nodes = page["nodes"].as_array().unwrap();
        assert!(nodes.len() <= 100, "a page has a hundred rows at most");
        names.extend(nodes.iter().map(|node| node["name"].clone()));
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        // A row added before the cursor moves none after it.
        let _ = lab.ask(post("/projects/1000/cluster_agents", r#"{"name":"0-first"}"#));
    }
    let listed: Vec<Value> = [1, 2, 3]
        .iter()
        .flat_map(|page| {
            let path = format!("/projects/1000/cluster_agents?per_page=100&page={page}");
            lab.ask(get(&path)).rows("name")
        })
        .filter(|name| name != "0-first")
        .collect();
    assert_eq!(names, listed);

    let last =
        data(&lab, &format!("{{ {PROJECT} {{ clusterAgents(last: 2) {{ nodes {{ name }} }} }} }}"));
    let expected = json!([{"name": "agent-2"}, {"name": "agent-5"}]);
    assert_eq!(last["project"]["clusterAgents"]["nodes"], expected);
    let bad = format!("{{ {PROJECT} {{ clusterAgents(after: \"x!\") {{ count }} }} }}");
    assert_eq!(first_error(&told(&lab, query(&bad))), "Please provide a valid cursor");
}

#[test]
fn hidden_values_are_null_or_empty() {
    let lab = Lab::new();
    let agents = format!(
        "{{ {PROJECT} {{ clusterAgents {{ count }} clusterAgent(name: \"agent-1\") {{ id }} }} }}"
    );
    for (who, expected) in [
        (
            "developer",
            json!({"clusterAgents": {"count": 3}, "clusterAgent": {"id": "gid://gitlab/Clusters::Agent/1"}}),
        ),
        (
            "readonly",
            json!({"clusterAgents": {"count": 3}, "clusterAgent": {"id": "gid://gitlab/Clusters::Agent/1"}}),
        ),
        (
            "admin",
            json!({"clusterAgents": {"count": 3}, "clusterAgent": {"id": "gid://gitlab/Clusters::Agent/1"}}),
        ),
        ("reporter", json!({"clusterAgents": {"count": 0}, "clusterAgent": null})),
        ("outsider", Value::Null),
    ] {
        let answer = told(&lab, query(&agents).by(who));
        assert_eq!(answer, json!({"data": {"project": expected}}), "{who}");
    }
    let unsigned = told(
        &lab,
        query("{ currentUser { id } project(fullPath: \"community/charts\") { name } }").unsigned(),
    );
    assert_eq!(unsigned["data"], json!({"currentUser": null, "project": {"name": "Charts"}}));
    let unknown =
        data(&lab, "{ project(fullPath: \"20\") { id } group(fullPath: \"nowhere\") { id } }");
    assert_eq!(unknown, json!({"project": null, "group": null}));
}

#[test]
fn a_group_lists_the_agents_below_it() {
    let group = "{ group(fullPath: \"platform\") { clusterAgents { count nodes { name project { fullPath } } } } }";
    let lab = Lab::new();
    let agents = data(&lab, group)["group"]["clusterAgents"].clone();
    assert_eq!(agents["count"], 60);
    let nodes = agents["nodes"].as_array().unwrap();
    let below =
        |node: &&Value| node["project"]["fullPath"].as_str().unwrap().starts_with("platform/edge/");
    assert!(nodes.iter().any(|node| below(&node)));
    let names: Vec<_> = nodes.iter().map(|node| node["name"].as_str().unwrap()).collect();
    assert!(names.is_sorted());
    let reporter = told(&lab, query(group).by("reporter"));
    assert_eq!(reporter["data"]["group"]["clusterAgents"]["count"], 0);

    let older = Options { version: "17.9".parse().unwrap(), ..Options::default() };
    let community = Options { edition: Edition::Ce, ..Options::default() };
    for options in [older, community] {
        let answer = told(&Lab::with(options), query(group));
        assert_eq!(answer.get("data"), None);
        let error = &answer["errors"][0];
        assert_eq!(error["message"], "Field 'clusterAgents' doesn't exist on type 'Group'");
        let expected =
            json!({"code": "undefinedField", "typeName": "Group", "fieldName": "clusterAgents"});
        assert_eq!(error["extensions"], expected);
    }
}

#[test]
fn an_invalid_token_is_refused() {
    let lab = Lab::new();
    for who in ["nobody", "expired", "revoked", "read-user"] {
        let answer =
            lab.raw(query("{ currentUser { id } }").by(who).header("origin", "http://c.example"));
        assert_eq!((answer.status, error_of(&answer).as_str()), (401, "Invalid token"), "{who}");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
    }
    let long = format!("{{ {} }}", "currentUser { id } ".repeat(600));
    let answer = lab.raw(query(&long));
    assert_eq!((answer.status, error_of(&answer).as_str()), (422, "Query too large"));
}

#[test]
fn queries_have_a_complexity_limit() {
    let lab = Lab::new();
    // 3 for the score, 4 for the agents plus half of that for 50 of them, and 1.
    let scored = data(
        &lab,
        &format!(
            "{{ queryComplexity {{ score limit }} {PROJECT} {{ clusterAgents(first: 50) {{ nodes {{ id name }} }} }} }}"
        ),
    );
    assert_eq!(scored["queryComplexity"], json!({"score": 10, "limit": 250}));
    let page = |alias: &str| {
        format!(
            "{alias}: {PROJECT} {{ clusterAgents {{ nodes {{ id tokens {{ nodes {{ lastUsedAt }} }} }} }} }}"
        )
    };
    let aliases =
        |count: u8| (0..count).map(|n| page(&format!("p{n}"))).collect::<Vec<_>>().join(" ");
    assert_eq!(told(&lab, query(&format!("{{ {} }}", aliases(13)))).get("errors"), None);
    let refused = told(&lab, query(&format!("{{ {} }}", aliases(14))));
    assert_eq!(refused.get("data"), None);
    assert_eq!(
        first_error(&refused),
        "Query has complexity of 266, which exceeds max complexity of 250"
    );

    let deep = "project { clusterAgents { nodes { ".repeat(7) + "id" + &" } } }".repeat(7);
    let deep = format!("{{ {PROJECT} {{ clusterAgents {{ nodes {{ {deep} }} }} }} }}");
    let refused = told(&lab, query(&deep));
    assert_eq!(first_error(&refused), "Query has depth of 25, which exceeds max depth of 20");
    let cycle = "query { ...A } fragment A on Query { ...B } fragment B on Query { ...A }";
    assert!(told(&lab, query(cycle)).get("errors").is_some());
}

#[test]
fn variables_fill_arguments() {
    let text = "query($path: ID!, $first: Int) { project(fullPath: $path) { clusterAgents(first: $first) { nodes { name } } } }";
    let body = json!({"query": text, "variables": {"path": "root/test", "first": 1}});
    let answer = told(&Lab::new(), post("/api/graphql", &body.to_string()));
    assert_eq!(answer["data"]["project"]["clusterAgents"]["nodes"], json!([{"name": "agent-1"}]));
}

#[test]
fn a_relative_root_and_the_request_counts_include_it() {
    let lab = Lab::with(Options { url_root: "/gitlab".to_owned(), ..Options::default() });
    assert!(data(&lab, &format!("{{ {PROJECT} {{ id }} }}"))["project"].is_object());
    let counts = lab.control("GET", "requests", None);
    let asked = json!({"method": "POST", "route": "/api/graphql", "count": 1, "preflights": 0});
    assert_eq!(counts, json!([asked]));
}
