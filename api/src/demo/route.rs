//! What the plant makes, and by which operations.

use loggia_core::scalar::Minutes;

/// An operation as the work plan of an article has it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Operation {
    pub(super) name: &'static str,
    /// The group of machines that do it.
    pub(super) group: &'static str,
    pub(super) set_up: Minutes,
    pub(super) processing: Minutes,
}

const fn op(
    name: &'static str,
    group: &'static str,
    set_up: Minutes,
    processing: Minutes,
) -> Operation {
    Operation { name, group, set_up, processing }
}

/// An article with its work plan.
#[derive(Clone, Copy, Debug)]
pub(super) struct Article {
    pub(super) name: &'static str,
    pub(super) operations: [Operation; 5],
}

const fn m(minutes: u32) -> Minutes {
    Minutes(minutes)
}

pub(super) const ARTICLES: [Article; 6] = [
    Article {
        name: "Impeller 120",
        operations: [
            op("Saw blank", "Cutting", m(30), m(240)),
            op("Turn hub", "Turning", m(60), m(720)),
            op("Mill blades", "Milling", m(90), m(1080)),
            op("Coat", "Coating", m(60), m(840)),
            op("Balance", "Balancing", m(30), m(240)),
        ],
    },
    Article {
        name: "Shaft 40 x 600",
        operations: [
            op("Saw bar", "Cutting", m(30), m(180)),
            op("Turn", "Turning", m(60), m(960)),
            op("Harden", "Hardening", m(120), m(900)),
            op("Grind", "Grinding", m(60), m(420)),
            op("Balance", "Balancing", m(30), m(240)),
        ],
    },
    Article {
        name: "Pump casing 80",
        operations: [
            op("Mill faces", "Milling", m(90), m(840)),
            op("Bore", "Turning", m(60), m(660)),
            op("Weld flange", "Welding", m(45), m(600)),
            op("Coat", "Coating", m(60), m(900)),
            op("Pressure test", "Testing", m(30), m(360)),
        ],
    },
    Article {
        name: "Bearing bracket",
        operations: [
            op("Cut", "Cutting", m(20), m(300)),
            op("Weld", "Welding", m(45), m(540)),
            op("Mill seat", "Milling", m(60), m(720)),
            op("Paint", "Coating", m(60), m(600)),
            op("Assemble", "Assembly", m(15), m(480)),
        ],
    },
    Article {
        name: "Gear set 3:1",
        operations: [
            op("Turn blanks", "Turning", m(60), m(780)),
            op("Mill teeth", "Milling", m(120), m(1140)),
            op("Harden", "Hardening", m(120), m(960)),
            op("Grind teeth", "Grinding", m(60), m(480)),
            op("Assemble", "Assembly", m(15), m(540)),
        ],
    },
    Article {
        name: "Pump unit P80",
        operations: [
            op("Cut frame", "Cutting", m(20), m(360)),
            op("Weld frame", "Welding", m(60), m(780)),
            op("Coat frame", "Coating", m(60), m(720)),
            op("Assemble", "Assembly", m(30), m(900)),
            op("Run in", "Testing", m(30), m(480)),
        ],
    },
];
