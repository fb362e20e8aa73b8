use super::*;
use crate::simulation::{Reply, Sent, SimulatedClock, SimulatedGitLab};
use crate::testing::token;
use crate::transport::Headers;
use crate::{AgentPage, GitLabUrl};
use console_core::model::ProjectId;
use console_core::timestamp::Timestamp;
use proptest::prelude::*;

/// What a GitLab tells of its pages.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Told {
    Totals,
    NextPage,
    Link,
    Nothing,
}

fn agents(ids: impl Iterator<Item = usize>) -> String {
    let rows: Vec<_> = ids.map(|id| format!(r#"{{"id":{id},"name":"agent-{id}"}}"#)).collect();
    format!("[{}]", rows.join(","))
}

fn page_of(sent: &Sent) -> usize {
    sent.query("page").unwrap().parse().unwrap()
}

/// A page of a list of `count` agents.
fn page(sent: &Sent, count: usize, told: Told) -> Reply {
    let size: usize = sent.query("per_page").unwrap().parse().unwrap();
    let (page, pages) = (page_of(sent), count.div_ceil(size).max(1));
    let rows = agents((1..=count).skip((page - 1) * size).take(size));
    let reply = Reply::json(200, &rows);
    let next = if page < pages { (page + 1).to_string() } else { String::new() };
    match told {
        Told::Totals => reply
            .header("x-total", &count.to_string())
            .header("x-total-pages", &pages.to_string())
            .header("x-next-page", &next),
        Told::NextPage => reply.header("x-next-page", &next).header("link", "<x>; rel=\"first\""),
        Told::Link if next.is_empty() => reply.header("link", "<https://x?page=1>; rel=\"first\""),
        Told::Link => {
            let link = format!(
                "<https://elsewhere/x?id=20&page={next}&per_page=100>; rel=\"next\", <https://x?page=1>; rel=\"first\""
            );
            reply.header("link", &link)
        }
        Told::Nothing => reply,
    }
}

struct Read {
    ids: Vec<u64>,
    listing: Result<Listing, Failure>,
    gitlab: SimulatedGitLab,
}

fn read(answer: impl FnMut(&Sent) -> Reply + 'static) -> Read {
    let clock = SimulatedClock::at(Timestamp::from_millis(0));
    let gitlab = SimulatedGitLab::new(&clock, answer);
    let url = GitLabUrl::parse("https://gitlab.example.com").unwrap();
    let secret = token("glpat-x");
    let connection = Connection::new(url, secret, gitlab.clone(), clock.clone());
    let mut ids = Vec::new();
    let mut on_page = |page: AgentPage| {
        ids.extend(page.rows.into_iter().filter_map(Row::read).map(|agent| agent.id.0));
    };
    let listing = clock.run(connection.agents(ProjectId(20), Urgency::User, &mut on_page));
    ids.sort_unstable();
    Read { ids, listing, gitlab }
}

#[test]
fn pages_after_the_first_are_read_together() {
    let read = read(|sent| page(sent, 1234, Told::Totals).after(10));
    assert_eq!(read.ids, (1..=1234).collect::<Vec<_>>());
    assert_eq!(read.gitlab.most_under_way(), 6);
    assert_eq!(read.gitlab.sent().len(), 13);
    let listing = read.listing.unwrap();
    assert_eq!((listing.rows, listing.total), (1234, Some(1234)));
    assert_eq!((listing.changed, listing.end), (false, ListingEnd::Complete));
}

#[test]
fn a_list_that_grows_meanwhile_is_read_to_its_new_end() {
    let read = read(|sent| page(sent, if page_of(sent) < 3 { 290 } else { 310 }, Told::Totals));
    assert_eq!(read.ids.len(), 310);
    assert!(read.listing.unwrap().changed);
}

#[test]
fn a_row_that_moves_to_the_next_page_comes_once() {
    let read = read(|sent| match page_of(sent) {
        1 => Reply::json(200, &agents(1..=100)).header("x-next-page", "2"),
        _ => Reply::json(200, &agents(100..=120)).header("link", "<x>; rel=\"first\""),
    });
    assert_eq!(read.ids, (1..=120).collect::<Vec<_>>());
    assert_eq!(read.listing.unwrap().rows, 120);
}

#[test]
fn a_list_that_goes_round_in_circles_ends() {
    let same_number = read(|_| Reply::json(200, &agents(1..=100)).header("x-next-page", "1"));
    assert_eq!(same_number.listing.unwrap().end, ListingEnd::Repeated);
    assert_eq!(same_number.gitlab.sent().len(), 1);

    let same_rows = read(|sent| {
        let next = (page_of(sent) + 1).to_string();
        Reply::json(200, &agents(1..=100)).header("x-next-page", &next)
    });
    assert_eq!(same_rows.listing.unwrap().end, ListingEnd::Repeated);
    assert_eq!((same_rows.ids.len(), same_rows.gitlab.sent().len()), (100, 2));

    // A row without an id makes no page a new one.
    let one_bad = read(|_| {
        let rows = agents(1..=100).replace("[{", "[{\"name\":[]},{");
        Reply::json(200, &rows)
    });
    let listing = one_bad.listing.unwrap();
    assert_eq!((listing.rows, listing.end), (101, ListingEnd::Repeated));
    assert_eq!(one_bad.gitlab.sent().len(), 2);
}

#[test]
fn a_page_that_leads_back_is_the_last() {
    let back = read(|sent| {
        let next = if page_of(sent) < 3 { page_of(sent) + 1 } else { 1 };
        let first = page_of(sent) * 100;
        Reply::json(200, &agents(first..first + 100)).header("x-next-page", &next.to_string())
    });
    assert_eq!(back.listing.unwrap().end, ListingEnd::Repeated);
    assert_eq!(back.gitlab.sent().len(), 3);

    // Where GitLab counts its pages, the last one may say what it likes.
    let itself = read(|sent| {
        page(sent, 90, Told::Totals).header("link", "<https://x?page=1>; rel=\"next\"")
    });
    assert_eq!(itself.listing.unwrap().end, ListingEnd::Complete);
    assert_eq!(itself.gitlab.sent().len(), 1);
}

#[test]
fn the_number_of_pages_is_enough() {
    let read = read(|sent| {
        let (page, pages) = (page_of(sent), if page_of(sent) < 3 { "3" } else { "4" });
        Reply::json(200, &agents(page * 100..page * 100 + 7)).header("x-total-pages", pages)
    });
    let listing = read.listing.unwrap();
    assert_eq!((listing.rows, listing.end), (28, ListingEnd::Complete));
    assert_eq!(read.gitlab.sent().len(), 4);
}

#[test]
fn a_list_without_end_is_given_up() {
    let read = read(|sent| {
        let next = page_of(sent) + 1;
        Reply::json(200, &agents(next..=next)).header("x-next-page", &next.to_string())
    });
    let listing = read.listing.unwrap();
    assert_eq!((listing.rows, listing.end), (1000, ListingEnd::TooLong));
}

#[test]
fn pages_that_gitlab_counts_and_does_not_have_are_not_asked_for() {
    let same = read(|_| Reply::json(200, &agents(1..=3)).header("x-total-pages", "1000000"));
    let asked = same.gitlab.sent().len();
    assert_eq!((same.listing.unwrap().end, same.ids.len()), (ListingEnd::Repeated, 3));
    assert!(asked <= 7, "{asked}");

    let empty = read(|sent| {
        let rows = if page_of(sent) == 1 { agents(1..=3) } else { "[]".to_owned() };
        Reply::json(200, &rows).header("x-total-pages", "1000000")
    });
    let asked = empty.gitlab.sent().len();
    assert_eq!((empty.listing.unwrap().end, empty.ids.len()), (ListingEnd::Miscounted, 3));
    assert!(asked <= 7, "{asked}");
}

#[test]
fn no_page_is_skipped_whatever_number_gitlab_names() {
    let jump = read(|sent| {
        let next = if page_of(sent) == 1 { "7" } else { "" };
        page(sent, 250, Told::Nothing).header("x-next-page", next).header("x-total-pages", "")
    });
    assert_eq!(jump.ids, (1..=250).collect::<Vec<_>>());

    let far = read(|_| Reply::json(200, &agents(1..=3)).header("x-next-page", "4000000000"));
    let listing = far.listing.unwrap();
    assert_eq!((listing.rows, listing.end), (3, ListingEnd::Repeated));
    assert_eq!(far.gitlab.sent().len(), 2);
}

#[test]
fn fewer_rows_than_gitlab_counted_are_told() {
    let read = read(|_| Reply::json(200, &agents(1..=3)).header("x-total", "999"));
    assert_eq!(read.listing.unwrap().end, ListingEnd::Miscounted);
}

#[test]
fn the_same_id_twice_on_a_page_is_an_entry_that_cannot_be_read() {
    let rows = r#"[{"id":1,"name":"a"},{"id":2,"name":"b"},{"id":1,"name":"c"}]"#;
    let read = read(|_| Reply::json(200, rows).header("x-total", "3"));
    let listing = read.listing.unwrap();
    assert_eq!((read.ids, listing.rows), (vec![1, 2], 3));
    assert_eq!(listing.end, ListingEnd::Complete);
}

#[test]
fn one_bad_page_fails_the_list() {
    let read = read(|sent| match page_of(sent) {
        3 => Reply::json(200, r#"{"message":"no list"}"#),
        _ => page(sent, 500, Told::Totals),
    });
    assert_eq!(read.listing.unwrap_err().kind, console_core::failure::FailureKind::Unreadable);
}

#[test]
fn the_number_in_a_link_is_found() {
    let next = |link: &str| {
        let headers = Headers::look_up(|name| (name == "link").then(|| link.to_owned()));
        next_page(&Head { status: 200, headers }, 1, 100)
    };
    let link = "<https://h/x?id=20&page=1>; rel=\"prev\", <https://h/x?id=20&page=3&per_page=20>; rel=\"next\"";
    assert_eq!(next(link), Some(3));
    assert_eq!(next("<https://h/x?per_page=7>; rel=\"next\""), None);
    assert_eq!(next("garbage rel=\"next\""), None);
}

proptest! {
    #[test]
    fn every_row_comes_once(count in 0..720_usize, told in prop_oneof![
        Just(Told::Totals), Just(Told::NextPage), Just(Told::Link), Just(Told::Nothing),
    ]) {
        let read = read(move |sent| page(sent, count, told));
        prop_assert_eq!(read.ids.len(), count);
        prop_assert!(read.ids.iter().copied().eq((1..).take(count)));
        prop_assert_eq!(read.listing.unwrap().end, ListingEnd::Complete);
    }

    #[test]
    fn no_link_makes_it_panic(link in "\\PC{0,60}") {
        let _ = page_in_link(&link);
    }
}
