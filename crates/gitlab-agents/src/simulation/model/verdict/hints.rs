//! Whether the hints at lost tokens are true.

use super::super::server::{Server, Token};
use super::super::tab::{AGENT_NAME, Standing, Tab, What};
use super::super::{ME, Mark};
use console_core::model::{self, AgentId, Creator, LastUsed, Row, TokenId, TokenStatus};
use console_core::orphan::{SETTLED_MS, looks_lost};
use console_core::timestamp::Timestamp;

/// What nobody knows of any more is hinted at by its name, and what the person holds is not.
pub(super) fn check(tab: &Tab) {
    let server = tab.world.server.borrow();
    let held = tab.held();
    let later = Timestamp::from_millis(tab.world.now() + SETTLED_MS + server.ahead_ms.max(0));
    let rows: Vec<_> = server
        .tokens
        .iter()
        .filter(|token| !token.is_revoked)
        .map(|token| Row::Read(as_read(token, &server)))
        .collect();
    let hints = looks_lost(&rows, AGENT_NAME, ME, later, &held);
    for (number, order) in tab.orders.borrow().iter().enumerate() {
        let Some(token) = server.tokens_of(number).find(|token| !token.is_revoked) else {
            continue;
        };
        let is_hinted = hints.iter().any(|hint| hint.token.0 == token.id);
        let is_marked = matches!(&order.what, What::Token(order) if order.name == token.name
            && order.name.ends_with(&order.marker));
        if order.standing == Standing::Forgotten {
            tab.world.mark(if is_hinted { Mark::ForgottenHinted } else { Mark::Forgotten });
            if is_marked && !is_hinted {
                tab.world.fail(|| format!("nothing hints at the token of order {number}"));
            }
        }
        if is_hinted && held.contains(&TokenId(token.id)) {
            tab.world.fail(|| format!("the token of order {number} is held, and called lost"));
        }
    }
}

/// A token as the client reads it.
fn as_read(token: &Token, server: &Server) -> model::Token {
    model::Token {
        id: TokenId(token.id),
        agent: AgentId(token.agent),
        name: token.name.clone(),
        description: None,
        status: TokenStatus::Active,
        created_at: Some(Timestamp::from_millis(token.created_at + server.ahead_ms)),
        created_by: Creator::User(token.creator),
        last_used: LastUsed::Never,
    }
}
