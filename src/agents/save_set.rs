//! Saving what is shown as a set.

use crate::shared::own;
use crate::store::{Saved, Store};
use crate::text::Text;
use crate::ui::{El, Kind, el, fold_menu, kept_in, menu, submit};
use std::rc::Rc;

/// The menu with a name and a button in it.
pub(super) fn save_set(store: Store, text: &'static Text) -> El {
    menu(el("span").text(text.scope.save_as_set), move || form(store, text))
}

fn form(store: Store, text: &'static Text) -> El {
    let words = &text.scope;
    let problem = own("");
    let told = Rc::clone(&problem);
    let line =
        el("input.field__input[id=set-name][autocomplete=off][aria-describedby=set-problem]");
    let line = kept_in(line, &store.set_name);
    let field = line.clone();
    el("form.field")
        .child(el("label.field__label[for=set-name]").text(words.set_name))
        .child(line)
        .child(el("p.field__problem[id=set-problem][role=status]").text_with(move || told.get()))
        .child(submit(Kind::Plain, words.save_set))
        .on_submit(move || {
            let saved = store.save_set(&store.set_name.get_untracked());
            problem.set(match saved {
                Saved::Kept => "",
                Saved::ForNow => words.set_for_now,
                Saved::Refused => words.set_refused,
            });
            if saved == Saved::Kept {
                store.set_name.set(String::new());
                fold_menu(&field);
            }
        })
}
