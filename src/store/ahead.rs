//! Reading what the address asks for before it is known who is signed in.

use super::agents::Agents;
use super::{Console, GitLab, Place, Reading, Session};
use leptos::prelude::*;
use std::rc::Rc;

impl Console {
    /// Reads what the address asks for while GitLab still looks at the credential, if that is projects by name. Nothing is
    /// shown before it accepts it, and what comes to nothing is asked again by then: [`Session::go_on_reading`].
    pub(super) fn read_ahead(&self, gitlab: &GitLab, agents: &Rc<Agents>) {
        let Place::Agents(scope) = untrack(|| self.place_at(Some(gitlab.gitlab()))) else { return };
        let archived = self.address.with_untracked(|address| address.archived);
        let sources = untrack(|| self.sources(&scope, archived))
            .filter(|sources| sources.places.are_projects());
        if let Some(sources) = sources {
            agents.sources.set(Some(sources.clone()));
            agents.read(gitlab.clone(), sources, false, None);
        }
    }
}

impl Session {
    /// Goes on with what was begun before GitLab had accepted the credential.
    pub(super) fn go_on_reading(self: &Rc<Self>) {
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
