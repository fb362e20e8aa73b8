//! `size`: what the console weighs over the wire, against its budget.

use crate::ceiling::Ceiling;
use crate::dist::{Kind, parts};
use crate::process;
use crate::project::Project;
use anyhow::{Context, Result, ensure};
use lexopt::Parser;
use lexopt::prelude::*;

/// 256 KiB, compressed with brotli at its best, for everything a browser loads to start, wherever
/// the console is: a quarter of what consoles for the same people start with.
const BUDGET: usize = 262_144;

/// 3 KB for the one file that a page of somebody else loads before its console is seen.
const ELEMENT_BUDGET: usize = 3_072;

/// 448 KiB for everything a whole session ever loads.
const SESSION_BUDGET: usize = 458_752;

#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
struct Weight {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Prints the weight of every part, and fails where the whole is over the budget or over
/// `size-ceiling.json`, which `--lower` brings down to what the console weighs.
pub(crate) fn run(project: &Project, mut options: Parser) -> Result<()> {
    let mut is_lowered = false;
    while let Some(option) = options.next()? {
        match option {
            Long("lower") => is_lowered = true,
            _ => return Err(option.unexpected().into()),
        }
    }
    let weight = weigh(project)?;
    let ceiling = Ceiling::read(project)?;
    if is_lowered {
        return ceiling.lowered_to(weight).write(project);
    }
    check(weight, ceiling)
}

/// As [`run`], without options.
pub(crate) fn check_dist(project: &Project) -> Result<()> {
    check(weigh(project)?, Ceiling::read(project)?)
}

fn check(weight: Ceiling, ceiling: Ceiling) -> Result<()> {
    hold(weight.start, BUDGET.min(ceiling.start), "the heaviest start")?;
    hold(weight.element, ELEMENT_BUDGET.min(ceiling.element), "the element before it is seen")?;
    hold(weight.session, SESSION_BUDGET.min(ceiling.session), "everything that a session loads")
}

/// Prints the weight of every part, and tells that of the whole.
fn weigh(project: &Project) -> Result<Ceiling> {
    let dist = project.dist();
    ensure!(dist.is_dir(), "there is no console in dist/; `cargo xtask build` makes one");
    let parts = parts(&dist)?;
    // Node has the reference implementation of brotli. Every file is compressed by itself, as a
    // host sends it.
    let mut node = project.command("node");
    node.arg("xtask/src/size.mjs").args(parts.iter().map(|part| &part.path));
    let weights = read_weights(&process::output(&mut node)?)?;
    ensure!(weights.len() == parts.len(), "Node has not weighed every file");

    println!("{:<12} {:>9} {:>9} {:>10}", "bytes", "raw", "gzip 9", "brotli 11");
    for (part, weight) in parts.iter().zip(&weights) {
        print_row(part.kind.name(), *weight);
    }
    // A browser loads the sentences of one language. The heaviest one counts.
    let heaviest = |kind| {
        let of_kind = parts.iter().zip(&weights).filter(|(part, _)| part.kind == kind);
        of_kind.map(|(_, weight)| *weight).max_by_key(|weight| weight.brotli).unwrap_or_default()
    };
    let start = |kinds: &[Kind]| sum(&kinds.iter().map(|&kind| heaviest(kind)).collect::<Vec<_>>());
    let everywhere = [Kind::Css, Kind::Sentences, Kind::Glue, Kind::Wasm];
    let starts = [
        ("our page", [&everywhere[..], &[Kind::Html, Kind::Element]].concat()),
        ("an element", [&everywhere[..], &[Kind::Element, Kind::Guest]].concat()),
        (
            "a frame",
            [&everywhere[..], &[Kind::Html, Kind::Element, Kind::Guest, Kind::Frame]].concat(),
        ),
    ];
    for (place, kinds) in &starts {
        let whole = start(kinds);
        print_row(place, whole);
        ensure!(whole.brotli > 0, "nothing starts {place}");
    }
    let most = starts.iter().map(|(_, kinds)| start(kinds).brotli).max();
    let most = most.context("there is no start")?;
    Ok(Ceiling {
        start: most,
        element: heaviest(Kind::Element).brotli,
        session: most + heaviest(Kind::Desk).brotli,
    })
}

/// Prints a weight beside its budget.
fn hold(weight: usize, budget: usize, what: &str) -> Result<()> {
    println!("{weight} of {budget} bytes for {what}");
    ensure!(weight > 0, "there is no file of {what}");
    ensure!(weight <= budget, "{} bytes more than the budget for {what}", weight - budget);
    Ok(())
}

fn print_row(name: &str, weight: Weight) {
    println!("{name:<12} {:>9} {:>9} {:>10}", weight.raw, weight.gzip, weight.brotli);
}

fn read_weights(lines: &str) -> Result<Vec<Weight>> {
    let read = |line| {
        let (raw, gzip, brotli) =
            serde_json::from_str(line).context("Node has answered something else")?;
        Ok(Weight { raw, gzip, brotli })
    };
    lines.lines().map(read).collect()
}

fn sum(weights: &[Weight]) -> Weight {
    weights.iter().fold(Weight::default(), |sum, weight| Weight {
        raw: sum.raw + weight.raw,
        gzip: sum.gzip + weight.gzip,
        brotli: sum.brotli + weight.brotli,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds_up_what_node_says() {
        let weights = read_weights("[10,5,4]\n[20,6,3]\n").unwrap();
        assert_eq!(sum(&weights), Weight { raw: 30, gzip: 11, brotli: 7 });
        assert!(read_weights("[10,5]").is_err());
    }
}
