# SPDX-License-Identifier: GPL-3.0-or-later

"""The audit trail of the real server: every change with its author, and nobody can rewrite it."""

import sqlite3
import unittest

from harness import PASSWORD
from test_server_resources import CUSTOMER, Bakery, make_png


class Audit(Bakery):

    def trail(self, client=None, **filters):
        query = '&'.join(f'{name}={value}' for name, value in filters.items())
        answer = (client or self.admin).get('/api/v1/audit?' + query)
        self.assertEqual(answer.status, 200, answer)
        return answer.json

    def test_change_with_its_author(self):
        cake = self.make_cake(name='Audited')
        answer = self.manager.patch(f'/api/v1/cakes/{cake}', {'price': '600.00', 'name': 'Audited'})
        changed, created = self.trail(self.manager, entity='cake', id=cake)
        self.assertEqual((created['action'], created['before']), ('created', None))
        self.assertEqual((created['after']['name'], created['after']['price']), ('Audited', '550.00'))
        self.assertEqual((changed['action'], changed['before'], changed['after']),
                         ('changed', {'price': '550.00'}, {'price': '600.00'}))
        self.assertEqual((changed['role'], changed['account_name'], changed['address']),
                         ('manager', 'Nina Roy', '127.0.0.1'))
        self.assertEqual(changed['request'], answer.headers['X-Request-Id'])
        self.assertEqual(changed['revision'], answer.json['revision'])
        self.assertEqual(self.trail(self.other_manager, entity='cake', id=cake), [])

    def test_nothing_changed_nothing_written(self):
        cake = self.make_cake(name='Unchanged')
        self.manager.patch(f'/api/v1/cakes/{cake}', {'name': 'Unchanged'})
        self.assertEqual(len(self.trail(entity='cake', id=cake)), 1)

    def test_deletion(self):
        cake = self.make_cake(name='Deleted')
        self.manager.delete(f'/api/v1/cakes/{cake}')
        entry = self.trail(entity='cake', id=cake)[0]
        self.assertEqual((entry['action'], entry['after'], entry['before']['name']), ('deleted', None, 'Deleted'))

    def test_trail_of_an_order_is_its_timeline(self):
        order = self.place()
        self.move(self.baker, order, 'confirmed')
        self.move(self.baker, order, 'baking')
        self.baker.post(f'/api/v1/orders/{order["id"]}/undo')
        timeline = self.baker.get(f'/api/v1/orders/{order["id"]}').json['timeline']
        trail = list(reversed(self.trail(entity='order', id=order['id'])))
        self.assertEqual([event['to_stage'] for event in timeline[1:]],
                         [entry['after']['stage'] for entry in trail[1:]])
        self.assertEqual([event['at'] for event in timeline], [entry['at'] for entry in trail])
        self.assertEqual([event['account'] for event in timeline], [entry['account'] for entry in trail])

    def test_pictures(self):
        answer = self.manager.request('POST', f'/api/v1/images?store={self.store}', make_png(4, 3), {'Content-Type': 'image/png'})
        image = self.created(answer)['id']
        me = self.manager.get('/api/v1/me').json['id']
        entry, = self.trail(entity='image', id=image)
        self.assertEqual((entry['action'], entry['account'], entry['store']), ('created', me, self.store))
        self.assertEqual({name: entry['after'][name] for name in ('content_type', 'width', 'height')},
                         {'content_type': 'image/png', 'width': 4, 'height': 3})
        self.assertEqual(self.admin.delete(f'/api/v1/images/{image}').status, 204)
        last = self.trail(entity='image', id=image)[0]
        self.assertEqual((last['action'], last['before']['width'], last['after']), ('deleted', 4, None))
        self.assertEqual(self.admin.delete(f'/api/v1/images/{image}').status, 404)

    def test_no_secret(self):
        answer = self.customer.patch('/api/v1/me', {'password': 'another long password'})
        entry = self.trail(entity='account', id=self.me)[0]
        self.assertEqual(answer.status, 200, answer)
        self.assertEqual(entry['after'], {'password': '(secret)'})
        self.assertNotIn('$argon2', str(self.server.sql('SELECT before, after FROM audit')))
        again = self.server.sign_in('customer@example.com', 'another long password')
        self.assertEqual(again.patch('/api/v1/me', {'password': PASSWORD}).status, 200)
        type(self).customer = self.server.sign_in('customer@example.com')

    def test_who_may_read(self):
        for client, status in ((self.anybody, 401), (self.customer, 403), (self.baker, 403), (self.manager, 200)):
            self.assertEqual(client.get('/api/v1/audit').status, status)
        self.assertEqual(self.admin.get('/api/v1/audit?who=me').status, 400)

    def test_pages_and_times(self):
        ids, path = [], '/api/v1/audit?limit=5'
        while path:
            answer = self.admin.get(path)
            ids += [entry['id'] for entry in answer.json]
            link = answer.headers['Link']
            path = link[1:link.index('>')] if link else None
        self.assertEqual(ids, [row[0] for row in self.server.sql('SELECT id FROM audit ORDER BY id DESC')])
        self.assertEqual(self.trail(to='2020-01-01T00:00:00Z'), [])
        self.assertEqual(len(self.trail(**{'from': '2020-01-01T00:00:00Z', 'limit': 3})), 3)

    def test_nothing_of_a_change_that_failed(self):
        before = self.server.sql('SELECT count(*) FROM audit')
        self.anybody.post('/api/v1/customers', {**CUSTOMER, 'email': 'customer@example.com'})
        self.assertEqual(self.server.sql('SELECT count(*) FROM audit'), before)

    def test_nobody_rewrites_it(self):
        for statement in ('DELETE FROM audit', "UPDATE audit SET entity = 'x'", "UPDATE audit SET after = '{}'",
                          'UPDATE audit SET account = 1', "UPDATE audit SET account_name = 'Somebody'"):
            with self.assertRaises(sqlite3.IntegrityError, msg=statement):
                self.server.sql(statement)


del Bakery

if __name__ == '__main__':
    unittest.main()
