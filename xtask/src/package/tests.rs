use super::*;
use flate2::read::GzDecoder;
use std::collections::BTreeMap;
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use tar::Archive;
use tempfile::TempDir;

const GITLABS: &str =
    r#"{"gitlabs": ["https://a.example/gitlab"], "embedders": ["https://p.example"]}"#;

/// The parts of a build's output that a package uses.
fn dist() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let page = format!("<meta content=\"{}\">", Deployment::default().page_policy(None));
    for (name, content) in [
        ("index.html", page.as_str()),
        ("agent-console.js", "loader loader loader loader loader loader loader"),
        ("agent-console-0123456789abcdef.js", "glue"),
        ("agent-console-0123456789abcdef.wasm", "wasm"),
        ("agent-console-fedcba9876543210.css", "css"),
        ("agent-console-en-0123456789abcdef.txt", "sentences"),
        ("icon.svg", "icon"),
        ("config.json", "{}"),
        ("_headers", "the build's"),
        ("headers.json", "the build's"),
    ] {
        fs::write(folder.path().join(name), content).unwrap();
    }
    folder
}

fn package(dist: &TempDir, config: &str, gitlab: Option<&str>) -> Files {
    let deployed = Deployed::read(config, gitlab).unwrap();
    files(dist.path(), &deployed, b"licence".to_vec()).unwrap()
}

fn text(files: &Files, path: &str) -> String {
    String::from_utf8(files.get(path).unwrap().to_vec()).unwrap()
}

/// The modification time of every file in an archive.
fn times(packed: &[u8]) -> BTreeMap<String, u64> {
    let mut archive = Archive::new(GzDecoder::new(packed));
    let entries = archive.entries().unwrap().map(|entry| {
        let entry = entry.unwrap();
        let path = entry.path().unwrap().display().to_string();
        assert_eq!((entry.header().uid().unwrap(), entry.header().gid().unwrap()), (0, 0));
        (path, entry.header().mtime().unwrap())
    });
    entries.collect()
}

#[test]
fn the_same_files_are_the_same_bytes() {
    let dist = dist();
    let pack = || archive::pack("console", &package(&dist, GITLABS, None)).unwrap();
    let first = pack();
    // The same content, written later and in another order.
    let icon = dist.path().join("icon.svg");
    fs::remove_file(&icon).unwrap();
    fs::write(&icon, "icon").unwrap();
    assert!(first == pack(), "two packages of the same files differ");
}

#[test]
fn a_file_of_the_same_size_gets_another_time() {
    let dist = dist();
    let times =
        |config: &str| times(&archive::pack("console", &package(&dist, config, None)).unwrap());
    let (one, other) = (times(GITLABS), times(&GITLABS.replace("a.example", "b.example")));
    let changed = one.iter().filter(|(path, time)| other.get(*path) != Some(time));
    let changed: Vec<_> = changed.map(|(path, _)| path.as_str()).collect();
    assert!(changed.contains(&"console/public/config.json"), "{changed:?}");
    assert!(changed.contains(&"console/public/index.html"), "{changed:?}");
    assert!(!changed.contains(&"console/public/icon.svg"), "{changed:?}");
}

#[test]
fn the_configuration_reaches_every_header() {
    let files = package(&dist(), GITLABS, None);
    let connections = "connect-src 'self' https://a.example/gitlab/;";
    assert!(text(&files, "public/index.html").contains(connections));
    for path in [
        "public/_headers",
        "hosts/headers.json",
        "hosts/nginx/headers.conf",
        "hosts/nginx/sub-path-headers.conf",
        "hosts/Caddyfile",
        "hosts/s3/response-headers-policy.json",
    ] {
        let text = text(&files, path);
        assert!(text.contains(connections), "{path}");
        assert!(text.contains("frame-ancestors https://p.example"), "{path}");
        assert!(!text.contains("DENY"), "{path}");
    }
}

#[test]
fn the_editable_file_has_no_compressed_copy() {
    let files = package(&dist(), GITLABS, None);
    let mut decoded = String::new();
    GzDecoder::new(files.get("public/agent-console.js.gz").unwrap())
        .read_to_string(&mut decoded)
        .unwrap();
    assert_eq!(decoded, text(&files, "public/agent-console.js"));
    assert!(files.get("public/agent-console.js.br").is_ok());
    let copies: Vec<_> = files
        .iter()
        .map(|(path, _)| path)
        .filter(|path| path.starts_with("public/config.json"))
        .collect();
    assert_eq!(copies, ["public/config.json"]);
}

#[test]
fn a_gitlab_at_the_same_origin_is_proxied() {
    let dist = dist();
    let files = package(&dist, r#"{"gitlabs": ["/"]}"#, Some("https://gitlab.example.com"));
    let conf = text(&files, "hosts/nginx/same-origin.conf");
    assert!(conf.contains("location ^~ /api/ {"), "{conf}");
    // No path after the host, or nginx would decode the request's path.
    assert!(conf.contains("proxy_pass https://gitlab.example.com;"), "{conf}");
    assert!(!conf.contains("{{"), "{conf}");
    assert!(text(&files, "public/index.html").contains("connect-src 'self';"));
    // These hosts only serve files.
    for path in ["hosts/nginx/site.conf", "hosts/Caddyfile", "public/_headers"] {
        assert!(files.get(path).is_err(), "{path}");
    }
    let below = package(&dist, r#"{"gitlabs": ["/gitlab"]}"#, Some("https://a.example/gitlab/"));
    let conf = text(&below, "hosts/nginx/same-origin.conf");
    assert!(conf.contains("location ^~ /gitlab/api/ {"), "{conf}");
    assert!(conf.contains("proxy_pass https://a.example;"), "{conf}");
}

#[test]
fn an_upload_sets_types_and_sends_the_page_last() {
    let files = package(&dist(), GITLABS, None);
    let folder = tempfile::tempdir().unwrap();
    let (script, aws) = (folder.path().join("hosts/s3/upload.sh"), folder.path().join("bin/aws"));
    for (path, content) in [
        (&script, text(&files, "hosts/s3/upload.sh")),
        (&aws, "#!/bin/sh\necho \"$4 $6|$8\"\n".to_owned()),
        (&folder.path().join("public/.keep"), String::new()),
    ] {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    fs::set_permissions(&aws, fs::Permissions::from_mode(0o755)).unwrap();
    let path = crate::process::path_with(&[folder.path().join("bin")]).unwrap();
    let output = Command::new("sh").arg(&script).arg("bucket/at").env("PATH", path).output();
    let uploaded = String::from_utf8(output.unwrap().stdout).unwrap();
    let lines: Vec<_> = uploaded.lines().collect();
    let kept = "public, max-age=31536000, immutable";
    let wasm =
        format!("s3://bucket/at/agent-console-0123456789abcdef.wasm application/wasm|{kept}");
    assert!(lines.contains(&wasm.as_str()), "{uploaded}");
    assert_eq!(
        lines.last(),
        Some(&"s3://bucket/at/index.html text/html; charset=utf-8|no-cache"),
        "{uploaded}"
    );
    assert!(lines.iter().take(4).all(|line| line.ends_with(kept)), "{uploaded}");
    let public = files.iter().filter(|(path, _)| {
        path.starts_with(PUBLIC) && !path.ends_with(".br") && !path.ends_with(".gz")
    });
    // Without `_headers`, which is for other hosts.
    assert_eq!(lines.len(), public.count() - 1, "{uploaded}");
}
