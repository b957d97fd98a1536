//! Sending a file, and telling meanwhile how far the server has come.

use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use serde_json::Value;
use ureq::unversioned::multipart::{Form, Part};
use uuid::Uuid;

use super::CliError;
use super::client::Client;
use super::interrupt::Interrupt;
use super::progress::Bar;
use super::table::cell;

/// How often the import is looked at.
const LOOK_MS: u64 = 150;

/// What is sent.
#[derive(Clone, Copy)]
pub(super) struct Files<'a> {
    pub(super) file: &'a Path,
    /// A second file that goes with it.
    pub(super) joined: Option<&'a Path>,
}

impl<'a> Files<'a> {
    pub(super) fn one(file: &'a Path) -> Self {
        Self { file, joined: None }
    }
}

/// Sends a file with other parts of a form from a thread of its own, and looks at how far it has
/// come meanwhile. Ctrl-C asks the server to stop; the answer is what came of it.
pub(super) fn upload(
    client: &Client,
    to_path: &'static str,
    files: Files<'_>,
    parts: Vec<(&'static str, String)>,
) -> Result<Value, CliError> {
    let Files { file, joined } = files;
    let bytes = read(file)?;
    let joined = joined.map(read).transpose()?;
    let interrupt = Interrupt::watch()?;
    let id = Uuid::now_v7();
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let sender = client.clone();
    let (to, answer) = channel();
    std::thread::Builder::new().name("upload".into()).spawn(move || {
        let form = parts.iter().fold(Form::new(), |form, (part, text)| form.text(part, text));
        let form = form.part("file", Part::bytes(&bytes).file_name(&name));
        let form = match &joined {
            Some(bytes) => form.part("joined", Part::bytes(bytes).file_name("joined")),
            None => form,
        };
        // Whoever waited has left.
        let _ = to.send(sender.post_form(to_path, &id.to_string(), form));
    })?;
    let bar = Bar::new("sending", "rows", 0).ticking();
    let path = format!("/v1/imports/{id}");
    let mut told_to_stop = false;
    loop {
        match answer.recv_timeout(Duration::from_millis(LOOK_MS)) {
            Ok(done) => {
                bar.clear();
                return done;
            }
            Err(RecvTimeoutError::Disconnected) => {
                return Err(CliError::said("the upload broke off"));
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
        // Not known until the server has begun to read it.
        let Ok(stand) = client.get(&path) else { continue };
        let number = |name: &str| stand.get(name).and_then(Value::as_u64).unwrap_or(0);
        bar.now(cell(stand.get("stage")));
        bar.at(number("done"), number("total"));
        if interrupt.is_pressed() && !told_to_stop {
            client.delete(&path)?;
            told_to_stop = true;
        }
    }
}

/// The bytes of a file.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, CliError> {
    std::fs::read(path)
        .map_err(|error| CliError::said(format!("cannot read `{}`: {error}", path.display())))
}
