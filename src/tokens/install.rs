//! The commands that install the agent with its new token.

use crate::browser::clipboard::{Copied, Copying, copy};
use crate::components::Notice;
use crate::store::{Store, Target, use_store, use_text};
use crate::ui::{Kind, Tone, copy_button, el_of, tabs};
use console_core::install::{InlineCommand, Install};
use console_core::model::{Kas, TokenId};
use console_core::secret::Secret;
use leptos::prelude::*;
use std::rc::Rc;

/// What stands on the screen where the value goes. The value itself is shown in one place only.
const TOKEN_PLACEHOLDER: &str = "YOUR_AGENT_TOKEN";

/// The commands, with the agent server's address and version where GitLab told them.
#[component]
pub(super) fn InstallCommands(target: Target, token: TokenId) -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    let session = store.session()?;
    let (address, version) = match session.known.instance.as_ref().map(|instance| &instance.kas) {
        Some(Kas::On { address, version }) => (address.as_deref(), version.as_deref()),
        _ => (None, None),
    };
    let commands = Install {
        agent_name: &target.agent_name,
        token,
        kas_address: address,
        kas_version: version,
        is_gitlab_com: session.gitlab.gitlab().as_str() == "https://gitlab.com",
    };
    let is_address_unknown = commands.usable_kas_address().is_none();
    let with_secret = commands.secret_and_helm();
    let inline = Rc::new(commands.helm_inline());
    let panel = move |is_second| {
        let panel = if is_second {
            view! { <InlinePanel inline=Rc::clone(&inline)/> }.into_any()
        } else {
            view! { <SecretPanel commands=with_secret.clone()/> }.into_any()
        };
        el_of(panel)
    };
    let labels = [text.install.secret_and_helm, text.install.helm];
    Some(view! {
        <section class="install" aria-label=text.install.title>
            {is_address_unknown.then(|| view! {
                <Notice tone=Tone::Warning>{text.install.kas_unknown}</Notice>
            })}
            {tabs(text.install.title, labels, panel)}
        </section>
    })
}

#[component]
fn SecretPanel(commands: String) -> impl IntoView {
    let copied = commands.clone();
    view! {
        <CommandPanel
            hint=use_text().install.secret_hint
            commands
            start=Box::new(move || copy(&copied))
            copied=Rc::new(|_| {})
        />
    }
}

#[component]
fn InlinePanel(inline: Rc<InlineCommand>) -> impl IntoView {
    let store = use_store();
    let commands = filled(&inline, TOKEN_PLACEHOLDER);
    let takes = store.with_secret(InlineCommand::takes).unwrap_or(false);
    let copied = move |outcome| {
        if takes && outcome == Copied::Yes {
            store.secret_stored.set(true);
        }
    };
    view! {
        <CommandPanel
            hint=use_text().install.helm_hint
            commands
            start=Box::new(move || copy_inline(store, &inline))
            copied=Rc::new(copied)
        />
    }
}

#[component]
fn CommandPanel(
    hint: &'static str,
    commands: String,
    start: Box<dyn Fn() -> Copying>,
    copied: Rc<dyn Fn(Copied)>,
) -> impl IntoView {
    let text = use_text();
    let labels = (text.install.copy, text.install.copied);
    view! {
        <div class="install__panel">
            <div class="install__hint">
                <span>{hint}</span>
                {copy_button(Kind::Plain, labels, start, copied)}
            </div>
            <pre class="install__commands" tabindex="0" translate="no">{commands}</pre>
        </div>
    }
}

/// Copies the commands with the value in its place, or without it where it cannot stand there.
fn copy_inline(store: Store, inline: &InlineCommand) -> Copying {
    let whole = store.with_secret(|secret| {
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
