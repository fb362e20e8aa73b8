//! Adds agents in a given condition, so that lists of them read like a table.

use std::time::Duration;

use super::people::AUTHOR;
use crate::clock::Moment;
use crate::world::{Agent, Token, Usage, World};

const MINUTE: Duration = Duration::from_mins(1);
const DAY: Duration = Duration::from_hours(24);
/// Ids below belong to the documented agents and tokens.
const FIRST_AGENT: u64 = 201;
const FIRST_TOKEN: u64 = 401;

/// The condition of an agent, according to its tokens.
#[derive(Debug, Clone, Copy)]
pub(super) enum Condition {
    /// It connects every minute.
    Connected,
    /// It connects, and its next token is ready but unused.
    Rotating,
    /// It connects with its second token; the first was last used this many days ago.
    Rotated(u32),
    /// Its two tokens have the same name.
    Twins,
    /// Its last contact was this many minutes ago, between 8 and 60.
    Quiet(u32),
    /// Its last contact was this many days ago.
    Silent(u32),
    /// Its token was never used.
    NeverUsed,
    /// It has no active token.
    NoToken,
    /// It has three active tokens, from before the limit of two.
    ThreeTokens,
}

/// Adds agents and tokens with consecutive ids.
#[derive(Debug)]
pub(super) struct Planter<'w> {
    pub(super) world: &'w mut World,
    pub(super) now: Moment,
    next_agent: u64,
    next_token: u64,
}

impl<'w> Planter<'w> {
    pub(super) fn new(world: &'w mut World, now: Moment) -> Self {
        Self { world, now, next_agent: FIRST_AGENT, next_token: FIRST_TOKEN }
    }

    /// Adds an agent that is `age` days old, with the tokens of its condition.
    pub(super) fn agent(
        &mut self,
        project: u64,
        name: &str,
        condition: Condition,
        age: u32,
        creator: Option<u64>,
    ) -> u64 {
        let id = self.next_agent;
        self.next_agent += 1;
        let created = self.now - DAY * age - Duration::from_secs(id * 97);
        self.world.add_agent(Agent {
            id,
            project,
            name: name.to_owned(),
            creator,
            created,
            updated: created,
            born: Moment::EPOCH,
            deleted: None,
        });
        self.tokens(id, name, condition, age, creator);
        id
    }

    /// Adds a token that is `age` days old.
    pub(super) fn token(
        &mut self,
        agent: u64,
        name: &str,
        description: Option<&str>,
        age: u32,
        creator: Option<u64>,
        usage: Usage,
    ) {
        let id = self.next_token;
        self.next_token += 1;
        self.world.add_token(Token {
            id,
            agent,
            name: name.to_owned(),
            description: description.map(str::to_owned),
            creator,
            created: self.now - DAY * age - Duration::from_secs(id * 89 % 86_000),
            born: Moment::EPOCH,
            revoked: None,
            usage,
        });
    }

    fn tokens(
        &mut self,
        agent: u64,
        name: &str,
        condition: Condition,
        age: u32,
        creator: Option<u64>,
    ) {
        let live = self.live(agent);
        let first = format!("{name}-install");
        match condition {
            Condition::NoToken => {}
            Condition::NeverUsed => {
                self.token(agent, &first, None, age, creator, Usage::Never);
            }
            Condition::Connected => {
                self.token(agent, &first, Some("Installed with Helm"), age, creator, live);
            }
            Condition::Quiet(minutes) => {
                let usage = Usage::at(self.now - MINUTE * minutes);
                self.token(agent, &first, None, age, creator, usage);
            }
            Condition::Silent(days) => {
                let usage = Usage::at(self.now - DAY * days - MINUTE * 13);
                self.token(agent, &first, Some("Installed by hand"), age, creator, usage);
            }
            Condition::Rotating => {
                self.token(agent, &first, Some("To be revoked"), age, creator, live);
                let next = format!("{name}-rotation");
                self.token(agent, &next, Some("Next one"), 1, Some(AUTHOR), Usage::Never);
            }
            Condition::Rotated(days) => {
                let old = Usage::at(self.now - DAY * days);
                self.token(agent, &first, Some("Before the rotation"), age, creator, old);
                self.token(agent, &format!("{name}-rotation"), None, days, Some(AUTHOR), live);
            }
            Condition::Twins => {
                self.token(agent, name, Some("Left cluster"), age, creator, live);
                self.token(agent, name, Some("Right cluster"), age, creator, Usage::Never);
            }
            Condition::ThreeTokens => {
                let weekly = Usage::at(self.now - DAY * 9);
                self.token(agent, &first, Some("Blue"), age, creator, live);
                self.token(agent, &format!("{name}-green"), Some("Green"), age, creator, weekly);
                self.token(agent, &format!("{name}-spare"), None, age, creator, Usage::Never);
            }
        }
    }

    fn live(&self, agent: u64) -> Usage {
        Usage::Every { period: MINUTE, shift: Duration::from_millis(agent * 1_733) }
    }
}
