//! Recorded responses, as text.
//!
//! A tape is a list of exchanges separated by blank lines. An exchange is a line `METHOD route`,
//! optionally with `as` and a personal access token; the expected request body, if any; a line with
//! the status, optionally with `cut` if the body never arrives, or `nothing` and the reason if
//! there is no response; headers; the body. `@agents 1..=9` stands for a list of agents with these
//! ids. Lines starting with `#` are comments.

use gitlab_agents::NoReply;
use gitlab_agents::simulation::{Reply, Sent};
use std::cell::Cell;

/// One recorded exchange.
pub(crate) struct Exchange {
    request: String,
    who: Option<String>,
    sent: Option<String>,
    reply: Reply,
    is_played: Cell<bool>,
}

/// The exchanges of a tape.
pub(crate) fn read(text: &str) -> Vec<Exchange> {
    let lines: Vec<_> = text.lines().filter(|line| !line.starts_with('#')).collect();
    lines
        .split(|line| line.is_empty())
        .filter(|lines| !lines.is_empty())
        .map(|lines| exchange(lines).unwrap_or_else(|| panic!("not an exchange: {lines:#?}")))
        .collect()
}

fn exchange(lines: &[&str]) -> Option<Exchange> {
    let (first, mut rest) = lines.split_first()?;
    let (request, who) = match first.split_once(" as ") {
        Some((request, who)) => (request, Some(who.to_owned())),
        None => (*first, None),
    };
    let sent = rest.first().filter(|line| line.starts_with('{')).map(|line| (*line).to_owned());
    rest = rest.get(usize::from(sent.is_some())..)?;
    let (status, rest) = rest.split_first()?;
    Some(Exchange {
        request: request.to_owned(),
        who,
        sent,
        reply: reply(status, rest)?,
        is_played: Cell::new(false),
    })
}

fn reply(status: &str, rest: &[&str]) -> Option<Reply> {
    if let Some(why) = status.strip_prefix("nothing ") {
        return Some(Reply::nothing(match why {
            "unreachable" => NoReply::Unreachable,
            "redirected" => NoReply::Redirected,
            _ => return None,
        }));
    }
    let (number, is_cut) = status.strip_suffix(" cut").map_or((status, false), |it| (it, true));
    let headers = rest.iter().map_while(|line| header(line));
    let body = rest.get(headers.clone().count()..)?.join("\n");
    let body = match body.strip_prefix("@agents ") {
        Some(range) => agents(range)?,
        None => body,
    };
    let reply = headers.fold(Reply::bytes(number.parse().ok()?, body.as_bytes()), |reply, it| {
        reply.header(it.0, it.1)
    });
    // A tape's own content type comes first and takes precedence.
    let reply = reply.header("content-type", "application/json").header("x-request-id", "01JD");
    Some(if is_cut { reply.cut(NoReply::Unreachable) } else { reply })
}

fn header<'a>(line: &&'a str) -> Option<(&'a str, &'a str)> {
    let (name, value) = line.split_once(':')?;
    let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_name.then_some((name, value.trim()))
}

fn agents(range: &str) -> Option<String> {
    let (first, last) = range.split_once("..=")?;
    let ids = first.parse::<u32>().ok()?..=last.parse().ok()?;
    let rows: Vec<_> = ids
        .map(|id| {
            format!(
                r#"{{"id":{id},"name":"agent-{id:05}","config_project":{{"id":1000,
                "path_with_namespace":"platform/large"}},"created_at":"2026-01-01T00:00:00.000Z",
                "created_by_user_id":null,"is_receptive":false}}"#
            )
        })
        .collect();
    Some(["[", &rows.join(","), "]"].concat())
}

/// A tape during playback. A repeated request gets the next recording, and the last one from then
/// on.
pub(crate) struct Player {
    own: Vec<Exchange>,
    common: Vec<Exchange>,
    played: Vec<Sent>,
}

impl Player {
    /// Plays `own`, and `common` for requests that `own` does not contain.
    pub(crate) fn new(own: Vec<Exchange>, common: Vec<Exchange>) -> Self {
        Self { own, common, played: Vec::new() }
    }

    /// The response to a request. If no tape has one, the client or the tape is wrong.
    pub(crate) fn answer(&mut self, sent: &Sent) -> Reply {
        let times = self.played.iter().filter(|played| *played == sent).count();
        self.played.push(sent.clone());
        let found = find(&self.own, sent, times).or_else(|| find(&self.common, sent, times));
        found.unwrap_or_else(|| panic!("no tape has this request: {sent:?}"))
    }

    /// The requests on the case's own tape that were never sent.
    pub(crate) fn left_over(&self) -> Vec<&str> {
        let left = self.own.iter().filter(|exchange| !exchange.is_played.get());
        left.map(|exchange| exchange.request.as_str()).collect()
    }
}

fn find(tape: &[Exchange], sent: &Sent, times: usize) -> Option<Reply> {
    let request = [sent.method.as_str(), " ", sent.route()].concat();
    let who = sent.token.as_deref().unwrap_or("glpat-sandbox-nobody");
    let who = who.strip_prefix("glpat-sandbox-");
    let matching = |named: bool| -> Vec<&Exchange> {
        let is_for = |one: &&Exchange| match one.who.as_deref() {
            Some(whose) => named && Some(whose) == who,
            None => !named,
        };
        let is_same = |one: &&Exchange| one.request == request && one.sent == sent.body;
        tape.iter().filter(is_same).filter(is_for).collect()
    };
    // Recordings for one caller take precedence over those for all.
    let mut recordings = matching(true);
    if recordings.is_empty() {
        recordings = matching(false);
    }
    let exchange = recordings.get(times).or(recordings.last())?;
    exchange.is_played.set(true);
    Some(exchange.reply.clone())
}
