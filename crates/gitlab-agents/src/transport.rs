//! How requests reach GitLab: the seam between this client and a browser, a native test or a
//! simulation.

use console_core::access_token::AccessToken;
use std::fmt;
use std::future::Future;
use std::rc::Rc;

/// The most bytes of a body that a transport reads: 16 MiB, decompressed. A page of a hundred
/// agents is under 100 KiB.
pub const BODY_LIMIT: usize = 16 * 1024 * 1024;

/// Sends requests.
pub trait Transport {
    /// Sends `request` and waits for its end. Dropping the future cancels the request.
    ///
    /// Redirects are not followed (the credential would go with them), cookies are neither sent nor
    /// kept, nothing is cached, and bodies longer than [`BODY_LIMIT`] are given up as
    /// [`NoReply::TooLarge`].
    fn send(&self, request: Request) -> impl Future<Output = Exchange>;
}

/// A request to GitLab.
#[derive(Debug)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The absolute address.
    pub url: String,
    /// The personal access token to send, where the request needs one.
    pub token: Option<Rc<AccessToken>>,
    /// The JSON to send.
    pub body: Option<String>,
}

impl Request {
    /// The headers to send, as name and value.
    ///
    /// `DELETE` names a content type though it has no body: without one, a GitLab in maintenance
    /// mode answers with a redirect instead of saying so.
    pub fn headers(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let token = self.token.as_ref().map(|token| ("PRIVATE-TOKEN", token.expose()));
        let content_type =
            (self.method != Method::Get).then_some(("Content-Type", "application/json"));
        [Some(("Accept", "application/json")), token, content_type].into_iter().flatten()
    }
}

/// The methods GitLab's agent endpoints know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates.
    Post,
    /// Deletes or revokes.
    Delete,
}

impl Method {
    /// The method as it stands in a request.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Delete => "DELETE",
        }
    }
}

/// What came of a request.
pub enum Exchange {
    /// No answer.
    NoReply(NoReply),
    /// Status and headers came, the body did not. To a request that creates something, a 2xx head
    /// says that the thing exists.
    HeadOnly {
        /// Status and headers.
        head: Head,
        /// What happened to the body.
        why: NoReply,
    },
    /// A whole answer.
    Complete {
        /// Status and headers.
        head: Head,
        /// The body, decompressed.
        body: Vec<u8>,
    },
}

impl fmt::Debug for Exchange {
    /// Leaves the body out: it may hold the value of a new token.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoReply(why) => formatter.debug_tuple("NoReply").field(why).finish(),
            Self::HeadOnly { head, why } => {
                formatter.debug_struct("HeadOnly").field("head", head).field("why", why).finish()
            }
            Self::Complete { head, .. } => {
                formatter.debug_struct("Complete").field("head", head).finish_non_exhaustive()
            }
        }
    }
}

/// Why there is no answer, or no body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoReply {
    /// The network, or across origins anything that looks like it: CORS, a proxy, TLS.
    Unreachable,
    /// No request can be made of it: an address or a header that none may have. Nothing was sent.
    Unsendable,
    /// The page's own Content Security Policy forbids the address.
    BlockedByPolicy,
    /// No answer in time.
    TimedOut,
    /// A redirect, which is not followed. A browser hides where it leads.
    Redirected,
    /// The body is longer than [`BODY_LIMIT`].
    TooLarge,
}

/// Status and headers of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The HTTP status.
    pub status: u16,
    /// The headers this client reads.
    pub headers: Headers,
}

impl Head {
    /// Whether the status is one of success.
    #[must_use]
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// The headers of an answer, names in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headers(Vec<(&'static str, String)>);

impl Headers {
    /// Every header this client reads. Across origins a browser shows all of them but
    /// `retry-after`, which GitLab does not expose.
    pub const READ: [&str; 7] = [
        "content-type",
        "link",
        "retry-after",
        "x-next-page",
        "x-request-id",
        "x-total",
        "x-total-pages",
    ];

    /// Takes what this client reads out of an answer, by a function that looks a header up.
    pub fn look_up(mut header: impl FnMut(&str) -> Option<String>) -> Self {
        Self(Self::READ.iter().filter_map(|&name| Some((name, header(name)?))).collect())
    }

    /// The value of the header called `name`, in lower case, where it was sent and is not empty:
    /// GitLab sends an empty `x-next-page` on the last page.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.0.iter().find(|(known, _)| *known == name)?;
        Some(value.trim()).filter(|value| !value.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(method: Method, token: Option<&str>) -> Vec<&'static str> {
        let token = token.map(|token| Rc::new(AccessToken::from_pasted(token).unwrap()));
        let request = Request { method, url: String::new(), token, body: None };
        request.headers().map(|(name, _)| name).collect()
    }

    #[test]
    fn whatever_changes_something_names_a_content_type() {
        assert_eq!(names(Method::Get, None), ["Accept"]);
        assert_eq!(names(Method::Post, Some("x")), ["Accept", "PRIVATE-TOKEN", "Content-Type"]);
        assert_eq!(names(Method::Delete, Some("x")), ["Accept", "PRIVATE-TOKEN", "Content-Type"]);
    }

    #[test]
    fn a_body_may_be_sixteen_mebibytes() {
        assert_eq!(BODY_LIMIT, 16_777_216);
    }

    #[test]
    fn an_empty_header_is_no_header() {
        let headers = Headers::look_up(|name| (name == "x-next-page").then(|| " ".to_owned()));
        assert_eq!(headers.get("x-next-page"), None);
        assert_eq!(headers.get("x-total"), None);
    }

    #[test]
    fn debug_does_not_show_a_body() {
        let head = Head { status: 201, headers: Headers::default() };
        let exchange = Exchange::Complete { head, body: b"glagent-abc".to_vec() };
        let text = format!("{exchange:?}");
        assert!(text.contains("201") && !text.contains("103"), "{text}");
    }
}
