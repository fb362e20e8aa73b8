//! Finding projects and groups.

use serde_json::{Value, json};

use crate::lab::{Lab, get, rule};

#[test]
fn which_projects_are_listed() {
    let ids = |query: &str| get(&format!("/projects?order_by=id&sort=asc&{query}"));
    let platform = (101..=112).chain([1000]);
    Lab::new().check(vec![
        rule("all one can see, newest first", get("/projects?per_page=2").by("outsider"))
            .rows("id", [31, 30]),
        rule("nobody sees the public one", ids("").unsigned()).rows("id", [30]),
        rule("membership", ids("membership=true"))
            .rows("id", [20, 21].into_iter().chain(platform.clone())),
        rule("membership of nothing", ids("membership=true").by("outsider")).is(200, "[]"),
        rule("where one may look", ids("min_access_level=30").by("mixed")).rows("id", platform),
        rule("where one may change", ids("min_access_level=40").by("mixed"))
            .rows("id", [102, 104, 106, 108, 110, 112]),
        rule("an administrator sees all", ids("per_page=3").by("admin")).rows("id", [20, 21, 30]),
        rule("but is a member of nothing", ids("min_access_level=10").by("admin")).is(200, "[]"),
        rule("owned", ids("owned=true").by("maintainer")).is(200, "[]"),
        rule("archived", ids("archived=true")).rows("id", [108]),
        rule("not archived", ids("archived=false&membership=1&per_page=1&page=10"))
            .rows("id", [109]),
        rule("active", ids("active=true&search=data")).rows("id", [104]),
        rule("public", ids("visibility=public")).rows("id", [30]),
        rule("a search in name, path and description", ids("search=DATA")).rows("id", [104, 108]),
        rule("every word must be there", ids("search=edge%20europe")).rows("id", [110]),
        rule("a short word matches the whole only", ids("search=ci")).rows("id", [102]),
        rule("a search in the full path", ids("search_namespaces=true&search=platform%2Fedge"))
            .rows("id", [109, 110, 111, 112]),
        rule("which else is not searched", ids("search=platform%2Fedge")).is(200, "[]"),
        rule("sorted by name", get("/projects?order_by=name&sort=asc&search=edge%20sites"))
            .rows("name", ["Americas", "Asia", "Europe"]),
        rule("no such level", get("/projects?min_access_level=33"))
            .is(400, r#"{"error":"min_access_level does not have a valid value"}"#),
        rule("no such order", get("/projects?order_by=size&sort=up")).is(
            400,
            r#"{"error":"order_by does not have a valid value, sort does not have a valid value"}"#,
        ),
        rule("no boolean", get("/projects?membership=maybe"))
            .is(400, r#"{"error":"membership is invalid"}"#),
        rule("read_user lists no projects", get("/projects").by("read-user"))
            .has(403, r#""scope":"ai_workflows api read_api""#),
    ]);
}

#[test]
fn links_of_a_project_list_repeat_gitlabs_defaults() {
    let lab = Lab::new();
    let answer = lab.ask(get("/projects?membership=true&simple=true&per_page=5"));
    let next = format!(
        "<{}/api/v4/projects?imported=false&membership=true&order_by=created_at&owned=false&page=2\
         &per_page=5&simple=true&sort=desc&starred=false&statistics=false\
         &with_custom_attributes=false&with_issues_enabled=false\
         &with_merge_requests_enabled=false>; rel=\"next\"",
        lab.url()
    );
    assert!(answer.header("link").starts_with(&next), "{}", answer.header("link"));
    assert_eq!(answer.header("x-total"), "15");
}

#[test]
fn keyset_paging_continues_until_a_page_is_empty() {
    let lab = Lab::new();
    let mut path =
        "/projects?pagination=keyset&order_by=id&sort=asc&membership=true&per_page=6".to_owned();
    let mut pages = Vec::new();
    loop {
        let answer = lab.ask(get(&path));
        assert_eq!(
            (answer.status, answer.header("x-total"), answer.header("x-page")),
            (200, "", "")
        );
        pages.push(answer.rows("id").len());
        let link = answer.header("link");
        let Some(next) =
            link.strip_prefix('<').and_then(|link| link.strip_suffix(">; rel=\"next\""))
        else {
            assert_eq!(link, "");
            break;
        };
        path = next.strip_prefix(&format!("{}/api/v4", lab.url())).unwrap().to_owned();
    }
    assert_eq!(pages, [6, 6, 3, 0]);
    lab.check(vec![
        rule(
            "downwards",
            get("/projects?pagination=keyset&order_by=id&id_before=102&membership=true"),
        )
        .rows("id", [101, 21, 20]),
        rule("by nothing but the id", get("/projects?pagination=keyset")).is(
            405,
            r#"{"error":"Keyset pagination is not yet available for this type of request"}"#,
        ),
    ]);
}

#[test]
fn a_project_contains_the_callers_permissions() {
    let lab = Lab::new();
    let level = |who: &str, id: u64| {
        lab.ask(get(&format!("/projects/{id}")).by(who)).json()["permissions"].clone()
    };
    let access = |level: u8| json!({"access_level": level, "notification_level": 3});
    let both =
        |project: Value, group: Value| json!({"project_access": project, "group_access": group});
    assert_eq!(level("maintainer", 20), both(access(40), Value::Null));
    assert_eq!(level("developer", 109), both(Value::Null, access(30)));
    assert_eq!(level("mixed", 102), both(access(40), access(30)));
    assert_eq!(level("mixed", 101), both(Value::Null, access(30)));
    assert_eq!(level("admin", 20), both(Value::Null, Value::Null));
}

#[test]
fn a_project_has_three_levels_of_detail() {
    let lab = Lab::new();
    let project = lab.ask(get("/projects/platform%2Fedge%2Fasia")).json();
    assert_eq!(project["id"], 109);
    assert_eq!(project["path_with_namespace"], "platform/edge/asia");
    assert_eq!(project["name_with_namespace"], "Platform / Edge / Asia");
    assert_eq!(project["archived"], false);
    assert_eq!(project["visibility"], "private");
    assert_eq!(project["namespace"]["full_path"], "platform/edge");
    assert_eq!(project["web_url"], format!("{}/platform/edge/asia", lab.url()));
    let agents = format!("{}/api/v4/projects/109/cluster_agents", lab.url());
    assert_eq!(project["_links"]["cluster_agents"], agents);

    let simple = &lab.ask(get("/projects?simple=true&search=asia")).json()[0];
    assert_eq!((&simple["id"], &simple["archived"]), (&json!(109), &Value::Null));
    assert_eq!(simple["permissions"], Value::Null);

    let in_group = &lab.ask(get("/groups/11/projects?search=asia")).json()[0];
    assert_eq!((&in_group["id"], &in_group["archived"]), (&json!(109), &json!(false)));
    assert_eq!(in_group.get("permissions"), None);

    lab.check(vec![
        rule("a hidden project", get("/projects/20").by("outsider"))
            .is(404, r#"{"message":"404 Project Not Found"}"#),
        rule("a public project for everyone", get("/projects/30").unsigned())
            .has(200, "community/charts"),
        rule("an internal one is not", get("/projects/31").unsigned())
            .is(404, r#"{"message":"404 Project Not Found"}"#),
        rule("it is for whoever is signed in", get("/projects/31").by("outsider"))
            .has(200, "handbook"),
    ]);
}

#[test]
fn which_groups_are_listed() {
    let hidden = r#"{"message":"404 Group Not Found"}"#;
    Lab::new().check(vec![
        rule("all one can see, by name", get("/groups"))
            .rows("full_path", ["community", "platform/edge", "platform/many", "platform"]),
        rule("an outsider sees the public one", get("/groups").by("outsider")).rows("id", [13]),
        rule("so does nobody", get("/groups").unsigned()).rows("id", [13]),
        rule("only one's own", get("/groups?min_access_level=30&order_by=id"))
            .rows("id", [10, 11, 12]),
        rule("an administrator has none", get("/groups?min_access_level=10").by("admin"))
            .is(200, "[]"),
        rule("only the top", get("/groups?top_level_only=true&min_access_level=30"))
            .rows("full_path", ["platform"]),
        rule("a search", get("/groups?search=edge")).rows("full_path", ["platform/edge"]),
        rule("by id", get("/groups/11")).has(200, r#""full_name":"Platform / Edge""#),
        rule("by path", get("/groups/platform%2Fedge")).has(200, r#""id":11"#),
        rule("a hidden one", get("/groups/platform").by("outsider")).is(404, hidden),
        rule("none at all", get("/groups/nowhere")).is(404, hidden),
    ]);
}

#[test]
fn which_projects_a_group_has() {
    let projects = |group: &str, query: &str| {
        get(&format!("/groups/{group}/projects?order_by=id&sort=asc&simple=true&{query}"))
    };
    let direct = (101..=108).chain([1000]);
    Lab::new().check(vec![
        rule("its own", projects("platform", "")).rows("id", direct),
        rule("with those of its subgroups", projects("platform", "include_subgroups=true"))
            .rows("id", (101..=112).chain([1000])),
        rule("a subgroup's", projects("platform%2Fedge", "")).rows("id", 109..=112),
        rule("without archived ones", projects("10", "archived=false&search=data"))
            .rows("id", [104]),
        rule(
            "where one may change",
            projects("10", "include_subgroups=true&min_access_level=40").by("mixed"),
        )
        .rows("id", [102, 104, 106, 108, 110, 112]),
        rule("an administrator's are all", projects("11", "").by("admin")).rows("id", 109..=112),
        rule("of a hidden group", projects("10", "").by("outsider"))
            .is(404, r#"{"message":"404 Group Not Found"}"#),
    ]);
}
