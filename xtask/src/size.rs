//! `size`: what the console weighs over the wire, against its budget.

use crate::dist::parts;
use crate::project::Project;
use anyhow::{Result, ensure};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::read::GzEncoder;
use std::fs;
use std::io::Read;

/// 150 KB, compressed with brotli at its best, for everything a browser loads to start.
const BUDGET: usize = 153_600;

#[derive(Clone, Copy, Debug, Default)]
struct Weight {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Prints the weight of every part and fails where the whole is over the budget.
pub(crate) fn run(project: &Project) -> Result<()> {
    let dist = project.dist();
    ensure!(dist.is_dir(), "there is no console in dist/; `cargo xtask build` makes one");
    let mut sum = Weight::default();
    // Every file is compressed by itself, as a host sends it.
    println!("{:<12} {:>9} {:>9} {:>10}", "bytes", "raw", "gzip 9", "brotli 11");
    for part in parts(&dist)? {
        let weight = weigh(&fs::read(&part.path)?)?;
        print_row(part.kind.name(), weight);
        sum.raw += weight.raw;
        sum.gzip += weight.gzip;
        sum.brotli += weight.brotli;
    }
    print_row("together", sum);
    ensure!(sum.brotli <= BUDGET, "the console is over its budget of {BUDGET} bytes");
    println!("{} of {BUDGET} bytes, {} to spare", sum.brotli, BUDGET - sum.brotli);
    Ok(())
}

fn print_row(name: &str, weight: Weight) {
    println!("{name:<12} {:>9} {:>9} {:>10}", weight.raw, weight.gzip, weight.brotli);
}

fn weigh(content: &[u8]) -> Result<Weight> {
    let mut gzip = Vec::new();
    GzEncoder::new(content, Compression::best()).read_to_end(&mut gzip)?;
    let mut brotli = Vec::new();
    let best = BrotliEncoderParams { quality: 11, lgwin: 24, ..BrotliEncoderParams::default() };
    brotli::BrotliCompress(&mut &*content, &mut brotli, &best)?;
    Ok(Weight { raw: content.len(), gzip: gzip.len(), brotli: brotli.len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compresses_what_repeats() {
        let weight = weigh(&b"agent ".repeat(1000)).unwrap();
        assert_eq!(weight.raw, 6000);
        assert!(weight.gzip < 100 && weight.brotli < 50, "{weight:?}");
    }
}
