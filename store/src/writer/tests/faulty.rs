use super::*;

/// A log that does to its appends what it is told.
pub(super) struct Faulty {
    log: MemoryLog,
    faults: Mutex<Vec<Fault>>,
}

#[derive(Clone, Copy)]
pub(super) enum Fault {
    /// Written, but the answer is lost.
    WrittenAndLost,
    /// Neither written nor answered.
    Lost,
    /// Not written; somebody else appends a commit meanwhile.
    LostToAnother,
    /// Somebody else is faster.
    Overtaken,
    Failed,
    Slow,
    Fine,
}

impl Faulty {
    pub(super) fn new(log: &MemoryLog, faults: &[Fault]) -> Self {
        let mut faults = faults.to_vec();
        faults.reverse();
        Self { log: log.clone(), faults: Mutex::new(faults) }
    }

    /// What happens to the next append.
    pub(super) fn next(&self, fault: Fault) {
        self.faults.lock().unwrap().push(fault);
    }

    /// Another writer renames nothing and creates a resource of its own.
    fn foreign(&mut self) {
        let after = Log::head(&self.log);
        let stamp = loggia_core::world::Stamp { seq: after.seq.next(), at: after.at };
        let created = loggia_core::production::event::ResourceCreated {
            id: ResourceId(uuid::Uuid::from_u128(u128::from(after.seq.0))),
            name: name("Machine 7"),
            kind: Default::default(),
            group: None,
            parallel: 1,
        };
        let commit = Commit {
            stamp,
            actor: Actor::Installer,
            on_behalf_of: None,
            origin: Origin::default(),
            command_id: CommandId([9; 16]),
            command_digest: CommandDigest([9; 16]),
            command: CommandKind::CreateResource,
            reason: None,
            events: vec![created.into()],
        };
        let commits = vec![crate::SealedCommit::seal(commit, [0; 16]).unwrap()];
        self.log.append(&Block { after, commits }).unwrap();
    }
}

impl Log for Faulty {
    fn head(&self) -> Head {
        Log::head(&self.log)
    }

    fn append(&mut self, block: &Block) -> Result<Head, AppendError> {
        let fault = self.faults.lock().unwrap().pop().unwrap_or(Fault::Fine);
        let lost = || AppendError::Unknown(LogError::Encode("no answer".into()));
        match fault {
            Fault::WrittenAndLost => {
                self.log.append(block)?;
                Err(lost())
            }
            Fault::Lost => Err(lost()),
            Fault::LostToAnother => {
                self.foreign();
                Err(lost())
            }
            Fault::Overtaken => {
                self.foreign();
                self.log.append(block)
            }
            Fault::Failed => Err(AppendError::Failed(LogError::Encode("disk on fire".into()))),
            Fault::Slow => {
                thread::sleep(Duration::from_millis(60));
                self.log.append(block)
            }
            Fault::Fine => self.log.append(block),
        }
    }

    fn reader(&self) -> Arc<dyn LogReader> {
        self.log.reader()
    }

    fn close(&mut self) -> Result<(), LogError> {
        self.log.close()
    }
}
