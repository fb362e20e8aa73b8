//! The Caddyfile.

use super::filled;
use crate::dist::Deployment;

const TEMPLATE: &str = include_str!("Caddyfile");

/// The console on a dedicated host. Caddy obtains the certificate itself.
pub(super) fn file(deployment: &Deployment) -> String {
    let headers = deployment.public_headers();
    let lines = headers.iter().map(|(name, value)| format!("{name} \"{value}\""));
    filled(TEMPLATE, "headers", &lines.collect::<Vec<_>>().join("\n\t\t"))
}
