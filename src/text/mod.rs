//! Every sentence of the console, in every language it speaks.
//!
//! A language is one value of [`Text`], so one that lacks a sentence does not compile. `{0}`, `{1}` …
//! stand for what [`fill`] puts in, so that each language orders its words as it likes.
//!
//! The module itself holds none of them. The build takes the sentences out of `en.rs` and `ko.rs` and writes a
//! file for each language, and a browser loads the one that it shows.

mod en;
mod failure;
mod ko;
mod names;
mod time;
mod typed;
mod waiting;

pub(crate) use failure::failure_text;
pub(crate) use names::{agent_name_text, token_text_problem};
pub(crate) use time::{TimeView, ago, time_view};
pub(crate) use typed::{config_problem, token_problem, url_problem};
pub(crate) use waiting::{Wait, countdown, lock_text};

use console_core::digits::digits;
use console_core::model::AgentId;
use console_core::unseen::visible;
use std::cell::RefCell;

/// A language the console speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    /// English.
    English,
    /// Korean.
    Korean,
}

impl Language {
    /// Every language.
    pub(crate) const ALL: [Self; 2] = [Self::English, Self::Korean];

    /// Its name in itself.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Korean => "한국어",
        }
    }

    /// The language's tag (BCP 47).
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Korean => "ko",
        }
    }

    /// The language of a tag such as `ko` or `ko-KR`, where the console speaks it.
    pub(crate) fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next().unwrap_or(tag);
        Self::ALL.into_iter().find(|language| primary.eq_ignore_ascii_case(language.tag()))
    }
}

// Every language has every sentence, or this does not compile. Nothing of it gets into the module.
const _: [&Text; 2] = [&en::TEXT, &ko::TEXT];

thread_local! {
    /// The languages read so far. What is read once stays: views hold on to it.
    static READ: RefCell<Vec<&'static Text>> = const { RefCell::new(Vec::new()) };
}

/// The sentences of `language` in `file`, which the build wrote: one a line, in the order of the groups below.
pub(crate) fn read(language: Language, file: String) -> &'static Text {
    if let Some(text) = known(language) {
        return text;
    }
    let mut text = Text { language, ..Text::EMPTY };
    let file: &'static str = file.leak();
    for (place, sentence) in text.places().into_iter().zip(file.lines()) {
        *place = sentence;
    }
    let text: &'static Text = Box::leak(Box::new(text));
    READ.with_borrow_mut(|read| read.push(text));
    text
}

/// The sentences of `language`, where they were read before.
pub(crate) fn known(language: Language) -> Option<&'static Text> {
    READ.with_borrow(|read| read.iter().copied().find(|text| text.language == language))
}

