//! `walls`: checks the dependencies between the modules of `src`, which the compiler does not.
//!
//! A module here is a top-level folder or file of `src/`. The table under "Module dependencies" in
//! ARCHITECTURE.md lists which modules each may use. In addition, only some modules may use
//! `web_sys`, UI strings belong in the module `text`, and nothing may turn text into markup.

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

/// The modules that may use `web_sys`.
const WITH_BROWSER: [&str; 4] = ["browser", "ui", "components", "app"];

/// The modules that contain views and take every UI string from `text`.
const VIEWS: [&str; 8] =
    ["sign_in", "scope", "agents", "tokens", "feedback", "components", "ui", "app"];

/// The crate roots, which belong to no module.
const CRATE_ROOTS: [&str; 2] = ["lib.rs", "main.rs"];

/// One Rust file of `src/`.
#[derive(Debug)]
struct File {
    /// The path from the repository's root, for messages.
    name: String,
    module: String,
    /// Module depth: 1 for a top-level module's own file.
    depth: usize,
    source: Source,
}

/// Prints every violation and fails if there is one.
pub(crate) fn run(project: &Project) -> Result<()> {
    let page = fs::read_to_string(project.root().join("ARCHITECTURE.md"))
        .context("cannot read ARCHITECTURE.md, which has the table of module dependencies")?;
    let table = Table::read(&page)?;
    let files = files(project.root())?;
    let modules: BTreeSet<_> = files.iter().map(|file| file.module.as_str()).collect();

    let mut violations = table.differences(&modules);
    for file in &files {
        violations.extend(violations_in(file, &table, &modules));
    }
    for root in CRATE_ROOTS {
        let source = Source::read(&fs::read_to_string(project.root().join("src").join(root))?);
        violations.extend(markup_in(&format!("src/{root}"), &source));
    }
    for violation in &violations {
        println!("{violation}");
    }
    match violations.len() {
        0 => {
            println!("{} files in {} modules follow the table", files.len(), modules.len());
            Ok(())
        }
        1 => bail!("1 violation"),
        count => bail!("{count} violations"),
    }
}

fn markup_in(name: &str, source: &Source) -> impl Iterator<Item = String> {
    let lines = markup::lines(source).into_iter();
    let lines =
        lines.map(move |(line, way)| format!("{name}:{line}: `{way}` can make markup of a text"));
    let views = views::faults(&source.text).into_iter();
    lines.chain(views.map(move |(line, fault)| format!("{name}:{line}: {fault}")))
}

fn violations_in(file: &File, table: &Table, modules: &BTreeSet<&str>) -> Vec<String> {
    let File { name, module, depth, source } = file;
    let mut violations = Vec::new();
    for (line, used) in paths::modules_used(&source.code, *depth, modules) {
        if used != *module && !table.allows(module, &used) {
            violations.push(format!("{name}:{line}: the module `{module}` may not use `{used}`"));
        }
    }
    if !WITH_BROWSER.contains(&module.as_str()) {
        for line in paths::lines_with_word(&source.code, "web_sys") {
            violations.push(format!(
                "{name}:{line}: `web_sys` belongs in `browser`, `ui`, `components` or `app`"
            ));
        }
    }
    violations.extend(markup_in(name, source));
    if VIEWS.contains(&module.as_str()) {
        for literal in sentences::sentences(source) {
            let text = &literal.text;
            violations.push(format!("{name}:{}: {text:?} belongs in `text`", literal.line));
        }
    }
    violations
}

/// Every file that belongs to a module.
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
            if is_rust && !CRATE_ROOTS.iter().any(|root| inside == Path::new(root)) {
                files.push(File {
                    name: format!("src/{}", inside.display()),
                    module: module_of(&inside),
                    depth: depth_of(&inside),
                    source: Source::read(&fs::read_to_string(&path)?),
                });
            }
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

fn module_of(inside: &Path) -> String {
    let first = inside.iter().next().map(PathBuf::from).unwrap_or_default();
    first.with_extension("").display().to_string()
}

fn depth_of(inside: &Path) -> usize {
    inside.iter().count() - usize::from(inside.ends_with("mod.rs"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "## Module dependencies\n\n| module | may use |\n|---|---|\n| `agents` | `store`, `ui` |\n\
                        | `store` | none |\n| `ui` | none |\n";

    fn violations(module: &str, code: &str) -> Vec<String> {
        let file = File {
            name: format!("src/{module}/file.rs"),
            module: module.to_owned(),
            depth: 2,
            source: Source::read(code),
        };
        let modules = BTreeSet::from(["agents", "store", "ui"]);
        violations_in(&file, &Table::read(PAGE).unwrap(), &modules)
    }

    #[test]
    fn a_module_uses_what_its_row_allows() {
        assert!(
            violations("agents", "use crate::store::Agents;\nuse crate::agents::row;").is_empty()
        );
        assert_eq!(
            violations("store", "\nuse crate::ui::Button;"),
            ["src/store/file.rs:2: the module `store` may not use `ui`"]
        );
    }

    #[test]
    fn web_sys_stays_in_its_modules() {
        assert!(violations("ui", "use web_sys::Element;").is_empty());
        assert_eq!(violations("store", "use web_sys::Element;").len(), 1);
        assert!(violations("store", "// web_sys has no such thing").is_empty());
    }

    #[test]
    fn ui_strings_stay_in_text() {
        assert_eq!(violations("agents", r#"el("p").text("Read three agents.")"#).len(), 1);
        assert!(violations("store", r#"log("Read three agents.")"#).is_empty());
    }

    #[test]
    fn nothing_turns_text_into_markup() {
        assert_eq!(
            violations("ui", "\nelement.set_inner_html(text);"),
            ["src/ui/file.rs:2: `inner_html` can make markup of a text"]
        );
        let view = violations("ui", "view! {\n<p>\n<b class=\"shape\"/></p> }");
        assert!(view.concat().starts_with("src/ui/file.rs:3: Leptos builds"), "{view:?}");
    }

    #[test]
    fn reads_module_and_depth_from_the_path() {
        for (path, module, depth) in
            [("agents/mod.rs", "agents", 1), ("agents/row.rs", "agents", 2), ("text.rs", "text", 1)]
        {
            assert_eq!(
                (module_of(Path::new(path)).as_str(), depth_of(Path::new(path))),
                (module, depth)
            );
        }
    }
}
