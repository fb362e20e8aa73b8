//! GitLab's state: what exists, what is about to, and an account of every request that creates.

use super::fate::Fate;
use super::tape::Tape;
use super::{ME, START};
use console_core::model::{TokenLimit, UserId};
use console_core::timestamp::{DAY_MS, Timestamp};

/// What every token's value ends in, and nothing else has.
pub(super) const VALUE: &str = "S3CR3T";

const SOMEBODY: UserId = UserId(9);

/// Points in time are milliseconds by the tab's clock.
#[derive(Debug)]
pub(super) struct Server {
    pub(super) tokens: Vec<Token>,
    pub(super) agents: Vec<Agent>,
    pub(super) posts: Vec<Post>,
    pub(super) limit: TokenLimit,
    /// The number of the personal access token it accepts.
    pub(super) accepts: u32,
    /// How many reads have failed.
    pub(super) failed_reads: u32,
    /// How far its clock is ahead of the tab's.
    pub(super) ahead_ms: i64,
    next_id: u64,
}

#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) id: u64,
    pub(super) agent: u64,
    pub(super) name: String,
    /// Which order of the tab it was created for.
    pub(super) order: Option<usize>,
    pub(super) creator: UserId,
    pub(super) created_at: i64,
    /// From when on lists show it.
    pub(super) shown_from: i64,
    pub(super) is_revoked: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Agent {
    pub(super) id: u64,
    pub(super) name: String,
    /// Which order of the tab it was registered for.
    pub(super) order: Option<usize>,
    pub(super) creator: UserId,
    pub(super) created_at: i64,
    /// From when on lists show it.
    pub(super) shown_from: i64,
}

/// A request that creates.
#[derive(Clone, Debug)]
pub(super) struct Post {
    pub(super) order: Option<usize>,
    pub(super) commit: Commit,
    /// When its end reached the tab. One after which the browser sends again has none.
    pub(super) ended_at: Option<i64>,
    /// Whether the tab was told that it exists.
    pub(super) is_announced: bool,
    /// Whether the value reached the tab.
    pub(super) has_value: bool,
    /// Whether it is one that the browser sent again by itself.
    pub(super) is_again: bool,
    hidden_ms: u32,
    name: String,
    /// The agent a token is for; none where an agent is registered.
    agent: Option<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Commit {
    /// It never will be.
    Never,
    /// It will be at this time.
    Due(i64),
    /// It is, under this id.
    Done(u64),
    /// GitLab's rules forbid it.
    Forbidden,
}

impl Token {
    pub(super) fn value(&self) -> String {
        format!("glagent-{}-{VALUE}", self.id)
    }
}

impl Server {
    /// A GitLab whose agents have up to two tokens.
    pub(super) fn draw(tape: &mut Tape) -> Self {
        let ahead_ms = match tape.below(10) {
            0..=5 => 0,
            6 => i64::from(tape.below(600_000)),
            7 => -i64::from(tape.below(600_000)),
            8 => DAY_MS,
            _ => -DAY_MS,
        };
        let mut server = Self {
            tokens: Vec::new(),
            agents: Vec::new(),
            posts: Vec::new(),
            limit: tape.pick(TokenLimit::Two, &[(8, TokenLimit::Two), (2, TokenLimit::None)]),
            accepts: 0,
            failed_reads: 0,
            ahead_ms,
            next_id: 100,
        };
        for _ in 0..tape.pick(0, &[(5, 0), (4, 1), (1, 2)]) {
            let creator = if tape.chance(50) { SOMEBODY } else { ME };
            server.add_token(START.as_millis() - DAY_MS, 5, "older", creator, None, 0);
        }
        server
    }

    /// Takes a request that creates.
    pub(super) fn post(
        &mut self,
        now: i64,
        agent: Option<u64>,
        name: &str,
        order: Option<usize>,
        fate: Fate,
        is_again: bool,
    ) -> usize {
        self.posts.push(Post {
            order,
            commit: fate.commit_ms.map_or(Commit::Never, |ms| Commit::Due(now + i64::from(ms))),
            ended_at: None,
            is_announced: false,
            has_value: false,
            is_again,
            hidden_ms: fate.hidden_ms,
            name: name.to_owned(),
            agent,
        });
        self.posts.len() - 1
    }

