//! `size`: checks the console's compressed size against its budget.

use crate::ceiling::Ceiling;
use crate::dist::{Kind, parts};
use crate::process;
use crate::project::Project;
use anyhow::{Context, Result, ensure};
use lexopt::Parser;
use lexopt::prelude::*;

/// 256 KiB (brotli 11) for all files a browser loads to start, in any deployment: a quarter of what
/// comparable consoles start with.
const BUDGET: usize = 262_144;

/// 3 KiB for the one file that a host page loads before its console is visible.
const ELEMENT_BUDGET: usize = 3_072;

/// 448 KiB for all files that a whole session may load.
const SESSION_BUDGET: usize = 458_752;

#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
struct Weight {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Prints the size of every part. Fails if a total exceeds the budget or `size-ceiling.json`, which
/// `--lower` lowers to the current sizes.
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

/// Like [`run`], without options.
pub(crate) fn check_dist(project: &Project) -> Result<()> {
    check(weigh(project)?, Ceiling::read(project)?)
}

fn check(weight: Ceiling, ceiling: Ceiling) -> Result<()> {
    check_budget(weight.start, BUDGET.min(ceiling.start), "the heaviest start")?;
    check_budget(
        weight.element,
        ELEMENT_BUDGET.min(ceiling.element),
        "the element before it is seen",
    )?;
    check_budget(
        weight.session,
        SESSION_BUDGET.min(ceiling.session),
        "everything that a session loads",
    )
}

/// Prints the size of every part and returns the totals.
fn weigh(project: &Project) -> Result<Ceiling> {
    let dist = project.dist();
    ensure!(dist.is_dir(), "there is no console in dist/; `cargo xtask build` makes one");
    let parts = parts(&dist)?;
    // Node includes the reference brotli. Each file is compressed separately, as a host sends it.
    let mut node = project.command("node");
    node.arg("xtask/src/size.mjs").args(parts.iter().map(|part| &part.path));
    let weights = read_weights(&process::output(&mut node)?)?;
    ensure!(weights.len() == parts.len(), "Node has not weighed every file");

    println!("{:<12} {:>9} {:>9} {:>10}", "bytes", "raw", "gzip 9", "brotli 11");
    for (part, weight) in parts.iter().zip(&weights) {
        print_row(part.kind.name(), *weight);
    }
    // A browser loads the strings of one language; the largest file counts.
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

/// Prints a size beside its budget and fails if it exceeds it.
fn check_budget(weight: usize, budget: usize, what: &str) -> Result<()> {
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
    fn adds_up_the_sizes_from_node() {
        let weights = read_weights("[10,5,4]\n[20,6,3]\n").unwrap();
        assert_eq!(sum(&weights), Weight { raw: 30, gzip: 11, brotli: 7 });
        assert!(read_weights("[10,5]").is_err());
    }
}
