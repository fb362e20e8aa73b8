//! Lists, page by page to the end.

use super::Connection;
use crate::answer::Answer;
use crate::budget::Urgency;
use crate::clock::Clock;
use crate::ids::Ids;
use crate::route::Route;
use crate::together::Together;
use crate::transport::{Head, Transport};
use console_core::digits::digits;
use console_core::failure::Failure;
use console_core::model::Row;
use futures_util::future::{FutureExt, LocalBoxFuture, poll_fn, ready};
use futures_util::stream::StreamExt;
use std::cell::RefCell;
use std::pin::pin;
use std::task::Poll;

/// How a list came to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// How many different rows there were.
    pub rows: u32,
    /// How many GitLab said there would be, on the first page. It stops counting above 10,000.
    pub total: Option<u32>,
    /// Whether GitLab's count changed between two pages. A row may then be missing.
    pub changed: bool,
    /// Why no further page was read.
    pub end: ListingEnd,
}

/// Why no further page was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListingEnd {
    /// It was the last.
    Complete,
    /// It would have been one that was read before.
    Repeated,
    /// There was none, though GitLab said so, or fewer rows than it counted.
    Miscounted,
    /// There were a thousand, which is more than any list here holds.
    TooLong,
}

const PER_PAGE: &str = "100";

/// Rows a page: the most that GitLab gives.
pub const FULL_PAGE: usize = 100;

const MOST_PAGES: u32 = 1000;

/// Pages asked for at once. More would only stand in line, before a person's next request.
const AT_ONCE: usize = 6;

/// Where a page stands in its list.
pub(crate) struct Place {
    /// Its number, from 1.
    pub(crate) page: u32,
    /// How many pages there are, where GitLab counts them.
    pub(crate) pages: Option<u32>,
    /// How many rows there are, where GitLab counts them.
    pub(crate) total: Option<u32>,
}

/// What a page held.
pub(crate) struct Taken {
    count: usize,
    new: u32,
    repeated: bool,
}

/// Takes a page over, or says that it cannot be read.
pub(crate) type TakePage<'a> = &'a mut dyn FnMut(&Answer, Place) -> Result<Taken, Failure>;

impl<T: Transport, C: Clock> Connection<T, C> {
    /// Reads every page of the list at `route`, in no particular order after the first.
    ///
    /// Where the first page says how many there are, the rest are read several at once. Where it
    /// does not (GitLab counts to 10,000, and proxies drop headers), they are followed one by one.
    ///
    /// `first` is the first page, where it was asked for already.
    pub(crate) async fn read_pages(
        &self,
        first: Option<Asked<'_>>,
        route: &Route,
        urgency: Urgency,
        take: TakePage<'_>,
    ) -> Result<Listing, Failure> {
        let mut reading = Reading::default();
        let first = first.unwrap_or_else(|| self.page(route, 1, urgency)).await?;
        let pages = number(&first.head, "x-total-pages").unwrap_or(1).min(MOST_PAGES);
        let mut next = reading.take(1, &first, take)?;
        if pages > 1 {
            // Only the last of these says whether there are more.
            next = None;
            let mut ahead = 2..=pages;
            let arrived = &RefCell::new(Vec::new());
            let mut running = Together::new();
            // A GitLab that gives a page twice, or an empty one before the last, has no further ones, whatever it counts.
            while reading.end.is_none() {
                let free = AT_ONCE.saturating_sub(running.len());
                for page in ahead.by_ref().take(free) {
                    let reading = async move {
                        let answer = self.page(route, page, urgency).await;
                        arrived.borrow_mut().push((page, answer));
                    };
                    running.push(reading.boxed_local());
                }
                if running.next().await.is_none() {
                    break;
                }
                let Some((page, answer)) = arrived.borrow_mut().pop() else { continue };
                let after = reading.take(page, &answer?, take)?;
                if page == pages {
                    // The list may have grown a page meanwhile.
                    next = after;
                }
            }
        }
        while let Some(page) = next {
            if page > MOST_PAGES {
                reading.end = Some(ListingEnd::TooLong);
                break;
            }
            next = reading.take(page, &self.page(route, page, urgency).await?, take)?;
        }
        Ok(reading.listing())
    }

    /// Asks for one page.
    pub(crate) fn page(&self, route: &Route, page: u32, urgency: Urgency) -> Asked<'_> {
        let route = route.clone().query("per_page", PER_PAGE).query("page", &digits(page.into()));
        async move { self.get(&route, urgency).await }.boxed_local()
    }
}

/// An answer to come.
pub(crate) type Asked<'a> = LocalBoxFuture<'a, Result<Answer, Failure>>;

