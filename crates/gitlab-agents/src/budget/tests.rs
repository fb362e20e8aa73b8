use super::*;
use proptest::prelude::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Wake;

/// A waker that remembers whether it was called.
#[derive(Default)]
struct Bell(AtomicBool);

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// One request: waiting, under way or over.
struct Client {
    urgency: Urgency,
    waiting: Option<Waiting>,
    permit: Option<Permit>,
    bell: Arc<Bell>,
}

impl Client {
    fn new(budget: &Budget, urgency: Urgency) -> Self {
        Self::waiting(budget.permit(urgency))
    }

    fn waiting(waiting: Waiting) -> Self {
        let urgency = waiting.urgency;
        let waiting = Some(waiting);
        let mut client = Self { urgency, waiting, permit: None, bell: Arc::default() };
        client.poll();
        client
    }

    fn poll(&mut self) {
        let waker = Waker::from(self.bell.clone());
        let Some(waiting) = self.waiting.as_mut() else { return };
        if let Poll::Ready(permit) = Pin::new(waiting).poll(&mut Context::from_waker(&waker)) {
            self.waiting = None;
            self.permit = Some(permit);
        }
    }

    /// Polls as an executor does: only when woken.
    fn poll_if_woken(&mut self) {
        if self.bell.0.swap(false, Ordering::Relaxed) {
            self.poll();
        }
    }
}

fn running(clients: &[Client], urgency: Urgency) -> u32 {
    let running = clients.iter().filter(|one| one.urgency == urgency && one.permit.is_some());
    u32::try_from(running.count()).unwrap()
}

#[test]
fn a_persons_request_goes_before_background_ones() {
    let budget = Budget::default();
    let mut running: Vec<_> = (0..4).map(|_| Client::new(&budget, Urgency::Background)).collect();
    let mut fifth = Client::new(&budget, Urgency::Background);
    assert!(fifth.permit.is_none(), "two places are kept for people");
    running.push(Client::new(&budget, Urgency::User));
    running.push(Client::new(&budget, Urgency::User));
    let mut person = Client::new(&budget, Urgency::User);
    assert!(person.permit.is_none());

    running.remove(0);
    fifth.poll_if_woken();
    person.poll_if_woken();
    assert!(person.permit.is_some() && fifth.permit.is_none());
}

#[test]
fn a_change_does_not_wait_behind_reads() {
    let budget = Budget::default();
    let mut running: Vec<_> = (0..6).map(|_| Client::new(&budget, Urgency::User)).collect();
    let mut read = Client::new(&budget, Urgency::User);
    let mut write = Client::waiting(budget.permit_to_write());
    running.pop();
    read.poll_if_woken();
    write.poll_if_woken();
    assert!(write.permit.is_some() && read.permit.is_none());
}

#[test]
fn changes_go_in_the_order_they_were_asked_for() {
    let budget = Budget::default();
    let mut running: Vec<_> = (0..6).map(|_| Client::new(&budget, Urgency::User)).collect();
    let mut first = Client::waiting(budget.permit_to_write());
    let mut second = Client::waiting(budget.permit_to_write());
    running.pop();
    first.poll_if_woken();
    second.poll_if_woken();
    assert!(first.permit.is_some() && second.permit.is_none());
}

#[test]
fn a_permit_granted_to_a_dropped_future_goes_to_the_next() {
    let budget = Budget::default();
    let mut running: Vec<_> = (0..6).map(|_| Client::new(&budget, Urgency::User)).collect();
    let first = Client::new(&budget, Urgency::User);
    let mut second = Client::new(&budget, Urgency::User);
    running.pop();
    drop(first);
    second.poll_if_woken();
    assert!(second.permit.is_some());
}

#[derive(Clone, Debug)]
enum Step {
    Come(bool),
    /// The client at this place finishes, or gives up waiting.
    Leave(usize),
    /// The client at this place gets a turn, if it was woken.
    Turn(usize),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        any::<bool>().prop_map(Step::Come),
        (0..40_usize).prop_map(Step::Leave),
        (0..40_usize).prop_map(Step::Turn),
    ]
}

proptest! {
    #[test]
    fn limits_hold_and_nobody_is_forgotten(steps in prop::collection::vec(step(), 0..200)) {
        let budget = Budget::default();
        let mut clients: Vec<Client> = Vec::new();
        for step in steps {
            match step {
                Step::Come(user) => {
                    let urgency = if user { Urgency::User } else { Urgency::Background };
                    clients.push(Client::new(&budget, urgency));
                }
                Step::Leave(at) if at < clients.len() => drop(clients.remove(at)),
                Step::Turn(at) if at < clients.len() => clients[at].poll_if_woken(),
                _ => {}
            }
            let (user, background) =
                (running(&clients, Urgency::User), running(&clients, Urgency::Background));
            prop_assert!(user + background <= LIMIT && background <= BACKGROUND_LIMIT);
        }
        // Whoever is left gets a permit once the others are done.
        while !clients.is_empty() {
            clients.iter_mut().for_each(Client::poll_if_woken);
            let before = clients.len();
            clients.retain(|client| client.permit.is_none());
            prop_assert!(clients.len() < before, "{before} requests wait for ever");
        }
    }
}
