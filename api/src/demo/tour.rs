//! What to try: lines that work when they are pasted.

use std::fmt;
use std::net::SocketAddr;
use std::path::Path;

use loggia_core::access::UserId;
use loggia_core::id::{PartnerUserId, ResourceId, WorkStepId};
use loggia_core::production::{Conflict, Status, WorkStep};
use loggia_core::scalar::{Instant, Name, Slot};
use loggia_core::visibility;
use loggia_core::world::World;
use serde_json::json;

use super::inventory::Firm;
use super::logins::Logins;

/// Where the step of the tour goes: external, but linked to nobody.
const AWAY: &str = "Zinc bath";

/// From where: Nora's.
const HERE: &str = "Coating line 1";

/// A page of things to try with a running demo.
pub struct Tour<'a> {
    /// Where it listens.
    pub address: SocketAddr,
    /// Its data folder.
    pub dir: &'a Path,
    /// Who may log in.
    pub logins: &'a Logins,
    /// What is so.
    pub world: &'a World,
    /// The time.
    pub now: Instant,
}

/// A step to move about: on Nora's coating line, not begun.
struct Exhibit {
    nora: PartnerUserId,
    step: WorkStepId,
    order: String,
    here: ResourceId,
    away: ResourceId,
    later: Slot,
    slot: Slot,
}

impl Exhibit {
    fn choose(world: &World, now: Instant) -> Option<Self> {
        let name = |text: &str| Name::new(text).ok();
        let user = world.access.user_by_name(&name(Firm::Nordlicht.user_name())?)?;
        let UserId::Partner(nora) = user else { return None };
        let here = world.production.resource_by_name(&name(HERE)?)?;
        let away = world.production.resource_by_name(&name(AWAY)?)?;
        let steps = world.production.resource(here).ok()?.steps.iter();
        let steps = steps.filter_map(|id| world.production.step(*id).ok());
        let ahead = |step: &&WorkStep| {
            step.progress.status == Status::Scheduled
                && step.slot.is_some_and(|slot| slot.start > now)
                && visibility::sees(world, nora, step.id.into()).is_ok()
        };
        let step = steps.filter(ahead).min_by_key(|step| step.slot)?;
        let slot = step.slot?;
        let later = Slot { start: slot.start.plus_minutes(60), end: slot.end.plus_minutes(60) };
        let order = world.production.order(step.order).ok()?.number.to_string();
        Some(Self { nora, step: step.id, order, here, away, later, slot })
    }

    fn command(&self, world: &World, now: Instant, to: ResourceId, slot: Slot) -> String {
        let found = world.production.step(self.step).ok().zip(world.production.resource(to).ok());
        let confirmed: Vec<Conflict> = found
            .map(|(step, resource)| world.production.conflicts(step, resource, slot, now))
            .unwrap_or_default();
        json!({ "step": self.step, "resource": to, "slot": slot, "confirmed": confirmed })
            .to_string()
    }
}

impl fmt::Display for Tour<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { address, dir, logins, world, now } = self;
        writeln!(
            f,
            "The demo is at http://{address} (data in {}). Ctrl-C ends it.\n",
            dir.display()
        )?;
        for login in &logins.0 {
            writeln!(f, "  {:<8} {:<30} {}", login.user, login.password, login.what)?;
        }
        writeln!(f, "\nPaste this into another terminal; it logs in and keeps the tokens:\n")?;
        writeln!(f, "L=http://{address}")?;
        writeln!(
            f,
            r#"login() {{ curl -s $L/v1/session -H 'content-type: application/json' -d "{{\"user\":\"$1\",\"password\":\"$2\"}}" | sed 's/.*"token":"\([^"]*\)".*/\1/'; }}"#
        )?;
        for (variable, user) in TOKENS {
            writeln!(f, "{variable}=$(login {user} {})", logins.password(user))?;
        }
        writeln!(
            f,
            r#"as() {{ local token="$1"; shift; curl -s -H "authorization: Bearer $token" "$@"; echo; }}"#
        )?;
        writeln!(
            f,
            r#"ask() {{ as "$1" $L/v1/commands/$2 -H 'content-type: application/json' -H 'loggia-reason: shown in the demo' -d "$3"; }}"#
        )?;
        self.partners(f)?;
        match Exhibit::choose(world, *now) {
            Some(exhibit) => self.live(f, &exhibit)?,
            None => writeln!(
                f,
                "\n(All of Nora's coating has begun; remove {} for a fresh plant.)",
                dir.display()
            )?,
        }
        writeln!(
            f,
            "\n# The operator: where the server stands, and all views anew while it serves."
        )?;
        writeln!(f, "as $OPERATOR $L/v1/ops/status")?;
        writeln!(f, "as $OPERATOR -X POST $L/v1/ops/rebuild")?;
        writeln!(f, "as $OPERATOR -X POST $L/v1/ops/verify")?;
        writeln!(f, "as $OPERATOR $L/v1/ops/status")?;
        writeln!(f, "\nThe API to browse: http://{address}/docs")
    }
}

