//! What only the table of agents understands of its rows.

use super::columns::{ACTIVE, CONTACT, CONTACT_AT, CREATED, CREATED_AT, Column, STATUS};
use crate::model::{Contact, TokenFacts};
use crate::status::ConnectionStatus;
use crate::table::{Details, Time, UNKNOWN, time_number};
use crate::timestamp::Timestamp;

/// What is known of an agent but its name, its project and who registered it.
#[derive(Clone, Copy, Debug)]
pub(super) struct AgentDetails {
    pub(super) created: Option<Timestamp>,
    pub(super) receptive: Option<bool>,
    /// The read of its project that gave the agent.
    pub(super) read: u32,
    pub(super) tokens: Option<TokenRead>,
}

/// What an agent's tokens told, and when they were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TokenRead {
    pub(super) facts: TokenFacts,
    pub(super) at: Timestamp,
}

impl Details for AgentDetails {
    type Columns = Column;

    const TEXTS: usize = 1;
    const LINKS: usize = 2;

    /// What its tokens told stays.
    fn update(&mut self, new: Self) -> bool {
        let is_other = self.created != new.created || self.receptive != new.receptive;
        *self = Self { tokens: self.tokens, ..new };
        is_other
    }

    fn number(&self, number: u8, now: Timestamp) -> u64 {
        match number {
            STATUS => status_number(self.tokens, now),
            CONTACT => contact_number(self.tokens),
            ACTIVE => self.tokens.and_then(|read| read.facts.active).map_or(UNKNOWN, u64::from),
            CREATED => self.created.map_or(UNKNOWN, time_number),
            _ => UNKNOWN,
        }
    }

    fn time(&self, time: u8) -> Time {
        match time {
            CREATED_AT => self.created.into(),
            CONTACT_AT => contact_time(self.tokens),
            _ => Time::Untold,
        }
    }
}

fn status_number(tokens: Option<TokenRead>, now: Timestamp) -> u64 {
    let status = |read: TokenRead| ConnectionStatus::of(read.facts.contact, read.at, now);
    match tokens.map_or(ConnectionStatus::Unknown, status) {
        ConnectionStatus::Unknown => UNKNOWN,
        known => known as u64,
    }
}

fn contact_number(tokens: Option<TokenRead>) -> u64 {
    match tokens.map(|read| read.facts.contact) {
        Some(Contact::NoToken) => 0,
        Some(Contact::NeverUsed) => 1,
        Some(Contact::LastUsed(time) | Contact::LastSeen(time)) => time_number(time),
        Some(Contact::Unread | Contact::NotBefore(_) | Contact::Failed) | None => UNKNOWN,
    }
}

fn contact_time(tokens: Option<TokenRead>) -> Time {
    match tokens.map(|read| read.facts.contact) {
        Some(Contact::LastUsed(time) | Contact::LastSeen(time)) => Time::At(time),
        Some(Contact::NotBefore(time)) => Time::NotBefore(time),
        _ => Time::Untold,
    }
}
