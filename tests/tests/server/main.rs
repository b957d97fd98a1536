//! Loggia from outside, over real sockets: the real plant, isolation, faults.

mod attachments;
mod bad_input;
mod canary;
mod command_line;
mod durability;
mod fuzz;
mod hidden_is_absent;
mod lists;
mod mail;
mod noninterference;
mod real_expenses;
mod real_house;
mod real_plant;
mod real_plant_as_of;
mod real_timesheets;
mod sample;
mod secrets;
mod walk;
mod withdrawn;