/// What `other` comes to. Meanwhile `asked` is asked and its answer taken in, as far as it comes.
pub(crate) async fn beside<'a, T>(
    mut asked: Asked<'a>,
    other: impl Future<Output = T>,
) -> (T, Asked<'a>) {
    let mut other = pin!(other);
    let mut answer = None;
    let told = poll_fn(|context| {
        if answer.is_none()
            && let Poll::Ready(came) = asked.poll_unpin(context)
        {
            answer = Some(came);
        }
        other.as_mut().poll(context)
    });
    let told = told.await;
    (told, answer.map_or(asked, |answer| ready(answer).boxed_local()))
}

#[derive(Default)]
struct Reading {
    rows: u32,
    total: Option<u32>,
    changed: bool,
    end: Option<ListingEnd>,
}

impl Reading {
    /// Hands a page over, and says which one comes after it.
    fn take(
        &mut self,
        page: u32,
        answer: &Answer,
        take: TakePage<'_>,
    ) -> Result<Option<u32>, Failure> {
        let pages = number(&answer.head, "x-total-pages");
        let total = number(&answer.head, "x-total");
        let taken = take(answer, Place { page, pages, total })?;
        self.rows = self.rows.saturating_add(taken.new);
        self.changed |= self.total.is_some() && total.is_some() && self.total != total;
        self.total = self.total.or(total);

        let is_last = pages.is_some_and(|pages| page >= pages);
        let next = next_page(&answer.head, page, taken.count);
        if taken.repeated || (next.is_some_and(|next| next <= page) && !is_last) {
            self.end = Some(ListingEnd::Repeated);
            return Ok(None);
        }
        let goes_on = next.is_some_and(|next| next > page);
        if taken.count == 0 && page > 1 && goes_on {
            self.end = Some(ListingEnd::Miscounted);
            return Ok(None);
        }
        // Whatever number it names: those between would be left out without a word.
        Ok(goes_on.then(|| page.saturating_add(1)))
    }

    fn listing(mut self) -> Listing {
        let is_short = self.total.is_some_and(|total| total != self.rows);
        if is_short && !self.changed {
            self.end.get_or_insert(ListingEnd::Miscounted);
        }
        Listing {
            rows: self.rows,
            total: self.total,
            changed: self.changed,
            end: self.end.unwrap_or(ListingEnd::Complete),
        }
    }
}

/// Leaves out the rows that an earlier page held already: a row added or removed between two pages
/// moves the others.
#[derive(Default)]
pub(crate) struct Distinct(Ids);

impl Distinct {
    /// The rows that are new, and the account of the page.
    pub(crate) fn keep<R>(
        &mut self,
        mut rows: Vec<Row<R>>,
        id: fn(&R) -> u64,
    ) -> (Vec<Row<R>>, Taken) {
        let count = rows.len();
        let (mut known, mut others) = (false, false);
        let mut on_page = Ids::default();
        for row in &mut rows {
            // The same id twice on one page is no row that moved: what the second one is, nobody knows.
            if let Row::Read(entry) = row
                && !on_page.insert(id(entry))
            {
                *row = Row::Unreadable { id: None };
            }
        }
        rows.retain(|row| {
            let id = match row {
                Row::Read(entry) => Some(id(entry)),
                Row::Unreadable { id } => *id,
            };
            let is_new = id.is_none_or(|id| self.0.insert(id));
            known |= !is_new;
            others |= is_new && id.is_some();
            is_new
        });
        // Rows without an id cannot be told apart: they are as old as the page around them.
        let repeated = known && !others;
        if repeated {
            rows.clear();
        }
        let new = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        (rows, Taken { count, new, repeated })
    }
}

/// The page after `page`: by `X-Next-Page`, else by `Link`, else by whether this one was full.
fn next_page(head: &Head, page: u32, rows: usize) -> Option<u32> {
    if let Some(next) = number(head, "x-next-page") {
        return Some(next);
    }
    match (head.headers.get("link"), number(head, "x-total-pages")) {
        (Some(link), _) => page_in_link(link),
        (None, Some(pages)) => (page < pages).then(|| page.saturating_add(1)),
        (None, None) => (rows >= FULL_PAGE).then(|| page.saturating_add(1)),
    }
}

fn is_next(link: &str) -> bool {
    link.split(';').any(|parameter| parameter.trim() == "rel=\"next\"")
}

/// The page number in the link called `next`. Only the number is taken: the credential is never
/// sent to an address that an answer names.
fn page_in_link(link: &str) -> Option<u32> {
    let next = link.split(',').find(|part| is_next(part))?;
    let (_, rest) = next.split_once('<')?;
    let (url, _) = rest.split_once('>')?;
    let (_, query) = url.split_once('?')?;
    query.split('&').find_map(|pair| pair.strip_prefix("page="))?.parse().ok()
}

fn number(head: &Head, name: &str) -> Option<u32> {
    head.headers.get(name)?.parse().ok()
}

#[cfg(test)]
mod tests;
