//! Registering an agent, and going straight on to its first token.

use super::errand::Order;
use super::{Change, News, Orders, Session, Target};
use console_core::config::Feature;
use console_core::dialog::{Registration, RegistrationCommand};
use console_core::digits::digits;
use console_core::intent::{AgentOrder, Creation};
use console_core::model::{Agent, ProjectId};
use gitlab_agents::{Nudge, Start, drive};
use leptos::prelude::*;
use std::rc::Rc;

impl Session {
    /// Opens the dialog that registers an agent, with the only writable project chosen.
    pub(crate) fn begin_registration(&self, project: Option<ProjectId>) {
        self.form.begin(String::new());
        if let Some(project) = project {
            self.form.project.set(digits(project.0));
        }
        self.registration.write().name();
    }

    /// Registers the agent that the dialog names. A second call while one is under way does
    /// nothing.
    pub(crate) fn order_agent(self: &Rc<Self>, project: ProjectId, name: String) {
        let order = AgentOrder { project, name, me: self.user_id() };
        self.change_registration(|dialog| dialog.order(order));
    }

    /// Looks again for an agent whose reply was lost.
    pub(crate) fn look_for_agent_again(self: &Rc<Self>) {
        self.change_registration(Registration::look_again);
    }

    /// Goes back to the form, with what was typed, after a registration that came to nothing.
    pub(crate) fn name_agent_again(self: &Rc<Self>) {
        self.change_registration(Registration::name_again);
    }

    /// Closes the dialog. What it said of a registration has been seen.
    pub(crate) fn close_registration(self: &Rc<Self>) {
        self.change_registration(Registration::ask_to_close);
    }

    fn change_registration(
        self: &Rc<Self>,
        change: impl FnOnce(&mut Registration) -> Vec<RegistrationCommand>,
    ) {
        let commands = change(&mut self.registration.write());
        self.carry_out_registration(commands);
    }

    fn carry_out_registration(self: &Rc<Self>, commands: Vec<RegistrationCommand>) {
        for command in commands {
            match command {
                RegistrationCommand::Create(order) => {
                    self.start(Order::Register(Start::Order(order)));
                }
                RegistrationCommand::Resume(state) => {
                    self.start(Order::Register(Start::State(state)));
                }
                // Whoever tells of a state has noted it.
                RegistrationCommand::Follow => {}
                RegistrationCommand::Forget(order) => {
                    self.change_journal(|journal| journal.forget::<Agent>(&order));
                }
                RegistrationCommand::TellUnheard(name) => {
                    self.corner.say(News::RegisteredUnheard { name });
                }
                RegistrationCommand::Welcome(agent) => self.registered(agent),
                RegistrationCommand::Heed(why) => self.heed(&why),
                RegistrationCommand::NoteDenial(project, why) => {
                    self.note_denial(Change::Register, project, &why);
                }
            }
        }
    }

    fn registered(self: &Rc<Self>, agent: Agent) {
        let target = Target {
            agent: agent.id,
            agent_name: agent.name.clone(),
            project: agent.project.id,
            project_path: agent.project.path.clone(),
        };
        self.console.tell(
            "agent-registered",
            &[
                ("project", &target.project_path),
                ("agentId", &digits(target.agent.0)),
                ("name", &target.agent_name),
            ],
        );
        // After a reload the address may be that of another scope.
        if self.agents.key_of(agent.project.id).is_some() {
            self.agents.table.update_untracked(|table| table.add(agent));
            self.agents.flush_soon();
        }
        self.read_names();
        self.console.open_agent(Some(target.agent));
        if self.console.offers(Feature::Create) {
            self.name_token(target);
        }
    }
}

impl Orders {
    /// Registers an agent, or goes on from a state in which it is only looked for, and shows how
    /// that goes.
    pub(super) async fn drive_registration(&self, start: Start<Agent>) {
        let mut told = |state: &Creation<Agent>| {
            let Some(session) = self.session() else { return };
            let is_mine = session.user_id() == state.order().me;
            let commands = session.registration.write().told(state, is_mine);
            if is_mine {
                session.change_journal(|journal| journal.follow(state));
            }
            session.carry_out_registration(commands);
        };
        drive(&self.gitlab, start, &Nudge::default(), &mut told).await;
    }
}
