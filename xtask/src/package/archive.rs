//! Writes a reproducible tar.gz: its bytes depend on the files alone.

use super::compress::gzip;
use super::files::Files;
use anyhow::Result;
use sha2::{Digest, Sha256};
use tar::{Builder, EntryType, Header};

/// 2001-09-09, in seconds since 1970: the earliest modification time of a file.
const EARLIEST: u64 = 1_000_000_000;

/// Packs the files into one folder of this name.
pub(super) fn pack(folder: &str, files: &Files) -> Result<Vec<u8>> {
    let mut tar = Builder::new(Vec::new());
    for (path, content) in files.iter() {
        let mut header = Header::new_ustar();
        header.set_entry_type(EntryType::Regular);
        header.set_size(u64::try_from(content.len())?);
        header.set_mode(if content.starts_with(b"#!") { 0o755 } else { 0o644 });
        header.set_uid(0);
        header.set_gid(0);
        header.set_mtime(time_of(content));
        tar.append_data(&mut header, format!("{folder}/{path}"), content)?;
    }
    gzip(&tar.into_inner()?)
}

/// A modification time derived from the content.
///
/// nginx and Caddy compute `ETag` from a file's time and size only, and the pages of two versions
/// may be the same size. With one fixed time for all files, a browser would keep the old page.
fn time_of(content: &[u8]) -> u64 {
    let digest = Sha256::digest(content);
    let number = digest.iter().take(4).fold(0, |number, byte| number << 8 | u64::from(*byte));
    // 2^29 seconds are 17 years, so no time is in the future.
    EARLIEST + number % (1 << 29)
}
