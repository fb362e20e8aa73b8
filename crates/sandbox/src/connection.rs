//! Connections of the GitLab origin, served by hand so that one can end without an answer.

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

/// Accepts connections for as long as it is polled; all end when it is dropped.
pub(crate) async fn accept(listener: TcpListener, app: App, gateway: Gateway) {
    let mut connections = JoinSet::new();
    loop {
        // A failed accept is the client's trouble or passes by itself.
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
/// While rules drop connections, those that are idle, used or not, are closed: a browser that
/// had such a connection ready takes its end for bad luck and sends the request again, a POST
/// too. Only on a connection made for the request does it take the drop for an error.
async fn serve(stream: TcpStream, gateway: Gateway, mut drops: watch::Receiver<bool>) {
    // Answers are small: waiting to fill a packet would only delay them.
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
            // However it ended, there is nobody left to tell.
            _ = connection.as_mut() => return,
            changed = drops.changed() => match changed {
                Ok(()) if *drops.borrow() => connection.as_mut().graceful_shutdown(),
                Ok(()) => {}
                Err(_) => return,
            },
            () = patience.as_mut(), if dropping && !used.load(Ordering::Relaxed) => {
                // Its first request may have come since that was asked.
                if !used.load(Ordering::Relaxed) {
                    return;
                }
            }
        }
    }
}
