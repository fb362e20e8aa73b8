//! Building blocks of every view, as components. They know nothing of GitLab.

mod button;
mod checkbox;
mod copy_button;
mod dialog;
mod facts;
mod field;
mod icon;
mod initial_focus;
mod link;
mod menu;
mod notice;
mod select;
mod table;
mod tabs;

pub(crate) use button::{Button, IconButton, Submit};
pub(crate) use checkbox::Checkbox;
pub(crate) use copy_button::CopyButton;
pub(crate) use dialog::{Dialog, DialogActions};
pub(crate) use facts::Fact;
pub(crate) use field::{TextField, TextInput};
pub(crate) use icon::Icon;
pub(crate) use initial_focus::initial_focus;
pub(crate) use link::ExternalLink;
pub(crate) use menu::{FoldMenu, Menu};
pub(crate) use notice::Notice;
pub(crate) use select::Select;
pub(crate) use table::{
    Cells, ColumnMenu, RowPick, RowPlace, SortChoice, Source, Table, TableColumn, TableSource,
};
pub(crate) use tabs::Tabs;
