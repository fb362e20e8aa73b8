//! The desk: the code that a page does without until it has shown something, in a module of its own.
//!
//! `wasm_split` marks where it begins; the build parts it from the first module and brings it in when it is asked
//! for (`xtask/src/dist/desk.rs`). Whatever only this file calls is in it.

use crate::browser::clock::sleep;
use crate::shared::Shared;
use crate::store::{Errand, Store};
use futures_util::future::LocalBoxFuture;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

/// After how many milliseconds it is asked for once more.
const AGAIN_MS: u32 = 5_000;

thread_local! {
    static IS_MISSING: Shared<bool> = const { Shared::new(false) };
}

/// Whether the desk was asked for and did not come. Tracks.
pub(crate) fn is_missing() -> bool {
    IS_MISSING.with(Shared::get)
}

/// Carries out `errand` once its code is here. Until then nothing of it begins.
pub(crate) fn bring(store: Store, errand: Errand) -> LocalBoxFuture<'static, ()> {
    Box::pin(async move {
        while load().await.is_err() {
            IS_MISSING.with(|missing| missing.set(true));
            sleep(AGAIN_MS).await;
        }
        IS_MISSING.with(|missing| missing.set(false));
        if let Ok(work) = work(store, errand).await {
            work.await;
        }
    })
}

/// What begins in the late module.
#[wasm_split(desk, fallible, preload(load), wasm_split_path = ::leptos::wasm_split)]
fn work(store: Store, errand: Errand) -> Result<LocalBoxFuture<'static, ()>, SplitLoaderError> {
    Ok(store.carry_out(errand))
}
