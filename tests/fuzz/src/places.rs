//! Projects and groups.

use crate::answer::{Answer, PROJECT, Stage, TRIES};
use crate::oracle;
use console_core::address::{GroupRef, ProjectRef};
use console_core::model::GroupId;
use std::collections::BTreeSet;

/// The response as a project, a group and lists of both: ids are exact, and a list keeps its
/// readable rows.
pub fn places(bytes: &[u8]) {
    let answer = Answer::read(bytes);
    let stage = Stage::always(&answer);
    let json = oracle::json(&answer.body);
    let connection = &stage.connection;
    let project = stage.run(connection.project(&ProjectRef::Id(PROJECT)));
    let group = stage.run(connection.group(&GroupRef::Id(GroupId(10))));
    let projects = stage.run(connection.search_projects("edge & <b>", false));
    let groups = stage.run(connection.search_groups("가", true));
    stage.check_requests(4 * TRIES);

    let successes = [project.is_ok(), group.is_ok(), projects.is_ok(), groups.is_ok()];
    assert!(answer.is_granted() || successes == [false; 4]);
    let one = |id: u64, path: &str, key: &str| {
        oracle::check_shown(path);
        assert!(!path.is_empty());
        if let Some(json) = &json {
            assert_eq!(oracle::id(json), Some(id));
            assert_eq!(oracle::string(json, key), Some(path));
        }
    };
    if let Ok(project) = project {
        one(project.id.0, &project.path, "path_with_namespace");
    }
    if let Ok(group) = group {
        one(group.id.0, &group.path, "full_path");
    }
    let Some(rows) = json.as_ref().and_then(|json| json.as_array()) else { return };
    let ids: BTreeSet<_> = rows.iter().filter_map(oracle::id).collect();
    for project in projects.into_iter().flatten() {
        assert!(ids.contains(&project.id.0), "project {} is not in the list", project.id);
    }
    for group in groups.into_iter().flatten() {
        assert!(ids.contains(&group.id.0), "group {} is not in the list", group.id);
    }
}
