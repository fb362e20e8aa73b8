//! What only the table of agents understands of its rows.

use super::columns::{ACTIVE, CONTACT, CONTACT_AT, CREATED, Column, STATUS};
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

    fn numbers(rows: &[Self], number: u8, now: Timestamp) -> Vec<u64> {
        match number {
            STATUS => rows.iter().map(|row| status_number(row.tokens, now)).collect(),
            CONTACT => rows.iter().map(|row| contact_number(row.tokens)).collect(),
            ACTIVE => rows.iter().map(|row| active_number(row.tokens)).collect(),
            CREATED => rows.iter().map(|row| row.created.map_or(UNKNOWN, time_number)).collect(),
            _ => vec![UNKNOWN; rows.len()],
        }
    }

    fn times(rows: &[Self], time: u8) -> Vec<Time> {
        match time {
            CONTACT_AT => rows.iter().map(|row| contact_time(row.tokens)).collect(),
            _ => rows.iter().map(|row| row.created.into()).collect(),
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

fn active_number(tokens: Option<TokenRead>) -> u64 {
    tokens.and_then(|read| read.facts.active).map_or(UNKNOWN, u64::from)
}

fn contact_time(tokens: Option<TokenRead>) -> Time {
    match tokens.map(|read| read.facts.contact) {
        Some(Contact::LastUsed(time) | Contact::LastSeen(time)) => Time::At(time),
        Some(Contact::NotBefore(time)) => Time::NotBefore(time),
        _ => Time::Untold,
    }
}
