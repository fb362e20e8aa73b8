//! The desk: the code that a page does without until it has shown something, in a module of its own.
//!
//! `wasm_split` marks where it begins; the build parts it from the first module and brings it in when it is asked
//! for (`xtask/src/dist/desk.rs`). Whatever only this file calls is in it.

use crate::agents::{AgentDetails, DeleteButton, DeleteDialog, RegisterDialog};
use crate::browser::clock::sleep;
use crate::scope::ChooseScope;
use crate::store::{Work, use_session, use_store};
use crate::tokens::{CreateDialog, ExitDialog, RevokeDialog, TokenPanel};
use console_core::config::Feature;
use console_core::model::AgentId;
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
    static MODULE: ArcRwSignal<Module> = ArcRwSignal::new(Module::Awaited);
}

/// Whether the desk was asked for and did not come. Tracks.
pub(crate) fn is_missing() -> bool {
    MODULE.with(ArcRwSignal::get) == Module::Missing
}

/// Whether the desk is here. Tracks.
fn is_here() -> bool {
    MODULE.with(ArcRwSignal::get) == Module::Here
}

/// Does `work` once its code is here. Until then nothing of it begins.
pub(crate) fn bring(work: Work) -> LocalBoxFuture<'static, ()> {
    Box::pin(async move {
        // Each of the two entries has to be told that the module is here; it comes once.
        while load().await.is_err() || load_views().await.is_err() {
            MODULE.with(|module| module.set(Module::Missing));
            sleep(AGAIN_MS).await;
        }
        MODULE.with(|module| module.set(Module::Here));
        if let Ok(work) = begin(work).await {
            work.await;
        }
    })
}

/// What begins in the late module.
#[wasm_split(desk, fallible, preload(load), wasm_split_path = ::leptos::wasm_split)]
fn begin(work: Work) -> Result<LocalBoxFuture<'static, ()>, SplitLoaderError> {
    Ok(work.carry_out())
}

/// A view whose code is in the late module.
#[derive(Clone, Copy)]
pub(crate) enum LateView {
    /// The dialogs over the page.
    Dialogs,
    /// The page where nothing is chosen yet.
    ChooseScope,
    /// What is known of an agent that is in the table, and its tokens.
    Agent(AgentId),
}

/// A late view, once its code is here, which it asks for.
#[component]
pub(crate) fn Late(
    view: LateView,
    /// What stands in its place until then.
    #[prop(optional)]
    children: Option<ChildrenFn>,
) -> impl IntoView {
    let session = use_session();
    let is_here = Memo::new(|_| is_here());
    Effect::new(move |_| {
        if !is_here.get() {
            session.get().open_desk();
        }
    });
    move || match is_here.get() {
        true => show(view).now_or_never().and_then(Result::ok),
        false => children.as_ref().map(|children| children()),
    }
}

/// The dialogs. They come with everything else that is late, or when one of them is opened.
#[component]
pub(crate) fn Dialogs() -> impl IntoView {
    let session = use_session();
    let is_wanted = Memo::new(move |_| is_here() || session.get().has_dialog());
    move || is_wanted.get().then(|| view! { <Late view=LateView::Dialogs/> })
}

#[wasm_split(desk, fallible, preload(load_views), wasm_split_path = ::leptos::wasm_split)]
fn show(view: LateView) -> Result<AnyView, SplitLoaderError> {
    let view = match view {
        LateView::Dialogs => view! {
            <RegisterDialog/>
            <DeleteDialog/>
            <RevokeDialog/>
            <CreateDialog/>
            <ExitDialog/>
        }
        .into_any(),
        LateView::ChooseScope => view! { <ChooseScope/> }.into_any(),
        LateView::Agent(agent) => view! { <AgentView agent/> }.into_any(),
    };
    Ok(view)
}

#[component]
fn AgentView(agent: AgentId) -> impl IntoView {
    let session = use_session().get();
    let (target, facts) = untrack(|| session.target(agent).zip(session.agent_facts(agent)))?;
    let project = target.project;
    let delete = use_store().get().offers(Feature::Delete);
    Some(view! {
        <AgentDetails target=target.clone() facts/>
        <TokenPanel project agent/>
        {delete.then(|| view! { <DeleteButton target/> })}
    })
}
