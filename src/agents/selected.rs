//! How many agents are selected.

use crate::components::Button;
use crate::store::{Pick, use_session, use_text};
use crate::text::fill;
use crate::ui::{Kind, digits};
use leptos::prelude::*;

/// Their number and a button to select none; nothing where none is.
#[component]
pub(super) fn SelectedCount() -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    let count = Memo::new(move |_| session.get().selected_rows().len());
    let sentence = move || match count.get() {
        0 => String::new(),
        count => fill(text.agents.selected, &[&digits(count as u64)]),
    };
    let is_any = Memo::new(move |_| count.get() > 0);
    view! {
        <span class="toolbar__read" role="status">{sentence}</span>
        {move || is_any.get().then(|| view! {
            <Button
                kind=Kind::Plain
                label=text.agents.select_none
                on_click=move || session.get().pick(Pick::Nothing)
            />
        })}
    }
}