    /// Does everything that is due, in its order.
    pub(super) fn settle(&mut self, now: i64) {
        loop {
            let due = self.posts.iter().enumerate().filter_map(|(at, post)| match post.commit {
                Commit::Due(when) if when <= now => Some((when, at)),
                _ => None,
            });
            let Some((when, at)) = due.min() else { return };
            let Some(post) = self.posts.get(at).cloned() else { return };
            let commit = match post.agent {
                Some(agent) if self.is_full(agent) => Commit::Forbidden,
                Some(agent) => {
                    let hidden = post.hidden_ms;
                    Commit::Done(self.add_token(when, agent, &post.name, ME, post.order, hidden))
                }
                None if self.agents.iter().any(|agent| agent.name == post.name) => {
                    Commit::Forbidden
                }
                None => {
                    Commit::Done(self.add_agent(when, &post.name, ME, post.order, post.hidden_ms))
                }
            };
            if let Some(post) = self.posts.get_mut(at) {
                post.commit = commit;
            }
        }
    }

    /// Whether a further token of `agent` is refused.
    pub(super) fn is_full(&self, agent: u64) -> bool {
        let active = |token: &&Token| token.agent == agent && !token.is_revoked;
        self.limit == TokenLimit::Two && self.tokens.iter().filter(active).count() >= 2
    }

    pub(super) fn add_token(
        &mut self,
        at: i64,
        agent: u64,
        name: &str,
        creator: UserId,
        order: Option<usize>,
        hidden_ms: u32,
    ) -> u64 {
        self.next_id += 1;
        self.tokens.push(Token {
            id: self.next_id,
            agent,
            name: name.to_owned(),
            order,
            creator,
            created_at: at,
            shown_from: at + i64::from(hidden_ms),
            is_revoked: false,
        });
        self.next_id
    }

    pub(super) fn add_agent(
        &mut self,
        at: i64,
        name: &str,
        creator: UserId,
        order: Option<usize>,
        hidden_ms: u32,
    ) -> u64 {
        self.next_id += 1;
        let shown_from = at + i64::from(hidden_ms);
        let (id, name) = (self.next_id, name.to_owned());
        self.agents.push(Agent { id, name, order, creator, created_at: at, shown_from });
        self.next_id
    }

    /// The tokens of an order: more than one where the browser sent its request again.
    pub(super) fn tokens_of(&self, order: usize) -> impl Iterator<Item = &Token> {
        self.tokens.iter().filter(move |token| token.order == Some(order))
    }

    pub(super) fn agent_of(&self, order: usize) -> Option<&Agent> {
        self.agents.iter().find(|agent| agent.order == Some(order))
    }

    pub(super) fn posts_of(&self, order: usize) -> impl Iterator<Item = &Post> {
        self.posts.iter().filter(move |post| post.order == Some(order))
    }

    /// A token as JSON, with `value` between its other fields and its end.
    pub(super) fn token_json(&self, token: &Token, value: &str) -> String {
        let Token { id, agent, name, creator, created_at, .. } = token;
        let status = if token.is_revoked { "revoked" } else { "active" };
        format!(
            r#"{{"id":{id},"name":"{name}","agent_id":{agent},"status":"{status}","created_by_user_id":{creator},"created_at":"{}"{value}}}"#,
            self.date(*created_at),
        )
    }

    pub(super) fn agent_json(&self, agent: &Agent) -> String {
        let Agent { id, name, creator, created_at, .. } = agent;
        format!(
            r#"{{"id":{id},"name":"{name}","created_by_user_id":{creator},"created_at":"{}"}}"#,
            self.date(*created_at),
        )
    }

    /// A time as GitLab dates it.
    fn date(&self, at: i64) -> String {
        Timestamp::from_millis(at + self.ahead_ms).utc_text().replace(" UTC", "Z")
    }
}
