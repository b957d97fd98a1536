//! The plan of a plant, and what was really done.
//!
//! An *order item* (what a customer wants) has *production orders*; a production order has *work
//! steps* (operations on a *resource*) and *processes* (what is no operation: design, inspection,
//! shipping). Planners give steps a slot; partners and staff give *feedback*; the status of orders
//! and items rolls up from below.

mod conflict;
pub mod event;
mod feedback;
mod fold;
mod import;
mod order;
mod process;
mod report;
mod reports;
mod resource;
mod schedule;
mod state;
mod status;
mod subject;
mod work_step;

pub use crate::scalar::ImportKey;
pub use conflict::Conflict;
pub use feedback::{FeedbackAction, InterruptionReason, ReportFeedback};
pub use import::{IMPORT_BATCH_ROWS_MAX, ImportProduction, ImportRow, ImportTarget};
pub use order::{CreateOrderItem, CreateProductionOrder, OrderItem, ProductionOrder};
pub use process::{AddProcess, Process};
pub use report::{Finality, Report, ReportKind, ReportWork, Rework};
pub use resource::{
    CreateResource, External, MarkResourceExternal, MarkResourceInternal, RenameResource, Resource,
    ResourceKind, SetFrozenZone,
};
pub use schedule::{RescheduleWorkStep, ScheduleProcess, ScheduleWorkStep, UnscheduleWorkStep};
pub use state::Production;
pub use status::{Progress, Status};
pub use subject::Subject;
pub use work_step::{AddWorkStep, WorkStep};

pub(crate) use feedback::report_feedback;
pub(crate) use import::import_production;
pub(crate) use order::{create_order_item, create_production_order};
pub(crate) use process::add_process;
pub(crate) use report::report_work;
pub(crate) use resource::{
    create_resource, mark_resource_external, mark_resource_internal, rename_resource,
    set_frozen_zone,
};
pub(crate) use schedule::{
    reschedule_work_step, schedule_process, schedule_work_step, unschedule_work_step,
};
pub(crate) use work_step::add_work_step;
