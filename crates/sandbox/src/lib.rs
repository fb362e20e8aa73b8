//! A local stand-in for GitLab to run agent-console against, over real HTTP on 127.0.0.1.
//!
//! It serves the eight endpoints of GitLab's agents API and those that a client needs besides:
//! `/personal_access_tokens/self`, `/user`, `/users/:id`, `/metadata`, `/version`, `/projects`,
//! `/projects/:id`, `/groups`, `/groups/:id` and `/groups/:id/projects`; and, over `/api/graphql`, the
//! fields of projects, groups, their agents and tokens. All data is in memory, and every start creates
//! the same data, down to ids and secrets. Times are relative to the start, except those of the
//! documented examples in project 20.
//!
//! # Fidelity
//!
//! Everything that a client can observe is as in GitLab: the order of checks (body, caller, scope,
//! parameters, project, role, agent, rule), each status with its body in all of GitLab's forms, roles
//! by membership and inheritance, 404 for reads and 403 for writes, sort orders, paging headers and
//! links, CORS with GitLab's list of exposed headers, messages in the caller's GitLab language, old
//! paths of moved projects, and the changes between versions 15.1 and 18.9.
//!
//! # Hostile texts
//!
//! `--hostile` adds group 14, `hostile`, in which all users have the same role as in group `platform`.
//! Its texts come from `tests/hostile/texts.json`: several hundred strings by class (markup, event
//! handlers, addresses, templates, directions, invisible characters, controls, look-alikes, commands,
//! great length and so on), and pairs that look alike. They are added without validation, as GitLab
//! would reject many of them.
//!
//! | project | content |
//! |---|---|
//! | 9001 `hostile/agents` | an agent per string, by a user of that name, with two tokens that have it as name or description |
//! | 9002 `hostile/look-alikes` | an agent per pair, with two tokens of these names |
//! | from 9101, `hostile/CLASS/CLASS` | one agent, in a project and a subgroup with names and descriptions of that class |
//!
//! `glpat-sandbox-hostile` belongs to a Maintainer of that group. The user's names and the token's are
//! hostile as well.
//!
//! # Not simulated
//!
//! - Receptive agents' URL configurations, and all endpoints not named above.
//! - GraphQL's mutations, `edges`, `connections` and `activityEvents`, queries by GET, and several
//!   queries in one request. Faults about rows and stale lists only affect REST.
//! - OAuth, job and deploy tokens, cookies, single sign-on, IP restrictions, blocked or unconfirmed
//!   accounts.
//! - Groups shared with groups or projects, custom roles, archived groups, projects with the
//!   infrastructure feature disabled.
//! - Filters of `/projects` by topic, star, activity or similarity; their parameters are ignored.
//! - Nested parameters, multipart bodies, and the `.json` suffix of a path.
//! - The database's collation: names are sorted bytewise.
//! - Rate limits, maintenance mode and proxies in front of GitLab, except as faults.
//!
//! # Fine-grained tokens
//!
//! | token | permissions |
//! |---|---|
//! | `glpat-sandbox-granular` | all that the endpoints above need |
//! | `glpat-sandbox-granular-read` | those for reading |
//! | `glpat-sandbox-granular-agents` | those on projects and groups: nothing about the caller, the token or this GitLab |
//! | `glpat-sandbox-granular-without-PERMISSION` | all but this one, such as `read_user` or `create_cluster_agent_token` |
//!
//! All belong to the maintainer and exist in every version. Without a permission, REST answers 403
//! `insufficient_granular_scope` with the permission's name, or 404 if the place itself is hidden.
//! GraphQL returns no error but null or fewer rows, as in GitLab 19.2; it omits all tokens of agents,
//! which have no permission of their own there.
//!
//! `glpat-sandbox-bot` is a project access token; its bot user is a member of project 20 only.
//!
//! # Control routes
//!
//! The routes below `/-/sandbox/` are for tests and people. They need no token.
//!
//! | route | effect |
//! |---|---|
//! | `POST reset` | resets everything |
//! | `POST faults`, `GET faults` | replaces or returns the rules that inject faults |
//! | `GET ledger` | every commit in order, with the hash of each secret |
//! | `GET requests` | the number of requests per route |
//! | `POST agents/:id/contact` with `{"token_id": 1}` | records a contact of an agent |
//! | `POST clock` with `{"advance_ms": 1000}`, `GET clock` | advances or returns the time |
//!
//! A rule is `{"method": "POST", "path": "REGEX", "query": "REGEX", "nth": 1, "fault": {...}}`, of
//! which only the fault is required. All matching rules hit a request. Preflights are only hit by
//! `preflight_fail`, requests by all other faults.
//!
//! | fault | effect |
//! |---|---|
//! | `status` (`code`, `body`, `content_type`, `headers`, `cors`) | sends this response instead |
//! | `after_commit` (`code`, `body`, `content_type`) | sends this response after the commit |
//! | `html`, `redirect` (`to`, `code`) | sends a login page or a redirect |
//! | `gzip_bomb` (`mib`) | sends a small response that unpacks to this much white space |
//! | `maintenance` | refuses writes like maintenance mode |
//! | `rate` (`per_minute`) | limits the rate |
//! | `delay` (`ms`) | waits before GitLab processes the request |
//! | `hold` (`ms`) | holds the response back after the commit |
//! | `drop_before_commit`, `drop_after_commit`, `cut_after` (`bytes`) | closes the connection |
//! | `no_cors`, `preflight_fail` | omits the CORS headers, or refuses preflights |
//! | `omit_total`, `loop_pages` | breaks the paging headers |
//! | `mutate_between_pages` (`change`) | someone else `insert`s or `remove`s an agent |
//! | `list_stale` (`ms`) | lists return the data of this long ago |
//! | `unknown_enum`, `nulls` (`fields`, `row`), `big_ids` (`text`), `no_secret` | breaks rows |
//! | `expire_pat` | expires the caller's personal access token |
//! | `granular_required` | refuses legacy tokens in groups and projects, like a group that requires fine-grained ones |
//! | `limit_tokens` (`n`) | sets the maximum active tokens per agent |
//! | `graphql_without` (`field`) | removes a field, given as `field` or `Type.field`, from GraphQL's schema |
//! | `graphql_complexity` (`max`) | sets GraphQL's maximum complexity |
//! | `graphql_nulls` (`field`) | GraphQL returns null for this field |
//! | `graphql_empty` (`field`) | GraphQL returns an empty list for `tokens` or `clusterAgents` |
//!
//! Waiting ends early when the rules are replaced; a `hold` without `ms` only ends then. While rules
//! drop connections, no connection is reused: a browser would resend the dropped request.
//!
//! # In a test
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), sandbox::StartError> {
//! let sandbox = sandbox::start(sandbox::Options::default()).await?;
//! assert!(sandbox.gitlab().starts_with("http://127.0.0.1:"));
//! # Ok(())
//! # }
//! ```

mod api;
mod clock;
mod connection;
mod console;
mod control;
mod cors;
mod faults;
mod gateway;
mod graphql;
mod headers;
mod ledger;
mod malformed;
mod options;
mod requests;
mod secrets;
mod server;
mod state;
mod version;
mod world;

pub use options::{Command, Console, Edition, Options, USAGE};
pub use server::{Sandbox, StartError, start};
pub use version::Version;
