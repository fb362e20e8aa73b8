//! Projects 20 and 21, with the data of the examples on GitLab's Agents API page.

use super::people::{AUTHOR, DEVELOPER, GUEST, KOREAN, MAINTAINER, OWNER, REPORTER, ROOT};
use crate::clock::Moment;
use crate::world::{Agent, Level, Namespace, Project, Source, Token, Usage, Visibility, World};

const TEST: u64 = 20;
const EMPTY: u64 = 21;

/// 2022-03-20T20:42:40.221Z, when GitLab's example project was created.
const PROJECT_MADE: Moment = Moment::from_millis(1_647_808_960_221);
/// 2022-04-20T20:42:40.221Z, when its agents were registered.
const AGENTS_MADE: Moment = Moment::from_millis(1_650_487_360_221);
/// 2022-03-25T14:12:11.497Z, when its tokens were created.
const TOKENS_MADE: Moment = Moment::from_millis(1_648_217_531_497);

/// Users with one role everywhere.
pub(super) const TEAM: [(u64, Level); 6] = [
    (OWNER, Level::Owner),
    (MAINTAINER, Level::Maintainer),
    (KOREAN, Level::Maintainer),
    (DEVELOPER, Level::Developer),
    (REPORTER, Level::Reporter),
    (GUEST, Level::Guest),
];

pub(super) fn add(world: &mut World) {
    for (id, path) in [(TEST, "test"), (EMPTY, "empty")] {
        world.add_project(Project {
            id,
            name: path.to_owned(),
            path: path.to_owned(),
            description: Some(String::new()),
            namespace: Namespace::User(ROOT),
            visibility: Visibility::Private,
            archived: false,
            created: PROJECT_MADE,
            active: AGENTS_MADE,
        });
        for (user, level) in TEAM {
            world.add_membership(user, Source::Project(id), level);
        }
    }
    world.add_moved_path("root/old-test", TEST);

    let agents = [
        (1, "agent-1", AUTHOR, AGENTS_MADE),
        (2, "agent-2", AUTHOR, AGENTS_MADE),
        (5, "agent-5", ROOT, TOKENS_MADE),
    ];
    for (id, name, creator, created) in agents {
        world.add_agent(Agent {
            id,
            project: TEST,
            name: name.to_owned(),
            creator: Some(creator),
            created,
            updated: created,
            born: Moment::EPOCH,
            deleted: None,
        });
    }
    for (id, name, description) in [(1, "abcd", Some("Some token")), (2, "foobar", None)] {
        world.add_token(Token {
            id,
            agent: 5,
            name: name.to_owned(),
            description: description.map(str::to_owned),
            creator: Some(ROOT),
            created: TOKENS_MADE,
            born: Moment::EPOCH,
            revoked: None,
            usage: Usage::Never,
        });
    }
}
