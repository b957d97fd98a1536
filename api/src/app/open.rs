use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

use loggia_core::access::OpenWorkspace;
use loggia_core::actor::{Actor, Origin};
use loggia_core::world::Seq;
use loggia_projections::{Checkpoints, Generation, Projections};
use loggia_store::{Log, MemoryLog, Rejection, SledLog, Writer};
use tokio::sync::watch;

use super::boot::Start;
use super::credentials::Credentials;
use super::projector::Projector;
use super::views_file::ViewsFile;
use super::{
    App, AppError, AppOptions, Ask, AskError, Closing, Devices, Files, Inner, LinkKey, Password,
    ResetDesk, Running, Sessions, Throttle, measure, secret_file,
};

/// The files besides the log; see the table of this module.
const CREDENTIALS: &str = "credentials.json";
const CURSOR_KEY: &str = "cursor.key";
const LINK_KEY: &str = "link.key";
const ATTACHMENTS: &str = "attachments";
const VIEWS: &str = "views.checkpoint";

/// The keys of a workspace; each has a file of its own.
struct Keys {
    cursor: [u8; 32],
    link: [u8; 32],
}

impl App {
    /// Opens the workspace in `dir`. Blocking: reads the whole log once and calls `progress` with
    /// each commit read.
    pub fn open(
        dir: &Path,
        options: AppOptions,
        progress: &mut dyn FnMut(Seq),
    ) -> Result<Self, AppError> {
        let app = Self::open_or_make(dir, options, progress)?;
        if app.world().access.workspace().is_none() {
            app.shutdown()?;
            return Err(AppError::Missing(dir.to_owned()));
        }
        Ok(app)
    }

    /// Makes a workspace in `dir`, with its first administrator, who logs in with `password`.
    pub async fn create(
        dir: &Path,
        options: AppOptions,
        workspace: OpenWorkspace,
        password: Password,
    ) -> Result<Self, AppError> {
        // Before anything is made.
        fits(&workspace, &password)?;
        let at = dir.to_owned();
        let opened =
            tokio::task::spawn_blocking(move || Self::open_or_make(&at, options, &mut |_| {}));
        let app = opened.await.map_err(|error| AppError::Thread(error.to_string()))??;
        if app.world().access.workspace().is_some() {
            app.shutdown()?;
            return Err(AppError::Exists(dir.to_owned()));
        }
        app.found(workspace, password).await?;
        Ok(app)
    }

    /// A workspace that is forgotten with the process. For tests.
    pub async fn in_memory(
        options: AppOptions,
        workspace: OpenWorkspace,
        password: Password,
    ) -> Result<Self, AppError> {
        fits(&workspace, &password)?;
        let log = MemoryLog::new();
        let start = Start::from(None);
        let credentials = Credentials::in_memory()?;
        let keys = Keys { cursor: secret_file::random()?, link: secret_file::random()? };
        let app = Self::start(Box::new(log), start, options, credentials, keys, None)?;
        app.found(workspace, password).await?;
        Ok(app)
    }

    /// A log that is there already, with nobody's password, and cursors sealed with a known key. For
    /// tests that compare two histories byte for byte.
    pub fn over(
        log: Box<dyn Log>,
        cursor_key: [u8; 32],
        options: AppOptions,
    ) -> Result<Self, AppError> {
        let mut start = Start::from(None);
        for batch in log.reader().read(Seq(0)) {
            batch?.iter().for_each(|commit| start.take(commit));
        }
        let keys = Keys { cursor: cursor_key, link: secret_file::random()? };
        Self::start(log, start, options, Credentials::in_memory()?, keys, None)
    }

