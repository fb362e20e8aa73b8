//! Creating a token, from its name to the moment its value is stored.

use super::{Leaving, State};
use crate::browser::clock::{now, random, sleep};
use agent_ops::failure::Failure;
use agent_ops::intent::{Certainty, CreateToken, TokenOrder};
use agent_ops::model::{AgentId, ProjectId, Token};
use agent_ops::names::suggest_token_name;
use agent_ops::secret::Secret;
use gitlab_agents::{Nudge, Urgency, create_token, resume_token};

/// The agent a token is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// Its id.
    pub(crate) agent: AgentId,
    /// Its name.
    pub(crate) agent_name: String,
    /// Its project.
    pub(crate) project: ProjectId,
    /// The project's path.
    pub(crate) project_path: String,
}

/// Where creating a token stands.
#[derive(Debug)]
pub(crate) enum Creation {
    /// Nobody creates one.
    Closed,
    /// The person names it.
    Naming {
        /// The agent it is for.
        target: Target,
        /// The random part of the suggested name.
        marker: String,
        /// Why GitLab did not create it the last time.
        refused: Option<Failure>,
    },
    /// It is being created.
    UnderWay {
        /// The agent it is for.
        target: Target,
        /// What is being done.
        step: Step,
    },
    /// The reply was lost, and this is what is known.
    Ended {
        /// The agent it is for.
        target: Target,
        /// What is known.
        outcome: Outcome,
        /// What asks for another look.
        again: Again,
    },
    /// It exists, and this is its value, which is here and nowhere else.
    Revealed {
        /// The agent it is for.
        target: Target,
        /// The token.
        token: Token,
        /// Its value.
        secret: Secret,
    },
}

/// What is being done to create a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Reading which tokens there are.
    Checking,
    /// The request is under way.
    Posting,
    /// The reply was lost: looking for the token.
    Looking,
}

/// What is known of a creation whose reply was lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The token exists without its value.
    Orphaned {
        /// The token.
        token: Token,
        /// How sure it is that this is the one.
        certainty: Certainty,
    },
    /// No new token appeared.
    NotCreated,
    /// Looking failed too.
    Unresolved {
        /// Why.
        cause: Failure,
    },
}

/// How to look again.
#[derive(Debug)]
pub(crate) enum Again {
    /// By asking the creation, which still waits for a late reply.
    Nudge(Nudge),
    /// By going on from where it ended.
    Resume(CreateToken),
}

impl Creation {
    /// Whether a value is on the screen.
    pub(crate) fn shows_secret(&self) -> bool {
        matches!(self, Creation::Revealed { .. })
    }
}

/// How often a value that came late looks whether the one on the screen is still there.
const TURN_MS: u32 = 500;

impl State {
    /// Opens the dialog that creates a token for `target`.
    pub(crate) fn begin_creation(&'static self, target: Target) {
        let (name, marker) = suggest_token_name(&target.agent_name, now(), u64::from(random()));
        self.secret_stored.set(false);
        self.form.begin(name);
        self.creation.set(Creation::Naming { target, marker, refused: None });
    }

    /// Orders the token that the dialog names. A second call while one is under way does nothing.
    pub(crate) fn order_token(&'static self, name: String, description: String) {
        let Some(session) = self.session() else { return };
        let limit = self.token_limit();
        let ordered = self.creation.update(|creation| {
            let Creation::Naming { target, marker, .. } = creation else { return None };
            let target = target.clone();
            let order = TokenOrder {
                project: target.project,
                agent: target.agent,
                name,
                description,
                marker: std::mem::take(marker),
                me: Some(session.user.id),
                limit,
            };
            *creation = Creation::UnderWay { target: target.clone(), step: Step::Checking };
            Some((order, target))
        });
        let Some((order, target)) = ordered else { return };
        let gitlab = session.gitlab.clone();
        self.spawn(async move {
            let nudge = Nudge::default();
            let mut show = |intent: &CreateToken| {
                self.show_creation(&target, intent, || Again::Nudge(nudge.clone()));
            };
            let intent = create_token(&gitlab, order, &nudge, &mut show).await;
            self.finish_creation(target, intent).await;
        });
    }

    /// Looks again for a token whose reply was lost.
    pub(crate) fn look_again(&'static self) {
        let Some(gitlab) = self.gitlab() else { return };
        let taken =
            self.creation.update(|creation| match std::mem::replace(creation, Creation::Closed) {
                Creation::Ended { target, again, .. } => {
                    *creation = Creation::UnderWay { target: target.clone(), step: Step::Looking };
                    Some((target, again))
                }
                other => {
                    *creation = other;
                    None
                }
            });
        match taken {
            Some((target, Again::Resume(intent))) => self.spawn(async move {
                let nudge = Nudge::default();
                let mut show = |intent: &CreateToken| {
                    self.show_creation(&target, intent, || Again::Nudge(nudge.clone()));
                };
                let intent = resume_token(&gitlab, intent, &mut show).await;
                self.finish_creation(target, intent).await;
            }),
            Some((_, Again::Nudge(nudge))) => nudge.look_again(),
            None => {}
        }
    }

