use std::collections::BTreeMap;

use super::{Days, projects};
use crate::effort::ExpenseStatus;
use crate::id::ProjectId;
use crate::scalar::{Amount, Currency, Money};
use crate::world::World;

/// Expenses that stand alike, and what they come to: a sum for each currency, none across them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    expenses: u32,
    sums: BTreeMap<Currency, Amount>,
}

impl Spent {
    /// One more.
    pub fn add(&mut self, money: Money) {
        self.expenses += 1;
        let sum = self.sums.entry(money.currency).or_default();
        *sum = sum.plus(money.amount);
    }

    /// How many there are.
    pub fn expenses(&self) -> u32 {
        self.expenses
    }

    /// What they come to, by currency.
    pub fn sums(&self) -> Vec<Money> {
        let sums = self.sums.iter();
        sums.map(|(currency, amount)| Money { amount: *amount, currency: *currency }).collect()
    }
}

/// What was spent on a project, of what stands alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpentByStatus {
    /// On which project.
    pub project: ProjectId,
    /// Where the expenses stand.
    pub status: ExpenseStatus,
    /// How many there are, and what they come to.
    pub spent: Spent,
}

/// What was spent on these days, by project and status; what does not occur is left out.
pub fn expenses(world: &World, of: Option<ProjectId>, days: Days) -> Vec<SpentByStatus> {
    let mut found: BTreeMap<(ProjectId, ExpenseStatus), Spent> = BTreeMap::new();
    for project in projects(world, of) {
        let expenses = world.effort.expenses_in(project.id);
        let expenses = expenses.filter_map(|id| world.effort.expense(id).ok());
        for expense in expenses.filter(|expense| days.hold(expense.brief.day)) {
            found.entry((project.id, expense.status)).or_default().add(expense.brief.money);
        }
    }
    let rows = found.into_iter();
    rows.map(|((project, status), spent)| SpentByStatus { project, status, spent }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::effort::site::{ada, site};
    use crate::effort::{AddExpense, Billable};
    use crate::id::ExpenseId;
    use crate::spec::story::delivery::{
        BRIDGE, JO, PIERS, TAXI, TOWER, expense_submitted, phase, project, spent,
    };
    use crate::spec::{Plant, Told, day, name, nth};

    fn money(amount: &str, currency: &str) -> Money {
        let amount = amount.parse().expect("an amount");
        Money { amount, currency: currency.parse().expect("a currency") }
    }

    fn bought(id: u128, project: ProjectId, on: &str, money: Money) -> Told {
        let command = AddExpense {
            person: Some(JO),
            project,
            phase: None,
            category: name("Material"),
            day: day(on),
            money,
            billable: Billable::No,
            notes: None,
        };
        Told { command: command.into(), makes: Some(ExpenseId(nth(id)).0) }
    }

    fn told(plant: &Plant, of: Option<ProjectId>, days: Days) -> Vec<(ExpenseStatus, u32, String)> {
        let rows = expenses(&plant.world, of, days);
        let sums = |spent: &Spent| {
            let sums = spent.sums();
            let sums: Vec<_> =
                sums.iter().map(|sum| format!("{} {}", sum.amount, sum.currency)).collect();
            sums.join(", ")
        };
        rows.iter().map(|row| (row.status, row.spent.expenses(), sums(&row.spent))).collect()
    }

    #[test]
    fn expenses_are_summed_by_status_exactly_and_never_across_currencies() {
        let mut plant = site();
        ada(&mut plant).when(spent(JO, "12.34"));
        plant.when(expense_submitted());
        plant.when(bought(28_002, TOWER, "2026-03-02", money("0.1", "EUR")));
        plant.when(bought(28_003, TOWER, "2026-03-03", money("0.2", "EUR")));
        plant.when(bought(28_004, TOWER, "2026-03-04", money("5", "CHF")));
        let all = told(&plant, Some(TOWER), Days::default());
        let draft = (ExpenseStatus::Draft, 3, "5 CHF, 0.3 EUR".to_owned());
        let waiting = (ExpenseStatus::Submitted, 1, "12.34 EUR".to_owned());
        assert_eq!(all, [draft, waiting.clone()]);
        let monday = Days::new(None, Some(day("2026-03-02"))).expect("days");
        let first = (ExpenseStatus::Draft, 1, "0.1 EUR".to_owned());
        assert_eq!(told(&plant, Some(TOWER), monday), [first, waiting]);
        assert_eq!(plant.world.effort.expense(TAXI).map(|taxi| taxi.project), Ok(TOWER));
    }

    #[test]
    fn each_project_has_its_own() {
        let mut plant = site();
        for told in [project(BRIDGE), phase(PIERS, BRIDGE)] {
            plant.when(told);
        }
        let at_bridge = crate::spec::story::delivery::takes_part(
            crate::id::ParticipantId(nth(25_009)),
            PIERS,
            JO,
        );
        plant.when(at_bridge);
        plant.when(bought(28_002, TOWER, "2026-03-02", money("1", "EUR")));
        plant.when(bought(28_003, BRIDGE, "2026-03-02", money("2", "EUR")));
        let rows = expenses(&plant.world, None, Days::default());
        assert_eq!(rows.iter().map(|row| row.project).collect::<Vec<_>>(), [TOWER, BRIDGE]);
        assert_eq!(told(&plant, Some(BRIDGE), Days::default()).len(), 1);
    }
}
