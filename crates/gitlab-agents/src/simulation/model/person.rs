//! What the person does, and when.

use super::fate::lag;
use super::tab::{AGENT_NAME, Tab, Task, Wanted};
use super::tape::Tape;
use super::{ME, Mark, World, verdict};
use crate::clock::Clock;
use console_core::model::UserId;
use console_core::names::suggest_token_name;
use console_core::timestamp::DAY_MS;
use futures_util::future::{Either, select};
use futures_util::stream::{FuturesUnordered, StreamExt};
use std::pin::pin;
use std::rc::Rc;

/// How long the person waits at the end, so that only what never ends is still open: ten minutes.
const PATIENCE_MS: u32 = 600_000;

/// How often the person then closes a dialog behind which something waits, and how long they wait
/// for the next: as long as it takes to look for something after a reload.
const TURNS: u32 = 40;
const TURN_MS: u32 = 300_000;

#[derive(Clone, Copy)]
enum Step {
    OrderToken,
    OrderAgent,
    Close,
    LookAgain,
    Reload,
    LoseCredential,
    Rekey,
    CreateElsewhere,
    RevokeElsewhere,
    RegisterElsewhere,
    ReplaceOrphan,
}

type Tasks = FuturesUnordered<Task>;

/// A person's time at the console, and what it came to.
pub(super) async fn live(world: &Rc<World>) {
    let tab = Rc::new(Tab::new(world));
    if world.server.borrow().ahead_ms.abs() == DAY_MS {
        world.mark(Mark::ClockWrong);
    }
    let mut tasks = Tasks::new();
    let steps = world.tape.borrow_mut().below(9);
    for number in 0..=steps {
        let (pause, step) = {
            let mut tape = world.tape.borrow_mut();
            let pause = if number == 0 { 0 } else { pause(&mut tape) };
            (pause, draw(&mut tape, number == 0))
        };
        wait(&tab, pause, &mut tasks).await;
        act(&tab, step, &mut tasks);
    }
    wait(&tab, PATIENCE_MS, &mut tasks).await;
    // What waits behind a dialog is shown once that is closed.
    for _ in 0..TURNS {
        if !tab.hides_something() {
            break;
        }
        tab.close();
        wait(&tab, TURN_MS, &mut tasks).await;
    }
    verdict::at_the_end(&tab);
}

fn draw(tape: &mut Tape, is_first: bool) -> Step {
    if is_first {
        return tape.pick(Step::OrderToken, &[(4, Step::OrderToken), (1, Step::OrderAgent)]);
    }
    tape.pick(
        Step::Close,
        &[
            (24, Step::Close),
            (14, Step::OrderToken),
            (7, Step::OrderAgent),
            (14, Step::LookAgain),
            (14, Step::Reload),
            (4, Step::LoseCredential),
            (8, Step::Rekey),
            (7, Step::CreateElsewhere),
            (4, Step::RevokeElsewhere),
            (3, Step::RegisterElsewhere),
            (8, Step::ReplaceOrphan),
        ],
    )
}

fn pause(tape: &mut Tape) -> u32 {
    match tape.below(8) {
        0 => 0,
        1..=3 => tape.below(2_000),
        4 | 5 => tape.below(20_000),
        6 => 55_000 + tape.below(20_000),
        _ => tape.below(300_000),
    }
}

/// Lets the tab do its work for a while.
async fn wait(tab: &Tab, millis: u32, tasks: &mut Tasks) {
    let mut time = pin!(tab.world.clock.sleep(millis));
    loop {
        tasks.extend(tab.begun());
        if tasks.is_empty() {
            return time.await;
        }
        if let Either::Left(_) = select(&mut time, tasks.next()).await {
            return;
        }
    }
}

fn act(tab: &Rc<Tab>, step: Step, tasks: &mut Tasks) {
    let world = &*tab.world;
    let count = tab.orders.borrow().len();
    let mut tape = world.tape.borrow_mut();
    let choice = tape.below(u32::try_from(count).unwrap_or(u32::MAX));
    // The newest order is the simplest choice.
    let number = count.saturating_sub(1 + usize::try_from(choice).unwrap_or_default());
    let agent = 5 + u64::from(tape.chance(25));
    let is_unmarked = tape.chance(25);
    drop(tape);
    let token = if is_unmarked { Wanted::UnmarkedToken { agent } } else { Wanted::Token { agent } };
    match step {
        Step::OrderToken => tab.order(token),
        Step::OrderAgent => tab.order(Wanted::Agent),
        Step::Close => {
            tab.close();
        }
        Step::LookAgain => tab.look_again(),
        Step::ReplaceOrphan => tab.replace_orphan(token),
        Step::Reload => {
            tasks.clear();
            tab.load_again();
        }
        Step::LoseCredential => {
            world.tell(|| "the personal access token ends".to_owned());
            world.server.borrow_mut().accepts += 1;
        }
        Step::Rekey => tab.rekey(),
        Step::CreateElsewhere => create_elsewhere(world, agent, is_unmarked),
        Step::RevokeElsewhere => revoke_elsewhere(world),
        Step::RegisterElsewhere => register_elsewhere(world, number),
    }
}

/// Another tab, or another person, creates a token.
fn create_elsewhere(world: &World, agent: u64, is_unmarked: bool) {
    let mut tape = world.tape.borrow_mut();
    let creator = if tape.chance(30) { UserId(9) } else { ME };
    let hidden_ms = lag(&mut tape);
    let marked = suggest_token_name(AGENT_NAME, world.clock.now(), 1_000_000).0;
    drop(tape);
    let mut server = world.server.borrow_mut();
    let now = world.now();
    server.settle(now);
    if server.is_full(agent) {
        return;
    }
    let name = if is_unmarked { AGENT_NAME } else { &marked };
    let id = server.add_token(now, agent, name, creator, None, hidden_ms);
    world.mark(Mark::SecondTab);
    world.tell(|| format!("elsewhere user {creator} creates token {id} {name}"));
}

/// The newest token is revoked elsewhere.
fn revoke_elsewhere(world: &World) {
    let mut server = world.server.borrow_mut();
    server.settle(world.now());
    let mut tokens = server.tokens.iter_mut().rev();
    if let Some(token) = tokens.find(|token| !token.is_revoked) {
        token.is_revoked = true;
        world.mark(Mark::SecondTab);
        world.tell(|| format!("elsewhere token {} is revoked", token.id));
    }
}

/// An agent of the name that the next order may have, or an order has, is registered elsewhere.
fn register_elsewhere(world: &World, number: usize) {
    let mut tape = world.tape.borrow_mut();
    let creator = if tape.chance(50) { UserId(9) } else { ME };
    let name = format!("{AGENT_NAME}-{}", number + usize::from(tape.chance(50)));
    let hidden_ms = lag(&mut tape);
    drop(tape);
    let mut server = world.server.borrow_mut();
    let now = world.now();
    server.settle(now);
    if server.agents.iter().all(|agent| agent.name != name) {
        server.add_agent(now, &name, creator, None, hidden_ms);
        world.mark(Mark::SecondTab);
        world.tell(|| format!("elsewhere user {creator} registers {name}"));
    }
}
