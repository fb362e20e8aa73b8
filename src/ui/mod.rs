//! Building blocks of the page. They know nothing of GitLab, and say nothing by themselves.

mod copy_button;
mod dialog;
mod field;
mod menu;
mod notice;
mod seal;
mod slots;
mod viewport;

pub(crate) use copy_button::copy_button;
pub(crate) use dialog::{Dialog, Exit, dialog};
pub(crate) use field::{Field, field};
pub(crate) use menu::menu;
pub(crate) use notice::{Tone, notice};
pub(crate) use seal::{Seal, seal};
pub(crate) use slots::slots;
pub(crate) use viewport::watch_viewport;
