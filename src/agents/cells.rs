//! What the cells of an agent say.

use crate::components::Cells;
use crate::store::{CreatorText, Here};
use crate::text::{Text, TimeView, agent_name, fill, shown, time_view};
use crate::ui::{El, Written, digits, el, fragment, muted, slots};
use console_core::agents::{AgentRow, Column};
use console_core::model::{AgentId, Contact};
use console_core::status::ConnectionStatus;
use console_core::timestamp::Timestamp;
use leptos::prelude::{ArcRwSignal, Get};

/// GitLab's limit of active tokens for one agent.
const SLOTS: u8 = 2;

/// The cells of one agent, and then of another.
pub(super) struct AgentCells {
    session: Here,
    text: &'static Text,
    cells: Vec<Cell>,
}

impl AgentCells {
    /// Cells of these columns, each with its content in a node.
    pub(super) fn new(
        session: Here,
        text: &'static Text,
        cells: impl Iterator<Item = (Column, El)>,
    ) -> Self {
        let cells = cells.map(|(column, node)| Cell { column, node, shows: Shows::Nothing });
        Self { session, text, cells: cells.collect() }
    }
}

impl Cells for AgentCells {
    fn show(&mut self, id: u64) {
        let session = self.session.get();
        let now = session.console.now.get();
        session.with_row(AgentId(id), |row| {
            for cell in &mut self.cells {
                cell.show(self.text, &row, now);
            }
        });
    }
}

/// One of them, which is empty at first.
struct Cell {
    column: Column,
    node: El,
    shows: Shows,
}

/// What stands in a cell.
enum Shows {
    Nothing,
    Words(Written),
    Time { which: Which, view: TimeView },
    Untimed(&'static str),
    Status(ConnectionStatus),
    Tokens(Option<u8>),
}

impl Cell {
    /// Shows what is known of an agent.
    fn show(&mut self, text: &'static Text, row: &AgentRow<'_>, now: Timestamp) {
        let contact = row.tokens.map_or(Contact::Unread, |tokens| tokens.contact);
        match self.column {
            Column::Name => self.words(&agent_name(text, row.name, row.id)),
            Column::Project => self.words(&shown(row.project_path)),
            Column::CreatedBy => self.words(&CreatorText::of(row).words(text)),
            Column::Id => self.words(&digits(row.id.0)),
            Column::Created => match row.created_at {
                Some(at) => self.time(text, Which::Itself, at, now),
                None => self.words(""),
            },
            Column::LastContact => match told(text, contact) {
                Told::Time { which, at } => self.time(text, which, at, now),
                Told::Words(words) => self.put(Shows::Untimed(words), || muted(words)),
            },
            Column::Status => {
                let status = row.status(now);
                self.put(Shows::Status(status), || status_mark(text, status));
            }
            Column::Tokens => {
                let active = row.tokens.and_then(|tokens| tokens.active);
                self.put(Shows::Tokens(active), || tokens(text, active));
            }
        }
    }

    fn words(&mut self, words: &str) {
        if let Shows::Words(written) = &mut self.shows {
            written.write(words);
            return;
        }
        self.node.clear();
        let mut written = Written::text(&self.node);
        written.write(words);
        self.shows = Shows::Words(written);
    }

    fn time(&mut self, text: &'static Text, which: Which, at: Timestamp, now: Timestamp) {
        match &mut self.shows {
            Shows::Time { which: shown, view } if *shown == which => {
                view.show(text, at, now);
            }
            _ => {
                let mut view = TimeView::new();
                view.show(text, at, now);
                self.node.clear();
                let node = self.node.clone().maybe(which.lead(text)).child(view.node());
                node.maybe(which.note(text));
                self.shows = Shows::Time { which, view };
            }
        }
    }

    fn put(&mut self, shows: Shows, content: impl FnOnce() -> El) {
        let is_same = match (&self.shows, &shows) {
            (Shows::Untimed(old), Shows::Untimed(new)) => old == new,
            (Shows::Status(old), Shows::Status(new)) => old == new,
            (Shows::Tokens(old), Shows::Tokens(new)) => old == new,
            _ => false,
        };
        if !is_same {
            self.node.clear();
            self.node.clone().child(content());
            self.shows = shows;
        }
    }
}

/// The status as a shape, a colour and a word.
pub(super) fn status_mark(text: &'static Text, status: ConnectionStatus) -> El {
    let words = &text.status;
    let (class, word, hint) = match status {
        ConnectionStatus::Connected => ("connected", words.connected, words.connected_hint),
        ConnectionStatus::Quiet => ("quiet", words.quiet, words.quiet_hint),
        ConnectionStatus::Silent => ("silent", words.silent, words.silent_hint),
        ConnectionStatus::NeverUsed => ("never", words.never_used, words.never_used_hint),
        ConnectionStatus::NoToken => ("none", words.no_token, words.no_token_hint),
        ConnectionStatus::Unknown => ("unknown", words.unknown, words.unknown_hint),
    };
    el("span[part=status]")
        .class(&("status status--".to_owned() + class))
        .attr("title", hint)
        .child(el("span.status__shape[aria-hidden=true]"))
        .text(word)
}

/// What there is to say of a last contact.
enum Told {
    Time { which: Which, at: Timestamp },
    Words(&'static str),
}

/// Which time it is that is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    /// The one that is asked for.
    Itself,
    /// One before which it was not.
    Least,
    /// That of a contact by a token that is not active any more.
    Seen,
}

impl Which {
    fn lead(self, text: &Text) -> Option<El> {
        (self == Self::Least).then(|| fragment().text(text.agents.at_least).text(" "))
    }

    fn note(self, text: &'static Text) -> Option<El> {
        let note = || fragment().text(" ").child(muted(text.agents.token_gone));
        (self == Self::Seen).then(note)
    }
}

/// Never a guess: what was not read is called so.
fn told(text: &'static Text, contact: Contact) -> Told {
    let words = &text.agents;
    match contact {
        Contact::LastUsed(at) => Told::Time { which: Which::Itself, at },
        Contact::LastSeen(at) => Told::Time { which: Which::Seen, at },
        Contact::NotBefore(at) => Told::Time { which: Which::Least, at },
        Contact::NeverUsed => Told::Words(words.no_use_yet),
        Contact::NoToken => Told::Words(words.not_known),
        Contact::Unread => Told::Words(words.not_read),
        Contact::Failed => Told::Words(words.read_failed),
    }
}

/// The last contact.
pub(super) fn contact(now: &ArcRwSignal<Timestamp>, text: &'static Text, contact: Contact) -> El {
    match told(text, contact) {
        Told::Time { which, at } => {
            let time = fragment().maybe(which.lead(text)).child(time_view(text, at, now));
            time.maybe(which.note(text))
        }
        Told::Words(words) => muted(words),
    }
}

/// How many of the two slots are taken.
fn tokens(text: &'static Text, active: Option<u8>) -> El {
    match active {
        Some(count) => slots(active, SLOTS, &fill(text.agents.slots, &[&digits(count.into())])),
        None => slots(active, SLOTS, text.agents.slots_unknown),
    }
}
