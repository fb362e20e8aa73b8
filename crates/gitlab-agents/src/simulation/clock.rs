//! A clock that jumps.

use crate::clock::Clock;
use console_core::monotonic::Moment;
use console_core::timestamp::Timestamp;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

/// A clock whose time passes only while a future runs by it and nothing else can go on. Clones are
/// one clock.
#[derive(Clone, Debug)]
pub struct SimulatedClock(Rc<State>);

#[derive(Debug)]
struct State {
    now: Cell<i64>,
    /// How far the wall clock was set from there.
    set: Cell<i64>,
    random: Cell<u32>,
    next_sleeper: Cell<u64>,
    /// Who waits, by when and in which order they came.
    sleepers: RefCell<BTreeMap<(i64, u64), Waker>>,
}

impl SimulatedClock {
    /// A clock that stands at `now`.
    #[must_use]
    pub fn at(now: Timestamp) -> Self {
        Self(Rc::new(State {
            now: Cell::new(now.as_millis()),
            set: Cell::new(0),
            random: Cell::new(u32::MAX / 2),
            next_sleeper: Cell::new(0),
            sleepers: RefCell::default(),
        }))
    }

    /// From now on, chance always gives this.
    pub fn set_random(&self, random: u32) {
        self.0.random.set(random);
    }

    /// Sets the wall clock forward by `millis` milliseconds, or back. How long something takes stays the same.
    pub fn set_forward(&self, millis: i64) {
        self.0.set.set(self.0.set.get() + millis);
    }

    /// Runs `future` to its end.
    ///
    /// # Panics
    ///
    /// Where the future waits for something that will never happen.
    pub fn run<F: Future>(&self, future: F) -> F::Output {
        let bell = Arc::new(Bell(AtomicBool::new(true)));
        let waker = Waker::from(bell.clone());
        let mut context = Context::from_waker(&waker);
        let mut future = pin!(future);
        loop {
            while bell.0.swap(false, Ordering::Relaxed) {
                if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
                    return output;
                }
            }
            self.jump();
        }
    }

    /// Goes to the next moment somebody waits for.
    fn jump(&self) {
        let first = self.0.sleepers.borrow_mut().pop_first();
        #[expect(clippy::panic, reason = "a test that waits for ever has failed")]
        let Some(((when, _), waker)) = first else {
            panic!("everything waits and nothing will happen");
        };
        self.0.now.set(when.max(self.0.now.get()));
        waker.wake();
    }
}

impl Clock for SimulatedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.now.get() + self.0.set.get())
    }

    fn moment(&self) -> Moment {
        Moment::from_millis(self.0.now.get().unsigned_abs())
    }

    async fn sleep(&self, millis: u32) {
        let when = self.0.now.get() + i64::from(millis);
        let place = self.0.next_sleeper.replace(self.0.next_sleeper.get() + 1);
        let sleeper = Sleeper { clock: self, key: (when, place) };
        poll_fn(|context| {
            if self.0.now.get() >= when {
                return Poll::Ready(());
            }
            let waker = context.waker().clone();
            self.0.sleepers.borrow_mut().insert(sleeper.key, waker);
            Poll::Pending
        })
        .await;
    }

    fn random(&self) -> u32 {
        self.0.random.get()
    }
}

/// Leaves the line when its sleep is over or given up.
struct Sleeper<'a> {
    clock: &'a SimulatedClock,
    key: (i64, u64),
}

impl Drop for Sleeper<'_> {
    fn drop(&mut self) {
        self.clock.0.sleepers.borrow_mut().remove(&self.key);
    }
}

struct Bell(AtomicBool);

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::future::{Either, join, select};

    #[test]
    fn time_passes_by_sleeping_only() {
        let clock = SimulatedClock::at(Timestamp::from_millis(0));
        clock.run(async {
            join(clock.sleep(100), clock.sleep(30)).await;
            assert_eq!(clock.now().as_millis(), 100);
            let (short, long) = (pin!(clock.sleep(5)), pin!(clock.sleep(90_000)));
            assert!(matches!(select(short, long).await, Either::Left(_)));
        });
        assert_eq!(clock.now().as_millis(), 105);
    }

    #[test]
    #[should_panic(expected = "nothing will happen")]
    fn waiting_for_ever_is_found_out() {
        let clock = SimulatedClock::at(Timestamp::from_millis(0));
        clock.run(std::future::pending::<()>());
    }
}
