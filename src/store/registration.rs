//! Registering an agent, and going straight on to its first token.

use super::{Change, Errand, News, State, Target};
use console_core::config::Feature;
use console_core::digits::digits;
use console_core::failure::Failure;
use console_core::intent::{AgentOrder, Creation};
use console_core::model::{Agent, ProjectId};
use gitlab_agents::{Nudge, create, resume};
use leptos::prelude::*;
use std::rc::Rc;

/// Where registering an agent stands.
#[derive(Debug)]
pub(crate) enum Registration {
    /// Nobody registers one.
    Closed,
    /// The person names it.
    Naming {
        /// Why GitLab did not register it the last time.
        refused: Option<Failure>,
    },
    /// It is being registered, or the outcome is not known.
    Ordered(Creation<Agent>),
}

impl State {
    /// Opens the dialog that registers an agent, with the only writable project chosen.
    pub(crate) fn begin_registration(&'static self, project: Option<ProjectId>) {
        self.form.begin(String::new());
        if let Some(project) = project {
            self.form.project.set(digits(project.0));
        }
        self.registration.set(Registration::Naming { refused: None });
    }

    /// Registers the agent that the dialog names. A second call while one is under way does nothing.
    pub(crate) fn order_agent(&'static self, project: ProjectId, name: String) {
        let Some(session) = self.session() else { return };
        let order = Rc::new(AgentOrder { project, name, me: session.known.user_id() });
        if !self.registration.with_untracked(|open| matches!(open, Registration::Naming { .. })) {
            return;
        }
        let (intent, _) = Creation::begin(Rc::clone(&order));
        self.registration.set(Registration::Ordered(intent));
        self.orders.spawn(self.late(Errand::Register(order, None)));
    }

    /// Looks again for an agent whose reply was lost.
    pub(crate) fn look_for_agent_again(&'static self) {
        let unresolved = self.registration.with_untracked(|registration| match registration {
            Registration::Ordered(state @ Creation::Unresolved { .. }) => {
                Some((Rc::clone(state.order()), state.clone()))
            }
            _ => None,
        });
        if let Some((order, state)) = unresolved {
            self.orders.spawn(self.late(Errand::Register(order, Some(state))));
        }
    }

    /// Registers the agent of `order`, or goes on from a state in which it is only looked for, and shows how that
    /// goes.
    pub(super) async fn drive_registration(
        &'static self,
        order: Rc<AgentOrder>,
        from: Option<Creation<Agent>>,
    ) {
        let Some(gitlab) = self.gitlab() else { return };
        let mut show = |state: &Creation<Agent>| self.show_registration(state);
        match from {
            None => create(&gitlab, order, &Nudge::default(), &mut show).await,
            Some(state) => resume(&gitlab, state, &mut show).await,
        };
    }

    /// Goes back to the form, with what was typed, after a registration that came to nothing.
    pub(crate) fn name_agent_again(&'static self) {
        self.close_registration();
        self.registration.set(Registration::Naming { refused: None });
    }

    /// Closes the dialog. What it said of a registration has been seen.
    pub(crate) fn close_registration(&'static self) {
        self.registration.with_untracked(|registration| {
            if let Registration::Ordered(
                state @ (Creation::NotCreated { .. } | Creation::Unresolved { .. }),
            ) = registration
            {
                self.forget_agent(state.order());
            }
        });
        self.registration.set(Registration::Closed);
    }

    fn show_registration(&'static self, intent: &Creation<Agent>) {
        let order = intent.order();
        if !self.is_by_me(order.me) {
            return;
        }
        self.follow_agent(intent);
        match intent.clone() {
            Creation::Created { made, .. } => self.registered(made),
            Creation::Found { found, .. } => {
                self.news.set(Some(News::RegisteredUnheard { name: found.name.clone() }));
                self.registered(found);
            }
            Creation::Refused { why, .. } => {
                self.registration.set(Registration::Naming { refused: Some(why.clone()) });
                self.note_denial(Change::Register, order.project, &why);
                self.heed(&why);
            }
            intent => {
                if let Creation::Unresolved { cause, .. } = &intent {
                    self.heed(cause);
                }
                self.registration.set(Registration::Ordered(intent));
            }
        }
    }

    fn registered(&'static self, agent: Agent) {
        let target = Target {
            agent: agent.id,
            agent_name: agent.name.clone(),
            project: agent.project.id,
            project_path: agent.project.path.clone(),
        };
        self.tell(
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
        self.registration.set(Registration::Closed);
        self.open_agent(Some(target.agent));
        if self.offers(Feature::Create) {
            self.name_token(target);
        }
    }
}
