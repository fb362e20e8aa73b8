//! Projects pasted as ids, paths or addresses.

use crate::shared::own;
use crate::store::Store;
use crate::text::{Text, fill};
use crate::ui::{El, Kind, el, kept_in, paragraph, submit};
use console_core::address::{Scope, parse_pasted};
use std::rc::Rc;

/// The field to paste into.
pub(super) fn paste(store: Store, text: &'static Text) -> El {
    let problem = own(String::new());
    let told = Rc::clone(&problem);
    let area =
        el("textarea.field__input.code[id=paste][rows=3][spellcheck=false][autocapitalize=off]")
            .attr("aria-describedby", "paste-hint paste-problem");
    el("form.field")
        .child(el("label.field__label[for=paste]").text(text.scope.paste))
        .child(kept_in(area, &store.pasted))
        .child(paragraph(text.scope.paste_hint).class("field__hint").attr("id", "paste-hint"))
        .child(el("p.field__problem[id=paste-problem][role=status]").text_with(move || told.get()))
        .child(submit(Kind::Plain, text.scope.show_agents))
        .on_submit(move || {
            let pasted = store.pasted.get_untracked();
            let read = parse_pasted(&pasted, &store.gitlab_name());
            if let Some(first) = read.unusable.first() {
                problem.set(fill(text.scope.paste_unusable, &[first]));
            } else if let Some(scope) = Scope::projects(read.projects) {
                store.show_scope(scope);
            } else {
                problem.set(text.scope.paste_empty.to_owned());
            }
        })
}
