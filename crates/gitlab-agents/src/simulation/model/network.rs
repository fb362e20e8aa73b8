//! The way between tab and GitLab.

use super::fate::{Answer, Body, Fate, Garble, Reading, delay};
use super::server::{Commit, Token};
use super::{Bug, Mark, World};
use crate::clock::Clock;
use crate::simulation::Reply;
use crate::transport::{Exchange, Method, NoReply, Request, Transport};
use crate::wire::json::{self, Field};
use serde::Deserialize;
use std::future::pending;
use std::rc::Rc;

/// The network of one tab. GitLab goes on with what it was asked for when the tab stops listening.
#[derive(Clone)]
pub(super) struct Network(pub(super) Rc<World>);

/// What a request is about.
#[derive(Clone, Copy, Debug)]
enum Place {
    Agents,
    Tokens { agent: u64 },
    Token { id: u64 },
}

impl Transport for Network {
    async fn send(&self, request: Request) -> Exchange {
        let world = &*self.0;
        world.scan("an address", &request.url);
        world.scan("the body of a request", request.body.as_deref().unwrap_or_default());
        let place = place(&request.url);
        let accepts = format!("pat-{}", world.server.borrow().accepts);
        let is_known = request.token.as_ref().is_some_and(|token| token.expose() == accepts);
        if !is_known {
            world.mark(Mark::Unauthorised);
            world.tell(|| format!("{} {place:?} is not authorised", request.method.as_str()));
            let refusal = Reply::json(401, r#"{"message":"401 Unauthorized"}"#);
            let pause = delay(&mut world.tape.borrow_mut()).min(1_000);
            world.clock.sleep(pause).await;
            self.end_refused(&request, place);
            return refusal.into_exchange();
        }
        match (request.method, place) {
            (Method::Get, place) => self.read(place).await.into_exchange(),
            (Method::Post, Place::Agents) => self.create(None, &request).await.into_exchange(),
            (Method::Post, Place::Tokens { agent }) => {
                self.create(Some(agent), &request).await.into_exchange()
            }
            (Method::Delete, Place::Token { id }) => self.revoke(id).await.into_exchange(),
            (method, place) => {
                world.fail(|| format!("nobody expected {} {place:?}", method.as_str()));
                Reply::bytes(404, b"").into_exchange()
            }
        }
    }
}

impl Network {
    /// Takes a request that creates into the account, though it is turned away.
    fn end_refused(&self, request: &Request, place: Place) {
        let agent = match (request.method, place) {
            (Method::Post, Place::Agents) => None,
            (Method::Post, Place::Tokens { agent }) => Some(agent),
            _ => return,
        };
        let world = &*self.0;
        let (name, order) = asked(request, agent);
        let never =
            Fate { commit_ms: None, hidden_ms: 0, answer: Answer::Refused(401), answer_ms: 0 };
        let mut server = world.server.borrow_mut();
        let at = server.post(world.now(), agent, &name, order, never, false);
        if let Some(post) = server.posts.get_mut(at) {
            post.ended_at = Some(world.now());
        }
    }

    /// Sends a request that creates, and again where Chromium does so by itself: once where a connection that was used
    /// before ends without an answer, and up to five times on 408.
    async fn create(&self, agent: Option<u64>, request: &Request) -> Reply {
        let world = &*self.0;
        let mut sent = 0;
        loop {
            let (mut fate, is_reused) = {
                let mut tape = world.tape.borrow_mut();
                (Fate::draw(&mut tape), tape.chance(40))
            };
            // What stood in the way once mostly does so again.
            if sent > 0 && fate.answer == Answer::Lost {
                fate.answer = Answer::Foreign(408, Body::Text);
            }
            let (reply, at) = self.create_once(agent, request, fate, sent > 0).await;
            let is_sent_again = match fate.answer {
                Answer::Lost => sent < 1,
                Answer::Foreign(408, _) => sent < 5,
                _ => false,
            };
            if !(is_sent_again && is_reused) {
                if let Some(post) = world.server.borrow_mut().posts.get_mut(at) {
                    post.ended_at = Some(world.now());
                }
                return reply;
            }
            sent += 1;
            world.mark(Mark::SentAgain);
        }
    }

