//! How much of a scope a table covers.

/// How much of a project's list of agents was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListRead {
    /// All of it.
    Whole,
    /// Some entries are unreadable or may be missing.
    Gaps,
    /// None of it, so far or at all.
    Unread,
}

/// How much of a scope the rows of a table cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// No list was read: nothing can be counted.
    Nothing,
    /// Only some projects' lists were read.
    Part {
        /// The projects whose list was read.
        read: u32,
        /// All projects.
        projects: u32,
    },
    /// Every list was read, but some may contain more agents.
    Gaps,
    /// All agents.
    Whole,
}

impl Coverage {
    /// The coverage of a table that combines these `lists`. `is_complete`: all projects are known,
    /// and none is still to be read.
    #[must_use]
    pub fn of(is_complete: bool, lists: impl IntoIterator<Item = ListRead>) -> Self {
        let (mut read, mut projects, mut has_gaps) = (0_u32, 0_u32, false);
        for list in lists {
            projects += 1;
            read += u32::from(list != ListRead::Unread);
            has_gaps |= list == ListRead::Gaps;
        }
        if !is_complete || (read == 0 && projects > 0) {
            Self::Nothing
        } else if read < projects {
            Self::Part { read, projects }
        } else if has_gaps {
            Self::Gaps
        } else {
            Self::Whole
        }
    }

    /// Whether an empty table proves that there are no agents.
    #[must_use]
    pub fn proves_absence(self) -> bool {
        self == Self::Whole
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_is_counted_of_what_was_not_read() {
        use ListRead::{Gaps, Unread, Whole};
        for (is_complete, lists, expected) in [
            (false, &[][..], Coverage::Nothing),
            (false, &[Whole], Coverage::Nothing),
            (true, &[], Coverage::Whole),
            (true, &[Whole, Whole], Coverage::Whole),
            (true, &[Unread], Coverage::Nothing),
            (true, &[Unread, Unread], Coverage::Nothing),
            (true, &[Whole, Unread, Gaps], Coverage::Part { read: 2, projects: 3 }),
            (true, &[Whole, Gaps], Coverage::Gaps),
        ] {
            assert_eq!(Coverage::of(is_complete, lists.iter().copied()), expected, "{lists:?}");
        }
    }

    proptest! {
        #[test]
        fn only_what_was_read_whole_proves_absence(
            is_complete: bool,
            lists in prop::collection::vec(0..3_u8, 0..6),
        ) {
            let lists = lists.into_iter().map(|list| match list {
                0 => ListRead::Whole,
                1 => ListRead::Gaps,
                _ => ListRead::Unread,
            });
            let is_whole = lists.clone().all(|list| list == ListRead::Whole);
            let coverage = Coverage::of(is_complete, lists);
            prop_assert_eq!(coverage.proves_absence(), is_complete && is_whole);
        }
    }
}
