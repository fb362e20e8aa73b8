//! A GitLab to try agent-console against: a stand-in that speaks real HTTP on 127.0.0.1.
//!
//! It answers the eight endpoints of GitLab's agents API and those a client needs around them:
//! `/personal_access_tokens/self`, `/user`, `/users/:id`, `/metadata`, `/version`, `/projects`,
//! `/projects/:id`, `/groups`, `/groups/:id` and `/groups/:id/projects`; and over `/api/graphql` what
//! GraphQL tells of projects, groups, their agents and tokens. Everything is in memory, and a fresh start is always the same world, down to ids and secrets. Times in it are relative
//! to the start, except those of the documented examples in project 20.
//!
//! # How faithful it is
//!
//! What a client can tell apart is GitLab's: the order of the checks (body, caller, scope,
//! parameters, project, role, agent, rule), each status with its body in all of GitLab's shapes,
//! roles by membership and inheritance, 404 for reads and 403 for writes, sort orders, paging
//! headers and links, CORS with GitLab's list of exposed headers, sentences in the caller's own
//! GitLab language, old paths of moved projects, and what changed between versions 15.1 and 18.9.
//!
//! # Hostile texts
//!
//! `--hostile` adds group 14, `hostile`, in which everybody has the role that they have in group
//! `platform`. Its texts are those of `tests/hostile/texts.json`: several hundred strings by class
//! (markup, event handlers, addresses, templates, directions, unseen characters, controls,
//! look-alikes, commands, great length and so on), and pairs that look alike. GitLab would refuse
//! many of them; the world has them all the same.
//!
//! | project | what is in it |
//! |---|---|
//! | 9001 `hostile/agents` | an agent for each string, by a user of that name, with two tokens that have it as name or as description |
//! | 9002 `hostile/look-alikes` | an agent for each pair, with two tokens of these names |
//! | from 9101, `hostile/CLASS/CLASS` | one agent, in a project and a subgroup whose names and description are of that class |
//!
//! `glpat-sandbox-hostile` is the token of a Maintainer of that group, whose own names, and the
//! token's, are hostile as well.
//!
//! # What it does not simulate
//!
//! - Receptive agents' URL configurations and every endpoint not named above.
//! - GraphQL's mutations, `edges`, `connections` and `activityEvents`, queries by GET, several in one
//!   request, and faults about rows and stale lists, which are REST's only.
//! - OAuth, job and deploy tokens, cookies, single sign-on, IP restrictions,
//!   blocked or unconfirmed accounts.
//! - Groups shared with groups or projects, custom roles, archived groups, projects with the
//!   infrastructure feature turned off.
//! - Filters of `/projects` by topic, star, activity or similarity; their parameters are ignored.
//! - Parameters nested in others, multipart bodies, and the `.json` ending of a path.
//! - The collation of the database: names are sorted by their bytes.
//! - Throttles by themselves, maintenance, and what stands in front of a GitLab. Faults bring them.
//!
//! # Fine-grained tokens
//!
//! | token | what it is granted |
//! |---|---|
//! | `glpat-sandbox-granular` | every permission that the endpoints above need |
//! | `glpat-sandbox-granular-read` | those that read |
//! | `glpat-sandbox-granular-agents` | those on projects and groups: nothing about the caller, the token or this GitLab |
//! | `glpat-sandbox-granular-without-PERMISSION` | every one but this, such as `read_user` or `create_cluster_agent_token` |
//!
//! All are the maintainer's, in whatever version. REST refuses what is not granted with 403
//! `insufficient_granular_scope` and the name of the permission, and 404 where the place itself is
//! hidden. GraphQL refuses nothing: it answers null or leaves rows out, as GitLab 19.2 does, and it
//! leaves out all tokens of agents, which have no permission of their own there.
//!
//! `glpat-sandbox-bot` is a project access token, whose bot user is a member of project 20 alone.
//!
//! # Control routes
//!
//! Below `/-/sandbox/` there are routes for tests and people. They need no token.
//!
//! | route | what it does |
//! |---|---|
//! | `POST reset` | back to a fresh start |
//! | `POST faults`, `GET faults` | replaces or tells the rules by which requests go wrong |
//! | `GET ledger` | every commit in order, with the hash of each secret |
//! | `GET requests` | how often each route was asked for |
//! | `POST agents/:id/contact` with `{"token_id": 1}` | an agent phones home |
//! | `POST clock` with `{"advance_ms": 1000}`, `GET clock` | moves or tells the world's time |
//!
//! A rule is `{"method": "POST", "path": "REGEX", "query": "REGEX", "nth": 1, "fault": {...}}`, of
//! which only the fault must be there. All rules that match hit a request. Preflights are hit by
//! `preflight_fail` only, and requests by all the others.
//!
//! | fault | what it does |
//! |---|---|
//! | `status` (`code`, `body`, `content_type`, `headers`, `cors`) | answers this instead |
//! | `after_commit` (`code`, `body`, `content_type`) | answers this once GitLab has done what is asked |
//! | `html`, `redirect` (`to`, `code`) | answers a login page, or a redirect |
//! | `gzip_bomb` (`mib`) | answers something small that unpacks to so much white space |
//! | `maintenance` | refuses writes as maintenance mode does |
//! | `rate` (`per_minute`) | throttles |
//! | `delay` (`ms`) | waits before GitLab sees the request |
//! | `hold` (`ms`) | keeps the reply back after the commit |
//! | `drop_before_commit`, `drop_after_commit`, `cut_after` (`bytes`) | ends the connection |
//! | `no_cors`, `preflight_fail` | leaves the CORS headers out, or refuses preflights |
//! | `omit_total`, `loop_pages` | spoils the paging headers |
//! | `mutate_between_pages` (`change`) | lets somebody else `insert` or `remove` an agent |
//! | `list_stale` (`ms`) | lists what was so long ago |
//! | `unknown_enum`, `nulls` (`fields`, `row`), `big_ids` (`text`), `no_secret` | spoils rows |
//! | `expire_pat` | ends the caller's personal access token |
//! | `granular_required` | refuses legacy tokens in groups and projects, as a group that enforces fine-grained ones |
//! | `limit_tokens` (`n`) | lets an agent have so many active tokens |
//! | `graphql_without` (`field`) | takes a field, as `field` or `Type.field`, out of GraphQL's schema |
//! | `graphql_complexity` (`max`) | lets GraphQL answer nothing more complex |
//! | `graphql_nulls` (`field`) | lets GraphQL answer null under this name |
//! | `graphql_empty` (`field`) | lets GraphQL answer an empty list in place of `tokens`, or of `clusterAgents` |
//!
//! Waiting ends early when the rules are replaced; a `hold` without `ms` ends only then. While
//! rules drop connections, no connection is used for two requests: a browser would send the
//! dropped request again.
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
