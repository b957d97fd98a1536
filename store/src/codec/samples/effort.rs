use loggia_core::access::UserId;
use loggia_core::effort::event::*;
use loggia_core::effort::{
    Approval, ApprovalPath, Availability, AvailabilityPeriod, Billable, BookingBrief,
    BookingStatus, EffortItem, ExpenseBrief, LineApproval, LockOverride, PeriodLock, PersonOf,
    Skill, WorkedOn,
};
use loggia_core::event::Event;
use loggia_core::id::{
    BookingId, ContactId, ExpenseId, PartnerUserId, PersonId, PhaseId, ProjectId, StaffUserId,
    TaskId, TimesheetId,
};
use loggia_core::scalar::{Hours, ImportKey, Money, Percent, Personal};

use super::raid::{grade, text};
use super::{day, id, longest_name, name, sure};

/// Who works on projects.
pub(super) fn persons() -> Vec<Event> {
    let (id, supervisor) = (PersonId(id(13)), Some(PersonId(id(14))));
    let (contact, staff) = (ContactId(self::id(9)), StaffUserId(self::id(1)));
    let created =
        |of| PersonCreated { id, of, supervisor, role: Some(longest_name()), schedulable: true };
    vec![
        created(PersonOf::Contact(contact)).into(),
        created(PersonOf::StaffUser(staff)).into(),
        PersonCreated {
            id,
            of: PersonOf::Name(Personal::new(name("Framing contractor"))),
            supervisor: None,
            role: None,
            schedulable: false,
        }
        .into(),
        PersonChanged { id, supervisor, role: Some(name("Lead")), schedulable: false }.into(),
        PersonChanged { id, supervisor: None, role: None, schedulable: true }.into(),
        PersonStaffed { id, of: PersonOf::Contact(contact) }.into(),
    ]
}

/// The time of people, and how it is approved.
pub(super) fn time() -> Vec<Event> {
    let id = TimesheetId(self::id(20));
    let (project, phase) = (ProjectId(self::id(21)), PhaseId(self::id(22)));
    let (staff, partner) =
        (UserId::Staff(StaffUserId(self::id(1))), UserId::Partner(PartnerUserId(self::id(2))));
    let reason = text("a day\nis missing");
    let lock = |unless| PeriodLock { until: day("2012-01-31"), grace_days: 300, unless };
    let path = |sheet, line, expense| ApprovalPath { sheet, line, expense };
    vec![
        TimesheetOpened { id, person: PersonId(self::id(23)), week: day("2012-01-30") }.into(),
        TimeLogged {
            timesheet: id,
            project,
            phase,
            on: WorkedOn::Task(TaskId(self::id(24))),
            day: day("2012-02-05"),
            hours: Hours::hundredths(-725),
            note: Some(reason.clone()),
            by: Some(partner),
        }
        .into(),
        TimeLogged {
            timesheet: id,
            project,
            phase,
            on: WorkedOn::Phase(phase),
            day: day("2012-01-30"),
            hours: Hours::hundredths(2_400),
            note: None,
            by: None,
        }
        .into(),
        TimesheetSubmitted { id, by: Some(partner) }.into(),
        TimesheetRecalled { id, by: Some(partner) }.into(),
        TimesheetLinesApproved { id, phase, by: None }.into(),
        TimesheetApproved { id, by: Some(staff) }.into(),
        TimesheetRejected { id, reason: reason.clone(), by: Some(staff) }.into(),
        TimesheetReopened { id, reason, by: Some(staff) }.into(),
        ApprovalPathSet { path: path(Approval::Auto, LineApproval::None, Approval::Supervisor) }
            .into(),
        ApprovalPathSet { path: path(Approval::Supervisor, LineApproval::Auto, Approval::Auto) }
            .into(),
        ApprovalPathSet {
            path: path(Approval::Auto, LineApproval::PhaseOwner, Approval::Supervisor),
        }
        .into(),
        PeriodLockSet { lock: Some(lock(LockOverride::Administrators)) }.into(),
        PeriodLockSet { lock: Some(lock(LockOverride::Nobody)) }.into(),
        PeriodLockSet { lock: None }.into(),
    ]
}

/// The money of people.
pub(super) fn money() -> Vec<Event> {
    let id = ExpenseId(self::id(25));
    let by = Some(UserId::Partner(PartnerUserId(self::id(2))));
    let money = |amount: &str, currency: &str| {
        sure(Money::new(sure(amount.parse()), sure(currency.parse())))
    };
    let reason = text("no receipt");
    let full = ExpenseBrief {
        phase: Some(PhaseId(self::id(22))),
        category: name("Travel"),
        day: day("2012-01-30"),
        money: money("1234.565", "KWD"),
        billable: Billable::Yes,
        notes: Some(text("to the site\nand back")),
    };
    let bare = ExpenseBrief {
        phase: None,
        money: money("12", "JPY"),
        billable: Billable::No,
        notes: None,
        ..full.clone()
    };
    vec![
        ExpenseAdded {
            id,
            person: PersonId(self::id(23)),
            project: ProjectId(self::id(21)),
            brief: full,
            by,
        }
        .into(),
        ExpenseChanged { id, brief: bare, by: None }.into(),
        ExpenseRemoved { id }.into(),
        ExpenseSubmitted { id, by }.into(),
        ExpenseRecalled { id, by }.into(),
        ExpenseApproved { id, by: None }.into(),
        ExpenseRejected { id, reason, by }.into(),
        ExpensePaid { id, by }.into(),
        EffortImported {
            key: ImportKey([7; 16]),
            item: EffortItem::Timesheet(TimesheetId(self::id(20))),
        }
        .into(),
        EffortImported { key: ImportKey([255; 16]), item: EffortItem::Expense(id) }.into(),
    ]
}

/// What people can do, when, and for what they are booked.
pub(super) fn profiles() -> Vec<Event> {
    let id = PersonId(self::id(23));
    let skill = |valid_until| Skill {
        category: name("Programming"),
        name: longest_name(),
        level: grade(5),
        valid_until,
    };
    let period = |availability| AvailabilityPeriod {
        from: day("2012-01-30"),
        until: day("2012-02-05"),
        availability,
    };
    let percent = |number| Availability::Percent(sure(Percent::new(number)));
    let brief = |status| BookingBrief {
        from: day("2012-01-30"),
        until: day("2012-02-03"),
        hours: Hours::hundredths(2_025),
        status,
    };
    let (booking, by) =
        (BookingId(self::id(26)), Some(UserId::Partner(PartnerUserId(self::id(2)))));
    vec![
        SkillsSet { id, skills: vec![skill(Some(day("2013-01-31"))), skill(None)] }.into(),
        SkillsSet { id, skills: Vec::new() }.into(),
        AvailabilitySet {
            id,
            periods: vec![period(percent(0)), period(percent(100)), period(Availability::TimeOff)],
        }
        .into(),
        PersonBooked {
            id: booking,
            person: id,
            project: ProjectId(self::id(21)),
            phase: PhaseId(self::id(22)),
            brief: brief(BookingStatus::Planned),
            by,
        }
        .into(),
        BookingChanged { id: booking, brief: brief(BookingStatus::Confirmed), by: None }.into(),
        BookingCancelled { id: booking, by }.into(),
    ]
}
