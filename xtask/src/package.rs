//! `package`: archives the console for one deployment, ready to upload.

mod archive;
mod compress;
mod deployed;
mod files;
mod hosts;
#[cfg(test)]
mod tests;

use crate::build;
use crate::dist::{Deployment, parts};
use crate::project::Project;
use crate::setup;
use crate::steps::Steps;
use anyhow::{Context, Result, ensure};
use deployed::Deployed;
use files::Files;
use lexopt::Parser;
use lexopt::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder in the archive to serve. GitLab Pages requires this name.
const PUBLIC: &str = "public/";

/// Checks the configuration, builds the console unless one is given, and writes the archive.
pub(crate) fn run(project: &Project, mut options: Parser) -> Result<()> {
    let (mut config, mut gitlab, mut dist) = (None, None, None);
    let mut out = project.root().to_owned();
    while let Some(option) = options.next()? {
        match option {
            Long("config") => config = Some(PathBuf::from(options.value()?)),
            Long("gitlab") => gitlab = Some(options.value()?.string()?),
            Long("dist") => dist = Some(PathBuf::from(options.value()?)),
            Long("out") => out = options.value()?.into(),
            _ => return Err(option.unexpected().into()),
        }
    }
    let config = config.context("say which config.json: package --config FILE")?;

    // Check now: the build takes minutes.
    let text =
        fs::read_to_string(&config).with_context(|| format!("cannot read {}", config.display()))?;
    let deployed = Deployed::read(&text, gitlab.as_deref())
        .with_context(|| format!("{} cannot be used", config.display()))?;
    for field in &deployed.unknown {
        println!("note: the console knows no field {field:?} and will ignore it");
    }

    let mut steps = Steps::default();
    let dist = match dist {
        Some(dist) => dist,
        None => {
            let tools = setup::for_build(project, &mut steps)?;
            steps.run("Build the console", build::USUALLY, || build::console(project, &tools))?;
            project.dist()
        }
    };
    let archive = out.join(format!("{}.tar.gz", name()));
    let size = steps.run("Compress and pack", "5 s", || {
        let licence = fs::read(project.root().join("LICENSE"))?;
        let packed = archive::pack(&name(), &files(&dist, &deployed, licence)?)?;
        fs::create_dir_all(&out)?;
        fs::write(&archive, &packed)?;
        Ok(packed.len())
    })?;
    println!("\n{} has {size} bytes. docs/hosting.md says how to host it.", archive.display());
    Ok(())
}

/// The name of the archive and of its top folder.
fn name() -> String {
    concat!("agent-console-", env!("CARGO_PKG_VERSION")).to_owned()
}

/// All files of the package.
fn files(dist: &Path, deployed: &Deployed, licence: Vec<u8>) -> Result<Files> {
    let mut files = Files::default();
    files.add_folder(PUBLIC, dist)?;
    // The build wrote one for any deployment; `hosts` writes this deployment's.
    files.remove("public/_headers");
    files.remove("public/headers.json");
    files.narrow_page(&deployed.headers)?;
    files.add("public/config.json", deployed.text.as_bytes());
    compress::add_compressed(&mut files)?;
    files.add("LICENSE", &licence);
    hosts::add(&mut files, deployed, &parts(dist)?)?;
    Ok(files)
}

impl Files {
    /// Narrows the page's policy to the deployment's.
    fn narrow_page(&mut self, deployment: &Deployment) -> Result<()> {
        let html = String::from_utf8(self.get("public/index.html")?.to_vec())?;
        let open = Deployment::default().page_policy(None);
        ensure!(
            html.contains(&open),
            "the page does not state the policy of this version; build the console anew"
        );
        self.add(
            "public/index.html",
            html.replace(&open, &deployment.page_policy(None)).as_bytes(),
        );
        Ok(())
    }
}
