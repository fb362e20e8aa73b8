//! The console's folder, served on an origin of its own.

use std::fs;
use std::path::PathBuf;

use sandbox::{Console, Options, StartError};

use crate::lab::{Lab, client};

/// A folder that goes away with this value.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let folder = std::env::temp_dir().join(format!("sandbox-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for (file, text) in files {
            fs::write(folder.join(file), text).unwrap();
        }
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What stays behind is in the system's own folder for such things.
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn console(folder: &Folder, path: &str) -> Options {
    let console = Console { dist: folder.0.clone(), port: 0, path: path.to_owned() };
    Options { console: Some(console), ..Options::default() }
}

/// Asks a console served under `path` for each address, and answers status, headers and body.
fn ask(folder: &Folder, path: &str, addresses: &[&str], headers: &[&str]) -> Vec<Vec<String>> {
    let lab = Lab::with(console(folder, path));
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
fn files_have_their_types_and_are_kept_as_long_as_they_may() {
    let folder = Folder::new(
        "types",
        &[
            ("index.html", "page"),
            ("config.json", "{}"),
            ("app-0123456789abcdef.js", "js"),
            ("app-0123456789abcdef.wasm", "raw"),
            ("app-0123456789abcdef.wasm.br", "packed"),
            ("icon.svg", "svg"),
        ],
    );
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
fn the_builds_own_headers_are_on_every_answer() {
    let headers = r#"{"X-Frame-Options": "DENY", "Content-Security-Policy": "default-src 'none'"}"#;
    let folder = Folder::new("headers", &[("index.html", "page"), ("headers.json", headers)]);
    let names = ["x-frame-options", "content-security-policy"];
    let expected =
        [["200", "DENY", "default-src 'none'", "page"], ["404", "DENY", "default-src 'none'", ""]];
    assert_eq!(ask(&folder, "/", &["/", "/none"], &names), expected);
}

#[tokio::test]
async fn what_cannot_be_served_is_said() {
    let broken = Folder::new("broken", &[("headers.json", "[]")]);
    let error = sandbox::start(console(&broken, "/")).await.unwrap_err();
    assert!(matches!(error, StartError::Headers { .. }), "{error}");

    let missing = Folder(std::env::temp_dir().join("sandbox-no-such-folder"));
    let error = sandbox::start(console(&missing, "/")).await.unwrap_err();
    assert!(matches!(error, StartError::NoDist(_)), "{error}");
}
