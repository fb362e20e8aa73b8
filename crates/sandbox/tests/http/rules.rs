//! The rules of the eight endpoints, one per row: request, status, body.

use crate::lab::{Lab, delete, get, post, rule};

const AGENTS: &str = "/projects/20/cluster_agents";
const AGENT: &str = "/projects/20/cluster_agents/5";
const TOKENS: &str = "/projects/20/cluster_agents/5/tokens";
const TOKEN: &str = "/projects/20/cluster_agents/5/tokens/1";
const NAME: &str = r#"{"name":"some-name"}"#;

const UNAUTHORIZED: &str = r#"{"message":"401 Unauthorized"}"#;
const FORBIDDEN: &str = r#"{"message":"403 Forbidden"}"#;
const NO_PROJECT: &str = r#"{"message":"404 Project Not Found"}"#;
const NO_AGENTS: &str = r#"{"message":"404 ClusterAgents Not Found"}"#;
const NOT_FOUND: &str = r#"{"message":"404 Not found"}"#;
const NO_ROUTE: &str = r#"{"error":"404 Not Found"}"#;
const WEAK: &str = "{\"error\":\"insufficient_scope\",\"error_description\":\"The request requires \
                    higher privileges than provided by the access token.\",\
                    \"scope\":\"api read_api\"}";

#[test]
fn who_is_calling() {
    let expired = "{\"error\":\"invalid_token\",\"error_description\":\"Token is expired. You can \
                   either do re-authorization or token refresh.\"}";
    let revoked = "{\"error\":\"invalid_token\",\"error_description\":\"Token was revoked. You \
                   have to re-authorize from the user.\"}";
    let bearer = "Bearer glpat-sandbox-developer";
    Lab::new().check(vec![
        rule("no token", get(AGENTS).unsigned()).is(401, UNAUTHORIZED),
        rule("an empty token", get(AGENTS).header("private-token", "")).is(401, UNAUTHORIZED),
        rule("an unknown token", get(AGENTS).by("nobody")).is(401, UNAUTHORIZED),
        rule("an expired token", get(AGENTS).by("expired")).is(401, expired),
        rule("a revoked token", get(AGENTS).by("revoked")).is(401, revoked),
        rule(
            "nobody may even read a public project's agents",
            get("/projects/30/cluster_agents").unsigned(),
        )
        .is(401, UNAUTHORIZED),
        rule("a bearer token will do", get(AGENTS).unsigned().header("authorization", bearer))
            .rows("id", [1, 2, 5]),
        rule("an unknown bearer token", get(AGENTS).unsigned().header("authorization", "Bearer x"))
            .is(401, UNAUTHORIZED),
        rule(
            "the private token goes before the bearer token",
            get(AGENTS).by("outsider").header("authorization", bearer),
        )
        .is(404, NO_PROJECT),
        rule(
            "a bearer token and a parameter",
            get("/projects/20/cluster_agents?access_token=x")
                .unsigned()
                .header("authorization", bearer),
        )
        .has(400, "\"invalid_request\""),
        rule(
            "a token as a parameter",
            get("/projects/20/cluster_agents?private_token=glpat-sandbox-developer").unsigned(),
        )
        .rows("id", [1, 2, 5]),
        rule("read_api reads", get(AGENTS).by("readonly")).rows("id", [1, 2, 5]),
        rule("read_api does not write", post(AGENTS, NAME).by("readonly")).is(403, WEAK),
        rule("read_api does not delete", delete(TOKEN).by("readonly")).is(403, WEAK),
        rule("read_user reads no agents", get(AGENTS).by("read-user")).is(403, WEAK),
    ]);
}

