//! Archived projects that the scope leaves out.

use super::{Errand, Reading, Session};
use console_core::address::{Archived, Places, Sources};
use console_core::model::ProjectId;
use gitlab_agents::{LeftOut, count_left_out};
use leptos::prelude::*;
use std::rc::Rc;

/// How many archived projects the scope leaves out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ArchivedCount {
    /// It was not asked yet, or does not matter.
    Unread,
    /// So many.
    Read(LeftOut),
    /// GitLab did not tell.
    Failed,
}

impl Session {
    /// Whether the scope is one that archived projects are left out of. Tracks.
    pub(crate) fn may_leave_out(&self) -> bool {
        self.agents
            .sources
            .with(|sources| sources.as_ref().is_some_and(|sources| !sources.places.are_projects()))
    }

    /// Counts what the scope leaves out. The number there was stays until there is another one.
    pub(super) fn count_archived(self: &Rc<Self>) {
        let agents = &self.agents;
        let Some(places) = self.leaving_out() else { return };
        let shown = agents.projects.with_untracked(|projects| {
            projects.iter().filter_map(|state| Some(state.project.as_ref()?.id)).collect::<Vec<_>>()
        });
        let count = Errand::CountLeftOut(places, shown);
        let guard = self.tasks.spawn_scoped(self.late(count));
        agents.counting.replace(Some(guard));
    }

    /// Asks GitLab for the number.
    pub(super) async fn read_left_out(&self, places: Places, shown: Vec<ProjectId>) {
        let count = count_left_out(self.gitlab(), &places, &shown, self.is_admin()).await;
        self.agents.left_out.set(count.map_or(ArchivedCount::Failed, ArchivedCount::Read));
    }

    /// Where archived projects are left out, once the scope was read.
    fn leaving_out(&self) -> Option<Places> {
        let is_read =
            self.agents.reading.with_untracked(|reading| matches!(reading, Reading::Done(_)));
        self.agents.sources.with_untracked(|sources| match sources {
            Some(Sources { places, archived: Archived::LeftOut })
                if is_read && !places.are_projects() =>
            {
                Some(places.clone())
            }
            _ => None,
        })
    }
}
