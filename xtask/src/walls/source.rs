//! Splits Rust source into code and the text of its string literals.

use std::iter::Peekable;
use std::str::Chars;

/// A file, with comments removed and string literals extracted.
#[derive(Debug, Default)]
pub(crate) struct Source {
    /// The original text.
    pub(crate) text: String,
    /// The code. Comments and contents of literals are replaced by spaces, so that lines keep their
    /// numbers.
    pub(crate) code: String,
    pub(crate) literals: Vec<Literal>,
}

/// A string literal.
#[derive(Debug, Eq, PartialEq)]
pub(crate) struct Literal {
    /// The line number, from 1.
    pub(crate) line: usize,
    /// The byte offset of its opening quote in [`Source::code`].
    pub(crate) open: usize,
    pub(crate) close: usize,
    /// The source text between the quotes, with escapes.
    pub(crate) text: String,
}

impl Source {
    pub(crate) fn read(text: &str) -> Self {
        let mut source = Self { text: text.to_owned(), ..Self::default() };
        let mut chars = text.chars().peekable();
        while let Some(char) = chars.next() {
            match (char, chars.peek()) {
                ('/', Some('/')) => {
                    source.blank('/');
                    source.skip_line(&mut chars);
                }
                ('/', Some('*')) => {
                    source.blank('/');
                    source.skip_comment(&mut chars);
                }
                ('\'', Some(_)) => source.take_quote(&mut chars),
                ('"', _) => source.take_literal(&mut chars, None),
                ('r', Some('"' | '#')) if !source.ends_in_word() => source.take_raw(&mut chars),
                _ => source.code.push(char),
            }
        }
        source
    }

    fn blank(&mut self, char: char) {
        self.code.push(if char == '\n' { '\n' } else { ' ' });
    }

    fn ends_in_word(&self) -> bool {
        // `br"..."` is a literal as well.
        let before = self.code.strip_suffix('b').unwrap_or(&self.code);
        before.chars().next_back().is_some_and(|char| char.is_alphanumeric() || char == '_')
    }

    fn skip_line(&mut self, chars: &mut Peekable<Chars<'_>>) {
        while let Some(char) = chars.next_if(|char| *char != '\n') {
            self.blank(char);
        }
    }

    fn skip_comment(&mut self, chars: &mut Peekable<Chars<'_>>) {
        let mut depth = 0;
        let mut before = '/';
        for char in chars.by_ref() {
            self.blank(char);
            match (before, char) {
                ('/', '*') => depth += 1,
                ('*', '/') => depth -= 1,
                _ => {
                    before = char;
                    continue;
                }
            }
            if depth == 0 {
                return;
            }
            // Neither character may start another pair.
            before = ' ';
        }
    }

    /// Reads a character literal or a lifetime: only the former can contain a quote.
    fn take_quote(&mut self, chars: &mut Peekable<Chars<'_>>) {
        self.code.push('\'');
        let mut ahead = chars.clone();
        let escaped = ahead.next() == Some('\\');
        if escaped {
            chars.next();
            chars.next();
            self.code.push_str("  ");
        } else if ahead.next() == Some('\'') {
            chars.next();
            chars.next();
            self.code.push_str(" '");
        }
    }

    fn take_raw(&mut self, chars: &mut Peekable<Chars<'_>>) {
        self.code.push('r');
        let mut hashes = 0;
        while chars.next_if_eq(&'#').is_some() {
            self.code.push('#');
            hashes += 1;
        }
        // Otherwise it is a raw identifier.
        if chars.next_if_eq(&'"').is_some() {
            self.take_literal(chars, Some(hashes));
        }
    }

    /// Reads a literal after its opening quote. A raw literal has no escapes and ends with its
    /// `hashes`.
    fn take_literal(&mut self, chars: &mut Peekable<Chars<'_>>, hashes: Option<usize>) {
        let line = self.code.matches('\n').count() + 1;
        let open = self.code.len();
        self.code.push('"');
        let mut text = String::new();
        while let Some(char) = chars.next() {
            let ends = match hashes {
                None => char == '"',
                Some(hashes) => {
                    char == '"' && chars.clone().take_while(|next| *next == '#').count() >= hashes
                }
            };
            if ends {
                break;
            }
            self.blank(char);
            text.push(char);
            if hashes.is_none()
                && char == '\\'
                && let Some(escaped) = chars.next()
            {
                self.blank(escaped);
                text.push(escaped);
            }
        }
        self.literals.push(Literal { line, open, close: self.code.len(), text });
        self.code.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &Source) -> Vec<&str> {
        source.literals.iter().map(|literal| literal.text.as_str()).collect()
    }

    #[test]
    fn sets_literals_aside() {
        let source = Source::read(
            "f(\"a \\\" b\", 'c', '\"', '\\'', r#\"d \" e\"#, br\"f\", r\"g\");\n\"h\"",
        );
        assert_eq!(texts(&source), ["a \\\" b", "d \" e", "f", "g", "h"]);
        assert_eq!(source.literals.last().map(|literal| literal.line), Some(2));
        for Literal { open, close, .. } in &source.literals {
            assert_eq!(
                (source.code.get(*open..=*open), source.code.get(*close..=*close)),
                (Some("\""), Some("\""))
            );
        }
    }

    #[test]
    fn blanks_comments() {
        let source = Source::read("a // \"b\"\nc /* \"d\" /* e */ \"f\" */ g /**/ h<'i>(\"j\")");
        assert_eq!(texts(&source), ["j"]);
        assert_eq!(
            source.code.split_whitespace().collect::<Vec<_>>(),
            ["a", "c", "g", "h<'i>(\"", "\")"]
        );
    }
}
