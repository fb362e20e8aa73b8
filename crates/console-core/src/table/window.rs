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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_window_is_what_is_seen() {
        for ((scroll_top, viewport, row_height, rows, overscan), range) in [
            ((0, 680, 34, 1000, 0), 0..21),
            ((33, 680, 34, 1000, 0), 0..21),
            ((34, 680, 34, 1000, 0), 1..22),
            ((3400, 680, 34, 1000, 5), 95..126),
            ((0, 680, 34, 10, 5), 0..10),
            ((0, 680, 34, 0, 5), 0..0),
            ((34_000, 680, 34, 1000, 5), 974..1000),
            ((u32::MAX, 680, 34, 1000, 0), 979..1000),
            ((0, 680, 0, 1000, 0), 0..681),
            ((u32::MAX, u32::MAX, 1, u32::MAX, u32::MAX), 0..u32::MAX),
        ] {
            assert_eq!(window(scroll_top, viewport, row_height, rows, overscan), range);
        }
    }

    proptest! {
        #[test]
        fn a_window_lies_in_the_table_and_covers_the_view(
            scroll_top in any::<u32>(),
            viewport in 0_u32..5000,
            row_height in 0_u32..100,
            rows in 0_u32..100_000,
            overscan in 0_u32..50,
        ) {
            let shown = window(scroll_top, viewport, row_height, rows, overscan);
            prop_assert!(shown.start <= shown.end && shown.end <= rows);
            let row_height = row_height.max(1);
            let furthest = (rows * row_height).saturating_sub(viewport);
            let top = scroll_top.min(furthest);
            prop_assert!(rows == 0 || shown.start * row_height <= top);
            prop_assert!(shown.end == rows || shown.end * row_height >= top + viewport);
        }
    }
}
