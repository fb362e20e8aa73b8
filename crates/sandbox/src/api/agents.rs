//! `/projects/:id/cluster_agents`.

use axum::http::StatusCode;
use axum::http::header::IF_UNMODIFIED_SINCE;
use axum::response::Response;

use super::call::Call;
use super::errors::Refusal;
use super::paging::{self, Page};
use super::{entities, place, reply, sentences};
use crate::clock::Moment;
use crate::faults::mutate;
use crate::ledger::Commit;
use crate::state::State;
use crate::world::{self, Level, Project};

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
    let entity = |agent: &world::Agent| entities::Agent::new(world, options, agent);
    let (total, response) = match call.overrides.list_age {
        None => {
            let total = world.agent_count(project.id);
            let agents = world.agents(project.id, page.start());
            (total, paging::offset(call, page, total, agents, &[], entity))
        }
        Some(age) => {
            let agents = world.agents_at(project.id, call.now - age);
            let total = agents.len();
            let agents = agents.into_iter().skip(page.start());
            (total, paging::offset(call, page, total, agents, &[], entity))
        }
    };
    let more = page.end() < total;
    if let Some(change) = call.overrides.between_pages.filter(|_| more) {
        mutate::between_pages(call.state, project.id, change, call.now);
    }
    Ok(response)
}

/// `GET /projects/:id/cluster_agents/:agent_id`
pub(super) fn show(call: &mut Call<'_>) -> Result<Response, Refusal> {
    let mut checks = call.checks();
    let id = checks.id("agent_id");
    checks.done()?;
    let project = place::project(call)?;
    let agent = readable(call, &project, id)?;
    Ok(reply::ok(&entities::Agent::new(&call.state.world, &call.state.options, agent)))
}

/// `POST /projects/:id/cluster_agents`
pub(super) fn register(call: &mut Call<'_>) -> Result<Response, Refusal> {
    let mut checks = call.checks();
    let name = checks.text("name");
    checks.done()?;
    let project = place::project(call)?;
    place::writable(call, &project)?;
    let caller = call.caller()?.clone();
    let now = call.now;
    let registered = call.state.world.register_agent(project.id, &name, Some(caller.user.id), now);
    let id = registered.map_err(|why| sentences::refusal(caller.user.language, &why))?;
    call.state.ledger.add(Commit::create_agent(now, Some(&caller.token), project.id, id, &name));
    let State { world, options, .. } = &*call.state;
    let agent = world.agent(project.id, id).ok_or_else(Refusal::not_found)?;
    Ok(reply::created(&entities::Agent::new(world, options, agent)))
}

/// `DELETE /projects/:id/cluster_agents/:agent_id`
pub(super) fn delete(call: &mut Call<'_>) -> Result<Response, Refusal> {
    let mut checks = call.checks();
    let id = checks.id("agent_id");
    checks.done()?;
    let project = place::project(call)?;
    place::writable(call, &project)?;
    let agent = call.state.world.agent(project.id, id).ok_or_else(Refusal::not_found)?;
    let unmodified_since = call.header(IF_UNMODIFIED_SINCE).and_then(Moment::parse);
    if unmodified_since.is_some_and(|since| agent.updated > since) {
        let text = "412 Precondition Failed".to_owned();
        return Err(Refusal::Message(StatusCode::PRECONDITION_FAILED, text));
    }
    let commit = Commit::delete_agent(call.now, Some(&call.caller()?.token), agent);
    call.state.world.delete_agent(id, call.now);
    call.state.ledger.add(commit);
    Ok(reply::no_content())
}

/// The agent, if the caller may read agents. Otherwise 404, as if it did not exist.
pub(super) fn readable<'c>(
    call: &'c Call<'_>,
    project: &Project,
    id: u64,
) -> Result<&'c world::Agent, Refusal> {
    if !place::has_level(call, project, Level::Developer)? {
        return Err(Refusal::not_found());
    }
    call.state.world.agent(project.id, id).ok_or_else(Refusal::not_found)
}
