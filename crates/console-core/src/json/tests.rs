use super::*;
use proptest::prelude::*;
use serde_json::Value;

fn field(json: &str) -> Field<'_> {
    let [field] = fields(document(json.as_bytes()).unwrap(), ["f"]).unwrap();
    field
}

#[test]
fn ids_are_exact() {
    let id = |json: &str| field(json).id();
    assert_eq!(id(r#"{"f":18446744073709551615}"#), Some(u64::MAX));
    assert_eq!(id(r#"{"f":"9007199254740993"}"#), Some(9_007_199_254_740_993));
    for none in [
        r#"{"f":1.0}"#,
        r#"{"f":-1}"#,
        r#"{"f":"1a"}"#,
        r#"{"f":""}"#,
        r#"{"f":null}"#,
        "{}",
        r#"{"f":18446744073709551616}"#,
    ] {
        assert_eq!(id(none), None, "{none}");
    }
}

#[test]
fn null_and_nothing_are_two_things() {
    assert!(field(r#"{"f":null}"#).is_null());
    assert!(!field("{}").is_null() && field("{}").json().is_none());
    assert_eq!(field("{}").string_or_empty().as_deref(), Some(""));
    assert_eq!(field(r#"{"f":7}"#).string_or_empty(), None);
}

#[test]
fn a_field_is_read_as_what_it_should_be() {
    let (filled, empty) = (r#"{"f":"a"}"#, r#"{"f":""}"#);
    assert_eq!(field(filled).filled().as_deref(), Some("a"));
    assert_eq!((field(empty).filled(), field("{}").filled()), (None, None));
    let flags = ["true", "false", "null", r#""true""#, "1"];
    let read = flags.map(|flag| field(&format!(r#"{{"f":{flag}}}"#)).flag());
    assert_eq!(read, [Some(true), Some(false), None, None, None]);
    let time = Timestamp::from_millis(1_500);
    assert_eq!(field(r#"{"f":"1970-01-01T00:00:01.500Z"}"#).time(), Some(time));
    assert_eq!((field(filled).time(), field(r#"{"f":1500}"#).time()), (None, None));
    let creators = ["7", r#""7""#, "null", "true"];
    let read = creators.map(|creator| field(&format!(r#"{{"f":{creator}}}"#)).creator());
    let user = Creator::User(UserId(7));
    assert_eq!(read, [user, user, Creator::Deleted, Creator::Unstated]);
    assert_eq!(field("{}").creator(), Creator::Unstated);
    assert_eq!(field(r#"{"f":["a",1,"b",null]}"#).strings(), ["a", "b"]);
    assert_eq!((field("{}").strings(), field(filled).strings()), (vec![], vec![]));
}

#[test]
fn keys_may_be_escaped_repeated_and_unknown() {
    assert_eq!(field(r#"{"x":[{}],"\u0066":1}"#).id(), Some(1));
    assert_eq!(field(r#"{"f":1,"f":2}"#).id(), Some(2));
    assert_eq!(field(r#" { "x" : {"f":[1,{"f":3}]} , "f" : 2 } "#).id(), Some(2));
}

#[test]
fn a_byte_order_mark_is_no_json() {
    assert!(document("\u{feff}[]".as_bytes()).and_then(elements).is_some());
    assert!(document(b"\xff[]").is_none());
    assert!(document(b"").is_none());
}

#[test]
fn half_a_pair_of_surrogates_is_no_text() {
    let string = |json: &str| field(json).string();
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
fn an_object_of_nothing_is_empty() {
    assert_eq!(object_of(&[]), "{}");
    assert_eq!(object_of(&[("a", "\u{1f}\n\"")]), r#"{"a":"\u001f\u000a\""}"#);
}

/// A text that grows moves, and leaves what it held where it was.
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

/// Cuts `json` to the last piece, and puts it together again by serde_json's own values.
fn rebuilt(json: Json<'_>) -> Value {
    if let Some(elements) = elements(json) {
        return elements.into_iter().map(rebuilt).collect();
    }
    if let Some(entries) = entries(json) {
        return Value::Object(
            entries.into_iter().map(|(key, json)| (key, rebuilt(json))).collect(),
        );
    }
    match json.string() {
        Some(text) => Value::String(text),
        None => serde_json::from_str(json.0).unwrap(),
    }
}

proptest! {
    #[test]
    fn cutting_loses_and_invents_nothing(json in any_json(), is_pretty in any::<bool>()) {
        let text = if is_pretty { serde_json::to_string_pretty(&json) } else { serde_json::to_string(&json) };
        let text = text.unwrap();
        let read = rebuilt(document(text.as_bytes()).unwrap());
        prop_assert_eq!(read, serde_json::from_str::<Value>(&text).unwrap());
    }

    #[test]
    fn what_is_written_is_read(name in any::<String>(), value in any::<String>()) {
        let json = object_of(&[("a", "b"), (&name, &value)]);
        let read: std::collections::BTreeMap<String, String> = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(read.get(&name), Some(&value));
        let entries = entries(document(json.as_bytes()).unwrap()).unwrap();
        prop_assert_eq!(entries.last().map(|(key, json)| (key.clone(), json.string())), Some((name, Some(value))));
    }

    #[test]
    fn never_panics(body in prop::collection::vec(any::<u8>(), 0..64), json in "[\\[\\]{}\",:a-f0-9 ]{0,24}") {
        for body in [body.as_slice(), json.as_bytes()] {
            let Some(document) = document(body) else { continue };
            let _ = elements(document);
            let _ = entries(document);
            if let Some([field]) = fields(document, ["a"]) {
                let _ = (field.id(), field.string(), field.flag(), field.time(), field.strings());
            }
        }
    }
}
