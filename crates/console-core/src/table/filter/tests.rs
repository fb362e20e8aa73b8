use super::*;
use crate::agents::{Column, StatusSet, show_all, toggle_status};
use crate::status::ConnectionStatus;
use proptest::prelude::*;

type Filter = super::Filter<Column>;

fn term(text: &str) -> Result<Term, ProblemKind> {
    parse::term(text, Column::TERMS)
}

fn statuses_of(text: &str) -> Option<StatusSet> {
    StatusSet::of(&Filter::parse(text))
}

fn problems(text: &str) -> Vec<(&str, ProblemKind)> {
    let filter = Filter::parse(text);
    filter.problems().iter().map(|problem| (&text[problem.span.clone()], problem.kind)).collect()
}

fn statuses(text: &str) -> Option<Vec<ConnectionStatus>> {
    let set = statuses_of(text)?;
    Some(ConnectionStatus::ALL.into_iter().filter(|status| set.contains(*status)).collect())
}

#[test]
fn a_term_that_is_not_understood_is_named() {
    use ProblemKind::{Age, Choice, Count, Id, Key, NoValue};
    for (text, expected) in [
        ("", &[][..]),
        ("edge-1 가 \"a:b\" <", &[("<", Key)]),
        ("colour:red", &[("colour:red", Key)]),
        (":red", &[(":red", Key)]),
        ("status>3 created:9d", &[("status>3", Key), ("created:9d", Key)]),
        ("https://gitlab.example.com", &[("https://gitlab.example.com", Key)]),
        ("서울 status:sillent 부산", &[("status:sillent", Choice)]),
        ("status:silent,", &[("status:silent,", Choice)]),
        (
            "status: by: -name:\"\"",
            &[("status:", NoValue), ("by:", NoValue), ("-name:\"\"", NoValue)],
        ),
        (
            "- # @ -@ \"\"",
            &[("-", NoValue), ("#", NoValue), ("@", NoValue), ("-@", NoValue), ("\"\"", NoValue)],
        ),
        ("created> contact<", &[("created>", NoValue), ("contact<", NoValue)]),
        ("#5a #+5", &[("#5a", Id), ("#+5", Id)]),
        ("#18446744073709551616", &[("#18446744073709551616", Id)]),
        (
            "tokens:x tokens:63 tokens:1,",
            &[("tokens:x", Count), ("tokens:63", Count), ("tokens:1,", Count)],
        ),
        (
            "created>9 created>d created<-9d",
            &[("created>9", Age), ("created>d", Age), ("created<-9d", Age)],
        ),
        ("contact>1000000y contact>999999y", &[("contact>1000000y", Age)]),
        ("by:\"jane d status:x", &[]),
    ] {
        assert_eq!(problems(text), expected, "{text}");
    }
}

#[test]
fn ages_are_exact() {
    for (text, limit) in [
        ("0m", 0),
        ("1m", 60_000),
        ("90m", 5_400_000),
        ("1h", 3_600_000),
        ("1d", 86_400_000),
        ("2w", 1_209_600_000),
        ("1y", 31_536_000_000),
    ] {
        let (below, above) = ((i64::MIN, limit - 1), (limit + 1, i64::MAX));
        for (before, (least, most)) in
            [("<", below), (">", above), ("-<", (limit, i64::MAX)), ("->", (i64::MIN, limit))]
        {
            let (minus, sign) = before.split_at(before.len() - 1);
            let created = term(&format!("{minus}created{sign}{text}"));
            assert_eq!(
                created,
                Ok(Term::Age { time: 0, ages: Ages { least, most } }),
                "{before}{text}"
            );
        }
    }
}

#[test]
fn numbers_are_a_set() {
    let count = |text: &str| match term(text) {
        Ok(Term::Count { these, .. }) => these,
        other => panic!("{other:?}"),
    };
    assert_eq!(count("tokens:0"), 1);
    assert_eq!(count("tokens:2,0,2"), 0b101);
    assert_eq!(count("-tokens:1"), !0b10);
    assert_eq!(count("tokens:62"), 1 << 62);
}

