//! `walls`: inside one crate the compiler keeps no walls, so this does.
//!
//! A room is a folder or file in `src/`. The table under "Module dependencies" in ARCHITECTURE.md says which
//! rooms each may use. Beside that, `web_sys` stays in the rooms that deal with the browser,
//! sentences stay in the room `text`, and nothing makes markup of a text.

mod markup;
mod paths;
mod sentences;
mod source;
mod table;
mod views;

use crate::project::Project;
use anyhow::{Context, Result, bail};
use source::Source;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use table::Table;

/// The rooms that may name `web_sys`.
const WITH_BROWSER: [&str; 4] = ["browser", "ui", "components", "app"];

/// The rooms that show something, and take every sentence from `text`.
const VIEWS: [&str; 8] =
    ["sign_in", "scope", "agents", "tokens", "feedback", "components", "ui", "app"];

/// The files that belong to no room.
const HOUSE: [&str; 2] = ["lib.rs", "main.rs"];

/// One Rust file of `src/`.
#[derive(Debug)]
struct File {
    /// Its path from the repository's root, for people.
    name: String,
    room: String,
    /// How many modules deep it is: 1 for a room's own file.
    depth: usize,
    source: Source,
}

/// Prints every breach and fails where there is one.
pub(crate) fn run(project: &Project) -> Result<()> {
    let page = fs::read_to_string(project.root().join("ARCHITECTURE.md"))
        .context("cannot read ARCHITECTURE.md, which has the table of walls")?;
    let table = Table::read(&page)?;
    let files = files(project.root())?;
    let rooms: BTreeSet<_> = files.iter().map(|file| file.room.as_str()).collect();

    let mut breaches = table.differences(&rooms);
    for file in &files {
        breaches.extend(breaches_in(file, &table, &rooms));
    }
    for house in HOUSE {
        let source = Source::read(&fs::read_to_string(project.root().join("src").join(house))?);
        breaches.extend(markup_in(&format!("src/{house}"), &source));
    }
    for breach in &breaches {
        println!("{breach}");
    }
    match breaches.len() {
        0 => {
            println!("{} files in {} rooms keep their walls", files.len(), rooms.len());
            Ok(())
        }
        1 => bail!("one wall is broken"),
        count => bail!("{count} walls are broken"),
    }
}

fn markup_in(name: &str, source: &Source) -> impl Iterator<Item = String> {
    let lines = markup::lines(source).into_iter();
    let lines =
        lines.map(move |(line, way)| format!("{name}:{line}: `{way}` can make markup of a text"));
    let views = views::faults(&source.text).into_iter();
    lines.chain(views.map(move |(line, fault)| format!("{name}:{line}: {fault}")))
}

fn breaches_in(file: &File, table: &Table, rooms: &BTreeSet<&str>) -> Vec<String> {
    let File { name, room, depth, source } = file;
    let mut breaches = Vec::new();
    for (line, used) in paths::rooms_used(&source.code, *depth, rooms) {
        if used != *room && !table.allows(room, &used) {
            breaches.push(format!("{name}:{line}: the room `{room}` may not use `{used}`"));
        }
    }
    if !WITH_BROWSER.contains(&room.as_str()) {
        for line in paths::lines_with_word(&source.code, "web_sys") {
            breaches.push(format!(
                "{name}:{line}: `web_sys` belongs into `browser`, `ui`, `components` or `app`"
            ));
        }
    }
    breaches.extend(markup_in(name, source));
    if VIEWS.contains(&room.as_str()) {
        for literal in sentences::sentences(source) {
            let text = &literal.text;
            breaches.push(format!("{name}:{}: {text:?} belongs into `text`", literal.line));
        }
    }
    breaches
}

/// Every file that belongs to a room.
fn files(root: &Path) -> Result<Vec<File>> {
    let src = root.join("src");
    let mut files = Vec::new();
    let mut folders = vec![src.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let inside = path.strip_prefix(&src)?.to_owned();
            let is_rust = inside.extension().is_some_and(|extension| extension == "rs");
            if is_rust && !HOUSE.iter().any(|house| inside == Path::new(house)) {
                files.push(File {
                    name: format!("src/{}", inside.display()),
                    room: room_of(&inside),
                    depth: depth_of(&inside),
                    source: Source::read(&fs::read_to_string(&path)?),
                });
            }
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

fn room_of(inside: &Path) -> String {
    let first = inside.iter().next().map(PathBuf::from).unwrap_or_default();
    first.with_extension("").display().to_string()
}

fn depth_of(inside: &Path) -> usize {
    inside.iter().count() - usize::from(inside.ends_with("mod.rs"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "## Module dependencies\n\n| room | may use |\n|---|---|\n| `agents` | `store`, `ui` |\n\
                        | `store` | none |\n| `ui` | none |\n";

    fn breaches(room: &str, code: &str) -> Vec<String> {
        let file = File {
            name: format!("src/{room}/file.rs"),
            room: room.to_owned(),
            depth: 2,
            source: Source::read(code),
        };
        let rooms = BTreeSet::from(["agents", "store", "ui"]);
        breaches_in(&file, &Table::read(PAGE).unwrap(), &rooms)
    }

    #[test]
    fn a_room_uses_what_its_row_allows() {
        assert!(
            breaches("agents", "use crate::store::Agents;\nuse crate::agents::row;").is_empty()
        );
        assert_eq!(
            breaches("store", "\nuse crate::ui::Button;"),
            ["src/store/file.rs:2: the room `store` may not use `ui`"]
        );
    }

    #[test]
    fn web_sys_stays_in_its_rooms() {
        assert!(breaches("ui", "use web_sys::Element;").is_empty());
        assert_eq!(breaches("store", "use web_sys::Element;").len(), 1);
        assert!(breaches("store", "// web_sys has no such thing").is_empty());
    }

    #[test]
    fn sentences_stay_in_text() {
        assert_eq!(breaches("agents", r#"el("p").text("Read three agents.")"#).len(), 1);
        assert!(breaches("store", r#"log("Read three agents.")"#).is_empty());
    }

    #[test]
    fn nothing_makes_markup_of_a_text() {
        assert_eq!(
            breaches("ui", "\nelement.set_inner_html(text);"),
            ["src/ui/file.rs:2: `inner_html` can make markup of a text"]
        );
        let view = breaches("ui", "view! {\n<p>\n<b class=\"shape\"/></p> }");
        assert!(view.concat().starts_with("src/ui/file.rs:3: Leptos builds"), "{view:?}");
    }

    #[test]
    fn knows_rooms_and_depths() {
        for (path, room, depth) in
            [("agents/mod.rs", "agents", 1), ("agents/row.rs", "agents", 2), ("text.rs", "text", 1)]
        {
            assert_eq!(
                (room_of(Path::new(path)).as_str(), depth_of(Path::new(path))),
                (room, depth)
            );
        }
    }
}
