//! Starts and stops a sandbox.

use std::io;
use std::net::Ipv4Addr;
use std::path::PathBuf;

use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::gateway::Gateway;
use crate::options::{Console, Options};
use crate::state::App;
use crate::{api, connection, console, control};

/// A running sandbox. Dropping it stops it.
#[derive(Debug)]
pub struct Sandbox {
    gitlab: String,
    console: Option<String>,
    _tasks: JoinSet<()>,
}

/// Why a sandbox did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Another program has the port.
    #[error(
        "port {port} on 127.0.0.1 is in use; stop what holds it or choose another with {option}"
    )]
    PortInUse {
        /// The port.
        port: u16,
        /// The option that sets it.
        option: &'static str,
    },
    /// The port is unavailable for another reason.
    #[error("cannot listen on 127.0.0.1:{port} ({option}): {source}")]
    Listen {
        /// The port.
        port: u16,
        /// The option that sets it.
        option: &'static str,
        /// The system's error.
        source: io::Error,
    },
    /// The console's folder is not a folder.
    #[error("{} is not a folder; build the console first or correct --dist", .0.display())]
    NoDist(PathBuf),
    /// The console's `headers.json` is not an object of strings.
    #[error("{} is not a JSON object of header names and values: {reason}", file.display())]
    Headers {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

impl Sandbox {
    /// GitLab's configured URL, to be given to clients.
    #[must_use]
    pub fn gitlab(&self) -> &str {
        &self.gitlab
    }

    /// The console's URL, if it is served.
    #[must_use]
    pub fn console(&self) -> Option<&str> {
        self.console.as_deref()
    }
}

/// Starts a sandbox on the current tokio runtime, which may be single-threaded. It accepts
/// connections once this returns.
///
/// # Errors
///
/// A port is unavailable, or the console's folder cannot be served.
pub async fn start(options: Options) -> Result<Sandbox, StartError> {
    let (listener, origin) = listen(options.port, "--port").await?;
    let gitlab = format!("{origin}{}", options.url_root);
    let mut tasks = JoinSet::new();
    let console = match &options.console {
        Some(console) => Some(serve_console(console, &mut tasks).await?),
        None => None,
    };
    let root = options.url_root.clone();
    let app = App::new(options, origin);
    let api = api::router(&root).with_state(app.clone());
    let control = control::router(&root).with_state(app.clone());
    let gateway = Gateway::new(app.clone(), &root, api, control);
    tasks.spawn(connection::accept(listener, app, gateway));
    Ok(Sandbox { gitlab, console, _tasks: tasks })
}

/// Serves the console's folder and returns its URL.
async fn serve_console(console: &Console, tasks: &mut JoinSet<()>) -> Result<String, StartError> {
    let router = console::router(console)?;
    let (listener, origin) = listen(console.port, "--console-port").await?;
    tasks.spawn(async move {
        // It only ends with the task.
        let _ = axum::serve(listener, router).await;
    });
    Ok(format!("{origin}{}", console.path))
}

async fn listen(port: u16, option: &'static str) -> Result<(TcpListener, String), StartError> {
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::AddrInUse => StartError::PortInUse { port, option },
        _ => StartError::Listen { port, option, source },
    };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    Ok((listener, format!("http://{address}")))
}
