//! Which rows pass a filter, and how many there are of each value of a choice.

use super::{Ages, MANY, Term, chosen};
use crate::age::is_ahead;
use crate::table::details::{Time, UNKNOWN};
use crate::table::list::List;
use crate::table::needle::Needle;
use crate::table::spec::{Choice, Place, Terms};
use crate::table::{Texts, View};
use crate::timestamp::Timestamp;

/// What a filter leaves.
pub(in crate::table) struct Matching {
    /// Whether each row passes; `None` where all do.
    pub(in crate::table) rows: Option<Vec<bool>>,
    /// The values of the choice that is counted, of the rows that pass every term but those of that choice.
    pub(in crate::table) counts: Vec<u32>,
}

/// Lets every row through `terms`.
pub(super) fn matching(view: &View<'_>, terms: &[Term], spec: &Terms) -> Matching {
    let mut passing = Passing(vec![true; view.rows.len()]);
    for term in terms {
        match term {
            Term::Word { places, word, negated } => {
                passing.keep_words(view, places, word, None, *negated);
                if *negated {
                    passing.keep_known(view, places);
                }
            }
            Term::Anywhere { word, id, negated } => {
                passing.keep_words(view, spec.words, word, *id, *negated);
            }
            Term::Id { id, negated } => passing.keep_ids(view.rows.ids.as_slice(), *id, *negated),
            Term::Choice { of, .. } if spec.counted == Some(*of) => {}
            Term::Choice { of, these } => {
                passing.count(of, *these, &view.values.numbers(of.number, view.now));
            }
            Term::Count { number, these } => {
                passing.keep_counts(*these, &view.values.numbers(*number, view.now));
            }
            Term::Age { time, ages } => {
                passing.keep_ages(*ages, &view.values.times(*time), view.now);
            }
        }
    }
    let counts = spec.counted.map(|choice| {
        let these = chosen(terms, choice).unwrap_or(u64::MAX);
        passing.count(choice, these, &view.values.numbers(choice.number, view.now))
    });
    Matching { rows: (!terms.is_empty()).then_some(passing.0), counts: counts.unwrap_or_default() }
}

/// For each row, whether it passes what was looked at so far. A row that does not is looked at no
/// more.
struct Passing(Vec<bool>);

impl Passing {
    fn keep_words(
        &mut self,
        view: &View<'_>,
        places: &[Place],
        word: &[u8],
        id: Option<u64>,
        negated: bool,
    ) {
        let needle = &Needle::new(word);
        let mut found = vec![false; self.0.len()];
        if let Some(id) = id {
            found.iter_mut().zip(view.rows.ids.as_slice()).for_each(|(found, held)| {
                *found = *held == id;
            });
        }
        // What is quickly looked up comes first.
        for place in places {
            if let Place::Link(link) = place
                && let Some(list) = view.list(*link)
            {
                find_linked(&mut found, view.rows.links(*link), &list.texts().containing(needle));
            }
        }
        for place in places {
            if let Place::Text(text) = place
                && let Some(texts) = view.rows.texts(*text)
            {
                self.find_in(&mut found, texts, needle);
            }
        }
        for (passes, found) in self.0.iter_mut().zip(found) {
            *passes &= found != negated;
        }
    }

    fn find_in(&self, found: &mut [bool], texts: &Texts, needle: &Needle<'_>) {
        for ((row, found), passes) in (0..).zip(found).zip(&self.0) {
            if *passes && !*found {
                *found = texts.contains(row, needle);
            }
        }
    }

    /// What a link leads to may be what is left out, where that is not known.
    fn keep_known(&mut self, view: &View<'_>, places: &[Place]) {
        for place in places {
            if let Place::Link(link) = place
                && let Some(list) = view.list(*link)
            {
                for (passes, link) in self.0.iter_mut().zip(view.rows.links(*link)) {
                    *passes &= *link == List::GONE || list.has_text(*link);
                }
            }
        }
    }

    fn keep_ids(&mut self, ids: &[u64], id: u64, negated: bool) {
        for (passes, &held) in self.0.iter_mut().zip(ids) {
            *passes &= (held == id) != negated;
        }
    }

    fn keep_counts(&mut self, these: u64, numbers: &[u64]) {
        for (passes, &number) in self.0.iter_mut().zip(numbers) {
            let is_these = these >> number.min(MANY.into()) & 1 == 1;
            *passes &= number != UNKNOWN && is_these;
        }
    }

    fn keep_ages(&mut self, ages: Ages, times: &[Time], now: Timestamp) {
        for (passes, time) in self.0.iter_mut().zip(times) {
            *passes &= match *time {
                Time::At(time) => ages.hold(time, now),
                // Then or later: that is enough where no age is too young.
                Time::NotBefore(time) => ages.least == i64::MIN && ages.hold(time, now),
                Time::Untold => false,
            };
        }
    }

    /// Counts what passes by the values of `choice`, and keeps `these`.
    fn count(&mut self, choice: &Choice, these: u64, values: &[u64]) -> Vec<u32> {
        let mut counts = vec![0; choice.names.len()];
        for (passes, &value) in self.0.iter_mut().zip(values) {
            let place = choice.place(value);
            if let Some(count) = counts.get_mut(place) {
                *count += u32::from(*passes);
            }
            *passes &= these >> place & 1 == 1;
        }
        counts
    }
}

/// Marks the rows whose link leads to what was found.
fn find_linked(found: &mut [bool], links: &[u32], there: &[bool]) {
    for (found, &link) in found.iter_mut().zip(links) {
        // Not branched on: that would be guessed wrong too often.
        *found |= there.get(link as usize).copied().unwrap_or(false);
    }
}

impl Ages {
    fn hold(self, time: Timestamp, now: Timestamp) -> bool {
        // Where the clocks differ nothing is known of an age.
        !is_ahead(time, now) && (self.least..=self.most).contains(&time.age_at(now))
    }
}
