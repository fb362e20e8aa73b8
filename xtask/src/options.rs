//! The command line: a command, then `--name value` pairs and `--name` alone.

use anyhow::{Context, Result, bail};
use std::str::FromStr;

/// What was asked for. Options are taken out one by one; `end` refuses what nobody took.
#[derive(Debug)]
pub(crate) struct Options {
    command: String,
    /// An option without a value is one that is only given or not.
    values: Vec<(String, Option<String>)>,
}

impl Options {
    /// Reads the words after the program's name. No words ask for help.
    pub(crate) fn from_args(words: impl Iterator<Item = String>) -> Result<Self> {
        let mut words = words.peekable();
        let command = words.next().unwrap_or_else(|| "help".to_owned());
        let mut values = Vec::new();
        while let Some(word) = words.next() {
            let Some(name) = word.strip_prefix("--") else {
                bail!("{word:?} is not an option; options look like --name value");
            };
            let (name, value) = match name.split_once('=') {
                Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
                None => (name.to_owned(), words.next_if(|next| !next.starts_with("--"))),
            };
            values.push((name, value));
        }
        Ok(Self { command, values })
    }

    pub(crate) fn command(&self) -> &str {
        &self.command
    }

    /// Takes the value of `--name`, or `default` where it was not given.
    pub(crate) fn take<T: FromStr>(&mut self, name: &str, default: T) -> Result<T> {
        match self.values.iter().position(|(given, _)| given == name) {
            None => Ok(default),
            Some(at) => {
                let (_, value) = self.values.remove(at);
                let value = value.with_context(|| format!("--{name} needs a value"))?;
                value.parse().ok().with_context(|| format!("--{name} {value} is not usable"))
            }
        }
    }

    /// Takes `--name`, which has no value, and tells whether it was given.
    pub(crate) fn take_flag(&mut self, name: &str) -> Result<bool> {
        match self.values.iter().position(|(given, _)| given == name) {
            None => Ok(false),
            Some(at) => match self.values.remove(at) {
                (_, None) => Ok(true),
                (_, Some(value)) => bail!("--{name} takes no value, and {value:?} is one"),
            },
        }
    }

    /// Refuses options that the command does not know.
    pub(crate) fn end(self) -> Result<()> {
        match self.values.first() {
            None => Ok(()),
            Some((name, _)) => bail!("{} has no option --{name}", self.command),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(line: &str) -> Result<Options> {
        Options::from_args(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn takes_options_in_both_spellings() {
        let mut options = options("demo --port 1 --console-port=2").unwrap();
        assert_eq!(options.command(), "demo");
        assert_eq!(options.take("port", 0).unwrap(), 1);
        assert_eq!(options.take("console-port", 0).unwrap(), 2);
        assert_eq!(options.take("missing", 7).unwrap(), 7);
        options.end().unwrap();
    }

    #[test]
    fn takes_options_without_a_value() {
        let mut options = options("bench --quick --rounds 3").unwrap();
        assert!(options.take_flag("quick").unwrap());
        assert!(!options.take_flag("write").unwrap());
        assert!(options.take_flag("rounds").is_err());
    }

    #[test]
    fn refuses_what_it_cannot_use() {
        assert!(options("demo port").is_err());
        assert!(options("demo --port").unwrap().take("port", 1_u16).is_err());
        assert!(options("demo --port x").unwrap().take("port", 1_u16).is_err());
        assert!(options("demo --prot 1").unwrap().end().is_err());
    }
}
