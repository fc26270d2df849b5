# SPDX-License-Identifier: GPL-3.0-or-later

"""Accounts of the real server: confirming an address, forgetting a password, and passwords that come from Django."""

import base64
import hashlib
import re
import statistics
import time
import unittest

import test_server_resources
from harness import PASSWORD

SECOND_PASSWORD = 'quite another password'


class AccountCase(test_server_resources.Bakery):

    def setUp(self):
        self.email = self.id().rpartition('.')[2].replace('_', '.') + '@example.com'
        self.email = self.email[-40:].lstrip('.')
        self.person = self.make_person(self.email.partition('@')[0])
        self.account = self.person.get('/api/v1/me').json

    def sign_in(self, email=None, password=PASSWORD):
        return self.anybody.post('/api/v1/token', {'email': email or self.email, 'password': password})

    def mailed(self, kind, email=None):
        """The tokens mailed to an address, oldest first."""
        rows = self.server.sql('SELECT link FROM mails WHERE kind = ? AND recipient = ? ORDER BY id', kind,
                               email or self.email)
        return [re.search(r'\?token=([\w-]+)', link)[1] for link, in rows]

    def ask_for_reset(self, email=None):
        answer = self.anybody.post('/api/v1/password-reset', {'email': email or self.email})
        self.assertEqual((answer.status, answer.body), (202, b''))

    def reset(self, token, password=SECOND_PASSWORD):
        return self.anybody.post('/api/v1/password-reset/confirm', {'token': token, 'password': password})


class Confirmation(AccountCase):

    def confirm(self, token):
        return self.anybody.post('/api/v1/customers/confirm', {'token': token})

    def test_sign_up_is_confirmed_once(self):
        self.assertIsNone(self.account['email_confirmed_at'])
        token, = self.mailed('email_confirmation')
        self.assertEqual(self.confirm(token).status, 204)
        self.assertIsNotNone(self.person.get('/api/v1/me').json['email_confirmed_at'])
        self.check_errors(self.confirm(token), 'token')
        self.assertEqual(self.person.post('/api/v1/me/confirmation').status, 409)

    def test_another_mail(self):
        self.assertEqual(self.person.post('/api/v1/me/confirmation').status, 204)
        first, second = self.mailed('email_confirmation')
        self.assertEqual(self.confirm(second).status, 204)
        self.check_errors(self.confirm(first), 'token')

    def test_no_mailbox_is_filled(self):
        addresses = [f'{i}.{self.email}' for i in range(5)]
        answers = [self.person.patch('/api/v1/me', {'email': address}) for address in addresses]
        self.assertEqual([answer.status for answer in answers], [200] * 4 + [429])
        self.assertEqual(self.person.get('/api/v1/me').json['email'], addresses[3])
        self.assertEqual(self.person.post('/api/v1/me/confirmation').status, 429)

    def test_another_address_is_confirmed_anew(self):
        old, = self.mailed('email_confirmation')
        self.assertEqual(self.person.patch('/api/v1/me', {'email': 'moved.' + self.email}).status, 200)
        self.check_errors(self.confirm(old), 'token')
        new, = self.mailed('email_confirmation', 'moved.' + self.email)
        self.assertEqual(self.confirm(new).status, 204)
        self.person.patch('/api/v1/me', {'email': self.email})
        self.assertIsNone(self.person.get('/api/v1/me').json['email_confirmed_at'])

    def test_what_is_no_token(self):
        self.check_errors(self.confirm('x' * 43), 'token')
        self.check_errors(self.anybody.post('/api/v1/customers/confirm', {}), 'token')
        self.check_errors(self.anybody.post('/api/v1/customers/confirm', {'token': 7}), 'token')

    def test_token_for_one_thing_only(self):
        token, = self.mailed('email_confirmation')
        self.check_errors(self.reset(token), 'token')
        self.server.sql('UPDATE account_tokens SET expires_at = 1 WHERE account = ?', self.account['id'])
        self.check_errors(self.confirm(token), 'token')


