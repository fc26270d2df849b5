# SPDX-License-Identifier: GPL-3.0-or-later

"""A real SMTP server, aiosmtpd, that keeps what it gets and can be told to misbehave.

    with MailServer() as post:
        post.plan.append('451 4.3.0 Later')     # the answer to the next DATA
        post.wait_for(1)[0]['Subject']
"""

import asyncio
import email
import email.policy
import os
import ssl
import subprocess
import time

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from harness import wait_until

DROP = 'drop'
SLOW = 'slow'
SLOW_SECONDS = 5


class Handler:
    """Takes mail, unless the plan says what to answer instead."""

    def __init__(self):
        self.plan = []
        self.attempts = []
        self.messages = []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith('refused@'):
            self.attempts.append((time.monotonic(), None))
            return '550 5.1.1 No such mailbox'
        envelope.rcpt_tos.append(address)
        return '250 OK'

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        message.envelope = envelope
        message.is_encrypted = session.ssl is not None
        self.attempts.append((time.monotonic(), message))
        step = self.plan.pop(0) if self.plan else None
        if step == DROP:
            server.transport.abort()
            return '421 Gone'
        if step == SLOW:
            await asyncio.sleep(SLOW_SECONDS)
        elif step:
            return step
        self.messages.append(message)
        return '250 Taken'


class MailServer:
    """The server in a thread of its own, on a free port; with a folder for its certificate it insists on STARTTLS."""

    def __init__(self, folder=None):
        self.handler = Handler()
        self.options = {}
        self.certificate = None
        if folder is not None:
            self.options = {'tls_context': self._make_certificate(folder), 'require_starttls': True}
        self.port = None
        self.controller = None

    def _make_certificate(self, folder):
        self.certificate = os.path.join(folder, 'certificate.pem')
        key = os.path.join(folder, 'key.pem')
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost',
                        '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', key, '-out', self.certificate],
                       check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, key)
        return context

    def start(self, port=0):
        outer = self

        class Local(Controller):
            def factory(self):
                return SMTP(self.handler, hostname='localhost', enable_SMTPUTF8=True, **outer.options)

            def _trigger_server(self):
                """The port is only known now."""
                self.port = self.server.sockets[0].getsockname()[1]
                super()._trigger_server()

        self.controller = Local(self.handler, hostname='127.0.0.1', port=port)
        self.controller.start()
        self.port = self.controller.port

    def stop(self):
        if self.controller is not None:
            self.controller.stop()
            self.controller = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()

    @property
    def plan(self):
        return self.handler.plan

    @property
    def attempts(self):
        return self.handler.attempts

    @property
    def messages(self):
        return self.handler.messages

    def clear(self):
        self.handler.plan.clear()
        self.handler.attempts.clear()
        self.handler.messages.clear()

    def find(self, subject):
        return [message for message in list(self.messages) if subject in message['Subject']]

    def wait_for(self, subject, number=1, seconds=20):
        """Waits until there are so many mails with this in their subject, and answers them."""
        return wait_until(lambda: len(self.find(subject)) >= number and self.find(subject), seconds,
                          f'no mail “{subject}”, only {[message["Subject"] for message in self.messages]}')