    fn open_or_make(
        dir: &Path,
        options: AppOptions,
        progress: &mut dyn FnMut(Seq),
    ) -> Result<Self, AppError> {
        let views = ViewsFile(dir.join(VIEWS));
        let mut start = Start::from(views.checkpoint());
        let log = SledLog::open_with(dir, options.log, &mut |commit| {
            start.take(&commit);
            progress(commit.stamp.seq);
        })?;
        // After the log: its lock keeps others out of the folder.
        let files = Files::open(&dir.join(ATTACHMENTS))?;
        let credentials = Credentials::open(dir.join(CREDENTIALS))?;
        let keys = Keys {
            cursor: secret_file::key(&dir.join(CURSOR_KEY))?,
            link: secret_file::key(&dir.join(LINK_KEY))?,
        };
        let at = Some((dir, files));
        Self::start(Box::new(log), start, options, credentials, keys, at)
    }

    fn start(
        log: Box<dyn Log>,
        start: Start,
        options: AppOptions,
        credentials: Arc<Credentials>,
        keys: Keys,
        at: Option<(&Path, Files)>,
    ) -> Result<Self, AppError> {
        let (dir, files) = at.unzip();
        // Before anything is measured.
        let metrics = measure::collector();
        let reader = log.reader();
        let (generation, receipts) = start.finish(reader.as_ref())?;
        let AppOptions { clock, limits, writer, log: _, mail, news_round } = options;
        let world = generation.world.clone();
        let projections = Projections::new(generation, limits);
        let (writer, blocks, thread) = Writer::start(log, world, receipts, clock.clone(), writer);
        let failed = Arc::new(AtomicBool::new(false));
        let views = dir.map(|dir| ViewsFile(dir.join(VIEWS)));
        let projector = Projector {
            projections: projections.clone(),
            checkpoints: views.map(|file| Box::new(file) as Box<dyn Checkpoints>),
            failed: failed.clone(),
        };
        let projector = projector.start(blocks)?;
        let app = Self(Arc::new(Inner {
            writer,
            projections,
            log: reader,
            credentials,
            sessions: Sessions::new(),
            throttle: Throttle::new(),
            devices: Devices::new(&keys.cursor),
            clock,
            cursor_key: keys.cursor,
            link_key: LinkKey::new(&keys.link),
            reset_desk: ResetDesk::new(),
            mail_waits: tokio::sync::Notify::new(),
            metrics,
            dir: dir.map(Path::to_owned),
            files,
            mail,
            news_round,
            projector_failed: failed,
            closing: watch::Sender::new(Closing::No),
            running: Mutex::new(Some(Running { writer: thread, projector })),
        }));
        app.remember_tokens();
        Ok(app)
    }

    async fn found(&self, workspace: OpenWorkspace, password: Password) -> Result<(), AppError> {
        let administrator = workspace.administrator.reveal().clone();
        let ask = Ask::new(Actor::Installer, Origin::default(), workspace);
        self.ask(ask).await.map_err(|error| match error {
            AskError::Rejected(Rejection::Refused(refusal)) => AppError::Refused(refusal),
            error
            @ (AskError::Rejected(_) | AskError::StillWorking | AskError::NoRandomness(_)) => {
                AppError::NotTaken(error.to_string())
            }
        })?;
        let user = self.world().access.user_by_name(&administrator);
        let user = user.ok_or(AppError::Views("the first administrator is missing"))?;
        self.set_password(user, password).await?;
        Ok(())
    }

    /// Keeps a checkpoint of the views now: after a rebuild, what was kept may not fit any more.
    pub fn keep_views(&self) -> Result<(), AppError> {
        let Some(path) = self.views_path() else { return Ok(()) };
        let bytes = self.0.projections.live(Generation::checkpoint).to_bytes();
        let saved = ViewsFile(path.clone()).save(bytes);
        saved.map_err(|why| AppError::file("keeping", &path, why))
    }

    /// Where the checkpoint of the views is kept; nowhere in memory.
    pub fn views_path(&self) -> Option<PathBuf> {
        self.0.dir.as_ref().map(|dir| dir.join(VIEWS))
    }
}

/// Whether the first password fits those who are to be.
fn fits(workspace: &OpenWorkspace, password: &Password) -> Result<(), AppError> {
    let names = [workspace.name.to_string(), workspace.administrator.reveal().to_string()];
    Ok(password.judge(&names)?)
}
