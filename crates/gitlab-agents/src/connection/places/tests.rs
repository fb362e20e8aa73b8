use crate::simulation::Reply;
use crate::testing::Stage;
use console_core::address::{GroupRef, ProjectRef};

const PROJECTS: &str = r#"[{"id":20,"path_with_namespace":"root/test"},{"name":"without an id"}]"#;
const GROUPS: &str = r#"[{"id":7,"full_path":"platform"},{"name":"without an id"}]"#;

/// What was asked, once `answer` was given to everything.
fn asked(answer: &'static str, ask: impl AsyncFnOnce(&Stage)) -> Vec<String> {
    let stage = Stage::new(move |_| Reply::json(200, answer));
    stage.clock.run(ask(&stage));
    stage.log()
}

#[test]
fn projects_are_found_where_their_agents_may_be_read() {
    let log = asked(PROJECTS, async |stage| {
        for (text, admin) in [("a b", false), ("", false), ("edge", true)] {
            let found = stage.connection.search_projects(text, admin).await.unwrap();
            assert_eq!(found.iter().map(|project| project.id.0).collect::<Vec<_>>(), [20]);
        }
    });
    let all = "simple=true&search_namespaces=true&order_by=last_activity_at&per_page=20";
    let of_members = format!("GET /projects?min_access_level=30&membership=true&{all}");
    let expected = [
        format!("{of_members}&search=a%20b"),
        of_members,
        format!("GET /projects?{all}&search=edge"),
    ];
    assert_eq!(log, expected);
}

#[test]
fn groups_are_found_where_their_agents_may_be_read() {
    let log = asked(GROUPS, async |stage| {
        for (text, admin) in [("", false), ("edge", true)] {
            let found = stage.connection.search_groups(text, admin).await.unwrap();
            assert_eq!(found.iter().map(|group| group.id.0).collect::<Vec<_>>(), [7]);
        }
    });
    let all = "order_by=name&sort=asc&per_page=20";
    let expected = [
        format!("GET /groups?min_access_level=30&{all}"),
        format!("GET /groups?{all}&search=edge"),
    ];
    assert_eq!(log, expected);
}

#[test]
fn a_path_is_one_part_of_an_address() {
    let log = asked(r#"{"id":20,"path_with_namespace":"a/b"}"#, async |stage| {
        let project = ProjectRef::Path("a/b".to_owned());
        assert_eq!(stage.connection.project(&project).await.unwrap().id.0, 20);
    });
    assert_eq!(log, ["GET /projects/a%2Fb"]);
    let log = asked(r#"{"id":7,"full_path":"a/b"}"#, async |stage| {
        let group = GroupRef::Path("a/b".to_owned());
        assert_eq!(stage.connection.group(&group).await.unwrap().id.0, 7);
    });
    assert_eq!(log, ["GET /groups/a%2Fb"]);
}
