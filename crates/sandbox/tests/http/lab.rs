//! A sandbox to send requests to, and tables of expected responses.

use std::sync::mpsc;
use std::thread;

use sandbox::Options;
use serde_json::Value;
use tokio::sync::oneshot;
use ureq::http::{self, HeaderMap};

/// A running sandbox on its own thread. Dropping it stops it.
pub(crate) struct Lab {
    url: String,
    console: Option<String>,
    client: ureq::Agent,
    _stop: oneshot::Sender<()>,
}

/// A request; by default a GET by the maintainer.
#[derive(Clone)]
pub(crate) struct Ask {
    method: &'static str,
    path: String,
    headers: Vec<(String, String)>,
    body: Option<String>,
}

/// A response, read completely.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

/// A rule: a description, a request, and its expected response.
pub(crate) struct Rule {
    says: &'static str,
    before: Vec<Ask>,
    ask: Ask,
    status: u16,
    body: Body,
}

/// The expected body of a response.
pub(crate) enum Body {
    /// Exactly this.
    Is(&'static str),
    /// This must be in it.
    Has(&'static str),
    /// JSON rows with these values under this key, in this order.
    Rows(&'static str, Vec<Value>),
}

impl Lab {
    pub(crate) fn new() -> Self {
        Self::with(Options::default())
    }

    pub(crate) fn with(options: Options) -> Self {
        let (started, addresses) = mpsc::channel();
        let (stop, stopped) = oneshot::channel();
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(async move {
                let sandbox = sandbox::start(options).await.unwrap();
                let console = sandbox.console().map(str::to_owned);
                started.send((sandbox.gitlab().to_owned(), console)).unwrap();
                // Both a message and the dropped sender stop the sandbox.
                let _ = stopped.await;
            });
        });
        let (url, console) = addresses.recv().unwrap();
        Self { url, console, client: client(), _stop: stop }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn console(&self) -> &str {
        self.console.as_deref().unwrap()
    }

    /// Sends a request to the API.
    pub(crate) fn ask(&self, ask: Ask) -> Answer {
        self.try_ask(ask).unwrap()
    }

    /// Sends a request to the API that may fail.
    pub(crate) fn try_ask(&self, ask: Ask) -> Result<Answer, ureq::Error> {
        let path = format!("/api/v4{}", ask.path);
        send(&self.client, &self.url, Ask { path, ..ask })
    }

    /// Sends a request to a path of this origin outside the API.
    pub(crate) fn raw(&self, ask: Ask) -> Answer {
        send(&self.client, &self.url, ask).unwrap()
    }

    /// Calls a control route and returns its JSON.
    pub(crate) fn control(&self, method: &'static str, route: &str, body: Option<Value>) -> Value {
        let ask = Ask { method, ..get(&format!("/-/sandbox/{route}")) };
        let ask = match body {
            Some(body) => ask.json(&body.to_string()),
            None => ask,
        };
        let answer = self.raw(ask);
        assert!(answer.status < 300, "{route}: {answer:?}");
        if answer.body.is_empty() { Value::Null } else { answer.json() }
    }

    pub(crate) fn reset(&self) {
        self.control("POST", "reset", None);
    }

    /// Activates one fault for requests whose path matches.
    pub(crate) fn fault(&self, method: &str, path: &str, fault: Value) {
        let rule = serde_json::json!({"method": method, "path": path, "fault": fault});
        self.control("POST", "faults", Some(serde_json::json!({"rules": [rule]})));
    }

    /// Checks a table, each rule in a new sandbox, and reports all failures.
    pub(crate) fn check(&self, rules: Vec<Rule>) {
        let mut broken = Vec::new();
        for rule in rules {
            self.reset();
            for before in rule.before {
                let status = self.ask(before).status;
                assert!(status < 300, "{}: the step before answered {status}", rule.says);
            }
            let answer = self.ask(rule.ask);
            if answer.status != rule.status || !rule.body.fits(&answer.body) {
                broken.push(format!("{}\n  {} {}", rule.says, answer.status, answer.body));
            }
        }
        assert!(broken.is_empty(), "{}", broken.join("\n"));
    }
}

pub(crate) fn get(path: &str) -> Ask {
    let ask = Ask { method: "GET", path: path.to_owned(), headers: Vec::new(), body: None };
    ask.by("maintainer")
}

pub(crate) fn post(path: &str, json: &str) -> Ask {
    Ask { method: "POST", ..get(path) }.json(json)
}

pub(crate) fn delete(path: &str) -> Ask {
    Ask { method: "DELETE", ..get(path) }
}

impl Ask {
    /// Uses the sandbox's personal access token of this name.
    pub(crate) fn by(self, who: &str) -> Self {
        self.unsigned().header("private-token", &format!("glpat-sandbox-{who}"))
    }

    pub(crate) fn unsigned(mut self) -> Self {
        self.headers.retain(|(name, _)| name != "private-token");
        self
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(present, _)| present != name);
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn json(self, body: &str) -> Self {
        self.body("application/json", body)
    }

    pub(crate) fn body(self, content_type: &str, body: &str) -> Self {
        Self { body: Some(body.to_owned()), ..self.header("content-type", content_type) }
    }

    pub(crate) fn method(self, method: &'static str) -> Self {
        Self { method, ..self }
    }
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// A header's text, empty if there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The values under one key of all rows.
    pub(crate) fn rows(&self, key: &str) -> Vec<Value> {
        let json = self.json();
        let rows = json.as_array().unwrap_or_else(|| panic!("no list: {self:?}"));
        rows.iter().map(|row| row[key].clone()).collect()
    }
}

/// Starts a rule.
pub(crate) fn rule(says: &'static str, ask: Ask) -> Rule {
    Rule { says, before: Vec::new(), ask, status: 200, body: Body::Has("") }
}

impl Rule {
    /// Adds a step that must succeed first.
    pub(crate) fn after(mut self, step: Ask) -> Self {
        self.before.push(step);
        self
    }

    pub(crate) fn is(self, status: u16, body: &'static str) -> Self {
        Self { status, body: Body::Is(body), ..self }
    }

    pub(crate) fn has(self, status: u16, part: &'static str) -> Self {
        Self { status, body: Body::Has(part), ..self }
    }

    pub(crate) fn rows<V: Into<Value>>(
        self,
        key: &'static str,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        let values = values.into_iter().map(Into::into).collect();
        Self { status: 200, body: Body::Rows(key, values), ..self }
    }
}

impl Body {
    fn fits(&self, body: &str) -> bool {
        match self {
            Self::Is(whole) => body == *whole,
            Self::Has(part) => body.contains(part),
            Self::Rows(key, values) => {
                let json: Value = serde_json::from_str(body).unwrap_or_default();
                let rows = json.as_array().cloned().unwrap_or_default();
                rows.iter().map(|row| &row[*key]).eq(values)
            }
        }
    }
}

/// A client that follows no redirects, reuses no connections and accepts every status.
pub(crate) fn client() -> ureq::Agent {
    ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_idle_connections(0)
        .allow_non_standard_methods(true)
        .build()
        .into()
}

fn send(client: &ureq::Agent, base: &str, ask: Ask) -> Result<Answer, ureq::Error> {
    let mut request =
        http::Request::builder().method(ask.method).uri(format!("{base}{}", ask.path));
    for (name, value) in ask.headers {
        request = request.header(name, value);
    }
    let answer = match ask.body {
        Some(body) => client.run(request.body(body).unwrap())?,
        None => client.run(request.body(()).unwrap())?,
    };
    let (parts, mut body) = answer.into_parts();
    let body = body.read_to_string()?;
    Ok(Answer { status: parts.status.as_u16(), headers: parts.headers, body })
}
