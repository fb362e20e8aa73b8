//! Time, waiting and chance.

use super::window;
use console_core::monotonic::{Moment, MonotonicClock};
use console_core::timestamp::Timestamp;
use gitlab_agents::Clock;
use js_sys::{Date, Function, Math, Promise};
use std::cell::Cell;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// This computer's clock. It may be wrong: GitLab's `Date` header is not readable across origins.
#[derive(Clone, Copy, Debug)]
pub struct BrowserClock;

/// This computer's time.
#[expect(clippy::cast_possible_truncation, reason = "milliseconds until the year 287,396 fit")]
pub(crate) fn now() -> Timestamp {
    Timestamp::from_millis(Date::now() as i64)
}

thread_local! {
    static CLOCK: Cell<MonotonicClock> = Cell::new(MonotonicClock::new(now(), awake()));
}

/// This moment, by a clock that nobody sets and that goes on while the computer sleeps.
pub(crate) fn moment() -> Moment {
    CLOCK.with(|kept| {
        let mut clock = kept.get();
        let moment = clock.read(now(), awake());
        kept.set(clock);
        moment
    })
}

/// Milliseconds since the page was loaded. Whether those count in which the computer slept is the browser's affair.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it begins at zero")]
fn awake() -> u64 {
    window().and_then(|window| window.performance()).map_or(0, |clock| clock.now() as u64)
}

/// A number to tell things apart by. Not for secrets.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the product lies in 0..2^32"
)]
pub(crate) fn random() -> u32 {
    (Math::random() * 4_294_967_296.0) as u32
}

/// Resolves after `millis` milliseconds. Dropping it takes the timer back.
///
/// `AbortSignal.timeout` is not used: a test's clock cannot drive it.
pub(crate) async fn sleep(millis: u32) {
    let mut timer = None;
    let end = Promise::new(&mut |resolve, _reject| {
        let delay = i32::try_from(millis).unwrap_or(i32::MAX);
        let handle = window().and_then(|window| {
            window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, delay).ok()
        });
        timer = handle.map(|handle| Timer { handle, resolve });
    });
    let _timer = timer;
    let _ = JsFuture::from(end).await;
}

struct Timer {
    handle: i32,
    resolve: Function,
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(window) = window() {
            window.clear_timeout_with_handle(self.handle);
        }
        // A promise that stays open keeps its future's memory for ever, and there is one for every request.
        let _ = self.resolve.call0(&JsValue::UNDEFINED);
    }
}

impl Clock for BrowserClock {
    fn now(&self) -> Timestamp {
        now()
    }

    fn moment(&self) -> Moment {
        moment()
    }

    async fn sleep(&self, millis: u32) {
        sleep(millis).await;
    }

    fn random(&self) -> u32 {
        random()
    }
}
