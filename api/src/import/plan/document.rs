//! The markup of a plan: element by element, in one pass, with everything refused that no plan
//! needs. Nothing outside the file is ever read, and no entity is ever defined.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::EscapeError;
use quick_xml::events::{BytesDecl, BytesStart, BytesText, Event};

use super::super::limits::{PLAN_BYTES_MAX, PLAN_DEPTH_MAX};
use super::finding::{Place, PlanFinding, PlanFindingCode as Code};

/// The namespace of every plan since Microsoft Project 2002.
const NAMESPACE: &[u8] = b"http://schemas.microsoft.com/project";

/// What a file of Microsoft Project itself begins with, as all compound files of OLE do.
const COMPOUND_START: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// The markup as it is walked through: always inside one element.
pub(super) struct Document<'a> {
    reader: Reader<&'a [u8]>,
    bytes: &'a [u8],
    depth: usize,
    /// Of the root, which the elements of a plan share.
    prefix: Option<Vec<u8>>,
    line: usize,
    /// Up to where the lines are counted.
    counted: usize,
}

/// An element whose start was read; until its end is, the document is inside it.
pub(super) struct Opened<'a> {
    start: BytesStart<'a>,
    /// Of the end of the start tag.
    pub(super) line: usize,
}

impl Opened<'_> {
    /// Without prefix.
    pub(super) fn name(&self) -> &[u8] {
        self.start.local_name().into_inner()
    }
}

impl<'a> Document<'a> {
    /// Inside the root, which must be a project.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, PlanFinding> {
        let text = decoded(bytes)?;
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        let bytes = text.as_bytes();
        let mut document = Self { reader, bytes, depth: 0, prefix: None, line: 1, counted: 0 };
        let root = loop {
            match document.event()? {
                Event::Start(start) => break start,
                Event::Text(text) if text.iter().all(u8::is_ascii_whitespace) => {}
                Event::Text(_) | Event::CData(_) | Event::End(_) | Event::Empty(_) => {
                    return Err(document.malformed("it does not begin as XML does"));
                }
                Event::Eof => return Err(document.malformed("it is empty")),
                Event::Decl(declared) => document.declared(&declared)?,
                Event::DocType(_) => return Err(document.document_type()),
                Event::Comment(_) | Event::PI(_) => {}
            }
        };
        document.prefix = prefix(&root);
        let bound = binding(&root, document.prefix.as_deref());
        if root.local_name().into_inner() == b"Project" && bound.as_deref() == Some(NAMESPACE) {
            return Ok(document);
        }
        let name = String::from_utf8_lossy(root.name().into_inner()).into_owned();
        let message = "a plan begins with `Project` in the namespace \
                       `http://schemas.microsoft.com/project`; save it as XML in Microsoft Project";
        let found = PlanFinding::new(Code::NotAPlan, message).at(document.place());
        Err(found.in_element(&name))
    }

    /// The next element of the plan in the one that the document is inside; none at its end.
    pub(super) fn child(&mut self) -> Result<Option<Opened<'a>>, PlanFinding> {
        loop {
            match self.event()? {
                Event::Start(start) if self.is_foreign(&start) => self.pass_over()?,
                Event::Start(start) => return Ok(Some(Opened { start, line: self.line })),
                Event::End(_) => return Ok(None),
                Event::Eof => return Err(self.broken_off()),
                Event::DocType(_) => return Err(self.document_type()),
                Event::Empty(_)
                | Event::Text(_)
                | Event::CData(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_) => {}
            }
        }
    }

    /// The text of the element that the document is inside, which it leaves; without that of
    /// elements in it.
    pub(super) fn text(&mut self) -> Result<String, PlanFinding> {
        let mut text = String::new();
        loop {
            match self.event()? {
                Event::Text(part) => text.push_str(&self.unescaped(&part)?),
                Event::CData(part) => {
                    let part = part.into_inner();
                    text.push_str(&String::from_utf8_lossy(&part));
                }
                Event::Start(_) => self.pass_over()?,
                Event::End(_) => return Ok(text),
                Event::Eof => return Err(self.broken_off()),
                Event::DocType(_) => return Err(self.document_type()),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }

    /// Leaves the element that the document is inside, whatever is in it.
    pub(super) fn pass_over(&mut self) -> Result<(), PlanFinding> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            match self.event()? {
                // Elements that are not read are well-formed all the same.
                Event::Text(text) => drop(self.unescaped(&text)?),
                Event::Eof => return Err(self.broken_off()),
                Event::DocType(_) => return Err(self.document_type()),
                Event::Start(_)
                | Event::End(_)
                | Event::Empty(_)
                | Event::CData(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_) => {}
            }
        }
        Ok(())
    }

    /// What follows the root: nothing but comments.
    pub(super) fn end(mut self) -> Result<(), PlanFinding> {
        loop {
            match self.event()? {
                Event::Eof => return Ok(()),
                Event::Text(text) if text.iter().all(u8::is_ascii_whitespace) => {}
                Event::Comment(_) | Event::PI(_) => {}
                Event::DocType(_) => return Err(self.document_type()),
                Event::Start(_)
                | Event::End(_)
                | Event::Empty(_)
                | Event::Text(_)
                | Event::CData(_)
                | Event::Decl(_) => return Err(self.malformed("something follows its end")),
            }
        }
    }

    fn event(&mut self) -> Result<Event<'a>, PlanFinding> {
        let event = self.reader.read_event();
        self.count_lines();
        match event {
            Ok(Event::Start(start)) => {
                self.depth = self.depth.saturating_add(1);
                if self.depth > PLAN_DEPTH_MAX {
                    let message = format!("at most `{PLAN_DEPTH_MAX}` elements may be nested");
                    return Err(PlanFinding::new(Code::TooDeep, message).at(self.place()));
                }
                Ok(Event::Start(start))
            }
            Ok(Event::End(end)) => {
                self.depth = self.depth.saturating_sub(1);
                Ok(Event::End(end))
            }
            Ok(
                event @ (Event::Empty(_)
                | Event::Text(_)
                | Event::CData(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_)
                | Event::Eof),
            ) => Ok(event),
            Err(error) => Err(self.malformed(&error.to_string())),
        }
    }

    fn count_lines(&mut self) {
        let here = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
        let passed = self.bytes.get(self.counted..here).unwrap_or_default();
        let lines = passed.iter().filter(|byte| **byte == b'\n').count();
        self.line = self.line.saturating_add(lines);
        self.counted = self.counted.max(here);
    }

    /// The five entities of XML and numbered signs; line ends as XML has them.
    fn unescaped(&self, text: &BytesText<'a>) -> Result<String, PlanFinding> {
        // Microsoft Project writes some line ends of notes as signs: all are one.
        let plain = |text: Cow<'_, str>| match text.contains('\r') {
            true => text.replace("\r\n", "\n").replace('\r', "\n"),
            false => text.into_owned(),
        };
        text.unescape().map(plain).map_err(|error| match error {
            quick_xml::Error::Escape(EscapeError::UnrecognizedEntity(_, entity)) => {
                let message = "XML does not know this entity, and plans define none";
                let found = PlanFinding::new(Code::UnknownEntity, message);
                found.at(self.place()).showing(&entity)
            }
            quick_xml::Error::Escape(_)
            | quick_xml::Error::Io(_)
            | quick_xml::Error::Syntax(_)
            | quick_xml::Error::IllFormed(_)
            | quick_xml::Error::InvalidAttr(_)
            | quick_xml::Error::Encoding(_)
            | quick_xml::Error::Namespace(_) => self.malformed(&error.to_string()),
        })
    }

    /// An element of another namespace; programs put their own things into a plan.
    fn is_foreign(&self, start: &BytesStart<'_>) -> bool {
        let own = self.prefix.as_deref();
        prefix(start).as_deref() != own
            || binding(start, own).is_some_and(|namespace| namespace != NAMESPACE)
    }

    fn declared(&self, declared: &BytesDecl<'_>) -> Result<(), PlanFinding> {
        let Some(Ok(encoding)) = declared.encoding() else { return Ok(()) };
        // The bytes are UTF-8 already. Some programs say UTF-16 all the same, and cannot mean it.
        let known = [&b"utf-8"[..], b"utf8", b"utf-16", b"us-ascii"];
        if known.iter().any(|known| encoding.eq_ignore_ascii_case(known)) {
            return Ok(());
        }
        let message = "a plan is read as UTF-8, as Microsoft Project saves it; save it anew";
        let found = PlanFinding::new(Code::UndecodableBytes, message).at(self.place());
        Err(found.showing(&String::from_utf8_lossy(&encoding)))
    }

    fn place(&self) -> Place {
        Place { line: Some(self.line), ..Place::default() }
    }

    fn document_type(&self) -> PlanFinding {
        let message = "a plan has no document type; entities are not read, inside or outside";
        PlanFinding::new(Code::DocumentType, message).at(self.place())
    }

    fn broken_off(&self) -> PlanFinding {
        self.malformed("it breaks off before its end; copy or save it anew")
    }

    fn malformed(&self, why: &str) -> PlanFinding {
        let message = format!("the file cannot be read as XML: {why}");
        PlanFinding::new(Code::MalformedXml, message).at(self.place())
    }
}

