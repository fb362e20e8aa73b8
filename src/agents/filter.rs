//! The filter: its field, what is wrong with what stands in it, and how it is written.

use crate::owner::follow;
use crate::store::Store;
use crate::text::{Text, fill, shown};
use crate::ui::{El, el, facts, fragment, menu};
use console_core::table::{Filter, ProblemKind};

/// The field, and what belongs to it.
pub(super) fn filter(store: Store, text: &'static Text) -> El {
    let line = el("input.field__input[type=search][autocomplete=off][spellcheck=false]")
        .attr("placeholder", text.agents.filter)
        .attr("aria-label", text.agents.filter)
        .attr("aria-describedby", "filter-problem")
        .mark("aria-invalid", move || !problem(store, text).is_empty());
    let (shown, typed) = (line.clone(), line.clone());
    follow(move || store.address.with(|address| shown.set_value(&address.filter)));
    let line = line.on("input", move |_| store.set_filter(typed.value()));
    fragment()
        .child(el("div.toolbar__filter").child(line))
        .child(menu(el("span").text(text.agents.filter_help), move || help(text)))
}

/// Says which term does not count.
pub(super) fn filter_problem(store: Store, text: &'static Text) -> El {
    el("p.field__problem[id=filter-problem][role=status]").text_with(move || problem(store, text))
}

/// The first term that does not count.
fn problem(store: Store, text: &'static Text) -> String {
    store.address.with(|address| {
        let typed = address.filter.as_str();
        for problem in Filter::parse(typed).problems() {
            // The value may still be on its way.
            let is_begun = problem.kind == ProblemKind::NoValue && problem.span.end == typed.len();
            if !is_begun {
                let term = typed.get(problem.span.clone()).unwrap_or_default();
                return fill(text.agents.filter_problem, &[&shown(term)]);
            }
        }
        String::new()
    })
}

/// How it is written.
fn help(text: &'static Text) -> El {
    let words = &text.agents;
    let terms = [
        ("edge", words.filter_word),
        ("name:edge project:platform by:ann", words.filter_place),
        ("status:silent,quiet", words.filter_status),
        ("contact>90d", words.filter_old),
        ("created<8h", words.filter_new),
        ("tokens:0 #12", words.filter_number),
        ("-edge", words.filter_not),
    ]
    .map(|(term, meaning)| (term, Some(el("span").text(meaning))));
    el("div").child(facts(&terms))
}
