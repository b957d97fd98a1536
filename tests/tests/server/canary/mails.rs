//! What mails tell: each is decoded as its reader reads it, what that letter may tell is taken out,
//! and the rest is searched for everybody and everything, and for numbers that nobody accounts for.
//! A stranger who has the address reads no more than that.

use std::collections::BTreeSet;

use loggia_core::access::{Language, MailKind, SendInvitation};
use loggia_core::id::PartnerUserId;
use loggia_core::world::World;
use serde_json::json;

use super::eml::Eml;
use super::office::{Office, Written};
use super::people::{People, SHARED, hire};
use super::plant::{songs, story};
use super::sings;

/// What one letter may tell its reader, each of which must stand in it.
fn may_tell(office: &Office, written: &Written) -> Vec<String> {
    let world = office.served.app.world();
    let access = &world.access;
    let user = access.partner_user(written.reader).unwrap();
    let contact = access.contact(user.contact.unwrap()).unwrap();
    let user_name = user.user_name.reveal().to_string();
    let link = |page: &str| {
        let token = office.served.app.link_token(written.kind, written.mail).unwrap();
        format!("https://partners.works.example/{page}#{token}")
    };
    let mut may = vec![
        format!("<{}@works.example>", written.mail),
        access.workspace().unwrap().name.to_string(),
        contact.name.reveal().to_string(),
    ];
    may.extend(match written.kind {
        MailKind::Invitation => {
            let firm = access.account(contact.account).unwrap().name.to_string();
            vec![firm, user_name, link("invitation")]
        }
        MailKind::PasswordReset => vec![user_name, link("password-reset")],
        MailKind::PasswordChanged => vec![],
    });
    may
}

/// The reader's addresses: who moved may have got one mail at each.
fn addresses(worlds: &[&World], reader: PartnerUserId) -> BTreeSet<String> {
    let address = |world: &&World| {
        let user = world.access.partner_user(reader).ok()?;
        let contact = world.access.contact(user.contact?).ok()?;
        Some(contact.email.reveal().as_str().to_owned())
    };
    worlds.iter().filter_map(address).collect()
}

/// Everybody, everything that is planted, and all ids.
fn secrets(worlds: &[&World]) -> BTreeSet<String> {
    let mut all: BTreeSet<String> = songs().into_iter().map(str::to_owned).collect();
    all.insert("canary-customer".to_owned());
    for access in worlds.iter().map(|world| &world.access) {
        for account in access.accounts() {
            all.extend([account.name.to_string(), account.id.to_string()]);
        }
        for contact in access.contacts() {
            all.extend([contact.name.reveal().to_string(), contact.id.to_string()]);
            all.insert(contact.email.reveal().as_str().to_owned());
            all.extend(contact.phone.iter().map(|phone| phone.reveal().to_string()));
        }
        for user in access.partner_users() {
            all.extend([user.user_name.reveal().to_string(), user.id.to_string()]);
            all.insert(user.display_name.reveal().to_string());
        }
        for user in access.staff_users() {
            all.extend([user.user_name.reveal().to_string(), user.id.to_string()]);
            all.insert(user.display_name.reveal().to_string());
        }
    }
    all
}

/// The numbers that stand in a text.
fn numbers(text: &str) -> BTreeSet<u64> {
    let digits = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    digits.map(|digits| digits.parse().unwrap_or(u64::MAX)).collect()
}

/// Reads one mail.
fn audit(office: &Office, written: &Written, mail: &Eml, secrets: &BTreeSet<String>) {
    let now = office.served.app.world();
    let may = may_tell(office, written);
    for told in &may {
        assert!(mail.text.contains(told.as_str()), "`{told}` is missing:\n{}", mail.text);
    }
    let addresses = addresses(&[&office.before, &now], written.reader);
    let to = addresses.iter().find(|to| mail.text.contains(&format!("<{to}>\n")));
    let mut may: Vec<&String> = may.iter().chain(Some(to.expect("the reader's address"))).collect();
    may.sort_by_key(|told| std::cmp::Reverse(told.len()));
    let rest = may.iter().fold(mail.text.clone(), |rest, told| rest.replace(told.as_str(), ""));
    let is_own = |secret: &str| may.iter().any(|own| sings(own, secret));
    for secret in secrets {
        let tells = sings(&rest.to_lowercase(), &secret.to_lowercase());
        assert!(!tells, "a mail tells `{secret}`:\n{}", mail.text);
        let tells = sings(&mail.raw, secret) && !is_own(secret);
        assert!(!tells, "a mail tells `{secret}` on its way:\n{}", mail.raw);
    }
    let moments = numbers(&format!("{} {}", written.at, written.expires));
    let strange: Vec<u64> = numbers(&rest).difference(&moments).copied().collect();
    assert!(strange.is_empty(), "numbers of nothing that may be told: {strange:?}\n{}", mail.text);
}

