//! Connections to the GitLab origin, served directly with hyper, so that one can end without a
//! response.

use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::gateway::Gateway;
use crate::state::App;

/// Accepts connections while it is polled; dropping it ends them all.
pub(crate) async fn accept(listener: TcpListener, app: App, gateway: Gateway) {
    let mut connections = JoinSet::new();
    loop {
        // A failed accept is the client's problem, or temporary.
        if let Ok((stream, _)) = listener.accept().await {
            connections.spawn(serve(stream, gateway.clone(), app.rule_changes()));
        }
        while connections.try_join_next().is_some() {}
    }
}

/// How long a connection may wait for its first request while rules drop connections.
const UNUSED_AT_MOST: Duration = Duration::from_secs(1);

/// Serves one connection.
///
/// While rules drop connections, idle ones are closed, used or not: if an idle connection ends, a
/// browser silently resends the request, even a POST. Only on a fresh connection does it report the
/// drop as an error.
async fn serve(stream: TcpStream, gateway: Gateway, mut drops: watch::Receiver<bool>) {
    // Responses are small; waiting to fill a packet would only delay them.
    let _ = stream.set_nodelay(true);
    let used = AtomicBool::new(false);
    let service = service_fn(|request: Request<Incoming>| {
        used.store(true, Ordering::Relaxed);
        let gateway = gateway.clone();
        async move { gateway.answer(request.map(Body::new)).await }
    });
    let io = TokioIo::new(stream);
    let mut connection = pin!(http1::Builder::new().serve_connection(io, service));
    let mut patience = pin!(tokio::time::sleep(UNUSED_AT_MOST));
    loop {
        let dropping = *drops.borrow();
        tokio::select! {
            // However it ended, there is nobody to report it to.
            _ = connection.as_mut() => return,
            changed = drops.changed() => match changed {
                Ok(()) if *drops.borrow() => connection.as_mut().graceful_shutdown(),
                Ok(()) => {}
                Err(_) => return,
            },
            () = patience.as_mut(), if dropping && !used.load(Ordering::Relaxed) => {
                // Its first request may have come since the check.
                if !used.load(Ordering::Relaxed) {
                    return;
                }
            }
        }
    }
}
