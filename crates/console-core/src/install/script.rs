//! A script that is one argument of `bash`.

use super::shell::quote;

/// Stands in a script where the token's value goes, and nowhere else: neither a name nor an address can
/// hold a control character.
pub(super) const VALUE: &str = "\u{1}";

/// A script that is being written.
pub(super) struct Script(String);

impl Script {
    /// A script that shows the context of kubectl and goes on only when that is confirmed. It stops at
    /// whatever fails.
    pub(super) fn confirming(question: &str) -> Self {
        let mut script = Self(String::from("context=$(kubectl config current-context)"));
        script
            .push("\nread -rp \"")
            .push(question)
            .push(" $context? [y/N] \" ok; [[ $ok == [yY]* ]]");
        script
    }

    /// Goes on with `text`.
    pub(super) fn push(&mut self, text: &str) -> &mut Self {
        self.0.push_str(text);
        self
    }

    /// Goes on with a line of its own.
    pub(super) fn line(&mut self, text: &str) -> &mut Self {
        self.push("\n").push(text)
    }

    /// Goes on with the same call in the next line.
    pub(super) fn option(&mut self, text: &str) -> &mut Self {
        self.push(" \\\n  ").push(text)
    }

    /// The command that runs it.
    pub(super) fn into_command(self) -> String {
        String::from("bash -euc ") + &quote(&self.0)
    }
}
