//! What reading a scope leaves out.

use crate::budget::Urgency;
use crate::clock::Clock;
use crate::connection::{Connection, Listing, ListingEnd, ProjectList};
use crate::ids::Ids;
use crate::transport::Transport;
use console_core::address::{Member, Places};
use console_core::model::{ProjectId, Role, Row};

/// Archived projects that were not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// How many there are.
    pub projects: u32,
    /// How many agents they have together; `None` where they were not counted.
    pub agents: Option<u32>,
}

/// The most projects whose agents are counted: that takes a request each, for a side question.
const MOST_COUNTED: usize = 10;

/// Counts the archived projects of `places` that are not among those `shown`, and their agents if
/// that takes few requests. `None` where it could not be found out.
pub async fn count_left_out<T: Transport, C: Clock>(
    connection: &Connection<T, C>,
    places: &Places,
    shown: &[ProjectId],
    admin: bool,
) -> Option<LeftOut> {
    let mut known = Ids::default();
    for project in shown {
        known.insert(project.0);
    }
    let groups = match places {
        Places::Everywhere => vec![None],
        Places::Members(members) => {
            let group = |member: &Member| match member {
                Member::Group(group) => Some(Some(group.clone())),
                Member::Project(_) => None,
            };
            members.iter().filter_map(group).collect()
        }
    };
    let least = (!admin).then_some(Role::DEVELOPER);
    let mut found = Vec::new();
    let mut is_exact = true;
    for group in groups {
        let list = ProjectList {
            group: group.as_ref(),
            archived: true,
            least,
            urgency: Urgency::Background,
        };
        let listing = connection
            .projects_in(list, &mut |rows, _| {
                for row in rows {
                    match row {
                        Row::Read(project) if known.insert(project.id.0) => found.push(project.id),
                        Row::Read(_) => {}
                        Row::Unreadable { .. } => is_exact = false,
                    }
                }
            })
            .await;
        is_exact &= listing.is_ok_and(|listing| is_whole(&listing));
        if !is_exact {
            return None;
        }
    }
    let agents = count_agents(connection, &found).await;
    Some(LeftOut { projects: u32::try_from(found.len()).ok()?, agents })
}

async fn count_agents<T: Transport, C: Clock>(
    connection: &Connection<T, C>,
    projects: &[ProjectId],
) -> Option<u32> {
    if projects.len() > MOST_COUNTED {
        return None;
    }
    let mut agents = 0_u32;
    for project in projects {
        let listing = connection.agents(*project, Urgency::Background, &mut |_| {}).await.ok()?;
        agents = is_whole(&listing).then(|| agents.saturating_add(listing.rows))?;
    }
    Some(agents)
}

fn is_whole(listing: &Listing) -> bool {
    listing.end == ListingEnd::Complete && !listing.changed
}
