//! Shows: the browser console for GitLab's Kubernetes agents, in Leptos.
//!
//! `browser` wraps what the browser offers, `store` holds state and its verbs, `app` mounts, and the
//! rooms (`sign_in`, `scope`, `agents`, `tokens`) read the store and call its verbs. `ui` knows
//! nothing of GitLab, and `text` has every sentence. Which may use which stands in ARCHITECTURE.md.

#![expect(unreachable_pub, reason = "`#[component]` makes its functions public")]

mod agents;
pub mod app;
pub mod browser;
mod components;
mod desk;
mod feedback;
mod scope;
mod sign_in;
mod store;
mod text;
mod tokens;
mod ui;
