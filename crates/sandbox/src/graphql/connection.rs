//! Connection types, for paging.

use std::any::Any;

use async_graphql::dynamic::{Field, FieldValue, TypeRef};

use super::fields::{Named, plain, resolve};
use super::page::{Info, Page};

/// The fields of `PageInfo`.
pub(super) fn page_info() -> Vec<Named> {
    let flag = || TypeRef::named_nn(TypeRef::BOOLEAN);
    let cursor = || TypeRef::named(TypeRef::STRING);
    vec![
        plain("hasNextPage", flag(), |_, _, info: &Info| info.has_next.into()),
        plain("hasPreviousPage", flag(), |_, _, info: &Info| info.has_previous.into()),
        plain("startCursor", cursor(), |_, _, info: &Info| info.start.clone().into()),
        plain("endCursor", cursor(), |_, _, info: &Info| info.end.clone().into()),
    ]
}

/// The connection type for `node`.
pub(super) fn connection<T: Any + Clone + Send + Sync>(node: &'static str) -> Vec<Named> {
    let nodes = Field::new("nodes", TypeRef::named_list(node), |context| {
        resolve(move || {
            let page: &Page<T> = context.parent_value.try_downcast_ref()?;
            let nodes = page.rows.iter().cloned().map(FieldValue::owned_any);
            Ok(Some(FieldValue::list(nodes)))
        })
    });
    let info = Field::new("pageInfo", TypeRef::named_nn("PageInfo"), |context| {
        resolve(move || {
            let page: &Page<T> = context.parent_value.try_downcast_ref()?;
            Ok(Some(FieldValue::owned_any(page.info.clone())))
        })
    });
    let count =
        plain("count", TypeRef::named_nn(TypeRef::INT), |_, _, page: &Page<T>| page.count.into());
    vec![("nodes", nodes), ("pageInfo", info), count]
}
