//! The last step of a build: what Trunk cannot do by itself.

mod gate;
mod headers;
mod machine;
mod module;
mod page;
mod parts;
mod scripts;
mod sentences;
mod style;

pub(crate) use headers::{Deployment, IMMUTABLE, json as headers_json, netlify};
pub(crate) use machine::check as check_machine_paths;
pub(crate) use parts::{Kind, Part, parts};

use crate::digest::{integrity, short_hash};
use crate::project::Project;
use anyhow::{Context, Result};
use page::Page;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// Finishes the build that Trunk is at: it calls this as its `post_build` hook, and tells of the
/// folders in `TRUNK_STAGING_DIR` and `TRUNK_SOURCE_DIR`.
pub(crate) fn finish(project: &Project) -> Result<()> {
    let staging = folder("TRUNK_STAGING_DIR")?;
    finish_in(&staging, &folder("TRUNK_SOURCE_DIR")?)?;
    match env::var("TRUNK_PROFILE").as_deref() {
        Ok("release") => check_machine_paths(&staging, project),
        _ => Ok(()),
    }
}

/// Puts one style sheet beside the page, integrity and policy into it, and adds the files that tell
/// a host which headers to send.
fn finish_in(staging: &Path, source: &Path) -> Result<()> {
    let css = style::bundle(&source.join("style"))?;
    let css_name = format!("agent-console-{}.css", short_hash(css.as_bytes()));
    fs::write(staging.join(&css_name), &css)?;

    let mut files = Vec::new();
    for language in sentences::LANGUAGES {
        let file = sentences::file(source, language)?;
        let name = format!("agent-console-{language}-{}.txt", short_hash(file.as_bytes()));
        fs::write(staging.join(&name), &file)?;
        files.push(format!("{language} {name} {}", integrity(file.as_bytes())));
    }

    let path = staging.join("index.html");
    let mut page = Page::new(fs::read_to_string(&path)?);
    let parts = parts(staging)?;
    scripts::gate(&parts)?;
    scripts::minify(&parts)?;
    let deployment = Deployment::default();
    let policy = deployment.page_policy(page.nonce());
    page.fill("css", &css_name)?;
    page.fill("css-integrity", &integrity_of(&parts, Kind::Css)?)?;
    page.fill("glue-integrity", &integrity_of(&parts, Kind::Glue)?)?;
    page.fill("wasm-integrity", &integrity_of(&parts, Kind::Wasm)?)?;
    page.fill("sentences", &files.join(";"))?;
    page.fill("policy", &policy)?;
    fs::write(&path, page.into_html())?;

    fs::write(staging.join("headers.json"), headers_json(&deployment)?)?;
    fs::write(staging.join("_headers"), netlify(&deployment, &parts))?;
    Ok(())
}

fn folder(variable: &str) -> Result<PathBuf> {
    env::var_os(variable)
        .map(PathBuf::from)
        .with_context(|| format!("{variable} is not set; this command is Trunk's to call"))
}

fn integrity_of(parts: &[Part], kind: Kind) -> Result<String> {
    let part = parts.iter().find(|part| part.kind == kind);
    let part = part.with_context(|| format!("Trunk has written no {}", kind.name()))?;
    Ok(integrity(&fs::read(&part.path)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_nothing_of_a_page_open() {
        let root = env::temp_dir().join(format!("agent-console-dist-{}", std::process::id()));
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let trunk = fs::read_to_string(repository.join("Trunk.toml")).unwrap();
        let page = fs::read_to_string(repository.join("index.html")).unwrap();
        fs::create_dir_all(root.join("style")).unwrap();
        fs::create_dir_all(root.join("src/text")).unwrap();
        // Trunk puts its patterns into the page, so that the page has the places of both.
        for (name, text) in [
            ("index.html", format!("{page}{trunk}").as_str()),
            ("style/tokens.css", "a {}"),
            ("src/text/en.rs", "close: \"Close\","),
            ("src/text/ko.rs", "close: \"닫기\","),
            ("agent-console.js", "loader"),
            ("agent-console-1.js", "wasm = instance.exports;"),
            ("agent-console-1_bg.wasm", "wasm"),
        ] {
            fs::write(root.join(name), text).unwrap();
        }
        let finished = finish_in(&root, &root);
        let page = fs::read_to_string(root.join("index.html")).unwrap();
        let css = format!("agent-console-{}.css", short_hash(b"a {}"));
        let has_css = root.join(&css).is_file();
        fs::remove_dir_all(&root).unwrap();

        finished.unwrap();
        assert!(!page.contains("{{"), "{page}");
        assert!(has_css && page.contains(&format!("href=\"./{css}\"")));
        let glue = gate::gated("wasm = instance.exports;").unwrap();
        for content in ["a {}", &glue, "wasm", "Close\n", "닫기\n"] {
            assert!(page.contains(&integrity(content.as_bytes())), "{content}");
        }
    }
}
