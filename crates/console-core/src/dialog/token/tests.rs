use super::*;
use crate::dialog::Person;
use crate::failure::{Failure, FailureKind};
use crate::intent::{Certainty, Creation, Existence, Look, Revealed, Search, Sent};
use crate::model::{AgentId, Creator, LastUsed, ProjectId, Token, TokenStatus};
use crate::secret::Secret;
use crate::timestamp::Timestamp;

const ME: Option<Person> = Some(Person::User(UserId(7)));
const OTHER: Option<Person> = Some(Person::User(UserId(8)));

fn target() -> Target {
    Target {
        agent: AgentId(5),
        agent_name: "edge".to_owned(),
        project: ProjectId(20),
        project_path: "root/test".to_owned(),
    }
}

fn token(id: u64) -> Token {
    Token {
        id: TokenId(id),
        agent: AgentId(5),
        name: format!("edge-{id}"),
        description: None,
        status: TokenStatus::Active,
        created_at: None,
        created_by: Creator::Unstated,
        last_used: LastUsed::Never,
    }
}

/// Opens the form and sends it.
fn order(dialog: &mut TokenDialog, marker: &str) -> (OrderId, Rc<TokenOrder>) {
    let _ = dialog.name(target(), marker.to_owned());
    let texts = (format!("edge-{marker}"), String::new());
    let person = Person::User(UserId(7));
    let commands = dialog.order(texts, Some(UserId(7)), person, TokenLimit::Two);
    let [TokenCommand::Create(id, what)] = commands.as_slice() else { panic!("{commands:?}") };
    (*id, Rc::clone(what))
}

fn created(what: &Rc<TokenOrder>, id: u64) -> Creation<Token> {
    let secret = Secret::new(format!("glagent-{id}"));
    let made = Revealed { token: Some(token(id)), secret };
    Creation::Created { order: Rc::clone(what), made }
}

fn found(what: &Rc<TokenOrder>, ids: &[u64]) -> Creation<Token> {
    let mut found: Orphans = token(ids[0]).into();
    found.more = ids[1..].iter().copied().map(token).collect();
    Creation::Found { order: Rc::clone(what), found, existence: Existence::Proven }
}

fn sent(what: &Rc<TokenOrder>) -> Sent<Token> {
    let (order, started_at) = (Rc::clone(what), Timestamp::from_millis(0));
    Sent { order, before: Vec::new(), started_at }
}

fn lost() -> Failure {
    Failure::without_answer(FailureKind::Unreachable)
}

fn not_created(what: &Rc<TokenOrder>) -> Creation<Token> {
    Creation::NotCreated { sent: sent(what), cause: lost() }
}

fn unresolved(what: &Rc<TokenOrder>) -> Creation<Token> {
    Creation::Unresolved { sent: sent(what), existence: Existence::Open, cause: lost() }
}

fn search(what: &Rc<TokenOrder>) -> Search<Token> {
    let (look, existence) = (Look::First, Existence::Open);
    Search { sent: sent(what), look, existence, cause: lost() }
}

/// The driver tells `state`, and ends with it.
fn end(dialog: &mut TokenDialog, id: OrderId, state: Creation<Token>) -> Vec<TokenCommand> {
    let mut commands = dialog.told(id, &state, ME);
    commands.extend(dialog.ended(id, state));
    commands
}

fn value_shown(dialog: &TokenDialog) -> Option<u64> {
    match dialog.shown() {
        Shown::Value(value) => value.id().map(|id| id.0),
        _ => None,
    }
}

fn outcome_shown(dialog: &TokenDialog) -> Option<&Outcome> {
    match dialog.shown() {
        Shown::Order(Order { stage: Stage::Ended(outcome), .. }) => Some(outcome),
        _ => None,
    }
}

fn forgets(commands: &[TokenCommand], marker: &str) -> bool {
    commands
        .iter()
        .any(|command| matches!(command, TokenCommand::Forget(what) if what.marker == marker))
}

fn follows(commands: &[TokenCommand]) -> bool {
    commands.iter().any(|command| matches!(command, TokenCommand::Follow))
}

