//! The configuration files for each kind of host.

mod caddy;
mod nginx;
mod s3;

use super::deployed::Deployed;
use super::files::Files;
use crate::dist::{Part, headers_json, netlify};
use anyhow::Result;

/// Publishes the folder `public`, as GitLab Pages requires.
const GITLAB_PAGES: &str = include_str!("hosts/gitlab-pages.yml");

/// Adds the files for every kind of host that can serve this deployment.
pub(super) fn add(files: &mut Files, deployed: &Deployed, parts: &[Part]) -> Result<()> {
    let headers = &deployed.headers;
    files.add("hosts/headers.json", headers_json(headers)?.as_bytes());
    files.add("hosts/nginx/headers.conf", nginx::headers(headers).as_bytes());
    if let Some(gitlab) = &deployed.passed_on {
        // The other hosts only serve files and cannot proxy requests.
        files.add("hosts/nginx/same-origin.conf", nginx::same_origin(gitlab).as_bytes());
        return Ok(());
    }
    let sub_path = nginx::sub_path_headers(headers);
    files.add("hosts/nginx/sub-path-headers.conf", sub_path.as_bytes());
    files.add("hosts/nginx/site.conf", nginx::SITE.as_bytes());
    files.add("hosts/nginx/sub-path.conf", nginx::SUB_PATH.as_bytes());
    files.add("hosts/Caddyfile", caddy::file(headers).as_bytes());
    files.add("hosts/gitlab-pages/.gitlab-ci.yml", GITLAB_PAGES.as_bytes());
    files.add("hosts/s3/response-headers-policy.json", s3::policy(headers)?.as_bytes());
    files.add("hosts/s3/upload.sh", s3::upload(parts)?.as_bytes());
    files.add("public/_headers", netlify(headers, parts).as_bytes());
    Ok(())
}

/// `template` with every `{{name}}` replaced.
fn filled(template: &str, name: &str, value: &str) -> String {
    template.replace(&format!("{{{{{name}}}}}"), value)
}
