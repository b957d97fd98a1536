use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::event::FieldAccessSet;
use super::{Column, Field, FieldAccess, FieldScope};
use crate::refusal::Refusal;
use crate::world::{Context, Decision, World, happened, unchanged};

/// Set how much of some fields partners are shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetFieldAccess {
    /// For whom. The narrower scope wins where it is set.
    pub scope: FieldScope,
    /// Which fields.
    pub fields: BTreeSet<Field>,
    /// How much of them; `null` to let the wider scope decide again.
    #[serde(default)]
    pub access: Option<FieldAccess>,
}

/// Source: DOMAIN.md 3, "Field-level security".
pub(crate) fn set_field_access(
    world: &World,
    _: &Context<'_>,
    command: &SetFieldAccess,
) -> Decision {
    let SetFieldAccess { scope, fields, access } = command;
    match scope {
        FieldScope::Account(account) => drop(world.access.account(*account)?),
        FieldScope::Externals | FieldScope::PartnerType(_) => {}
    }
    for field in fields {
        can_be(*field, *access)?;
    }
    let security = world.access.field_security();
    let held = |field: &Field| security.setting(*scope, *field).map(|setting| setting.access);
    let other: Vec<Field> = fields.iter().copied().filter(|f| held(f) != *access).collect();
    match other.is_empty() {
        true => unchanged(),
        false => happened(FieldAccessSet { scope: *scope, fields: other, access: *access }),
    }
}

fn can_be(field: Field, access: Option<FieldAccess>) -> Result<(), Refusal> {
    if let Some((list, column)) = field.column()
        && !Column::of(list).contains(&column)
    {
        return Err(Refusal::ColumnNotInList(column));
    }
    match access {
        Some(FieldAccess::Coarse) if field.coarse_form().is_none() => {
            Err(Refusal::FieldHasNoCoarseForm(field))
        }
        Some(FieldAccess::Edit) if !field.is_editable() => Err(Refusal::FieldIsNotEditable(field)),
        Some(
            FieldAccess::Hidden
            | FieldAccess::Masked
            | FieldAccess::Coarse
            | FieldAccess::Read
            | FieldAccess::Edit,
        )
        | None => Ok(()),
    }
}

#[cfg(test)]
mod spec;
