//! Lists with arbitrary paging headers: `X-Total`, `X-Next-Page`, `Link`.

use crate::answer::{Answer, GITLAB, PROJECT, Stage, TRIES};
use console_core::model::Row;
use gitlab_agents::simulation::{Reply, Sent};
use gitlab_agents::{ListingEnd, Urgency};
use std::collections::{BTreeMap, BTreeSet};

/// The maximum pages read of a list.
const MOST_PAGES: usize = 1000;

/// Responses to the pages in turn, separated by lines `---`, repeating from the first: the client
/// terminates, requests only this list, and no page twice, unless it reads the whole list again.
pub fn paging(bytes: &[u8]) {
    let answers: Vec<_> = pages(bytes).into_iter().map(Answer::read).collect();
    let never_fails = answers.iter().all(Answer::is_success);
    let replies: Vec<_> = answers.iter().map(Answer::reply).collect();
    let stage = Stage::new(move |sent: &Sent| {
        let page = page_of(sent).unwrap_or_default();
        let at = page.saturating_sub(1) % replies.len().max(1);
        replies.get(at).cloned().unwrap_or_else(|| Reply::json(200, "[]"))
    });
    let mut ids = BTreeSet::new();
    let mut rows = 0;
    let listing = stage.run(stage.connection.agents(PROJECT, Urgency::User, &mut |page| {
        rows += page.rows.len();
        for agent in page.rows.into_iter().filter_map(Row::read) {
            assert!(ids.insert(agent.id), "{} came twice", agent.id);
        }
    }));
    stage.check_requests(MOST_PAGES * TRIES);

    let sent = stage.gitlab.sent();
    let asked: Vec<_> = sent.iter().filter_map(page_of).collect();
    assert_eq!(asked.len(), sent.len(), "not a page of the list: {sent:?}");
    assert_eq!(asked.first(), Some(&1));
    if never_fails {
        let mut times = BTreeMap::new();
        for page in &asked {
            *times.entry(page).or_insert(0) += 1;
        }
        let readings = times.get(&1).copied().unwrap_or_default();
        assert!(readings <= 2, "the list was read {readings} times");
        assert!(times.values().all(|&times| times <= readings), "a page was asked for twice");
    }
    if let Ok(listing) = listing {
        assert_eq!(listing.rows as usize, rows);
        assert!(
            asked.len() >= MOST_PAGES / 2 || listing.end != ListingEnd::TooLong || {
                // A page may name a much later one as the next.
                answers.iter().any(|answer| {
                    answer.header("x-next-page").is_some() || answer.header("link").is_some()
                })
            }
        );
    }
}

fn pages(bytes: &[u8]) -> Vec<&[u8]> {
    let mut pages = Vec::new();
    let mut rest = bytes;
    while let Some(end) = rest.windows(5).position(|line| line == b"\n---\n") {
        let (page, after) = rest.split_at(end);
        pages.push(page);
        rest = after.get(5..).unwrap_or_default();
    }
    pages.push(rest);
    pages
}

/// The page that a request asks for, if it asks for one of this list.
fn page_of(sent: &Sent) -> Option<usize> {
    let route = sent.url.strip_prefix(GITLAB)?;
    let list = "/api/v4/projects/20/cluster_agents?per_page=100&page=";
    route.strip_prefix(list)?.parse().ok()
}
