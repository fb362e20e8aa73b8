//! The transport: gloo-net builds each request, this file sends it. Whatever the browser takes for none is an
//! answer, never an exception: gloo-net's own setters of headers throw.

use super::clock::sleep;
use super::window;
use futures_util::future::{Either, select};
use gitlab_agents::{BODY_LIMIT, Exchange, Head, Headers, Method, NoReply, Request, Transport};
use gloo_net::http::{Headers as HttpHeaders, Method as HttpMethod, RequestBuilder};
use js_sys::{Reflect, Uint8Array};
use leptos::prelude::*;
use std::cell::RefCell;
use std::pin::pin;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Event, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache,
    RequestCredentials, RequestMode, RequestRedirect, Response, ResponseType,
    SecurityPolicyViolationEvent,
};

/// After how many milliseconds without an answer a person is told that it is still waited for.
const LATE_MS: u32 = 10_000;

/// How many addresses refused by this page's policy are remembered.
const REMEMBERED_VIOLATIONS: usize = 8;

/// `fetch`, with nothing of the page's own in it: no cookies, no cache, no referrer, no redirects.
///
/// Redirects are not followed because `PRIVATE-TOKEN`, unlike `Authorization`, would go along to
/// another host.
#[derive(Clone)]
pub struct FetchTransport(Rc<Watch>);

/// What is known of the requests under way, and of those that this page may not send.
struct Watch {
    violations: Violations,
    late: ArcRwSignal<u32>,
}

impl std::fmt::Debug for FetchTransport {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("FetchTransport")
    }
}

impl Default for FetchTransport {
    fn default() -> Self {
        Self::new()
    }
}

impl FetchTransport {
    /// A transport that listens for violations of this page's policy as long as it lives.
    pub fn new() -> Self {
        Self(Rc::new(Watch { violations: Violations::listen(), late: ArcRwSignal::new(0) }))
    }

    /// How many requests have been without an answer for ten seconds.
    pub(crate) fn late(&self) -> &ArcRwSignal<u32> {
        &self.0.late
    }

    async fn exchange(&self, request: Request) -> Exchange {
        let abort = AbortOnDrop::new();
        let url = request.url.clone();
        let Some(request) = build(request, &abort) else {
            return Exchange::NoReply(NoReply::Unsendable);
        };
        let Some(window) = window() else {
            return Exchange::NoReply(NoReply::Unreachable);
        };
        let answer = JsFuture::from(window.fetch_with_request(&request)).await;
        let Some(response) = answer.ok().and_then(|value| value.dyn_into::<Response>().ok()) else {
            return Exchange::NoReply(self.why_not(&url).await);
        };
        if response.type_() == ResponseType::Opaqueredirect {
            return Exchange::NoReply(NoReply::Redirected);
        }
        let head = read_head(&response);
        match read_body(&response).await {
            Ok(body) => Exchange::Complete { head, body },
            Err(why) => Exchange::HeadOnly { head, why },
        }
    }

    /// Why a fetch failed, as far as a page can know: a violation of its own policy, or anything else.
    async fn why_not(&self, url: &str) -> NoReply {
        // The event that reports a violation is a task of its own, behind the rejected promise.
        sleep(0).await;
        if self.0.violations.blocked(url) { NoReply::BlockedByPolicy } else { NoReply::Unreachable }
    }
}

impl Transport for FetchTransport {
    async fn send(&self, request: Request) -> Exchange {
        let mut exchange = pin!(self.exchange(request));
        let late = match select(exchange.as_mut(), pin!(sleep(LATE_MS))).await {
            Either::Left((exchange, _)) => return exchange,
            Either::Right(_) => Late::begin(&self.0.late),
        };
        let answer = exchange.await;
        drop(late);
        answer
    }
}

/// One request that is late, until it is answered or given up.
struct Late<'a>(&'a ArcRwSignal<u32>);

