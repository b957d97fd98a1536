//! What an access level permits: data, not code. Source: DOMAIN.md 3, "Projects", the table.

use serde::{Deserialize, Serialize};

use super::PartnerType;

macro_rules! values {
    ($($(#[$of:meta])* $name:ident { $($(#[$doc:meta])* $value:ident)+ })+) => {$(
        $(#[$of])*
        ///
        /// From the narrowest to the widest. Stored: append only.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            #[default]
            $($(#[$doc])* $value,)+
        }

        impl $name {
            /// All of them, from the narrowest to the widest.
            pub const ALL: &'static [Self] = &[$(Self::$value,)+];
        }
    )+};
}

values! {
    /// Whether something may be done or seen at all.
    Allowed {
        /// It may not.
        No
        /// It may.
        Yes
    }
    /// The project itself.
    ProjectView {
        /// Not at all: nothing of the project is there.
        None
        /// It is shown.
        Read
        /// It is shown, and its description may be changed.
        Edit
    }
    /// Which phases are shown.
    PhaseView {
        /// Those that one participates in.
        Assigned
        /// All of the project.
        All
    }
    /// Which tasks are shown.
    TaskView {
        /// Those that one is assigned to.
        Own
        /// All of the phase.
        Phase
        /// All of the project.
        Project
    }
    /// Which records may be changed or removed.
    Extent {
        /// None.
        None
        /// One's own.
        Own
        /// All that one sees.
        All
    }
    /// What is told about participants.
    ParticipantView {
        /// Nothing about others.
        No
        /// Names and roles of the host company's people and of one's own firm.
        Names
        /// Everybody, with firm.
        All
    }
    /// Which records are shown, by what they carry.
    Circle {
        /// None.
        None
        /// Shared ones.
        Shared
        /// Internal ones as well.
        All
    }
    /// Which comments and attachments are shown.
    CommentCircle {
        /// Shared ones.
        Shared
        /// Internal ones as well.
        Internal
    }
    /// Whose timesheets are shown.
    TimesheetView {
        /// One's own.
        Own
        /// Of those whom one supervises as well.
        Supervised
        /// All of the projects that one takes part in.
        All
    }
    /// What one approves.
    TimesheetApproval {
        /// Nothing.
        No
        /// Timesheets of those whom one supervises.
        Supervised
        /// Lines on phases that one owns as well.
        PhaseOwned
    }
    /// Whose expenses are shown.
    ExpenseView {
        /// One's own.
        Own
        /// All of the projects that one takes part in.
        All
    }
    /// For which projects expenses are submitted.
    ExpenseSubmission {
        /// Those that one takes part in.
        AssignedProjects
        /// Any.
        AllProjects
    }
}

macro_rules! permissions {
    ($($(#[$doc:meta])* $field:ident $variant:ident($value:ident) = $usual:ident;)+) => {
        /// One permission and how far it goes, as it is stored. Stored: append only.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Permission {
            $($(#[$doc])* $variant($value),)+
        }

        /// How far each permission of an access level goes. What is not said is the narrowest.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[serde(deny_unknown_fields, default)]
        pub struct Permissions {
            $($(#[$doc])* pub $field: $value,)+
        }

        impl Permissions {
            /// What holds until staff sets another level, for people of a type of partner.
            pub fn usual(partner_type: Option<PartnerType>) -> Self {
                Self { $($field: $value::$usual,)+ }.of_type(partner_type)
            }

            /// Whatever either permits.
            #[must_use]
            pub fn or(self, other: Self) -> Self {
                Self { $($field: self.$field.max(other.$field),)+ }
            }

            /// One by one.
            pub fn list(self) -> Vec<Permission> {
                vec![$(Permission::$variant(self.$field),)+]
            }

            /// What these say together; what none of them says is the narrowest.
            pub fn of(list: &[Permission]) -> Self {
                let mut all = Self::default();
                for permission in list {
                    match *permission {
                        $(Permission::$variant(value) => all.$field = value,)+
                    }
                }
                all
            }

            /// The names of all permissions.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($field),)+];
        }
    };
}

permissions! {
    /// Whether the project is shown, and its description changed.
    project_view ProjectView(ProjectView) = Read;
    /// Whether its budget is shown.
    project_financials ProjectFinancials(Allowed) = No;
    /// Which of its phases are shown.
    phase_view PhaseView(PhaseView) = Assigned;
    /// Which of them may be changed; own are those that one owns.
    phase_edit PhaseEdit(Extent) = None;
    /// Which tasks are shown.
    task_view TaskView(TaskView) = Phase;
    /// Which may be changed; own are those that one is assigned to.
    task_edit TaskEdit(Extent) = Own;
    /// Whether tasks may be added.
    task_create TaskCreate(Allowed) = Yes;
    /// Which may be removed.
    task_delete TaskDelete(Extent) = None;
    /// Whether milestones are shown.
    milestone_view MilestoneView(Allowed) = Yes;
    /// Whether they may be changed.
    milestone_edit MilestoneEdit(Allowed) = No;
    /// What is told about participants.
    participant_view ParticipantView(ParticipantView) = Names;
    /// Whether colleagues may be made participants.
    participant_manage ParticipantManage(Allowed) = No;
    /// Whether others are booked.
    booking_manage_others BookingManageOthers(Allowed) = No;
    /// Whose timesheets are shown.
    timesheet_view TimesheetView(TimesheetView) = Own;
    /// What is approved.
    timesheet_approve TimesheetApprove(TimesheetApproval) = No;
    /// Whose expenses are shown.
    expense_view ExpenseView(ExpenseView) = Own;
    /// For which projects expenses are submitted.
    expense_submit ExpenseSubmit(ExpenseSubmission) = AssignedProjects;
    /// Which RAID items are shown.
    raid_view RaidView(Circle) = Shared;
    /// Whether RAID items may be raised.
    raid_create RaidCreate(Allowed) = Yes;
    /// Which may be changed; own are those that one owns or raised.
    raid_edit RaidEdit(Extent) = Own;
    /// Which status reports are shown.
    status_report_view StatusReportView(Circle) = Shared;
    /// Whether status reports may be written and submitted.
    status_report_submit StatusReportSubmit(Allowed) = No;
    /// Whether the health is shown.
    health_view HealthView(Allowed) = Yes;
    /// Whether it may be set.
    health_set HealthSet(Allowed) = No;
    /// Which comments and attachments are shown.
    comment Comment(CommentCircle) = Shared;
    /// Whether lists are given out as files.
    export Export(Allowed) = Yes;
}

impl Permissions {
    /// Integrators write status reports, individuals do not. Source: partner-workspace.txt, "How
    /// different type of Partners can use Partner Workspace".
    fn of_type(self, partner_type: Option<PartnerType>) -> Self {
        let status_report_submit = match partner_type {
            Some(PartnerType::SystemsIntegrator | PartnerType::ServiceIntegrator) => Allowed::Yes,
            Some(PartnerType::Contractor | PartnerType::Supplier) | None => Allowed::No,
        };
        Self { status_report_submit, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_said_is_the_narrowest() {
        assert_eq!(Permissions::of(&[]), Permissions::default());
        let narrow = Permissions::default();
        assert_eq!(narrow.project_view, ProjectView::None);
        assert_eq!((narrow.task_view, narrow.raid_view), (TaskView::Own, Circle::None));
        let read: Permissions = serde_json::from_str(r#"{"task_view":"project"}"#).expect("reads");
        assert_eq!(read, Permissions { task_view: TaskView::Project, ..narrow });
        assert!(serde_json::from_str::<Permissions>(r#"{"task_vew":"own"}"#).is_err());
    }

    #[test]
    fn permissions_come_back_from_their_list() {
        let usual = Permissions::usual(Some(PartnerType::SystemsIntegrator));
        assert_eq!(Permissions::of(&usual.list()), usual);
        assert_eq!(usual.list().len(), Permissions::NAMES.len());
    }

    #[test]
    fn of_two_levels_the_wider_counts_permission_by_permission() {
        let one = Permissions { task_view: TaskView::Project, ..Permissions::default() };
        let other = Permissions { raid_view: Circle::All, ..Permissions::default() };
        let both = Permissions { raid_view: Circle::All, ..one };
        assert_eq!(one.or(other), both);
        assert_eq!(other.or(one), both);
    }

    /// The default external level, as DOMAIN.md 3 has it.
    #[test]
    fn the_usual_level_is_that_of_the_specification() {
        let usual = serde_json::to_value(Permissions::usual(None)).expect("is JSON");
        let expected = serde_json::json!({
            "project_view": "read", "project_financials": "no",
            "phase_view": "assigned", "phase_edit": "none",
            "task_view": "phase", "task_edit": "own", "task_create": "yes", "task_delete": "none",
            "milestone_view": "yes", "milestone_edit": "no",
            "participant_view": "names", "participant_manage": "no",
            "booking_manage_others": "no",
            "timesheet_view": "own", "timesheet_approve": "no",
            "expense_view": "own", "expense_submit": "assigned_projects",
            "raid_view": "shared", "raid_create": "yes", "raid_edit": "own",
            "status_report_view": "shared", "status_report_submit": "no",
            "health_view": "yes", "health_set": "no",
            "comment": "shared", "export": "yes",
        });
        assert_eq!(usual, expected);
        for integrator in [PartnerType::SystemsIntegrator, PartnerType::ServiceIntegrator] {
            let usual = Permissions::usual(Some(integrator));
            assert_eq!(usual.status_report_submit, Allowed::Yes);
        }
    }
}
