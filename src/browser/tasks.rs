//! Futures that end with the console.

use futures_util::future::{AbortHandle, LocalBoxFuture, abortable};
use std::cell::RefCell;
use std::future::Future;
use std::rc::{Rc, Weak};

/// Runs `future` to its end, also when the console goes meanwhile. In a box, because the code that runs a
/// future is made anew for every type of them.
#[expect(clippy::disallowed_methods, reason = "the one place that others spawn through")]
pub(crate) fn run(future: LocalBoxFuture<'static, ()>) {
    wasm_bindgen_futures::spawn_local(future);
}

/// The console's running futures. When the last clone goes, or [`Tasks::stop`] is called, none of
/// them is polled again: so none can touch a signal that has been disposed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tasks(Rc<RefCell<Running>>);

#[derive(Debug, Default)]
struct Running {
    next: u32,
    handles: Vec<(u32, AbortHandle)>,
}

impl Tasks {
    /// Runs `future` until it is done or the console goes.
    pub(crate) fn spawn(&self, future: impl Future<Output = ()> + 'static) {
        let _ = self.start(Box::pin(future));
    }

    /// Runs `future` like [`Tasks::spawn`]. Dropping the guard stops it, which is how a read that
    /// nobody waits for any more is called off.
    pub(crate) fn spawn_scoped(&self, future: impl Future<Output = ()> + 'static) -> TaskGuard {
        TaskGuard(self.start(Box::pin(future)))
    }

    /// Stops every future.
    pub(crate) fn stop(&self) {
        self.0.borrow_mut().stop();
    }

    fn start(&self, future: LocalBoxFuture<'static, ()>) -> AbortHandle {
        let (future, handle) = abortable(future);
        let number = self.0.borrow_mut().hold(handle.clone());
        let running = Rc::downgrade(&self.0);
        run(Box::pin(async move {
            let _ = future.await;
            release(&running, number);
        }));
        handle
    }
}

impl Running {
    fn hold(&mut self, handle: AbortHandle) -> u32 {
        self.next = self.next.wrapping_add(1);
        self.handles.push((self.next, handle));
        self.next
    }

    fn stop(&mut self) {
        for (_, handle) in self.handles.drain(..) {
            handle.abort();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop();
    }
}

fn release(running: &Weak<RefCell<Running>>, number: u32) {
    if let Some(running) = running.upgrade() {
        running.borrow_mut().handles.retain(|(held, _)| *held != number);
    }
}

/// Stops a future when dropped.
#[derive(Debug)]
pub(crate) struct TaskGuard(AbortHandle);

impl Drop for TaskGuard {
    fn drop(&mut self) {
        self.0.abort();
    }
}
