//! One component of the bill of materials.

use serde_json::{Map, Value, json};

/// What part a component has in the console.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Part {
    /// Its code is in the bundle.
    Shipped,
    /// Only runs while the bundle is compiled: a macro, a build script, and what they use.
    Compiling,
    /// A program that made the bundle.
    Tool,
}

/// Something with a name and a version.
#[derive(Clone, Debug)]
pub(super) struct Component {
    pub(super) part: Part,
    /// Unique within the document.
    pub(super) reference: String,
    pub(super) name: String,
    pub(super) version: String,
    /// Its package URL; none for the crates of this repository, which are published nowhere.
    pub(super) purl: Option<String>,
    /// An SPDX expression, where it is known.
    pub(super) licence: Option<String>,
    pub(super) digest: Option<Digest>,
}

/// What the lock file has to verify a download with, in hexadecimal digits.
#[derive(Clone, Debug)]
pub(super) enum Digest {
    Sha256(String),
    Sha512(String),
}

impl Component {
    /// A component that is published: its package URL is its reference as well.
    ///
    /// `kind` is a package URL's type, such as `cargo`.
    pub(super) fn published(part: Part, kind: &str, name: &str, version: &str) -> Self {
        // A package URL has the `@` of an npm scope encoded.
        let purl = format!("pkg:{kind}/{}@{version}", name.replace('@', "%40"));
        Self {
            part,
            reference: purl.clone(),
            name: name.to_owned(),
            version: version.to_owned(),
            purl: Some(purl),
            licence: None,
            digest: None,
        }
    }

    pub(super) fn json(&self) -> Value {
        let (kind, scope) = match self.part {
            Part::Shipped => ("library", "required"),
            Part::Compiling => ("library", "excluded"),
            Part::Tool => ("application", "excluded"),
        };
        let mut json = Map::new();
        let mut put = |name: &str, value: Value| json.insert(name.to_owned(), value);
        put("type", json!(kind));
        put("bom-ref", json!(self.reference));
        put("name", json!(self.name));
        put("version", json!(self.version));
        put("scope", json!(scope));
        if let Some(purl) = &self.purl {
            put("purl", json!(purl));
        }
        if let Some(licence) = &self.licence {
            // Older crates write a slash where SPDX has a word.
            put("licenses", json!([{ "expression": licence.replace('/', " OR ") }]));
        }
        if let Some(digest) = &self.digest {
            let (algorithm, content) = match digest {
                Digest::Sha256(content) => ("SHA-256", content),
                Digest::Sha512(content) => ("SHA-512", content),
            };
            put("hashes", json!([{ "alg": algorithm, "content": content }]));
        }
        Value::Object(json)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_written_as_the_format_has_it() {
        let mut scoped = Component::published(Part::Tool, "npm", "@a/b", "1.0.0");
        scoped.licence = Some("MIT/Apache-2.0".to_owned());
        scoped.digest = Some(Digest::Sha512("ab".to_owned()));
        assert_eq!(
            scoped.json(),
            json!({
                "type": "application",
                "bom-ref": "pkg:npm/%40a/b@1.0.0",
                "name": "@a/b",
                "version": "1.0.0",
                "scope": "excluded",
                "purl": "pkg:npm/%40a/b@1.0.0",
                "licenses": [{ "expression": "MIT OR Apache-2.0" }],
                "hashes": [{ "alg": "SHA-512", "content": "ab" }],
            })
        );
    }
}
