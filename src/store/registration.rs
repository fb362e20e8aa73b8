//! Registering an agent, and going straight on to its first token.

use super::{News, State, Target};
use crate::browser::clock::now;
use agent_ops::config::Feature;
use agent_ops::failure::Failure;
use agent_ops::intent::{AgentOrder, RegisterAgent, ReplyFate};
use agent_ops::model::{Agent, ProjectId};
use gitlab_agents::{register_agent, resume_agent};

/// Where registering an agent stands.
#[derive(Clone, Debug)]
pub(crate) enum Registration {
    /// Nobody registers one.
    Closed,
    /// The person names it.
    Naming {
        /// Why GitLab did not register it the last time.
        refused: Option<Failure>,
    },
    /// It is being registered, or the outcome is not known.
    Ordered(RegisterAgent),
}

impl State {
    /// Opens the dialog that registers an agent, with the only writable project chosen.
    pub(crate) fn begin_registration(&'static self, project: Option<ProjectId>) {
        self.form.begin(String::new());
        if let Some(project) = project {
            self.form.project.set(project.to_string());
        }
        self.registration.set(Registration::Naming { refused: None });
    }

    /// Registers the agent that the dialog names. A second call while one is under way does nothing.
    pub(crate) fn order_agent(&'static self, project: ProjectId, name: String) {
        let Some(session) = self.session() else { return };
        let order = AgentOrder { project, name, me: Some(session.user.id) };
        let ordered = self.registration.update(|registration| {
            let naming = matches!(registration, Registration::Naming { .. });
            if naming {
                let (intent, _) = RegisterAgent::begin(order.clone(), now());
                *registration = Registration::Ordered(intent);
            }
            naming
        });
        if !ordered {
            return;
        }
        let gitlab = session.gitlab.clone();
        self.spawn(async move {
            let mut show = |intent: &RegisterAgent| self.show_registration(intent.clone());
            register_agent(&gitlab, order, &mut show).await;
        });
    }

    /// Looks again for an agent whose reply was lost.
    pub(crate) fn look_for_agent_again(&'static self) {
        let Some(gitlab) = self.gitlab() else { return };
        let Registration::Ordered(intent) = self.registration.get_untracked() else { return };
        if !matches!(intent, RegisterAgent::Unresolved { .. }) {
            return;
        }
        self.spawn(async move {
            let mut show = |intent: &RegisterAgent| self.show_registration(intent.clone());
            resume_agent(&gitlab, intent, &mut show).await;
        });
    }

    /// Closes the dialog.
    pub(crate) fn close_registration(&'static self) {
        self.registration.set(Registration::Closed);
    }

    fn show_registration(&'static self, intent: RegisterAgent) {
        match intent {
            RegisterAgent::Registered { agent, reply } => self.registered(agent, reply),
            RegisterAgent::Refused { why, .. } => {
                self.heed(&why);
                self.registration.set(Registration::Naming { refused: Some(why) });
            }
            intent => self.registration.set(Registration::Ordered(intent)),
        }
    }

    fn registered(&'static self, agent: Agent, reply: ReplyFate) {
        let target = Target {
            agent: agent.id,
            agent_name: agent.name.clone(),
            project: agent.project.id,
            project_path: agent.project.path.clone(),
        };
        if reply == ReplyFate::Lost {
            self.news.set(Some(News::RegisteredUnheard { name: agent.name.clone() }));
        }
        self.tell(
            "agent-registered",
            &[
                ("project", &target.project_path),
                ("agentId", &target.agent.to_string()),
                ("name", &target.agent_name),
            ],
        );
        self.agents.table.update_untracked(|table| table.add(agent));
        self.agents.flush_soon();
        self.read_names();
        self.registration.set(Registration::Closed);
        self.open_agent(Some(target.agent));
        if self.offers(Feature::Create) {
            self.begin_creation(target);
        }
    }
}
