# SPDX-License-Identifier: GPL-3.0-or-later

"""What the real server hands out of a person's data, and what it keeps when the person wants to be forgotten."""

import re
import unittest

import test_server_resources
from harness import PASSWORD

# Where something of a person is, and what becomes of it. A table of the schema that could hold such a thing and is not
# named here fails the test.
EXPORTED_AND_REMOVED = {
    'cart_lines': 'carts', 'customisations': 'customizations', 'favourites': 'favourites', 'mails': 'mails',
    'notifications': 'notifications', 'payment_methods': 'payment_methods', 'preferences': 'preferences',
}
EXPORTED_AND_ANONYMISED = {
    'accounts': 'account', 'complaint_replies': 'complaints', 'complaints': 'complaints', 'order_events': 'orders',
    'order_lines': 'orders', 'orders': 'orders', 'payments': 'payments', 'ratings': 'ratings', 'refunds': 'refunds',
}
REMOVED = {
    'account_tokens': 'hashes of what was mailed', 'idempotency_keys': 'answers that were given already',
    'driver_sights': 'which runs and orders a driver ever had',
    'refresh_tokens': 'hashes of what is on the person\'s devices', 'store_registrations': 'which account waits with which store',
}
ANONYMISED = {
    'bake_marks': 'who marked what is made', 'stock_movements': 'who counted, took in or threw away',
}
KEPT = {
    'account_departures': 'which account left which store, without a word', 'account_stores': 'emptied with the account',
    'deliveries': 'which account drove', 'delivery_stops': 'when something was brought, without who took it, where and why not',
    'geocodings': 'removed, and never there without a geocoder', 'positions': 'of drivers under way, removed with the account',
    'day_closes': 'which account closed a day, without a name', 'audit': 'who changed what, without names, addresses and values',
    'notification_reads': 'that a notice for all was read, nothing more',
    'cakes': 'the shop\'s', 'counters': 'names numbers', 'inventory_items': 'the shop\'s', 'option_groups': 'the shop\'s',
    'unmet_demands': 'how often a cake was asked for in vain, by nobody',
    'options': 'the shop\'s', 'recipes': 'the shop\'s', 'stores': 'the shop\'s',
}

# A column with such a name may tell of somebody.
TELLING = re.compile(r'(^|_)(email|phone|phone_no|name|address|recipient|text|comment|message|notes|reason|latitude)($|_)')


