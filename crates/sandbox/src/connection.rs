//! Connections of the GitLab origin, served by hand so that one can end without an answer.

use std::pin::pin;

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

/// Serves one connection. When rules come that drop connections, an idle one is closed: only a
/// fresh connection makes a browser take the drop for an error instead of sending again.
async fn serve(stream: TcpStream, gateway: Gateway, mut drops: watch::Receiver<bool>) {
    // Answers are small: waiting to fill a packet would only delay them.
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request: Request<Incoming>| {
        let gateway = gateway.clone();
        async move { gateway.answer(request.map(Body::new)).await }
    });
    let io = TokioIo::new(stream);
    let mut connection = pin!(http1::Builder::new().serve_connection(io, service));
    loop {
        tokio::select! {
            // However it ended, there is nobody left to tell.
            _ = connection.as_mut() => return,
            changed = drops.changed() => match changed {
                Ok(()) if *drops.borrow_and_update() => connection.as_mut().graceful_shutdown(),
                Ok(()) => {}
                Err(_) => return,
            },
        }
    }
}
