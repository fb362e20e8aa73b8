//! What the simulated network gives back.

use crate::transport::{Exchange, Head, Headers, NoReply};

/// One answer, or the lack of one, and how long it takes.
#[derive(Clone, Debug)]
pub struct Reply {
    pub(super) after_ms: Option<u32>,
    outcome: Outcome,
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

#[derive(Clone, Copy, Debug)]
enum Outcome {
    Complete,
    HeadOnly(NoReply),
    Nothing(NoReply),
}

impl Reply {
    /// An answer in JSON.
    #[must_use]
    pub fn json(status: u16, body: &str) -> Self {
        Self::bytes(status, body.as_bytes()).header("content-type", "application/json")
    }

    /// An answer of another kind.
    #[must_use]
    pub fn bytes(status: u16, body: &[u8]) -> Self {
        Self {
            after_ms: Some(0),
            outcome: Outcome::Complete,
            status,
            headers: Vec::new(),
            body: body.to_vec(),
        }
    }

    /// No answer.
    #[must_use]
    pub fn nothing(why: NoReply) -> Self {
        Self { outcome: Outcome::Nothing(why), ..Self::bytes(0, &[]) }
    }

    /// Neither an answer nor an end.
    #[must_use]
    pub fn never() -> Self {
        Self { after_ms: None, ..Self::bytes(0, &[]) }
    }

    /// With this header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_ascii_lowercase(), value.to_owned()));
        self
    }

    /// Only after so many milliseconds.
    #[must_use]
    pub fn after(self, millis: u32) -> Self {
        Self { after_ms: Some(millis), ..self }
    }

    /// Without its body.
    #[must_use]
    pub fn cut(self, why: NoReply) -> Self {
        Self { outcome: Outcome::HeadOnly(why), ..self }
    }

    /// The status it is sent with; 0 where there is no answer.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Whether `text` stands in what comes of its body.
    pub(super) fn holds(&self, text: &str) -> bool {
        let mut parts = self.body.windows(text.len().max(1));
        matches!(self.outcome, Outcome::Complete) && parts.any(|part| part == text.as_bytes())
    }

    pub(super) fn into_exchange(self) -> Exchange {
        let find = |name: &str| self.headers.iter().find(|(known, _)| known == name);
        let headers = Headers::look_up(|name| find(name).map(|(_, value)| value.clone()));
        let head = Head { status: self.status, headers };
        match self.outcome {
            Outcome::Complete => Exchange::Complete { head, body: self.body },
            Outcome::HeadOnly(why) => Exchange::HeadOnly { head, why },
            Outcome::Nothing(why) => Exchange::NoReply(why),
        }
    }
}