class Reset(AccountCase):

    def test_reset_signs_out_everywhere(self):
        refresh = self.sign_in().json['refresh']
        self.ask_for_reset()
        token, = self.mailed('password_reset')
        self.assertEqual(self.reset(token).status, 204)
        self.assertEqual(self.sign_in().status, 401)
        self.assertEqual(self.sign_in(password=SECOND_PASSWORD).status, 200)
        self.assertEqual(self.anybody.post('/api/v1/token/refresh', {'refresh': refresh}).status, 401)
        self.check_errors(self.reset(token), 'token')
        self.assertEqual(self.person.get('/api/v1/me').status, 401)
        again = self.server.sign_in(self.email, SECOND_PASSWORD)
        self.assertIsNotNone(again.get('/api/v1/me').json['email_confirmed_at'])

    def test_short_password_does_not_spend_the_token(self):
        self.ask_for_reset()
        token, = self.mailed('password_reset')
        self.check_errors(self.reset(token, 'short'), 'password')
        self.assertEqual(self.reset(token).status, 204)

    def test_nobody(self):
        before = self.server.sql('SELECT count(*) FROM accounts')
        self.ask_for_reset('nobody.' + self.email)
        self.assertEqual(self.mailed('password_reset', 'nobody.' + self.email), [])
        self.assertEqual(self.server.sql('SELECT count(*) FROM accounts'), before)
        self.assertEqual(self.server.sql("SELECT count(*) FROM mails WHERE recipient LIKE 'nobody.%'"), [(0,)])

    def test_nobody_takes_as_long(self):
        def measure(email):
            start = time.monotonic()
            self.ask_for_reset(email)
            return time.monotonic() - start
        times = [(measure(self.email), measure('nobody.' + self.email)) for _ in range(40)]
        somebody, nobody = (statistics.median(column) for column in zip(*times))
        self.assertLess(abs(somebody - nobody), max(somebody, nobody) * 0.5)

    def test_nobodys_mailbox_is_filled(self):
        for _ in range(6):
            self.ask_for_reset()
        self.assertEqual(len(self.mailed('password_reset')), 3)

    def test_deactivated(self):
        self.ask_for_reset()
        token, = self.mailed('password_reset')
        self.admin.patch(f'/api/v1/admin/customers/{self.account["id"]}', {'is_active': False})
        self.check_errors(self.reset(token), 'token')

    def test_no_token_is_stored(self):
        self.ask_for_reset()
        token, = self.mailed('password_reset')
        self.assertNotIn(token, str(self.server.sql('SELECT * FROM account_tokens')))
        self.assertNotIn(token, ''.join(self.server.log))