#[test]
fn what_a_role_allows() {
    Lab::new().check(vec![
        rule("a developer reads", get(AGENTS).by("developer")).rows("id", [1, 2, 5]),
        rule("a developer reads tokens", get(TOKENS).by("developer")).rows("id", [1, 2]),
        rule("a developer reads a token", get(TOKEN).by("developer")).has(200, "\"last_used_at\""),
        rule("a developer registers nothing", post(AGENTS, NAME).by("developer"))
            .is(403, FORBIDDEN),
        rule("a developer creates no token", post(TOKENS, NAME).by("developer")).is(403, FORBIDDEN),
        rule("a developer revokes nothing", delete(TOKEN).by("developer")).is(403, FORBIDDEN),
        rule("a developer deletes nothing", delete(AGENT).by("developer")).is(403, FORBIDDEN),
        rule(
            "the role is looked at before the agent",
            delete("/projects/20/cluster_agents/999").by("developer"),
        )
        .is(403, FORBIDDEN),
        rule("a reporter sees no list", get(AGENTS).by("reporter")).is(404, NO_AGENTS),
        rule("a reporter sees no agent", get(AGENT).by("reporter")).is(404, NOT_FOUND),
        rule("a reporter sees no tokens", get(TOKENS).by("reporter")).is(404, NOT_FOUND),
        rule("a reporter sees no token", get(TOKEN).by("reporter")).is(404, NOT_FOUND),
        rule("a reporter is forbidden to write", post(AGENTS, NAME).by("reporter"))
            .is(403, FORBIDDEN),
        rule("a guest sees no list", get(AGENTS).by("guest")).is(404, NO_AGENTS),
        rule("an owner registers", post(AGENTS, NAME).by("owner")).has(201, "\"some-name\""),
        rule("an administrator needs no membership", post(AGENTS, NAME).by("admin"))
            .has(201, "\"created_by_user_id\":56"),
        rule("an outsider finds no private project", get(AGENTS).by("outsider"))
            .is(404, NO_PROJECT),
        rule("nor may they write there", post(AGENTS, NAME).by("outsider")).is(404, NO_PROJECT),
        rule(
            "an outsider sees a public project, but no list",
            get("/projects/30/cluster_agents").by("outsider"),
        )
        .is(404, NO_AGENTS),
        rule("nor an agent", get("/projects/30/cluster_agents/256").by("outsider"))
            .is(404, NOT_FOUND),
        rule("and may not write there", post("/projects/30/cluster_agents", NAME).by("outsider"))
            .is(403, FORBIDDEN),
        rule("one is maintainer here", post("/projects/102/cluster_agents", NAME).by("mixed"))
            .has(201, "\"some-name\""),
        rule("and developer there", post("/projects/101/cluster_agents", NAME).by("mixed"))
            .is(403, FORBIDDEN),
        rule("an archived project is read", get("/projects/108/cluster_agents").by("owner"))
            .rows("name", ["rack-a", "rack-b", "rack-c"]),
        rule(
            "an archived project is not written",
            post("/projects/108/cluster_agents", NAME).by("owner"),
        )
        .is(403, FORBIDDEN),
    ]);
}

