//! The Markdown pages link to each other and to files that exist.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn every_link_target_exists() {
    // Read at run time: clones share build results, including this test executable.
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("..");
    let mut count = 0;
    for folder in [root.clone(), root.join("docs")] {
        for entry in fs::read_dir(&folder).unwrap() {
            let page = entry.unwrap().path();
            if page.extension().is_some_and(|extension| extension == "md") {
                let text = fs::read_to_string(&page).unwrap();
                for target in targets(&text) {
                    assert!(
                        folder.join(target).exists(),
                        "{}: {}",
                        page.display(),
                        target.display()
                    );
                    count += 1;
                }
            }
        }
    }
    assert!(count > 20, "only {count} links were found");
}

#[test]
fn only_links_to_files_are_followed() {
    let text = "[a](b.md) ![c](d/e.png) [f](https://g.example/h) [i](j.md#k) [l](#m)";
    assert_eq!(targets(text), [Path::new("b.md"), Path::new("d/e.png"), Path::new("j.md")]);
}

/// The files that a page links to.
fn targets(text: &str) -> Vec<&Path> {
    let links = text.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
    let links = links.filter_map(|(link, _)| link.split('#').next());
    links.filter(|link| !link.is_empty() && !link.contains("://")).map(Path::new).collect()
}
