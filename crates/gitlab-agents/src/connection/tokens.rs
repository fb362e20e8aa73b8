//! An agent's tokens.

use super::{Connection, agents, pages::Distinct};
use crate::answer::Answer;
use crate::budget::Urgency;
use crate::clock::Clock;
use crate::route::Route;
use crate::together::Together;
use crate::transport::Transport;
use crate::wire;
use console_core::failure::{Failure, FailureKind};
use console_core::model::{AgentId, LastUsed, ProjectId, Row, Token, TokenId};
use futures_util::future::FutureExt;
use futures_util::stream::StreamExt;
use std::cell::RefCell;

impl<T: Transport, C: Clock> Connection<T, C> {
    /// Reads an agent's active tokens. GitLab's list does not say when they were last used.
    ///
    /// # Errors
    ///
    /// What GitLab answers. It answers 404 to a role below Developer as well.
    pub async fn tokens(
        &self,
        project: ProjectId,
        agent: AgentId,
        urgency: Urgency,
    ) -> Result<Vec<Row<Token>>, Failure> {
        let mut tokens = Vec::new();
        let mut distinct = Distinct::default();
        self.read_pages(None, &tokens_of(project, agent), urgency, &mut |answer, _| {
            let rows = answer.rows(|json| wire::token::row(json, agent))?;
            let (rows, taken) = distinct.keep(rows, |token| token.id.0);
            tokens.extend(rows);
            Ok(taken)
        })
        .await?;
        Ok(tokens)
    }

    /// Reads one token, with the time of its last use.
    ///
    /// # Errors
    ///
    /// What GitLab answers: 404 where it is revoked or gone.
    pub async fn token(
        &self,
        project: ProjectId,
        agent: AgentId,
        token: TokenId,
        urgency: Urgency,
    ) -> Result<Token, Failure> {
        let answer = self.get_known(&self::token(project, agent, token), urgency).await?;
        answer.one(|json| wire::token::single(json, agent))
    }

    /// Reads an agent's active tokens, and each of them singly for the time of its last use.
    ///
    /// A token that is gone by then was revoked meanwhile and is left out. Where reading one fails
    /// in another way, its last use stays [`LastUsed::Unknown`].
    ///
    /// # Errors
    ///
    /// As [`Connection::tokens`].
    pub async fn tokens_with_use(
        &self,
        project: ProjectId,
        agent: AgentId,
        urgency: Urgency,
    ) -> Result<Vec<Row<Token>>, Failure> {
        let mut rows: Vec<_> =
            self.tokens(project, agent, urgency).await?.into_iter().map(Some).collect();
        let read = &RefCell::new(Vec::new());
        let mut running = Together::new();
        for (at, row) in rows.iter().enumerate() {
            if let Some(Row::Read(token)) = row
                && token.last_used == LastUsed::Unknown
            {
                let id = token.id;
                let reading = async move {
                    let token = self.token(project, agent, id, urgency).await;
                    read.borrow_mut().push((at, token));
                };
                running.push(reading.boxed_local());
            }
        }
        while running.next().await.is_some() {}
        for (at, token) in read.take() {
            let Some(row) = rows.get_mut(at) else { continue };
            match token {
                Ok(token) => *row = Some(Row::Read(token)),
                Err(failure) if failure.kind == FailureKind::NotFound => *row = None,
                Err(_) => {}
            }
        }
        Ok(rows.into_iter().flatten().collect())
    }
}

/// The first page of an agent's active tokens. A hundred are more than any agent has since there is a
/// limit.
pub(crate) fn first_page(project: ProjectId, agent: AgentId) -> Route {
    tokens_of(project, agent).query("per_page", "100").query("page", "1")
}

/// The rows of that page. Where there are still more, a row stands for them that cannot be read.
pub(crate) fn first_tokens(answer: &Answer, agent: AgentId) -> Result<Vec<Row<Token>>, Failure> {
    let mut rows = answer.rows(|json| wire::token::row(json, agent))?;
    if answer.head.headers.get("x-next-page").is_some() {
        rows.push(Row::Unreadable { id: None });
    }
    Ok(rows)
}

pub(crate) fn tokens_of(project: ProjectId, agent: AgentId) -> Route {
    agents::agent(project, agent).part("tokens")
}

pub(crate) fn token(project: ProjectId, agent: AgentId, token: TokenId) -> Route {
    tokens_of(project, agent).id(token.0)
}

#[cfg(test)]
mod tests;