#[test]
fn what_is_looked_for() {
    Lab::new().check(vec![
        rule("no such project", get("/projects/999/cluster_agents")).is(404, NO_PROJECT),
        rule("a path without a slash is none", get("/projects/test/cluster_agents"))
            .is(404, NO_PROJECT),
        rule("a path finds", get("/projects/root%2Ftest/cluster_agents")).rows("id", [1, 2, 5]),
        rule("a path in other case finds too", get("/projects/Root%2FTest/cluster_agents"))
            .rows("id", [1, 2, 5]),
        rule("an unencoded path is no route", get("/projects/root/test/cluster_agents"))
            .is(404, NO_ROUTE),
        rule("no such agent", get("/projects/20/cluster_agents/999")).is(404, NOT_FOUND),
        rule("an agent of another project", get("/projects/21/cluster_agents/5"))
            .is(404, NOT_FOUND),
        rule("an agent to delete in another project", delete("/projects/21/cluster_agents/5"))
            .is(404, NOT_FOUND),
        rule("no such token", get("/projects/20/cluster_agents/5/tokens/999")).is(404, NOT_FOUND),
        rule("a token of another agent", get("/projects/20/cluster_agents/1/tokens/1"))
            .is(404, NOT_FOUND),
        rule(
            "a token to revoke of another agent",
            delete("/projects/20/cluster_agents/1/tokens/1"),
        )
        .is(404, NOT_FOUND),
        rule("a revoked token is gone", get(TOKEN)).after(delete(TOKEN)).is(404, NOT_FOUND),
        rule("and from the list too", get(TOKENS)).after(delete(TOKEN)).rows("id", [2]),
        rule("but revoked again", delete(TOKEN)).after(delete(TOKEN)).is(204, ""),
        rule("a deleted agent is gone", get(AGENT)).after(delete(AGENT)).is(404, NOT_FOUND),
        rule("and not deleted again", delete(AGENT)).after(delete(AGENT)).is(404, NOT_FOUND),
        rule("with its tokens", get(TOKEN)).after(delete(AGENT)).is(404, NOT_FOUND),
        rule("a project without agents", get("/projects/21/cluster_agents")).is(200, "[]"),
        rule("an unknown route", get("/projects/20/agents")).is(404, NO_ROUTE),
        rule("which nobody needs to sign in for", get("/nothing").unsigned()).is(404, NO_ROUTE),
        rule("an unknown method is no route", post(AGENT, NAME).method("PUT")).is(404, NO_ROUTE),
        rule("deleting all agents is no route", delete(AGENTS)).is(404, NO_ROUTE),
    ]);
}

