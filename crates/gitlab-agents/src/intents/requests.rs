//! The two requests of a creation: the one that creates, and the one that looks.

use crate::budget::Urgency;
use crate::clock::Clock;
use crate::connection::{Connection, WRITE_MS};
use crate::transport::Transport;
use console_core::failure::Failure;
use console_core::intent::{AgentOrder, Creatable, Posted, TokenOrder};
use console_core::model::{Agent, Row, Token};

/// How something is created, and looked for.
pub trait Requests: Creatable {
    /// After how many milliseconds a look begins although the request is still waited for; `None`
    /// where the request gives up by itself.
    const OVERDUE_MS: Option<u32>;

    /// Sends the one request that creates.
    fn post<T: Transport, C: Clock>(
        connection: &Connection<T, C>,
        order: &Self::Order,
    ) -> impl Future<Output = Posted<Self::Answer>>;

    /// Looks at what there is.
    fn look<T: Transport, C: Clock>(
        connection: &Connection<T, C>,
        order: &Self::Order,
    ) -> impl Future<Output = Result<Self::Seen, Failure>>;
}

/// A late answer still tells the token's value.
impl Requests for Token {
    const OVERDUE_MS: Option<u32> = Some(WRITE_MS);

    async fn post<T: Transport, C: Clock>(
        connection: &Connection<T, C>,
        order: &TokenOrder,
    ) -> Posted<Self::Answer> {
        let TokenOrder { project, agent, name, description, .. } = order;
        connection.post_token(*project, *agent, name, description).await
    }

    async fn look<T: Transport, C: Clock>(
        connection: &Connection<T, C>,
        order: &TokenOrder,
    ) -> Result<Vec<Row<Self>>, Failure> {
        connection.tokens(order.project, order.agent, Urgency::User).await
    }
}

impl Requests for Agent {
    const OVERDUE_MS: Option<u32> = None;

    async fn post<T: Transport, C: Clock>(
        connection: &Connection<T, C>,
        order: &AgentOrder,
    ) -> Posted<Self> {
        connection.post_agent(order.project, &order.name).await
    }

    /// The agent of the order's name, which is unique in its project.
    async fn look<T: Transport, C: Clock>(
        connection: &Connection<T, C>,
        order: &AgentOrder,
    ) -> Result<Option<Self>, Failure> {
        let mut found = None;
        connection
            .agents(order.project, Urgency::User, &mut |page| {
                let mut agents = page.rows.into_iter().filter_map(Row::read);
                found = found.take().or_else(|| agents.find(|agent| agent.name == order.name));
            })
            .await?;
        Ok(found)
    }
}
