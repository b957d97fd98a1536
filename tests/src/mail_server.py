"""An SMTP server for the tests: aiosmtpd on 127.0.0.1.

It prints its port, notes what happens as JSON lines, and ends with its standard input.
"""

import argparse
import asyncio
import email
import email.policy
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

arguments = argparse.ArgumentParser()
arguments.add_argument("--into", required=True)
arguments.add_argument("--cert", required=True)
arguments.add_argument("--key", required=True)
arguments.add_argument("--user", required=True)
arguments.add_argument("--password", required=True)
arguments.add_argument("--port", type=int, default=0)
arguments.add_argument("--tls", choices=["starttls", "implicit", "none"], required=True)
arguments.add_argument("--no-auth", action="store_true")
# Answers to the first recipients, such as 451,550; all others are taken.
arguments.add_argument("--answers", default="")
told = arguments.parse_args()
answers = [answer for answer in told.answers.split(",") if answer]


def note(**what):
    with open(told.into, "a", encoding="utf-8") as file:
        file.write(json.dumps(what) + "\n")


class Server(SMTP):
    def is_encrypted(self):
        return self.transport.get_extra_info("sslcontext") is not None

    async def smtp_AUTH(self, arg):
        note(what="command", command="AUTH", encrypted=self.is_encrypted())
        return await super().smtp_AUTH(arg)

    async def smtp_MAIL(self, arg):
        note(what="command", command="MAIL", encrypted=self.is_encrypted())
        return await super().smtp_MAIL(arg)


class Keeper:
    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = answers.pop(0) if answers else "250"
        if answer != "250":
            return f"{answer} no mail for {address}"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        note(
            what="mail",
            encrypted=server.is_encrypted(),
            hello=session.host_name,
            user=session.auth_data,
            sender=envelope.mail_from,
            to=envelope.rcpt_tos,
            headers={name.lower(): str(value) for name, value in message.items()},
            text=message.get_content(),
        )
        return "250 taken"


def authenticate(server, session, envelope, mechanism, data):
    login, password = data.login.decode(), data.password.decode()
    if (login, password) == (told.user, told.password):
        return AuthResult(success=True, auth_data=login)
    return AuthResult(success=False, handled=False)


async def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(told.cert, told.key)

    def serve():
        return Server(
            Keeper(),
            hostname="mail.test",
            tls_context=context if told.tls == "starttls" else None,
            require_starttls=told.tls == "starttls",
            auth_required=not told.no_auth,
            auth_require_tls=False,
            auth_exclude_mechanism=["PLAIN", "LOGIN"] if told.no_auth else [],
            authenticator=authenticate,
        )

    loop = asyncio.get_running_loop()
    over = context if told.tls == "implicit" else None
    server = await loop.create_server(serve, "127.0.0.1", told.port, ssl=over)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main())
