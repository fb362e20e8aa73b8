//! nginx: the headers, and complete servers that include them.

use super::filled;
use crate::dist::Deployment;
use gitlab_agents::GitLabUrl;

/// The console at the root of a dedicated host.
pub(super) const SITE: &str = include_str!("site.conf");

/// The console under a path of a shared host.
pub(super) const SUB_PATH: &str = include_str!("sub-path.conf");

/// The console, with GitLab's API proxied on the same origin.
const SAME_ORIGIN: &str = include_str!("same-origin.conf");

/// The headers for a dedicated host, one `add_header` each.
pub(super) fn headers(deployment: &Deployment) -> String {
    listed(deployment.public_headers())
}

/// The headers under a path of a shared host.
pub(super) fn sub_path_headers(deployment: &Deployment) -> String {
    listed(deployment.sub_path_headers())
}

fn listed(headers: Vec<(&'static str, String)>) -> String {
    let mut file = include_str!("headers.conf").to_owned();
    for (name, value) in headers {
        file.push_str(&format!("add_header {name} \"{value}\" always;\n"));
    }
    file
}

pub(super) fn same_origin(gitlab: &GitLabUrl) -> String {
    let path = gitlab.as_str().strip_prefix(gitlab.origin()).unwrap_or_default();
    filled(&filled(SAME_ORIGIN, "gitlab", gitlab.origin()), "path", path)
}
