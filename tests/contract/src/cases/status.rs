//! The last contacts of many agents.

use super::{AGENT, TEST};
use crate::check::{Outcome, holds, same};
use crate::stage::{Stage, Time, Way, rule};
use console_core::model::AgentId;
use console_core::model::{Contact, TokenFacts};
use console_core::sweep::{self, News, Progress, Wanted};
use futures_util::future::{Either, select};
use gitlab_agents::{StatusEvent, StatusReads, read_status};
use std::cell::{Cell, RefCell};
use std::pin::pin;

/// The agents of `root/test`.
const AGENTS: [AgentId; 3] = [AgentId(1), AgentId(2), AGENT];

/// Reads the agents of `root/test` and returns the protocol used.
async fn read(
    stage: &Stage<impl Way, impl Time>,
    wanted: Vec<Wanted>,
) -> Result<(sweep::Way, Vec<News>), String> {
    let reads = StatusReads::default();
    // A read per millisecond: there is no GitLab to spare.
    reads.set_per_minute(60_000);
    reads.add(TEST, "root/test", &AGENTS);
    reads.want(wanted);
    let news = RefCell::new(Vec::new());
    let last = Cell::new(Progress::default());
    let is_done = |progress: Progress| {
        progress.total > 0 && progress.read + progress.failed == progress.total
    };
    let mut on_event = |event| match event {
        StatusEvent::News(more) => news.borrow_mut().extend(more),
        StatusEvent::Progress(progress) => last.set(progress),
    };
    let connection = stage.sign_in("developer");
    {
        let mut never = |_| None;
        let reading = pin!(read_status(&connection, &reads, &mut never, &mut on_event));
        let waiting = pin!(async {
            while !is_done(last.get()) {
                stage.clock.sleep(5).await;
            }
        });
        if let Either::Left((failure, _)) = select(reading, waiting).await {
            return Err(format!("it ended: {failure:?}"));
        }
    }
    Ok((last.get().way, news.into_inner()))
}

/// Expects the facts about the agents after agent 5 used its second token.
fn expect(news: &[News]) -> Outcome {
    let mut told: Vec<(AgentId, TokenFacts)> = news
        .iter()
        .filter_map(|news| match news {
            News::Read { agent, facts, .. } => Some((*agent, *facts)),
            News::Failed { .. } => None,
        })
        .collect();
    told.sort_unstable_by_key(|(agent, _)| *agent);
    let agents: Vec<_> = told.iter().map(|(agent, _)| *agent).collect();
    same("agents, each once", agents, AGENTS)?;
    let active: Vec<_> = told.iter().map(|(_, facts)| facts.active).collect();
    same("active tokens", active, [Some(0), Some(0), Some(2)])?;
    let contacts: Vec<_> = told.iter().map(|(_, facts)| facts.contact).collect();
    holds("contacts", &contacts, |contacts| {
        matches!(contacts.as_slice(), [Contact::NoToken, Contact::NoToken, Contact::LastUsed(_)])
    })
}

pub(crate) async fn the_status_of_a_project_in_one_query(
    stage: &Stage<impl Way, impl Time>,
) -> Outcome {
    stage.control("agents/5/contact", r#"{"token_id":2}"#).await?;
    let (way, news) = read(stage, Vec::new()).await?;
    same("way", way, sweep::Way::GraphQl)?;
    expect(&news)
}

pub(crate) async fn the_status_of_agents_by_their_names(
    stage: &Stage<impl Way, impl Time>,
) -> Outcome {
    stage.control("agents/5/contact", r#"{"token_id":2}"#).await?;
    let wanted =
        AGENTS.map(|agent| Wanted { agent, name: ["agent-", &agent.to_string()].concat() });
    let (way, news) = read(stage, wanted.to_vec()).await?;
    same("way", way, sweep::Way::GraphQl)?;
    expect(&news)
}

pub(crate) async fn the_same_status_without_graphql(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let refused = r#"{"kind":"status","code":404,"body":{"error":"404 Not Found"}}"#;
    stage.fault("POST", "graphql$", refused).await?;
    stage.control("agents/5/contact", r#"{"token_id":2}"#).await?;
    let (way, news) = read(stage, Vec::new()).await?;
    same("way", way, sweep::Way::Rest)?;
    expect(&news)
}

pub(crate) async fn a_graphql_that_lost_a_field(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let lost = r#"{"kind":"graphql_without","field":"lastUsedAt"}"#;
    stage.fault("POST", "graphql$", lost).await?;
    stage.control("agents/5/contact", r#"{"token_id":2}"#).await?;
    let (way, news) = read(stage, Vec::new()).await?;
    same("way", way, sweep::Way::Rest)?;
    expect(&news)
}

pub(crate) async fn a_graphql_that_answers_null(stage: &Stage<impl Way, impl Time>) -> Outcome {
    // The first response lacks the tokens. That must not count as never used.
    let null = r#"{"kind":"graphql_nulls","field":"tokens"}"#;
    stage.faults(&[rule("POST", "graphql$", null)]).await?;
    stage.control("agents/5/contact", r#"{"token_id":2}"#).await?;
    let (way, news) = read(stage, Vec::new()).await?;
    same("way", way, sweep::Way::GraphQl)?;
    expect(&news)
}