fn language(office: &Office, reader: PartnerUserId) -> Language {
    office.served.app.world().access.partner_user(reader).unwrap().language
}

/// Everything because of which somebody gets a mail, in both languages.
async fn correspond(office: &Office, people: &People) -> Vec<(Written, Eml)> {
    office.does("publish-portal", json!({})).await;
    let invited = office.sent(1).await;
    let ours: Vec<PartnerUserId> = people.everybody().collect();
    for (_, mail) in invited.iter().filter(|(written, _)| ours.contains(&written.reader)) {
        office.follow("/v1/invitations/accept", mail).await;
    }
    // Once more, to somebody who did not come.
    let late = invited.iter().find(|(written, _)| !ours.contains(&written.reader)).unwrap();
    office.does("send-invitation", json!(SendInvitation { partner_user: late.0.reader })).await;
    let mut written = invited.len() + 1;
    for firm in &people.firms {
        let number = written;
        let body = |email: String| {
            json!({ "name": format!("Canäry-guest{number}"), "email": email,
            "language": language(office, firm.administrator) })
        };
        let guest = body(format!("canary-guest{number}@partner.example"));
        office.partner_does(firm.administrator, "invite-colleague", guest).await;
        let user = office.served.app.world().access.partner_user(firm.colleague).unwrap().clone();
        office.forgot(user.user_name.reveal().as_str()).await;
        office.sets_password_of(firm.administrator).await;
        written += 3;
    }
    for nobody in ["canary-staff", "canary-nobody@partner.example", "Canäry-owner"] {
        office.forgot(nobody).await;
    }
    office.forgot(SHARED).await;
    written += people.sharing.len();
    let resets = office.sent(written).await;
    let resets = resets.iter().filter(|(written, _)| written.kind == MailKind::PasswordReset);
    for (_, mail) in resets {
        office.follow("/v1/password-resets/use", mail).await;
        written += 1;
    }
    // Somebody has another address before he came: another invitation goes there.
    let world = office.served.app.world();
    let moved = world.access.partner_user(late.0.reader).unwrap();
    let contact = world.access.contact(moved.contact.unwrap()).unwrap();
    let change = json!({ "contact": contact.id, "name": contact.name, "phone": contact.phone,
        "email": "canary-moved@partner.example" });
    office.does("change-contact", change).await;
    office.sent(written + 1).await
}

#[tokio::test(flavor = "multi_thread")]
async fn no_mail_tells_more_than_its_letter_is_to_tell() {
    let mut story = story();
    let people = hire(&mut story);
    // So that no place in the log is a day, an hour, a minute or a year.
    assert!((100..1_000).contains(&story.commits.len()), "{}", story.commits.len());
    let office = Office::open(&story);
    let sending = office.served.app.send_letters();
    let mails = correspond(&office, &people).await;
    let now = office.served.app.world();
    let secrets = secrets(&[&office.before, &now]);
    let mut read = BTreeSet::new();
    for (written, mail) in &mails {
        audit(&office, written, mail, &secrets);
        read.insert(format!("{:?} {:?}", written.kind, language(&office, written.reader)));
    }
    assert_eq!(read.len(), 6, "each letter in each language: {read:?}");
    assert!(now.access.contacts().any(|c| c.email.reveal().as_str().starts_with("canary-guest")));
    sending.stop().await;
    let app = office.served.app.clone();
    tokio::task::spawn_blocking(move || app.shutdown()).await.unwrap().unwrap();
}
