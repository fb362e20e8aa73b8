//! Builds a script that is one argument of `bash`.

use super::shell::quote;

/// Marks the place of the token's value. It occurs nowhere else, because names and addresses
/// contain no control characters.
pub(super) const VALUE: &str = "\u{1}";

/// A script under construction.
pub(super) struct Script(String);

impl Script {
    /// A script that shows kubectl's context, continues only if it is confirmed, and stops at any
    /// failure.
    pub(super) fn confirming(question: &str) -> Self {
        let mut script = Self(String::from("context=$(kubectl config current-context)"));
        script
            .push("\nread -rp \"")
            .push(question)
            .push(" $context? [y/N] \" ok; [[ $ok == [yY]* ]]");
        script
    }

    /// Appends `text`.
    pub(super) fn push(&mut self, text: &str) -> &mut Self {
        self.0.push_str(text);
        self
    }

    /// Appends `text` on a new line.
    pub(super) fn line(&mut self, text: &str) -> &mut Self {
        self.push("\n").push(text)
    }

    /// Appends `text` on a continuation line of the same call.
    pub(super) fn option(&mut self, text: &str) -> &mut Self {
        self.push(" \\\n  ").push(text)
    }

    /// The command that runs the script.
    pub(super) fn into_command(self) -> String {
        String::from("bash -euc ") + &quote(&self.0)
    }
}
