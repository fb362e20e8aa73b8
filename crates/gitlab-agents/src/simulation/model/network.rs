//! The way between tab and GitLab.

use super::fate::{Answer, Fate, Reading, delay};
use super::server::{Commit, Token};
use super::{Bug, Mark, World};
use crate::clock::Clock;
use crate::simulation::Reply;
use crate::transport::{Exchange, Method, NoReply, Request, Transport};
use crate::wire::json;
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
        let at = server.post(world.now(), agent, &name, order, never);
        if let Some(post) = server.posts.get_mut(at) {
            post.ended_at = Some(world.now());
        }
    }

    async fn create(&self, agent: Option<u64>, request: &Request) -> Reply {
        let world = &*self.0;
        let fate = Fate::draw(&mut world.tape.borrow_mut());
        let (name, order) = asked(request, agent);
        world.tell(|| format!("POST {name} of order {order:?}: {fate:?}"));
        let now = world.now();
        let at = world.server.borrow_mut().post(now, agent, &name, order, fate);
        if world.has(Bug::SendsTwice) {
            world.server.borrow_mut().post(now, agent, &name, order, fate);
        }
        if fate.answer == Answer::Never {
            pending::<()>().await;
        }
        world.clock.sleep(fate.answered_after()).await;
        let mut server = world.server.borrow_mut();
        server.settle(world.now());
        let commit = server.posts.get(at).map_or(Commit::Never, |post| post.commit);
        let reply = match fate.answer {
            Answer::Lost if world.has(Bug::TakesLossForRefusal) => refusal(400),
            Answer::Lost | Answer::Never => Reply::nothing(NoReply::Unreachable),
            Answer::Gateway(status) => Reply::bytes(status, b"<html>Bad gateway</html>"),
            Answer::Refused(status) => refusal(status),
            Answer::Maintenance => {
                let body = r#"{"message":"GitLab is undergoing maintenance"}"#;
                Reply::json(503, body).header("retry-after", "600")
            }
            answer => match (commit, agent) {
                (Commit::Done(id), Some(_)) => {
                    let token = server.tokens.iter().find(|token| token.id == id);
                    let json = token.map(|token| server.token_json(token, &value(token, answer)));
                    told(answer, &json.unwrap_or_default())
                }
                (Commit::Done(id), None) => {
                    let agent = server.agents.iter().find(|agent| agent.id == id);
                    let json = agent.map(|agent| server.agent_json(agent));
                    told(answer, &json.unwrap_or_default())
                }
                _ => {
                    world.mark(Mark::RuleForbids);
                    refusal(400)
                }
            },
        };
        world.tell(|| format!("the end of POST {name} reaches the tab: {}", reply.status()));
        if let Some(post) = server.posts.get_mut(at) {
            post.ended_at = Some(world.now());
            post.is_announced = (200..300).contains(&reply.status());
        }
        reply
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
        match fate.answer {
            Answer::Refused(status) => refusal(status),
            _ if !is_done => Reply::nothing(NoReply::Unreachable),
            Answer::Lost | Answer::Never => Reply::nothing(NoReply::Unreachable),
            Answer::Gateway(status) => Reply::bytes(status, b"<html></html>"),
            _ => Reply::bytes(204, b""),
        }
    }
}

/// The name a request asks for, and which order of the tab it is: the model writes the number of the order into the
/// description of a token, and into the name of an agent.
fn asked(request: &Request, agent: Option<u64>) -> (String, Option<usize>) {
    let body = request.body.as_deref().unwrap_or_default();
    let fields = json::document(body.as_bytes())
        .and_then(|json| json::fields(json, ["name", "description"]));
    let [name, description] = fields.map_or([None, None], |fields| fields.map(json::Field::string));
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

fn value(token: &Token, answer: Answer) -> String {
    match answer {
        Answer::NoValue => String::new(),
        Answer::EmptyValue if token.id.is_multiple_of(2) => r#","token":null"#.to_owned(),
        Answer::EmptyValue => r#","token":"""#.to_owned(),
        _ => format!(r#","last_used_at":null,"token":"{}""#, token.value()),
    }
}

/// The answer to a creation that succeeded, as far as it comes.
fn told(answer: Answer, json: &str) -> Reply {
    match answer {
        Answer::Cut(thousandths) => {
            let share = usize::try_from(thousandths).unwrap_or_default();
            let end = json.len() * share / 1000;
            Reply::json(201, json.get(..end).unwrap_or_default())
        }
        Answer::HeadOnly => Reply::json(201, json).cut(NoReply::Unreachable),
        _ => Reply::json(201, json),
    }
}
