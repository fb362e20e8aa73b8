//! The filter: its field, what is wrong with what stands in it, and how it is written.

use crate::components::{Fact, Menu};
use crate::store::{Store, use_store, use_text};
use crate::text::{Text, fill, shown};
use console_core::agents::Filter;
use console_core::table::ProblemKind;
use leptos::prelude::*;

/// The field, and what belongs to it.
#[component]
pub(super) fn FilterField() -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    let is_wrong = Memo::new(move |_| !problem(store, text).is_empty());
    view! {
        <div class="toolbar__filter">
            <input
                type="search"
                class="field__input"
                autocomplete="off"
                spellcheck="false"
                placeholder=text.agents.filter
                aria-label=text.agents.filter
                aria-describedby="filter-problem"
                aria-invalid=move || is_wrong.get().then_some("true")
                prop:value=move || store.get().address.with(|address| address.filter.clone())
                on:input:target=move |event| store.get().set_filter(event.target().value())
            />
        </div>
        <Menu label=text.agents.filter_help><FilterHelp/></Menu>
    }
}

/// Says which term does not count.
#[component]
pub(super) fn FilterProblem() -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    view! {
        <p class="field__problem" id="filter-problem" role="status">
            {move || problem(store, text)}
        </p>
    }
}

/// The first term that does not count.
fn problem(store: Store, text: &'static Text) -> String {
    store.get().address.with(|address| {
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
#[component]
fn FilterHelp() -> impl IntoView {
    let words = &use_text().agents;
    let terms = [
        ("edge", words.filter_word),
        ("name:edge project:platform by:ann", words.filter_place),
        ("status:silent,quiet", words.filter_status),
        ("contact>90d", words.filter_old),
        ("created<8h", words.filter_new),
        ("tokens:0 #12", words.filter_number),
        ("-edge", words.filter_not),
    ]
    .map(|(term, meaning)| view! { <Fact name=term>{meaning}</Fact> })
    .collect_view();
    view! { <dl class="facts">{terms}</dl> }
}
