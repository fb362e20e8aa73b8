//! The commands that install the agent with its new token.

use crate::browser::clipboard::{Copied, Copying, copy};
use crate::components::{CopyButton, ExternalLink, Notice, Tabs};
use crate::store::{Session, Target, use_session, use_text};
use crate::ui::{Kind, Tone};
use console_core::install::{InlineCommand, Install, Purpose};
use console_core::model::Contact;
use console_core::model::{AgentId, Kas, Row, Token, TokenId};
use console_core::secret::Secret;
use leptos::prelude::*;
use std::rc::Rc;

/// What stands on the screen where the value goes. The value itself is shown in one place only.
const TOKEN_PLACEHOLDER: &str = "YOUR_AGENT_TOKEN";

/// GitLab's own page on agents that it connects to.
const RECEPTIVE_PAGE: &str = "https://docs.gitlab.com/user/clusters/agent/install/";

/// The commands that bring a new token to its agent.
#[component]
pub(super) fn InstallCommands(target: Target, token: TokenId) -> impl IntoView {
    let (session, text) = (use_session().get(), use_text());
    let facts = Facts::of(&session, &target);
    let is_installed = RwSignal::new(seems_installed(&session, target.agent, token));
    let purpose = move || match is_installed.get() {
        true => Purpose::Rotation,
        false => Purpose::Installation,
    };
    let title = move || match is_installed.get() {
        true => text.install.rotate_title,
        false => text.install.title,
    };
    let commands = facts.clone();
    let panel = move |is_second| {
        let install = commands.install(purpose());
        match is_second {
            true => view! { <InlinePanel inline=Rc::new(install.helm_inline())/> }.into_any(),
            false => view! { <SecretPanel commands=install.secret_and_helm()/> }.into_any(),
        }
    };
    let labels = [text.install.secret_and_helm, text.install.helm];
    view! {
        <section class="install" aria-label=title>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || is_installed.get()
                    on:change:target=move |event| is_installed.set(event.target().checked())
                />
                <span>
                    {text.install.is_installed}
                    <span class="check__hint">{text.install.is_installed_hint}</span>
                </span>
            </label>
            {move || {
                let install = facts.install(purpose());
                view! {
                    <Placeholders
                        lacks_address=install.lacks_kas_address()
                        lacks_public_key=install.lacks_public_key()
                    />
                }
            }}
            <Tabs name=text.install.title labels panel=Box::new(panel)/>
        </section>
    }
}

/// What has to be filled in before the commands can be run.
#[component]
fn Placeholders(lacks_address: bool, lacks_public_key: bool) -> impl IntoView {
    let text = use_text();
    view! {
        {lacks_address.then(|| view! {
            <Notice tone=Tone::Warning>{text.install.kas_unknown}</Notice>
        })}
        {lacks_public_key.then(|| view! {
            <Notice tone=Tone::Warning>
                {text.install.receptive} " "
                <ExternalLink href=RECEPTIVE_PAGE label=text.install.receptive_page/>
            </Notice>
        })}
    }
}

/// What the commands are made of, as GitLab told it.
#[derive(Clone)]
struct Facts {
    agent_name: String,
    is_receptive: bool,
    kas_address: Option<String>,
    kas_version: Option<String>,
    is_gitlab_com: bool,
}

impl Facts {
    fn of(session: &Session, target: &Target) -> Self {
        let (kas_address, kas_version) = session.account.with_untracked(|account| {
            match account.known.instance.as_ref().map(|known| &known.kas) {
                Some(Kas::On { address, version }) => (address.clone(), version.clone()),
                _ => (None, None),
            }
        });
        let agent = untrack(|| session.agent_facts(target.agent));
        Self {
            agent_name: target.agent_name.clone(),
            is_receptive: agent.is_some_and(|agent| agent.is_receptive),
            kas_address,
            kas_version,
            is_gitlab_com: session.gitlab().gitlab().as_str() == "https://gitlab.com",
        }
    }

    fn install(&self, purpose: Purpose) -> Install<'_> {
        Install {
            agent_name: &self.agent_name,
            purpose,
            is_receptive: self.is_receptive,
            kas_address: self.kas_address.as_deref(),
            kas_version: self.kas_version.as_deref(),
            is_gitlab_com: self.is_gitlab_com,
        }
    }
}

/// Whether the agent has another token than the new one, or was in contact ever. GitLab tells of no
/// installation: the person may know better.
fn seems_installed(session: &Session, agent: AgentId, new: TokenId) -> bool {
    untrack(|| {
        let contact = session.agent_facts(agent).map(|facts| facts.contact);
        let was_in_contact = matches!(contact, Some(Contact::LastUsed(_) | Contact::NotBefore(_)));
        let has_another = session.with_tokens_of(agent, |read| {
            let is_another = |row: &Row<Token>| match row {
                Row::Read(token) => token.id != new,
                Row::Unreadable { id } => *id != Some(new.0),
            };
            read.rows.as_ref().is_some_and(|rows| rows.iter().any(is_another))
        });
        was_in_contact || has_another == Some(true)
    })
}

#[component]
fn SecretPanel(commands: String) -> impl IntoView {
    let copied = commands.clone();
    view! {
        <CommandPanel
            hint=use_text().install.secret_hint
            commands
            start=Rc::new(move || copy(&copied))
            on_copied=None
        />
    }
}

#[component]
fn InlinePanel(inline: Rc<InlineCommand>) -> impl IntoView {
    let session = use_session();
    let commands = filled(&inline, TOKEN_PLACEHOLDER);
    let takes = session.get().with_secret(InlineCommand::takes).unwrap_or(false);
    // Copying ends when it does, which may be after the session.
    let here = Rc::downgrade(&session.get());
    let copied = move |outcome| {
        if let (true, Copied::Yes, Some(session)) = (takes, outcome, here.upgrade()) {
            session.mark_secret_stored(true);
        }
    };
    view! {
        <CommandPanel
            hint=use_text().install.helm_hint
            commands
            start=Rc::new(move || copy_inline(&session.get(), &inline))
            on_copied=Some(Rc::new(copied))
        />
    }
}

#[component]
fn CommandPanel(
    hint: &'static str,
    commands: String,
    start: Rc<dyn Fn() -> Copying>,
    on_copied: Option<Rc<dyn Fn(Copied)>>,
) -> impl IntoView {
    let text = use_text();
    view! {
        <div class="install__panel">
            <div class="install__hint">
                <span>{hint}</span>
                <CopyButton
                    kind=Kind::Plain
                    label=text.install.copy
                    done_label=text.install.copied
                    start
                    on_copied
                />
            </div>
            <pre class="install__commands" tabindex="0" translate="no">{commands}</pre>
        </div>
    }
}

/// Copies the commands with the value in its place, or without it where it cannot stand there.
fn copy_inline(session: &Session, inline: &InlineCommand) -> Copying {
    let whole = session.with_secret(|secret| {
        let value = if InlineCommand::takes(secret) { secret } else { TOKEN_PLACEHOLDER };
        Secret::new(filled(inline, value))
    });
    copy(whole.as_ref().map_or("", Secret::expose))
}

fn filled(inline: &InlineCommand, value: &str) -> String {
    // Of the right length at once, so that growing leaves no copy of the value behind.
    let length = inline.before.len() + value.len() + inline.after.len();
    let mut filled = String::with_capacity(length);
    for part in [&inline.before, value, &inline.after] {
        filled.push_str(part);
    }
    filled
}