fn decoded(bytes: &[u8]) -> Result<&str, PlanFinding> {
    if bytes.len() > PLAN_BYTES_MAX {
        let message =
            format!("the plan has `{}` bytes; at most `{PLAN_BYTES_MAX}` are read", bytes.len());
        return Err(PlanFinding::new(Code::FileTooLarge, message));
    }
    if bytes.starts_with(COMPOUND_START) {
        let message = "this is a file of Microsoft Project itself; open it there, save it as XML \
                       (File, Save As, XML) and import that";
        return Err(PlanFinding::new(Code::BinaryPlan, message));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = good.iter().filter(|byte| **byte == b'\n').count().saturating_add(1);
        let message = "the bytes are not UTF-8, as Microsoft Project saves XML; save it anew";
        let place = Place { line: Some(line), ..Place::default() };
        PlanFinding::new(Code::UndecodableBytes, message).at(place)
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn prefix(start: &BytesStart<'_>) -> Option<Vec<u8>> {
    start.name().prefix().map(|prefix| prefix.into_inner().to_vec())
}

/// The namespace that the element itself gives to the prefix.
fn binding(start: &BytesStart<'_>, prefix: Option<&[u8]>) -> Option<Vec<u8>> {
    let name = match prefix {
        Some(prefix) => [b"xmlns:", prefix].concat(),
        None => b"xmlns".to_vec(),
    };
    // Checking for repeated attributes would take the square of their number.
    let mut attributes = start.attributes();
    let mut named = attributes.with_checks(false).flatten();
    let bound = named.find(|attribute| attribute.key.into_inner() == name.as_slice())?;
    Some(bound.value.into_owned())
}
