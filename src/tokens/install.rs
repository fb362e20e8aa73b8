//! The commands that install the agent with its new token.

use crate::browser::clipboard::{Copied, Copying, copy};
use crate::store::{Store, Target};
use crate::text::Text;
use crate::ui::{El, Kind, Tone, copy_button, el, notice, tabs};
use console_core::install::{InlineCommand, Install};
use console_core::model::{Kas, TokenId};
use console_core::secret::Secret;
use std::rc::Rc;

/// What stands on the screen where the value goes. The value itself is shown in one place only.
const TOKEN_PLACEHOLDER: &str = "YOUR_AGENT_TOKEN";

/// The commands, with the agent server's address and version where GitLab told them.
pub(super) fn install(
    store: Store,
    text: &'static Text,
    target: &Target,
    token: TokenId,
) -> Option<El> {
    let session = store.session()?;
    let (address, version) = match session.instance.as_ref().map(|instance| &instance.kas) {
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
    let with_secret = Rc::new(commands.secret_and_helm());
    let inline = Rc::new(commands.helm_inline());
    let panel = move |is_second| {
        if is_second {
            return inline_panel(store, text, &inline);
        }
        let commands = Rc::clone(&with_secret);
        let start = move || copy(&commands);
        tab_panel(text, text.install.secret_hint, &with_secret, Box::new(start), Rc::new(|_| {}))
    };
    let labels = [text.install.secret_and_helm, text.install.helm];
    let unknown = is_address_unknown.then(|| notice(Tone::Warning).text(text.install.kas_unknown));
    Some(el("section.install").attr("aria-label", text.install.title).maybe(unknown).child(tabs(
        text.install.title,
        labels,
        panel,
    )))
}

fn inline_panel(store: Store, text: &'static Text, inline: &Rc<InlineCommand>) -> El {
    let commands = filled(inline, TOKEN_PLACEHOLDER);
    let takes = store.with_secret(InlineCommand::takes).unwrap_or(false);
    let copied = move |outcome| {
        if takes && outcome == Copied::Yes {
            store.secret_stored.set(true);
        }
    };
    let inline = Rc::clone(inline);
    let start = move || copy_inline(store, &inline);
    tab_panel(text, text.install.helm_hint, &commands, Box::new(start), Rc::new(copied))
}

fn tab_panel(
    text: &'static Text,
    hint: &str,
    commands: &str,
    start: Box<dyn Fn() -> Copying>,
    copied: Rc<dyn Fn(Copied)>,
) -> El {
    let labels = (text.install.copy, text.install.copied);
    let head = el("div.install__hint").child(el("span").text(hint)).child(copy_button(
        Kind::Plain,
        labels,
        start,
        copied,
    ));
    let commands = el("pre.install__commands[tabindex=0][translate=no]").text(commands);
    el("div.install__panel").child(head).child(commands)
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
