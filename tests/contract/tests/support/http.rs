//! Native implementations of the client's transport and clock.

use console_core::monotonic::Moment;
use console_core::timestamp::Timestamp;
use gitlab_agents::{BODY_LIMIT, Clock, Exchange, Head, Headers, NoReply, Request, Transport};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use std::sync::OnceLock;
use std::time::{Duration, Instant, SystemTime};

/// Plain HTTP/1.1.
#[derive(Clone)]
pub(crate) struct HttpTransport(Client<HttpConnector, String>);

impl HttpTransport {
    pub(crate) fn new() -> Self {
        Self(Client::builder(TokioExecutor::new()).build_http())
    }
}

impl Transport for HttpTransport {
    async fn send(&self, request: Request) -> Exchange {
        let mut builder =
            hyper::Request::builder().method(request.method.as_str()).uri(&request.url);
        for (name, value) in request.headers() {
            builder = builder.header(name, value);
        }
        let body = request.body.clone().unwrap_or_default();
        let Ok(response) = self.0.request(builder.body(body).unwrap()).await else {
            return Exchange::NoReply(NoReply::Unreachable);
        };
        let (parts, body) = response.into_parts();
        let header = |name: &str| parts.headers.get(name)?.to_str().ok().map(str::to_owned);
        let head = Head { status: parts.status.as_u16(), headers: Headers::look_up(header) };
        match Limited::new(body, BODY_LIMIT).collect().await {
            Ok(body) => Exchange::Complete { head, body: body.to_bytes().to_vec() },
            Err(error) if error.is::<LengthLimitError>() => {
                Exchange::HeadOnly { head, why: NoReply::TooLarge }
            }
            Err(_) => Exchange::HeadOnly { head, why: NoReply::Unreachable },
        }
    }
}

/// The system clock. Random pauses are always the shortest.
#[derive(Clone, Copy)]
pub(crate) struct TokioClock;

impl Clock for TokioClock {
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
        Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap())
    }

    fn moment(&self) -> Moment {
        static START: OnceLock<Instant> = OnceLock::new();
        let passed = START.get_or_init(Instant::now).elapsed();
        Moment::from_millis(u64::try_from(passed.as_millis()).unwrap())
    }

    async fn sleep(&self, millis: u32) {
        tokio::time::sleep(Duration::from_millis(millis.into())).await;
    }

    fn random(&self) -> u32 {
        0
    }
}
