//! GitLab's rate limit (Rack::Attack) with its headers.

use std::time::Duration;

use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::clock::Moment;

/// The counter of one rate limit. Its minutes start with the first request, so that tests do not
/// depend on the time of day.
#[derive(Debug, Default)]
pub(crate) struct Throttle {
    window: Option<(Moment, u64)>,
}

/// The result for one request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Verdict {
    limit: u64,
    observed: u64,
    now: Moment,
    reset: Moment,
}

const PERIOD: Duration = Duration::from_mins(1);

impl Throttle {
    pub(crate) fn count(&mut self, limit: u64, now: Moment) -> Verdict {
        let (since, seen) = match self.window {
            Some((since, seen)) if now.since(since) < PERIOD => (since, seen),
            _ => (now, 0),
        };
        self.window = Some((since, seen + 1));
        Verdict { limit, observed: seen + 1, now, reset: since + PERIOD }
    }
}

impl Verdict {
    /// The refusal, if the limit is exceeded.
    pub(crate) fn refusal(self) -> Option<Response> {
        if self.observed <= self.limit {
            return None;
        }
        let mut response = (StatusCode::TOO_MANY_REQUESTS, "Retry later\n").into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain"));
        headers.insert(RETRY_AFTER, HeaderValue::from(self.seconds_left()));
        if let Ok(date) = HeaderValue::try_from(self.reset.http_date()) {
            headers.insert(HeaderName::from_static("ratelimit-resettime"), date);
        }
        self.describe(&mut response);
        Some(response)
    }

    /// Adds the headers that every response carries under a rate limit, since 18.6.
    pub(crate) fn describe(self, response: &mut Response) {
        let numbers = [
            ("ratelimit-limit", self.limit),
            ("ratelimit-observed", self.observed),
            ("ratelimit-remaining", self.limit.saturating_sub(self.observed)),
            ("ratelimit-reset", self.reset.millis() / 1000),
        ];
        let headers = response.headers_mut();
        let name = HeaderValue::from_static("throttle_authenticated_api");
        headers.insert(HeaderName::from_static("ratelimit-name"), name);
        for (name, number) in numbers {
            headers.insert(HeaderName::from_static(name), HeaderValue::from(number));
        }
    }

    fn seconds_left(self) -> u64 {
        self.reset.since(self.now).as_millis().div_ceil(1000).try_into().unwrap_or(u64::MAX)
    }
}
