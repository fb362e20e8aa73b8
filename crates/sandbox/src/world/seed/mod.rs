//! The world every sandbox starts with.

mod documented;
mod people;

use super::World;
use crate::clock::Moment;
use crate::options::Options;

pub(super) fn build(_options: &Options, now: Moment) -> World {
    let mut world = World::default();
    people::add(&mut world, now);
    documented::add(&mut world);
    world
}