#[test]
fn a_form_is_sent_once() {
    let mut dialog = TokenDialog::default();
    order(&mut dialog, "aaaaaa");
    let texts = ("edge".to_owned(), String::new());
    let again = dialog.order(texts, None, Person::Unnamed(1), TokenLimit::Two);
    assert!(again.is_empty());
    assert!(dialog.awaits_answer());
    assert!(dialog.ask_to_close().is_empty() && dialog.is_open(), "it is under way");
}

#[test]
fn a_value_is_announced_and_forgotten_only_once_it_is_put_away() {
    let mut dialog = TokenDialog::default();
    let (id, what) = order(&mut dialog, "aaaaaa");
    let commands = end(&mut dialog, id, created(&what, 1));
    assert!(follows(&commands) && !forgets(&commands, "aaaaaa"));
    assert!(commands.iter().any(|command| matches!(command, TokenCommand::Announce(project, _)
        if *project == ProjectId(20))));
    assert_eq!((value_shown(&dialog), dialog.held()), (Some(1), &[TokenId(1)][..]));

    assert!(dialog.ask_to_close().is_empty());
    assert_eq!((dialog.leaving(), value_shown(&dialog)), (Some(Leaving::Closing), Some(1)));
    dialog.keep();
    assert_eq!(dialog.leaving(), None);
    dialog.mark_stored(true);
    assert!(forgets(&dialog.ask_to_close(), "aaaaaa"));
    assert!(!dialog.is_open() && !dialog.is_stored());
    assert_eq!(dialog.held(), [TokenId(1)], "the person has it");
}

#[test]
fn a_value_let_go_unsaved_counts_as_lost() {
    let mut dialog = TokenDialog::default();
    let (id, what) = order(&mut dialog, "aaaaaa");
    end(&mut dialog, id, created(&what, 1));
    let _ = dialog.ask_to_close();
    assert!(forgets(&dialog.leave(), "aaaaaa"));
    assert!(!dialog.is_open() && dialog.held().is_empty());
}

#[test]
fn signing_out_asks_before_a_value_is_lost() {
    let mut dialog = TokenDialog::default();
    assert!(matches!(dialog.ask_to_sign_out().as_slice(), [TokenCommand::SignOut]));
    let (id, what) = order(&mut dialog, "aaaaaa");
    end(&mut dialog, id, created(&what, 1));
    assert!(dialog.ask_to_sign_out().is_empty());
    assert_eq!(dialog.leaving(), Some(Leaving::SigningOut));
    assert!(matches!(dialog.leave().as_slice(), [TokenCommand::SignOut]));
    dialog.mark_stored(true);
    assert!(matches!(dialog.ask_to_sign_out().as_slice(), [TokenCommand::SignOut]));
}

#[test]
fn a_late_value_covers_a_form_and_gives_it_back() {
    let mut dialog = TokenDialog::default();
    let (id, what) = order(&mut dialog, "aaaaaa");
    let _ = dialog.told(id, &not_created(&what), ME);
    let named = dialog.name(target(), "bbbbbb".to_owned());
    assert!(!forgets(&named, "aaaaaa"), "its request is open");
    end(&mut dialog, id, created(&what, 1));
    assert_eq!(value_shown(&dialog), Some(1));
    let texts = ("edge".to_owned(), String::new());
    let hidden = dialog.order(texts, None, Person::Unnamed(1), TokenLimit::Two);
    assert!(hidden.is_empty(), "the form is covered");
    dialog.mark_stored(true);
    let _ = dialog.ask_to_close();
    assert!(matches!(dialog.shown(), Shown::Naming { .. }));
}

#[test]
fn values_wait_for_each_other() {
    let mut dialog = TokenDialog::default();
    let (first, what) = order(&mut dialog, "aaaaaa");
    let _ = dialog.told(first, &not_created(&what), ME);
    let (second, other) = order(&mut dialog, "bbbbbb");
    end(&mut dialog, second, created(&other, 2));
    end(&mut dialog, first, created(&what, 1));
    assert_eq!(value_shown(&dialog), Some(2));
    dialog.mark_stored(true);
    assert!(dialog.has_unsaved() && dialog.hides_something(), "the other one is not stored");
    let _ = dialog.ask_to_close();
    assert_eq!((value_shown(&dialog), dialog.is_stored()), (Some(1), false));
    assert!(dialog.has_unsaved());
}

