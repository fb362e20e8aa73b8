//! Precompressed copies, for hosts that send them as they are.

use super::PUBLIC;
use super::files::Files;
use anyhow::Result;
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

/// Extensions worth compressing: text and WebAssembly.
const COMPRESSED: [&str; 7] = [".css", ".html", ".js", ".json", ".svg", ".txt", ".wasm"];

/// The file that people may edit after unpacking; a host would keep sending the compressed copy.
const CHANGEABLE: &str = "public/config.json";

/// Adds `.br` and `.gz` copies of every served file that compression makes smaller.
pub(super) fn add_compressed(files: &mut Files) -> Result<()> {
    let mut added = Vec::new();
    for (path, content) in files.iter().filter(|(path, _)| is_compressed(path)) {
        for (end, compressed) in [(".br", brotli(content)?), (".gz", gzip(content)?)] {
            if compressed.len() < content.len() {
                added.push((format!("{path}{end}"), compressed));
            }
        }
    }
    for (path, content) in added {
        files.add(&path, &content);
    }
    Ok(())
}

fn is_compressed(path: &str) -> bool {
    let is_kind = COMPRESSED.iter().any(|end| path.ends_with(end));
    is_kind && path.starts_with(PUBLIC) && path != CHANGEABLE
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let params = BrotliEncoderParams {
        quality: 11,
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut { content }, &mut compressed, &params)?;
    Ok(compressed)
}

/// Compresses with gzip, without name and time in the header.
pub(super) fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}
