//! SECURITY.md names the tests that prove each promise: these tests check that they exist.

use std::env;
use std::fs;
use std::io;
use std::path::PathBuf;

/// A test that the page names.
#[derive(Debug, PartialEq, Eq)]
struct Proof {
    file: String,
    test: String,
}

#[test]
fn every_proof_exists() {
    for Proof { file, test } in proofs(&read("SECURITY.md").unwrap()) {
        let source = read(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(has_test(&source, &test), "{file} has no test {test:?}");
    }
}

#[test]
fn every_promise_has_a_proof() {
    let page = read("SECURITY.md").unwrap();
    let promises: Vec<_> = page.split("\n### ").skip(1).collect();
    assert!(promises.len() >= 8, "only {} promises were found", promises.len());
    for promise in promises {
        assert!(!proofs(promise).is_empty(), "{}", promise.lines().next().unwrap_or_default());
    }
}

#[test]
fn parses_proofs() {
    let page =
        "Words with `code`: \"no proof\".\n\n- `a/b.rs`: \"one\", \"two\",\n  \"three\"\n- no\n";
    let proof = |test: &str| Proof { file: "a/b.rs".to_owned(), test: test.to_owned() };
    assert_eq!(proofs(page), [proof("one"), proof("two"), proof("three")]);
    assert!(has_test("    test(\"it works\", async () => {", "it works"));
    assert!(has_test("test(`no ${what}`, async () => {", "no ${what}"));
    assert!(has_test("    fn it_works() {", "it_works"));
    assert!(has_test("async fn it_works(stage: &Stage) {", "it_works"));
    assert!(!has_test("// it_works, \"it works\"", "it works"));
    assert!(!has_test("fn it_works_too() {", "it_works"));
}

/// The items of the form "- `file`: "test", "test"", which may span several lines.
fn proofs(page: &str) -> Vec<Proof> {
    let mut found = Vec::new();
    let mut file = None;
    for line in page.lines() {
        let rest = match line.strip_prefix("- `").and_then(|item| item.split_once("`: \"")) {
            Some((named, rest)) => {
                file = Some(named);
                rest
            }
            None if line.starts_with("  \"") => line.trim_start().trim_start_matches('"'),
            None => {
                file = None;
                continue;
            }
        };
        let Some(file) = file else { continue };
        let tests = rest.trim_end_matches(',').trim_end_matches('"').split("\", \"");
        found.extend(tests.map(|test| Proof { file: file.to_owned(), test: test.to_owned() }));
    }
    found
}

fn has_test(source: &str, test: &str) -> bool {
    let forms = [format!("test(\"{test}\""), format!("test(`{test}`"), format!("fn {test}(")];
    forms.iter().any(|form| source.contains(form))
}

fn read(file: &str) -> io::Result<String> {
    // Read at run time: clones share build results, including this test executable.
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("..");
    fs::read_to_string(root.join(file))
}
