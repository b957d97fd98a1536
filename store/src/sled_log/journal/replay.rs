use std::fs;
use std::io::ErrorKind;

use loggia_core::world::Seq;

use crate::codec::record::{Record, records};
use crate::error::{LogError, io_error};
use crate::hash::Hash;
use crate::sled_log::layout::Layout;
use crate::sled_log::pass::Cursor;
use crate::sled_log::store::Store;

/// Gives sled the blocks of the journal that it lacks. A block that would not continue the ones
/// before it is refused: then something between them is missing, or the journal is of another log.
///
/// The last block may be torn by a power cut, and then it was not acknowledged. What damages it later
/// is told by the checkpoint.
pub(in crate::sled_log) fn replay(layout: &Layout, store: &Store) -> Result<(), LogError> {
    let files = layout.journal.iter().map(|path| match fs::read(path) {
        Ok(bytes) => Ok(bytes),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(io_error("reading", path)(error)),
    });
    let files = files.collect::<Result<Vec<_>, _>>()?;
    let (mut last, mut root): (Seq, Hash) = Cursor::end(&store.log)?;
    let mut blocks = Vec::new();
    for bytes in &files {
        blocks.extend(records(bytes, last).map_err(|(seq, flaw)| flaw.at(seq))?);
    }
    blocks.sort_by_key(|record| record.block.first);
    for Record { block, payload } in blocks {
        let why = match (block.first == last.next(), block.before == root) {
            (true, true) => None,
            (true, false) => Some("the journal continues another root"),
            (false, _) => Some("blocks of the journal are missing in between"),
        };
        if let Some(why) = why {
            return Err(LogError::Broken { after: last, why });
        }
        store.put(block.first, payload)?;
        (last, root) = (block.last(), block.after);
    }
    Ok(())
}
