//! The contract between the client and GitLab, as one table of cases.
//!
//! Each case sets up the sandbox, calls the client and checks the result. The cases are independent
//! of transport and runtime: natively they run against responses recorded from GitLab's
//! documentation and sources, and over HTTP against the sandbox; in a browser they run through the
//! console's own transport. No case is skipped there: if a browser hides something from other
//! origins, the case says what and why, and accepts either result.

#![forbid(unsafe_code)]

mod cases;
mod check;
mod stage;

pub use check::Outcome;
pub use stage::{Stage, Time, Way};

macro_rules! table {
    ($dollar:tt $($room:ident { $($case:ident)* })*) => {
        /// The names of all cases.
        pub const CASES: &[&str] = &[$($(stringify!($case)),*),*];

        /// Runs the case called `name` in a new sandbox.
        ///
        /// # Errors
        ///
        /// What was expected, and what came instead.
        pub async fn run(name: &str, stage: &Stage<impl Way, impl Time>) -> Outcome {
            stage.reset().await?;
            match name {
                $($(stringify!($case) => cases::$room::$case(stage).await,)*)*
                _ => Err(["there is no case called ", name].concat()),
            }
        }

        /// Calls the given macro with the name of each case.
        #[macro_export]
        macro_rules! for_each_case {
            ($dollar test:ident) => { $($($dollar test!($case);)*)* };
        }
    };
}

table! { $
    session {
        a_token_tells_what_it_may
        a_token_near_its_end_says_when
        who_is_signed_in
        which_gitlab_it_is
        the_name_behind_an_id
        a_token_nobody_knows
        an_expired_token
        a_revoked_token
        another_token_helps
        a_fine_grained_token_for_agents_alone
        a_fine_grained_token_without_a_permission
        a_group_that_wants_fine_grained_tokens
        a_bot_has_its_project
    }
    probe {
        a_gitlab_is_recognised
        another_website_is_not
        nobody_listens
    }
    places {
        a_project_by_id_and_by_path
        a_project_tells_the_role
        a_hidden_project
        a_project_that_has_moved
        projects_are_found
        groups_are_found
    }
    agents {
        the_agents_of_a_project
        a_project_without_agents
        one_agent_with_every_field
        who_may_read_agents
        an_agent_that_is_not_there
    }
    paging {
        two_hundred_and_fifty_agents
        without_being_told_how_many
        a_list_that_changes_meanwhile
        pages_that_go_round_in_circles
    }
    tokens {
        a_list_leaves_the_last_use_out
        one_token_tells_its_last_use
        every_last_use_of_an_agent
        a_revoked_token_is_gone
        revoking_what_is_not_there
        a_third_token_is_refused
        a_new_token_comes_with_its_value
    }
    writes {
        an_agent_comes_and_goes
        a_name_that_is_taken
        a_name_that_is_not_allowed
        a_developer_changes_nothing
        a_read_only_token_changes_nothing
        reasons_are_in_the_persons_language
    }
    failures {
        a_throttled_request
        a_server_error_leaves_it_open
        maintenance_is_named_or_lost
        a_page_in_place_of_json
        a_redirect_is_not_followed
        an_error_that_passes
        a_connection_that_breaks
    }
    rows {
        nulls_where_values_belong
        one_bad_row_among_good_ones
        a_status_of_the_future
        ids_beyond_javascript
    }
    intents {
        a_first_token_is_revealed
        a_lost_token_is_found
        a_token_cut_short_is_found
        a_token_without_its_value
        a_full_agent_is_not_asked
        a_lost_registration_is_found
    }
    scope {
        named_projects
        a_group_with_both_roles
        everything_of_nobody
        everything_of_an_administrator
    }
    status {
        the_status_of_a_project_in_one_query
        the_status_of_agents_by_their_names
        the_same_status_without_graphql
        a_graphql_that_lost_a_field
        a_graphql_that_answers_null
    }
}
