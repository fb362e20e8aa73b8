//! Deleting an agent, with all its tokens.

use super::{Change, Errand, GitLab, News, State, Target};
use console_core::failure::Failure;
use gitlab_agents::Removal;
use leptos::prelude::*;

/// Where deleting an agent stands.
#[derive(Debug)]
pub(crate) enum Deletion {
    /// Nobody deletes one.
    Closed,
    /// The person confirms.
    Confirming {
        /// The agent.
        target: Target,
        /// Why the last attempt did not delete it.
        failure: Option<Failure>,
    },
    /// The request is under way.
    Deleting {
        /// The agent.
        target: Target,
    },
}

impl State {
    /// Opens the dialog that deletes the open agent, and reads its tokens so that the dialog tells the truth.
    pub(crate) fn begin_deletion(&'static self) {
        let Some(target) = self.open_target() else { return };
        let (project, agent) = (target.project, target.agent);
        self.form.begin(String::new());
        self.deletion.set(Deletion::Confirming { target, failure: None });
        self.look_at_tokens(project, agent);
    }

    /// Deletes the agent that the dialog shows. A second call while one is under way does nothing.
    pub(crate) fn delete(&'static self) {
        let Some(gitlab) = self.gitlab() else { return };
        let taken = self.deletion.try_update(|deletion| {
            let Deletion::Confirming { target, .. } = deletion else { return None };
            let target = target.clone();
            *deletion = Deletion::Deleting { target: target.clone() };
            Some(target)
        });
        let Some(target) = taken.flatten() else { return };
        self.spawn_later(Errand::Delete(gitlab, target));
    }

    /// Asks GitLab to delete the agent, and says how that ended.
    pub(super) async fn delete_agent(&'static self, gitlab: GitLab, target: Target) {
        let news = match gitlab.delete_agent(target.project, target.agent).await {
            Removal::Done => News::Deleted { name: target.agent_name.clone() },
            Removal::AlreadyGone => News::DeletedBefore { name: target.agent_name.clone() },
            Removal::Refused(why) | Removal::Unknown(why) => {
                self.note_denial(Change::Delete, target.project, &why);
                self.heed(&why);
                self.deletion.set(Deletion::Confirming { target, failure: Some(why) });
                return;
            }
        };
        self.deletion.set(Deletion::Closed);
        self.news.set(Some(news));
        self.agents.table.update_untracked(|table| table.remove(target.agent));
        self.agents.flush_soon();
        self.open_agent(None);
        self.refresh();
    }

    /// Closes the dialog.
    pub(crate) fn close_deletion(&'static self) {
        self.deletion.set(Deletion::Closed);
    }
}
