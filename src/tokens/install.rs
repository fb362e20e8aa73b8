//! The commands that install the agent with its new token.

use crate::browser::clipboard::{Copied, Copying, copy};
use crate::store::{Store, Target};
use crate::text::Text;
use crate::ui::{Tone, copy_button, notice};
use agent_ops::install::{InlineCommand, Install};
use agent_ops::model::{Kas, TokenId};
use agent_ops::secret::Secret;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// What stands on the screen where the value goes. The value itself is shown in one place only.
const TOKEN_PLACEHOLDER: &str = "YOUR_AGENT_TOKEN";

/// The ways to install, one tab each.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    SecretAndHelm,
    Helm,
}

/// The commands, with the agent server's address and version where GitLab told them.
pub(super) fn install(
    store: Store,
    text: &'static Text,
    target: &Target,
    token: TokenId,
) -> AnyView {
    let Some(session) = store.session() else { return ().into_any() };
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
    let with_secret = StoredValue::new(commands.secret_and_helm());
    let inline = StoredValue::new(commands.helm_inline());
    let way = RwSignal::new(Way::SecretAndHelm);
    let panel = move || match way.get() {
        Way::SecretAndHelm => {
            let commands = with_secret.get_value();
            let start = move || with_secret.with_value(|commands| copy(commands));
            tab_panel(text, text.install.secret_hint, commands, start, |_| {})
        }
        Way::Helm => {
            let commands = inline.with_value(|inline| filled(inline, TOKEN_PLACEHOLDER));
            let start = move || copy_inline(store, inline);
            let takes = store.with_secret(InlineCommand::takes).unwrap_or(false);
            let copied = move |outcome| {
                if takes && outcome == Copied::Yes {
                    store.secret_stored.try_set(true);
                }
            };
            tab_panel(text, text.install.helm_hint, commands, start, copied)
        }
    };
    view! {
        <section class={"install"} aria-label=text.install.title>
            <div class={"install__tabs"} role="tablist" aria-label=text.install.title>
                {tab(way, Way::SecretAndHelm, text.install.secret_and_helm)}
                {tab(way, Way::Helm, text.install.helm)}
            </div>
            {is_address_unknown.then(|| notice(Tone::Warning, text.install.kas_unknown))}
            {panel}
        </section>
    }
    .into_any()
}

fn tab(way: RwSignal<Way>, this: Way, label: &'static str) -> AnyView {
    let is_chosen = move || way.get() == this;
    // Of two tabs, either arrow leads to the other one.
    let on_keydown = move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "ArrowLeft" | "ArrowRight") {
            way.set(match this {
                Way::SecretAndHelm => Way::Helm,
                Way::Helm => Way::SecretAndHelm,
            });
            focus_other_tab(&event);
        }
    };
    view! {
        <button
            type="button"
            role="tab"
            class={"install__tab"}
            aria-selected=move || is_chosen().to_string()
            aria-controls="install-panel"
            tabindex=move || if is_chosen() { "0" } else { "-1" }
            on:click=move |_| way.set(this)
            on:keydown=on_keydown
        >
            {label}
        </button>
    }
    .into_any()
}

fn focus_other_tab(event: &KeyboardEvent) {
    use wasm_bindgen::JsCast;
    let tab = event.current_target().and_then(|tab| tab.dyn_into::<web_sys::Element>().ok());
    let other = tab
        .and_then(|tab| tab.next_element_sibling().or_else(|| tab.previous_element_sibling()))
        .and_then(|other| other.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(other) = other {
        let _ = other.focus();
    }
}

fn tab_panel(
    text: &'static Text,
    hint: &'static str,
    commands: String,
    start: impl Fn() -> Copying + 'static,
    copied: impl Fn(Copied) + 'static,
) -> AnyView {
    view! {
        <div id="install-panel" class={"install__panel"} role="tabpanel" aria-label=text.install.title>
            <div class={"install__hint"}>
                <span>{hint}</span>
                {copy_button("button", (text.install.copy, text.install.copied), start, copied)}
            </div>
            <pre class={"install__commands"} tabindex="0" translate="no">{commands}</pre>
        </div>
    }
    .into_any()
}

/// Copies the commands with the value in its place, or without it where it cannot stand there.
fn copy_inline(store: Store, inline: StoredValue<InlineCommand>) -> Copying {
    let whole = store.with_secret(|secret| {
        let value = if InlineCommand::takes(secret) { secret } else { TOKEN_PLACEHOLDER };
        Secret::new(inline.with_value(|inline| filled(inline, value)))
    });
    copy(whole.as_ref().map_or("", Secret::expose))
}

fn filled(inline: &InlineCommand, value: &str) -> String {
    // Of the right length at once, so that growing leaves no copy of the value behind.
    let mut filled = String::with_capacity(inline.before.len() + value.len() + inline.after.len());
    filled.push_str(&inline.before);
    filled.push_str(value);
    filled.push_str(&inline.after);
    filled
}
