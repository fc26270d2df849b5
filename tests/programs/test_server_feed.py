# SPDX-License-Identifier: GPL-3.0-or-later

"""Who hears of what in the change feed of the real server: feedback, the catalogue, and people."""

import os
import sqlite3
import time
import unittest

import test_server_resources
from harness import PASSWORD, wait_until

MIGRATIONS = os.path.join(os.path.dirname(__file__), '../../data/sql/server')
DAY = 24 * 60 * 60 * 1000000


class FeedCase(test_server_resources.Bakery):

    def heard(self, client, since=None):
        """What a client hears of after a cursor: {(entity, id): data, or None when it is gone}."""
        changes, end = client.changes(since=since, limit=5000)
        self.assertFalse(end['more'])
        return {(c['entity'], c['id']): None if c.get('deleted') else c['data'] for c in changes}

    def migrate(self, name):
        with open(os.path.join(MIGRATIONS, name), encoding='utf-8') as script, sqlite3.connect(self.server.database) as database:
            database.executescript(script.read())

    def cursor(self, client):
        return client.changes(limit=5000)[1]['next']


class Shop(FeedCase):

    def test_catalogue_and_feedback_of_its_stores(self):
        group = self.created(self.manager.post('/api/v1/option-groups', {'store': self.store, 'name': 'Size'}))['id']
        option = self.created(self.manager.post('/api/v1/options', {'option_group': group, 'name': 'Large'}))['id']
        order = self.place()
        for stage in ('confirmed', 'baking', 'ready', 'delivered'):
            self.assertEqual(self.move(self.admin, order, stage, force=True, reason='a test').status, 200)
        rating = self.created(self.customer.post('/api/v1/ratings', {
            'order_line': order['lines'][0]['id'], 'stars': 4, 'comment': 'Fine'}))['id']
        complaint = self.created(self.customer.post('/api/v1/complaints', {'store': self.store, 'text': 'Too small'}))['id']
        self.created(self.baker.post(f'/api/v1/complaints/{complaint}/replies', {'text': 'Sorry.'}))
        mine = {('option_group', group), ('option', option), ('order', order['id']), ('rating', rating),
                ('complaint', complaint), ('cake', self.cake), ('store', self.store)}
        for client in (self.baker, self.manager, self.admin):
            heard = self.heard(client)
            self.assertLessEqual(mine, heard.keys())
            self.assertEqual(heard['rating', rating]['comment'], 'Fine')
            self.assertEqual([reply['text'] for reply in heard['complaint', complaint]['replies']], ['Sorry.'])
        for client in (self.other_baker, self.other_manager):
            self.assertFalse(mine & self.heard(client).keys())
        self.assertEqual(self.customer.get('/api/v1/changes').status, 403)
        self.assertEqual(self.anybody.get('/api/v1/changes').status, 401)

    def test_cakes_that_left_the_catalogue(self):
        """Managers of the store hear what a cake was before they hear that it is gone, and so do consoles that begin later."""
        cake = self.created(self.manager.post('/api/v1/cakes', {**test_server_resources.CAKE, 'store': self.store}))
        since = {client: self.cursor(client) for client in (self.manager, self.baker)}
        self.assertEqual(self.manager.patch(f'/api/v1/cakes/{cake["id"]}', {'name': 'At last', 'category': 'tall'}).status, 200)
        self.assertEqual(self.manager.delete(f'/api/v1/cakes/{cake["id"]}').status, 204)
        former, key = ('former_cake', cake['id']), ('cake', cake['id'])
        heard = self.heard(self.manager, since[self.manager])
        self.assertEqual(list(heard)[-2:], [former, key])
        self.assertIsNone(heard[key])
        what = heard[former]
        self.assertEqual((what['store'], what['name'], what['category']), (self.store, 'At last', 'tall'))
        self.assertEqual(self.heard(self.baker, since[self.baker]), {key: None})
        for client, is_told in ((self.manager, True), (self.admin, True), (self.baker, False), (self.other_manager, False)):
            everything = self.heard(client)
            self.assertEqual(everything.get(former), what if is_told else None)
            self.assertNotIn(key, everything)

        self.server.stop()
        self.server.sql("DELETE FROM changes WHERE entity = 'former_cake'")
        self.server.sql('DROP VIEW former_cakes')
        newest = self.server.sql("SELECT value FROM counters WHERE name = 'revision'")[0][0]
        self.migrate('034-former-cakes.sql')
        self.server.start()
        again = self.heard(self.manager, since[self.manager])[former]
        self.assertGreater(again['revision'], newest)
        self.assertEqual(again, {**what, 'revision': again['revision']})
        self.created(self.manager.post('/api/v1/cakes', {**test_server_resources.CAKE, 'store': self.store}))


