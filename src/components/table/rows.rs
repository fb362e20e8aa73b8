//! Rows that are kept as long as their keys are, and then taken for others.

use crate::browser::cleanup::on_cleanup_local;
use crate::ui::El;
use console_core::table::recycle;
use leptos::prelude::*;
use leptos::tachys::renderer::Rndr;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::Node;

/// Rows in an element, each under a key, with an owner of its own.
pub(super) struct Rows<K, I> {
    parent: El,
    /// What of a key makes the row the same one: the rest of it may change.
    identity: fn(&K) -> I,
    shown: Rc<RefCell<Vec<Row<K>>>>,
}

#[derive(Clone)]
struct Row<K> {
    key: ArcRwSignal<K>,
    node: El,
    owner: Owner,
}

impl<K> Row<K> {
    /// Whether somebody is in the row, or presses on it: they mean the one that it is, and not the one that it could be
    /// taken for.
    fn is_held(&self) -> bool {
        self.node.node().matches(":focus-within,:active").unwrap_or(false)
    }
}

impl<K: Copy + PartialEq + 'static, I: PartialEq> Rows<K, I> {
    /// Rows in `parent`, which holds nothing else, under the current owner.
    pub(super) fn new(parent: El, identity: fn(&K) -> I) -> Self {
        let shown = Rc::new(RefCell::new(Vec::<Row<K>>::new()));
        let held = Rc::clone(&shown);
        on_cleanup_local(move || {
            for row in held.borrow_mut().drain(..) {
                row.owner.cleanup();
            }
        });
        Self { parent, identity, shown }
    }

    /// Shows the rows of `keys`, in this order. Rows that were shown before stay. One that goes
    /// is taken for one that comes, which is given another key: to change a row costs a fraction of making one.
    pub(super) fn show(&self, keys: &[K], make: &dyn Fn(&ArcRwSignal<K>) -> El) {
        let mut shown = self.shown.borrow_mut();
        let before: Vec<Row<K>> = shown.drain(..).collect();
        let known: Vec<I> =
            before.iter().map(|row| row.key.with_untracked(self.identity)).collect();
        let wanted: Vec<I> = keys.iter().map(self.identity).collect();
        let is_free = |at: usize| before.get(at).is_some_and(|row| !row.is_held());
        let placings = recycle(&known, &wanted, is_free);
        for (key, placing) in keys.iter().zip(&placings) {
            let row = match placing.row.and_then(|row| before.get(row)) {
                Some(row) => row.clone(),
                None => {
                    let key = ArcRwSignal::new(*key);
                    // Under no other owner, which would remember it for as long as the list is there.
                    let owner = Owner::default();
                    let node = owner.with(|| make(&key));
                    Row { key, node, owner }
                }
            };
            if row.key.with_untracked(|known| known != key) {
                row.key.set(*key);
            }
            if let Some(to) = placing.to {
                let other = before.get(to).map(|row| row.node.as_node::<Node>());
                let _ = self.parent.node().insert_before(row.node.node(), other.as_ref());
            }
            shown.push(row);
        }
        for (at, row) in before.iter().enumerate() {
            if placings.iter().all(|placing| placing.row != Some(at)) {
                Rndr::remove(row.node.node());
                row.owner.cleanup();
            }
        }
    }
}
