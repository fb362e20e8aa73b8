//! What schedules come to, so that a generator that never gets somewhere is noticed.

macro_rules! marks {
    ($($name:ident: $text:literal,)*) => {
        /// Something that a schedule came to.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Mark {
            $(#[doc = $text] $name,)*
        }

        impl Mark {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// What it says in a table.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }
        }
    };
}

marks! {
    Kept: "token: revealed and kept",
    Shown: "token: still shown at the end",
    RevealedLate: "token: revealed after another outcome was told",
    OrphanSure: "token: orphan, known by its marker",
    OrphansSeveral: "token: several orphans of one order, every one named",
    OrphanProbable: "token: orphan, probable by its name",
    OrphanOfOther: "token: probable orphan that was another of that name",
    OrphanRevoked: "token: orphan revoked, and a new one ordered",
    Unidentified: "token: revealed, and which one has the value is not known",
    Refused: "token: refused",
    RefusedTooLate: "token: refused, but sent before as well, and lists showed that too late",
    NotCreated: "token: not created, which is so",
    CreatedTooLate: "token: not created, but lists showed it too late",
    RevokedElsewhere: "token: not created, but revoked elsewhere before it was seen",
    Unresolved: "token: not known",
    UnresolvedProven: "token: exists, and no list shows it",
    Open: "token: request still open at the end",
    Unsent: "token: reload before anything was sent",
    ForgottenHinted: "token: journal not stored; hinted at by its name",
    Forgotten: "token: journal not stored; nothing to hint by",
    Registered: "agent: registered",
    Found: "agent: found by its name after a loss",
    FoundOther: "agent: found, but registered elsewhere under that name",
    AgentRefused: "agent: refused",
    AgentRefusedTooLate: "agent: refused, but sent before as well, and lists showed that too late",
    NotRegistered: "agent: not registered, which is so",
    RegisteredTooLate: "agent: not registered, but lists showed it too late",
    AgentUnresolved: "agent: not known",
    AgentForgotten: "agent: journal not stored",
    Reloaded: "event: reload",
    ReloadedWithValue: "event: reload with a value on the screen",
    ResumedToken: "event: a token's creation gone on with after a reload",
    ResumedAgent: "event: an agent's registration gone on with after a reload",
    LookedAgain: "event: looked again on request",
    Unauthorised: "event: 401",
    Rekeyed: "event: another personal access token given",
    SecondTab: "event: a second tab created, revoked or registered",
    TwoAtOnce: "event: two orders under way at once",
    SentAgain: "event: the browser sent a request that creates again by itself",
    Foreign: "event: an answer that was not GitLab's",
    ReadFailed: "event: a list could not be read",
    RuleForbids: "event: GitLab's own rule forbade the creation",
    ClockWrong: "event: the tab's clock is a day off",
}

/// What one schedule came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage(u64);

impl Coverage {
    /// Whether it came to this.
    #[must_use]
    pub const fn has(self, mark: Mark) -> bool {
        self.0 & (1 << mark as u64) != 0
    }

    pub(super) const fn with(self, mark: Mark) -> Self {
        Self(self.0 | (1 << mark as u64))
    }
}