#[test]
fn a_refusal_goes_back_to_the_form_with_its_marker() {
    let mut dialog = TokenDialog::default();
    let (id, what) = order(&mut dialog, "aaaaaa");
    let why = Failure::without_answer(FailureKind::Forbidden);
    let refused = Creation::Refused { order: Rc::clone(&what), why: why.clone() };
    let commands = end(&mut dialog, id, refused);
    assert!(matches!(dialog.shown(), Shown::Naming { refused: Some(shown), .. } if *shown == why));
    assert!(matches!(
        commands.as_slice(),
        [TokenCommand::Follow, TokenCommand::NoteDenial(..), TokenCommand::Heed(_)]
    ));
    let texts = ("edge-aaaaaa".to_owned(), String::new());
    let commands = dialog.order(texts, None, Person::User(UserId(7)), TokenLimit::Two);
    assert!(matches!(commands.as_slice(), [TokenCommand::Create(_, what)]
        if what.marker == "aaaaaa"));
}

#[test]
fn an_orphan_found_behind_a_closed_dialog_is_shown_once_nothing_else_is() {
    let mut dialog = TokenDialog::default();
    let (id, what) = order(&mut dialog, "aaaaaa");
    let _ = dialog.told(id, &not_created(&what), ME);
    assert!(!forgets(&dialog.ask_to_close(), "aaaaaa"), "its request is open");
    let commands = end(&mut dialog, id, found(&what, &[1]));
    assert!(matches!(commands.last(), Some(TokenCommand::ShowWhenFree(waits)) if *waits == id));
    assert!(dialog.hides_something());

    let _ = dialog.name(target(), "bbbbbb".to_owned());
    assert!(matches!(dialog.show(id, ME).as_slice(), [TokenCommand::ShowWhenFree(_)]));
    let _ = dialog.ask_to_close();
    assert!(dialog.show(id, ME).is_empty());
    assert!(matches!(outcome_shown(&dialog), Some(Outcome::Orphaned { .. })));
    assert!(forgets(&dialog.ask_to_close(), "aaaaaa"));
}

#[test]
fn an_orphan_that_was_told_of_is_not_told_of_again() {
    let mut dialog = TokenDialog::default();
    let (id, what) = order(&mut dialog, "aaaaaa");
    let _ = dialog.told(id, &found(&what, &[1]), ME);
    let _ = dialog.ask_to_close();
    assert!(forgets(&end(&mut dialog, id, found(&what, &[1])), "aaaaaa"));
    assert!(!dialog.hides_something());
}

#[test]
fn what_is_not_known_behind_a_closed_dialog_stays_in_the_journal() {
    let mut dialog = TokenDialog::default();
    for (state, is_forgotten) in [(unresolved as fn(&_) -> _, false), (not_created, true)] {
        let (id, what) = order(&mut dialog, "aaaaaa");
        let _ = dialog.told(id, &unresolved(&what), ME);
        let _ = dialog.ask_to_close();
        assert_eq!(forgets(&end(&mut dialog, id, state(&what)), "aaaaaa"), is_forgotten);
        assert!(!dialog.is_open());
    }
}

#[test]
fn looking_again_goes_on_or_nudges() {
    let mut dialog = TokenDialog::default();
    let (id, what) = order(&mut dialog, "aaaaaa");
    assert!(dialog.look_again().is_empty(), "it is under way");
    let commands = dialog.told(id, &unresolved(&what), ME);
    assert!(matches!(commands.as_slice(), [TokenCommand::Follow, TokenCommand::Heed(_)]));
    assert!(matches!(dialog.look_again().as_slice(), [TokenCommand::Nudge(asked)] if *asked == id));
    end(&mut dialog, id, unresolved(&what));
    let commands = dialog.look_again();
    assert!(matches!(commands.as_slice(), [TokenCommand::Resume(asked, _)] if *asked == id));
    assert!(dialog.awaits_answer());
}