    /// Shows how far the order has come.
    fn show_creation(
        &'static self,
        target: &Target,
        intent: &CreateToken,
        again: impl Fn() -> Again,
    ) {
        // A value on the screen is not covered by the progress of another order.
        if self.creation.with_untracked(Creation::shows_secret) {
            return;
        }
        let target = target.clone();
        let next = match intent {
            CreateToken::Checking { .. } => Creation::UnderWay { target, step: Step::Checking },
            CreateToken::Posting { .. } => Creation::UnderWay { target, step: Step::Posting },
            CreateToken::Looking { .. } => Creation::UnderWay { target, step: Step::Looking },
            intent => match outcome(intent) {
                Some(outcome) => Creation::Ended { target, outcome, again: again() },
                // The end itself brings a refusal or a value.
                None => return,
            },
        };
        self.creation.set(next);
    }

    /// Shows how the order ended. A refusal goes back to the form, with what was typed.
    async fn finish_creation(&'static self, target: Target, intent: CreateToken) {
        let (project, agent) = (target.project, target.agent);
        // A value that comes late does not take the place of another that is not stored yet.
        while self.creation.with_untracked(Creation::shows_secret) {
            sleep(TURN_MS).await;
        }
        match intent {
            CreateToken::Refused { order, why } => {
                self.heed(&why);
                let marker = order.marker;
                self.creation.set(Creation::Naming { target, marker, refused: Some(why) });
            }
            CreateToken::Revealed { order, token, secret } => {
                self.secret_stored.set(false);
                self.tell_of_token("token-created", &token);
                self.watch_first_contact(order.project, order.agent, token.id);
                self.creation.set(Creation::Revealed { target, token, secret });
            }
            intent => self.settle_creation(target, intent),
        }
        self.read_tokens(project, agent, Urgency::User).await;
    }

    /// Shows an outcome to a person who has not closed the dialog meanwhile.
    fn settle_creation(&'static self, target: Target, intent: CreateToken) {
        let is_open = self.creation.with_untracked(|creation| {
            matches!(creation, Creation::UnderWay { .. } | Creation::Ended { .. })
        });
        if let (Some(outcome), true) = (outcome(&intent), is_open) {
            let again = Again::Resume(intent);
            self.creation.set(Creation::Ended { target, outcome, again });
        }
    }

    /// Reads the value on the screen, where there is one. It is never handed out.
    pub(crate) fn with_secret<T>(&'static self, read: impl FnOnce(&str) -> T) -> Option<T> {
        self.creation.with_untracked(|creation| match creation {
            Creation::Revealed { secret, .. } => Some(read(secret.expose())),
            _ => None,
        })
    }

    /// Asks to close the dialog. A value that is not stored is not let go without a question.
    pub(crate) fn ask_to_close_creation(&'static self) {
        let is_unsaved = self.creation.with_untracked(Creation::shows_secret)
            && !self.secret_stored.get_untracked();
        if is_unsaved {
            self.leaving_secret.set(Some(Leaving::Closing));
        } else {
            self.close_creation();
        }
    }

    /// Keeps the dialog open after all.
    pub(crate) fn keep_secret(&'static self) {
        self.leaving_secret.set(None);
    }

    /// Lets the value go unsaved, as the person confirmed, and does what they were about to do.
    pub(crate) fn leave_secret(&'static self) {
        match self.leaving_secret.get_untracked() {
            Some(Leaving::Closing) => self.close_creation(),
            Some(Leaving::SigningOut) => self.sign_out_now(),
            None => {}
        }
    }

    /// Closes the dialog. The value is dropped and its memory overwritten.
    pub(super) fn close_creation(&'static self) {
        self.leaving_secret.set(None);
        self.creation.set(Creation::Closed);
        self.secret_stored.set(false);
    }
}

fn outcome(intent: &CreateToken) -> Option<Outcome> {
    match intent {
        CreateToken::Orphaned { token, certainty, .. } => {
            Some(Outcome::Orphaned { token: token.clone(), certainty: *certainty })
        }
        CreateToken::NotCreated { .. } => Some(Outcome::NotCreated),
        CreateToken::Unresolved { cause, .. } => Some(Outcome::Unresolved { cause: cause.clone() }),
        _ => None,
    }
}
