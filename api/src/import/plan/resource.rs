use std::collections::BTreeSet;

use super::finding::{Noted, Place, PlanFindingCode as Code, PlanFindings};
use super::record::{Field, Reading, Record};
use super::value::{self, Fault};
use super::{PlannedResource, ResourceKind, ResourceUid};

/// Reads a resource; none for a blank one and for one without a name.
pub(super) fn read(
    record: &Record,
    seen: &mut BTreeSet<ResourceUid>,
    findings: &mut PlanFindings,
) -> Result<Option<PlannedResource>, Noted> {
    let mut reading = Reading::of(record, Place::default(), findings);
    if reading.marked(Field::IsNull)? {
        return Ok(None);
    }
    let Some(uid) = reading.value(Field::Uid, value::uid)?.map(ResourceUid) else {
        let message = "the resource has no number, so nothing can be assigned to it";
        return Err(reading.note(Field::Uid, Code::MissingUid, message));
    };
    reading.place.resource = Some(uid);
    reading.once();
    if !seen.insert(uid) {
        reading.note(Field::Uid, Code::RepeatedUid, "an earlier resource has this number");
    }
    let name = reading.value(Field::Name, value::name);
    let kind = reading.value(Field::Type, resource_kind);
    let (name, kind) = (name?, kind?.unwrap_or(ResourceKind::Work));
    if name.is_none() && uid != UNASSIGNED {
        let message = "the resource has no name and is left out, with what is assigned to it";
        reading.note(Field::Name, Code::UnnamedResource, message);
    }
    Ok(name.map(|name| PlannedResource { uid, name, kind }))
}

/// Stands in every plan of Microsoft Project for work that nobody has yet.
const UNASSIGNED: ResourceUid = ResourceUid(0);

fn resource_kind(text: &str) -> Result<ResourceKind, Fault> {
    match value::whole(text)? {
        0 => Ok(ResourceKind::Material),
        1 => Ok(ResourceKind::Work),
        2 => Ok(ResourceKind::Cost),
        _ => Err((Code::BadNumber, "a resource is of the kind `0`, `1` or `2`".to_owned())),
    }
}
