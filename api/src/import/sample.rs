//! Small files for the tests.

use std::fmt::Write;

/// A ZIP archive whose parts are stored, not packed.
pub(super) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let packed: Vec<_> =
        parts.iter().map(|(name, bytes)| (*name, 0, bytes.len(), crc(bytes), *bytes)).collect();
    archive_of(&packed)
}

/// A ZIP archive of parts as they are: name, method, stated length, CRC-32, bytes.
pub(super) fn archive_of(parts: &[(&str, u16, usize, u32, &[u8])]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, method, stated, crc, packed) in parts {
        let at = bytes.len() as u32;
        let mut common = vec![20, 0, 0, 0];
        common.extend(method.to_le_bytes());
        common.extend([0; 4]);
        common.extend(crc.to_le_bytes());
        common.extend((packed.len() as u32).to_le_bytes());
        common.extend((*stated as u32).to_le_bytes());
        common.extend((name.len() as u16).to_le_bytes());
        common.extend([0; 2]);
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&common);
        bytes.extend(name.bytes());
        bytes.extend(*packed);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.bytes());
    }
    let (at, count) = (bytes.len() as u32, parts.len() as u16);
    let length = directory.len() as u32;
    bytes.extend(directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend(count.to_le_bytes());
    bytes.extend(count.to_le_bytes());
    bytes.extend(length.to_le_bytes());
    bytes.extend(at.to_le_bytes());
    bytes.extend([0; 2]);
    bytes
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg())
        })
    })
}

/// A workbook with one sheet `Log`; a cell is XML from [`text`], [`number`] and the like, or empty.
pub(super) fn workbook(rows: &[Vec<String>]) -> Vec<u8> {
    let mut sheet = String::new();
    for (line, cells) in (1..).zip(rows) {
        for (column, cell) in ('A'..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            write!(sheet, "{}", cell.replace("<c", &format!("<c r=\"{column}{line}\""))).unwrap();
        }
        sheet = format!("{sheet}</row><row>");
    }
    workbook_of(&format!("<row>{sheet}</row>"))
}

/// A workbook with these rows as XML.
pub(super) fn workbook_of(rows: &str) -> Vec<u8> {
    workbook_with(rows, "")
}

/// The same with a table of texts to which cells refer by number.
pub(super) fn workbook_with(rows: &str, texts: &str) -> Vec<u8> {
    let texts = format!("<sst>{texts}</sst>");
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    archive(&[
        (
            "xl/workbook.xml",
            b"<workbook xmlns:r=\"r\"><sheets>\
              <sheet name=\"Log\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            b"<Relationships>\
              <Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
        ),
        (
            "xl/styles.xml",
            b"<styleSheet><cellXfs><xf numFmtId=\"0\"/>\
              <xf numFmtId=\"22\"/><xf numFmtId=\"46\"/></cellXfs></styleSheet>",
        ),
        ("xl/sharedStrings.xml", texts.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

pub(super) fn text(text: &str) -> String {
    format!("<c t=\"str\"><v>{text}</v></c>")
}

pub(super) fn number(number: &str) -> String {
    format!("<c><v>{number}</v></c>")
}

pub(super) fn date(days: f64) -> String {
    format!("<c s=\"1\"><v>{days}</v></c>")
}

pub(super) fn duration(days: f64) -> String {
    format!("<c s=\"2\"><v>{days}</v></c>")
}

pub(super) fn fault() -> String {
    "<c t=\"e\"><v>#REF!</v></c>".to_owned()
}
