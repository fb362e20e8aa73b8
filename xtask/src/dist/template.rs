//! Pages and scripts with `{{places}}`, which the build fills.

use super::Named;
use anyhow::{Result, ensure};

/// What `trunk serve` writes into its reload script, and replaces whenever it serves the page.
const NONCE: &str = "{{__TRUNK NONCE__}}";

/// A text with places to fill.
#[derive(Debug)]
pub(crate) struct Template {
    text: String,
}

impl Template {
    pub(crate) fn new(text: String) -> Self {
        Self { text }
    }

    /// The stand-in for a nonce, in a page that `trunk serve` will complete.
    pub(crate) fn nonce(&self) -> Option<&'static str> {
        self.text.contains(NONCE).then_some(NONCE)
    }

    /// Puts `value` into every `{{name}}`, all of which are values of attributes in a page. It is an error if
    /// there is none: the page would go out without it.
    pub(crate) fn fill(&mut self, name: &str, value: &str) -> Result<()> {
        let place = format!("{{{{{name}}}}}");
        ensure!(self.text.contains(&place), "there is no place for {place}");
        self.text = self.text.replace(&place, &value.replace('&', "&amp;").replace('"', "&quot;"));
        Ok(())
    }

    /// Puts the names and digests of `files` into their places, as far as there are any. Both are of
    /// characters that mean nothing in pages and scripts.
    pub(crate) fn name(&mut self, files: &[Named]) {
        for Named { what, name, digest } in files {
            self.text = self.text.replace(&format!("{{{{{what}}}}}"), name);
            self.text = self.text.replace(&format!("{{{{{what}-integrity}}}}"), digest);
        }
    }

    /// The page, without the comments and the indentation that are for those who write it. It is an error if a
    /// place is still open.
    pub(crate) fn finished_page(self) -> Result<String> {
        let whole = self.finished()?;
        let mut html = String::with_capacity(whole.len());
        let lines = whole.lines().map(str::trim);
        for line in lines.filter(|line| !line.is_empty() && !line.starts_with("<!--")) {
            html.push_str(line);
            html.push('\n');
        }
        Ok(html)
    }

    /// The text. It is an error if a place is still open.
    pub(crate) fn finished(self) -> Result<String> {
        let open = self.text.replace(NONCE, "");
        let place = open.split_once("{{").and_then(|(_, rest)| rest.split_once("}}"));
        ensure!(place.is_none(), "nothing fills {:?}", place.map(|(name, _)| name));
        Ok(self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_every_place_and_misses_none() {
        let mut page = Template::new(r#"<a href="{{x}}"></a><b title="{{x}}">{{f}}"#.to_owned());
        page.fill("x", r#"say "a" & b"#).unwrap();
        assert!(page.fill("y", "").is_err());
        let file = |what: &str| Named {
            what: what.to_owned(),
            name: "n".to_owned(),
            digest: "d".to_owned(),
        };
        page.name(&[file("f"), file("g")]);
        let filled =
            r#"<a href="say &quot;a&quot; &amp; b"></a><b title="say &quot;a&quot; &amp; b">n"#;
        assert_eq!(page.finished().unwrap(), filled);
        assert!(Template::new("{{f-integrity}}".to_owned()).finished().is_err());
    }

    #[test]
    fn leaves_comments_to_those_who_write() {
        let page = Template::new("<p>\n  <!-- why -->\n\n  text\n</p>\n".to_owned());
        assert_eq!(page.finished_page().unwrap(), "<p>\ntext\n</p>\n");
    }

    #[test]
    fn knows_a_page_that_trunk_serves() {
        assert_eq!(Template::new("<p>".to_owned()).nonce(), None);
        let served = Template::new(format!(r#"<script nonce="{NONCE}">"#));
        assert!(served.nonce().is_some() && served.finished().is_ok());
    }
}
