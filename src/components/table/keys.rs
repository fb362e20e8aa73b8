//! Going through the rows of a table by keyboard.

use crate::ui::{El, digits};
use console_core::keys::letter;
use leptos::prelude::request_animation_frame;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowKey {
    /// To go to the first row of all.
    First,
    /// To go to the last.
    Last,
    /// To go to the row below, or above, which is not rendered yet: keys may come faster than frames.
    Step {
        /// Below.
        down: bool,
        /// To select all up to there too.
        extends: bool,
    },
    /// To go to the next row whose name goes on with this letter.
    Letter(char),
    /// To select this row, or no longer.
    Toggle,
    /// To select this row up to the one at that position, to which the focus has gone.
    Extend(u32),
    /// To select all rows.
    All,
    /// To select none.
    Clear,
}

/// Hears the keys in the rows of `scroller`. The arrow keys take the focus from the link in a row to the one in the row
/// above or below, which the browser scrolls into sight; `asked` is told of all others that mean something, with the
/// position of their row. There is none while the focus is on its way to a row, or in none: then `asked` says whether the
/// key has been used, or is left to the browser.
pub(super) fn row_keys(
    scroller: El,
    asked: impl Fn(RowKey, Option<u32>) -> Option<()> + 'static,
) -> El {
    scroller.attr("tabindex", "-1").on("keydown", move |event| {
        let event: &KeyboardEvent = event.unchecked_ref();
        if key_of(event).and_then(|(key, position)| asked(key, position)).is_some() {
            event.prevent_default();
        }
    })
}

fn key_of(event: &KeyboardEvent) -> Option<(RowKey, Option<u32>)> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let row = target.closest("[role=row]").ok()?;
    let position = match &row {
        Some(row) => Some(position_of(row)?),
        None => None,
    };
    let is_command = event.ctrl_key() || event.meta_key();
    let (name, place) = (event.key(), event.code());
    let letter = letter(&name, &place);
    let key = match name.as_str() {
        "ArrowDown" | "ArrowUp" => {
            let down = name == "ArrowDown";
            let next = row.and_then(|row| match down {
                true => row.next_element_sibling(),
                false => row.previous_element_sibling(),
            });
            let extends = event.shift_key();
            let Some(next) = next else { return Some((RowKey::Step { down, extends }, position)) };
            focus_in(&next)?;
            event.prevent_default();
            match extends {
                true => RowKey::Extend(position_of(&next)?),
                false => return None,
            }
        }
        "Home" => RowKey::First,
        "End" => RowKey::Last,
        "Escape" => RowKey::Clear,
        _ if is_command && letter == Some('a') => RowKey::All,
        _ if is_command || event.alt_key() => return None,
        _ if name == " " || place == "Space" => RowKey::Toggle,
        _ => RowKey::Letter(letter?),
    };
    Some((key, position))
}

/// Counted from nought; the head is the first row of all.
fn position_of(row: &Element) -> Option<u32> {
    row.get_attribute("aria-rowindex")?.parse::<u32>().ok()?.checked_sub(2)
}

fn focus_in(row: &Element) -> Option<()> {
    row.query_selector("a").ok()??.dyn_into::<HtmlElement>().ok()?.focus().ok()
}

/// Takes the focus to the row at `position`, each of them `row` pixels high, once it is rendered, if it still
/// `is_sought` then: another key may have come meanwhile. Says so when it `has_come` there.
pub(super) fn focus_row(
    scroller: &El,
    position: u32,
    row: u32,
    is_sought: impl Fn() -> bool + 'static,
    has_come: impl Fn() + 'static,
) {
    let scroller = scroller.node().clone();
    // Not lost with the row that has it now, which goes out of sight: more keys may follow at once.
    let _ = scroller.focus();
    let top = i32::try_from(position.saturating_mul(row)).unwrap_or(i32::MAX);
    // In the middle, as neighbours say more of a row than its place at an edge.
    scroller.set_scroll_top(top.saturating_sub(scroller.client_height() / 2));
    let selector = "[aria-rowindex='".to_owned() + &digits((position + 2).into()) + "']";
    // The browser tells of the scrolling in a frame of its own, and a slow one renders rows later still.
    request_animation_frame(move || {
        await_row(Box::new(move || {
            // Out of the page, or out of sight: no row is rendered there.
            if scroller.client_height() == 0 || !is_sought() {
                return true;
            }
            let Ok(Some(row)) = scroller.query_selector(&selector) else { return false };
            let _ = focus_in(&row);
            has_come();
            true
        }));
    });
}

/// Calls `look` in every frame from the next one on, until it says that it is done.
fn await_row(look: Box<dyn Fn() -> bool>) {
    request_animation_frame(move || {
        if !look() {
            await_row(look);
        }
    });
}
