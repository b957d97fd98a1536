use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::*;
use crate::mail::letter::samples::{head, invitation};

/// What a server does at one stage.
#[derive(Clone, Copy, Debug)]
enum Does {
    Says(&'static str),
    HangsUp,
    SaysNothing,
}

/// A server on this machine that takes every mail, but does so at the stage whose command begins so;
/// a dot is the end of the text.
async fn server(stage: &'static str, does: Does) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(converse(stream, stage, does));
        }
    });
    port
}

async fn converse(stream: TcpStream, stage: &'static str, does: Does) {
    let mut stream = BufReader::new(stream);
    let mut heard = "CONNECT".to_owned();
    let mut in_text = false;
    loop {
        let usual = if heard.starts_with("DATA") { "354 go on" } else { "250 fine" };
        let usual = if heard.starts_with("CONNECT") { "220 here" } else { usual };
        let says = match does {
            _ if in_text && heard.trim_end() != "." => None,
            Does::Says(says) if heard.starts_with(stage) => Some(says),
            Does::HangsUp if heard.starts_with(stage) => return,
            Does::SaysNothing if heard.starts_with(stage) => return std::future::pending().await,
            Does::Says(_) | Does::HangsUp | Does::SaysNothing => Some(usual),
        };
        if let Some(says) = says {
            in_text = says.starts_with("354");
            if stream.write_all(format!("{says}\r\n").as_bytes()).await.is_err() {
                return;
            }
        }
        heard.clear();
        if stream.read_line(&mut heard).await.unwrap_or(0) == 0 {
            return;
        }
    }
}

async fn carried(stage: &'static str, does: Does) -> Result<(), Failure> {
    let port = server(stage, does).await;
    let (host, tls) = ("127.0.0.1".to_owned(), SmtpTls::None);
    let options = SmtpOptions { host, port, tls, login: None, ca: None };
    let short = Duration::from_secs(1);
    let patience = Patience { login: short, envelope: short, answer: short };
    let smtp = Smtp { patience, ..Smtp::new(options, "works.example").unwrap() };
    smtp.carry(&invitation().render(&head()).unwrap()).await
}

const ABOUT_A_MAIL: [&str; 4] = ["MAIL", "RCPT", "DATA", "."];

#[tokio::test]
async fn a_mail_is_taken_when_the_server_says_so_after_the_dot() {
    assert_eq!(carried("nothing", Does::HangsUp).await, Ok(()));
    assert_eq!(carried("QUIT", Does::HangsUp).await, Ok(()), "it has the mail");
}

#[tokio::test]
async fn what_goes_wrong_before_a_mail_is_named_holds_for_all() {
    for stage in ["CONNECT", "EHLO"] {
        for (does, trouble) in [
            (Does::Says("421 too many"), Trouble::Reply(421)),
            (Does::Says("554 not you"), Trouble::Reply(554)),
            (Does::HangsUp, Trouble::Protocol),
            (Does::SaysNothing, Trouble::TimedOut),
        ] {
            assert_eq!(
                carried(stage, does).await,
                Err(Failure::NoWay(trouble)),
                "{stage} {does:?}"
            );
        }
    }
}

#[tokio::test]
async fn what_goes_wrong_with_a_mail_is_about_that_mail_alone() {
    for stage in ABOUT_A_MAIL {
        for (does, failure) in [
            (Does::Says("421 closing"), Failure::Later(Trouble::Reply(421))),
            (Does::Says("451 busy"), Failure::Later(Trouble::Reply(451))),
            (Does::Says("552 too big"), Failure::Never(Trouble::Reply(552))),
            (Does::Says("what?"), Failure::Later(Trouble::Protocol)),
            (Does::HangsUp, Failure::Later(Trouble::Protocol)),
            (Does::SaysNothing, Failure::Later(Trouble::TimedOut)),
        ] {
            assert_eq!(carried(stage, does).await, Err(failure), "{stage} {does:?}");
        }
    }
}

#[tokio::test]
async fn a_login_that_is_wanted_holds_for_all_mails() {
    let told = carried("MAIL", Does::Says("530 log in first")).await;
    assert_eq!(told, Err(Failure::NoWay(Trouble::Reply(530))));
    let told = carried("RCPT", Does::Says("530 not there")).await;
    assert_eq!(told, Err(Failure::Never(Trouble::Reply(530))));
}
