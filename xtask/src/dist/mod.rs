//! Trunk's `post_build` hook: the build steps that Trunk itself cannot do.

mod desk;
mod gate;
mod headers;
mod loader;
mod machine;
mod parts;
mod scripts;
mod sentences;
mod style;
mod template;

pub(crate) use headers::{Deployment, IMMUTABLE, json as headers_json, netlify};
pub(crate) use machine::check as check_machine_paths;
pub(crate) use parts::{Kind, Part, parts};

use crate::digest::{integrity, short_hash};
use crate::project::Project;
use anyhow::{Context, Result};
use desk::Modules;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use template::Template;

/// Finishes the build. Trunk calls this as its `post_build` hook and passes its folders in
/// `TRUNK_STAGING_DIR` and `TRUNK_SOURCE_DIR`.
pub(crate) fn finish(project: &Project) -> Result<()> {
    let staging = folder("TRUNK_STAGING_DIR")?;
    finish_in(&staging, &folder("TRUNK_SOURCE_DIR")?, &desk::modules()?)?;
    match env::var("TRUNK_PROFILE").as_deref() {
        Ok("release") => check_machine_paths(&staging, project),
        _ => Ok(()),
    }
}

/// Writes the one style sheet, puts digests and policy into the page, and adds the files that list
/// the headers for hosts.
fn finish_in(staging: &Path, source: &Path, modules: &Modules) -> Result<()> {
    let css = style::bundle(&source.join("style"))?;
    let css_name = format!("agent-console-{}.css", short_hash(css.as_bytes()));
    fs::write(staging.join(&css_name), &css)?;

    let parts = parts(staging)?;
    scripts::finish(&parts, modules)?;
    let mut files = vec![
        named("css", css_name, css.as_bytes()),
        renamed("glue", &parts, Kind::Glue)?,
        renamed("wasm", &parts, Kind::Wasm)?,
    ];
    for language in sentences::LANGUAGES {
        let file = sentences::file(source, language)?;
        let name = format!("agent-console-{language}-{}.txt", short_hash(file.as_bytes()));
        fs::write(staging.join(&name), &file)?;
        files.push(named(language, name, file.as_bytes()));
    }
    loader::write(staging, &mut files)?;

    let path = staging.join("index.html");
    let mut page = Template::new(fs::read_to_string(&path)?);
    let deployment = Deployment::default();
    let policy = deployment.page_policy(page.nonce());
    page.fill("policy", &policy)?;
    page.name(&files);
    fs::write(&path, page.finished_page()?)?;

    let parts = parts::parts(staging)?;
    fs::write(staging.join("headers.json"), headers_json(&deployment)?)?;
    fs::write(staging.join("_headers"), netlify(&deployment, &parts))?;
    Ok(())
}

fn folder(variable: &str) -> Result<PathBuf> {
    env::var_os(variable)
        .map(PathBuf::from)
        .with_context(|| format!("{variable} is not set; this command is Trunk's to call"))
}

/// A file of this build, as scripts and pages refer to it.
#[derive(Debug)]
struct Named {
    /// Its placeholder: `{{what}}` for its name, `{{what-integrity}}` for its digest.
    what: String,
    name: String,
    digest: String,
}

fn named(what: &str, name: String, content: &[u8]) -> Named {
    Named { what: what.to_owned(), name, digest: integrity(content) }
}

/// Renames a file of Trunk's after its final content. Trunk's own hash describes the content before
/// this hook changed it, so a browser would keep an outdated file.
fn renamed(what: &str, parts: &[Part], kind: Kind) -> Result<Named> {
    let part = parts.iter().find(|part| part.kind == kind);
    let path = &part.with_context(|| format!("Trunk has written no {}", kind.name()))?.path;
    let content = fs::read(path)?;
    let end = path.extension().context("a file without an extension")?;
    let name = format!("agent-console-{}.{}", short_hash(&content), end.display());
    fs::rename(path, path.with_file_name(&name))?;
    Ok(named(what, name, &content))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_nothing_of_a_page_open() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let trunk = fs::read_to_string(repository.join("Trunk.toml")).unwrap();
        let page = fs::read_to_string(repository.join("index.html")).unwrap();
        fs::create_dir_all(root.join("style")).unwrap();
        fs::create_dir_all(root.join("src/text")).unwrap();
        // Trunk puts its patterns into the page, so the placeholders of both are there.
        for (name, text) in [
            ("index.html", format!("{page}{trunk}").as_str()),
            ("style/tokens.css", "a {}"),
            ("src/text/en.rs", "close: \"Close\","),
            ("src/text/ko.rs", "close: \"닫기\","),
            (
                "agent-console.js",
                "{{css}} {{css-integrity}} {{guest}} {{guest-integrity}} {{wasm}} {{wasm-integrity}} \
                 {{glue-integrity}} {{ko}} {{ko-integrity}}",
            ),
            ("frame.js", "frame"),
            ("guest.js", "{{frame}} {{frame-integrity}}"),
            ("agent-console-1.js", ""),
            ("agent-console-1_bg.wasm", ""),
        ] {
            fs::write(root.join(name), text).unwrap();
        }
        let (start, desk) = (b"start".to_vec(), b"desk".to_vec());
        let modules = Modules { glue: gate::least_glue(), start, desk };
        let finished = finish_in(root, root, &modules);
        let read = |name: &str| fs::read_to_string(root.join(name)).unwrap();
        let (page, loader) = (read("index.html"), read("agent-console.js"));
        let embed: serde_json::Value = serde_json::from_str(&read("embed.json")).unwrap();
        let element = read(embed["script"].as_str().unwrap());
        let guest = loader.split(' ').nth(2).map(read).unwrap();
        let css = format!("agent-console-{}.css", short_hash(b"a {}"));
        let has_css = root.join(&css).is_file();

        finished.unwrap();
        let all = [page.as_str(), &loader].concat();
        assert!(!all.contains("{{"), "{all}");
        assert!(has_css && page.contains(&format!("href=\"./{css}\"")));
        let glue = gate::gated(&gate::least_glue()).unwrap() + &desk::loader(b"desk");
        for content in ["a {}", &guest, &glue, "start", "닫기\n"] {
            assert!(all.contains(&integrity(content.as_bytes())), "{content}");
            assert!(all.contains(&short_hash(content.as_bytes())), "{content}");
        }
        assert!(guest.contains(&integrity(b"frame")));
        assert_eq!(element, loader);
        assert_eq!(embed["integrity"], integrity(loader.as_bytes()));
        let tag = format!(
            "src=\"./{}\" integrity=\"{}\"",
            embed["script"].as_str().unwrap(),
            integrity(loader.as_bytes())
        );
        assert!(page.contains(&tag), "{page}");
    }
}
