//! Delimited files (CSV): from bytes to rows of cells.

use std::ops::ControlFlow;

use encoding_rs::{DecoderResult, Encoding};

use super::cell::Cell;
use super::finding::{Finding, FindingCode, Findings};
use super::mapping::Delimited;
use super::table::{RawRow, Rows};

/// The text of the file. Every place that cannot be decoded is noted and stands as `U+FFFD` in the
/// text, so that the rest is still checked.
pub(super) fn decoded(
    bytes: &[u8],
    encoding: &'static Encoding,
    findings: &mut Findings,
) -> String {
    let bytes = unmarked(bytes, encoding, findings);
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len().saturating_add(16));
    let mut rest = bytes;
    let (mut row, mut counted) = (1, 0);
    loop {
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        rest = rest.get(read..).unwrap_or_default();
        match result {
            DecoderResult::InputEmpty => return text,
            DecoderResult::OutputFull => text.reserve(rest.len().saturating_add(1024)),
            DecoderResult::Malformed(..) => {
                row += lines(text.get(counted..).unwrap_or_default());
                counted = text.len();
                let message = format!(
                    "bytes that mean nothing in `{}`; name the encoding in which the file was \
                     written, such as `windows-1252`",
                    encoding.name()
                );
                findings.note(Finding::new(FindingCode::UndecodableBytes, message).at(row));
                text.reserve(rest.len().saturating_add(1024));
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }
}

/// Without the mark that some programs put before the text; one of another encoding is noted.
fn unmarked<'a>(bytes: &'a [u8], encoding: &'static Encoding, findings: &mut Findings) -> &'a [u8] {
    let Some((marked, length)) = Encoding::for_bom(bytes) else { return bytes };
    if marked != encoding {
        let message = format!(
            "the file says that it is `{}`, the mapping says `{}`",
            marked.name(),
            encoding.name()
        );
        findings.note(Finding::new(FindingCode::UndecodableBytes, message).at(1));
    }
    bytes.get(length..).unwrap_or_default()
}

/// Sends the rows of `text` to `rows`. A row's number is that of the line it begins on, as an
/// editor counts.
pub(super) fn read_delimited(text: &str, dialect: &Delimited, rows: &mut dyn Rows) {
    // Files of old Macintosh programs have carriage returns alone, which nobody counts as lines.
    let macintosh = text.contains('\r') && !text.contains('\n');
    let text =
        if macintosh { text.replace('\r', "\n").into() } else { std::borrow::Cow::from(text) };
    rows.expect(lines(&text));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(dialect.delimiter)
        .quoting(dialect.quote.is_some())
        .quote(dialect.quote.unwrap_or(b'"'))
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    // The text is in memory and is text, so reading it does not fail.
    while matches!(reader.read_record(&mut record), Ok(true)) {
        let number = record.position().map_or(0, |position| line_of(&text, position));
        let cells = record.iter().map(Cell::text).collect();
        if rows.row(RawRow { number, cells }) == ControlFlow::Break(()) {
            return;
        }
    }
}

/// Blank lines before a row count as part of it to the library.
fn line_of(text: &str, position: &csv::Position) -> usize {
    let at = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let rest = text.get(at..).unwrap_or_default();
    let blank = rest.bytes().take_while(|byte| matches!(byte, b'\n' | b'\r'));
    let line = usize::try_from(position.line()).unwrap_or(usize::MAX);
    line.saturating_add(blank.filter(|byte| *byte == b'\n').count())
}

fn lines(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Seen(Vec<(usize, Vec<Cell>)>);

    impl Rows for Seen {
        fn expect(&mut self, _: usize) {}

        fn row(&mut self, row: RawRow) -> ControlFlow<()> {
            self.0.push((row.number, row.cells));
            ControlFlow::Continue(())
        }
    }

    fn numbers(text: &str) -> Vec<usize> {
        let mut seen = Seen::default();
        read_delimited(text, &Delimited::default(), &mut seen);
        seen.0.into_iter().map(|(number, _)| number).collect()
    }

    #[test]
    fn rows_have_the_number_of_the_line_they_begin_on() {
        assert_eq!(numbers("a,b\n1,2\n3,4"), [1, 2, 3]);
        assert_eq!(numbers("a,b\r\n1,2\r\n\r\n\r\n3,4\r\n"), [1, 2, 5]);
        assert_eq!(numbers("\n\na,b\n\"1\n1\",2\n3,4\n"), [3, 4, 6]);
        assert_eq!(numbers("a,b\r1,2\r3,4\r"), [1, 2, 3]);
    }

    #[test]
    fn the_rows_of_bytes_that_cannot_be_decoded_are_named() {
        let mut findings = Findings::default();
        let text = decoded(b"a\nb\n\xffc\nd\xe4", encoding_rs::UTF_8, &mut findings);
        assert_eq!(text, "a\nb\n\u{fffd}c\nd\u{fffd}");
        let rows: Vec<_> = findings.listed().0.into_iter().map(|finding| finding.row).collect();
        assert_eq!(rows, [Some(3), Some(4)]);
    }

    #[test]
    fn a_mark_before_the_text_is_no_part_of_it() {
        let mut findings = Findings::default();
        assert_eq!(decoded(b"\xef\xbb\xbfa", encoding_rs::UTF_8, &mut findings), "a");
        assert!(findings.weigh().is_ok());
        assert_eq!(decoded(b"\xef\xbb\xbfa", encoding_rs::WINDOWS_1252, &mut findings), "a");
        assert!(findings.weigh().is_err());
    }
}
