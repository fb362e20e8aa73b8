//! Bundles `style/*.css` into one style sheet.

use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

/// All style sheets in one, `tokens.css` first, then by name, without comments.
pub(crate) fn bundle(folder: &Path) -> Result<String> {
    let mut paths = Vec::new();
    for entry in
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?
    {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "css") {
            paths.push(path);
        }
    }
    ensure!(!paths.is_empty(), "there is no style sheet in {}", folder.display());
    paths.sort_by_key(|path| (!path.ends_with("tokens.css"), path.clone()));

    let mut bundle = String::new();
    for path in paths {
        let css = fs::read_to_string(&path)?;
        bundle.push_str(&compact(&css));
    }
    Ok(bundle)
}

/// Drops comments, indentation and empty lines. That is most of the possible saving, and no rule is
/// rewritten.
fn compact(css: &str) -> String {
    let mut compact = String::with_capacity(css.len());
    for line in without_comments(css).lines().map(str::trim).filter(|line| !line.is_empty()) {
        compact.push_str(line);
        // A line break after these is insignificant; anywhere else it may separate two words.
        if !line.ends_with(['{', '}', ';', ',']) {
            compact.push('\n');
        }
    }
    compact
}

fn without_comments(css: &str) -> String {
    let mut kept = String::with_capacity(css.len());
    let mut quote = None;
    let mut rest = css.chars().peekable();
    while let Some(char) = rest.next() {
        match quote {
            // An escaped character cannot end a string.
            Some(_) if char == '\\' => {
                kept.push(char);
                kept.extend(rest.next());
                continue;
            }
            Some(open) if char == open => quote = None,
            Some(_) => {}
            None if char == '/' && rest.peek() == Some(&'*') => {
                rest.next();
                skip_comment(&mut rest);
                // A comment separates tokens like a space.
                kept.push(' ');
                continue;
            }
            None if matches!(char, '"' | '\'') => quote = Some(char),
            None => {}
        }
        kept.push(char);
    }
    kept
}

fn skip_comment(rest: &mut impl Iterator<Item = char>) {
    let mut before = ' ';
    for char in rest {
        if before == '*' && char == '/' {
            return;
        }
        before = char;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_significant_characters() {
        let css = "/* a */\n.a {\n  color: red; /* b */\n\n}\n.b,\n.c .d\n.e {\n}\n";
        assert_eq!(compact(css), ".a {color: red;}.b,.c .d\n.e {}");
    }

    #[test]
    fn leaves_strings_alone() {
        let css = r#".a::before { content: "/* \" */"; mask: url('data:x/*y*/'); }"#;
        assert_eq!(compact(css), css);
    }

    #[test]
    fn puts_the_tokens_first() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        assert!(bundle(folder).is_err());
        for name in ["table", "button", "tokens"] {
            fs::write(folder.join(name).with_extension("css"), format!(".{name} {{}}")).unwrap();
        }
        assert_eq!(bundle(folder).unwrap(), ".tokens {}.button {}.table {}");
    }
}
