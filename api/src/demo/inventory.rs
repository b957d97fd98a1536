//! The names of the invented plant: its machines, its partners, its customers.

use loggia_core::production::ResourceKind::{self, Line, Machine, Subcontractor};

/// What partners read at the top of their portal.
pub(super) const WORKSPACE: &str = "Halden Pump Works";

/// The plant's time zone.
pub(super) const ZONE: &str = "Europe/Vienna";

/// For so long the plant has been run with Loggia when the demo starts.
pub const HISTORY_DAYS: i64 = 21;

/// A partner firm of the demo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Firm {
    /// Coats; may give feedback on processes.
    Nordlicht,
    /// Hardens; may not.
    Brandt,
}

impl Firm {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Nordlicht, Self::Brandt];

    /// Under which name its user logs in.
    pub fn user_name(self) -> &'static str {
        match self {
            Self::Nordlicht => "nora",
            Self::Brandt => "bruno",
        }
    }

    /// What the firm does for the plant.
    pub fn what(self) -> &'static str {
        match self {
            Self::Nordlicht => "partner: Nordlicht Coatings, with process feedback",
            Self::Brandt => "partner: Brandt Hardening, without",
        }
    }

    /// Whom the portal greets.
    pub fn display_name(self) -> &'static str {
        match self {
            Self::Nordlicht => "Nora Lindqvist (Nordlicht Coatings)",
            Self::Brandt => "Bruno Falk (Brandt Hardening)",
        }
    }
}

/// Whether partners can be shown the work on a machine at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Inside,
    Outside,
}

/// A machine of the plant.
#[derive(Clone, Copy, Debug)]
pub(super) struct Equipment {
    pub(super) name: &'static str,
    pub(super) group: &'static str,
    pub(super) kind: ResourceKind,
    pub(super) parallel: u16,
    pub(super) side: Side,
}

const fn inside(name: &'static str, group: &'static str) -> Equipment {
    Equipment { name, group, kind: Machine, parallel: 1, side: Side::Inside }
}

const fn outside(name: &'static str, group: &'static str, kind: ResourceKind) -> Equipment {
    let parallel = match kind {
        Machine => 1,
        Line | Subcontractor => 2,
    };
    Equipment { name, group, kind, parallel, side: Side::Outside }
}

pub(super) const EQUIPMENT: [Equipment; 30] = [
    inside("Laser 1", "Cutting"),
    inside("Laser 2", "Cutting"),
    inside("Saw", "Cutting"),
    inside("Lathe 1", "Turning"),
    inside("Lathe 2", "Turning"),
    inside("Lathe 3", "Turning"),
    inside("Lathe 4", "Turning"),
    inside("Mill 1", "Milling"),
    inside("Mill 2", "Milling"),
    inside("Mill 3", "Milling"),
    inside("Mill 4", "Milling"),
    inside("Mill 5", "Milling"),
    inside("Grinder", "Grinding"),
    inside("Welding cell 1", "Welding"),
    inside("Welding cell 2", "Welding"),
    inside("Welding cell 3", "Welding"),
    outside("Furnace 1", "Hardening", Machine),
    outside("Furnace 2", "Hardening", Machine),
    outside("Vacuum furnace", "Hardening", Machine),
    outside("Coating line 1", "Coating", Line),
    outside("Coating line 2", "Coating", Line),
    outside("Paint booth", "Coating", Machine),
    outside("Zinc bath", "Coating", Subcontractor),
    outside("Balancing machine", "Balancing", Machine),
    inside("Assembly 1", "Assembly"),
    inside("Assembly 2", "Assembly"),
    inside("Assembly 3", "Assembly"),
    inside("Assembly 4", "Assembly"),
    inside("Test bench 1", "Testing"),
    inside("Test bench 2", "Testing"),
];

/// A machine linked to a firm, in days from the start of the demo; open where none is given.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tie {
    pub(super) firm: Firm,
    pub(super) machine: &'static str,
    pub(super) from_day: Option<i64>,
    pub(super) until_day: Option<i64>,
}

const fn tie(firm: Firm, machine: &'static str) -> Tie {
    Tie { firm, machine, from_day: None, until_day: None }
}

/// One machine is linked to both firms, one to nobody, one is linked but internal; one link has
/// ended, one ends soon, one has not begun.
pub(super) const TIES: [Tie; 9] = [
    tie(Firm::Nordlicht, "Coating line 1"),
    Tie { until_day: Some(14), ..tie(Firm::Nordlicht, "Coating line 2") },
    Tie { from_day: Some(2), ..tie(Firm::Nordlicht, "Paint booth") },
    tie(Firm::Nordlicht, "Balancing machine"),
    tie(Firm::Nordlicht, "Welding cell 3"),
    tie(Firm::Brandt, "Furnace 1"),
    tie(Firm::Brandt, "Furnace 2"),
    Tie { until_day: Some(-3), ..tie(Firm::Brandt, "Vacuum furnace") },
    tie(Firm::Brandt, "Balancing machine"),
];

/// For whom the plant works.
pub(super) const CUSTOMER_PROJECTS: [&str; 8] = [
    "Harbour lift station",
    "Alpine snow-making",
    "District heating north",
    "Greenhouse irrigation",
    "Brewery extension",
    "Storm-water basin",
    "Paper mill retrofit",
    "Ferry ballast pumps",
];

/// Who stands at the machines.
pub(super) const WORKERS: [&str; 6] =
    ["M. Aydin", "J. Pichler", "S. Novak", "T. Okafor", "L. Brunner", "E. Rossi"];
