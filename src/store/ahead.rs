//! Reading what the address asks for before it is known who is signed in.

use super::{GitLab, Place, Reading, State};
use leptos::prelude::*;

impl State {
    /// Reads what the address asks for while GitLab still looks at the credential, if that is projects by name. Nothing is
    /// shown before it accepts it, and what comes to nothing is asked again by then: [`State::go_on_reading`].
    pub(super) fn read_ahead(&'static self, gitlab: &GitLab) {
        let Place::Agents(scope) = untrack(|| self.place_at(Some(gitlab.gitlab()))) else { return };
        let archived = self.address.with_untracked(|address| address.archived);
        let sources = untrack(|| self.sources(&scope, archived))
            .filter(|sources| sources.places.are_projects());
        if let Some(sources) = sources {
            self.agents.clear();
            self.agents.sources.set(Some(sources.clone()));
            self.read(gitlab.clone(), sources, false, None);
        }
    }

    /// Goes on with what was begun before GitLab had accepted the credential.
    pub(super) fn go_on_reading(&'static self) {
        let failed = self.agents.projects.with_untracked(|projects| {
            projects.iter().filter_map(|state| state.failure.clone()).collect::<Vec<_>>()
        });
        failed.iter().for_each(|failure| self.heed(failure));
        match self.agents.reading.get_untracked() {
            Reading::Running { .. } => self.begin_contacts(),
            Reading::Done(_) => {
                self.begin_contacts();
                self.read_names();
            }
            Reading::Idle | Reading::Stopped | Reading::Failed { .. } => {}
        }
    }
}
