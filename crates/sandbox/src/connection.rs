//! Connections of the GitLab origin, served by hand so that one can be dropped without an answer.

use std::convert::Infallible;

use axum::Router;
use axum::extract::Request;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

/// Accepts connections for as long as it is polled.
pub(crate) async fn accept(listener: TcpListener, router: Router) {
    loop {
        // A failed accept is the client's trouble or passes by itself.
        if let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, router.clone()));
        }
    }
}

async fn serve(stream: TcpStream, router: Router) {
    // Answers are small: waiting to fill a packet would only delay them.
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request: Request<hyper::body::Incoming>| {
        let router = router.clone();
        async move {
            let response: Result<_, Infallible> =
                router.oneshot(request.map(axum::body::Body::new)).await;
            response
        }
    });
    let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    let _ = connection.await;
}
