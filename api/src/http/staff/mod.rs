//! What staff reads: the world as it is, for any role.

mod access_rows;
mod changes;
mod delivery_rows;
mod effort_rows;
mod effort_settings;
mod field_security;
mod firm_rows;
mod licences;
mod production_rows;
mod raid_rows;
mod record;
mod remark_rows;
mod report_rows;
mod reports;
mod routes;
mod status_report_rows;
mod table;

#[cfg(test)]
pub(super) use changes::STAFF_CHANGES_MILLIS;
pub(super) use record::Record;
pub(super) use routes::routes;
