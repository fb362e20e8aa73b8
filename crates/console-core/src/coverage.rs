//! How much of a scope the rows of a table speak of.

/// What became of the list of one project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListRead {
    /// Every entry of it was read.
    Whole,
    /// Entries of it could not be read, or may have been missed.
    Gaps,
    /// It could not be read, or is not read yet.
    Unread,
}

/// What a number of rows stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// No list was read, so that nothing can be counted.
    Nothing,
    /// The lists of some projects were not read.
    Part {
        /// Projects whose list was read.
        read: u32,
        /// Projects there are.
        projects: u32,
    },
    /// Every list was read, but there may be more agents in them.
    Gaps,
    /// Every agent.
    Whole,
}

impl Coverage {
    /// What the rows of projects with these `lists` stand for. `is_complete`: the projects are all
    /// known, and none of them is still to be read.
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

    /// Whether a table without rows means that there are none.
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
