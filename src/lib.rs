//! Shows: the browser console for GitLab's Kubernetes agents, in Leptos.

pub mod app;