#[test]
fn what_parameters_must_be() {
    Lab::new().check(vec![
        rule("an agent's id is a number", get("/projects/20/cluster_agents/abc"))
            .is(400, r#"{"error":"agent_id is invalid"}"#),
        rule("a token's id is a number", get("/projects/20/cluster_agents/5/tokens/x"))
            .is(400, r#"{"error":"token_id is invalid"}"#),
        rule("all that is wrong is said", get("/projects/20/cluster_agents/a/tokens/b"))
            .is(400, r#"{"error":"agent_id is invalid, token_id is invalid"}"#),
        rule(
            "an id beyond all rows finds nothing",
            get("/projects/20/cluster_agents/99999999999999999999"),
        )
        .is(404, NOT_FOUND),
        rule("a missing name", post(AGENTS, "{}")).is(400, r#"{"error":"name is missing"}"#),
        rule("no body at all", post(AGENTS, NAME).body("application/json", ""))
            .is(400, r#"{"error":"name is missing"}"#),
        rule("a body that is no object", post(AGENTS, "[1]"))
            .is(400, r#"{"error":"name is missing"}"#),
        rule("a name that is no text", post(AGENTS, r#"{"name":{}}"#))
            .is(400, r#"{"error":"name is invalid"}"#),
        rule("a token without a name", post(TOKENS, "{}"))
            .is(400, r#"{"error":"name is missing"}"#),
        rule("a number becomes a text", post(AGENTS, r#"{"name":77}"#)).has(201, r#""name":"77""#),
        rule(
            "a form will do",
            post(AGENTS, "").body("application/x-www-form-urlencoded", "name=formed"),
        )
        .has(201, r#""name":"formed""#),
        rule("a query will do", post("/projects/20/cluster_agents?name=asked", "{}"))
            .has(201, r#""name":"asked""#),
        rule(
            "a bad parameter goes before a hidden project",
            post("/projects/999/cluster_agents", "{}"),
        )
        .is(400, r#"{"error":"name is missing"}"#),
        rule("and before a low role", post(AGENTS, "{}").by("developer"))
            .is(400, r#"{"error":"name is missing"}"#),
        rule("but after a weak token", post(AGENTS, "{}").by("readonly")).is(403, WEAK),
        rule("and after a missing one", post(AGENTS, "{}").unsigned()).is(401, UNAUTHORIZED),
        rule("per_page=0", get("/projects/20/cluster_agents?per_page=0"))
            .is(400, r#"{"error":"per_page has a value not allowed"}"#),
        rule("page=a", get("/projects/20/cluster_agents?page=a"))
            .is(400, r#"{"error":"page is invalid"}"#),
        rule("another kind of body", post(AGENTS, "").body("text/plain", "name=x"))
            .is(415, r#"{"error":"The provided content-type 'text/plain' is not supported."}"#),
        rule(
            "which is said before who is asked",
            post(AGENTS, "").unsigned().body("text/plain", "x"),
        )
        .has(415, "not supported"),
        rule("broken JSON", post(AGENTS, r#"{"name":"#))
            .is(400, r#"{"error":"Invalid JSON format"}"#),
        rule("a null byte in the address", get("/projects/20%00/cluster_agents"))
            .is(400, "Bad Request"),
        rule("no UTF-8 in the address", get("/projects/%ff/cluster_agents")).is(400, "Bad Request"),
    ]);
}

#[test]
fn what_an_agent_may_be_called() {
    let named = |name: &str| post(AGENTS, &format!(r#"{{"name":"{name}"}}"#));
    let label = "{\"message\":\"400 Bad request - [\\\"Name can contain only lowercase letters, \
                 digits, and '-', but cannot start or end with '-'\\\"]\"}";
    let blank = "{\"message\":\"400 Bad request - [\\\"Name can't be blank\\\", \\\"Name can \
                 contain only lowercase letters, digits, and '-', but cannot start or end with \
                 '-'\\\"]\"}";
    let long = "{\"message\":\"400 Bad request - [\\\"Name is too long (maximum is 63 \
                characters)\\\"]\"}";
    let taken = "{\"message\":\"400 Bad request - [\\\"Name has already been taken\\\"]\"}";
    Lab::new().check(vec![
        rule("a label", named("a-1")).has(201, r#""name":"a-1""#),
        rule("one character", named("x")).has(201, r#""name":"x""#),
        rule("a digit in front", named("1a")).has(201, r#""name":"1a""#),
        rule("63 characters", named(&"a".repeat(63))).has(201, "aaa"),
        rule("64 characters", named(&"a".repeat(64))).is(400, long),
        rule("capitals", named("Agent")).is(400, label),
        rule("a hyphen in front", named("-a")).is(400, label),
        rule("a hyphen at the end", named("a-")).is(400, label),
        rule("an underscore", named("a_b")).is(400, label),
        rule("nothing", named("")).is(400, blank),
        rule("null", post(AGENTS, r#"{"name":null}"#)).is(400, blank),
        rule("a taken name", named("agent-1")).is(400, taken),
        rule(
            "a taken name elsewhere",
            post("/projects/21/cluster_agents", r#"{"name":"agent-1"}"#),
        )
        .has(201, r#""name":"agent-1""#),
        rule("a deleted agent's name is free again", named("agent-5"))
            .after(delete(AGENT))
            .has(201, r#""name":"agent-5""#),
    ]);
}

#[test]
fn what_a_token_may_be_called() {
    let tokens = "/projects/20/cluster_agents/1/tokens";
    let named = |name: &str| post(tokens, &format!(r#"{{"name":"{name}"}}"#));
    let described = |text: &str| post(tokens, &format!(r#"{{"name":"t","description":"{text}"}}"#));
    let blank = "{\"message\":\"400 Bad request - [\\\"Name can't be blank\\\"]\"}";
    let long = "{\"message\":\"400 Bad request - [\\\"Name is too long (maximum is 255 \
                characters)\\\"]\"}";
    let wordy = "{\"message\":\"400 Bad request - [\\\"Description is too long (maximum is 1024 \
                 characters)\\\"]\"}";
    let limit = "{\"message\":\"400 Bad request - An agent can have only two active tokens at a \
                 time\"}";
    Lab::new().check(vec![
        rule("any characters", named("<b>이름</b>")).has(201, "<b>이름</b>"),
        rule("a name twice", named("same")).after(named("same")).has(201, r#""name":"same""#),
        rule("255 characters", named(&"이".repeat(255))).has(201, "이이이"),
        rule("256 characters", named(&"이".repeat(256))).is(400, long),
        rule("nothing", named("")).is(400, blank),
        rule("spaces", named("   ")).is(400, blank),
        rule("null", post(tokens, r#"{"name":null}"#)).is(400, blank),
        rule("1024 characters of description", described(&"d".repeat(1024))).has(201, "ddd"),
        rule("1025 characters of description", described(&"d".repeat(1025))).is(400, wordy),
        rule("no description", post(tokens, r#"{"name":"t","description":null}"#))
            .has(201, r#""description":null"#),
        rule("a third token", named("c")).after(named("a")).after(named("b")).is(400, limit),
        rule("the limit is looked at before the name", post(TOKENS, r#"{"name":""}"#))
            .is(400, limit),
        rule("but after the parameters", post(TOKENS, "{}"))
            .is(400, r#"{"error":"name is missing"}"#),
    ]);
}

#[test]
fn which_sentences_are_translated() {
    let limit = "{\"message\":\"400 Bad request - 에이전트는 한 번에 두 개의 활성 토큰만 가질 수 \
                 있습니다.\"}";
    let taken = "{\"message\":\"400 Bad request - [\\\"이름 이미 존재합니다\\\"]\"}";
    Lab::new().check(vec![
        rule("the limit", post(TOKENS, NAME).by("korean")).is(400, limit),
        rule("a taken name", post(AGENTS, r#"{"name":"agent-1"}"#).by("korean")).is(400, taken),
        rule("not Grape's", post(AGENTS, "{}").by("korean"))
            .is(400, r#"{"error":"name is missing"}"#),
        rule("not a status's", get("/projects/20/cluster_agents/9").by("korean"))
            .is(404, NOT_FOUND),
    ]);
}

#[test]
fn a_delete_may_depend_on_a_time() {
    let since =
        |time: &str| delete("/projects/20/cluster_agents/1").header("if-unmodified-since", time);
    Lab::new().check(vec![
        rule("changed since", since("Wed, 20 Apr 2022 20:42:39 GMT"))
            .is(412, r#"{"message":"412 Precondition Failed"}"#),
        rule("unchanged since", since("Wed, 20 Apr 2022 20:42:41 GMT")).is(204, ""),
        rule("no time at all", since("last spring")).is(204, ""),
        rule(
            "a token does not care",
            delete(TOKEN).header("if-unmodified-since", "Wed, 20 Apr 2011 20:42:39 GMT"),
        )
        .is(204, ""),
    ]);
}

#[test]
fn an_old_path_leads_to_the_project() {
    let lab = Lab::new();
    let moved = lab.ask(get("/projects/root%2Fold-test/cluster_agents?per_page=5"));
    let to = format!("{}/api/v4/projects/20/cluster_agents?per_page=5", lab.url());
    assert_eq!(moved.status, 301);
    assert_eq!(moved.header("location"), to);
    assert_eq!(moved.body, format!("This resource has been moved permanently to {to}"));
    lab.check(vec![
        rule("but not for writes", post("/projects/root%2Fold-test/cluster_agents", NAME))
            .is(405, r#"{"message":"Non GET methods are not allowed for moved projects"}"#),
        rule(
            "and not for those who see nothing",
            get("/projects/root%2Fold-test/cluster_agents").by("outsider"),
        )
        .is(404, NO_PROJECT),
    ]);
}

#[test]
fn tokens_are_sorted_by_last_use_with_the_unused_last() {
    let lab = Lab::new();
    let tokens = || lab.ask(get(TOKENS)).rows("id");
    assert_eq!(tokens(), [1, 2]);
    lab.control("POST", "agents/5/contact", Some(serde_json::json!({"token_id": 2})));
    assert_eq!(tokens(), [2, 1]);
}
