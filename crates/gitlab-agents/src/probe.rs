//! What is there, before a secret is asked for.

use crate::clock::Clock;
use crate::connection::within;
use crate::errors;
use crate::retry::READ_MS;
use crate::transport::{Exchange, Head, Method, Request, Transport};
use crate::wire;
use console_core::failure::{Failure, FailureKind};
use console_core::gitlab_url::GitLabUrl;

/// What answers at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Probe {
    /// A GitLab.
    GitLab,
    /// A page for people: another website, a login form, or GitLab itself under another path.
    NotGitLab,
    /// Something that knows no such address: the path is wrong, or it is another service.
    NotFound,
    /// No answer: see the kind of the failure.
    Blocked(Failure),
    /// An answer that says neither.
    Other(Failure),
}

/// Asks, without a credential, whether a GitLab answers at `gitlab`.
///
/// GitLab answers `/metadata` with 401 and JSON. Before 15.2 there is no such endpoint, and the 404
/// of its API leads to `/version`, so that an old GitLab is recognised as one.
pub async fn probe<T: Transport, C: Clock>(transport: &T, clock: &C, gitlab: &GitLabUrl) -> Probe {
    let metadata = ask(transport, clock, gitlab, "/metadata").await;
    if metadata.is_old_api {
        return ask(transport, clock, gitlab, "/version").await.probe;
    }
    metadata.probe
}

struct Asked {
    probe: Probe,
    /// 404 in JSON, as GitLab answers to an endpoint it does not have.
    is_old_api: bool,
}

async fn ask<T: Transport, C: Clock>(
    transport: &T,
    clock: &C,
    gitlab: &GitLabUrl,
    path: &str,
) -> Asked {
    let mut url = gitlab.api();
    url.push_str(path);
    let request = Request { method: Method::Get, url, token: None, body: None };
    let exchange = within(transport, clock, request, READ_MS).await;
    let probe = match exchange {
        Exchange::NoReply(why) => blocked(errors::no_reply(why)),
        Exchange::HeadOnly { head, why } => {
            Probe::Other(errors::head_only(&head, why, clock.now()))
        }
        Exchange::Complete { head, body } => {
            let is_json = wire::json::document(&body).is_some();
            if head.status == 404 && is_json {
                return Asked { probe: Probe::NotFound, is_old_api: true };
            }
            let failure = || errors::refusal(&head, &body, clock.now());
            answered(&head, &body, is_json, failure)
        }
    };
    Asked { probe, is_old_api: false }
}

/// A redirect is an answer, if one that a browser hides.
fn blocked(failure: Failure) -> Probe {
    if failure.kind == FailureKind::Moved { Probe::Other(failure) } else { Probe::Blocked(failure) }
}

fn answered(head: &Head, body: &[u8], is_json: bool, failure: impl FnOnce() -> Failure) -> Probe {
    let is_metadata =
        || wire::json::document(body).is_some_and(|json| wire::session::instance(json).is_some());
    match head.status {
        401 if is_json => Probe::GitLab,
        200 if is_metadata() => Probe::GitLab,
        404 if !errors::is_html(head, body) => Probe::NotFound,
        // Something in front of a GitLab that is down answers with a page as well.
        500..=599 => Probe::Other(failure()),
        _ if errors::is_html(head, body) => Probe::NotGitLab,
        200..=299 => Probe::Other(errors::failure(FailureKind::Unreadable, head)),
        _ => Probe::Other(failure()),
    }
}

#[cfg(test)]
mod tests;
