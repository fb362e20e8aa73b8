//! `/projects/:id/cluster_agents/:agent_id/tokens`.

use axum::response::Response;

use super::call::Call;
use super::errors::Refusal;
use super::paging::{self, Page};
use super::{agents, entities, place, reply, sentences};
use crate::ledger::Commit;
use crate::state::State;
use crate::world::NewToken;

/// The maximum active tokens per agent since 16.2. Before, there was no limit.
const LIMIT: usize = 2;

/// `GET /projects/:id/cluster_agents/:agent_id/tokens`
pub(super) fn list(call: &mut Call<'_>) -> Result<Response, Refusal> {
    let mut checks = call.checks();
    let agent = checks.id("agent_id");
    let page = Page::read(&mut checks);
    checks.done()?;
    let project = place::project(call)?;
    let agent = agents::readable(call, &project, agent)?.id;
    let world = &call.state.world;
    let tokens = match call.overrides.list_age {
        None => world.active_tokens(agent, call.now),
        Some(age) => world.active_tokens_at(agent, call.now - age),
    };
    let total = tokens.len();
    let rows = tokens.into_iter().skip(page.start());
    Ok(paging::offset(call, page, total, rows, &[], entities::TokenBasic::new))
}

/// `GET /projects/:id/cluster_agents/:agent_id/tokens/:token_id`
pub(super) fn show(call: &mut Call<'_>) -> Result<Response, Refusal> {
    let mut checks = call.checks();
    let (agent, token) = (checks.id("agent_id"), checks.id("token_id"));
    checks.done()?;
    let project = place::project(call)?;
    let agent = agents::readable(call, &project, agent)?.id;
    let active = call.state.world.token(agent, token).filter(|token| token.revoked.is_none());
    let token = active.ok_or_else(Refusal::not_found)?;
    Ok(reply::ok(&entities::Token::new(token, call.now)))
}

/// `POST /projects/:id/cluster_agents/:agent_id/tokens`
pub(super) fn create(call: &mut Call<'_>) -> Result<Response, Refusal> {
    let mut checks = call.checks();
    let agent = checks.id("agent_id");
    let name = checks.text("name");
    let description = checks.optional_text("description");
    checks.done()?;
    let project = place::project(call)?;
    place::writable(call, &project)?;
    let caller = call.caller()?.clone();
    let limited = call.state.options.version.at_least(16, 2).then_some(LIMIT);
    let limit = call.overrides.token_limit.or(limited);
    let now = call.now;
    let State { world, secrets, ledger, options, .. } = &mut *call.state;
    let agent = world.agent(project.id, agent).ok_or_else(Refusal::not_found)?.id;
    let new = NewToken { agent, name, description, creator: caller.user.id, limit };
    let created = world.create_token(new, now);
    let id = created.map_err(|why| sentences::refusal(caller.user.language, &why))?;
    let token = world.token(agent, id).ok_or_else(Refusal::not_found)?;
    let secret = secrets.agent_token(&options.version, project.id);
    ledger.add(Commit::create_token(now, Some(&caller.token), project.id, token, &secret));
    Ok(reply::created(&entities::TokenWithSecret::new(token, now, secret)))
}

/// `DELETE /projects/:id/cluster_agents/:agent_id/tokens/:token_id`
///
/// Finds revoked tokens too, so revoking again succeeds.
pub(super) fn revoke(call: &mut Call<'_>) -> Result<Response, Refusal> {
    let mut checks = call.checks();
    let (agent, token) = (checks.id("agent_id"), checks.id("token_id"));
    checks.done()?;
    let project = place::project(call)?;
    place::writable(call, &project)?;
    let caller = call.caller()?.token.clone();
    let now = call.now;
    let State { world, ledger, .. } = &mut *call.state;
    let agent = world.agent(project.id, agent).ok_or_else(Refusal::not_found)?.id;
    let token = world.token(agent, token).ok_or_else(Refusal::not_found)?;
    ledger.add(Commit::revoke_token(now, Some(&caller), project.id, token));
    let id = token.id;
    world.revoke_token(id, now);
    Ok(reply::no_content())
}