class PersonalData(test_server_resources.Bakery):

    def setUp(self):
        self.email = self.id().rpartition('.')[2][5:40].replace('_', '.') + '@example.com'
        self.person = self.make_person(self.email.partition('@')[0])
        self.account = self.person.get('/api/v1/me').json
        self.name = f'Zebediah-{self.account["id"]}-'

    def post(self, path, client=None, **fields):
        return self.created((client or self.person).post('/api/v1/' + path, fields))

    def order(self, *stages):
        customisation = self.post('cake-customizations', cake=self.cake, message='For ' + self.name,
                                  customer=self.account['id'])
        line = self.fill_cart(self.person, customization_id=customisation['id'])
        order = self.post('orders', cart_id=line['id'], recipient_name=self.name, fulfilment='delivery',
                          delivery_address=f'7 {self.name} Lane')
        for stage in stages:
            moved = self.move(self.admin, order, stage, force=True, reason='a test')
            self.assertEqual(moved.status, 200, moved)
        return order

    def live(self):
        """Leaves something wherever a customer can. Answers the order."""
        self.person.patch('/api/v1/me', {'first_name': self.name, 'address': self.name + ' House',
                                         'consent_preferences': True, 'consent_email': True})
        gone = self.order('cancelled')
        self.assertEqual(self.admin.delete(f'/api/v1/orders/{gone["id"]}').status, 204)
        order = self.order('confirmed', 'baking', 'ready', 'delivered')
        payment = self.post(f'orders/{order["id"]}/payments', method='bank_transfer')
        self.assertEqual(self.admin.post(f'/api/v1/payments/{payment["id"]}/confirm').status, 200)
        self.post('refunds', self.admin, payment=payment['id'], amount='1.00', reason='Too small')
        self.post('ratings', order_line=order['lines'][0]['id'], stars=4, comment='Says ' + self.name)
        complaint = self.post('complaints', store=self.store, order=order['id'], text='Complains ' + self.name)
        self.post(f'complaints/{complaint["id"]}/replies', self.baker, text='Sorry.')
        self.post(f'complaints/{complaint["id"]}/replies', text='Still complains ' + self.name)
        self.post('favourites', cake=self.cake, name=self.name)
        self.post('preferences', kind='flavour', value=self.name)
        self.post('me/payment-methods', provider='stripe', token='pm_secret', brand=self.name)
        self.post('notifications', self.admin, account=self.account['id'], text='Hello ' + self.name)
        note, = [row for row in self.person.get('/api/v1/notifications').json if self.name in row['text']]
        self.assertLess(self.person.post(f'/api/v1/notifications/{note["id"]}/read').status, 300)
        self.fill_cart(self.person)
        self.anybody.post('/api/v1/password-reset', {'email': self.email})
        self.person.patch('/api/v1/me', {'city': 'Pune'}, headers={'Idempotency-Key': 'once'})
        item = self.post('inventory', self.admin, store=self.store, name='Flour', type='ingredient', unit='g')['id']
        self.post('movements', self.admin, item=item, kind='purchase', amount='1', unit='kg')
        self.server.sql('UPDATE stock_movements SET account = ?, account_name = ? WHERE item = ?', self.account['id'], self.name,
                        item)
        self.server.sql("""INSERT INTO bake_marks (revision, store, day, quantity, account, account_name, created_at)
                           VALUES (0, ?, '2026-01-01', 1, ?, ?, 1)""", self.store, self.account['id'], self.name)
        self.server.sql("""INSERT INTO deliveries (revision, store, driver, driver_name, state, orders, routing, route, notes,
                                                   created_at, updated_at)
                           VALUES (0, ?, ?, ?, 'finished', '[]', 'estimate', '[[18.9, 72.8], [19.0, 72.9]]', '', 1, 1)""",
                        self.store, self.account['id'], self.name)
        self.server.sql("""INSERT INTO delivery_stops (delivery, "order", state, travel_seconds, travel_metres, received_by,
                                                       has_photo, by_code, reason)
                           SELECT max(id), ?, 'delivered', 60, 900, ?, 0, 0, '' FROM deliveries""", order['id'], self.name)
        self.server.sql('INSERT INTO store_registrations (store, account, created_at) VALUES (?, ?, 1)',
                        self.make_store(100 + self.account['id']), self.account['id'])
        return order

    def owned(self, table):
        """How many rows of a table are the person's."""
        columns = {row[1] for row in self.server.sql(f'PRAGMA table_info("{table}")')}
        name = next(name for name in ('customer', 'account', 'driver') if name in columns)
        return self.server.sql(f'SELECT count(*) FROM "{table}" WHERE {name} = ?', self.account['id'])[0][0]

    def personal_tables(self):
        """Tables that refer to accounts, or have a column whose name tells of somebody."""
        for name, in self.server.sql("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"):
            columns = {row[1] for row in self.server.sql(f'PRAGMA table_info("{name}")')}
            targets = {row[2] for row in self.server.sql(f'PRAGMA foreign_key_list("{name}")')}
            if 'accounts' in targets or 'account' in columns or any(TELLING.search(column) for column in columns):
                yield name

    def test_every_table_is_known(self):
        known = {**EXPORTED_AND_REMOVED, **EXPORTED_AND_ANONYMISED, **ANONYMISED, **REMOVED, **KEPT}
        self.assertEqual(sorted(self.personal_tables()), sorted(known))

    def test_export(self):
        order = self.live()
        data = self.person.get('/api/v1/me/export')
        for section in {**EXPORTED_AND_REMOVED, **EXPORTED_AND_ANONYMISED}.values():
            self.assertTrue(data.json[section], section)
        self.assertEqual((data.json['account']['email'], data.json['account']['consent_email']), (self.email, True))
        self.assertIn(order['id'], [row['id'] for row in data.json['orders']])
        self.assertEqual(data.json['orders'][-1]['lines'][0]['message'], 'For ' + self.name)
        self.assertEqual([row['comment'] for row in data.json['ratings']], ['Says ' + self.name])
        complaint, = data.json['complaints']
        self.assertEqual([reply['text'] for reply in complaint['replies']], ['Sorry.', 'Still complains ' + self.name])
        self.assertEqual({row['recipient'] for row in data.json['mails']}, {self.email})
        for secret in ('pm_secret', '$argon2', '?token=', f'"customer":{self.me},'):
            self.assertNotIn(secret, data.body.decode())
        path = f'/api/v1/accounts/{self.account["id"]}/export'
        self.assertEqual(self.admin.get(path).json['complaints'], data.json['complaints'])
        self.assertEqual(self.manager.get(path).status, 403)

    def test_nothing_is_left_of_a_person(self):
        order = self.live()
        for table in {**EXPORTED_AND_REMOVED, **REMOVED}:
            if table != 'mails':
                self.assertGreater(self.owned(table), 0, table)
        _, end = self.baker.changes(limit=5000)
        self.assertEqual(self.person.post('/api/v1/me/erase', {'password': 'wrong'}).status, 403)
        self.assertEqual(self.person.post('/api/v1/me/erase', {'password': PASSWORD}).status, 204)
        self.assertEqual(self.person.get('/api/v1/me').status, 401)
        self.assertEqual(self.anybody.post('/api/v1/token', {'email': self.email, 'password': PASSWORD}).status, 401)
        for table, in self.server.sql("SELECT name FROM sqlite_master WHERE type = 'table'"):
            rows = str(self.server.sql(f'SELECT * FROM "{table}"'))
            self.assertNotIn(self.name, rows, table)
            self.assertNotIn(self.email, rows, table)
        for table in {**EXPORTED_AND_REMOVED, **REMOVED}:
            self.assertEqual(self.owned(table), 0, table)
        for table in ANONYMISED:
            names = self.server.sql(f'SELECT account_name FROM "{table}" WHERE account = ?', self.account['id'])
            self.assertEqual(names, [('Erased',)], table)
        kept = self.manager.get(f'/api/v1/orders/{order["id"]}').json
        self.assertEqual((kept['customer_name'], kept['total_price']), ('Erased', order['total_price']))
        self.assert_consoles_hear(end['next'])

    def assert_consoles_hear(self, since):
        """What a console has cached of the person, it is told to forget."""
        heard = {change['entity']: change['data'] for change in self.baker.changes(since=since)[0]}
        self.assertEqual((heard['rating']['comment'], heard['rating']['stars']), ('', 4))
        self.assertEqual((heard['complaint']['text'], heard['complaint']['customer_name']), ('', 'Erased'))
        self.assertEqual([reply['text'] for reply in heard['complaint']['replies']], ['Sorry.', ''])
        self.assertEqual(heard['order']['customer_name'], 'Erased')
        self.assertEqual([heard[entity]['account_name'] for entity in ('stock_movement', 'bake_mark')], ['Erased'] * 2)
        self.assertEqual((heard['delivery']['route'], heard['delivery']['stops'][0]['received_by']), (None, ''))
        self.assertEqual(self.server.sql('SELECT count(DISTINCT revision) - count(*) FROM changes'), [(0,)])
        newest, = self.server.sql("SELECT max(c.revision), n.value FROM changes c, counters n WHERE n.name = 'revision'")
        self.assertEqual(newest[0], newest[1])

    def test_not_while_an_order_is_open(self):
        order = self.order()
        path = f'/api/v1/accounts/{self.account["id"]}/erase'
        self.assertEqual(self.manager.post(path).status, 403)
        self.assertEqual(self.admin.post(path).status, 409)
        self.assertEqual(self.person.get('/api/v1/me').status, 200)
        self.move(self.manager, order, 'cancelled')
        self.assertEqual(self.admin.post(path).status, 204)


if __name__ == '__main__':
    unittest.main()
