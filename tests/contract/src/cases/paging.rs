//! Lists of several pages.

use super::{LARGE, agents_of, readable};
use crate::check::{Outcome, done, same};
use crate::stage::{Stage, Time, Way, rule};
use gitlab_agents::ListingEnd;
use std::collections::BTreeSet;

const LIST: &str = "/1000/cluster_agents$";

pub(crate) async fn two_hundred_and_fifty_agents(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let (rows, listing) = done("list", agents_of(&stage.sign_in("maintainer"), LARGE).await)?;
    let ids: BTreeSet<_> = readable(rows).into_iter().map(|agent| agent.id).collect();
    same("agents", ids.len(), 250)?;
    same("listing", (listing.rows, listing.total), (250, Some(250)))?;
    same("end", (listing.changed, listing.end), (false, ListingEnd::Complete))
}

pub(crate) async fn without_being_told_how_many(stage: &Stage<impl Way, impl Time>) -> Outcome {
    stage.fault("GET", LIST, r#"{"kind":"omit_total"}"#).await?;
    let (rows, listing) = done("list", agents_of(&stage.sign_in("maintainer"), LARGE).await)?;
    same("agents", readable(rows).len(), 250)?;
    same("listing", (listing.total, listing.end), (None, ListingEnd::Complete))
}

pub(crate) async fn a_list_that_changes_meanwhile(stage: &Stage<impl Way, impl Time>) -> Outcome {
    stage.fault("GET", LIST, r#"{"kind":"mutate_between_pages"}"#).await?;
    let (rows, listing) = done("list", agents_of(&stage.sign_in("maintainer"), LARGE).await)?;
    let agents = readable(rows);
    let ids: BTreeSet<_> = agents.iter().map(|agent| agent.id).collect();
    same("every agent once", ids.len(), agents.len())?;
    same("changed", listing.changed, true)
}

pub(crate) async fn pages_that_go_round_in_circles(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let faults = [r#"{"kind":"omit_total"}"#, r#"{"kind":"loop_pages"}"#];
    stage.faults(&faults.map(|fault| rule("GET", LIST, fault))).await?;
    let (rows, listing) = done("list", agents_of(&stage.sign_in("maintainer"), LARGE).await)?;
    same("agents", readable(rows).len(), 100)?;
    same("end", listing.end, ListingEnd::Repeated)
}
