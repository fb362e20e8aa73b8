//! Building blocks of the page. They know nothing of GitLab, and say nothing by themselves.

mod button;
mod composition;
mod copy_button;
mod dialog;
mod dom;
mod field;
mod focus;
mod notice;
mod number;
mod row_keys;
mod slots;
mod tabs;
mod viewport;

pub(crate) use button::{Kind, icon};
pub(crate) use composition::with_composition;
pub(crate) use console_core::digits::digits;
pub(crate) use copy_button::{copy_button, copy_text_button};
pub(crate) use dialog::{Dialog, Exit, FOREMOST, dialog, exit};
pub(crate) use dom::{El, Rows, Written, el, el_of, fragment, render_effect};
pub(crate) use field::{Field, code_field, field};
pub(crate) use focus::{focus_soon, select_text};
pub(crate) use notice::{Tone, muted};
pub(crate) use row_keys::{RowKey, focus_row, row_keys};
pub(crate) use slots::slots;
pub(crate) use tabs::tabs;
pub(crate) use viewport::{Viewport, watch_viewport};
