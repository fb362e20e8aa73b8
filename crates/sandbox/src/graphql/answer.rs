//! Answers in the form that GitLab's GraphQL library gives them.

use async_graphql::{Response, ServerError, Value as GraphqlValue};
use serde_json::{Value, json};

/// Errors without data.
pub(super) fn errors(sentences: &[String]) -> Value {
    let errors: Vec<_> = sentences.iter().map(|sentence| json!({"message": sentence})).collect();
    json!({"errors": errors})
}

/// An answer as GitLab words it. A query that does not fit the schema has no `data` at all.
pub(super) fn in_gitlabs_form(response: Response) -> Value {
    let errors: Vec<_> = response.errors.iter().map(error).collect();
    match (response.data, errors.is_empty()) {
        (data, true) => json!({"data": data}),
        (GraphqlValue::Null, false) => json!({"errors": errors}),
        (data, false) => json!({"data": data, "errors": errors}),
    }
}

fn error(error: &ServerError) -> Value {
    let mut json = json!({
        "message": error.message,
        "locations": error.locations,
    });
    if !error.path.is_empty() {
        json["path"] = json!(error.path);
    }
    let words: Vec<_> = error.message.split('"').collect();
    match words.as_slice() {
        ["Unknown field ", field, " on type ", kind, ..] => {
            json["message"] = format!("Field '{field}' doesn't exist on type '{kind}'").into();
            json["extensions"] =
                json!({"code": "undefinedField", "typeName": kind, "fieldName": field});
        }
        ["Unknown argument ", argument, " on field ", field, ..] => {
            json["message"] =
                format!("Field '{field}' doesn't accept argument '{argument}'").into();
            json["extensions"] = json!({
                "code": "argumentNotAccepted",
                "name": field,
                "typeName": "Field",
                "argumentName": argument,
            });
        }
        _ => {}
    }
    json
}
