//! The hostile strings, from the file that the sandbox also uses.

use serde_json::Value;

/// All strings, by class.
pub(crate) fn texts() -> Vec<(String, String)> {
    let classes = file()["texts"].as_object().unwrap().clone();
    let texts = |(class, texts): (String, Value)| {
        let texts = texts.as_array().unwrap().clone();
        texts.into_iter().map(move |text| (class.clone(), build(&text)))
    };
    classes.into_iter().flat_map(texts).collect()
}

/// The look-alike pairs of one kind.
pub(crate) fn pairs(kind: &str) -> Vec<(String, String)> {
    let half = |pair: &Value, at: usize| pair[at].as_str().unwrap().to_owned();
    let pairs = file()["pairs"][kind].as_array().unwrap().clone();
    pairs.iter().map(|pair| (half(pair, 0), half(pair, 1))).collect()
}

fn file() -> Value {
    serde_json::from_str(include_str!("../../../../tests/hostile/texts.json")).unwrap()
}

fn build(text: &Value) -> String {
    if let Some(whole) = text.as_str() {
        return whole.to_owned();
    }
    let times = usize::try_from(text["times"].as_u64().unwrap()).unwrap();
    let before = text["before"].as_str().unwrap_or_default();
    before.to_owned() + &text["repeat"].as_str().unwrap().repeat(times)
}
