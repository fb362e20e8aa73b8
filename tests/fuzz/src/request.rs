//! Typed, pasted, stored and linked texts, as the requests made from them.

use crate::answer::{AGENT, PROJECT, Stage, TRIES, token, url};
use crate::text;
use console_core::access_token::AccessToken;
use console_core::address::{Address, Member, Places, Sets, View, parse_pasted};
use gitlab_agents::simulation::{Reply, Sent};
use gitlab_agents::{Connection, GitLabUrl, Method};

/// Six texts, one per line: a GitLab address, a token, the page's address, a search with pasted
/// projects, a name and a description. What a parser accepts can be sent by any browser.
pub fn request(bytes: &[u8]) {
    let text = text(bytes);
    let mut lines = text.splitn(6, '\n');
    let mut next = || lines.next().unwrap_or_default();
    let (gitlab, typed, hash, search, name, description) =
        (next(), next(), next(), next(), next(), next());
    let gitlab = GitLabUrl::parse(gitlab).unwrap_or_else(|_| url());
    let typed = AccessToken::from_pasted(typed).unwrap_or_else(|_| token());
    let expected = typed.expose().to_owned();
    let stage = Stage::new(|_| Reply::json(404, r#"{"message":"404 Not Found"}"#));
    let (transport, clock) = (stage.gitlab.clone(), stage.clock.clone());
    let connection = Connection::new(gitlab.clone(), typed, transport, clock);

    let address = Address::parse(hash);
    let sources = match &address.view {
        View::Agents { scope, .. } => scope.sources(address.archived, &Sets::default()),
        View::Choose => None,
    };
    let mut members = match sources.map(|sources| sources.places) {
        Some(Places::Members(members)) => members,
        Some(Places::Everywhere) | None => Vec::new(),
    };
    members.extend(parse_pasted(search, gitlab.as_str()).projects.into_iter().map(Member::Project));
    members.truncate(8);
    stage.run(async {
        let _ = connection.personal_access_token().await;
        let _ = connection.search_projects(search, false).await;
        let _ = connection.search_groups(search, true).await;
        for member in &members {
            match member {
                Member::Project(project) => drop(connection.project(project).await),
                Member::Group(group) => drop(connection.group(group).await),
            }
        }
        let _ = connection.post_agent(PROJECT, name).await;
        let _ = connection.post_token(PROJECT, AGENT, name, description).await;
    });

    let sent = stage.gitlab.sent();
    assert!(sent.len() <= 20 * TRIES);
    for request in &sent {
        check(request, &gitlab);
        assert_eq!(request.token.as_deref(), Some(&*expected));
    }
}

/// A request's path stays below the API, its segments are encoded, and its body is JSON.
fn check(request: &Sent, gitlab: &GitLabUrl) {
    let Sent { method, url, token, body } = request;
    let rest = url.strip_prefix(&gitlab.api()).unwrap_or_default();
    assert!(rest.starts_with('/'), "sent to {url}");
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~%=&".contains(&byte);
    assert!(path.bytes().chain(query.bytes()).all(is_plain), "{url}");
    assert!(path.split('/').skip(1).all(|part| part.bytes().any(|byte| byte != b'.')), "{url}");
    // Any header can hold this.
    assert!(token.iter().all(|token| token.bytes().all(|byte| byte.is_ascii_graphic())));
    assert_eq!(body.is_some(), *method == Method::Post);
    if let Some(body) = body {
        let json = serde_json::from_str::<serde_json::Value>(body);
        assert!(json.is_ok_and(|json| json.is_object()), "{body}");
    }
}
