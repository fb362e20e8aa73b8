//! Assertions.

use std::fmt::Debug;

/// The result of a case: on failure, what was expected and what came instead.
pub type Outcome = Result<(), String>;

/// Checks that `found` is `expected`.
pub(crate) fn same<V: PartialEq<E> + Debug, E: Debug>(
    what: &str,
    found: V,
    expected: E,
) -> Outcome {
    if found == expected {
        Ok(())
    } else {
        Err(format!("{what}: expected {expected:?}, found {found:?}"))
    }
}

/// Checks that a condition holds for `found`.
pub(crate) fn holds<V: Debug>(what: &str, found: &V, holds: impl FnOnce(&V) -> bool) -> Outcome {
    if holds(found) { Ok(()) } else { Err(format!("{what}: found {found:?}")) }
}

/// The value of a result that must be a success.
pub(crate) fn done<V, E: Debug>(what: &str, result: Result<V, E>) -> Result<V, String> {
    result.map_err(|error| format!("{what}: {error:?}"))
}

/// The error of a result that must be a failure.
pub(crate) fn failed<V: Debug, E>(what: &str, result: Result<V, E>) -> Result<E, String> {
    match result {
        Ok(value) => Err(format!("{what}: expected a failure, found {value:?}")),
        Err(error) => Ok(error),
    }
}
