//! docs/faults.md names the browser tests that prove each row. Here it is held to that.

use std::env;
use std::fs;
use std::io;
use std::path::PathBuf;

/// The rows that there have to be.
const ROWS: u32 = 48;

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

fn is_browser_test(file: &str) -> bool {
    file.starts_with("tests/e2e/") && file.ends_with(".spec.ts")
}

fn has_test(source: &str, test: &str) -> bool {
    [format!("test(\"{test}\""), format!("test(`{test}`")].iter().any(|form| source.contains(form))
}

fn read(file: &str) -> io::Result<String> {
    // At run time: clones share build results, and so this very program.
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("..");
    fs::read_to_string(root.join(file))
}
