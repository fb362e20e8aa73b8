//! Which rows of a long table are in the page.

use std::ops::Range;

/// The rows to render: those in view and `overscan` more on either side. All lengths are in CSS
/// pixels.
///
/// `scroll_top` may be beyond the end (a filter has just made the table shorter): then these are the
/// last rows. A `row_height` of zero counts as one.
#[must_use]
pub fn window(
    scroll_top: u32,
    viewport: u32,
    row_height: u32,
    rows: u32,
    overscan: u32,
) -> Range<u32> {
    let row_height = row_height.max(1);
    let in_view = viewport.div_ceil(row_height).saturating_add(1);
    let first = (scroll_top / row_height).min(rows.saturating_sub(in_view));
    let end = first.saturating_add(in_view).saturating_add(overscan).min(rows);
    first.saturating_sub(overscan)..end
}
