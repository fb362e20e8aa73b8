//! The rest of the program, in a module of its own: what a page does without until it has shown something.
//!
//! The build finds what may wait by the name of [`Later`], and moves it (`xtask/src/dist/module/split`).

use super::clock::sleep;
use crate::shared::Shared;
use futures_util::future::LocalBoxFuture;
use js_sys::Promise;
use std::any::TypeId;
use std::future::Future;
use std::hint::black_box;
use std::pin::Pin;
use std::task::{Context, Poll};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

/// After how many milliseconds it is asked for once more.
const AGAIN_MS: u32 = 5_000;

#[wasm_bindgen]
extern "C" {
    /// Brings in the rest, once for all consoles of a page. The build writes this function beside the glue.
    #[wasm_bindgen(js_name = bringRest)]
    fn bring_rest() -> Promise;
}

thread_local! {
    static IS_MISSING: Shared<bool> = const { Shared::new(false) };
}

/// Whether the rest was asked for and did not come. Tracks.
pub(crate) fn is_missing() -> bool {
    IS_MISSING.with(Shared::get)
}

/// A future whose code is in the rest.
struct Later<F>(Pin<Box<F>>);

impl<F: Future<Output = ()> + 'static> Future for Later<F> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        // What looks the same is made one function, under any of the names. One with this in it looks like no other.
        black_box(TypeId::of::<F>());
        self.0.as_mut().poll(context)
    }
}

/// Runs `future` once its code is here.
pub(super) fn later(future: impl Future<Output = ()> + 'static) -> LocalBoxFuture<'static, ()> {
    after_rest(Box::pin(Later(Box::pin(future))))
}

fn after_rest(future: LocalBoxFuture<'static, ()>) -> LocalBoxFuture<'static, ()> {
    Box::pin(async move {
        while JsFuture::from(bring_rest()).await.is_err() {
            IS_MISSING.with(|missing| missing.set(true));
            sleep(AGAIN_MS).await;
        }
        IS_MISSING.with(|missing| missing.set(false));
        future.await;
    })
}
