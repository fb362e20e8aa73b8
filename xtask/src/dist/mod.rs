//! The last step of a build: what Trunk cannot do by itself.

mod headers;
mod page;
mod parts;
mod style;

pub(crate) use parts::parts;

use crate::digest::{integrity, short_hash};
use anyhow::{Context, Result};
use page::Page;
use parts::Kind;
use std::env;
use std::fs;
use std::path::PathBuf;

/// Finishes a build in Trunk's staging folder: one style sheet, integrity and policy in the page,
/// and the files that tell a host which headers to send.
///
/// Trunk calls this as its `post_build` hook and tells of the folders in `TRUNK_STAGING_DIR` and
/// `TRUNK_SOURCE_DIR`.
pub(crate) fn finish() -> Result<()> {
    let staging = folder("TRUNK_STAGING_DIR")?;
    let source = folder("TRUNK_SOURCE_DIR")?;

    let css = style::bundle(&source.join("style"))?;
    let css_name = format!("agent-console-{}.css", short_hash(css.as_bytes()));
    fs::write(staging.join(&css_name), &css)?;

    let parts = parts(&staging)?;
    let of = |kind| {
        let part = parts.iter().find(|part| part.kind == kind);
        let part = part.with_context(|| format!("Trunk has written no {}", kind.name()))?;
        Ok::<_, anyhow::Error>(integrity(&fs::read(&part.path)?))
    };

    let path = staging.join("index.html");
    let mut page = Page::new(fs::read_to_string(&path)?);
    let policy = headers::page_policy(page.nonce());
    page.fill("css", &css_name)?;
    page.fill("css-integrity", &integrity(css.as_bytes()))?;
    page.fill("glue-integrity", &of(Kind::Glue)?)?;
    page.fill("wasm-integrity", &of(Kind::Wasm)?)?;
    page.fill("policy", &policy)?;
    fs::write(&path, page.into_html())?;

    fs::write(staging.join("headers.json"), headers::json()?)?;
    fs::write(staging.join("_headers"), headers::netlify(&parts))?;
    Ok(())
}

fn folder(variable: &str) -> Result<PathBuf> {
    env::var_os(variable)
        .map(PathBuf::from)
        .with_context(|| format!("{variable} is not set; this command is Trunk's to call"))
}
