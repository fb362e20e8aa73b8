//! Futures that end with what they are for.

use futures_util::future::{AbortHandle, LocalBoxFuture, abortable};
use std::cell::RefCell;
use std::future::Future;
use std::rc::{Rc, Weak};

/// Runs `future` to its end, also when what it is for goes meanwhile. In a box, because the code that runs a
/// future is made anew for every type of them.
#[expect(clippy::disallowed_methods, reason = "the one place that others spawn through")]
pub(crate) fn run(future: LocalBoxFuture<'static, ()>) {
    wasm_bindgen_futures::spawn_local(future);
}

/// Running futures, owned by whoever they are for. When they go, none of them is polled again, and whatever
/// they held goes too.
#[derive(Debug, Default)]
pub(crate) struct Tasks(Rc<RefCell<Running>>);

impl Tasks {
    /// What starts futures among these. It does not keep them running, so a future may hold it.
    pub(crate) fn spawner(&self) -> Spawner {
        Spawner(Rc::downgrade(&self.0))
    }
}

#[derive(Debug, Default)]
struct Running {
    next: u32,
    handles: Vec<(u32, AbortHandle)>,
}

/// Starts futures that end with the [`Tasks`] it is of. Once those are gone it starts nothing.
#[derive(Clone, Debug)]
pub(crate) struct Spawner(Weak<RefCell<Running>>);

impl Spawner {
    /// Runs `future` until it is done or the tasks go.
    pub(crate) fn spawn(&self, future: impl Future<Output = ()> + 'static) {
        let _ = self.start(Box::pin(future));
    }

    /// Runs `future` like [`Spawner::spawn`]. Dropping the guard stops it, which is how a read that
    /// nobody waits for any more is called off.
    pub(crate) fn spawn_scoped(&self, future: impl Future<Output = ()> + 'static) -> TaskGuard {
        TaskGuard(self.start(Box::pin(future)))
    }

    fn start(&self, future: LocalBoxFuture<'static, ()>) -> AbortHandle {
        let (future, handle) = abortable(future);
        let Some(tasks) = self.0.upgrade() else { return handle };
        let number = tasks.borrow_mut().hold(handle.clone());
        let running = Weak::clone(&self.0);
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
}

impl Drop for Running {
    fn drop(&mut self) {
        for (_, handle) in self.handles.drain(..) {
            handle.abort();
        }
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
