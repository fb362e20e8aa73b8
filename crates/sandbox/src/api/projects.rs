//! `/projects`: the list, and one project.

use axum::http::header::LINK;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use serde_json::Value;

use super::call::Call;
use super::checks::Checks;
use super::errors::Refusal;
use super::filter::{Filter, Order};
use super::paging::{self, Page};
use super::project::{Detail, json};
use super::{place, reply};
use crate::world::{Level, Project};

/// Defaults that GitLab fills in and repeats in `Link`.
const DEFAULTS: &[(&str, &str)] = &[
    ("imported", "false"),
    ("membership", "false"),
    ("order_by", "created_at"),
    ("owned", "false"),
    ("simple", "false"),
    ("sort", "desc"),
    ("starred", "false"),
    ("statistics", "false"),
    ("with_custom_attributes", "false"),
    ("with_issues_enabled", "false"),
    ("with_merge_requests_enabled", "false"),
];

/// `GET /projects`
pub(super) fn list(call: &mut Call<'_>) -> Result<Response, Refusal> {
    let mut checks = call.checks();
    let page = Page::read(&mut checks);
    let filter = Filter::read(&mut checks);
    let order = Order::read(&mut checks);
    let keyset = checks.choice("pagination", &["legacy", "keyset"]) == "keyset";
    let owned = checks.flag("owned").unwrap_or(false);
    let membership = checks.flag("membership").unwrap_or(false);
    let search_namespaces = checks.flag("search_namespaces").unwrap_or(false);
    let bounds = Bounds::read(&mut checks);
    checks.done()?;
    if keyset && !order.by_id() {
        let text = "Keyset pagination is not yet available for this type of request";
        return Err(Refusal::Error(StatusCode::METHOD_NOT_ALLOWED, text));
    }
    let world = &call.state.world;
    let user = call.visitor.as_ref().map(|caller| &caller.user);
    // Access levels and `membership` both query the table of memberships, where administrators have
    // no more than others.
    let least = if owned { Some(Level::Owner) } else { filter.min_access_level };
    let listed = |project: &&Project| {
        let level = user.and_then(|user| world.project_level(user.id, project));
        let among = match least {
            Some(least) => level.is_some_and(|level| level >= least),
            None if membership => level.is_some(),
            None => world.can_see_project(user, project),
        };
        among
            && bounds.contain(project.id)
            && filter.takes(project, &world.searchable(project, search_namespaces))
    };
    let mut projects: Vec<_> = world.projects().filter(listed).collect();
    order.sort(&mut projects);
    let detail = Detail::of(filter.simple, user.is_some());
    if keyset {
        return Ok(keyset_page(call, page, &order, &projects, detail));
    }
    let entity = |project: &Project| json(call, project, detail);
    let (total, rows) = (projects.len(), projects.into_iter().skip(page.start()));
    Ok(paging::offset(call, page, total, rows, DEFAULTS, entity))
}

/// `GET /projects/:id`
pub(super) fn show(call: &mut Call<'_>) -> Result<Response, Refusal> {
    let project = place::project(call)?;
    let detail = Detail::of(false, call.visitor.is_some());
    Ok(reply::ok(&json(call, &project, detail)))
}

/// `id_after` and `id_before`, the cursor of keyset paging.
#[derive(Debug)]
struct Bounds {
    after: Option<u64>,
    before: Option<u64>,
}

impl Bounds {
    fn read(checks: &mut Checks<'_>) -> Self {
        let mut bound = |name| checks.integer(name).and_then(|id| u64::try_from(id).ok());
        Self { after: bound("id_after"), before: bound("id_before") }
    }

    fn contain(&self, id: u64) -> bool {
        self.after.is_none_or(|after| id > after) && self.before.is_none_or(|before| id < before)
    }
}

/// The first rows, with a link to the rows after the last of them. Even the last page with rows has
/// a link; only an empty page has none.
fn keyset_page(
    call: &Call<'_>,
    page: Page,
    order: &Order,
    projects: &[&Project],
    detail: Detail,
) -> Response {
    let shown: Vec<_> = projects.iter().take(page.size()).copied().collect();
    let rows: Vec<Value> = shown.iter().map(|project| json(call, project, detail)).collect();
    let mut response = reply::ok(&rows);
    let bound = if order.descending() { "id_before" } else { "id_after" };
    if let Some(last) = shown.last() {
        let url = call.url_with(DEFAULTS, [(bound, last.id.to_string())]);
        if let Ok(link) = HeaderValue::try_from(format!("<{url}>; rel=\"next\"")) {
            response.headers_mut().insert(LINK, link);
        }
    }
    response
}
