//! A whole answer with a status of success.

use crate::errors::failure;
use crate::transport::Head;
use crate::wire::json::{RawValue, document, elements};
use console_core::failure::{Failure, FailureKind};
use console_core::model::Row;

/// An answer to a read that GitLab granted.
pub(crate) struct Answer {
    pub(crate) head: Head,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The one thing in the body.
    pub(crate) fn one<R>(&self, decode: impl FnOnce(&RawValue) -> Option<R>) -> Result<R, Failure> {
        document(&self.body).and_then(decode).ok_or_else(|| self.unreadable())
    }

    /// The rows of the list in the body. A row that cannot be read stays a row.
    pub(crate) fn rows<R>(
        &self,
        decode: impl FnMut(&RawValue) -> Row<R>,
    ) -> Result<Vec<Row<R>>, Failure> {
        let rows = document(&self.body).and_then(elements).ok_or_else(|| self.unreadable())?;
        Ok(rows.into_iter().map(decode).collect())
    }

    fn unreadable(&self) -> Failure {
        failure(FailureKind::Unreadable, &self.head)
    }
}
