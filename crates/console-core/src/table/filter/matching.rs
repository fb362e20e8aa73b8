//! Which rows pass a filter, and how many of each status there would be.

use super::{Ages, Filter, MANY_TOKENS, StatusSet, Term, Within, parse};
use crate::status::{ConnectionStatus, StatusCounts, is_ahead};
use crate::table::columns::{DELETED, UNSTATED};
use crate::table::needle::Needle;
use crate::table::{Contact, Rows};
use crate::timestamp::Timestamp;

/// What a filter leaves.
pub(in crate::table) struct Matching {
    /// Whether each row passes; `None` where all do.
    pub(in crate::table) rows: Option<Vec<bool>>,
    /// The statuses of the rows that pass every term but those of statuses.
    pub(in crate::table) counts: StatusCounts,
}

/// Lets every row through `filter`.
pub(in crate::table) fn matching(rows: &Rows, filter: &Filter, now: Timestamp) -> Matching {
    let mut passing = Passing(vec![true; rows.agents.len()]);
    for term in &filter.terms {
        match term {
            Term::Status(_) => {}
            Term::Text { within, word, negated } => {
                passing.keep_texts(rows, *within, word, *negated);
            }
            Term::Id { id, negated } => passing.keep_ids(&rows.agents.ids, *id, *negated),
            Term::Tokens(these) => passing.keep_tokens(rows, *these),
            Term::Created(ages) => passing.keep_created(&rows.agents.created, *ages, now),
            Term::Contact(ages) => passing.keep_contacts(rows, *ages, now),
        }
    }
    let counts = passing.count(rows, filter.statuses(), now);
    Matching { rows: (!filter.terms.is_empty()).then_some(passing.0), counts }
}

/// For each row, whether it passes what was looked at so far. A row that does not is looked at no
/// more.
struct Passing(Vec<bool>);

impl Passing {
    fn keep_texts(&mut self, rows: &Rows, within: Within, word: &[u8], negated: bool) {
        let agents = &rows.agents;
        let is_anywhere = within == Within::Anywhere;
        let id = if is_anywhere { parse::number(word) } else { None };
        let needle = &Needle::new(word);
        let looked_for = |here| is_anywhere || within == here;
        let projects = looked_for(Within::Project).then(|| rows.projects.paths.containing(needle));
        let people = looked_for(Within::Creator).then(|| rows.people.names.containing(needle));
        let is_in_name = looked_for(Within::Name);
        let fields = (0..).zip(&agents.projects).zip(&agents.creators).zip(&agents.ids);
        for (passes, (((row, &project), &creator), &held)) in self.0.iter_mut().zip(fields) {
            // What is quickly looked up is not branched on: that would be guessed wrong too often.
            let is_found = holds(projects.as_deref(), project)
                | holds(people.as_deref(), creator)
                | (id == Some(held));
            *passes = *passes
                && (is_found || (is_in_name && agents.names.contains(row, needle))) != negated;
        }
        if negated && within == Within::Creator {
            // Who is not known may be the one that is left out.
            for (passes, &creator) in self.0.iter_mut().zip(&agents.creators) {
                let is_known = creator == DELETED || rows.people.known_name(creator).is_some();
                *passes &= is_known && creator != UNSTATED;
            }
        }
    }

    fn keep_ids(&mut self, ids: &[u64], id: u64, negated: bool) {
        for (passes, &held) in self.0.iter_mut().zip(ids) {
            *passes &= (held == id) != negated;
        }
    }

    fn keep_tokens(&mut self, rows: &Rows, these: u64) {
        for (passes, tokens) in self.0.iter_mut().zip(&rows.agents.tokens) {
            let active = tokens.and_then(|read| read.facts.active);
            *passes &= active.is_some_and(|active| these >> active.min(MANY_TOKENS) & 1 == 1);
        }
    }

    fn keep_created(&mut self, created: &[Option<Timestamp>], ages: Ages, now: Timestamp) {
        for (passes, created) in self.0.iter_mut().zip(created) {
            *passes &= created.is_some_and(|time| ages.hold(time, now));
        }
    }

    fn keep_contacts(&mut self, rows: &Rows, ages: Ages, now: Timestamp) {
        for (passes, tokens) in self.0.iter_mut().zip(&rows.agents.tokens) {
            *passes &= match tokens.map(|read| read.facts.contact) {
                Some(Contact::LastUsed(time) | Contact::LastSeen(time)) => ages.hold(time, now),
                // Then or later: that is enough where no age is too young.
                Some(Contact::NotBefore(time)) => ages.least == i64::MIN && ages.hold(time, now),
                _ => false,
            };
        }
    }

    /// Counts what passes by status, and keeps those of the statuses `shown`.
    fn count(&mut self, rows: &Rows, shown: Option<StatusSet>, now: Timestamp) -> StatusCounts {
        let shown = shown.unwrap_or(StatusSet::ALL);
        let mut counts = StatusCounts::default();
        for (passes, tokens) in self.0.iter_mut().zip(&rows.agents.tokens) {
            let status = tokens.map_or(ConnectionStatus::Unknown, |read| read.status(now));
            counts.add(status, u32::from(*passes));
            *passes &= shown.contains(status);
        }
        counts
    }
}

impl Ages {
    fn hold(self, time: Timestamp, now: Timestamp) -> bool {
        // Where the clocks differ nothing is known of an age.
        !is_ahead(time, now) && (self.least..=self.most).contains(&time.age_at(now))
    }
}

fn holds(found: Option<&[bool]>, number: u32) -> bool {
    found.and_then(|found| found.get(number as usize)).copied().unwrap_or(false)
}
