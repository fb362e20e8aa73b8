//! A tar.gz that depends on nothing but the files in it.

use super::compress::gzip;
use super::files::Files;
use anyhow::Result;
use sha2::{Digest, Sha256};
use tar::{Builder, EntryType, Header};

/// 2001-09-09, in seconds since 1970: the earliest time of a file.
const EARLIEST: u64 = 1_000_000_000;

/// The files, in one folder of this name.
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

/// A time that is the same for the same content, and another one for any other.
///
/// nginx and Caddy make their `ETag` of nothing but a file's time and size, and the pages of two versions
/// are of one size. With one fixed time for all files a browser would be told that it has the new one.
fn time_of(content: &[u8]) -> u64 {
    let digest = Sha256::digest(content);
    let number = digest.iter().take(4).fold(0, |number, byte| number << 8 | u64::from(*byte));
    // 2^29 seconds are 17 years, so that no time lies in the future.
    EARLIEST + number % (1 << 29)
}
