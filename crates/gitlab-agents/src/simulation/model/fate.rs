//! What becomes of a request.

use super::tape::Tape;

/// What becomes of a request that changes something.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fate {
    /// Whether GitLab does what is asked, and how many milliseconds after the request arrived.
    pub(super) commit_ms: Option<u32>,
    /// How long lists do not show it yet.
    pub(super) hidden_ms: u32,
    /// What comes back.
    pub(super) answer: Answer,
    /// How long it takes: from the commit where the answer tells of it, else from the request.
    pub(super) answer_ms: u32,
}

/// What comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// The answer.
    Whole,
    /// The answer without the value.
    NoValue,
    /// The answer with `null` or nothing as value.
    EmptyValue,
    /// The first so many thousandths of the answer.
    Cut(u32),
    /// Status and headers only.
    HeadOnly,
    /// Nothing.
    Lost,
    /// An error of something that stands in front of GitLab.
    Gateway(u16),
    /// Something that stands in front of GitLab answers in its stead, before or after GitLab did what was asked.
    Foreign(u16, Body),
    /// The answer with its value, of which little else can be read.
    Garbled(Garble),
    /// Nothing, and the connection stays open.
    Never,
    /// GitLab refuses.
    Refused(u16),
    /// GitLab is in maintenance mode.
    Maintenance,
}

/// What an answer that is not GitLab's looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Body {
    Text,
    Page,
    Json,
}

/// What is wrong with an answer around its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Garble {
    HugeId,
    NoText,
    InList,
    TextBehind,
}

impl Answer {
    /// Whether it tells of what was done, and so comes after it.
    fn tells(self) -> bool {
        matches!(
            self,
            Self::Whole
                | Self::NoValue
                | Self::EmptyValue
                | Self::Cut(_)
                | Self::HeadOnly
                | Self::Garbled(_)
        )
    }
}

impl Fate {
    pub(super) fn draw(tape: &mut Tape) -> Self {
        let cut = tape.below(1000);
        let answer = tape.pick(
            Answer::Whole,
            &[
                (30, Answer::Whole),
                (20, Answer::Lost),
                (8, Answer::Cut(cut)),
                (6, Answer::HeadOnly),
                (6, Answer::NoValue),
                (4, Answer::EmptyValue),
                (4, Answer::Gateway(500)),
                (4, Answer::Gateway(502)),
                (4, Answer::Gateway(504)),
                (4, Answer::Never),
                (3, Answer::Refused(400)),
                (2, Answer::Refused(403)),
                (2, Answer::Refused(404)),
                (2, Answer::Refused(429)),
                (2, Answer::Maintenance),
                (6, Answer::Foreign(408, Body::Text)),
                (1, Answer::Foreign(408, Body::Json)),
                (1, Answer::Foreign(499, Body::Json)),
                (1, Answer::Foreign(425, Body::Text)),
                (1, Answer::Foreign(401, Body::Text)),
                (1, Answer::Foreign(403, Body::Page)),
                (1, Answer::Foreign(404, Body::Text)),
                (2, Answer::Foreign(200, Body::Page)),
                (1, Answer::Foreign(200, Body::Json)),
                (1, Answer::Foreign(503, Body::Json)),
                (1, Answer::Garbled(Garble::HugeId)),
                (1, Answer::Garbled(Garble::NoText)),
                (1, Answer::Garbled(Garble::InList)),
                (1, Answer::Garbled(Garble::TextBehind)),
            ],
        );
        let commits = match answer {
            Answer::Refused(_) => false,
            // One that lost GitLab's answer may say so as well.
            Answer::Maintenance => tape.chance(10),
            _ if answer.tells() => true,
            _ => tape.chance(65),
        };
        let commit_ms = delay(tape);
        let hidden_ms = match (answer, lag(tape)) {
            // Whose write GitLab has answered reads from where it was written.
            (Answer::Garbled(_) | Answer::Cut(_), _) => 0,
            (_, lag) => lag,
        };
        Self { commit_ms: commits.then_some(commit_ms), answer, answer_ms: delay(tape), hidden_ms }
    }

    /// When the answer comes, counted from the request.
    pub(super) fn answered_after(self) -> u32 {
        let before = if self.answer.tells() { self.commit_ms.unwrap_or_default() } else { 0 };
        before + self.answer_ms
    }
}

/// What becomes of a request that reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    Whole,
    Status(u16),
    Cut,
    Lost,
    Never,
}

impl Reading {
    pub(super) fn draw(tape: &mut Tape) -> Self {
        tape.pick(
            Self::Whole,
            &[
                (80, Self::Whole),
                (6, Self::Lost),
                (4, Self::Status(502)),
                (3, Self::Status(403)),
                (2, Self::Status(404)),
                (3, Self::Status(429)),
                (2, Self::Cut),
                (2, Self::Never),
            ],
        )
    }
}

/// How many milliseconds something takes: mostly little, now and then more than a minute.
pub(super) fn delay(tape: &mut Tape) -> u32 {
    match tape.below(10) {
        0..=5 => tape.below(400),
        6 | 7 => tape.below(12_000),
        8 => 54_000 + tape.below(14_000),
        _ => tape.below(200_000),
    }
}

/// How many milliseconds lists lag behind.
pub(super) fn lag(tape: &mut Tape) -> u32 {
    match tape.below(10) {
        0..=5 => 0,
        6 | 7 => tape.below(5_000),
        8 => tape.below(20_000),
        _ => tape.below(300_000),
    }
}
