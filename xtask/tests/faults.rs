//! docs/faults.md names the browser tests that prove each row. Here it is held to that.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::io;
use std::path::PathBuf;

/// The rows that there have to be.
const ROWS: u32 = 48;

/// How many scenarios there have to be: rows by the places where they are tested, which are three at most.
const SCENARIOS: usize = 120;

/// A test that a row names.
#[derive(Debug, PartialEq, Eq)]
struct Proof {
    file: String,
    test: String,
}

#[test]
fn every_fault_has_a_test_that_exists() {
    let page = read("docs/faults.md").unwrap();
    for number in 1..=ROWS {
        let name = format!("F{number:02}");
        let rows: Vec<_> = page.lines().filter(|line| is_row(line, &name)).collect();
        let [row] = rows.as_slice() else { panic!("{name} has {} rows", rows.len()) };
        let proofs = proofs(row);
        assert!(!proofs.is_empty(), "{name} has no test");
        for Proof { file, test } in proofs {
            assert!(is_browser_test(&file), "{name}: {file} is no browser test");
            let source = read(&file).unwrap_or_else(|error| panic!("{name}: {file}: {error}"));
            assert!(has_test(&source, &test), "{name}: {file} has no test {test:?}");
        }
    }
}

#[test]
fn every_fault_is_tested_in_pages_of_others_too_or_says_why_not() {
    let page = read("docs/faults.md").unwrap();
    let exempt = exempt(&page);
    let mut scenarios = 0;
    for row in page.lines().filter(|line| line.starts_with("| F")) {
        let name = row.split(" | ").next().unwrap_or_default().trim_start_matches("| ");
        let is_everywhere = proofs(row)
            .iter()
            .any(|Proof { file, test }| runs_everywhere(&read(file).unwrap_or_default(), test));
        assert_ne!(is_everywhere, exempt.contains(name), "{name}");
        scenarios += if is_everywhere { 3 } else { 1 };
    }
    assert!(scenarios >= SCENARIOS, "there are {scenarios} scenarios");
}

#[test]
fn every_row_is_filled_in() {
    let page = read("docs/faults.md").unwrap();
    for row in page.lines().filter(|line| line.starts_with("| F")) {
        let cells: Vec<_> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        assert_eq!(cells.len(), 4, "{row}");
        assert!(cells.iter().all(|cell| !cell.is_empty()), "{row}");
    }
}

#[test]
fn rows_are_read_as_they_stand() {
    let row = r#"| F07 | it ends | words "no proof" | `a/b.ts`: "one", "two \"x\" ${y}"; `c.ts`: "three" |"#;
    assert!(is_row(row, "F07") && !is_row(row, "F7") && !is_row(row, "F08"));
    let proof = |file: &str, test: &str| Proof { file: file.to_owned(), test: test.to_owned() };
    let expected =
        [proof("a/b.ts", "one"), proof("a/b.ts", "two \"x\" ${y}"), proof("c.ts", "three")];
    assert_eq!(proofs(row), expected);
    assert!(has_test("test(\"one\", async () => {", "one"));
    assert!(has_test("  test(`two \"x\" ${y}`, async () => {", "two \"x\" ${y}"));
    assert!(!has_test("// one", "one") && !has_test("test(\"one more\"", "one"));
    assert!(runs_everywhere("test(\"one\", everywhere, async () => {", "one"));
    assert!(runs_everywhere(
        "test(\n  `one ${x}`,\n  x ? everywhere : {},\n  async () => {",
        "one ${x}"
    ));
    assert!(!runs_everywhere("test(\"one\", async () => { everywhere })", "one"));
    let lines = "- F36, F37: nothing is stored.\n| F38 | x |\n- F40: so\n";
    assert_eq!(exempt(lines), ["F36", "F37", "F40"].map(str::to_owned).into());
    assert!(is_browser_test("tests/e2e/a.spec.ts") && !is_browser_test("tests/e2e/steps/a.ts"));
}

fn is_row(line: &str, name: &str) -> bool {
    line.starts_with(&format!("| {name} |"))
}

/// The tests in the last cell of a row: "`file`: "test", "test"; `file`: "test"".
fn proofs(row: &str) -> Vec<Proof> {
    let cell = row.trim_end_matches('|').rsplit(" | ").next().unwrap_or_default();
    let mut found = Vec::new();
    for part in cell.trim().split("; `") {
        let Some((file, tests)) = part.trim_start_matches('`').split_once("`: \"") else {
            continue;
        };
        let tests = tests.strip_suffix('"').unwrap_or(tests).split("\", \"");
        found.extend(
            tests.map(|test| Proof { file: file.to_owned(), test: test.replace("\\\"", "\"") }),
        );
    }
    found
}

/// The rows of the list that says why they are for the console's own page only: "- F36, F37: why".
fn exempt(page: &str) -> BTreeSet<String> {
    let lists = page.lines().filter(|line| line.starts_with("- F"));
    let names = lists.filter_map(|line| line.trim_start_matches("- ").split_once(": "));
    names.flat_map(|(names, _)| names.split(", ").map(str::to_owned)).collect()
}

fn is_browser_test(file: &str) -> bool {
    file.starts_with("tests/e2e/") && file.ends_with(".spec.ts")
}

fn has_test(source: &str, test: &str) -> bool {
    head(source, test).is_some()
}

/// Whether a test runs in a frame and in an element as well.
fn runs_everywhere(source: &str, test: &str) -> bool {
    head(source, test).is_some_and(|head| head.contains("everywhere"))
}

/// What stands between the name of a test and what it does.
fn head<'source>(source: &'source str, test: &str) -> Option<&'source str> {
    let forms = ["\"", "`"].map(|quote| format!("{quote}{test}{quote}"));
    let starts = forms.iter().flat_map(|form| {
        source.match_indices(form.as_str()).map(|(at, form)| (at, at + form.len()))
    });
    starts
        .filter(|(at, _)| {
            source.get(..*at).is_some_and(|before| before.trim_end().ends_with("test("))
        })
        .find_map(|(_, end)| source.get(end..)?.split("async").next())
}

fn read(file: &str) -> io::Result<String> {
    // At run time: clones share build results, and so this very program.
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("..");
    fs::read_to_string(root.join(file))
}
