//! The status of a whole fleet, read by both protocols from one sandbox.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support {
    pub(crate) mod http;
}

use console_core::access_token::AccessToken;
use console_core::address::{Archived, GroupRef, Member, Places, Sources};
use console_core::model::{AgentId, ProjectId, Row};
use console_core::model::{Contact, TokenFacts};
use console_core::sweep::{News, Progress, Way};
use futures_util::future::{Either, select};
use gitlab_agents::{
    Clock, Connection, Exchange, GitLabUrl, Method, Request, ScopeEvent, StatusEvent, StatusReads,
    Transport, read_scope, read_status,
};
use sandbox::{Edition, Options, Sandbox};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::pin::pin;
use support::http::{HttpTransport, TokioClock};
use tokio::runtime::Builder;

type Gitlab = Connection<HttpTransport, TokioClock>;

/// A project's path with its agents.
type Fleet = Vec<(ProjectId, String, Vec<AgentId>)>;

/// A sandbox with a fleet, and a transport to it.
struct Lab {
    sandbox: Sandbox,
    fleet: Fleet,
}

impl Lab {
    async fn start(options: Options) -> Self {
        let sandbox = sandbox::start(options).await.unwrap();
        let mut paths = BTreeMap::new();
        let mut agents: BTreeMap<ProjectId, Vec<AgentId>> = BTreeMap::new();
        let mut on_event = |event| match event {
            ScopeEvent::Projects(projects) => {
                paths.extend(projects.into_iter().map(|one| (one.id, one.path)));
            }
            ScopeEvent::Agents { project, rows, .. } => {
                let read = rows.into_iter().filter_map(Row::read).map(|agent| agent.id);
                agents.entry(project).or_default().extend(read);
            }
            _ => {}
        };
        let group = Member::Group(GroupRef::Path("platform".to_owned()));
        let sources = Sources { places: Places::Members(vec![group]), archived: Archived::LeftOut };
        read_scope(&connect(&sandbox), &sources, false, &mut on_event).await.unwrap();
        let fleet = paths
            .into_iter()
            .map(|(id, path)| (id, path, agents.remove(&id).unwrap_or_default()))
            .collect();
        Self { sandbox, fleet }
    }

    /// The token facts of the whole fleet, the protocol used, and the number of requests.
    async fn read(&self, by_group: bool) -> (BTreeMap<AgentId, TokenFacts>, Way, usize) {
        let reads = StatusReads::default();
        reads.set_per_minute(60_000);
        if by_group {
            reads.add_group("platform");
        }
        for (project, path, agents) in &self.fleet {
            reads.add(*project, path, agents);
        }
        let told = RefCell::new(BTreeMap::new());
        let last = Cell::new(Progress::default());
        let is_done = |now: Progress| now.total > 0 && now.read + now.failed == now.total;
        let mut on_event = |event| match event {
            StatusEvent::News(news) => {
                for news in news {
                    let News::Read { agent, facts, .. } = news else { panic!("{news:?}") };
                    assert_eq!(told.borrow_mut().insert(agent, facts), None, "{agent} came twice");
                }
            }
            StatusEvent::Progress(now) => last.set(now),
        };
        let before = self.requests().await;
        let gitlab = connect(&self.sandbox);
        {
            let mut never = |_| None;
            let reading = pin!(read_status(&gitlab, &reads, &mut never, &mut on_event));
            let waiting = pin!(async {
                while !is_done(last.get()) {
                    TokioClock.sleep(2).await;
                }
            });
            if let Either::Left((failure, _)) = select(reading, waiting).await {
                panic!("{failure:?}");
            }
        }
        (told.into_inner(), last.get().way, self.requests().await - before)
    }

    /// The number of requests to the API so far.
    async fn requests(&self) -> usize {
        let counts = self.control(Method::Get, "requests", None).await;
        let counts = counts.split("\"count\":").skip(1);
        counts.map(|rest| rest.split(',').next().unwrap().parse::<usize>().unwrap()).sum()
    }

    async fn control(&self, method: Method, route: &str, body: Option<&str>) -> String {
        let url = format!("{}/-/sandbox/{route}", self.sandbox.gitlab());
        let body = body.map(str::to_owned);
        let request = Request { method, url, token: None, body };
        match HttpTransport::new().send(request).await {
            Exchange::Complete { head, body } if head.is_success() => {
                String::from_utf8(body).unwrap()
            }
            other => panic!("{other:?}"),
        }
    }

