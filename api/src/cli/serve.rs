use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

use super::Done;
use super::connection::open;
use super::error::CliError;
use super::mail::MailArgs;
use super::say::say;
use crate::app::App;
use crate::http::{ServeOptions, TrustedProxies, serve_with};
use ipnet::IpNet;

/// Where to listen unless something else is said.
pub(super) const LISTEN: &str = "127.0.0.1:8420";

/// Serve a workspace over HTTP.
///
/// Ctrl-C or SIGTERM ends it: answers that have begun are finished, the log is closed. Loggia speaks
/// no TLS itself; let a proxy in front do that, and listen on an address that only the proxy reaches.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  loggia serve --data plant
  LOGGIA_LOG=info loggia serve --data plant --listen 127.0.0.1:9000
  LOGGIA_SMTP_PASSWORD=... loggia serve --data plant --public-url https://partners.example.com \
      --smtp-host mail.example.com --smtp-user loggia --mail-from 'Loggia <loggia@example.com>'
  loggia serve --data plant --listen 10.0.0.7:8420 --trusted-proxy 10.0.0.1")]
pub(super) struct Serve {
    /// The data folder, made by `loggia init`
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Address and port to listen on; port 0 takes any that is free
    #[arg(long, value_name = "ADDRESS", default_value = LISTEN)]
    listen: SocketAddr,
    #[command(flatten)]
    mail: MailArgs,
    /// Address or network of a proxy in front: what it says in `Forwarded` or `X-Forwarded-For` is
    /// taken for the client's address; from others these headers are ignored
    #[arg(long, value_name = "CIDR", num_args = 1.., value_parser = proxy)]
    trusted_proxy: Vec<IpNet>,
}

fn proxy(text: &str) -> Result<IpNet, String> {
    TrustedProxies::network(text).map_err(|error| error.to_string())
}

impl Serve {
    pub(super) fn run(self) -> Done {
        log_to_stderr();
        let runtime = tokio::runtime::Runtime::new()?;
        // Before the log is read: a port that is taken is known at once.
        let listener = bind(&runtime, self.listen)?;
        let address = listener.local_addr()?;
        let post = self.mail.open(&self.data, address)?;
        let app = open(&self.data, Some(post))?;
        say(format!("listening on http://{address}"));
        let trusted_proxies = TrustedProxies::new(self.trusted_proxy);
        let options = ServeOptions { trusted_proxies, ..ServeOptions::default() };
        until_told(&runtime, app, listener, options)
    }
}

/// Logs as LOGGIA_LOG says; warnings where it says nothing.
pub(super) fn log_to_stderr() {
    let filter = EnvFilter::try_from_env("LOGGIA_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    let format = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // Already logging is as good.
    let _ = format.try_init();
}

pub(super) fn bind(
    runtime: &tokio::runtime::Runtime,
    listen: SocketAddr,
) -> Result<TcpListener, CliError> {
    if !listen.ip().is_loopback() {
        tracing::warn!(
            "listening on {listen} without TLS: passwords and tokens can be read on the way unless \
             a proxy in front speaks TLS"
        );
    }
    runtime.block_on(TcpListener::bind(listen)).map_err(|error| {
        CliError::said(format!("cannot listen on {listen}: {error}; choose another with --listen"))
    })
}

/// Serves until Ctrl-C or SIGTERM, and lets go of the data folder.
pub(super) fn until_told(
    runtime: &tokio::runtime::Runtime,
    app: App,
    listener: TcpListener,
    options: ServeOptions,
) -> Done {
    let served = runtime.block_on(async {
        let letters = app.send_letters();
        let served = serve_with(app.clone(), listener, options, told_to_stop()).await;
        // What becomes of mails is recorded through the writer, which ends with the app.
        letters.stop().await;
        served
    });
    app.shutdown()?;
    Ok(served?)
}

async fn told_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    if tokio::signal::ctrl_c().await.is_err() {
        // Nobody can tell us to stop: serve on.
        std::future::pending::<()>().await;
    }
}
