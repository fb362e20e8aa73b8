//! docs/faults.md names the tests that prove each row: these tests check that they exist.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::io;
use std::path::PathBuf;

/// The minimum number of scenarios: rows times the up to three environments that test them.
const SCENARIOS: usize = 120;

/// A test that a row names.
#[derive(Debug, PartialEq, Eq)]
struct Proof {
    file: String,
    test: String,
}

#[test]
fn rows_are_numbered_without_a_gap() {
    let page = read("docs/faults.md").unwrap();
    let names: Vec<_> = rows(&page).map(name).collect();
    let expected: Vec<_> = (1..=names.len()).map(|number| format!("F{number:02}")).collect();
    assert!(!names.is_empty());
    assert_eq!(names, expected);
}

#[test]
fn every_fault_has_a_test_that_exists() {
    let page = read("docs/faults.md").unwrap();
    for row in rows(&page) {
        let name = name(row);
        let proofs = proofs(row);
        assert!(!proofs.is_empty(), "{name} has no test");
        for Proof { file, test } in proofs {
            let source = read(&file).unwrap_or_else(|error| panic!("{name}: {file}: {error}"));
            let is_there = match Kind::of(&file) {
                Some(Kind::Browser) => has_test(&source, &test),
                Some(Kind::Native) => has_native_test(&source, &test),
                None => panic!("{name}: {file} holds no tests"),
            };
            assert!(is_there, "{name}: {file} has no test {test:?}");
        }
    }
}

#[test]
fn every_fault_is_tested_in_host_pages_or_exempt() {
    let page = read("docs/faults.md").unwrap();
    let exempt = exempt(&page);
    let mut scenarios = 0;
    for row in rows(&page) {
        let proofs = proofs(row);
        let is_seen = proofs.iter().any(|proof| Kind::of(&proof.file) == Some(Kind::Browser));
        let is_everywhere = proofs
            .iter()
            .any(|Proof { file, test }| runs_everywhere(&read(file).unwrap_or_default(), test));
        assert_eq!(is_seen && !is_everywhere, exempt.contains(name(row)), "{}", name(row));
        scenarios += if is_everywhere { 3 } else { 1 };
    }
    assert!(scenarios >= SCENARIOS, "there are {scenarios} scenarios");
    let unknown: Vec<_> =
        exempt.iter().filter(|name| !rows(&page).any(|row| self::name(row) == **name)).collect();
    assert!(unknown.is_empty(), "no such rows: {unknown:?}");
}

#[test]
fn every_row_is_filled_in() {
    let page = read("docs/faults.md").unwrap();
    for row in rows(&page) {
        let cells: Vec<_> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        assert_eq!(cells.len(), 4, "{row}");
        assert!(cells.iter().all(|cell| !cell.is_empty()), "{row}");
    }
}

#[test]
fn parses_rows() {
    let row = r#"| F07 | it ends | words "no proof" | `a/b.ts`: "one", "two \"x\" ${y}"; `c.ts`: "three" |"#;
    assert_eq!(name(row), "F07");
    assert_eq!(rows("| row | test |\n|---|---|\n| F01 | x |\ntext\n| F02 | y |").count(), 2);
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
    assert_eq!(Kind::of("tests/e2e/a.spec.ts"), Some(Kind::Browser));
    assert_eq!(Kind::of("crates/a/src/b.rs"), Some(Kind::Native));
    assert_eq!(Kind::of("tests/e2e/steps/a.ts"), None);
}

#[test]
fn a_native_test_is_more_than_a_function() {
    assert!(has_native_test("#[test]\nfn it_holds() {", "it_holds"));
    assert!(has_native_test(
        "    #[test]\n    #[cfg(unix)]\n    fn it_holds(x in any()) {",
        "it_holds"
    ));
    assert!(!has_native_test("fn it_holds() {", "it_holds"));
    assert!(!has_native_test("#[test]\nfn it_holds_too() {", "it_holds"));
    assert!(!has_native_test("#[test]\nfn other() {}\n\nfn it_holds() {", "it_holds"));
}

/// Where a test runs.
#[derive(Debug, PartialEq, Eq)]
enum Kind {
    Browser,
    Native,
}

impl Kind {
    fn of(file: &str) -> Option<Self> {
        if file.starts_with("tests/e2e/") {
            return file.ends_with(".spec.ts").then_some(Self::Browser);
        }
        file.ends_with(".rs").then_some(Self::Native)
    }
}

fn rows(page: &str) -> impl Iterator<Item = &str> {
    page.lines().filter(|line| line.starts_with("| F"))
}

fn name(row: &str) -> &str {
    row.trim_start_matches("| ").split(" |").next().unwrap_or_default()
}

/// The tests in a row's last cell: "`file`: "test", "test"; `file`: "test"".
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

/// The rows listed, with a reason, as tested on the console's own page only: "- F36, F37: why".
fn exempt(page: &str) -> BTreeSet<String> {
    let lists = page.lines().filter(|line| line.starts_with("- F"));
    let names = lists.filter_map(|line| line.trim_start_matches("- ").split_once(": "));
    names.flat_map(|(names, _)| names.split(", ").map(str::to_owned)).collect()
}

fn has_test(source: &str, test: &str) -> bool {
    head(source, test).is_some()
}

/// Whether a function of this name has the `#[test]` attribute.
fn has_native_test(source: &str, test: &str) -> bool {
    let start = format!("fn {test}(");
    let lines: Vec<_> = source.lines().map(str::trim_start).collect();
    lines.iter().enumerate().filter(|(_, line)| line.starts_with(&start)).any(|(at, _)| {
        let above = lines.iter().take(at).rev();
        above.take_while(|line| line.starts_with("#[")).any(|line| *line == "#[test]")
    })
}

/// Whether a test also runs in a frame and in an element.
fn runs_everywhere(source: &str, test: &str) -> bool {
    head(source, test).is_some_and(|head| head.contains("everywhere"))
}

/// The source between a test's name and its body.
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
    // Read at run time: clones share build results, including this test executable.
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("..");
    fs::read_to_string(root.join(file))
}