class People(AccountCase):

    def hire(self, client, role='staff', stores=None, number=1):
        return client.post('/api/v1/accounts', {
            **test_server_resources.CUSTOMER, 'email': f'{role}{number}.{self.account["id"]}@example.com', 'role': role,
            'stores': [self.store] if stores is None else stores})

    def ids(self, client, query=''):
        answer = client.get('/api/v1/accounts?limit=1000&' + query)
        self.assertEqual(answer.status, 200, answer)
        return {account['id'] for account in answer.json}

    def test_manager_hires_and_lets_go(self):
        baker = self.created(self.hire(self.manager))
        path = f'/api/v1/accounts/{baker["id"]}'
        self.assertEqual((baker['role'], baker['stores']), ('staff', [self.store]))
        self.assertEqual(self.other_manager.get(path).status, 404)
        self.assertEqual(self.other_manager.post(path + '/deactivate').status, 404)
        self.assertEqual(self.sign_in(baker['email']).status, 200)
        self.assertFalse(self.manager.post(path + '/deactivate').json['is_active'])
        self.assertEqual(self.sign_in(baker['email']).status, 401)
        self.assertTrue(self.manager.post(path + '/reactivate').json['is_active'])
        self.assertEqual(self.sign_in(baker['email']).status, 200)
        self.assertEqual(self.manager.patch(path, {'role': 'admin'}).status, 403)

    def test_what_a_manager_cannot_hire(self):
        for role in ('customer', 'manager', 'admin'):
            answer = self.hire(self.manager, role, None if role == 'manager' else [])
            self.assertEqual(answer.status, 400, role)
            self.assertIn('role', answer.json['errors'])
        self.check_errors(self.hire(self.manager, stores=[self.other_store]), 'stores')
        self.assertEqual(self.hire(self.baker).status, 403)
        self.assertEqual(self.hire(self.customer).status, 403)

    def test_manager_does_not_let_managers_go(self):
        manager = self.created(self.hire(self.admin, 'manager'))
        self.assertEqual(self.manager.post(f'/api/v1/accounts/{manager["id"]}/deactivate').status, 403)
        self.assertEqual(self.manager.get(f'/api/v1/accounts/{self.account["id"]}').status, 404)

    def test_lists(self):
        baker = self.created(self.hire(self.manager))
        self.assertIn(baker['id'], self.ids(self.manager))
        self.assertNotIn(self.account['id'], self.ids(self.manager))
        self.assertIn(self.account['id'], self.ids(self.admin))
        self.assertEqual(self.ids(self.admin, 'q=' + baker['email']), {baker['id']})
        self.assertNotIn(baker['id'], self.ids(self.admin, 'role=manager'))
        self.assertNotIn(baker['id'], self.ids(self.admin, f'store={self.other_store}'))
        self.assertNotIn(baker['id'], self.ids(self.admin, 'is_active=false'))

    def test_last_admin_stays(self):
        admin = self.admin.get('/api/v1/me').json['id']
        self.assertEqual(self.admin.post(f'/api/v1/accounts/{admin}/deactivate').status, 409)
        for path in (f'/api/v1/accounts/{admin}', f'/api/v1/admin/customers/{admin}', f'/api/v1/customers/{admin}'):
            self.assertEqual(self.admin.patch(path, {'role': 'customer'}).status, 409, path)
        self.assertEqual(self.admin.patch(f'/api/v1/admin/customers/{admin}', {'is_active': False}).status, 409)
        for path in (f'/api/v1/customers/{admin}', f'/api/v1/admin/customers/{admin}'):
            self.assertEqual(self.admin.delete(path).status, 409, path)
        self.assertEqual(self.admin.post(f'/api/v1/accounts/{admin}/erase').status, 409)
        self.assertEqual(self.admin.get('/api/v1/me').json['role'], 'admin')

    def test_payment_methods(self):
        path = '/api/v1/me/payment-methods'
        method = self.created(self.person.post(path, {'provider': 'stripe', 'token': 'pm_1abc', 'brand': 'visa',
                                                      'last4': '4242', 'expiry_month': 4, 'expiry_year': 2030}))
        self.assertNotIn('token', method)
        self.assertEqual([row['last4'] for row in self.person.get(path).json], ['4242'])
        self.assertEqual(self.customer.get(path).json, [])
        self.assertEqual(self.customer.delete(f'{path}/{method["id"]}').status, 404)
        self.check_errors(self.person.post(path, {'provider': 'x', 'token': '4242 4242 4242 4242'}), 'token')
        self.check_errors(self.person.post(path, {'provider': 'x', 'token': 'y', 'last4': '42'}), 'last4')
        self.assertEqual(self.person.delete(f'{path}/{method["id"]}').status, 204)
        self.assertEqual(self.person.get(path).json, [])


class AccessTokens(AccountCase):
    """Those given out before a change of what somebody may do end with it; those given out since are good."""

    def admin_changes(self, **fields):
        answer = self.admin.patch(f'/api/v1/accounts/{self.account["id"]}', fields)
        self.assertEqual(answer.status, 200, answer)

    def assert_ended(self, password=PASSWORD):
        self.assertEqual(self.person.get('/api/v1/me').status, 401)
        self.assertEqual(self.person.get('/api/v1/carts').status, 401)
        self.assertEqual(self.person.post('/api/v1/carts', {'cake_id': self.cake, 'quantity': 1}).status, 401)
        self.person = self.server.sign_in(self.email, password)
        self.assertEqual(self.person.get('/api/v1/me').status, 200)

    def test_own_new_password(self):
        other = self.server.sign_in(self.email)
        self.assertEqual(self.person.patch('/api/v1/me', {'password': SECOND_PASSWORD}).status, 200)
        self.assertEqual(other.get('/api/v1/me').status, 401)
        self.assert_ended(SECOND_PASSWORD)

    def test_reset(self):
        self.ask_for_reset()
        token, = self.mailed('password_reset')
        self.assertEqual(self.reset(token).status, 204)
        self.assert_ended(SECOND_PASSWORD)

    def test_roles(self):
        self.admin_changes(role='staff', stores=[self.store])
        self.assert_ended()
        self.admin_changes(role='customer', stores=[])
        self.assert_ended()

    def test_refreshed_after_a_role_change(self):
        refresh = self.sign_in().json['refresh']
        self.admin_changes(role='staff', stores=[self.store])
        answer = self.anybody.post('/api/v1/token/refresh', {'refresh': refresh})
        self.assertEqual(self.server.client(answer.json['access']).get('/api/v1/changes').status, 200)

    def test_deactivation_outlives_reactivation(self):
        self.admin_changes(is_active=False)
        self.assertEqual(self.person.get('/api/v1/me').status, 401)
        self.admin_changes(is_active=True)
        self.assert_ended()

    def test_any_other_change(self):
        self.admin_changes(city='Mumbai', first_name='Renamed')
        self.person.patch('/api/v1/me', {'city': 'Delhi', 'consent_email': True})
        self.assertEqual(self.person.get('/api/v1/me').json['city'], 'Delhi')
        self.assertNotIn('token_generation', self.admin.get(f'/api/v1/accounts/{self.account["id"]}').json)


