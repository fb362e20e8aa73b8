//! Builds fields.
//!
//! Every resolver runs under the sandbox's lock and never waits, so it sees a consistent state.

use std::any::Any;
use std::sync::Arc;

use async_graphql::dynamic::{Field, FieldFuture, FieldValue, ResolverContext, TypeRef};
use async_graphql::{Result, Value};

use super::{Ask, sight};
use crate::clock::Moment;
use crate::state::State;
use crate::world::{Permission, World};

/// A field with its name, which the library does not expose.
pub(super) type Named = (&'static str, Field);

/// The value of a field; `None` is `null`.
pub(super) type Resolved = Result<Option<FieldValue<'static>>>;

/// A field that looks something up.
pub(super) fn look_up(
    name: &'static str,
    kind: &'static str,
    find: impl Fn(&Ask, &mut State, &ResolverContext<'_>) -> Resolved + Send + Sync + 'static,
) -> Field {
    Field::new(name, TypeRef::named(kind), move |context| {
        resolve(|| {
            let ask: &Arc<Ask> = context.data()?;
            if ask.faults.nulls.iter().any(|null| null == name) {
                return Ok(None);
            }
            find(ask, &mut ask.app.lock(), &context)
        })
    })
}

/// A field computed from its parent `P`.
pub(super) fn plain<P: Any + Send + Sync>(
    name: &'static str,
    kind: TypeRef,
    read: impl Fn(&Ask, &World, &P) -> Value + Send + Sync + 'static,
) -> Named {
    let field = Field::new(name, kind, move |context| {
        resolve(|| {
            let ask: &Arc<Ask> = context.data()?;
            let parent = context.parent_value.try_downcast_ref()?;
            Ok(Some(FieldValue::value(read(ask, &ask.app.lock().world, parent))))
        })
    });
    (name, field)
}

/// A text field.
pub(super) fn text<P: Any + Send + Sync>(
    name: &'static str,
    read: impl Fn(&Ask, &World, &P) -> String + Send + Sync + 'static,
) -> Named {
    plain(name, TypeRef::named(TypeRef::STRING), move |ask, world, parent| {
        read(ask, world, parent).into()
    })
}

/// A time field.
pub(super) fn time<P: Any + Send + Sync>(
    name: &'static str,
    read: impl Fn(&Ask, &P) -> Option<Moment> + Send + Sync + 'static,
) -> Named {
    plain(name, TypeRef::named("Time"), move |ask, _, parent| {
        read(ask, parent).map(|moment| moment.to_string()).into()
    })
}

/// The field `id`: `gid://gitlab/Clusters::Agent/1`.
pub(super) fn global_id<P: Any + Send + Sync>(
    model: &'static str,
    read: impl Fn(&P) -> u64 + Send + Sync + 'static,
) -> Named {
    plain("id", TypeRef::named_nn(TypeRef::ID), move |_, _, parent| {
        format!("gid://gitlab/{model}/{}", read(parent)).into()
    })
}

/// The field `createdByUser`.
pub(super) fn creator<P: Any + Send + Sync>(
    read: impl Fn(&P) -> Option<u64> + Send + Sync + 'static,
) -> Named {
    let field = look_up("createdByUser", "UserCore", move |ask, state, context| {
        let id = read(context.parent_value.try_downcast_ref()?);
        let id = id.filter(|_| sight::is_granted(ask, Permission::ReadUser));
        let user = id.and_then(|id| state.world.user(id));
        Ok(user.cloned().map(FieldValue::owned_any))
    });
    ("createdByUser", field)
}

/// Resolves a field immediately.
pub(super) fn resolve<'a>(find: impl FnOnce() -> Resolved) -> FieldFuture<'a> {
    let found = find();
    FieldFuture::new(async move { found })
}
