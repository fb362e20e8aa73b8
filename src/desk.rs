//! The desk: the code that a page does without until it has shown something, in a module of its own.
//!
//! `wasm_split` marks where it begins; the build parts it from the first module and brings it in when it is asked
//! for (`xtask/src/dist/desk.rs`). Whatever only this file calls is in it.

use crate::agents::{DeleteDialog, RegisterDialog};
use crate::browser::clock::sleep;
use crate::shared::Shared;
use crate::store::{Errand, Store, use_store};
use crate::tokens::{CreateDialog, ExitDialog, RevokeDialog};
use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

/// After how many milliseconds it is asked for once more.
const AGAIN_MS: u32 = 5_000;

/// Whether the late module is here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Module {
    /// Nobody has asked for it, or it is on its way.
    Awaited,
    /// It was asked for and did not come.
    Missing,
    Here,
}

thread_local! {
    static MODULE: Shared<Module> = const { Shared::new(Module::Awaited) };
}

/// Whether the desk was asked for and did not come. Tracks.
pub(crate) fn is_missing() -> bool {
    MODULE.with(Shared::get) == Module::Missing
}

/// Carries out `errand` once its code is here. Until then nothing of it begins.
pub(crate) fn bring(store: Store, errand: Errand) -> LocalBoxFuture<'static, ()> {
    Box::pin(async move {
        // Each of the two entries has to be told that the module is here; it comes once.
        while load().await.is_err() || load_dialogs().await.is_err() {
            MODULE.with(|module| module.set(Module::Missing));
            sleep(AGAIN_MS).await;
        }
        MODULE.with(|module| module.set(Module::Here));
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

/// The dialogs over the page, once their code is here. One that is opened before asks for it.
#[component]
pub(crate) fn Dialogs() -> impl IntoView {
    let store = use_store();
    let is_here = Memo::new(|_| MODULE.with(Shared::get) == Module::Here);
    let is_wanted = Memo::new(move |_| store.has_dialog());
    Effect::new(move |_| {
        if is_wanted.get() && !is_here.get() {
            store.open_desk();
        }
    });
    move || is_here.get().then(|| dialogs().now_or_never()?.ok()).flatten()
}

#[wasm_split(desk, fallible, preload(load_dialogs), wasm_split_path = ::leptos::wasm_split)]
fn dialogs() -> Result<AnyView, SplitLoaderError> {
    let dialogs = view! {
        <RegisterDialog/>
        <DeleteDialog/>
        <RevokeDialog/>
        <CreateDialog/>
        <ExitDialog/>
    };
    Ok(dialogs.into_any())
}
