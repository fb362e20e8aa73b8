//! The page's `{{places}}`, which the build fills.

use anyhow::{Result, ensure};

/// What `trunk serve` writes into its reload script, and replaces whenever it serves the page.
const NONCE: &str = "{{__TRUNK NONCE__}}";

/// A page with places to fill.
#[derive(Debug)]
pub(crate) struct Page {
    html: String,
}

impl Page {
    pub(crate) fn new(html: String) -> Self {
        Self { html }
    }

    /// The stand-in for a nonce, in a page that `trunk serve` will complete.
    pub(crate) fn nonce(&self) -> Option<&'static str> {
        self.html.contains(NONCE).then_some(NONCE)
    }

    /// Puts `value` into every `{{name}}`, all of which are attribute values. It is an error if
    /// there is none: the page would go out without it.
    pub(crate) fn fill(&mut self, name: &str, value: &str) -> Result<()> {
        let place = format!("{{{{{name}}}}}");
        ensure!(self.html.contains(&place), "the page has no place for {place}");
        self.html = self.html.replace(&place, &value.replace('&', "&amp;").replace('"', "&quot;"));
        Ok(())
    }

    /// The page, without the comments and the indentation that are for those who write it.
    pub(crate) fn into_html(self) -> String {
        let mut html = String::with_capacity(self.html.len());
        let lines = self.html.lines().map(str::trim);
        for line in lines.filter(|line| !line.is_empty() && !line.starts_with("<!--")) {
            html.push_str(line);
            html.push('\n');
        }
        html
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_every_place_and_misses_none() {
        let mut page = Page::new(r#"<a href="{{x}}"></a><b title="{{x}}">"#.to_owned());
        page.fill("x", r#"say "a" & b"#).unwrap();
        assert!(page.fill("y", "").is_err());
        let filled =
            r#"<a href="say &quot;a&quot; &amp; b"></a><b title="say &quot;a&quot; &amp; b">"#;
        assert_eq!(page.into_html(), format!("{filled}\n"));
    }

    #[test]
    fn leaves_comments_to_those_who_write() {
        let page = Page::new("<p>\n  <!-- why -->\n\n  text\n</p>\n".to_owned());
        assert_eq!(page.into_html(), "<p>\ntext\n</p>\n");
    }

    #[test]
    fn knows_a_page_that_trunk_serves() {
        assert_eq!(Page::new("<p>".to_owned()).nonce(), None);
        assert!(Page::new(format!(r#"<script nonce="{NONCE}">"#)).nonce().is_some());
    }
}
