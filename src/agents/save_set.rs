//! Saving what is shown as a set.

use crate::components::{FoldMenu, Menu, Submit};
use crate::store::{Saved, use_session, use_text};
use crate::ui::Kind;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The menu with a name and a button in it.
#[component]
pub(super) fn SaveSet() -> impl IntoView {
    view! { <Menu label=use_text().scope.save_as_set><SetForm/></Menu> }
}

#[component]
fn SetForm() -> impl IntoView {
    let (session, words) = (use_session(), &use_text().scope);
    let problem = RwSignal::new("");
    let menu = use_context::<FoldMenu>();
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let saved = session.get().save_set(&session.get().set_name.get_untracked());
        problem.set(match saved {
            Saved::Kept => "",
            Saved::ForNow => words.set_for_now,
            Saved::Refused => words.set_refused,
        });
        if saved == Saved::Kept {
            session.get().set_name.set(String::new());
            if let Some(FoldMenu(fold)) = menu {
                fold.run(());
            }
        }
    };
    view! {
        <form class="field" novalidate on:submit=save>
            <label class="field__label" for="set-name">{words.set_name}</label>
            <input
                id="set-name"
                class="field__input"
                autocomplete="off"
                aria-describedby="set-problem"
                prop:value=move || session.get().set_name.get()
                on:input:target=move |event| session.get().set_name.set(event.target().value())
            />
            <p class="field__problem" id="set-problem" role="status">{problem}</p>
            <Submit kind=Kind::Plain label=words.save_set/>
        </form>
    }
}
