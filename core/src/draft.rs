//! A command that decides row by row, each in the world that the rows before it left behind.

use crate::event::Event;
use crate::refusal::Refusal;
use crate::world::{Context, Decision, Stamp, World};

/// What rows have made so far, and the world with it.
pub(crate) struct Draft<'a, 'c> {
    pub(crate) world: World,
    pub(crate) cx: &'a Context<'c>,
    events: Vec<Event>,
}

impl<'a, 'c> Draft<'a, 'c> {
    pub(crate) fn of(world: &World, cx: &'a Context<'c>) -> Self {
        Self { world: world.clone(), cx, events: Vec::new() }
    }

    pub(crate) fn into_events(self) -> Vec<Event> {
        self.events
    }

    /// Something happens.
    pub(crate) fn happen(&mut self, event: impl Into<Event>) {
        let event = event.into();
        let stamp = Stamp { seq: Default::default(), at: self.cx.now };
        self.world.apply(stamp, &event);
        self.events.push(event);
    }

    /// Lets happen what follows from a command of people, by its own rule.
    pub(crate) fn ask<C>(
        &mut self,
        rule: fn(&World, &Context<'_>, &C) -> Decision,
        command: &C,
    ) -> Result<(), Refusal> {
        for event in rule(&self.world, self.cx, command)? {
            self.happen(event);
        }
        Ok(())
    }
}
