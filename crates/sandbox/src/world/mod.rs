//! GitLab's data: users, groups, projects, agents and tokens.

mod access;
mod agents;
mod people;
mod permission;
mod places;
mod rules;
mod seed;
mod usage;

pub(crate) use access::{Level, Membership, Source};
pub(crate) use agents::{Agent, NewToken, Refused, Token};
pub(crate) use people::{AccessToken, Language, Scope, User, Visibility as ProfileVisibility};
pub(crate) use permission::{Boundary, Permission};
pub(crate) use places::{Found, Group, Namespace, Project, Visibility};
pub(crate) use rules::{Attribute, Invalid, Problem};
pub(crate) use usage::Usage;

use std::collections::{BTreeMap, HashMap};

use crate::clock::Moment;
use crate::options::Options;

/// All data. Times and callers are passed in, so there is no clock here.
#[derive(Debug, Default)]
pub(crate) struct World {
    users: BTreeMap<u64, User>,
    access_tokens: Vec<AccessToken>,
    groups: BTreeMap<u64, Group>,
    projects: BTreeMap<u64, Project>,
    project_paths: HashMap<String, u64>,
    moved_paths: HashMap<String, u64>,
    memberships: Vec<Membership>,
    agents: BTreeMap<u64, Agent>,
    /// Existing agents of a project by name, which is also GitLab's sort order.
    agents_by_name: HashMap<u64, BTreeMap<String, u64>>,
    tokens: BTreeMap<u64, Token>,
    tokens_by_agent: HashMap<u64, Vec<u64>>,
}

impl World {
    /// The initial data for these options, with times relative to `now`.
    pub(crate) fn new(options: &Options, now: Moment) -> Self {
        seed::build(options, now)
    }
}
