use std::collections::BTreeMap;
use std::ops::ControlFlow;

use loggia_core::delivery::MediaType;
use loggia_core::scalar::FILE_BYTES_MAX;

use super::*;

const PDF: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n";

async fn arrived(files: &Files, bytes: &[u8], of: MediaType) -> Result<Arrived, NotTaken> {
    let mut incoming = files.receive().await?;
    for chunk in bytes.chunks(1_000) {
        incoming.take(chunk).await?;
    }
    incoming.finish(of).await
}

async fn kept(files: &Files, bytes: &[u8]) -> Kept {
    files.keep(arrived(files, bytes, MediaType::Pdf).await.unwrap()).unwrap()
}

/// The names of the files that are there, those that are coming included.
fn names(dir: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for folder in [dir, &dir.join(INCOMING)] {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let is_file = entry.file_type().unwrap().is_file();
            names.extend(is_file.then(|| entry.file_name().into_string().unwrap()));
        }
    }
    names
}

async fn read(files: &Files, content: ContentHash, size: FileSize) -> Result<Vec<u8>, Damage> {
    let mut download = files.download(content, size).await?;
    let mut bytes = Vec::new();
    while let Some(piece) = download.next().await? {
        bytes.extend(piece);
    }
    Ok(bytes)
}

#[tokio::test]
async fn the_same_content_lies_there_once_by_its_hash_and_for_its_owner_alone() {
    let dir = tempfile::tempdir().unwrap();
    let files = Files::open(&dir.path().join("attachments")).unwrap();
    let long = [PDF, &[7; 200_000]].concat();
    let one = kept(&files, &long).await;
    let other = kept(&files, &long).await;
    assert_eq!(one.content, other.content);
    let at = dir.path().join("attachments");
    assert_eq!(names(&at), [one.content.to_string()]);
    assert_eq!(read(&files, one.content, one.size).await, Ok(long));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let modes = (mode(&at), mode(&at.join(INCOMING)), mode(&files.path(one.content)));
        assert_eq!(modes, (0o700, 0o700, 0o600));
    }
}

#[tokio::test]
async fn what_was_never_attached_goes_with_the_last_who_brought_it() {
    let dir = tempfile::tempdir().unwrap();
    let files = Files::open(dir.path()).unwrap();
    let (one, other) = (kept(&files, PDF).await, kept(&files, PDF).await);
    let world = Arc::<World>::default;
    one.end(world);
    assert_eq!(names(dir.path()).len(), 1, "another brings the same");
    other.end(world);
    assert_eq!(names(dir.path()), [""; 0]);
    // Nobody knows what became of it.
    drop(kept(&files, PDF).await);
    kept(&files, PDF).await.end(world);
    assert_eq!(names(dir.path()).len(), 1);
}

#[tokio::test]
async fn what_was_attached_is_asked_while_nobody_else_is_done_with_the_same_content() {
    let dir = tempfile::tempdir().unwrap();
    let files = Files::open(dir.path()).unwrap();
    let mut asked = 0;
    kept(&files, PDF).await.end(|| {
        // Whoever attaches the same content is in the world that is read now, or waits for the lock
        // and is counted: there is nothing between.
        assert!(files.0.pending.try_lock().is_err());
        asked += 1;
        Arc::default()
    });
    assert_eq!(asked, 1);
}

#[tokio::test]
async fn what_broke_off_leaves_nothing_behind_not_even_after_a_power_cut() {
    let dir = tempfile::tempdir().unwrap();
    let files = Files::open(dir.path()).unwrap();
    let mut incoming = files.receive().await.unwrap();
    incoming.take(PDF).await.unwrap();
    assert_eq!(names(dir.path()).len(), 1);
    drop(incoming);
    assert_eq!(names(dir.path()), [""; 0]);
    fs::write(dir.path().join(INCOMING).join("half"), b"x").unwrap();
    let _files = Files::open(dir.path()).unwrap();
    assert_eq!(names(dir.path()), [""; 0]);
}

