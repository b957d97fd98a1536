//! The bounds of an import. Beyond each one lies a refusal that names it.

/// Largest file, in bytes: 32 MiB.
pub const FILE_BYTES_MAX: usize = 32 * 1024 * 1024;

/// What the parts of a workbook may add up to once they are inflated, in bytes: 256 MiB.
///
/// The texts of a workbook are held in memory while it is read, at up to three times their size.
pub const INFLATED_BYTES_MAX: u64 = 256 * 1024 * 1024;

/// Most parts in the archive that a workbook is.
pub const ARCHIVE_ENTRIES_MAX: usize = 2_000;

/// Most rows below the header. An import is decided row by row: a year of one plant, not ten.
pub const ROWS_MAX: usize = 200_000;

/// Most rows of a list of people to be invited.
pub const PARTNER_ROWS_MAX: usize = 2_000;

/// Most columns, named by the mapping or not.
pub const COLUMNS_MAX: usize = 256;

/// Longest text in one cell, in characters; that of Excel.
pub const CELL_CHARS_MAX: usize = 32_767;

/// Findings of one code that are listed; further ones are only counted.
pub const FINDINGS_MAX: usize = 200;

/// How much of a value a finding shows, in characters.
pub const VALUE_CHARS_MAX: usize = 80;

/// Longest mapping, in bytes: 64 KiB.
pub const MAPPING_BYTES_MAX: usize = 64 * 1024;

/// Largest project plan, in bytes: 32 MiB. It is one text in memory, and entities never make it
/// longer.
pub const PLAN_BYTES_MAX: usize = FILE_BYTES_MAX;

/// Most elements of a project plan that stand within one another; Microsoft's schema has less than
/// ten.
pub const PLAN_DEPTH_MAX: usize = 32;

/// Most tasks of a project plan, headings and the tasks that are left out included.
pub const PLAN_TASKS_MAX: usize = 10_000;

/// Most levels of headings and tasks below the project.
pub const PLAN_LEVELS_MAX: u32 = 32;

/// Most resources of a project plan.
pub const PLAN_RESOURCES_MAX: usize = 5_000;

/// Most assignments of resources to tasks.
pub const PLAN_ASSIGNMENTS_MAX: usize = 50_000;

/// Most links between tasks.
pub const PLAN_LINKS_MAX: usize = 50_000;

/// Longest notes of a task, in characters; what is longer is cut.
pub const PLAN_NOTES_CHARS_MAX: usize = 10_000;
