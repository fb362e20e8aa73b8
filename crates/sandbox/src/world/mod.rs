//! What a GitLab stores: people, groups, projects, agents and their tokens.

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

/// Everything stored. Times and the caller come from outside, so the world has no clock.
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
    /// Living agents of a project by name, which is also GitLab's order for them.
    agents_by_name: HashMap<u64, BTreeMap<String, u64>>,
    tokens: BTreeMap<u64, Token>,
    tokens_by_agent: HashMap<u64, Vec<u64>>,
}

impl World {
    /// The world every sandbox with these options starts with, its times seen from `now`.
    pub(crate) fn new(options: &Options, now: Moment) -> Self {
        seed::build(options, now)
    }
}
