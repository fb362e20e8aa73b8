//! Responses in the format of GitLab's GraphQL library.

use async_graphql::{Response, ServerError, Value as GraphqlValue};
use serde_json::{Value, json};

/// Errors without data.
pub(super) fn errors(sentences: &[String]) -> Value {
    let errors: Vec<_> = sentences.iter().map(|sentence| json!({"message": sentence})).collect();
    json!({"errors": errors})
}

/// A response in GitLab's wording. A query that does not match the schema has no `data` at all.
pub(super) fn in_gitlabs_form(response: Response) -> Value {
    let errors: Vec<_> = response.errors.iter().map(error).collect();
    match (response.data, errors.is_empty()) {
        (data, true) => json!({"data": data}),
        (GraphqlValue::Null, false) => json!({"errors": errors}),
        (data, false) => json!({"data": data, "errors": errors}),
    }
}

/// One error. Replaces this library's messages about fields and arguments missing from the schema
/// with GitLab's, including the code that clients check. Omits the position in the query.
fn error(error: &ServerError) -> Value {
    let words: Vec<_> = error.message.split('"').collect();
    match words.as_slice() {
        ["Unknown field ", field, " on type ", kind, ..] => json!({
            "message": format!("Field '{field}' doesn't exist on type '{kind}'"),
            "locations": error.locations,
            "extensions": {"code": "undefinedField", "typeName": kind, "fieldName": field},
        }),
        ["Unknown argument ", argument, " on field ", field, ..] => json!({
            "message": format!("Field '{field}' doesn't accept argument '{argument}'"),
            "locations": error.locations,
            "extensions": {
                "code": "argumentNotAccepted",
                "name": field,
                "typeName": "Field",
                "argumentName": argument,
            },
        }),
        _ if error.path.is_empty() => {
            json!({"message": error.message, "locations": error.locations})
        }
        _ => json!({
            "message": error.message,
            "locations": error.locations,
            "path": error.path,
        }),
    }
}
