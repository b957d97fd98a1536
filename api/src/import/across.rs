//! What only several rows together show.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use loggia_core::production::{Finality, ImportKey, ImportTarget};
use loggia_core::scalar::{Instant, Name, Quantity};

use super::finding::{Finding, FindingCode, Findings};
use super::mapping::{Complete, Field, Mapping};
use super::row::Work;

/// Looks at all rows together, gives every row the quantity and article of its order, and says
/// which report completes its step or process. The result has as many entries as there are rows.
pub(super) fn considered(
    works: &mut [(ImportKey, Work)],
    mapping: &Mapping,
    findings: &mut Findings,
) -> Vec<Finality> {
    let mut across = Across { mapping, findings };
    across.orders(works);
    across.overlaps(works);
    across.process_resources(works);
    across.quantities(works)
}

struct Across<'a> {
    mapping: &'a Mapping,
    findings: &'a mut Findings,
}

struct Order {
    row: usize,
    article: Name,
    quantity: Quantity,
    has_step: bool,
}

impl Across<'_> {
    fn orders(&mut self, works: &mut [(ImportKey, Work)]) {
        let mut orders: BTreeMap<Name, Order> = BTreeMap::new();
        for (_, work) in works {
            let order = orders.entry(work.order.clone()).or_insert_with(|| Order {
                row: work.row,
                article: work.article.clone(),
                quantity: work.order_quantity,
                has_step: false,
            });
            order.has_step |= work.target == ImportTarget::WorkStep;
            if work.order_quantity != order.quantity {
                let (row, quantity) = (order.row, order.quantity);
                let message =
                    format!("row `{row}` says `{quantity}` for this order; the first counts");
                let found = work.order_quantity.to_string();
                self.warn(
                    FindingCode::OrderQuantityDiffers,
                    work.row,
                    Field::OrderQuantity,
                    &found,
                    message,
                );
                work.order_quantity = order.quantity;
            }
            if work.article != order.article {
                let (row, article) = (order.row, &order.article);
                let message =
                    format!("row `{row}` says `{article}` for this order; the first counts");
                let found = work.article.to_string();
                self.warn(FindingCode::ArticleDiffers, work.row, Field::Article, &found, message);
                work.article = order.article.clone();
            }
        }
        for (name, order) in orders.iter().filter(|(_, order)| !order.has_step) {
            let message =
                "the order has processes but no work step in this file, so no partner can see it";
            self.warn(
                FindingCode::OnlyProcesses,
                order.row,
                Field::Order,
                name.as_str(),
                message.to_owned(),
            );
        }
    }

    /// Two rows overlap where they share more than a boundary. Inspectors and packers work side by
    /// side, so only machines are looked at.
    fn overlaps(&mut self, works: &[(ImportKey, Work)]) {
        let mut machines: BTreeMap<&Name, Vec<Busy>> = BTreeMap::new();
        for (_, work) in works.iter().filter(|(_, work)| work.target == ImportTarget::WorkStep) {
            let busy = Busy { start: work.report.start, end: work.report.end, row: work.row };
            machines.entry(&work.resource).or_default().push(busy);
        }
        for (machine, mut busy) in machines {
            busy.sort_unstable();
            let mut longest: Option<Busy> = None;
            let mut following = busy.iter().skip(1);
            for now in &busy {
                let earlier = longest.filter(|earlier| earlier.end > now.start);
                let later = following.next().filter(|later| later.start < now.end);
                if let Some(other) = earlier.as_ref().or(later) {
                    let message = format!(
                        "row `{}` has the same resource at the same time; both are kept",
                        other.row
                    );
                    self.warn(
                        FindingCode::OverlapOnResource,
                        now.row,
                        Field::Resource,
                        machine.as_str(),
                        message,
                    );
                }
                longest = longest.filter(|longest| longest.end >= now.end).or(Some(*now));
            }
        }
    }

    /// A name that is not written to the letter would turn processes into work steps, silently.
    fn process_resources(&mut self, works: &[(ImportKey, Work)]) {
        let named: BTreeSet<&str> = works.iter().map(|(_, work)| work.resource.as_str()).collect();
        for absent in self.mapping.processes.iter().filter(|name| !named.contains(name.as_str())) {
            let message = "no row has this resource, which the mapping calls a process; is it \
                           written to the letter?";
            let mut finding =
                Finding::new(FindingCode::AbsentProcessResource, message).showing(absent);
            finding.column = self.mapping.layout.columns.get(&Field::Resource).cloned();
            self.findings.note(finding);
        }
    }

    /// In order of end: a file may be sorted by anything.
    fn quantities(&mut self, works: &[(ImportKey, Work)]) -> Vec<Finality> {
        let mut in_time: Vec<(usize, &Work)> =
            works.iter().map(|(_, work)| work).enumerate().collect();
        in_time.sort_by_key(|(at, work)| (work.report.end, *at));
        let mut done: HashMap<(&Name, &Name, &Name), Quantity> = HashMap::new();
        let mut finality = vec![Finality::Partial; works.len()];
        for (at, work) in in_time {
            let done = done.entry((&work.order, &work.resource, &work.activity)).or_default();
            let before = *done;
            *done = done.plus(work.report.good);
            let ordered = work.order_quantity;
            if before <= ordered && *done > ordered {
                let message = format!(
                    "with it `{}` of order `{}` has `{done}` good pieces, `{ordered}` are ordered",
                    work.activity, work.order
                );
                let good = work.report.good.to_string();
                self.warn(FindingCode::MoreDoneThanOrdered, work.row, Field::Good, &good, message);
            }
            let completes = match self.mapping.complete {
                Complete::Never => false,
                Complete::QuantityReached => before < ordered && *done >= ordered,
            };
            if let Some(of_row) = finality.get_mut(at).filter(|_| completes) {
                *of_row = Finality::Final;
            }
        }
        finality
    }

    fn warn(&mut self, code: FindingCode, row: usize, field: Field, value: &str, message: String) {
        let mut finding = Finding::new(code, message).at(row).showing(value);
        finding.column = self.mapping.layout.columns.get(&field).cloned();
        self.findings.note(finding);
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Busy {
    start: Instant,
    end: Instant,
    row: usize,
}
