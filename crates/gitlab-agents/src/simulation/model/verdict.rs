//! Whether what the person was told is true.

mod hints;

use super::server::Server;
use super::tab::{Brought, Order, Standing, Tab, What};
use super::{ME, Mark};
use console_core::intent::{Certainty, Existence, SECOND_LOOK_MS};
use console_core::secret::Secret;

/// How long a request may take before it counts as lost.
const OVERDUE_MS: i64 = 60_000;

/// A value reaches the person.
pub(super) fn revealed(tab: &Tab, number: usize, id: Option<u64>, secret: &Secret) {
    let server = tab.world.server.borrow();
    // No list names the token of a value any more that was revoked before the value came without
    // it.
    let is_right = server.tokens_of(number).any(|token| {
        let is_its = id.is_none_or(|id| token.id == id) || token.is_revoked;
        is_its && token.value() == secret.expose()
    });
    if !is_right {
        tab.world.fail(|| format!("order {number}: the value is not that of its token"));
    }
}

/// An orphan is called revoked.
pub(super) fn revoked(tab: &Tab, id: u64) {
    let server = tab.world.server.borrow();
    if server.tokens.iter().any(|token| token.id == id && !token.is_revoked) {
        tab.world.fail(|| format!("token {id} is called revoked, and is not"));
    }
}

/// A driver ends without revealing anything.
pub(super) fn ended_without_value(tab: &Tab, number: usize) {
    if tab.world.server.borrow().posts_of(number).any(|post| post.has_value) {
        tab.world.fail(|| format!("order {number}: its value reached the tab and is not shown"));
    }
}

/// How old an answer to a list may be when the tab has read it.
const LIST_MS: i64 = 9_000;

/// Looking has found these tokens of an order, by its marker.
pub(super) fn named(tab: &Tab, number: usize, ids: &[u64]) {
    let shown_by = tab.world.now() - LIST_MS;
    let server = tab.world.server.borrow();
    // The answer itself may have named one, before any list was read.
    if server.posts_of(number).any(|post| post.is_announced) {
        return;
    }
    let mut missing = server.tokens_of(number).filter(|token| {
        !token.is_revoked && token.shown_from <= shown_by && !ids.contains(&token.id)
    });
    if let Some(token) = missing.next() {
        tab.world.fail(|| format!("order {number}: its token {} is not named", token.id));
    }
    if ids.len() > 1 {
        tab.world.mark(Mark::OrphansSeveral);
    }
}

/// The person is told that GitLab refused. One look comes before that.
pub(super) fn refused(tab: &Tab, number: usize) {
    tab.world.server.borrow_mut().settle(tab.world.now());
    let shown_by = tab.world.now() - LIST_MS;
    let server = tab.world.server.borrow();
    let mut tokens = server.tokens_of(number).filter(|token| !token.is_revoked);
    let is_token = tokens.any(|token| token.shown_from <= shown_by);
    let is_agent = server.agent_of(number).is_some_and(|agent| agent.shown_from <= shown_by);
    if is_token || is_agent {
        tab.world.fail(|| format!("order {number} was created, and is called refused"));
    }
}

/// The person is told that nothing was created.
pub(super) fn denied(tab: &Tab, number: usize) {
    let orders = tab.orders.borrow();
    let Some(order) = orders.get(number) else { return };
    tab.world.server.borrow_mut().settle(tab.world.now());
    let server = tab.world.server.borrow();
    let until = looked_until(order, &server, number);
    let mut tokens = server.tokens_of(number);
    let is_token = tokens.any(|token| !token.is_revoked && token.shown_from <= until);
    let is_agent = server.agent_of(number).is_some_and(|agent| agent.shown_from <= until);
    if is_token || is_agent {
        tab.world.fail(|| format!("order {number} was created, and is called not created"));
    }
    if server.posts_of(number).any(|post| post.is_announced) {
        tab.world.fail(|| format!("order {number} was announced, and is called not created"));
    }
}

/// What lists show by then is found: the second look comes five seconds, or more, after the loss
/// was noticed. That is when the request ended, else when a reload cut it off or the person asked
/// again, else when it was given up.
fn looked_until(order: &Order, server: &Server, number: usize) -> i64 {
    let ended = server.posts_of(number).filter_map(|post| post.ended_at).max();
    let overdue = order.posting_at.map(|at| at + OVERDUE_MS);
    let lost = ended.max(order.asked_at).or(overdue);
    lost.map_or(i64::MIN, |at| at + i64::from(SECOND_LOOK_MS))
}

pub(super) fn at_the_end(tab: &Tab) {
    tab.world.server.borrow_mut().settle(tab.world.now());
    let count = tab.orders.borrow().len();
    for number in 0..count {
        let posts =
            tab.world.server.borrow().posts_of(number).filter(|post| !post.is_again).count();
        if posts > 1 {
            tab.world.fail(|| format!("order {number} was sent {posts} times"));
        }
        match tab.change(number, |order| Some(order.what.clone())) {
            Some(What::Token(_)) => token_at_the_end(tab, number),
            Some(What::Agent(_)) => agent_at_the_end(tab, number),
            None => {}
        }
    }
    hints::check(tab);
}