class Django(AccountCase):

    def make_hash(self, password, iterations=1000, salt='b7sZk3QxTnWm'):
        key = hashlib.pbkdf2_hmac('sha256', password.encode(), salt.encode(), iterations)
        return f'pbkdf2_sha256${iterations}${salt}${base64.b64encode(key).decode()}'

    def put_hash(self, value):
        self.server.sql('UPDATE accounts SET password = ? WHERE id = ?', value, self.account['id'])

    def stored(self):
        return self.server.sql('SELECT password FROM accounts WHERE id = ?', self.account['id'])[0][0]

    def test_upgraded_at_the_first_sign_in(self):
        self.put_hash(self.make_hash(SECOND_PASSWORD))
        self.assertEqual(self.sign_in().status, 401)
        self.assertTrue(self.stored().startswith('pbkdf2'))
        self.assertEqual(self.sign_in(password=SECOND_PASSWORD).status, 200)
        self.assertTrue(self.stored().startswith('$argon2id$'))
        self.assertEqual(self.sign_in(password=SECOND_PASSWORD).status, 200)
        self.assertEqual(self.sign_in().status, 401)

    def test_hashes_that_are_none(self):
        for value in ('pbkdf2_sha256$', 'pbkdf2_sha256$0$salt$AAAA', '!', self.make_hash(PASSWORD).replace('$1000$', '$99999999$')):
            self.put_hash(value)
            self.assertEqual(self.sign_in().status, 401, value)


