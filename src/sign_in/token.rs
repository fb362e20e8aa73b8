//! The token.

use super::permissions::permissions;
use super::problem::problem;
use crate::store::{Entry, Keeping, Probed, SignInProblem, Store};
use crate::text::{Text, token_problem, waiting};
use crate::ui::{El, Kind, Tone, checkbox, el, focus_soon, link, notice, paragraph, submit};
use console_core::access_token::AccessToken;
use console_core::secret::Secret;

/// The form for the token of the GitLab that answered.
pub(super) fn token_form(store: Store, text: &'static Text) -> El {
    let Entry { is_memory_only, busy: is_busy, .. } = &store.entry;
    let (whole, input) = token_field(store, text);
    let send =
        submit(Kind::Primary, "").state("aria-busy", move || is_busy.get()).text_with(move || {
            if is_busy.get() { text.sign_in.signing_in } else { text.sign_in.sign_in }
        });
    let memory = checkbox(
        move || is_memory_only.get(),
        move |ticked| is_memory_only.set(ticked),
        el("span")
            .text(text.sign_in.memory_only)
            .child(el("span.check__hint").text(text.sign_in.memory_only_hint)),
        "check",
    );
    el("form.sign-in__form")
        .child(whole)
        .child(token_pages(store, text))
        .child(permissions(text))
        .maybe((!store.keeps_in_memory()).then_some(memory))
        .child(send)
        .slot(move || is_busy.get().then(|| waiting(text, &store.reach.wait)))
        .slot(move || {
            store.entry.problem.with(|problem| Some(problem_notice(store, text, problem.as_ref()?)))
        })
        .on_submit(move || {
            if is_busy.get_untracked() {
                return;
            }
            let token = take_token(store, &input);
            let keeping =
                if is_memory_only.get_untracked() { Keeping::Memory } else { Keeping::Session };
            if let Some(token) = token {
                store.sign_in(token, keeping);
            }
        })
}

/// The field for a token, and the line in it: for password managers and pasting, and nothing else.
/// What is typed goes into no signal. Why it was no token stands below.
pub(super) fn token_field(store: Store, text: &'static Text) -> (El, El) {
    let input = el(
        "input.field__input.code[id=token][type=password][autocomplete=current-password][autocapitalize=off][spellcheck=false][aria-describedby=token-hint]",
    );
    focus_soon(&input);
    let whole = el("div.field")
        .child(el("label.field__label[for=token]").text(text.sign_in.token))
        .child(input.clone())
        .child(paragraph(text.sign_in.token_hint).class("field__hint").attr("id", "token-hint"))
        .child(el("p.field__problem[role=status]").text_with(move || {
            store
                .entry
                .no_token
                .with(|why| why.map(|why| token_problem(text, why)))
                .unwrap_or_default()
        }));
    (whole, input)
}

/// Takes the token out of the page. `None` where what was typed is none, which is then said at the field.
pub(super) fn take_token(store: Store, input: &El) -> Option<AccessToken> {
    let token = store.read_token(&Secret::new(input.value()))?;
    input.set_value("");
    Some(token)
}

/// GitLab's own page for a new token, with name and scope filled in where it does that: 18.0 did not, nor
/// does one that wants fine-grained tokens. It moved in 16.7 (gitlab!139306), and no GitLab tells its
/// version before somebody has signed in.
fn token_pages(store: Store, text: &'static Text) -> El {
    let page = |path| {
        let gitlab = store.entry.probed.with_untracked(|probed| match probed {
            Probed::Answered(gitlab, _) => gitlab.as_str().to_owned(),
            _ => String::new(),
        });
        gitlab + path + "/personal_access_tokens?name=agent-console&scopes=api"
    };
    paragraph("")
        .class("field__hint")
        .child(link(&page("/-/user_settings"), text.sign_in.make_token))
        .text(" · ")
        .child(link(&page("/-/profile"), text.sign_in.make_token_before))
        .child(el("br"))
        .text(text.sign_in.make_token_values)
}

fn problem_notice(store: Store, text: &'static Text, why: &SignInProblem) -> El {
    match why {
        SignInProblem::Refused(why) => problem(store, text, Tone::Danger, why),
        SignInProblem::Locked => notice(Tone::Warning).text(text.sign_in.locked),
    }
}
