//! Registering an agent.

use crate::store::{Registration, Store};
use crate::text::{Text, agent_name_text, failure_text, fill};
use crate::ui::{Dialog, Exit, Field, Tone, dialog, field, notice};
use agent_ops::failure::Failure;
use agent_ops::intent::RegisterAgent;
use agent_ops::model::{Kas, ProjectId};
use agent_ops::names::{AgentNameProblem, agent_name_problem};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The dialog, as long as somebody registers an agent.
pub(crate) fn register_dialog(store: Store, text: &'static Text) -> AnyView {
    (move || match store.registration.get() {
        Registration::Closed => None,
        Registration::Naming { project, name, refused } => {
            Some(naming(store, text, project, name, refused))
        }
        Registration::Ordered(intent) => Some(ordered(store, text, &intent)),
    })
    .into_any()
}

fn framed(store: Store, text: &'static Text, exit: bool, body: AnyView) -> AnyView {
    let exit = if exit {
        Exit::Asks(Callback::new(move |()| store.close_registration()))
    } else {
        Exit::None
    };
    dialog(Dialog {
        id: "register-title",
        title: text.register.title.to_owned(),
        exit,
        class: "dialog--narrow",
        body,
    })
}

fn naming(
    store: Store,
    text: &'static Text,
    project: Option<ProjectId>,
    name: String,
    refused: Option<Failure>,
) -> AnyView {
    let name = RwSignal::new(name);
    let project = RwSignal::new(project);
    let tried = RwSignal::new(false);
    let wrong = Memo::new(move |_| {
        let taken = |name: &str| {
            project.get().is_some_and(|project| {
                store.agents.table.with_value(|table| table.has_name(project, name))
            })
        };
        name.with(|name| agent_name_problem(name, taken(name)))
    });
    // An empty field is not wrong before somebody tries to send it.
    let problem = Signal::derive(move || match wrong.get() {
        Some(AgentNameProblem::Empty) if !tried.get() => None,
        other => other.map(|problem| agent_name_text(text, problem)),
    });
    let no_project =
        move || (tried.get() && project.get().is_none()).then_some(text.register.project_missing);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        if let (None, Some(project)) = (wrong.get_untracked(), project.get_untracked()) {
            store.order_agent(project, name.get_untracked());
        }
    };
    let body = view! {
        <form on:submit=on_submit novalidate>
            {kas_notice(store, text)}
            {refused.map(|failure| failure_notice(store, text, &failure))}
            {project_field(store, text, project)}
            <p class={"field__problem"} role="status">{no_project}</p>
            {field(Field {
                id: "agent-name",
                label: text.register.name.to_owned(),
                hint: text.register.name_hint.to_owned(),
                value: name,
                problem,
                autofocus: true,
                max_length: None,
                is_code: true,
            })}
            <div class={"dialog__actions"}>
                <button type="button" class={"button"} on:click=move |_| store.close_registration()>
                    {text.ui.cancel}
                </button>
                <button type="submit" class={"button button--primary"}>{text.register.submit}</button>
            </div>
        </form>
    };
    framed(store, text, true, body.into_any())
}

fn project_field(
    store: Store,
    text: &'static Text,
    project: RwSignal<Option<ProjectId>>,
) -> AnyView {
    let writable = untrack(|| store.writable_projects());
    if let [only] = writable.as_slice() {
        let path = only.path.clone();
        return view! {
            <p class={"field"}>
                <span class={"field__label"}>{text.register.project}</span>
                <span>{path}</span>
            </p>
        }
        .into_any();
    }
    let options = writable
        .into_iter()
        .map(|writable| {
            let value = writable.id.to_string();
            let selected = project.get_untracked() == Some(writable.id);
            view! { <option value=value selected=selected>{writable.path.clone()}</option> }
        })
        .collect_view();
    view! {
        <div class={"field"}>
            <label class={"field__label"} for="register-project">{text.register.project}</label>
            <select
                id="register-project"
                class={"field__input"}
                on:change:target=move |event| {
                    project.set(event.target().value().parse().ok().map(ProjectId));
                }
            >
                <option value={""}>{text.register.choose_project}</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}

/// Says beforehand that no agent can connect where the agent server is off.
fn kas_notice(store: Store, text: &'static Text) -> Option<AnyView> {
    let session = store.session()?;
    let is_off = session.instance.as_ref().is_some_and(|instance| instance.kas == Kas::Off);
    is_off.then(|| notice(Tone::Warning, text.register.kas_off))
}

fn failure_notice(store: Store, text: &'static Text, failure: &Failure) -> AnyView {
    let told = failure_text(text, failure, &store.entry.gitlab.get_untracked());
    notice(
        Tone::Danger,
        view! {
            <p><b>{told.title}</b></p>
            <p>{told.advice}</p>
            <p class={"notice__detail"}>{told.detail}</p>
        },
    )
}

fn ordered(store: Store, text: &'static Text, intent: &RegisterAgent) -> AnyView {
    let close = move || {
        view! {
            <div class={"dialog__actions"}>
                <button type="button" class={"button"} on:click=move |_| store.close_registration()>
                    {text.ui.close}
                </button>
            </div>
        }
    };
    let (settled, body) = match intent {
        RegisterAgent::Posting { .. } | RegisterAgent::Registered { .. } => {
            (false, view! { <p role="status">{text.register.posting}</p> }.into_any())
        }
        RegisterAgent::Looking { order, .. } => {
            let sentence = fill(text.register.looking, &[&order.name]);
            (false, view! { <p role="status">{sentence}</p> }.into_any())
        }
        RegisterAgent::NotRegistered { order, .. } => {
            let (project, name) = (order.project, order.name.clone());
            let again = move |_| {
                store.registration.set(Registration::Naming {
                    project: Some(project),
                    name: name.clone(),
                    refused: None,
                });
            };
            let body = view! {
                {notice(Tone::Warning, fill(text.register.not_registered, &[&order.name]))}
                <div class={"dialog__actions"}>
                    <button type="button" class={"button"} on:click=move |_| store.close_registration()>
                        {text.ui.close}
                    </button>
                    <button type="button" class={"button button--primary"} on:click=again>
                        {text.ui.try_again}
                    </button>
                </div>
            };
            (true, body.into_any())
        }
        RegisterAgent::Unresolved { order, cause, .. } => {
            let told = failure_text(text, cause, &store.entry.gitlab.get_untracked());
            let body = view! {
                {notice(Tone::Warning, view! {
                    <p><b>{fill(text.register.unresolved, &[&order.name])}</b></p>
                    <p>{told.title} " " {told.advice}</p>
                })}
                <div class={"dialog__actions"}>
                    <button type="button" class={"button"} on:click=move |_| store.close_registration()>
                        {text.ui.close}
                    </button>
                    <button
                        type="button"
                        class={"button button--primary"}
                        on:click=move |_| store.look_for_agent_again()
                    >
                        {text.ui.look_again}
                    </button>
                </div>
            };
            (true, body.into_any())
        }
        RegisterAgent::Refused { why, .. } => {
            (true, view! { {failure_notice(store, text, why)} {close()} }.into_any())
        }
    };
    framed(store, text, settled, body)
}
