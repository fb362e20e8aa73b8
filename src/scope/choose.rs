//! The page where nothing is chosen yet.

use super::{paste, recent, results, sets};
use crate::store::Store;
use crate::text::Text;
use crate::ui::{El, Kind, button, el, focus_soon, icon, kept_in, paragraph};
use console_core::address::{ProjectRef, Scope};

/// Search, paste, or everything. Several projects are ticked and shown together.
pub(crate) fn choose(store: Store, text: &'static Text) -> El {
    let input =
        el("input.field__input[id=search][type=search][autocomplete=off][spellcheck=false]");
    let input = kept_in(input, &store.searched)
        .on("input", move |_| store.begin_search(store.searched.get_untracked()));
    focus_soon(&input);
    let searching = el("div.choose__column")
        .child(
            el("div.field")
                .child(el("label.field__label[for=search]").text(text.scope.search))
                .child(input),
        )
        .slot(move || ticked_bar(store, text))
        .child(results::results(store, text));
    let everything = move || store.show_scope(Scope::Everything);
    let others = el("div.choose__column")
        .child(button(Kind::Plain, text.scope.show_everything).on_click(everything))
        .child(paragraph(text.scope.everything_hint).class("field__hint"))
        .child(paste::paste(store, text))
        .slot(move || sets::sets(store, text))
        .slot(move || recent::recent(store, text));
    el("section.choose[aria-labelledby=choose-title]")
        .child(el("h1.choose__title[id=choose-title]").text(text.scope.title))
        .child(el("div.choose__columns").child(searching).child(others))
}

fn ticked_bar(store: Store, text: &'static Text) -> Option<El> {
    let mut bar = el("div.choose__ticked");
    store.ticked.with(|projects| {
        for &(id, ref path) in projects {
            let chip = el("button.chip[type=button][translate=no]")
                .attr("title", text.scope.untick)
                .text(path)
                .child(icon("close"))
                .on_click(move || store.tick(id, false));
            bar = bar.clone().child(chip);
        }
        (!projects.is_empty()).then_some(())
    })?;
    let show = move || {
        let references = store.ticked.with_untracked(|ticked| {
            ticked.iter().map(|(_, path)| ProjectRef::Path(path.clone())).collect()
        });
        if let Some(scope) = Scope::projects(references) {
            store.show_scope(scope);
        }
    };
    Some(bar.child(button(Kind::Primary, text.scope.show_agents).on_click(show)))
}
