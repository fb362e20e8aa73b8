//! Rows that differ from the documentation.

use super::{AGENT, TEST, agents_of, readable};
use crate::check::{Outcome, done, holds, same};
use crate::stage::{Stage, Time, Way};
use console_core::model::{Creator, Row, TokenStatus};
use gitlab_agents::Urgency;

const AGENTS: &str = "/20/cluster_agents$";
const TOKENS: &str = "/5/tokens$";

pub(crate) async fn nulls_where_values_belong(stage: &Stage<impl Way, impl Time>) -> Outcome {
    stage.fault("GET", AGENTS, r#"{"kind":"nulls"}"#).await?;
    let (rows, _) = done("list", agents_of(&stage.sign_in("developer"), TEST).await)?;
    let agents = readable(rows);
    same("readable rows", agents.len(), 3)?;
    for agent in agents {
        same("created", agent.created_at, None)?;
        same("creator", agent.created_by, Creator::Deleted)?;
    }
    Ok(())
}

pub(crate) async fn one_bad_row_among_good_ones(stage: &Stage<impl Way, impl Time>) -> Outcome {
    stage.fault("GET", AGENTS, r#"{"kind":"nulls","fields":["id"],"row":1}"#).await?;
    let (rows, listing) = done("list", agents_of(&stage.sign_in("developer"), TEST).await)?;
    same("listing", listing.rows, 3)?;
    let unreadable: Vec<_> =
        rows.iter().map(|row| matches!(row, Row::Unreadable { id: None })).collect();
    same("unreadable rows", unreadable, [false, true, false])
}

pub(crate) async fn a_status_of_the_future(stage: &Stage<impl Way, impl Time>) -> Outcome {
    stage.fault("GET", TOKENS, r#"{"kind":"unknown_enum"}"#).await?;
    let read = stage.sign_in("developer").tokens(TEST, AGENT, Urgency::User).await;
    let tokens = readable(done("tokens", read)?);
    same("readable rows", tokens.len(), 2)?;
    holds("status", &tokens, |tokens| {
        tokens
            .iter()
            .any(|token| matches!(&token.status, TokenStatus::Other(word) if !word.is_empty()))
    })
}

/// JavaScript's numbers are exact up to 2⁵³.
pub(crate) async fn ids_beyond_javascript(stage: &Stage<impl Way, impl Time>) -> Outcome {
    for fault in [r#"{"kind":"big_ids"}"#, r#"{"kind":"big_ids","text":true}"#] {
        stage.fault("GET", AGENTS, fault).await?;
        let (rows, _) = done("list", agents_of(&stage.sign_in("developer"), TEST).await)?;
        let mut ids: Vec<_> = readable(rows).into_iter().map(|agent| agent.id.0).collect();
        holds(fault, &ids, |ids| ids.iter().all(|id| *id > 1 << 53))?;
        ids.dedup();
        same("different ids", ids.len(), 3)?;
    }
    Ok(())
}
