//! Paging: rows, headers and links.

use sandbox::Options;

use crate::lab::{Lab, get};

fn large(agents: u32) -> Lab {
    Lab::with(Options { agents, ..Options::default() })
}

#[test]
fn every_header_is_there() {
    let lab = large(45);
    let list = format!("{}/api/v4/projects/1000/cluster_agents", lab.url());
    let answer = lab.ask(get("/projects/1000/cluster_agents?page=2"));
    let headers =
        ["x-per-page", "x-page", "x-next-page", "x-prev-page", "x-total", "x-total-pages"];
    assert_eq!(headers.map(|name| answer.header(name)), ["20", "2", "3", "1", "45", "3"]);
    let link =
        |page: u32, rel: &str| format!("<{list}?id=1000&page={page}&per_page=20>; rel=\"{rel}\"");
    let links = [link(1, "prev"), link(3, "next"), link(1, "first"), link(3, "last")];
    assert_eq!(answer.header("link"), links.join(", "));
    assert_eq!(answer.rows("id").len(), 20);
}

#[test]
fn an_empty_list_has_one_page() {
    let lab = Lab::new();
    let answer = lab.ask(get("/projects/21/cluster_agents"));
    let headers = ["x-next-page", "x-prev-page", "x-total", "x-total-pages"];
    assert_eq!(headers.map(|name| answer.header(name)), ["", "", "0", "1"]);
    assert!(answer.headers.contains_key("x-next-page"), "it is sent, though empty");
    assert!(answer.header("link").contains("rel=\"last\""));
}

#[test]
fn pages_hold_at_most_a_hundred() {
    let lab = large(120);
    let answer = lab.ask(get("/projects/1000/cluster_agents?per_page=500"));
    assert_eq!(answer.header("x-per-page"), "100");
    assert_eq!(answer.rows("id").len(), 100);
    assert_eq!(
        lab.ask(get("/projects/1000/cluster_agents?per_page=500&page=2")).rows("id").len(),
        20
    );
}

#[test]
fn pages_beyond_the_end_are_empty_and_those_before_the_first_are_the_first() {
    let lab = Lab::new();
    let beyond = lab.ask(get("/projects/20/cluster_agents?page=9"));
    assert_eq!(
        (beyond.status, beyond.body.as_str(), beyond.header("x-next-page")),
        (200, "[]", "")
    );
    for page in ["0", "-1"] {
        let answer = lab.ask(get(&format!("/projects/20/cluster_agents?page={page}")));
        assert_eq!((answer.status, answer.header("x-page")), (200, "1"));
    }
}

#[test]
fn all_pages_together_are_the_list_sorted_by_name() {
    let lab = large(250);
    let mut names = Vec::new();
    let mut page = "1".to_owned();
    while !page.is_empty() {
        let answer =
            lab.ask(get(&format!("/projects/1000/cluster_agents?per_page=100&page={page}")));
        names.extend(answer.rows("name").iter().map(|name| name.as_str().unwrap().to_owned()));
        page = answer.header("x-next-page").to_owned();
    }
    assert_eq!(names.len(), 250);
    assert!(names.is_sorted());
    names.dedup();
    assert_eq!(names.len(), 250);
}

#[test]
fn above_ten_thousand_rows_there_is_no_total() {
    let lab = large(10_001);
    let answer = lab.ask(get("/projects/1000/cluster_agents?per_page=100&page=100"));
    assert_eq!(answer.header("x-next-page"), "101");
    for name in ["x-total", "x-total-pages"] {
        assert!(!answer.headers.contains_key(name), "{name}");
    }
    assert!(!answer.header("link").contains("rel=\"last\""));
    assert!(answer.header("link").contains("rel=\"next\""));

    let end = lab.ask(get("/projects/1000/cluster_agents?per_page=100&page=101"));
    assert_eq!((end.rows("id").len(), end.header("x-next-page")), (1, ""));
}

#[test]
fn links_name_the_configured_address_and_every_parameter() {
    let lab = Lab::with(Options { url_root: "/gitlab".to_owned(), ..Options::default() });
    let ask = get("/projects/root%2Ftest/cluster_agents/5/tokens?x=%26&per_page=1");
    let answer = lab.ask(ask.header("host", "elsewhere.example"));
    let expected = format!(
        "<{}/api/v4/projects/root%2Ftest/cluster_agents/5/tokens\
         ?agent_id=5&id=root%2Ftest&page=2&per_page=1&x=%26>; rel=\"next\"",
        lab.url()
    );
    assert!(lab.url().ends_with("/gitlab"));
    assert!(answer.header("link").starts_with(&expected), "{}", answer.header("link"));
}