    async fn fault(&self, fault: &str) {
        let rule =
            format!(r#"{{"rules":[{{"method":"POST","path":"graphql$","fault":{fault}}}]}}"#);
        self.control(Method::Post, "faults", Some(&rule)).await;
    }
}

fn connect(sandbox: &Sandbox) -> Gitlab {
    let gitlab = GitLabUrl::parse(sandbox.gitlab()).unwrap();
    let token = AccessToken::from_pasted("glpat-sandbox-developer").unwrap();
    Connection::new(gitlab, token, HttpTransport::new(), TokioClock)
}

/// Expects equal facts. Connected agents keep connecting, so the later read may see a later
/// contact.
fn assert_same(first: &BTreeMap<AgentId, TokenFacts>, later: &BTreeMap<AgentId, TokenFacts>) {
    assert!(first.keys().eq(later.keys()));
    for (agent, facts) in first {
        let other = later[agent];
        assert_eq!(facts.active, other.active, "{agent}");
        match (facts.contact, other.contact) {
            (Contact::LastUsed(before), Contact::LastUsed(after)) => {
                assert!((0..180_000).contains(&before.age_at(after)), "{agent}");
            }
            (before, after) => assert_eq!(before, after, "{agent}"),
        }
    }
}

fn run(test: impl Future<Output = ()>) {
    Builder::new_current_thread().enable_all().build().unwrap().block_on(test);
}

fn options() -> Options {
    Options { agents: 250, projects: 20, ..Options::default() }
}

#[test]
fn both_protocols_and_the_group_give_the_same_facts() {
    run(async {
        let lab = Lab::start(options()).await;
        let agents: usize = lab.fleet.iter().map(|(_, _, agents)| agents.len()).sum();
        assert!(agents > 320, "{agents}");

        let (by_group, way, requests) = lab.read(true).await;
        assert_eq!((by_group.len(), way), (agents, Way::GraphQl));
        assert!(requests <= 5, "{requests} requests for four pages of a hundred");

        let (by_project, way, requests) = lab.read(false).await;
        assert_eq!(way, Way::GraphQl);
        assert!(requests <= 8, "{requests} requests for {} projects", lab.fleet.len());
        assert_same(&by_group, &by_project);

        lab.fault(r#"{"kind":"graphql_without","field":"tokens"}"#).await;
        let (by_rest, way, requests) = lab.read(true).await;
        assert_eq!(way, Way::Rest);
        assert!(requests > agents, "{requests} requests for {agents} agents");
        assert_same(&by_project, &by_rest);

        for contact in [Contact::NoToken, Contact::NeverUsed] {
            assert!(by_rest.values().any(|facts| facts.contact == contact), "{contact:?}");
        }
        assert!(by_rest.values().any(|facts| facts.active > Some(2)), "from before the limit");
    });
}

#[test]
fn without_group_agents_projects_are_read() {
    run(async {
        for options in [
            Options { edition: Edition::Ce, ..options() },
            Options { version: "17.9".parse().unwrap(), ..options() },
        ] {
            let lab = Lab::start(options).await;
            let (_, way, requests) = lab.read(true).await;
            assert_eq!(way, Way::GraphQl);
            assert!(requests <= 9, "{requests}");
        }
    });
}

#[test]
fn queries_are_made_smaller_until_gitlab_takes_them() {
    run(async {
        let lab = Lab::start(options()).await;
        lab.fault(r#"{"kind":"graphql_complexity","max":60}"#).await;
        let (_, way, requests) = lab.read(false).await;
        assert_eq!(way, Way::GraphQl);
        assert!(requests < 60, "{requests}");
        lab.fault(r#"{"kind":"graphql_complexity","max":5}"#).await;
        assert_eq!(lab.read(false).await.1, Way::Rest);
    });
}

/// GitLab may hide what a fine-grained token may not read by an empty list or by null.
#[test]
fn what_graphql_hides_is_read_over_rest() {
    run(async {
        let lab = Lab::start(Options { agents: 30, ..Options::default() }).await;
        lab.fault(r#"{"kind":"graphql_without","field":"tokens"}"#).await;
        let (by_rest, ..) = lab.read(true).await;
        for fault in [
            r#"{"kind":"graphql_empty"}"#,
            r#"{"kind":"graphql_empty","field":"clusterAgents"}"#,
            r#"{"kind":"graphql_nulls","field":"tokens"}"#,
            r#"{"kind":"graphql_nulls","field":"nodes"}"#,
            r#"{"kind":"graphql_nulls","field":"clusterAgents"}"#,
            r#"{"kind":"graphql_nulls","field":"project"}"#,
            r#"{"kind":"graphql_nulls","field":"group"}"#,
            r#"{"kind":"graphql_nulls","field":"status"}"#,
            r#"{"kind":"status","code":200,"body":{"errors":[{"message":"Not supported"}]}}"#,
            r#"{"kind":"status","code":403,"body":{"message":"403 Forbidden"}}"#,
        ] {
            lab.fault(fault).await;
            for by_group in [true, false] {
                let (told, _, requests) = lab.read(by_group).await;
                assert_same(&by_rest, &told);
                assert!(requests < 3 * told.len() + 60, "{requests} under {fault}");
            }
        }
    });
}

#[test]
fn agents_added_or_removed_between_pages_move_no_others() {
    run(async {
        let lab = Lab::start(options()).await;
        lab.fault(r#"{"kind":"mutate_between_pages"}"#).await;
        let (told, way, requests) = lab.read(false).await;
        assert_eq!((told.len(), way), (lab.fleet.iter().map(|it| it.2.len()).sum(), Way::GraphQl));
        assert!(requests <= 8, "{requests}");
    });
}
