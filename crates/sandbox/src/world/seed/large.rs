//! Scale: one project with very many agents, and very many projects with few.

use super::people::{AUTHOR, KOREAN, MAINTAINER, OWNER};
use super::places::{self, LARGE, MANY};
use super::planter::{Condition, Planter};

const FIRST_PROJECT: u64 = 2001;
const ROLES: [&str; 5] = ["edge", "store", "factory", "office", "depot"];
const REGIONS: [&str; 8] = ["apac", "bene", "dach", "iber", "latam", "mena", "nord", "usca"];
const SERVICES: [&str; 6] = ["billing", "catalog", "checkout", "mail", "search", "stock"];
const STAGES: [&str; 3] = ["prod", "staging", "dev"];
const CREATORS: [u64; 4] = [OWNER, MAINTAINER, KOREAN, AUTHOR];

/// Fills project 1000.
pub(super) fn add_agents(planter: &mut Planter<'_>, count: u32) {
    for (number, (role, region)) in (1..=count).zip(pairs(&ROLES, &REGIONS).cycle()) {
        let name = format!("{role}-{region}-{number:05}");
        planter.agent(LARGE, &name, condition(number), 1 + number % 700, creator(number));
    }
}

/// Adds projects of one to three agents each.
pub(super) fn add_projects(planter: &mut Planter<'_>, count: u32) {
    for (number, service) in (1..=count).zip(SERVICES.iter().cycle()) {
        let id = FIRST_PROJECT - 1 + u64::from(number);
        let path = format!("{service}-{number:04}");
        let description = "One service's clusters";
        places::add_project(planter.world, planter.now, id, MANY, &path, &path, description);
        let stages = usize::try_from(number % 3).unwrap_or(0) + 1;
        for (turn, stage) in (number..).zip(STAGES.iter().take(stages)) {
            let name = format!("{service}-{stage}");
            planter.agent(id, &name, condition(turn), 1 + number % 700, creator(turn));
        }
    }
}

fn pairs<'n>(
    roles: &'n [&'n str],
    regions: &'n [&'n str],
) -> impl Iterator<Item = (&'n str, &'n str)> + Clone {
    roles.iter().flat_map(move |role| regions.iter().map(move |region| (*role, *region)))
}

/// Six of ten agents are connected, one each is in the other conditions.
fn condition(number: u32) -> Condition {
    match number % 10 {
        6 => Condition::Quiet(10 + number % 45),
        7 => Condition::Silent(1 + number % 90),
        8 => Condition::NeverUsed,
        9 => Condition::NoToken,
        0 => Condition::Rotating,
        _ => Condition::Connected,
    }
}

fn creator(number: u32) -> Option<u64> {
    CREATORS.into_iter().cycle().nth(usize::try_from(number % 4).unwrap_or(0))
}
