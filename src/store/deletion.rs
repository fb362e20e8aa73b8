//! Deleting an agent, with all its tokens. What the dialog shows is decided by [`Deletion`].

use super::{Change, Errand, News, Session, Target};
use console_core::dialog::{Deletion, DeletionCommand};
use leptos::prelude::*;
use std::rc::Rc;

impl Session {
    /// Opens the dialog that deletes the open agent, and reads its tokens so that the dialog tells
    /// the truth.
    pub(crate) fn begin_deletion(self: &Rc<Self>) {
        let Some(target) = self.open_target() else { return };
        self.form.begin(String::new());
        self.change_deletion(|dialog| dialog.begin(target));
    }

    /// Deletes the agent that the dialog shows. A second call while one is under way does nothing.
    pub(crate) fn delete(self: &Rc<Self>) {
        self.change_deletion(Deletion::confirm);
    }

    /// Closes the dialog.
    pub(crate) fn close_deletion(&self) {
        self.deletion.write().ask_to_close();
    }

    fn change_deletion(
        self: &Rc<Self>,
        change: impl FnOnce(&mut Deletion) -> Vec<DeletionCommand>,
    ) {
        let commands = change(&mut self.deletion.write());
        for command in commands {
            match command {
                DeletionCommand::LookAtTokens(Target { project, agent, .. }) => {
                    self.look_at_tokens(project, agent);
                }
                DeletionCommand::Delete(target) => {
                    self.spawn_later(Errand::Delete(target));
                }
                DeletionCommand::TellDeleted(target) => {
                    self.deleted(&target, News::Deleted { name: target.agent_name.clone() });
                }
                DeletionCommand::TellGone(target) => {
                    self.deleted(&target, News::DeletedBefore { name: target.agent_name.clone() });
                }
                DeletionCommand::Heed(why) => self.heed(&why),
                DeletionCommand::NoteDenial(project, why) => {
                    self.note_denial(Change::Delete, project, &why);
                }
            }
        }
    }

    /// Asks GitLab to delete the agent, and says how that ended.
    pub(super) async fn delete_agent(self: &Rc<Self>, target: Target) {
        let removal = self.gitlab().delete_agent(target.project, target.agent).await;
        self.change_deletion(|dialog| dialog.removed(removal));
    }

    fn deleted(self: &Rc<Self>, target: &Target, news: News) {
        self.corner.say(news);
        self.agents.table.update_untracked(|table| table.remove(target.agent));
        self.agents.flush_soon();
        self.console.open_agent(None);
        self.refresh();
    }
}
