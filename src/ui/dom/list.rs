//! Rows that are kept as long as their keys are, and then taken for others.

use super::element::El;
use crate::owner::at_end;
use crate::shared::{Own, own};
use leptos::prelude::Owner;
use leptos::tachys::renderer::Rndr;
use std::cell::RefCell;
use std::rc::Rc;

/// Rows in an element, each under a key, with an owner of its own.
pub(crate) struct Rows<K> {
    parent: El,
    shown: Rc<RefCell<Vec<Row<K>>>>,
}

struct Row<K> {
    key: Own<K>,
    node: El,
    owner: Owner,
}

impl<K: Copy + PartialEq + 'static> Rows<K> {
    /// Rows in `parent`, under the current owner.
    pub(crate) fn new(parent: El) -> Self {
        let shown = Rc::new(RefCell::new(Vec::<Row<K>>::new()));
        let held = Rc::clone(&shown);
        at_end(move || {
            for row in held.borrow_mut().drain(..) {
                row.owner.cleanup();
            }
        });
        Self { parent, shown }
    }

    /// Shows the rows of `keys`, in this order. Rows with a key that was shown before stay as they are. One that goes
    /// is taken for one that comes, which is given another key: to change a row costs a fraction of making one.
    pub(crate) fn show(&self, keys: &[K], make: &dyn Fn(&Own<K>) -> El) {
        let mut shown = self.shown.borrow_mut();
        let (mut before, mut free) = (Vec::new(), Vec::new());
        for row in shown.drain(..) {
            let stays = row.key.with_untracked(|key| keys.contains(key));
            if stays { &mut before } else { &mut free }.push(row);
        }
        free.retain(|row: &Row<K>| {
            // Whoever is in a row did not go to the one that it would be taken for.
            let is_left = !row.node.node().matches(":focus-within").unwrap_or(false);
            // So that what stays is in its place, and need not be moved: that would take the focus from it.
            Rndr::remove(row.node.node());
            if !is_left {
                row.owner.cleanup();
            }
            is_left
        });
        for key in keys {
            let known = before.iter().position(|row| row.key.with_untracked(|known| known == key));
            let row = match (known, free.pop()) {
                (Some(at), unused) => {
                    free.extend(unused);
                    before.swap_remove(at)
                }
                (None, Some(row)) => {
                    row.key.set(*key);
                    row
                }
                (None, None) => {
                    let key = own(*key);
                    // Under no other owner, which would remember it for as long as the list is there.
                    let owner = Owner::default();
                    let node = owner.with(|| make(&key));
                    Row { key, node, owner }
                }
            };
            shown.push(row);
        }
        free.iter().for_each(|row| row.owner.cleanup());
        self.arrange(&shown);
    }

    /// Puts the nodes in order. A node in its place is not touched, so that it keeps the focus.
    fn arrange(&self, shown: &[Row<K>]) {
        let parent = self.parent.node();
        let mut place = parent.first_child();
        for row in shown {
            let node: &web_sys::Node = row.node.node();
            if place.as_ref() == Some(node) {
                place = node.next_sibling();
            } else {
                let _ = parent.insert_before(node, place.as_ref());
            }
        }
    }
}
