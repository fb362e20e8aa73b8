//! The initial data of every sandbox.

mod attack;
mod corpus;
mod documented;
mod fleet;
mod hostile;
mod large;
mod people;
mod places;
mod planter;

use super::World;
use crate::clock::Moment;
use crate::options::Options;
use planter::Planter;

pub(super) fn build(options: &Options, now: Moment) -> World {
    let mut world = World::default();
    people::add(&mut world, now);
    places::add(&mut world, now);
    documented::add(&mut world);
    let mut planter = Planter::new(&mut world, now);
    fleet::add(&mut planter);
    hostile::add(&mut planter);
    large::add_agents(&mut planter, options.agents);
    large::add_projects(&mut planter, options.projects);
    if options.hostile {
        attack::add(&mut planter);
    }
    world
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::world::{Level, rules};

    const NOW: Moment = Moment::from_millis(1_800_000_000_000);

    fn world(agents: u32, projects: u32) -> World {
        build(&Options { agents, projects, ..Options::default() }, NOW)
    }

    #[test]
    fn every_agent_could_have_been_registered() {
        let world = world(50, 20);
        for agent in world.agents.values() {
            assert_eq!(rules::agent_name(&agent.name, false), [], "{}", agent.name);
        }
        let named: usize = world.agents_by_name.values().map(BTreeMap::len).sum();
        assert_eq!(named, world.agents.len(), "a name was used twice in one project");
    }

    #[test]
    fn every_token_could_have_been_created() {
        for token in world(0, 0).tokens.values() {
            assert_eq!(rules::token(&token.name, token.description.as_deref()), [], "{}", token.id);
        }
    }

    #[test]
    fn the_hostile_group_has_every_string() {
        let world = build(&Options { hostile: true, ..Options::default() }, NOW);
        let names: BTreeSet<&str> = world.agents(9001, 0).map(|agent| &*agent.name).collect();
        assert!(names.len() >= 300, "{}", names.len());
        assert_eq!(names.len(), world.agent_count(9001));
        assert!(names.iter().any(|name| name.len() == 1 << 20), "none is a megabyte");
        for agent in world.agents(9001, 0) {
            let tokens = world.active_tokens(agent.id, NOW);
            assert!(tokens.iter().any(|token| token.name == agent.name));
            assert!(tokens.iter().any(|token| token.description.as_ref() == Some(&agent.name)));
            assert_eq!(world.user(agent.creator.unwrap()).unwrap().username, agent.name);
        }
        assert!(world.agent_count(9002) >= 20, "pairs of look-alikes");
    }

    #[test]
    fn the_platform_has_about_sixty_agents_in_twelve_projects() {
        let world = world(0, 0);
        let counts: Vec<_> = (101..=112).map(|project| world.agent_count(project)).collect();
        assert!(counts.iter().all(|count| *count > 0), "{counts:?}");
        assert_eq!(counts.iter().sum::<usize>(), 60);
        let archived: Vec<_> =
            world.projects().filter(|project| project.archived).map(|project| project.id).collect();
        assert_eq!(archived, [108]);
    }

    #[test]
    fn the_longest_names_are_as_long_as_allowed() {
        let world = world(0, 0);
        let longest = |lengths: Vec<usize>| lengths.into_iter().max();
        let names = world.agents.values().map(|agent| agent.name.len()).collect();
        assert_eq!(longest(names), Some(63));
        let names = world.tokens.values().map(|token| token.name.chars().count()).collect();
        assert_eq!(longest(names), Some(255));
    }

    #[test]
    fn one_user_is_developer_here_and_maintainer_there() {
        let world = world(0, 0);
        let level = |project| world.project_level(people::MIXED, world.project(project).unwrap());
        let levels: Vec<_> = (101..=112).map(level).collect();
        assert_eq!(levels.iter().filter(|level| **level == Some(Level::Developer)).count(), 6);
        assert_eq!(levels.iter().filter(|level| **level == Some(Level::Maintainer)).count(), 6);
        assert_eq!(level(20), None);
    }

    #[test]
    fn creates_the_requested_numbers() {
        let world = world(1_234, 30);
        assert_eq!(world.agent_count(1000), 1_234);
        let small: Vec<_> = (2001..=2030).map(|project| world.agent_count(project)).collect();
        assert!(small.iter().all(|count| (1..=3).contains(count)), "{small:?}");
        assert!(world.project(2031).is_none());
    }
}
