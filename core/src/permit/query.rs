//! Who may read what, and who may start or stop long work: one table, read in one place.
//!
//! What is not here needs no role: the portal is opened by a partner's session alone, and everybody
//! has their own sessions, tokens and password.

use crate::access::Access;
use crate::actor::{Actor, Role};

macro_rules! queries {
    ($($(#[$doc:meta])* $name:ident $kebab:literal)+) => {
        /// What staff asks for that is no command: a read, or long work that leaves no event.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Query {
            $($(#[$doc])* $name,)+
        }

        impl Query {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// What it is called, such as `audit-why`.
            pub fn kebab(self) -> &'static str {
                match self {
                    $(Self::$name => $kebab,)+
                }
            }
        }
    };
}

queries! {
    /// Who am I, and with which roles.
    Me "me"
    /// That something changed, not what.
    StaffChanges "staff-changes"
    /// Staff users: the list, and each of them.
    StaffUsers "staff-users"
    /// Partner users, with everything that was granted: the list, and each of them.
    PartnerUsers "partner-users"
    /// Accounts: the list, and each of them.
    Accounts "accounts"
    /// Contacts, with their addresses: the list, and each of them.
    Contacts "contacts"
    /// Licences: the pools, and who holds what.
    Licences "licences"
    /// How much of each field partners are shown.
    FieldSecurity "field-security"
    /// Mails that wait or were given up.
    Outbox "outbox"
    /// Resources: the list, and each of them.
    Resources "resources"
    /// Order items: the list, and each of them.
    OrderItems "order-items"
    /// Production orders: the list, and each of them.
    Orders "orders"
    /// Work steps: the list, and each of them.
    WorkSteps "work-steps"
    /// Processes: the list, and each of them.
    Processes "processes"
    /// Access levels, and of whom they are the default: the list, and each of them.
    AccessLevels "access-levels"
    /// Persons on whom project work is planned: the list, and each of them.
    Persons "persons"
    /// Projects with all that is in them: the lists, and each record.
    Projects "projects"
    /// Timesheets: the list, and each of them.
    Timesheets "timesheets"
    /// Expenses: the list, and each of them.
    Expenses "expenses"
    /// A partner's portal as it was: lists, rows and reports.
    AuditViews "audit-views"
    /// Why a partner sees a record, or does not.
    AuditWhy "audit-why"
    /// Who sees a record.
    AuditWho "audit-who"
    /// What partners would gain and lose.
    AuditWhatIf "audit-what-if"
    /// What happened to a record.
    AuditHistory "audit-history"
    /// The log as it is.
    AuditCommits "audit-commits"
    /// Where the log and the views stand.
    OpsStatus "ops-status"
    /// Counts and times of the server.
    Metrics "metrics"
    /// Building all views anew.
    StartRebuild "start-rebuild"
    /// Where a rebuild stands.
    LookAtRebuild "look-at-rebuild"
    /// Stopping a rebuild.
    StopRebuild "stop-rebuild"
    /// Holding a rebuild.
    PauseRebuild "pause-rebuild"
    /// Letting a rebuild go on.
    ResumeRebuild "resume-rebuild"
    /// Reading the whole log again.
    StartVerify "start-verify"
    /// Where a verification stands.
    LookAtVerify "look-at-verify"
    /// Stopping a verification.
    StopVerify "stop-verify"
    /// Taking a production log in; its batches are commands and are asked about once more.
    Import "import"
    /// Inviting the people of a list; each of them is a command and is asked about once more.
    ImportPartners "import-partners"
    /// Where an import stands.
    LookAtImport "look-at-import"
    /// Stopping an import.
    StopImport "stop-import"
    /// Setting the password of somebody else.
    SetPasswords "set-passwords"
    /// Taking a project plan in; its batches are commands and are asked about once more.
    ImportPlan "import-plan"
    /// Taking timesheets in; its batches are commands and are asked about once more.
    ImportTimesheets "import-timesheets"
    /// Taking expenses in; its batches are commands and are asked about once more.
    ImportExpenses "import-expenses"
    /// What the records of projects come to.
    Reports "reports"
}

/// Who may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Every staff user, even one without a role.
    Staff,
    /// Staff with any of these roles.
    Holding(&'static [Role]),
}

/// The table: query x role. Partner users may none of it: to them it does not exist.
pub fn readers(query: Query) -> Readers {
    use Query as Q;
    match query {
        Q::Me | Q::StaffChanges => Readers::Staff,
        Q::StaffUsers
        | Q::PartnerUsers
        | Q::Resources
        | Q::OrderItems
        | Q::Orders
        | Q::WorkSteps
        | Q::Processes => Readers::Holding(&Role::ALL),
        Q::FieldSecurity
        | Q::AuditViews
        | Q::AuditWhy
        | Q::AuditWho
        | Q::AuditHistory
        | Q::AuditCommits => Readers::Holding(&[Role::Administrator, Role::Auditor]),
        Q::OpsStatus
        | Q::Metrics
        | Q::StartRebuild
        | Q::LookAtRebuild
        | Q::StopRebuild
        | Q::PauseRebuild
        | Q::ResumeRebuild
        | Q::StartVerify
        | Q::LookAtVerify
        | Q::StopVerify => Readers::Holding(&[Role::Administrator, Role::Operator]),
        Q::Import => Readers::Holding(&[Role::Administrator, Role::Planner]),
        Q::ImportPlan | Q::ImportTimesheets | Q::ImportExpenses => {
            Readers::Holding(&[Role::Administrator, Role::DeliveryManager])
        }
        Q::LookAtImport | Q::StopImport => {
            Readers::Holding(&[Role::Administrator, Role::Planner, Role::DeliveryManager])
        }
        Q::SetPasswords | Q::ImportPartners => Readers::Holding(&[Role::Administrator]),
        // Whoever may not read portals asks about commands that are his to give.
        Q::AuditWhatIf => {
            Readers::Holding(&[Role::Administrator, Role::DeliveryManager, Role::Auditor])
        }
        // Addresses of people are for those who write to them or answer for what was granted.
        Q::Accounts
        | Q::Contacts
        | Q::Licences
        | Q::AccessLevels
        | Q::Persons
        | Q::Projects
        | Q::Timesheets
        | Q::Expenses
        | Q::Reports => {
            Readers::Holding(&[Role::Administrator, Role::DeliveryManager, Role::Auditor])
        }
        Q::Outbox => Readers::Holding(&[Role::Administrator, Role::Operator]),
    }
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MayNotRead {
    /// A staff user whose roles do not allow it.
    #[error("`{}` needs another role", .0.kebab())]
    Role(Query),
    /// To whoever asks it does not exist.
    #[error("there is no `{}`", .0.kebab())]
    NotThere(Query),
}

/// Whether `actor` may ask for `query`.
pub fn may_read(access: &Access, actor: Actor, query: Query) -> Result<(), MayNotRead> {
    match actor {
        Actor::Installer | Actor::Clock | Actor::Server | Actor::Partner(_) => {
            Err(MayNotRead::NotThere(query))
        }
        Actor::Staff(id) => {
            let user = access.staff_user(id).map_err(|_| MayNotRead::Role(query))?;
            let may = match readers(query) {
                Readers::Staff => true,
                Readers::Holding(roles) => roles.iter().any(|role| user.roles.contains(role)),
            };
            if may { Ok(()) } else { Err(MayNotRead::Role(query)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::access::{CreateStaffUser, SetStaffRoles};
    use crate::command::CommandKind;
    use crate::id::StaffUserId;
    use crate::permit::permit;
    use crate::scalar::Personal;
    use crate::spec::story::PARTNER;
    use crate::spec::{given, name, nth};

    /// Who may read what. A new query does not pass until it stands here; `none` is a staff user
    /// without a role.
    const TABLE: &str = "
query            installer clock administrator planner delivery_manager auditor operator none partner
me               -         -     yes           yes     yes              yes     yes      yes  -
staff-changes    -         -     yes           yes     yes              yes     yes      yes  -
staff-users      -         -     yes           yes     yes              yes     yes      -    -
partner-users    -         -     yes           yes     yes              yes     yes      -    -
accounts         -         -     yes           -       yes              yes     -        -    -
contacts         -         -     yes           -       yes              yes     -        -    -
licences         -         -     yes           -       yes              yes     -        -    -
field-security   -         -     yes           -       -                yes     -        -    -
outbox           -         -     yes           -       -                -       yes      -    -
resources        -         -     yes           yes     yes              yes     yes      -    -
order-items      -         -     yes           yes     yes              yes     yes      -    -
orders           -         -     yes           yes     yes              yes     yes      -    -
work-steps       -         -     yes           yes     yes              yes     yes      -    -
processes        -         -     yes           yes     yes              yes     yes      -    -
access-levels    -         -     yes           -       yes              yes     -        -    -
persons          -         -     yes           -       yes              yes     -        -    -
projects         -         -     yes           -       yes              yes     -        -    -
timesheets       -         -     yes           -       yes              yes     -        -    -
expenses         -         -     yes           -       yes              yes     -        -    -
audit-views      -         -     yes           -       -                yes     -        -    -
audit-why        -         -     yes           -       -                yes     -        -    -
audit-who        -         -     yes           -       -                yes     -        -    -
audit-what-if    -         -     yes           -       yes              yes     -        -    -
audit-history    -         -     yes           -       -                yes     -        -    -
audit-commits    -         -     yes           -       -                yes     -        -    -
ops-status       -         -     yes           -       -                -       yes      -    -
metrics          -         -     yes           -       -                -       yes      -    -
start-rebuild    -         -     yes           -       -                -       yes      -    -
look-at-rebuild  -         -     yes           -       -                -       yes      -    -
stop-rebuild     -         -     yes           -       -                -       yes      -    -
pause-rebuild    -         -     yes           -       -                -       yes      -    -
resume-rebuild   -         -     yes           -       -                -       yes      -    -
start-verify     -         -     yes           -       -                -       yes      -    -
look-at-verify   -         -     yes           -       -                -       yes      -    -
stop-verify      -         -     yes           -       -                -       yes      -    -
import           -         -     yes           yes     -                -       -        -    -
import-partners  -         -     yes           -       -                -       -        -    -
look-at-import   -         -     yes           yes     yes              -       -        -    -
stop-import      -         -     yes           yes     yes              -       -        -    -
set-passwords    -         -     yes           -       -                -       -        -    -
import-plan      -         -     yes           -       yes              -       -        -    -
import-timesheets -        -     yes           -       yes              -       -        -    -
import-expenses  -         -     yes           -       yes              -       -        -    -
reports          -         -     yes           -       yes              yes     -        -    -
";

    fn staff(user_name: &str, roles: &[Role]) -> CreateStaffUser {
        let user_name = Personal::new(name(user_name));
        let display_name = user_name.clone();
        CreateStaffUser { user_name, display_name, roles: roles.iter().copied().collect() }
    }

    /// A staff user for each role, in the order of [`Role::ALL`], and a sixth without any.
    fn access() -> Access {
        let mut plant = given(Role::ALL.map(|role| staff(&format!("{role:?}"), &[role]).into()));
        plant.when(staff("nobody", &[Role::Planner]));
        plant.when(SetStaffRoles { staff_user: StaffUserId(nth(6)), roles: BTreeSet::new() });
        plant.world.access
    }

    #[test]
    fn who_may_read_what() {
        let access = access();
        let mut actors = vec![Actor::Installer, Actor::Clock];
        actors.extend((1..=6).map(|n| Actor::Staff(StaffUserId(nth(n)))));
        actors.push(Actor::Partner(PARTNER));
        let mut golden = TABLE.lines().filter(|line| !line.is_empty());
        let head = golden.next().unwrap_or_default();
        let golden: Vec<Vec<&str>> = golden.map(|line| line.split_whitespace().collect()).collect();
        let found: Vec<Vec<&str>> = Query::ALL
            .iter()
            .map(|query| {
                let may = |actor: &Actor| match may_read(&access, *actor, *query) {
                    Ok(()) => "yes",
                    Err(_) => "-",
                };
                [query.kebab()].into_iter().chain(actors.iter().map(may)).collect()
            })
            .collect();
        assert_eq!(golden, found, "{head}");
    }

    #[test]
    fn what_a_staff_user_may_not_needs_a_role_and_to_everybody_else_it_is_not_there() {
        let access = access();
        let unknown = Actor::Staff(StaffUserId(nth(99)));
        for query in Query::ALL {
            assert_eq!(may_read(&access, unknown, *query), Err(MayNotRead::Role(*query)));
            let partner = may_read(&access, Actor::Partner(PARTNER), *query);
            assert_eq!(partner, Err(MayNotRead::NotThere(*query)));
        }
    }

    #[test]
    fn an_import_is_for_those_who_may_ask_for_its_batches() {
        let batches = permit(CommandKind::ImportProduction);
        assert_eq!(readers(Query::Import), Readers::Holding(batches.roles));
        for (query, batches) in [
            (Query::ImportPlan, CommandKind::ImportPlan),
            (Query::ImportTimesheets, CommandKind::ImportTime),
            (Query::ImportExpenses, CommandKind::ImportExpenses),
        ] {
            assert_eq!(readers(query), Readers::Holding(permit(batches).roles));
        }
    }

    #[test]
    fn every_query_has_a_name_of_its_own() {
        let names: BTreeSet<_> = Query::ALL.iter().map(|query| query.kebab()).collect();
        assert_eq!(names.len(), Query::ALL.len());
    }
}