#[tokio::test]
async fn nothing_is_empty_too_large_or_of_another_type() {
    let dir = tempfile::tempdir().unwrap();
    let files = Files::open(dir.path()).unwrap();
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    let jpeg = b"\xff\xd8\xff\xe0\0\x10JFIF";
    let book = [b"PK\x03\x04".as_slice(), &[0; 100_000], b"PK\x01\x02xl/workbook.xml"].concat();
    let letter = [b"PK\x03\x04".as_slice(), b"PK\x01\x02word/document.xml"].concat();
    let page = b"<!DOCTYPE html><html><script>1</script></html>";
    use MediaType::*;
    for (bytes, fits) in [
        (PDF, &[Pdf][..]),
        (png, &[Png]),
        (jpeg, &[Jpeg]),
        (&book, &[Xlsx]),
        (&letter, &[Docx]),
        (b"a;b\r\n1;2,5\r\n", &[Text, Csv]),
        (b"BMW;M\xfcller\n", &[Text, Csv]),
        (page, &[]),
        (b"PK\x03\x04 something else", &[]),
        (b"MZ\x90\0\x03", &[]),
        (b"\xff\xfea\0b\0", &[]),
    ] {
        let mut taken = Vec::new();
        for of in MediaType::ALL {
            match arrived(&files, bytes, *of).await {
                Ok(_) => taken.push(*of),
                Err(NotTaken::OfAnotherType) => {}
                Err(other) => panic!("{other}"),
            }
        }
        assert_eq!(taken, fits, "{:?}", String::from_utf8_lossy(bytes));
    }
    assert!(matches!(arrived(&files, b"", Text).await, Err(NotTaken::Empty)));
    let mut incoming = files.receive().await.unwrap();
    let mebibyte = vec![b'x'; 1 << 20];
    for _ in 0..FILE_BYTES_MAX >> 20 {
        incoming.take(&mebibyte).await.unwrap();
    }
    assert!(incoming.held_bytes() <= 2 * BUFFER_BYTES);
    assert!(matches!(incoming.take(b"x").await, Err(NotTaken::TooLarge)));
    drop(incoming);
    assert_eq!(names(dir.path()), [""; 0]);
}

#[tokio::test]
async fn damage_is_found_before_a_byte_leaves_and_named() {
    let dir = tempfile::tempdir().unwrap();
    let files = Files::open(dir.path()).unwrap();
    let long = [PDF, &[7; 200_000]].concat();
    let Kept { content, size, .. } = kept(&files, &long).await;
    let contents = BTreeMap::from([(content, size)]);
    let verify = || files.verify(&contents, &mut || ControlFlow::Continue(())).unwrap().unwrap();
    assert_eq!((verify().whole, verify().bytes), (1, size.bytes()));
    let path = files.path(content);
    let mut flipped = long.clone();
    *flipped.last_mut().unwrap() ^= 1;
    let shorter = long.get(..1_000).unwrap();
    for bytes in [&flipped, shorter] {
        fs::write(&path, bytes).unwrap();
        assert_eq!(read(&files, content, size).await, Err(Damage::Differs));
        assert_eq!(verify().damaged, [(content, Damage::Differs)]);
    }
    // Whoever brings it again makes it whole.
    drop(kept(&files, &long).await);
    assert_eq!(read(&files, content, size).await, Ok(long));
    fs::remove_file(&path).unwrap();
    assert_eq!(read(&files, content, size).await, Err(Damage::Missing));
    assert_eq!(verify().damaged_count, 1);
    fs::write(dir.path().join("stray"), b"x").unwrap();
    assert_eq!(verify().unattached, 1);
    assert_eq!(files.verify(&contents, &mut || ControlFlow::Break(())).unwrap(), None);
}

#[tokio::test]
async fn what_is_damaged_on_its_way_breaks_off_before_its_end() {
    let dir = tempfile::tempdir().unwrap();
    let files = Files::open(dir.path()).unwrap();
    let long = [PDF, &[7; 200_000]].concat();
    let Kept { content, size, .. } = kept(&files, &long).await;
    let mut download = files.download(content, size).await.unwrap();
    assert!(download.next().await.unwrap().is_some());
    let mut flipped = long.clone();
    *flipped.last_mut().unwrap() ^= 1;
    fs::write(files.path(content), flipped).unwrap();
    let mut sent = BUFFER_BYTES;
    let damage = loop {
        match download.next().await {
            Ok(Some(piece)) => sent += piece.len(),
            Ok(None) => panic!("all of it was sent"),
            Err(damage) => break damage,
        }
    };
    assert_eq!(damage, Damage::Differs);
    assert!(sent < long.len());
}
