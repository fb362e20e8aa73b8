//! One request budget for each GitLab, whichever of a page's consoles asks it.

use gitlab_agents::Budget;
use std::cell::RefCell;

thread_local! {
    /// As many as there are GitLabs that anybody has signed in to since the page was loaded.
    static BUDGETS: RefCell<Vec<(String, Budget)>> = const { RefCell::new(Vec::new()) };
}

/// The budget that all connections to `gitlab` share.
pub(super) fn budget_of(gitlab: &str) -> Budget {
    BUDGETS.with_borrow_mut(|budgets| {
        if let Some((_, budget)) = budgets.iter().find(|(known, _)| known == gitlab) {
            return budget.clone();
        }
        let budget = Budget::default();
        budgets.push((gitlab.to_owned(), budget.clone()));
        budget
    })
}