const TOKENS: [(&str, &str); 8] = [
    ("NORA", "nora"),
    ("BRUNO", "bruno"),
    ("IRIS", "iris"),
    ("KEMAL", "kemal"),
    ("MANAGER", "dario"),
    ("PLANNER", "paula"),
    ("AUDITOR", "audrey"),
    ("OPERATOR", "otto"),
];

impl Tour<'_> {
    fn partners(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let yesterday = self.now.plus_minutes(-24 * 60);
        let day = yesterday.to_string();
        let day = day.get(..16).unwrap_or_default();
        writeln!(f, "\n# Two partners, two views: each sees only what is done on his machines.")?;
        writeln!(f, "as $NORA $L/v1/portal")?;
        writeln!(f, "as $NORA \"$L/v1/portal/work-steps?limit=3\"")?;
        writeln!(f, "as $BRUNO \"$L/v1/portal/work-steps?limit=3\"")?;
        writeln!(f, "# Bruno may not give feedback on processes: he has none.")?;
        writeln!(f, "as $BRUNO $L/v1/portal/processes")?;
        writeln!(
            f,
            "\n# One project, two guests: the integrator sees the phase's tasks and the health,"
        )?;
        writeln!(f, "# the contractor his own work; neither sees the other's name.")?;
        writeln!(f, "as $IRIS $L/v1/portal/projects")?;
        writeln!(f, "as $IRIS $L/v1/portal/tasks -H 'accept: text/csv'")?;
        writeln!(f, "as $KEMAL $L/v1/portal/tasks")?;
        writeln!(
            f,
            "# What they worked, spent and are booked for; what it comes to; who may decide."
        )?;
        writeln!(f, "as $IRIS $L/v1/portal/timesheets")?;
        writeln!(f, "as $IRIS \"$L/v1/portal/expenses?status=submitted\"")?;
        writeln!(f, "as $KEMAL $L/v1/portal/profile")?;
        writeln!(f, "as $IRIS $L/v1/portal/dashboard")?;
        writeln!(f, "as $MANAGER $L/v1/staff/reports/expenses")?;
        writeln!(f, "\n# The auditor: what Nora saw a day ago, byte for byte.")?;
        writeln!(f, "as $AUDITOR \"$L/v1/audit/views/nora/work-steps?limit=3&at={day}:00Z\"")
    }

    fn live(&self, f: &mut fmt::Formatter<'_>, exhibit: &Exhibit) -> fmt::Result {
        let Exhibit { nora, step, order, here, away, later, slot } = exhibit;
        let (world, now) = (self.world, self.now);
        let move_later = exhibit.command(world, now, *here, *later);
        let move_away = exhibit.command(world, now, *away, *slot);
        writeln!(
            f,
            "\n# Nora follows live. The planner moves a coating of {order} by an hour: she"
        )?;
        writeln!(f, "# gets the row. He moves it to the zinc bath: she gets a tombstone.")?;
        writeln!(f, "(as $NORA -N --max-time 20 $L/v1/portal/changes) & sleep 1")?;
        writeln!(f, "ask $PLANNER reschedule-work-step '{move_later}'")?;
        writeln!(f, "ask $PLANNER reschedule-work-step '{move_away}'")?;
        writeln!(f, "# For her it is now as if it had never been:")?;
        writeln!(f, "as $NORA $L/v1/portal/work-steps/{step}")?;
        writeln!(f, "\n# Why? Who? What happened? What if?")?;
        writeln!(f, "as $AUDITOR $L/v1/audit/why/nora/{step}")?;
        writeln!(f, "as $AUDITOR $L/v1/audit/who/{order}")?;
        writeln!(f, "as $AUDITOR \"$L/v1/audit/history/{step}?limit=3\"")?;
        let body = json!({ "partner_user": nora, "resource": here });
        let wish = json!({ "commands": [{ "command": "unlink-resource", "body": body }] });
        writeln!(
            f,
            "as $AUDITOR $L/v1/audit/what-if -H 'content-type: application/json' -d '{wish}' | head -c 600; echo"
        )
    }
}
