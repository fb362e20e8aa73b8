//! Reads the first instruction of the README.

use anyhow::{Context, Result};

/// The first command of the first fenced block, without its trailing comment.
pub(super) fn first_command(readme: &str) -> Result<&str> {
    let mut lines = readme.lines().skip_while(|line| !line.starts_with("```")).skip(1);
    let line = lines.next().filter(|line| !line.starts_with("```"));
    let command = line.and_then(|line| line.split('#').next()).map(str::trim);
    command.filter(|command| !command.is_empty()).context("README.md begins with no command")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::env;
    use std::fs;
    use std::path::PathBuf;

    #[test]
    fn leaves_the_comment_out() {
        let readme = "# Title\n\nWords.\n\n```sh\ncargo xtask demo   # try it\nother\n```\n";
        assert_eq!(first_command(readme).unwrap(), "cargo xtask demo");
    }

    #[test]
    fn reports_a_missing_command() {
        for readme in ["", "words", "```sh\n```\ncargo", "```sh\n# only a comment\n```"] {
            assert!(first_command(readme).is_err(), "{readme:?}");
        }
    }

    #[test]
    fn every_readme_starts_with_the_demo() {
        // Read at run time: clones share build results, including this test executable.
        let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("..");
        for file in ["README.md", "README.ko.md"] {
            let readme = fs::read_to_string(root.join(file)).unwrap();
            assert_eq!(first_command(&readme).unwrap(), "cargo xtask demo", "{file}");
        }
    }
}
