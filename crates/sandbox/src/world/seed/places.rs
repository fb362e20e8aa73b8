//! Groups `platform`, its subgroups and `community`, with their projects and members.

use std::time::Duration;

use super::documented::TEAM;
use super::hostile;
use super::people::MIXED;
use crate::clock::Moment;
use crate::world::{Group, Level, Namespace, Project, Source, Visibility, World};

const PLATFORM: u64 = 10;
const EDGE: u64 = 11;
/// The group of the many small projects.
pub(super) const MANY: u64 = 12;
const COMMUNITY: u64 = 13;

pub(super) const CLUSTERS: u64 = 101;
pub(super) const CI: u64 = 102;
pub(super) const OBSERVABILITY: u64 = 103;
pub(super) const DATA: u64 = 104;
pub(super) const PAYMENTS: u64 = 105;
pub(super) const IDENTITY: u64 = 106;
pub(super) const PREVIEWS: u64 = 107;
/// The archived project.
pub(super) const DATACENTRE: u64 = 108;
pub(super) const ASIA: u64 = 109;
pub(super) const EUROPE: u64 = 110;
pub(super) const AMERICAS: u64 = 111;
/// The project with hostile texts.
pub(super) const LAB: u64 = 112;
/// The project that `--agents` fills.
pub(super) const LARGE: u64 = 1000;
pub(super) const CHARTS: u64 = 30;
const HANDBOOK: u64 = 31;

const GROUPS: &[(u64, &str, &str, Option<u64>, Visibility)] = &[
    (PLATFORM, "Platform", "platform", None, Visibility::Private),
    (EDGE, "Edge", "edge", Some(PLATFORM), Visibility::Private),
    (MANY, "Many", "many", Some(PLATFORM), Visibility::Private),
    (COMMUNITY, "Community", "community", None, Visibility::Public),
];

/// Id, group, name, path, description.
const PROJECTS: &[(u64, u64, &str, &str, &str)] = &[
    (CLUSTERS, PLATFORM, "Clusters", "clusters", "Workload clusters of every region"),
    (CI, PLATFORM, "CI", "ci", "Runner fleets and build caches"),
    (OBSERVABILITY, PLATFORM, "Observability", "observability", "Metrics, logs and traces"),
    (DATA, PLATFORM, "Data", "data", "Lake, warehouse and streaming"),
    (PAYMENTS, PLATFORM, "Payments", "payments", "In scope for PCI DSS: two reviewers"),
    (IDENTITY, PLATFORM, "Identity", "identity", "Single sign-on and secrets"),
    (PREVIEWS, PLATFORM, "Previews", "previews", "Short-lived clusters for reviews"),
    (DATACENTRE, PLATFORM, "Datacentre", "datacentre", "Moved to the cloud in 2024"),
    (ASIA, EDGE, "Asia", "asia", "Edge sites in Asia and the Pacific"),
    (EUROPE, EDGE, "Europe", "europe", "Edge sites in Europe"),
    (AMERICAS, EDGE, "Americas", "americas", "Edge sites in the Americas"),
    (LAB, EDGE, hostile::PROJECT_NAME, "lab", hostile::PROJECT_DESCRIPTION),
    (LARGE, PLATFORM, "Large", "large", "One project with very many agents"),
    (CHARTS, COMMUNITY, "Charts", "charts", "Helm charts for everyone"),
    (HANDBOOK, COMMUNITY, "Handbook", "handbook", "How we work"),
];

const DAY: Duration = Duration::from_hours(24);

pub(super) fn add(world: &mut World, now: Moment) {
    for &(id, name, path, parent, visibility) in GROUPS {
        let created = now - DAY * 900;
        let (name, path) = (name.to_owned(), path.to_owned());
        world.add_group(Group { id, name, path, parent, description: "", visibility, created });
    }
    for &(id, group, name, path, description) in PROJECTS {
        add_project(world, now, id, group, name, path, description);
    }
    for (user, level) in TEAM {
        world.add_membership(user, Source::Group(PLATFORM), level);
    }
    world.add_membership(MIXED, Source::Group(PLATFORM), Level::Developer);
    for project in (CLUSTERS..=LAB).filter(|id| id % 2 == 0) {
        world.add_membership(MIXED, Source::Project(project), Level::Maintainer);
    }
}

/// Adds a project. Higher ids are younger.
pub(super) fn add_project(
    world: &mut World,
    now: Moment,
    id: u64,
    group: u64,
    name: &str,
    path: &str,
    description: &str,
) {
    let visibility = match id {
        CHARTS => Visibility::Public,
        HANDBOOK => Visibility::Internal,
        _ => Visibility::Private,
    };
    world.add_project(Project {
        id,
        name: name.to_owned(),
        path: path.to_owned(),
        description: Some(description.to_owned()),
        namespace: Namespace::Group(group),
        visibility,
        archived: id == DATACENTRE,
        created: now - DAY * 800 + Duration::from_mins(id * 67),
        active: now - Duration::from_mins(id * 7),
    });
}
