//! A small response that unpacks to a huge one.

use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use flate2::{Compress, Compression, FlushCompress};
use futures_util::stream;

const MIB: usize = 1024 * 1024;
const GZIP_HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
/// A last, empty deflate block.
const LAST_BLOCK: [u8; 2] = [3, 0];

/// `mib` MiB of white space as gzipped JSON.
pub(crate) fn answer(mib: u32) -> Response {
    let spaces = vec![b' '; MIB];
    let Some(block) = deflate_block(&spaces) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let block = Bytes::from(block);
    let mut checksum = crc32fast::Hasher::new();
    let mut once = crc32fast::Hasher::new();
    once.update(&spaces);
    for _ in 0..mib {
        checksum.combine(&once);
    }
    // The trailer stores the length modulo 2^32.
    let length = mib.wrapping_mul(1024 * 1024);
    let trailer =
        [&LAST_BLOCK[..], &checksum.finalize().to_le_bytes(), &length.to_le_bytes()].concat();

    let start = std::iter::once(Bytes::from_static(&GZIP_HEADER));
    let blocks = std::iter::repeat_n(block, usize::try_from(mib).unwrap_or(0));
    let parts = start.chain(blocks).chain(std::iter::once(Bytes::from(trailer)));
    let body = Body::from_stream(stream::iter(parts.map(Ok::<_, std::io::Error>)));
    let mut response = (StatusCode::OK, body).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    response
}

/// One deflate block without references to earlier data, so that it can be repeated.
fn deflate_block(data: &[u8]) -> Option<Vec<u8>> {
    let mut block = Vec::with_capacity(64 * 1024);
    Compress::new(Compression::best(), false)
        .compress_vec(data, &mut block, FlushCompress::Full)
        .ok()?;
    Some(block)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[tokio::test]
    async fn unpacks_to_the_given_size() {
        let body = axum::body::to_bytes(answer(3).into_body(), MIB).await.unwrap();
        assert!(body.len() < 16 * 1024, "{}", body.len());
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(body.as_ref()).read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked.len(), 3 * MIB);
        assert!(unpacked.iter().all(|byte| *byte == b' '));
    }
}
