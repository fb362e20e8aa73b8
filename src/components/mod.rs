//! Building blocks of every view, as components. They know nothing of GitLab.

mod button;
mod checkbox;
mod dialog;
mod field;
mod initial_focus;
mod menu;
mod notice;

pub(crate) use button::{Button, Submit};
pub(crate) use checkbox::Checkbox;
pub(crate) use dialog::{Dialog, DialogActions};
pub(crate) use field::TextField;
pub(crate) use initial_focus::initial_focus;
pub(crate) use menu::Menu;
pub(crate) use notice::Notice;
