use super::*;
use crate::model::{Creator, UserId};
use crate::timestamp::Timestamp;
use proptest::prelude::*;
use serde_json::Value;

#[derive(Deserialize)]
#[serde(default)]
struct One<T> {
    f: Field<T>,
}

impl<T> Default for One<T> {
    fn default() -> Self {
        Self { f: Field::Missing }
    }
}

fn field<'a, T: Deserialize<'a>>(json: &'a str) -> Field<T> {
    let one: One<T> = read(document(json.as_bytes()).unwrap()).unwrap();
    one.f
}

#[test]
fn ids_are_exact() {
    let id = |json: &str| field::<Id>(json).id();
    assert_eq!(id(r#"{"f":18446744073709551615}"#), Some(u64::MAX));
    assert_eq!(id(r#"{"f":"9007199254740993"}"#), Some(9_007_199_254_740_993));
    for none in [
        r#"{"f":1.0}"#,
        r#"{"f":-1}"#,
        r#"{"f":1e2}"#,
        r#"{"f":1e999}"#,
        r#"{"f":"1a"}"#,
        r#"{"f":"+1"}"#,
        r#"{"f":""}"#,
        r#"{"f":null}"#,
        "{}",
        r#"{"f":18446744073709551616}"#,
    ] {
        assert_eq!(id(none), None, "{none}");
    }
}

#[test]
fn null_differs_from_missing() {
    let text = field::<String>;
    assert!(text(r#"{"f":null}"#).is_null() && text("{}").is_missing());
    assert!(!text("{}").is_null() && !text(r#"{"f":null}"#).is_missing());
    for empty in ["{}", r#"{"f":null}"#, r#"{"f":""}"#] {
        assert_eq!(text(empty).string_or_empty().as_deref(), Some(""), "{empty}");
    }
    assert_eq!(text(r#"{"f":7}"#).string_or_empty(), None);
}

#[test]
fn fields_are_read_by_type() {
    let (filled, empty) = (r#"{"f":"a"}"#, r#"{"f":""}"#);
    let text = field::<String>;
    assert_eq!(text(filled).filled().as_deref(), Some("a"));
    assert_eq!((text(empty).filled(), text("{}").filled()), (None, None));
    let flags = ["true", "false", "null", r#""true""#, "1"];
    let read = flags.map(|flag| field::<bool>(&format!(r#"{{"f":{flag}}}"#)).value());
    assert_eq!(read, [Some(true), Some(false), None, None, None]);
    let time = Timestamp::from_millis(1_500);
    assert_eq!(text(r#"{"f":"1970-01-01T00:00:01.500Z"}"#).time(), Some(time));
    assert_eq!((text(filled).time(), text(r#"{"f":1500}"#).time()), (None, None));
    let creators = ["7", r#""7""#, "null", "true"];
    let read = creators.map(|creator| field::<Id>(&format!(r#"{{"f":{creator}}}"#)).creator());
    let user = Creator::User(UserId(7));
    assert_eq!(read, [user, user, Creator::Deleted, Creator::Unstated]);
    assert_eq!(field::<Id>("{}").creator(), Creator::Unstated);
    let list = field::<Vec<&RawValue>>;
    assert_eq!(list(r#"{"f":["a",1,"b",null]}"#).strings(), ["a", "b"]);
    assert_eq!((list("{}").strings(), list(filled).strings()), (vec![], vec![]));
}

#[test]
fn keys_may_be_escaped_repeated_and_unknown() {
    let id = |json: &str| field::<Id>(json).id();
    assert_eq!(id(r#"{"x":[{}],"\u0066":1}"#), Some(1));
    assert_eq!(id(r#"{"f":1,"f":2}"#), Some(2));
    assert_eq!(id(r#"{"f":1,"f":null}"#), None);
    assert_eq!(id(r#" { "x" : {"f":[1,{"f":3}]} , "f" : 2 } "#), Some(2));
    assert_eq!(id(r#"{"\ud83e":1,"f":2}"#), Some(2));
}

#[test]
fn an_array_is_not_an_object() {
    for other in ["[1]", "[[1]]", "null", "1", r#""f""#] {
        assert!(read::<One<Id>>(document(other.as_bytes()).unwrap()).is_none(), "{other}");
        assert!(entries(document(other.as_bytes()).unwrap()).is_none(), "{other}");
        let inner = ["{\"f\":", other, "}"].concat();
        assert!(field::<One<Id>>(&inner).value().is_none(), "{inner}");
    }
    assert_eq!(field::<One<Id>>(r#"{"f":{"f":7}}"#).value().and_then(|one| one.f.id()), Some(7));
}

#[test]
fn an_unexpected_value_affects_only_its_field() {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Row {
        id: Field<Id>,
        name: Field<String>,
    }
    for odd in ["1e999", r#""\ud83e""#, "[[[]]]", "{}", "-0.0", "true"] {
        let text = format!(r#"[{{"x":{odd},"name":{odd},"id":7}},{odd},{{"id":8}}]"#);
        let rows = elements(document(text.as_bytes()).unwrap()).unwrap();
        let rows: Vec<Option<Row>> = rows.into_iter().map(read).collect();
        let ids = rows.iter().map(|row| row.as_ref().and_then(|row| row.id.id()));
        assert_eq!(ids.collect::<Vec<_>>(), [Some(7), None, Some(8)], "{odd}");
        assert_eq!(rows[0].as_ref().unwrap().name, Field::Other, "{odd}");
    }
}

/// serde_json limits depth to 128 for what it reads, but not for what it skips.
#[test]
fn skips_values_of_any_depth() {
    let deep = ["[".repeat(200_000), "]".repeat(200_000)].concat();
    let text = ["{\"x\":", &deep, ",\"f\":7}"].concat();
    assert_eq!(field::<Id>(&text).id(), Some(7));
    assert_eq!(elements(document(deep.as_bytes()).unwrap()).map(|list| list.len()), Some(1));
    assert!(document(&deep.as_bytes()[1..]).is_none());
}

#[test]
fn a_byte_order_mark_is_not_json() {
    assert!(document("\u{feff}[]".as_bytes()).and_then(elements).is_some());
    assert!(document(b"\xff[]").is_none());
    assert!(document(b"").is_none());
}

#[test]
fn a_lone_surrogate_is_not_text() {
    let string = |json: &str| field::<String>(json).value();
    assert_eq!(string(r#"{"f":"\ud83e\uddea\t"}"#).as_deref(), Some("🧪\t"));
    for none in [
        r#"{"f":"\ud83e"}"#,
        r#"{"f":"\ud83e\u0041"}"#,
        r#"{"f":"\ud83e\ue000"}"#,
        r#"{"f":"\uddea"}"#,
    ] {
        assert_eq!(string(none), None, "{none}");
    }
}

#[test]
fn an_object_of_no_pairs_is_empty() {
    assert_eq!(object_of(&[]), "{}");
    assert_eq!(object_of(&[("a", "\u{1f}\n\"")]), r#"{"a":"\u001f\u000a\""}"#);
}

/// A growing string is moved and leaves its content behind in memory.
#[test]
fn an_object_is_written_without_growing() {
    let longest = "\u{1}".repeat(100);
    let pairs = [("gitlab", "https://gitlab.example.com"), ("token", longest.as_str())];
    let json = object_of(&pairs[1..]);
    assert!(json.capacity() - json.len() < 4, "{} of {}", json.len(), json.capacity());
    let most = [6 + 6 * 26 + 6, 5 + 6 * 100 + 6].iter().sum::<usize>() + 2;
    assert_eq!(object_of(&pairs).capacity(), most);
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::String),
        "[\\[\\]{}\",:\\\\ ]{0,6}".prop_map(Value::String),
    ];
    leaf.prop_recursive(4, 32, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            prop::collection::btree_map("[a-c\"\\\\\u{e9}]{0,2}", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Parses `json` completely by these functions and rebuilds it from serde_json's values.
fn rebuilt(json: &RawValue) -> Value {
    if let Some(elements) = elements(json) {
        return elements.into_iter().map(rebuilt).collect();
    }
    if let Some(entries) = entries(json) {
        return Value::Object(
            entries.into_iter().map(|(key, json)| (key, rebuilt(json))).collect(),
        );
    }
    match string(json) {
        Some(text) => Value::String(text),
        None => serde_json::from_str(json.get()).unwrap(),
    }
}

proptest! {
    #[test]
    fn parsing_keeps_everything(json in any_json(), is_pretty in any::<bool>()) {
        let text = if is_pretty { serde_json::to_string_pretty(&json) } else { serde_json::to_string(&json) };
        let text = text.unwrap();
        let read = rebuilt(document(text.as_bytes()).unwrap());
        prop_assert_eq!(read, serde_json::from_str::<Value>(&text).unwrap());
    }

    #[test]
    fn round_trips(name in any::<String>(), value in any::<String>()) {
        let json = object_of(&[("a", "b"), (&name, &value)]);
        let read: std::collections::BTreeMap<String, String> = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(read.get(&name), Some(&value));
        let entries = entries(document(json.as_bytes()).unwrap()).unwrap();
        prop_assert_eq!(entries.last().map(|(key, json)| (key.clone(), string(json))), Some((name, Some(value))));
    }

    #[test]
    fn never_panics(body in prop::collection::vec(any::<u8>(), 0..64), json in "[\\[\\]{}\",:a-f0-9 ]{0,24}") {
        for body in [body.as_slice(), json.as_bytes()] {
            let Some(document) = document(body) else { continue };
            let _ = elements(document);
            let _ = entries(document);
            let _ = (read::<One<Id>>(document), read::<One<String>>(document));
            let _ = (read::<One<bool>>(document), read::<One<Vec<&RawValue>>>(document));
        }
    }
}
