//! Asking a creation that still runs to look again.

use futures_util::future::poll_fn;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::task::{Poll, Waker};

/// By this a person asks to look again while [`drive`](super::drive) still runs. Clones are one and
/// the same.
#[derive(Clone, Debug, Default)]
pub struct Nudge(Rc<Asked>);

#[derive(Debug, Default)]
struct Asked {
    asked: Cell<bool>,
    waker: RefCell<Option<Waker>>,
}

impl Nudge {
    /// Looks again, where the outcome is not known; else it does nothing.
    pub fn look_again(&self) {
        self.0.asked.set(true);
        let waker = self.0.waker.take();
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    pub(super) async fn asked(&self) {
        poll_fn(|context| {
            if self.0.asked.take() {
                return Poll::Ready(());
            }
            self.0.waker.replace(Some(context.waker().clone()));
            Poll::Pending
        })
        .await;
    }
}
