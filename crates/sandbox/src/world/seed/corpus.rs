//! The hostile strings, from the file that other crates' tests also read.

use std::collections::BTreeMap;

use serde::Deserialize;

const FILE: &str = include_str!("../../../../../tests/hostile/texts.json");

/// Strings by class, and pairs that look alike.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Corpus {
    texts: BTreeMap<String, Vec<Text>>,
    pairs: BTreeMap<String, Vec<(String, String)>>,
}

/// One string. Long ones are generated, because they would be most of the file.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Text {
    Whole(String),
    Repeated {
        #[serde(default)]
        before: String,
        repeat: String,
        times: usize,
    },
}

impl Corpus {
    /// The file's contents.
    pub(super) fn read() -> Self {
        serde_json::from_str(FILE).unwrap_or_default()
    }

    /// Each class with its strings.
    pub(super) fn classes(&self) -> impl Iterator<Item = (&str, Vec<String>)> {
        let strings = |texts: &[Text]| texts.iter().map(Text::build).collect();
        self.texts.iter().map(move |(class, texts)| (class.as_str(), strings(texts)))
    }

    /// Each pair, with the kind of its similarity.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.pairs.iter().flat_map(|(kind, pairs)| {
            pairs.iter().map(|(one, other)| (kind.as_str(), one.as_str(), other.as_str()))
        })
    }
}

impl Text {
    fn build(&self) -> String {
        match self {
            Self::Whole(text) => text.clone(),
            Self::Repeated { before, repeat, times } => {
                format!("{before}{}", repeat.repeat(*times))
            }
        }
    }
}