/// `template` with `{0}`, `{1}` … replaced.
pub(crate) fn fill(template: &str, values: &[&str]) -> String {
    let mut filled = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let place = after.split_once('}').and_then(|(place, after)| {
            let value = values.get(place.parse::<usize>().ok()?)?;
            Some((*value, after))
        });
        match place {
            Some((value, after)) => {
                filled.push_str(value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

/// A number of things: `one` of them, or `many`.
pub(crate) fn counted(one: &str, many: &str, count: u32) -> String {
    if count == 1 { one.to_owned() } else { fill(many, &[&digits(count.into())]) }
}

/// Somebody else's text, with everything in sight that would be hidden, and cut to a bearable length.
pub(crate) fn shown(text: &str) -> String {
    visible(text)
}

/// What an agent is called: its name, or its id where GitLab tells no name that could be seen.
pub(crate) fn agent_name(text: &Text, name: &str, id: AgentId) -> String {
    match name.trim() {
        "" => fill(text.agents.no_name, &[&digits(id.0)]),
        _ => shown(name),
    }
}

macro_rules! sentences {
    ($($(#[$doc:meta])* $group:ident: $name:ident { $($sentence:ident),* $(,)? })*) => {
        $(
            $(#[$doc])*
            #[derive(Debug)]
            pub(crate) struct $name {
                $(pub(crate) $sentence: &'static str,)*
            }
        )*

        /// All sentences of one language.
        #[derive(Debug)]
        pub(crate) struct Text {
            pub(crate) language: Language,
            $(pub(crate) $group: $name,)*
        }

        impl Text {
            const EMPTY: Self = Self {
                language: Language::English,
                $($group: $name { $($sentence: "",)* },)*
            };

            fn places(&mut self) -> Vec<&mut &'static str> {
                vec![$($(&mut self.$group.$sentence,)*)*]
            }
        }
    };
}

sentences! {
    /// Words of buttons and forms anywhere.
    ui: UiText {
        try_again, look_again, close, cancel, type_to_confirm, dismiss,
    }
    /// The bar at the top.
    session: SessionText {
        app, change_scope, signed_in_as, signed_in_unnamed, menu, menu_unnamed, sign_out, language,
        token_name, token_scopes, fine_grained, token_end, token_ends_in, token_ends_today, token_no_end, version,
        kas, kas_on, kas_off, kas_off_hint, kas_unknown, kept, kept_session, kept_memory,
        kept_refused, read_only, resuming, elsewhere_title, elsewhere_lead, elsewhere_switch,
        config_title, config_not_object, config_gitlab, config_field,
    }
    /// Signing in.
    sign_in: SignInText {
        title, lead, insecure_page, gitlab, gitlab_hint, linked_gitlab, proceed, check_again,
        not_allowed, use_instead, asking, is_gitlab, html_title, html_advice, absent_title, absent_advice,
        url_empty, url_not_https, url_has_credentials, url_invalid, token, token_hint, token_empty,
        token_character, token_too_long,
        make_token, make_token_before, make_token_values, permissions, scopes_needed,
        permissions_needed, permissions_reading,
        permissions_optional, permissions_managing, copy_list, memory_only, memory_only_hint, sign_in, signing_in, no_scope, too_old,
        renew_title, renew_lead, renew, locked,
    }
    /// Whether GitLab can be reached.
    reach: ReachText {
        offline, try_anyway, slowed, next_try, try_now, late, incomplete, locks_soon, locks_after_answer,
    }
    /// Choosing what to see.
    scope: ScopeText {
        title, search, searching, search_withheld, nothing_found, groups, project_list, untick, show_agents,
        show_everything, everything, everything_hint, paste, paste_hint, paste_unusable, paste_empty,
        recent, forget_recent, sets, forget_set, save_as_set, set_name, save_set, set_refused, set_for_now,
        one_project, projects, group_number, group_with, archived, no_project, no_project_advice,
    }
    /// The agents.
    agents: AgentsText {
        table, toolbar, filter, filter_help, filter_problem, filter_word, filter_place,
        filter_status, filter_old, filter_new, filter_number, filter_not, all, columns, export, export_selected, selected, select_none, sort_by, refresh, register, reading, reading_agents, reading_pages,
        reading_projects, left_seconds, left_minutes, stopped, failed_places, retry_all,
        agents_one, agents_many, read_ago, read_at_least, read_projects, archived_one, archived_many, left_out,
        left_out_agents, archived_left_out, archived_shown, show_archived, hide_archived, contacts_read, contacts_failed, pace, per_minute, name, status, last_contact, tokens, project, created,
        created_by, id, slots, slots_unknown, at_least, token_gone, no_name, no_use_yet, not_known, not_read,
        read_failed, read_at, user_number, account_deleted, none, none_advice, none_match,
        none_readable, none_in_part, clear_filter, unreadable_rows, doubt_changed,
        doubt_repeated, doubt_miscounted, doubt_too_long, panel, close_panel, kind, receptive, in_gitlab,
        open_in_gitlab, configuration, all_fields, delete, panel_reading, panel_missing,
    }
    /// The status of a connection.
    status: StatusText {
        connected, quiet, silent, never_used, no_token, unknown, connected_hint, quiet_hint,
        silent_hint, never_used_hint, no_token_hint, unknown_hint,
    }
    /// Why something may not be done.
    rights: RightsText { scope, permission, permission_unnamed, role, archived, offline }
    /// Registering an agent.
    register: RegisterText {
        title, project, choose_project, project_missing, name, name_hint, submit, kas_off, posting,
        looking, not_registered, unresolved,
    }
    /// Deleting an agent.
    delete: DeleteText { title, live, unknown, no_token, idle, tokens, what_stays, submit, deleting }
    /// The tokens of an agent.
    tokens: TokensText {
        title, reading, none, slots_used, slots_unknown, both_taken, over_limit, create, create_first, unfinished,
        used, never_used, use_unknown, waiting, created, by, revoked, revoke, revoke_label, twin,
        looks_lost, unreadable,
    }
    /// Creating a token.
    create: CreateText {
        title, name, name_hint, description, description_hint, submit, perhaps_limited, checking,
        posting, looking, not_created, not_created_yet, unresolved, orphan, orphan_probable,
        orphan_advice, orphan_late, late_advice, replace, orphans, orphans_probable, orphans_late,
        orphans_advice, replace_next,
    }
    /// The value of a new token.
    reveal: RevealText {
        title, once, value, show, hide, copy, copied, copy_by_hand, download, check_file, slot, waiting,
        connected, not_seen, revoked, agent_deleted, unseen, nameless, stored, exit_title, exit_lead, keep_open, close_anyway, sign_out_anyway,
    }
    /// Installing the agent.
    install: InstallText {
        title, rotate_title, is_installed, is_installed_hint, secret_and_helm, secret_hint, helm,
        helm_hint, copy, copied, kas_unknown, receptive, receptive_page,
    }
    /// Revoking a token.
    revoke: RevokeText {
        title, reading, revoking, gone, unused, idle, live, last_token, unknown_use, forever,
        then_another, submit,
    }
    /// What was done.
    news: NewsText {
        revoked, revoked_before, deleted, deleted_before, registered_unheard, language_missing,
    }
    /// Failures: for each what happened, and what to do.
    failure: FailureSentences {
        unauthorised, unauthorised_advice, foreign, foreign_advice, expired, expired_advice, revoked, revoked_advice, scope,
        scope_advice, permission, permission_advice, permission_unnamed_advice, forbidden,
        forbidden_advice, read_forbidden, read_forbidden_advice, not_found, not_found_advice, refused,
        refused_advice, token_limit, token_limit_advice, name_taken, name_taken_advice, throttled, throttled_advice, maintenance,
        maintenance_advice, server, server_advice, unreachable, unreachable_advice, blocked,
        blocked_advice, moved, moved_advice, unreadable, unreadable_advice, too_large,
        too_large_advice, unsendable, unsendable_advice, timed_out,
        timed_out_advice, said, request_id,
    }
    /// What is wrong with a name.
    names: NamesText {
        empty, bad_character, bad_start, bad_end, too_long, taken, blank,
    }
    /// How long ago something was.
    time: TimeText { now, clocks_differ, seconds, minutes, hours, days, months, years }
}