    async fn create_once(
        &self,
        agent: Option<u64>,
        request: &Request,
        fate: Fate,
        is_again: bool,
    ) -> (Reply, usize) {
        let world = &*self.0;
        let (name, order) = asked(request, agent);
        world.tell(|| format!("POST {name} of order {order:?}: {fate:?}"));
        let now = world.now();
        let at = world.server.borrow_mut().post(now, agent, &name, order, fate, is_again);
        if world.has(Bug::SendsTwice) {
            world.server.borrow_mut().post(now, agent, &name, order, fate, false);
        }
        if fate.answer == Answer::Never {
            pending::<()>().await;
        }
        world.clock.sleep(fate.answered_after()).await;
        let mut server = world.server.borrow_mut();
        server.settle(world.now());
        let commit = server.posts.get(at).map_or(Commit::Never, |post| post.commit);
        let mut value = None;
        let reply = match fate.answer {
            Answer::Lost | Answer::Never => Reply::nothing(NoReply::Unreachable),
            Answer::Gateway(status) => Reply::bytes(status, b"<html>Bad gateway</html>"),
            Answer::Foreign(status, body) => foreign(world, status, body),
            Answer::Refused(status) => refusal(status),
            Answer::Maintenance => maintenance(),
            answer => match (commit, agent) {
                (Commit::Done(id), Some(_)) => {
                    let token = server.tokens.iter().find(|token| token.id == id);
                    value = token.map(|token| format!(r#""{}""#, token.value()));
                    let json =
                        token.map(|token| server.token_json(token, &told_value(token, answer)));
                    told(answer, id, &json.unwrap_or_default())
                }
                (Commit::Done(id), None) => {
                    let agent = server.agents.iter().find(|agent| agent.id == id);
                    let json = agent.map(|agent| server.agent_json(agent));
                    told(answer, id, &json.unwrap_or_default())
                }
                _ => {
                    world.mark(Mark::RuleForbids);
                    refusal(400)
                }
            },
        };
        world.tell(|| format!("the end of POST {name} reaches the browser: {}", reply.status()));
        if let Some(post) = server.posts.get_mut(at) {
            post.is_announced = reply.status() == 201;
            post.has_value = value.is_some_and(|value| reply.holds(&value));
        }
        (reply, at)
    }

    async fn read(&self, place: Place) -> Reply {
        let world = &*self.0;
        let reading = Reading::draw(&mut world.tape.borrow_mut());
        let (before, after) = {
            let mut tape = world.tape.borrow_mut();
            (delay(&mut tape).min(20_000), delay(&mut tape).min(9_000))
        };
        if reading != Reading::Whole {
            world.mark(Mark::ReadFailed);
            world.server.borrow_mut().failed_reads += 1;
            world.tell(|| format!("GET {place:?}: {reading:?}"));
        }
        if reading == Reading::Never {
            pending::<()>().await;
        }
        world.clock.sleep(before).await;
        let whole = self.answer_to_read(place);
        world.clock.sleep(after).await;
        match reading {
            Reading::Whole => whole,
            // What the caller may not see is not hidden from one question only.
            Reading::Status(404) if self.lags(place) => Reply::nothing(NoReply::Unreachable),
            Reading::Status(status) => refusal(status),
            Reading::Cut => whole.cut(NoReply::Unreachable),
            Reading::Lost | Reading::Never => Reply::nothing(NoReply::Unreachable),
        }
    }

    /// What GitLab says at this moment.
    fn answer_to_read(&self, place: Place) -> Reply {
        let world = &*self.0;
        let now = world.now();
        let mut server = world.server.borrow_mut();
        server.settle(now);
        let is_blind = world.has(Bug::SeesEmptyLists);
        let rows: Vec<String> = match place {
            Place::Agents => {
                let shown = server.agents.iter().filter(|agent| agent.shown_from <= now);
                shown.map(|agent| server.agent_json(agent)).collect()
            }
            Place::Tokens { agent } => {
                let shown = server.tokens.iter().filter(|token| {
                    token.agent == agent && token.shown_from <= now && !token.is_revoked
                });
                shown.map(|token| server.token_json(token, "")).collect()
            }
            Place::Token { id } => {
                let mut tokens = server.tokens.iter();
                return match tokens.find(|token| token.id == id && !token.is_revoked) {
                    Some(token) => {
                        Reply::json(200, &server.token_json(token, r#","last_used_at":null"#))
                    }
                    None => refusal(404),
                };
            }
        };
        world.tell(|| format!("GET {place:?}: {} rows", rows.len()));
        let rows = if is_blind { String::new() } else { rows.join(",") };
        Reply::json(200, &["[", &rows, "]"].concat())
    }

    /// Whether lists do not show a token yet.
    fn lags(&self, place: Place) -> bool {
        let Place::Token { id } = place else { return false };
        let server = self.0.server.borrow();
        server.tokens.iter().any(|token| token.id == id && token.shown_from > self.0.now())
    }

    async fn revoke(&self, id: u64) -> Reply {
        let world = &*self.0;
        let fate = Fate::draw(&mut world.tape.borrow_mut());
        world.tell(|| format!("DELETE token {id}: {:?}", fate.answer));
        world.clock.sleep(fate.answer_ms.min(50_000)).await;
        let mut server = world.server.borrow_mut();
        server.settle(world.now());
        let is_done = fate.commit_ms.is_some();
        let token = server.tokens.iter_mut().find(|token| token.id == id);
        if let Some(token) = token.filter(|_| is_done) {
            token.is_revoked = true;
        }
        drop(server);
        match fate.answer {
            Answer::Refused(404) if self.lags(Place::Token { id }) => refusal(403),
            Answer::Refused(status) => refusal(status),
            Answer::Foreign(status, body) => foreign(world, status, body),
            Answer::Maintenance => maintenance(),
            Answer::Gateway(status) => Reply::bytes(status, b"<html></html>"),
            _ if !is_done => Reply::nothing(NoReply::Unreachable),
            Answer::Lost | Answer::Never => Reply::nothing(NoReply::Unreachable),
            _ => Reply::bytes(204, b""),
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct CreationJson {
    name: Field<String>,
    description: Field<String>,
}

/// The name a request asks for, and which order of the tab it is: the model writes the number of the order into the
/// description of a token, and into the name of an agent.
fn asked(request: &Request, agent: Option<u64>) -> (String, Option<usize>) {
    let body = request.body.as_deref().unwrap_or_default();
    let CreationJson { name, description } =
        json::document(body.as_bytes()).and_then(json::read).unwrap_or_default();
    let (name, description) = (name.value(), description.value());
    let name = name.unwrap_or_default();
    let number = match agent {
        Some(_) => description.and_then(|text| text.strip_prefix('#')?.parse().ok()),
        None => name.rsplit_once('-').and_then(|(_, number)| number.parse().ok()),
    };
    (name, number)
}

fn place(url: &str) -> Place {
    let path = url.split('?').next().unwrap_or_default();
    let (_, rest) = path.split_once("/cluster_agents").unwrap_or_default();
    let mut parts = rest.split('/').skip(1);
    let mut number = || parts.next().and_then(|part| part.parse().ok());
    match (number(), number(), number()) {
        (None, ..) => Place::Agents,
        (Some(agent), _, None) => Place::Tokens { agent },
        (Some(_), _, Some(id)) => Place::Token { id },
    }
}

fn refusal(status: u16) -> Reply {
    Reply::json(status, r#"{"message":"no"}"#)
}

fn maintenance() -> Reply {
    let body = r#"{"message":"GitLab is undergoing maintenance"}"#;
    Reply::json(503, body).header("retry-after", "600")
}

fn foreign(world: &World, status: u16, body: Body) -> Reply {
    world.mark(Mark::Foreign);
    match body {
        Body::Text => Reply::bytes(status, b"stream timeout"),
        Body::Page => Reply::bytes(status, b"<html>Sign in</html>"),
        Body::Json => Reply::json(status, r#"{"message":"not now"}"#),
    }
}

/// What stands between the other fields of a new token and its end.
fn told_value(token: &Token, answer: Answer) -> String {
    match answer {
        Answer::NoValue => String::new(),
        Answer::EmptyValue if token.id.is_multiple_of(2) => r#","token":null"#.to_owned(),
        Answer::EmptyValue => r#","token":"""#.to_owned(),
        _ => format!(r#","last_used_at":null,"token":"{}""#, token.value()),
    }
}

/// The answer to a creation that succeeded, as far as it comes.
fn told(answer: Answer, id: u64, json: &str) -> Reply {
    match answer {
        Answer::Cut(thousandths) => {
            let share = usize::try_from(thousandths).unwrap_or_default();
            let end = json.len() * share / 1000;
            Reply::json(201, json.get(..end).unwrap_or_default())
        }
        Answer::HeadOnly => Reply::json(201, json).cut(NoReply::Unreachable),
        Answer::Garbled(garble) => {
            let huge = format!(r#""id":{}"#, u128::from(u64::MAX) + u128::from(id));
            let body = match garble {
                Garble::HugeId => json.replace(&format!(r#""id":{id}"#), &huge).into_bytes(),
                Garble::NoText => [json.as_bytes(), b"\xff"].concat(),
                Garble::InList => ["[", json, "]"].concat().into_bytes(),
                Garble::TextBehind => [json, " and more"].concat().into_bytes(),
            };
            Reply::bytes(201, &body)
        }
        _ => Reply::json(201, json),
    }
}
