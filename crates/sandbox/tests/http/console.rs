//! The console's folder on an origin of its own.

use std::fs;
use std::path::Path;

use sandbox::{Console, Options, StartError};
use tempfile::TempDir;

use crate::lab::{Lab, client};

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (file, text) in files {
        fs::write(folder.path().join(file), text).unwrap();
    }
    folder
}

fn console(folder: &Path, path: &str) -> Options {
    let console = Console { dist: folder.to_owned(), port: 0, path: path.to_owned() };
    Options { console: Some(console), ..Options::default() }
}

/// Requests each path of a console served under `path`; returns status, headers and body.
fn ask(folder: &TempDir, path: &str, addresses: &[&str], headers: &[&str]) -> Vec<Vec<String>> {
    let lab = Lab::with(console(folder.path(), path));
    let origin = lab.console().strip_suffix(path).unwrap();
    let one = |address: &&str| {
        let request = client().get(format!("{origin}{address}")).header("accept-encoding", "br");
        let mut answer = request.call().unwrap();
        let text = |name: &&str| match answer.headers().get(*name) {
            Some(value) => value.to_str().unwrap().to_owned(),
            None => String::new(),
        };
        let mut row = vec![answer.status().as_str().to_owned()];
        row.extend(headers.iter().map(text));
        row.push(answer.body_mut().read_to_string().unwrap());
        row
    };
    addresses.iter().map(one).collect()
}

#[test]
fn files_have_content_types_and_caching() {
    let folder = folder(&[
        ("index.html", "page"),
        ("config.json", "{}"),
        ("app-0123456789abcdef.js", "js"),
        ("app-0123456789abcdef.wasm", "raw"),
        ("app-0123456789abcdef.wasm.br", "packed"),
        ("icon.svg", "svg"),
    ]);
    let addresses = [
        "/t/",
        "/t/config.json",
        "/t/app-0123456789abcdef.js",
        "/t/app-0123456789abcdef.wasm",
        "/t/icon.svg",
        "/t/none.js",
        "/elsewhere",
        "/t",
    ];
    let headers = ["content-type", "cache-control", "content-encoding", "location"];
    let forever = "public, max-age=31536000, immutable";
    let expected = [
        ["200", "text/html", "no-store", "", "", "page"],
        ["200", "application/json", "no-store", "", "", "{}"],
        ["200", "text/javascript", forever, "", "", "js"],
        ["200", "application/wasm", forever, "br", "", "packed"],
        ["200", "image/svg+xml", "no-cache", "", "", "svg"],
        ["404", "", "no-store", "", "", ""],
        ["404", "", "no-store", "", "", ""],
        ["308", "", "no-store", "", "/t/", ""],
    ];
    assert_eq!(ask(&folder, "/t/", &addresses, &headers), expected);
}

#[test]
fn the_builds_headers_are_on_every_response() {
    let headers = r#"{"X-Frame-Options": "DENY", "Content-Security-Policy": "default-src 'none'"}"#;
    let folder = folder(&[("index.html", "page"), ("headers.json", headers)]);
    let names = ["x-frame-options", "content-security-policy"];
    let expected =
        [["200", "DENY", "default-src 'none'", "page"], ["404", "DENY", "default-src 'none'", ""]];
    assert_eq!(ask(&folder, "/", &["/", "/none"], &names), expected);
}

#[tokio::test]
async fn reports_what_it_cannot_serve() {
    let broken = folder(&[("headers.json", "[]")]);
    let error = sandbox::start(console(broken.path(), "/")).await.unwrap_err();
    assert!(matches!(error, StartError::Headers { .. }), "{error}");

    let missing = broken.path().join("missing");
    let error = sandbox::start(console(&missing, "/")).await.unwrap_err();
    assert!(matches!(error, StartError::NoDist(_)), "{error}");
}