#[test]
fn a_revoked_token_needs_no_value_and_no_dialog() {
    let mut dialog = TokenDialog::default();
    let (id, what) = order(&mut dialog, "aaaaaa");
    let _ = dialog.told(id, &found(&what, &[1, 2]), ME);
    assert!(dialog.note_gone(TokenId(1)).is_empty());
    assert!(dialog.orphans().is_some_and(|(of, _, left)| of == id && left.first.id == TokenId(2)));
    let _ = dialog.note_gone(TokenId(2));
    assert!(!dialog.is_open());
    assert!(forgets(&end(&mut dialog, id, created(&what, 1)), "aaaaaa"));
    assert!(!dialog.is_open() && dialog.held().is_empty());

    let (id, what) = order(&mut dialog, "dddddd");
    let _ = dialog.told(id, &found(&what, &[5, 6]), ME);
    let _ = dialog.note_gone(TokenId(5));
    end(&mut dialog, id, created(&what, 5));
    assert!(dialog.orphans().is_some_and(|(of, ..)| of == id), "another one is without its value");
    let _ = dialog.ask_to_close();

    for revoked in [3, 4] {
        let (first, what) = order(&mut dialog, "bbbbbb");
        let _ = dialog.told(first, &not_created(&what), ME);
        let (second, other) = order(&mut dialog, "cccccc");
        end(&mut dialog, second, created(&other, 3));
        end(&mut dialog, first, created(&what, 4));
        let marker = if revoked == 3 { "cccccc" } else { "bbbbbb" };
        assert!(forgets(&dialog.note_gone(TokenId(revoked)), marker));
        assert_eq!(value_shown(&dialog), Some(7 - revoked));
        let _ = dialog.ask_to_close();
        let _ = dialog.leave();
        dialog.gone.clear();
    }
}

#[test]
fn the_next_person_sees_values_only() {
    let mut dialog = TokenDialog::default();
    let (shown, what) = order(&mut dialog, "aaaaaa");
    dialog.clear_ground();
    assert!(!dialog.is_open());
    assert!(!follows(&dialog.told(shown, &not_created(&what), OTHER)));
    let _ = dialog.ended(shown, found(&what, &[1]));
    assert!(dialog.show(shown, OTHER).is_empty());
    assert!(!dialog.is_open() && !dialog.hides_something());

    let (late, what) = order(&mut dialog, "bbbbbb");
    dialog.clear_ground();
    let _ = dialog.ended(late, created(&what, 2));
    assert_eq!(value_shown(&dialog), Some(2));
}

#[test]
fn what_the_person_has_stored_is_not_told_of_after_the_end() {
    for is_stored in [true, false] {
        let mut dialog = TokenDialog::default();
        let (id, what) = order(&mut dialog, "aaaaaa");
        end(&mut dialog, id, created(&what, 1));
        dialog.mark_stored(is_stored);
        assert_eq!(forgets(&dialog.end(), "aaaaaa"), is_stored);
        assert!(!dialog.is_open() && dialog.held().is_empty());
        let (next, _) = order(&mut dialog, "bbbbbb");
        assert_ne!(next, id, "a driver that still runs is no other order's");
    }
}

#[test]
fn an_order_goes_on_after_a_reload() {
    let (_, what) = order(&mut TokenDialog::default(), "aaaaaa");
    let mut dialog = TokenDialog::default();
    let id = dialog.resume(target(), &search(&what), Person::User(UserId(7)));
    assert!(matches!(dialog.shown(), Shown::Order(Order { stage: Stage::Looking, .. })));
    let orphan = Orphans { certainty: Certainty::Probable, ..token(1).into() };
    let (order, existence) = (what, Existence::Open);
    end(&mut dialog, id, Creation::Found { order, found: orphan, existence });
    assert!(matches!(outcome_shown(&dialog), Some(Outcome::Orphaned { .. })));
}