class StoreRegistration(test_server_resources.Bakery):
    """A store that registers by itself, and its manager (S-080)."""

    def setUp(self):
        self.name = self.id().rpartition('.')[2][5:]
        self.email = self.name[:25].replace('_', '.').strip('.') + '@example.com'
        self.body = {**test_server_resources.STORE, 'name': 'Newcomer ' + self.name, 'email': 'shop.' + self.email,
                     'manager': {**test_server_resources.CUSTOMER, 'email': self.email}}

    def register(self, status=202, client=None, **changes):
        answer = (client or self.anybody).post('/api/v1/stores/register', {**self.body, **changes})
        self.assertEqual((answer.status, answer.body if status == 202 else b''), (status, b''), answer)
        return answer

    def find(self):
        """The store, as the administrator finds it among those that do not sell."""
        found = [store for store in self.admin.get('/api/v1/admin/stores?is_active=false&limit=1000').json
                 if store['name'] == self.body['name']]
        return found[0] if found else None

    def sign_in(self):
        return self.anybody.post('/api/v1/token', {'email': self.email, 'password': PASSWORD})

    def texts(self, client):
        return [notice['text'] for notice in client.get('/api/v1/notifications?limit=1000').json]

    def mails(self, kind):
        return self.server.sql('SELECT link, words FROM mails WHERE kind = ? AND recipient = ?', kind, self.email)

    def test_from_registration_to_work(self):
        self.register()
        store = self.find()
        path = f'/api/v1/stores/{store["id"]}'
        self.assertIn(f'The store {store["id"]}, {store["name"]}, has registered and waits for your approval.',
                      self.texts(self.admin))
        for client in (self.anybody, self.customer, self.manager, self.baker, self.other_manager):
            self.assertEqual(client.get(path).status, 404)
            self.assertNotIn(store['id'], [seen['id'] for seen in client.get('/api/v1/stores?limit=1000').json])
            self.assertNotIn(store['id'], [seen['id'] for seen in client.get('/api/v1/stores?near=18.5,73.8').json])
            self.assertEqual(client.get(f'/api/v1/slots?store={store["id"]}').status, 404)
        for client in (self.manager, self.baker, self.other_manager):
            self.assertNotIn(('store', store['id']), [(c['entity'], c['id']) for c in client.changes(limit=5000)[0]])
        self.assertEqual(self.sign_in().status, 401)
        self.assertEqual(self.mails('store_approved'), [])
        (link, _), = self.mails('email_confirmation')
        self.assertEqual(self.anybody.post('/api/v1/customers/confirm', {'token': link.rpartition('=')[2]}).status, 204)
        self.assertEqual(self.sign_in().status, 401, 'a confirmed address is no approval')

        self.assertEqual(self.admin.patch(path, {'is_active': True}).status, 200)
        self.assertEqual([text for _, text in self.mails('store_approved')], [store['name']])
        manager = self.server.sign_in(self.email)
        account = manager.get('/api/v1/me').json
        self.assertEqual((account['role'], account['stores']), ('manager', [store['id']]))
        self.assertIsNotNone(account['email_confirmed_at'])
        self.assertEqual(manager.patch(path, {'city': 'Nashik'}).json['city'], 'Nashik')
        self.created(manager.post('/api/v1/cakes', {**test_server_resources.CAKE, 'store': store['id']}))
        self.assertEqual(manager.patch(f'/api/v1/stores/{self.store}', {'city': 'Nashik'}).status, 404)
        self.assertEqual(self.anybody.get(path).json['city'], 'Nashik')
        self.assertEqual(self.admin.patch(path, {'description': 'Once more'}).status, 200)
        self.assertEqual(len(self.mails('store_approved')), 1)

    def test_refused(self):
        """Who is refused leaves nothing, and can register again."""
        self.register()
        store = self.find()
        self.assertEqual(self.admin.delete(f'/api/v1/stores/{store["id"]}').status, 204)
        self.assertIsNone(self.find())
        self.assertEqual(self.sign_in().status, 401)
        self.register()
        self.assertNotEqual(self.find()['id'], store['id'])

    def test_known_addresses_are_not_given_away(self):
        """The answer is the same for addresses that are here already, and nothing comes of it."""
        before = self.server.sql('SELECT (SELECT count(*) FROM stores), (SELECT count(*) FROM accounts)')
        mine = self.customer.get('/api/v1/me').json
        for _ in range(2):
            self.register(manager={**self.body['manager'], 'email': mine['email'].upper()})
        self.register(email='store1@example.com')
        self.assertEqual(self.server.sql('SELECT (SELECT count(*) FROM stores), (SELECT count(*) FROM accounts)'), before)
        self.assertEqual(len([text for text in self.texts(self.customer) if self.body['name'] in text]), 1)
        self.assertEqual(self.customer.get('/api/v1/me').json, mine)
        self.assertEqual(self.server.sign_in(mine['email']).get('/api/v1/me').status, 200)

    def test_nothing_is_taken_that_is_not_given(self):
        for role in ('admin', 'manager', 'staff'):
            answer = self.register(400, manager={**self.body['manager'], 'role': role, 'stores': [self.store], 'is_active': True})
            self.assertEqual(set(answer.json['errors']), {'manager.role', 'manager.stores', 'manager.is_active'})
        self.assertEqual(set(self.register(400, is_active=True).json['errors']), {'is_active'})
        self.assertEqual(set(self.register(400, manager=[]).json['errors']), {'manager'})
        self.assertEqual(set(self.register(400, name='', manager={**self.body['manager'], 'password': 'sunshine'}).json['errors']),
                         {'name', 'manager.password'})
        answer = self.anybody.post('/api/v1/stores/register', {'manager': {}})
        self.assertLessEqual({'name', 'email', 'manager.email', 'manager.password'}, set(answer.json['errors']))
        self.assertIsNone(self.find())
        self.register(client=self.customer)
        self.assertEqual(self.customer.get('/api/v1/me').json['role'], 'customer', 'whoever sends it gains nothing by it')
        self.assertEqual(self.anybody.post('/api/v1/stores', self.body).status, 401)

    def test_waiting_manager_gets_no_new_password(self):
        self.register()
        self.assertEqual(self.anybody.post('/api/v1/password-reset', {'email': self.email}).status, 202)
        self.assertEqual(self.mails('password_reset'), [])


if __name__ == '__main__':
    unittest.main()