class Accounts(FeedCase):

    def setUp(self):
        name = self.id().rpartition('.')[2]
        self.person = self.created(self.admin.post('/api/v1/accounts', {
            **test_server_resources.CUSTOMER, 'email': name[5:40] + '@example.com', 'role': 'staff', 'stores': [self.store]}))
        self.path = f'/api/v1/accounts/{self.person["id"]}'
        self.key = ('account', self.person['id'])

    def change(self, **fields):
        answer = self.admin.patch(self.path, fields)
        self.assertEqual(answer.status, 200, answer)
        return answer.json

    def test_who_hears(self):
        for client in (self.admin, self.manager):
            self.assertEqual(self.heard(client)[self.key], self.person)
        self.assertNotIn(self.key, self.heard(self.other_manager))
        for client in (self.baker, self.other_baker):
            self.assertNotIn('account', {entity for entity, _ in self.heard(client)})
        customers = {('account', client.get('/api/v1/me').json['id']) for client in (self.customer, self.other_customer)}
        self.assertLessEqual(customers, self.heard(self.admin).keys())
        self.assertFalse(customers & self.heard(self.manager).keys())

    def test_no_password(self):
        self.assertNotIn('password', self.heard(self.admin)[self.key])

    def test_changes(self):
        since = {client: self.cursor(client) for client in (self.admin, self.manager)}
        self.change(first_name='Renamed')
        for client, cursor in since.items():
            self.assertEqual(self.heard(client, cursor)[self.key]['first_name'], 'Renamed')
        self.manager.post(self.path + '/deactivate')
        for client, cursor in since.items():
            self.assertFalse(self.heard(client, cursor)[self.key]['is_active'])

    def test_who_leaves_is_gone_for_one_and_there_for_another(self):
        clients = self.admin, self.manager, self.other_manager
        since = {client: self.cursor(client) for client in clients}
        self.change(stores=[self.other_store])
        self.assertEqual([self.heard(client, since[client]).get(self.key, 'unheard of') for client in clients],
                         [self.heard(self.admin)[self.key], None, self.heard(self.admin)[self.key]])
        self.assertNotIn(self.key, self.heard(self.manager))
        self.change(stores=[self.store])
        self.assertEqual(self.heard(self.manager, since[self.manager])[self.key]['stores'], [self.store])
        self.assertIsNone(self.heard(self.other_manager, since[self.other_manager])[self.key])

    def test_who_is_a_customer_again(self):
        since = self.cursor(self.manager)
        self.change(role='customer', stores=[])
        self.assertIsNone(self.heard(self.manager, since)[self.key])
        self.assertEqual(self.heard(self.admin)[self.key]['role'], 'customer')

    def test_erased(self):
        since = {client: self.cursor(client) for client in (self.admin, self.manager)}
        self.assertEqual(self.admin.post(self.path + '/erase').status, 204)
        for client, cursor in since.items():
            self.assertIsNone(self.heard(client, cursor)[self.key])
            self.assertNotIn(self.key, self.heard(client))

    def test_departures_are_forgotten_with_the_tombstones(self):
        since = self.cursor(self.manager)
        self.change(stores=[self.other_store])
        self.assertIsNone(self.heard(self.manager, since)[self.key])
        self.server.sql('UPDATE account_departures SET departed_at = ?', time.time_ns() // 1000 - 91 * DAY)
        self.server.stop()
        self.server.start()
        wait_until(lambda: self.server.sql('SELECT count(*) FROM account_departures') == [(0,)])
        self.assertEqual(self.manager.get('/api/v1/changes?since=' + since).status, 410)

    def test_accounts_of_before_the_feed_told_of_them(self):
        since = self.cursor(self.admin)
        self.server.stop()
        self.server.sql('DROP TABLE account_departures')
        self.server.sql("DELETE FROM changes WHERE entity = 'account'")
        self.migrate('008-account-feed.sql')
        self.server.start()
        heard = self.heard(self.admin, since)
        self.assertEqual(heard[self.key]['email'], self.person['email'])
        self.assertEqual({entity for entity, _ in heard}, {'account'})
        self.assertGreater(heard[self.key]['revision'], self.person['revision'])

    def test_events(self):
        with self.manager.events() as mine, self.other_manager.events() as others, self.admin.events() as all_events:
            for events in (mine, others, all_events):
                events.next()
            self.change(first_name='Woken')
            revision = str(self.admin.get(self.path).json['revision'])
            self.assertEqual([events.next()['id'] for events in (mine, all_events)], [revision] * 2)
            cake = self.make_cake(store=self.other_store, name='Heard of by the others')
            self.assertEqual(others.next()['id'], str(self.admin.get(f'/api/v1/cakes/{cake}').json['revision']))

    def ends(self, events):
        """Whether a stream ends, of which a line comes every fifteen seconds as long as it does not."""
        deadline = time.monotonic() + 30
        while line := events.response.readline():
            if time.monotonic() > deadline:
                return False
        return line == b''

    def test_streams_end_with_the_right_to_them(self):
        client = self.server.sign_in(self.person['email'])
        with client.events() as events:
            events.next()
            self.change(city='Hubballi')
            self.assertEqual(self.admin.get('/api/v1/me').status, 200)
            self.change(password='quite another password')
            self.assertTrue(self.ends(events))
        client = self.server.sign_in(self.person['email'], 'quite another password')
        with client.events() as events:
            events.next()
            self.assertEqual(self.admin.post(self.path + '/deactivate').status, 200)
            self.assertTrue(self.ends(events))
        self.assertEqual(client.get('/api/v1/events').status, 401)


class Reset(FeedCase):
    """Mails for somebody else to choose a new password."""

    def mails(self, email):
        return self.server.sql("SELECT count(*) FROM mails WHERE kind = 'password_reset' AND recipient = ?", email)[0][0]

    def ask(self, client, account):
        return client.post(f'/api/v1/accounts/{account["id"]}/password-reset').status

    def test_who_may(self):
        baker, customer = (client.get('/api/v1/me').json for client in (self.baker, self.customer))
        manager = self.manager.get('/api/v1/me').json
        self.assertEqual([self.ask(client, baker) for client in (self.manager, self.admin, self.other_manager, self.baker)],
                         [202, 202, 404, 403])
        self.assertEqual(self.mails(baker['email']), 2)
        self.assertEqual([self.ask(self.manager, manager), self.ask(self.manager, customer)], [403, 404])
        self.assertEqual(self.ask(self.admin, customer), 202)
        self.assertEqual(self.mails(customer['email']), 1)
        self.assertEqual(self.anybody.post('/api/v1/token', {'email': baker['email'], 'password': PASSWORD}).status, 200)

    def test_not_for_who_cannot_sign_in(self):
        account = self.other_baker.get('/api/v1/me').json
        self.admin.post(f'/api/v1/accounts/{account["id"]}/deactivate')
        self.assertEqual(self.ask(self.admin, account), 409)
        self.assertEqual(self.mails(account['email']), 0)


if __name__ == '__main__':
    unittest.main()
