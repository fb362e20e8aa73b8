use super::*;
use proptest::prelude::*;

/// A GitLab of which each answer may be another trouble, and the `troubles` come in the order of the requests. Project
/// `n` has as many agents as `sizes` says of it.
fn troubled(troubles: Vec<u8>, sizes: Vec<u64>) -> impl FnMut(&Sent) -> Reply {
    let mut troubles = troubles.into_iter();
    move |sent| {
        let (path, _) = sent.route().split_once('?').unwrap_or((sent.route(), ""));
        let parts: Vec<_> = path.split('/').skip(1).collect();
        let answer = match parts.as_slice() {
            ["projects", id] => Reply::json(200, &project(id.parse().unwrap())),
            ["projects", id, "cluster_agents"] => {
                let id: u64 = id.parse().unwrap();
                let size = sizes[usize::try_from(id - 1).unwrap()];
                let page: u64 = sent.query("page").unwrap().parse().unwrap();
                let rows: Vec<_> = (1..=size)
                    .skip(usize::try_from((page - 1) * 100).unwrap())
                    .take(100)
                    .map(|row| format!(r#"{{"id":{},"name":"a{row}"}}"#, id * 1_000 + row))
                    .collect();
                Reply::json(200, &format!("[{}]", rows.join(",")))
                    .header("x-total", &size.to_string())
                    .header("x-total-pages", &size.div_ceil(100).max(1).to_string())
            }
            _ => panic!("not expected: {sent:?}"),
        };
        match troubles.next() {
            Some(1) => refusal(502),
            Some(2) => refusal(429),
            Some(3) => Reply::nothing(NoReply::Unreachable),
            Some(4) => answer.after(60_000),
            Some(5) => answer.after(1_500),
            _ => answer,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_schedule_of_troubles_loses_repeats_or_invents_a_row(
        troubles in proptest::collection::vec(0..9_u8, 0..40),
        sizes in proptest::collection::vec(0..350_u64, 1..5),
    ) {
        let count = sizes.len() as u64;
        let scope = Scope::Projects((1..=count).map(id).collect());
        let seen = read(&scope, false, troubled(troubles, sizes.clone()));
        prop_assert_eq!(&seen.result, &Ok(()));
        for (project, size) in (1..=count).zip(sizes) {
            let rows: Vec<u64> =
                seen.agents().into_iter().filter(|agent| agent / 1_000 == project).collect();
            let all: Vec<u64> = (1..=size).map(|row| project * 1_000 + row).collect();
            let mut ends = seen.events.iter().filter_map(|event| match event {
                ScopeEvent::ProjectDone { project: done, .. } => Some((done.0, true)),
                ScopeEvent::ProjectFailed { project, .. } => Some((id_of(project), false)),
                _ => None,
            });
            let end = ends.clone().find(|(ended, _)| *ended == project);
            prop_assert_eq!(ends.by_ref().filter(|(ended, _)| *ended == project).count(), 1);
            if end == Some((project, true)) {
                prop_assert_eq!(rows, all, "of project {}", project);
            } else {
                let told: BTreeSet<_> = rows.iter().collect();
                prop_assert_eq!(told.len(), rows.len(), "a row came twice");
                prop_assert!(rows.iter().all(|row| all.contains(row)), "a row was invented");
            }
        }
    }
}

fn id_of(project: &ProjectRef) -> u64 {
    match project {
        ProjectRef::Id(id) => id.0,
        ProjectRef::Path(path) => panic!("{path} was not asked for"),
    }
}
