# SPDX-License-Identifier: GPL-3.0-or-later

"""Clients of document S's server find the same here: an imported bakery answers recorded requests as that server did, a
Django REST framework server built from the document's own listing.

corpus/fixture.json is the `dumpdata` that it held, corpus/sample.jsonl what it was asked, in this order, and what it answered.
The status is the same, and each field of a good answer is in ours with the same value; ours may have more. Where a decision
of the requirements says otherwise, the request stands in DIFFERENCES.
"""

import json
import pathlib
import re
import unittest

from harness import Server

CORPUS = pathlib.Path(__file__).parent / 'corpus'
PASSWORDS = {'admin@example.com': 'admin12345'}
PEOPLE = {'admin': 'admin@example.com', 'customer': 'customer1@example.com', 'customer2': 'customer2@example.com',
          'customer3': 'customer3@example.com'}

TIME = re.compile(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z')

# Request: (why it differs, our statuses, the fields that differ with what we say instead, or None where the body is another
# one, of which AFTER says what it must hold).
DIFFERENCES = {
    'register-phone-too-long': ('D-20: digits are what counts of a phone number', {201}, None),
    'login-unknown-email': ('D-16: nobody learns which addresses have an account', {401}, {}),
    'customer-own': ('no decision: the field is there and holds what its name says, where the recorded server, which signs in'
                     ' by token, never wrote it', {200}, {'last_login': '<datetime>'}),
    'customer-patch-own': ('the same', {200}, {'last_login': '<datetime>'}),
    'custom-create': ('D-15: what is created is answered with 201', {201}, {}),
    'custom-create-minimal': ('D-15', {201}, {}),
    'custom-create-string-ids': ('D-15', {201}, {}),
    'cart-is-available': ('D-15: 302 is for redirections', {200}, {}),
    'cart-is-customize': ('D-15', {200}, {}),
    'order-create': ('D-15', {201}, {}),
    'order-create-defaults': ('D-15; D-06: the line of the cart is ordered, not the first with that cake', {201},
                              {'quantity': 2}),
    'order-create-prose': ('D-15', {201}, {}),
    'order-pay': ('D-08: paying is a payment of its own, and the PATCH answers the order as it is then instead of a sentence',
                  {200}, None),
}

# What our answer holds where it is another one than was recorded.
AFTER = {
    'register-phone-too-long': {'phone_no': '1234567890', 'email': 'b@example.com'},
    'order-pay': {'payment_status': 'paid', 'order_status': 'processing', 'payment_method': 'credit_card'},
}

# What the full record asks before a request, and the sample leaves out. Without it the request succeeds.
BEFORE = {'inactive-login': ('PATCH', '/api/customers/4/', {'is_active': False})}


def load_requests():
    return [json.loads(line) for line in (CORPUS / 'sample.jsonl').read_text().splitlines()]


class Replay(unittest.TestCase):
    """One server, and all requests in their order."""

    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.addClassCleanup(cls.server.__exit__)
        result = cls.server.run('import', str(CORPUS / 'fixture.json'))
        if result.returncode != 0:
            raise RuntimeError(result.stderr)
        cls.server.start()
        cls.people = {'none': cls.server.client()}
        cls.saved = {}

    def who(self, auth):
        if auth not in self.people:
            email = PEOPLE[auth]
            client = self.server.sign_in(email, PASSWORDS.get(email, 'customer12345'))
            self.people[auth] = client
        return self.people[auth]

    def fill_in(self, template):
        return re.sub('%([a-z_0-9]+)%', lambda name: str(self.saved[name[1]]), template)

    def ask(self, request):
        path = self.fill_in(request.get('path_template', request['path']))
        body = json.loads(self.fill_in(request['body_template'])) if 'body_template' in request else request['body']
        headers = {'Content-Type': request.get('content_type', 'application/json')} if isinstance(body, str) else {}
        return self.who(request['auth']).request(request['method'], path, body, headers)

    def keep(self, request, answer):
        name, _, key = request.get('save', '').partition(':.')
        if name:
            self.saved[name] = answer.json[key]
        if request['name'] == 'token-admin':
            self.saved['admin_access'] = answer.json['access']
            self.saved['admin_refresh'] = answer.json['refresh']

    def compare(self, recorded, ours, ignored, where=''):
        """What of the recorded answer is not in ours."""
        if isinstance(recorded, dict) and isinstance(ours, dict):
            names = {name.lower(): value for name, value in ours.items()}
            return [difference for name, value in recorded.items() if name not in ignored
                    for difference in ([f'{where}{name} is missing'] if name.lower() not in names else
                                       self.compare(value, names[name.lower()], ignored, f'{where}{name}.'))]
        if isinstance(recorded, list) and isinstance(ours, list) and len(recorded) == len(ours):
            return [difference for place, (one, other) in enumerate(zip(recorded, ours))
                    for difference in self.compare(one, other, ignored, f'{where}{place}.')]
        if recorded == '<datetime>':
            return [] if isinstance(ours, str) and TIME.fullmatch(ours) else [f'{where} is {ours!r}']
        return [] if recorded == ours else [f'{where} is {ours!r}, was {recorded!r}']

    @staticmethod
    def amend(recorded, differing):
        return {**recorded, **differing} if differing else recorded

    def check(self, request):
        if request['name'] in BEFORE:
            self.assertEqual(self.ask(request).status, 200)
            self.assertEqual(self.who('admin').request(*BEFORE[request['name']]).status, 200)
        answer = self.ask(request)
        _, statuses, differing = DIFFERENCES.get(request['name'], (None, {request['status']}, {}))
        self.assertIn(answer.status, statuses, answer)
        if answer.status >= 400:
            self.assertEqual(answer.headers['Content-Type'], 'application/problem+json')
            return
        expected = AFTER[request['name']] if differing is None else self.amend(request['response'], differing)
        if expected is not None and answer.status != 204:
            self.assertEqual(self.compare(expected, answer.json, set(request.get('ignore', ()))), [])
        self.keep(request, answer)

    def test_requests(self):
        """Every recorded request, in order."""
        for request in load_requests():
            with self.subTest(request['name'], why=request['why']):
                self.check(request)

    def test_table(self):
        """Every difference is one of a recorded request."""
        self.assertLessEqual(set(DIFFERENCES), {request['name'] for request in load_requests()})
        self.assertEqual(set(AFTER), {name for name, (_, _, differing) in DIFFERENCES.items() if differing is None})


if __name__ == '__main__':
    unittest.main()
