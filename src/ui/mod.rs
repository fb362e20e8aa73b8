//! Building blocks of the page. They know nothing of GitLab, and say nothing by themselves.

mod button;
mod composition;
mod dialog;
mod dom;
mod focus;
mod notice;
mod number;
mod slots;

pub(crate) use button::Kind;
pub(crate) use composition::with_composition;
pub(crate) use console_core::digits::digits;
pub(crate) use dialog::{Dialog, Exit, FOREMOST, dialog, exit};
pub(crate) use dom::{El, Written, el, el_of, fill, fragment, render_effect};
pub(crate) use focus::{focus_soon, select_text};
pub(crate) use notice::{Tone, muted};
pub(crate) use number::with_numbers;
pub(crate) use slots::slots;