fn token_at_the_end(tab: &Tab, number: usize) {
    let orders = tab.orders.borrow();
    let Some(order) = orders.get(number) else { return };
    let server = tab.world.server.borrow();
    let post = server.posts_of(number).last();
    let has = |id: u64| server.tokens_of(number).any(|token| token.id == id);
    let exists = server.tokens_of(number).next().is_some();
    let runs = order.runs;
    let is_open = runs && post.is_some_and(|post| post.ended_at.is_none());
    if is_open {
        tab.world.mark(Mark::Open);
    }
    let world = &tab.world;
    let broken = |what: &str| world.fail(|| format!("order {number} {what}: {:?}", order.standing));
    if runs && !is_open {
        broken("does not come to an end");
    }
    let is_told = match order.brought {
        Brought::Nothing => true,
        Brought::Orphans => {
            runs || matches!(order.standing, Standing::Orphaned { .. } | Standing::Revoked { .. })
        }
        // Of a token that is revoked nobody needs the value.
        Brought::Value => matches!(
            order.standing,
            Standing::Shown { .. } | Standing::Kept { .. } | Standing::Revoked { .. }
        ),
    };
    if !is_told {
        broken(match order.brought {
            Brought::Value => "has a value that nobody was shown",
            _ => "has a token that nobody was told of",
        });
    }
    match order.standing {
        Standing::UnderWay | Standing::Posting | Standing::Looking | Standing::Identifying => {
            broken("does not come to an outcome");
        }
        Standing::Kept { token: id } | Standing::Shown { token: id } => {
            if !id.map_or(exists, has) {
                broken("is called created, and is not");
            }
            if id.is_none() {
                world.mark(Mark::Unidentified);
            }
            if matches!(order.standing, Standing::Shown { .. }) {
                world.mark(Mark::Shown);
            }
        }
        Standing::Orphaned { token: id, certainty }
        | Standing::Revoked { token: id, certainty } => match certainty {
            _ if has(id) => world.mark(match certainty {
                Certainty::Sure => Mark::OrphanSure,
                Certainty::Probable => Mark::OrphanProbable,
            }),
            Certainty::Probable if is_namesake(&server, order, id) => {
                world.mark(Mark::OrphanOfOther);
            }
            _ => broken("names a token that is not its own"),
        },
        Standing::Refused => {
            world.mark(if exists { Mark::RefusedTooLate } else { Mark::Refused });
        }
        Standing::Denied => world.mark(match exists {
            false => Mark::NotCreated,
            true if server.tokens_of(number).all(|token| token.is_revoked) => {
                Mark::RevokedElsewhere
            }
            true => Mark::CreatedTooLate,
        }),
        Standing::Unresolved(existence) => {
            check_unresolved(tab, number, existence, exists);
            world.mark(match existence {
                Existence::Open => Mark::Unresolved,
                Existence::Proven => Mark::UnresolvedProven,
            });
        }
        Standing::Registered { .. } | Standing::FoundByName { .. } => broken("is no agent"),
        Standing::Unsent => world.mark(Mark::Unsent),
        Standing::Forgotten if tab.stores() => broken("is forgotten by a reload"),
        // The hints come to these.
        Standing::Forgotten => {}
    }
    drop(server);
    drop(orders);
    if tab.change(number, |order| Some(order.standing)) == Some(Standing::Denied) {
        denied(tab, number);
    }
}

/// Whether a token has the name and the owner that an order without marker is known by.
fn is_namesake(server: &Server, order: &Order, id: u64) -> bool {
    let What::Token(order) = &order.what else { return false };
    let found = server.tokens.iter().find(|token| token.id == id);
    !order.name.contains(&order.marker)
        && found.is_some_and(|token| token.name == order.name && token.creator == ME)
}

/// That something is not known has to have a reason, and that it exists has to be so.
fn check_unresolved(tab: &Tab, number: usize, existence: Existence, exists: bool) {
    let coverage = tab.world.coverage.get();
    let has_failed = coverage.has(Mark::ReadFailed) || coverage.has(Mark::Unauthorised);
    match existence {
        Existence::Open if !has_failed => {
            tab.world.fail(|| format!("order {number} is called not known for no reason"));
        }
        Existence::Proven if !exists => {
            tab.world.fail(|| format!("order {number} is said to exist, and does not"));
        }
        Existence::Open | Existence::Proven => {}
    }
}

fn agent_at_the_end(tab: &Tab, number: usize) {
    let orders = tab.orders.borrow();
    let Some(order) = orders.get(number) else { return };
    let server = tab.world.server.borrow();
    let agent = server.agent_of(number);
    let world = &tab.world;
    let broken = |what: &str| world.fail(|| format!("order {number} {what}: {:?}", order.standing));
    if order.runs {
        broken("does not come to an end");
    }
    match order.standing {
        Standing::Registered { agent: id } => {
            if agent.is_some_and(|agent| agent.id == id) {
                world.mark(Mark::Registered);
            } else {
                broken("is called registered, and is not");
            }
        }
        Standing::FoundByName { agent: id } => {
            let found = server.agents.iter().find(|agent| agent.id == id);
            match agent {
                Some(agent) if agent.id == id => world.mark(Mark::Found),
                None if found.is_some_and(|found| found.creator == ME) => {
                    world.mark(Mark::FoundOther);
                }
                _ => broken("is called registered, and is not"),
            }
        }
        Standing::Refused => {
            let is_late = agent.is_some();
            world.mark(if is_late { Mark::AgentRefusedTooLate } else { Mark::AgentRefused });
        }
        Standing::Denied => {
            let is_late = agent.is_some();
            world.mark(if is_late { Mark::RegisteredTooLate } else { Mark::NotRegistered });
        }
        Standing::Unresolved(existence) => {
            check_unresolved(tab, number, existence, agent.is_some());
            world.mark(Mark::AgentUnresolved);
        }
        Standing::Unsent => {}
        Standing::Forgotten if tab.stores() => broken("is forgotten by a reload"),
        Standing::Forgotten => world.mark(Mark::AgentForgotten),
        _ => broken("does not come to an outcome"),
    }
}
