//! The cases against the sandbox, over HTTP.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support {
    pub(crate) mod http;
}

use contract::Stage;
use gitlab_agents::GitLabUrl;
use sandbox::Options;
use support::http::{HttpTransport, TokioClock};
use tokio::runtime::Builder;

/// Runs one case against its own sandbox, with GitLab under `url_root`.
fn play(case: &str, url_root: &str) {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let outcome = runtime.block_on(async {
        let url_root = url_root.to_owned();
        let sandbox =
            sandbox::start(Options { agents: 250, url_root, ..Options::default() }).await.unwrap();
        let stage = Stage {
            gitlab: GitLabUrl::parse(sandbox.gitlab()).unwrap(),
            transport: HttpTransport::new(),
            clock: TokioClock,
            is_cross_origin: false,
        };
        contract::run(case, &stage).await
    });
    if let Err(why) = outcome {
        panic!("{case}: {why}");
    }
}

mod at_the_root {
    macro_rules! case {
        ($name:ident) => {
            #[test]
            fn $name() {
                super::play(stringify!($name), "");
            }
        };
    }
    contract::for_each_case!(case);
}

mod under_a_path {
    macro_rules! case {
        ($name:ident) => {
            #[test]
            fn $name() {
                super::play(stringify!($name), "/gitlab");
            }
        };
    }
    contract::for_each_case!(case);
}
