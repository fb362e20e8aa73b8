//! The saved sets.

use super::results::{list, title};
use crate::store::Store;
use crate::text::{Text, fill, shown};
use crate::ui::{El, el, fragment, icon_button};
use console_core::address::{Address, Scope, View};

/// Links to them. Those of this browser can be forgotten.
pub(super) fn sets(store: Store, text: &'static Text) -> Option<El> {
    let names = store.set_names();
    if names.is_empty() {
        return None;
    }
    let mut rows = list(text.scope.sets);
    for (name, is_own) in names {
        let label = shown(name.as_str());
        let scope = Scope::Set(name.clone());
        let view = View::Agents { scope, agent: None };
        let gitlab = store.address.with_untracked(|address| address.gitlab.clone());
        let hash = Address { view, gitlab, ..Address::default() }.to_hash();
        let forget = is_own.then(|| {
            icon_button("close", &fill(text.scope.forget_set, &[&label]))
                .on_click(move || store.forget_set(&name))
        });
        let link = el("a.results__row[translate=no]").attr("href", &hash).text(&label);
        rows = rows.child(el("li.results__pair").child(link).maybe(forget));
    }
    Some(fragment().child(title(text.scope.sets)).child(rows))
}
