//! Pages and scripts with `{{placeholders}}` that the build fills in.

use super::Named;
use anyhow::{Result, ensure};

/// The placeholder in `trunk serve`'s reload script, which it replaces each time it serves the
/// page.
const NONCE: &str = "{{__TRUNK NONCE__}}";

/// A text with placeholders.
#[derive(Debug)]
pub(crate) struct Template {
    text: String,
}

impl Template {
    pub(crate) fn new(text: String) -> Self {
        Self { text }
    }

    /// The nonce placeholder, if `trunk serve` will complete this page.
    pub(crate) fn nonce(&self) -> Option<&'static str> {
        self.text.contains(NONCE).then_some(NONCE)
    }

    /// Replaces every `{{name}}` with `value`. In a page they are all attribute values.
    ///
    /// # Errors
    ///
    /// There is no such placeholder: the page would ship without the value.
    pub(crate) fn fill(&mut self, name: &str, value: &str) -> Result<()> {
        let place = format!("{{{{{name}}}}}");
        ensure!(self.text.contains(&place), "there is no place for {place}");
        self.text = self.text.replace(&place, &value.replace('&', "&amp;").replace('"', "&quot;"));
        Ok(())
    }

    /// Fills in the names and digests of `files`, where they have placeholders. Neither contains
    /// characters that need escaping.
    pub(crate) fn name(&mut self, files: &[Named]) {
        for Named { what, name, digest } in files {
            self.text = self.text.replace(&format!("{{{{{what}}}}}"), name);
            self.text = self.text.replace(&format!("{{{{{what}-integrity}}}}"), digest);
        }
    }

    /// The page, without comments and indentation.
    ///
    /// # Errors
    ///
    /// A placeholder is left.
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

    /// The text.
    ///
    /// # Errors
    ///
    /// A placeholder is left.
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
    fn fills_every_placeholder() {
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
    fn removes_comments_from_pages() {
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