impl<'a> Late<'a> {
    fn begin(late: &'a ArcRwSignal<u32>) -> Self {
        late.update(|late| *late += 1);
        Self(late)
    }
}

impl Drop for Late<'_> {
    fn drop(&mut self) {
        self.0.update(|late| *late = late.saturating_sub(1));
    }
}

fn build(request: Request, abort: &AbortOnDrop) -> Option<web_sys::Request> {
    let method = match request.method {
        Method::Get => HttpMethod::GET,
        Method::Post => HttpMethod::POST,
        Method::Delete => HttpMethod::DELETE,
    };
    let headers = web_sys::Headers::new().ok()?;
    for (name, value) in request.headers() {
        headers.set(name, value).ok()?;
    }
    let builder = RequestBuilder::new(&request.url)
        .headers(HttpHeaders::from_raw(headers))
        .method(method)
        .mode(RequestMode::Cors)
        .credentials(RequestCredentials::Omit)
        .cache(RequestCache::NoStore)
        .redirect(RequestRedirect::Manual)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .abort_signal(abort.0.as_ref().map(AbortController::signal).as_ref());
    let built = match request.body {
        Some(body) => builder.body(JsValue::from_str(&body)),
        None => builder.build(),
    };
    built.ok().map(Into::into)
}

fn read_head(response: &Response) -> Head {
    let headers = response.headers();
    let headers = Headers::look_up(|name| headers.get(name).ok().flatten());
    Head { status: response.status(), headers }
}

/// Reads the body chunk by chunk, so that one too large is given up rather than held.
async fn read_body(response: &Response) -> Result<Vec<u8>, NoReply> {
    let mut body = Vec::new();
    let Some(stream) = response.body() else {
        return Ok(body);
    };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    loop {
        let chunk = JsFuture::from(reader.read()).await.map_err(|_| NoReply::Unreachable)?;
        let value = Reflect::get(&chunk, &JsValue::from_str("value")).unwrap_or_default();
        let Ok(bytes) = value.dyn_into::<Uint8Array>() else {
            return Ok(body);
        };
        let length = body.len();
        let grown = length + bytes.length() as usize;
        if grown > BODY_LIMIT {
            return Err(NoReply::TooLarge);
        }
        body.resize(grown, 0);
        if let Some(free) = body.get_mut(length..) {
            bytes.copy_to(free);
        }
    }
}

struct AbortOnDrop(Option<AbortController>);

impl AbortOnDrop {
    fn new() -> Self {
        Self(AbortController::new().ok())
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

/// The addresses that this page's Content Security Policy refused lately.
struct Violations {
    seen: Rc<RefCell<Vec<String>>>,
    listener: Closure<dyn FnMut(Event)>,
}

const VIOLATION: &str = "securitypolicyviolation";

impl Violations {
    fn listen() -> Self {
        let seen = Rc::new(RefCell::new(Vec::new()));
        let heard = Rc::clone(&seen);
        // The same type as every other listener, so that it brings no code of its own.
        let listener = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            let event: &SecurityPolicyViolationEvent = event.unchecked_ref();
            let mut seen = heard.borrow_mut();
            if seen.len() == REMEMBERED_VIOLATIONS {
                seen.remove(0);
            }
            seen.push(event.blocked_uri());
        });
        if let Some(document) = window().and_then(|window| window.document()) {
            let _ = document
                .add_event_listener_with_callback(VIOLATION, listener.as_ref().unchecked_ref());
        }
        Self { seen, listener }
    }

    fn blocked(&self, url: &str) -> bool {
        self.seen.borrow().iter().any(|uri| !uri.is_empty() && url.starts_with(uri.as_str()))
    }
}

impl Drop for Violations {
    fn drop(&mut self) {
        if let Some(document) = window().and_then(|window| window.document()) {
            let _ = document.remove_event_listener_with_callback(
                VIOLATION,
                self.listener.as_ref().unchecked_ref(),
            );
        }
    }
}
