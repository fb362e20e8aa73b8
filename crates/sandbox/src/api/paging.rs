//! Offset paging with all its headers.

use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use serde::Serialize;

use super::call::Call;
use super::checks::Checks;
use super::reply;

/// The requested part of a list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Page {
    number: usize,
    size: usize,
    /// The requested size before GitLab's cap; links repeat it.
    asked: usize,
}

/// Above this many rows GitLab omits the total.
const COUNTED_ROWS: usize = 10_000;
const DEFAULT_SIZE: usize = 20;
const LARGEST_SIZE: usize = 100;

impl Page {
    /// Reads `page` and `per_page`.
    pub(crate) fn read(checks: &mut Checks<'_>) -> Self {
        let number = positive(checks.integer("page")).unwrap_or(1);
        let per_page = checks.integer("per_page");
        if per_page == Some(0) {
            checks.refuse("per_page has a value not allowed");
        }
        let asked = positive(per_page).unwrap_or(DEFAULT_SIZE);
        Self { number, size: asked.min(LARGEST_SIZE), asked }
    }

    /// The number of rows before this page.
    pub(crate) fn start(self) -> usize {
        (self.number - 1).saturating_mul(self.size)
    }

    /// The number of rows up to the end of this page.
    pub(crate) fn end(self) -> usize {
        self.start().saturating_add(self.size)
    }

    /// The number of rows per page.
    pub(crate) fn size(self) -> usize {
        self.size
    }
}

/// One page of a list of `total` rows as a JSON array with paging headers. `rows` starts at the
/// page's first row, because the caller may have a faster way to it than skipping. `defaults` are
/// parameters that GitLab fills in and repeats in links.
pub(crate) fn offset<T, E: Serialize>(
    call: &Call<'_>,
    page: Page,
    total: usize,
    rows: impl Iterator<Item = T>,
    defaults: &[(&str, &str)],
    entity: impl Fn(T) -> E,
) -> Response {
    let shown: Vec<_> = rows.take(page.size).map(entity).collect();
    let mut response = reply::ok(&shown);
    let pages = total.div_ceil(page.size).max(1);
    let next = (page.number < pages).then_some(page.number + 1);
    let previous = (page.number > 1 && page.number <= pages).then_some(page.number - 1);
    let counted = total <= COUNTED_ROWS;

    let link = |number: usize, rel: &str| link(call, page, defaults, number, rel);
    let links: Vec<_> = [
        previous.map(|number| link(number, "prev")),
        next.map(|number| link(number, "next")),
        Some(link(1, "first")),
        counted.then(|| link(pages, "last")),
    ]
    .into_iter()
    .flatten()
    .collect();

    let text = |number: Option<usize>| number.map(|number| number.to_string()).unwrap_or_default();
    let mut set = |name: &'static str, value: String| {
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
    };
    set("x-per-page", page.size.to_string());
    set("x-page", page.number.to_string());
    set("x-next-page", text(next));
    set("x-prev-page", text(previous));
    set("link", links.join(", "));
    if counted {
        set("x-total", total.to_string());
        set("x-total-pages", pages.to_string());
    }
    response
}

fn positive(number: Option<i64>) -> Option<usize> {
    number.and_then(|number| usize::try_from(number).ok()).filter(|number| *number > 0)
}

fn link(
    call: &Call<'_>,
    page: Page,
    defaults: &[(&str, &str)],
    number: usize,
    rel: &str,
) -> String {
    let own = [("page", number.to_string()), ("per_page", page.asked.to_string())];
    format!("<{}>; rel=\"{rel}\"", call.url_with(defaults, own))
}
