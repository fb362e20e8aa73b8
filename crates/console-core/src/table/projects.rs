//! The projects of the agents, each once.

use super::texts::Texts;
use crate::id_map::IdMap;
use crate::model::{ProjectId, ProjectIdentity};

/// Projects, numbered in the order in which they appeared.
#[derive(Debug, Default)]
pub(super) struct Projects {
    index: IdMap,
    ids: Vec<ProjectId>,
    /// How often a read of the project began. An agent carries the number of the read that gave it.
    reads: Vec<u32>,
    /// The full paths.
    pub(super) paths: Texts,
}

impl Projects {
    /// The number of a project, which is added where it is new.
    pub(super) fn intern(&mut self, id: ProjectId) -> u32 {
        let next = self.ids.len() as u32;
        let number = *self.index.entry(id.0).or_insert(next);
        if number == next {
            self.ids.push(id);
            self.reads.push(0);
            self.paths.push("");
        }
        number
    }

    /// The number of a project as an agent tells of it, and whether its path is new.
    pub(super) fn update(&mut self, project: &ProjectIdentity) -> (u32, bool) {
        let number = self.intern(project.id);
        (number, self.paths.set(number, &project.path))
    }

    /// The number of a project that is known already.
    pub(super) fn find(&self, id: ProjectId) -> Option<u32> {
        self.index.get(&id.0).copied()
    }

    /// The id of the project with that number.
    pub(super) fn id(&self, number: u32) -> Option<ProjectId> {
        self.ids.get(number as usize).copied()
    }

    /// All ids, in the order of their numbers.
    pub(super) fn ids(&self) -> &[ProjectId] {
        &self.ids
    }

    /// A read of the project begins.
    pub(super) fn begin_read(&mut self, id: ProjectId) {
        let number = self.intern(id);
        if let Some(reads) = self.reads.get_mut(number as usize) {
            *reads = reads.wrapping_add(1);
        }
    }

    /// The number of the latest read.
    pub(super) fn latest_read(&self, number: u32) -> u32 {
        self.reads.get(number as usize).copied().unwrap_or_default()
    }
}
