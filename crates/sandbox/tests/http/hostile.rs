//! `--hostile`: the strings of the corpus in every response that a page shows.

use std::collections::BTreeSet;

use sandbox::Options;
use serde_json::Value;

use crate::lab::{Lab, get, rule};

fn lab() -> Lab {
    Lab::with(Options { hostile: true, ..Options::default() })
}

/// The strings contained verbatim in the file, without the generated ones.
fn corpus() -> Vec<String> {
    let file = include_str!("../../../../tests/hostile/texts.json");
    let file: Value = serde_json::from_str(file).unwrap();
    let classes = file.get("texts").unwrap().as_object().unwrap().values();
    let texts = classes.flat_map(|texts| texts.as_array().unwrap());
    texts.filter_map(|text| text.as_str().map(str::to_owned)).collect()
}

/// All rows of a list, over its pages.
fn all(lab: &Lab, path: &str) -> Vec<Value> {
    let page = |number: u32| lab.ask(get(&format!("{path}?per_page=100&page={number}"))).json();
    let pages = (1..).map(|number| page(number).as_array().unwrap().clone());
    pages.take_while(|rows| !rows.is_empty()).flatten().collect()
}

fn text<'v>(row: &'v Value, key: &str) -> &'v str {
    row.get(key).unwrap().as_str().unwrap()
}

#[test]
fn every_string_is_an_agent_a_token_and_a_user() {
    let lab = lab();
    let agents = all(&lab, "/projects/9001/cluster_agents");
    let names: BTreeSet<&str> = agents.iter().map(|agent| text(agent, "name")).collect();
    let corpus = corpus();
    assert!(corpus.len() >= 300, "{}", corpus.len());
    assert!(corpus.iter().all(|text| names.contains(text.as_str())));
    assert!(names.iter().any(|name| name.len() == 1 << 20), "none is a megabyte");
    // All come from the same table; a few suffice to show that it is served.
    for agent in agents.iter().step_by(50) {
        let path = format!("/projects/9001/cluster_agents/{}/tokens", agent["id"]);
        let tokens = lab.ask(get(&path)).json();
        let has = |key| tokens.as_array().unwrap().iter().any(|token| token[key] == agent["name"]);
        assert!(has("name") && has("description"), "{tokens}");
        let user = lab.ask(get(&format!("/users/{}", agent["created_by_user_id"]))).json();
        assert_eq!(user["username"], agent["name"]);
    }
}

#[test]
fn look_alikes_are_two_tokens_of_one_agent() {
    let lab = lab();
    let agents = all(&lab, "/projects/9002/cluster_agents");
    assert!(agents.len() >= 20, "{}", agents.len());
    for agent in agents {
        let path = format!("/projects/9002/cluster_agents/{}/tokens", agent["id"]);
        let names = lab.ask(get(&path)).rows("name");
        assert!(names.len() == 2 && names[0] != names[1], "{names:?}");
    }
}

#[test]
fn each_class_is_a_group_and_a_project() {
    let lab = lab();
    let group = lab.ask(get("/groups/hostile")).json();
    assert!(text(&group, "name").contains("<img src=x onerror="), "{group}");
    let projects = all(&lab, "/groups/hostile/projects");
    assert_eq!(projects.len(), 2, "the others are in subgroups");
    let project = lab.ask(get("/projects/hostile%2Fscript%2Fscript")).json();
    assert_eq!(project["name"], "<script>alert(1)</script>");
    assert!(text(&project, "description").contains("</textarea><script>"));
    assert!(text(&project["namespace"], "name").contains("<noscript>"));
    let path = format!("/projects/{}/cluster_agents", project["id"]);
    let agent = &lab.ask(get(&path)).json()[0];
    assert_eq!(agent["config_project"]["description"], project["description"]);
}

#[test]
fn roles_are_those_in_platform() {
    let agents = || get("/projects/9001/cluster_agents?per_page=1");
    let hidden = r#"{"message":"404 Project Not Found"}"#;
    lab().check(vec![
        rule("a developer reads", agents().by("developer")).has(200, "\"name\""),
        rule("a reporter does not", agents().by("reporter"))
            .is(404, r#"{"message":"404 ClusterAgents Not Found"}"#),
        rule("an outsider sees nothing", agents().by("outsider")).is(404, hidden),
        rule(
            "half of it is the mixed one's",
            get("/groups/hostile/projects?min_access_level=40").by("mixed"),
        )
        .rows("id", [9002]),
        rule("a person of that kind", get("/user").by("hostile"))
            .has(200, "<script>alert('person')"),
        rule("and their token", get("/personal_access_tokens/self").by("hostile"))
            .has(200, "<svg onload=alert('token')>"),
    ]);
}

#[test]
fn without_the_option_there_is_no_such_group() {
    Lab::new().check(vec![
        rule("no group", get("/groups/hostile")).is(404, r#"{"message":"404 Group Not Found"}"#),
        rule("no token", get("/user").by("hostile")).is(401, r#"{"message":"401 Unauthorized"}"#),
    ]);
}
