//! `/projects/:id/cluster_agents`.

use axum::response::Response;

use super::call::Call;
use super::entities;
use super::errors::Refusal;
use super::paging::{self, Page};
use super::place;
use crate::state::State;
use crate::world::{self, Level};

/// `GET /projects/:id/cluster_agents`
pub(super) fn list(call: &mut Call<'_>) -> Result<Response, Refusal> {
    let mut checks = call.checks();
    let page = Page::read(&mut checks);
    checks.done()?;
    let project = place::project(call)?;
    if !place::has_level(call, &project, Level::Developer)? {
        return Err(Refusal::hidden("ClusterAgents"));
    }
    let State { world, options, .. } = &*call.state;
    let agents = match call.overrides.list_age {
        None => world.agents(project.id),
        Some(age) => world.agents_at(project.id, call.now - age),
    };
    let entity = |agent: &&world::Agent| entities::Agent::new(world, options, agent);
    Ok(paging::offset(call, page, &agents, &[], entity))
}
