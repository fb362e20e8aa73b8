//! How many agents are selected.

use crate::store::{Pick, Store};
use crate::text::{Text, fill};
use crate::ui::{El, Kind, button, digits, el, fragment};

/// Their number and a button to select none; nothing where none is.
pub(super) fn selected(store: Store, text: &'static Text) -> El {
    let count = move || store.selected_rows().len();
    let told = move || match count() {
        0 => String::new(),
        count => fill(text.agents.selected, &[&digits(count as u64)]),
    };
    fragment().child(el("span.toolbar__read[role=status]").text_with(told)).slot_by(
        move || count() > 0,
        move |is_any| {
            let clear = || button(Kind::Plain, text.agents.select_none);
            is_any.then(|| clear().on_click(move || store.pick(Pick::Nothing)))
        },
    )
}