#[test]
fn clicks_are_written_like_this() {
    use ConnectionStatus::{Quiet, Silent, Unknown};
    for (text, status, toggled) in [
        ("", Silent, "status:silent"),
        ("status:silent", Silent, ""),
        ("edge", Silent, "status:silent edge"),
        ("status:silent edge", Silent, "edge"),
        ("edge status:silent", Silent, "edge"),
        ("a  status:silent b", Silent, "a  b"),
        ("edge status:silent #5", Quiet, "edge status:quiet,silent #5"),
        ("Status:\"quiet,silent\" edge", Quiet, "status:silent edge"),
        ("status:quiet,silent a -status:silent b", Unknown, "status:quiet,unknown a b"),
        ("status:quiet a status:silent", Unknown, "status:unknown a"),
        ("-status:silent", Silent, "status:connected,quiet,silent,never_used,no_token"),
        ("status:nonsense by:\"a", Silent, "status:silent status:nonsense by:\"a"),
        (" ", Silent, "status:silent  "),
    ] {
        assert_eq!(toggle_status(text, status), toggled, "{text}");
    }
}

#[test]
fn names_of_statuses_are_forgiving() {
    use ConnectionStatus::{NeverUsed, NoToken};
    for text in ["status:never_used,no_token", "STATUS:No-Token,Never-Used"] {
        assert_eq!(statuses(text), Some(vec![NeverUsed, NoToken]), "{text}");
    }
    assert_eq!(statuses("status:\"never used\""), Some(vec![NeverUsed]));
    assert_eq!(statuses("status:no_token,no_token"), Some(vec![NoToken]));
    assert_eq!(statuses("edge status:x"), None);
    assert_eq!(statuses("status:never_used status:no_token"), Some(vec![]));
}

/// What comes between the terms of statuses, and those themselves.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => Just(" ".to_owned()),
        1 => Just("\u{3000}".to_owned()),
        1 => Just("\"".to_owned()),
        2 => "-?status:(silent|quiet|unknown|no-token|Never_Used)(,connected)?",
        2 => "[-a-c:<>#@\"가 ]{0,4}",
        1 => "(created|contact)[<>][0-9]{0,2}[mhdwyx]?",
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn status() -> impl Strategy<Value = ConnectionStatus> {
    prop::sample::select(ConnectionStatus::ALL.to_vec())
}

/// The filter without its terms of statuses.
fn others(text: &str) -> Vec<Result<Term, ProblemKind>> {
    let terms = parse::spans(text).into_iter().map(|span| term(&text[span]));
    terms.filter(|term| !matches!(term, Ok(Term::Choice { .. }))).collect()
}

#[test]
fn terms_that_exclude_each_other_go_too() {
    assert_eq!(show_all("edge status:unknown -status:silent"), "edge");
}

proptest! {
    #[test]
    fn all_are_shown_and_nothing_else_changes(text in text()) {
        let all = show_all(&text);
        prop_assert_eq!(statuses_of(&all), None, "{:?}", all);
        prop_assert_eq!(others(&all), others(&text), "{:?}", all);
    }

    #[test]
    fn a_click_turns_one_status(text in text(), status in status()) {
        let before = statuses(&text).unwrap_or_default();
        let toggled = toggle_status(&text, status);
        let is_on = |one: &ConnectionStatus| before.contains(one) != (*one == status);
        let expected: Vec<_> = ConnectionStatus::ALL.into_iter().filter(is_on).collect();
        let after = statuses(&toggled);
        prop_assert_eq!(after.is_none(), expected.is_empty());
        prop_assert_eq!(after.unwrap_or_default(), expected, "{:?}", toggled);
        prop_assert_eq!(others(&toggled), others(&text), "{:?}", toggled);
    }

    #[test]
    fn two_clicks_change_nothing(text in text(), status in status()) {
        let once = toggle_status(&text, status);
        let twice = toggle_status(&once, status);
        let shown = |text: &str| statuses_of(text).unwrap_or_default();
        prop_assert_eq!(shown(&twice), shown(&text));
        if statuses_of(&text).is_none() {
            prop_assert_eq!(twice, text);
        }
    }

    /// Every byte that is not white space between terms is in one term, which counts or is a problem.
    #[test]
    fn nothing_is_passed_over(text in text()) {
        let filter = Filter::parse(&text);
        let spans = parse::spans(&text);
        prop_assert_eq!(filter.terms.len() + filter.problems.len(), spans.len());
        let mut end = 0;
        for span in spans {
            prop_assert!(text[end..span.start].chars().all(char::is_whitespace));
            prop_assert!(span.start < span.end);
            end = span.end;
        }
        prop_assert!(text[end..].chars().all(char::is_whitespace));
    }

    #[test]
    fn never_panics(text in any::<String>(), status in status()) {
        let _ = toggle_status(&text, status);
        let _ = Filter::parse(&text);
    }
}
