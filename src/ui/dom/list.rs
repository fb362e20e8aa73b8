//! Rows that are kept as long as their keys are.

use super::element::El;
use crate::owner::at_end;
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
    key: K,
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

    /// Shows the rows of `keys`, in this order. Rows with a key that was shown before stay as they are.
    pub(crate) fn show(&self, keys: &[K], make: &dyn Fn(K) -> El) {
        let mut shown = self.shown.borrow_mut();
        let mut before = std::mem::take(&mut *shown);
        before.retain(|row| {
            let stays = keys.contains(&row.key);
            if !stays {
                Rndr::remove(row.node.node());
                row.owner.cleanup();
            }
            stays
        });
        for key in keys {
            let known = before.iter().position(|row| row.key == *key);
            let row = match known {
                Some(at) => before.swap_remove(at),
                None => {
                    // Under no other owner, which would remember it for as long as the list is there.
                    let owner = Owner::default();
                    let node = owner.with(|| make(*key));
                    Row { key: *key, node, owner }
                }
            };
            shown.push(row);
        }
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
