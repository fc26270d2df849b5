# SPDX-License-Identifier: GPL-3.0-or-later

"""What a shop does beyond its catalogue, on the real server: slots, collection, guests, feedback."""

import concurrent.futures
import datetime
import time
import unittest

from harness import PASSWORD, Server, wait_until
from test_server_resources import make_png

CUSTOMER = {
    'password': PASSWORD, 'phone_no': '9876543210', 'first_name': 'Nina', 'last_name': 'Roy',
    'address': '123 Main Street', 'city': 'Pune', 'state': 'Maharashtra', 'pincode': '411001',
}
STORE = {
    'name': 'Corner Bakery', 'city': 'Pune', 'address': '1 Market Road', 'contact_number': '9876543210',
    'description': 'Bread and cakes.', 'latitude': 18.5, 'longitude': 73.8, 'time_zone': 'UTC', 'lead_time_minutes': 0,
}
CAKE = {'name': 'Black Forest', 'flavor': 'Cherry', 'size': '1 kg', 'price': '550.00', 'work_minutes': 30}


def tomorrow(hour, days=1):
    day = datetime.datetime.now(datetime.timezone.utc).date() + datetime.timedelta(days=days)
    return f'{day}T{hour:02}:00:00Z'


class Shop(unittest.TestCase):
    """A store that each test can shape, with a manager, a baker and customers."""

    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.addClassCleanup(cls.server.__exit__)
        admin = cls.server.create_admin()
        cls.server.start()
        cls.admin = cls.server.sign_in(*admin)
        cls.anybody = cls.server.client()
        cls.n_stores = 0
        cls.customer = cls.make_person('customer')
        cls.other_customer = cls.make_person('other.customer')
        cls.me = cls.customer.get('/api/v1/me').json['id']

    def setUp(self):
        self.store = self.make_store()
        self.manager = self.make_person(f'manager{self.n_stores}', 'manager', [self.store])
        self.baker = self.make_person(f'baker{self.n_stores}', 'staff', [self.store])
        self.cake = self.make_cake()

    def tearDown(self):
        for client in (self.customer, self.other_customer):
            for line in client.get('/api/v1/carts').json:
                client.delete(f'/api/v1/carts/{line["id"]}')

    @classmethod
    def make_store(cls, **fields):
        cls.n_stores += 1
        return cls.created(cls.admin.post('/api/v1/stores', {**STORE, 'email': f'store{cls.n_stores}@example.com',
                                                             **fields}))['id']

    @classmethod
    def make_person(cls, name, role=None, stores=()):
        email = name + '@example.com'
        account = cls.created(cls.anybody.post('/api/v1/customers', {**CUSTOMER, 'email': email}))
        if role:
            answer = cls.admin.patch(f'/api/v1/customers/{account["id"]}', {'role': role, 'stores': list(stores)})
            assert answer.status == 200, answer
        return cls.server.sign_in(email)

    def make_cake(self, **fields):
        return self.created(self.admin.post('/api/v1/cakes', {'store': self.store, **CAKE, **fields}))['id']

    @staticmethod
    def created(answer):
        assert answer.status == 201, answer
        return answer.json

    def ok(self, answer):
        self.assertEqual(answer.status, 200, answer)
        return answer.json

    def set_store(self, **fields):
        return self.ok(self.admin.patch(f'/api/v1/stores/{self.store}', fields))

    def order(self, client=None, cake=None, quantity=1, **fields):
        client = client or self.customer
        line = self.created(client.post('/api/v1/carts', {'cake_id': cake or self.cake, 'quantity': quantity}))
        return client.post('/api/v1/orders', {'cart_id': line['id'], **fields})

    def place(self, **fields):
        return self.created(self.order(**fields))

    def move(self, order, *stages):
        for stage in stages:
            self.ok(self.manager.post(f'/api/v1/orders/{order["id"]}/stage', {'stage': stage}))

    def check_errors(self, answer, *fields):
        self.assertEqual(answer.status, 400, answer)
        self.assertEqual(set(answer.json['errors']), set(fields))


class Slots(Shop):

    def slots(self, **query):
        text = '&'.join(f'{name}={value}' for name, value in {'store': self.store, **query}.items())
        return self.ok(self.anybody.get('/api/v1/slots?' + text))

    def test_what_is_free(self):
        self.set_store(slot_minutes=60, capacity_minutes_per_slot=50)
        self.place(due_at=tomorrow(10))
        answer = self.slots(**{'from': tomorrow(0), 'days': 1, 'work_minutes': 30})
        self.assertEqual(len(answer['slots']), 24)
        taken, free = answer['slots'][10], answer['slots'][11]
        self.assertEqual(taken, {'from': tomorrow(10), 'to': tomorrow(11), 'free_minutes': 20, 'is_free': False})
        self.assertEqual((free['free_minutes'], free['is_free']), (50, True))
        self.assertEqual(self.anybody.get('/api/v1/slots?store=999').status, 404)
        self.check_errors(self.anybody.get('/api/v1/slots'), 'store')

    def test_promise_is_kept(self):
        self.set_store(opening_hours={day: [['10:00', '12:00']] for day in ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')},
                       closures=[{'from': '2000-01-01T00:00:00Z', 'to': tomorrow(0, days=2), 'reason': 'Holiday'}],
                       slot_minutes=60, capacity_minutes_per_slot=30)
        self.assertEqual(self.slots(work_minutes=30)['earliest'], tomorrow(10, days=2))
        self.assertEqual(self.place()['due_at'], tomorrow(10, days=2))
        self.assertEqual(self.place()['due_at'], tomorrow(11, days=2))
        self.assertEqual(self.place()['due_at'], tomorrow(10, days=3))

    def test_closed(self):
        self.set_store(opening_hours={'mon': [['10:00', '12:00']]})
        answer = self.order(due_at=tomorrow(20))
        self.assertEqual(answer.status, 409, answer)
        self.assertRegex(answer.json['next_slot'], 'T10:00:00Z$')
        self.assertIn(answer.json['next_slot'], answer.json['detail'])

    def test_more_than_a_slot_holds(self):
        self.set_store(capacity_minutes_per_day=50)
        answer = self.order(quantity=2)
        self.assertEqual(answer.status, 409, answer)
        self.assertNotIn('next_slot', answer.json)

    def test_cancelled_orders_make_room(self):
        self.set_store(capacity_minutes_per_day=30)
        order = self.place(due_at=tomorrow(10))
        self.assertEqual(self.order(due_at=tomorrow(15)).status, 409)
        self.move(order, 'cancelled')
        self.place(due_at=tomorrow(15))

    def test_override(self):
        self.set_store(capacity_minutes_per_day=30)
        self.place(due_at=tomorrow(10))
        self.assertEqual(self.order(due_at=tomorrow(10), force=True, reason='please').status, 403)
        self.check_errors(self.order(self.baker, due_at=tomorrow(10), force=True, reason=' '), 'reason')
        order = self.created(self.order(self.baker, due_at=tomorrow(10), force=True, reason='the mayor asked'))
        self.assertEqual(order['timeline'][0]['reason'], 'the mayor asked')

    def test_another_time(self):
        self.set_store(capacity_minutes_per_day=30)
        self.place(due_at=tomorrow(10))
        other = self.place(due_at=tomorrow(10, days=2))
        path = f'/api/v1/orders/{other["id"]}'
        answer = self.manager.patch(path, {'due_at': tomorrow(12)})
        self.assertEqual((answer.status, answer.json['next_slot']), (409, tomorrow(0, days=2)), answer)
        self.assertEqual(self.ok(self.manager.patch(path, {'due_at': tomorrow(15, days=2)}))['due_at'],
                         tomorrow(15, days=2), 'an order does not stand in its own way')
        self.ok(self.manager.patch(path, {'due_at': tomorrow(12), 'force': True, 'reason': 'wedding'}))

    def test_what_could_not_be_had_is_counted(self):
        """By the day it was wanted on, the cake and why; what was only asked wrongly is not."""
        self.set_store(capacity_minutes_per_day=30)
        self.place(due_at=tomorrow(10))
        for hour in (11, 12):
            self.assertEqual(self.order(due_at=tomorrow(hour)).status, 409)
        self.assertEqual(self.order(self.baker, due_at=tomorrow(9, days=200), quantity=2).status, 409)
        self.set_store(lead_time_minutes=10000)
        self.check_errors(self.order(due_at=tomorrow(8)), 'due_at')
        self.check_errors(self.order(due_at='2001-01-01T00:00:00Z'), 'due_at')
        line = self.created(self.customer.post('/api/v1/carts', {'cake_id': self.cake, 'quantity': 1}))
        self.ok(self.manager.patch(f'/api/v1/cakes/{self.cake}', {'availability': False}))
        self.assertEqual(self.customer.post('/api/v1/orders', {'cart_id': line['id']}).status, 409)
        self.check_errors(self.customer.post('/api/v1/carts', {'cake_id': self.cake, 'quantity': 1}), 'cake_id')
        guest = {**Guests.contact, 'lines': [{'cake': self.cake, 'quantity': 1}]}
        self.check_errors(self.anybody.post('/api/v1/orders/guest', guest), 'cake')
        path = f'/api/v1/bake-list/unmet-demand?store={self.store}'
        day = tomorrow(0, days=0)[:10]
        expected = {(tomorrow(0)[:10], 'no_time'): 2, (tomorrow(0)[:10], 'too_soon'): 1, (day, 'sold_out'): 3}
        wait_until(lambda: expected == {(count['day'], count['reason']): count['requests']
                                        for count in self.ok(self.baker.get(path)) if count['cake'] == self.cake})
        self.assertEqual(self.customer.get(path).status, 403)

    def test_at_the_end_of_the_calendar(self):
        """There is no day after the last one, and nobody may ask for it."""
        self.set_store(capacity_minutes_per_day=30)
        for due_at in ('9999-12-31T23:59:59Z', '9999-01-01T00:00:00Z'):
            self.check_errors(self.order(due_at=due_at), 'due_at')
        self.created(self.order(due_at='9998-12-31T23:59:59Z'))
        self.assertEqual(self.order(due_at='9998-12-31T23:59:59Z').status, 409)

    def test_fifty_for_the_last_place(self):
        self.set_store(slot_minutes=60, capacity_minutes_per_slot=30)
        lines = [self.created(self.customer.post('/api/v1/carts', {'cake_id': self.cake, 'quantity': 1})) for _ in range(50)]
        token = self.customer.headers['Authorization'][len('Bearer '):]

        def place(line):
            return self.server.client(token).post('/api/v1/orders', {'cart_id': line['id'], 'due_at': tomorrow(10)})

        with concurrent.futures.ThreadPoolExecutor(16) as pool:
            answers = list(pool.map(place, lines))
        self.assertEqual(sorted(answer.status for answer in answers), [201] + 49 * [409])
        self.assertEqual({answer.json['next_slot'] for answer in answers if answer.status == 409}, {tomorrow(11)})
        self.assertEqual(self.server.sql('SELECT count(*) FROM orders WHERE store = ?', self.store), [(1,)])


class Collection(Shop):

    def test_one_way_of_timing(self):
        self.check_errors(self.order(fulfilment='delivery', pickup_mode='on_my_way'), 'pickup_mode')
        self.assertEqual(self.place(fulfilment='pickup')['pickup_mode'], 'fixed_time')

    def test_on_my_way(self):
        order = self.place(fulfilment='pickup', pickup_mode='on_my_way', due_at=tomorrow(10))
        self.assertEqual((order['preparation_minutes'], order['preparation_started_at']), (30, None))
        self.assertEqual(order['ready_at'], tomorrow(10))
        path = f'/api/v1/orders/{order["id"]}/on-my-way'
        self.assertEqual(self.other_customer.post(path).status, 404)
        started = self.ok(self.customer.post(path))
        self.assertLess(started['ready_at'], order['ready_at'])
        self.assertEqual(started['due_at'], started['ready_at'])
        self.assertEqual(self.ok(self.customer.post(path))['ready_at'], started['ready_at'], 'the clock starts once')
        fixed = self.place(fulfilment='pickup')
        self.assertEqual(self.customer.post(f'/api/v1/orders/{fixed["id"]}/on-my-way').status, 409)

    def test_coming_near(self):
        self.check_errors(self.order(fulfilment='pickup', pickup_mode='geolocation'), 'pickup_mode')
        self.ok(self.customer.patch('/api/v1/me', {'consent_location': True}))
        order = self.place(fulfilment='pickup', pickup_mode='geolocation')
        path = f'/api/v1/orders/{order["id"]}/position'
        self.check_errors(self.customer.post(path, {'latitude': 91}), 'latitude', 'longitude')
        far = self.ok(self.customer.post(path, {'latitude': 18.6, 'longitude': 73.8}))
        self.assertEqual((far['distance_metres'], far['is_started']), (11120, False))
        near = self.ok(self.customer.post(path, {'latitude': 18.507, 'longitude': 73.8}))
        self.assertEqual((near['distance_metres'], near['is_started']), (778, True))
        self.ok(self.customer.patch('/api/v1/me', {'consent_location': False}))

    def set_out(self, *cakes, stage='confirmed'):
        """An order whose customer is on the way, and whose time is over."""
        for cake in cakes:
            self.created(self.customer.post('/api/v1/carts', {'cake_id': cake, 'quantity': 1}))
        order = self.created(self.customer.post('/api/v1/orders', {'fulfilment': 'pickup', 'pickup_mode': 'on_my_way'}))
        self.ok(self.customer.post(f'/api/v1/orders/{order["id"]}/on-my-way'))
        if stage != 'pending':
            self.move(order, stage)
        return f'/api/v1/orders/{order["id"]}'

    def end_timers(self, *paths):
        """Lets a time pass that nobody has."""
        for path in paths:
            self.server.sql('UPDATE orders SET due_at = ? WHERE id = ?', time.time_ns() // 1000 - 1000000,
                            int(path.rpartition('/')[2]))

    def test_timer_ends(self):
        """Drinks are ready when their time is over (C-064); a cake, or what nobody has confirmed, is not."""
        drink = self.make_cake(kind='drink', name='Sea Breeze', work_minutes=3)
        cases = [self.set_out(self.cake), self.set_out(drink, self.cake), self.set_out(drink, stage='pending'),
                 self.set_out(drink), self.set_out(drink)]
        self.end_timers(*cases[:-1])
        wait_until(lambda: self.ok(self.customer.get(cases[3]))['stage'] == 'ready')
        self.assertEqual([self.ok(self.customer.get(path))['stage'] for path in cases],
                         ['confirmed', 'confirmed', 'pending', 'ready', 'confirmed'])
        events = self.ok(self.manager.get(cases[3]))['timeline'][-2:]
        self.assertEqual([(event['to_stage'], event['account_name'], event['account']) for event in events],
                         [('baking', 'Timer', None), ('ready', 'Timer', None)])
        self.assertIn('code', self.ok(self.customer.post(cases[3] + '/collection-code')))

    def test_taken_back_from_the_timer(self):
        """What the bakery takes back stays so."""
        drink = self.make_cake(kind='drink', name='Sea Breeze', work_minutes=3)
        path, other = self.set_out(drink), self.set_out(drink)
        self.end_timers(path)
        wait_until(lambda: self.ok(self.customer.get(path))['stage'] == 'ready')
        self.assertEqual(self.ok(self.manager.post(path + '/undo'))['stage'], 'baking')
        self.end_timers(other)
        wait_until(lambda: self.ok(self.customer.get(other))['stage'] == 'ready')
        self.assertEqual(self.ok(self.customer.get(path))['stage'], 'baking')

    def test_timer_of_a_fixed_time(self):
        """Nobody starts the clock of drinks for a fixed time."""
        drink = self.make_cake(kind='drink', name='Sea Breeze', work_minutes=3)
        orders = [self.created(self.order(cake=cake, fulfilment='pickup')) for cake in (self.cake, drink, drink)]
        self.assertEqual({order['pickup_mode'] for order in orders}, {'fixed_time'})
        self.assertEqual(orders[1]['ready_at'], orders[1]['due_at'])
        paths = [f'/api/v1/orders/{order["id"]}' for order in orders]
        for order in orders:
            self.move(order, 'confirmed')
        self.end_timers(*paths[:2])
        wait_until(lambda: self.ok(self.customer.get(paths[1]))['stage'] == 'ready', 30)
        self.assertEqual([self.ok(self.customer.get(path))['stage'] for path in paths], ['confirmed', 'ready', 'confirmed'])

    def make_ready(self):
        order = self.place(fulfilment='pickup')
        self.move(order, 'confirmed', 'baking', 'ready')
        return f'/api/v1/orders/{order["id"]}'

    def test_code(self):
        order = self.place(fulfilment='pickup')
        self.assertEqual(self.customer.post(f'/api/v1/orders/{order["id"]}/collection-code').status, 409)
        path = self.make_ready()
        self.assertEqual(self.baker.post(path + '/collect', {'code': 'ABCDEFGH'}).status, 409, 'none was issued')
        self.assertEqual(self.other_customer.post(path + '/collection-code').status, 404)
        old = self.ok(self.customer.post(path + '/collection-code'))['code']
        code = self.ok(self.customer.post(path + '/collection-code'))['code']
        self.assertRegex(code, '^[A-Z2-9]{8}$')
        self.assertNotIn(code.encode(), b''.join(row[0] for row in self.server.sql('SELECT code_hash FROM collection_codes')))
        self.check_errors(self.baker.post(path + '/collect', {'code': old}), 'code')
        self.assertEqual(self.ok(self.baker.post(path + '/collect', {'code': code.lower()}))['stage'], 'delivered')
        self.assertEqual(self.baker.post(path + '/collect', {'code': code}).status, 409, 'a code works once')

    def test_code_after_the_hand_over_was_taken_back(self):
        path = self.make_ready()
        for _ in range(2):
            code = self.ok(self.customer.post(path + '/collection-code'))['code']
            self.assertEqual(self.ok(self.baker.post(path + '/collect', {'code': code}))['stage'], 'delivered')
            self.assertEqual(self.ok(self.baker.post(path + '/undo'))['stage'], 'ready')

    def test_guessing_a_code(self):
        path = self.make_ready()
        code = self.ok(self.customer.post(path + '/collection-code'))['code']
        for _ in range(5):
            self.check_errors(self.baker.post(path + '/collect', {'code': 'AAAAAAAA'}), 'code')
        self.assertEqual(self.baker.post(path + '/collect', {'code': code}).status, 409)

    def test_code_that_has_run_out(self):
        path = self.make_ready()
        code = self.ok(self.customer.post(path + '/collection-code'))['code']
        self.server.sql('UPDATE collection_codes SET expires_at = 1')
        self.assertEqual(self.baker.post(path + '/collect', {'code': code}).status, 409)


class Again(Shop):

    def test_reorder(self):
        group = self.created(self.admin.post('/api/v1/option-groups', {'store': self.store, 'name': 'Extras', 'maximum': 2}))['id']
        candles, sparkler = (self.created(self.admin.post('/api/v1/options', {'option_group': group, 'name': name}))['id']
                             for name in ('candles', 'sparkler'))
        cake = self.make_cake(option_groups=[group])
        choices = [self.created(self.customer.post('/api/v1/cake-customizations', {
            'cake': cake, 'customer': self.me, 'message': 'Mia', 'options': [option]}))['id'] for option in (candles, sparkler)]
        for choice in choices:
            self.created(self.customer.post('/api/v1/carts', {'cake_id': cake, 'customization_id': choice, 'quantity': 2}))
        self.created(self.customer.post('/api/v1/carts', {'cake_id': self.cake, 'quantity': 1}))
        order = self.created(self.customer.post('/api/v1/orders', {}))
        self.assertEqual(self.admin.delete(f'/api/v1/options/{sparkler}').status, 204)
        self.ok(self.admin.patch(f'/api/v1/cakes/{self.cake}', {'availability': False}))
        path = f'/api/v1/orders/{order["id"]}/reorder'
        self.assertEqual(self.other_customer.post(path).status, 404)
        answer = self.ok(self.customer.post(path))
        self.assertEqual([(line['cake'], line['quantity']) for line in answer['lines']], [(cake, 2)])
        self.assertEqual([gone['name'] for gone in answer['unavailable']], ['Black Forest', 'Black Forest'])
        again = self.created(self.customer.post('/api/v1/orders', {}))
        self.assertEqual((again['lines'][0]['message'], again['lines'][0]['options']), ('Mia', ['candles']))


class Guests(Shop):

    contact = {'customer_name': 'Asha Rao', 'customer_phone': '9876543210', 'customer_email': 'asha@example.com'}

    def test_from_order_to_hand_over(self):
        body = {**self.contact, 'lines': [{'cake': self.cake, 'quantity': 2, 'message': 'Mia'}], 'fulfilment': 'pickup'}
        placed = self.created(self.anybody.post('/api/v1/orders/guest', body))
        self.assertEqual((placed['order']['total_price'], placed['order']['customer']), ('1100.00', None))
        tracked = self.ok(self.anybody.get(placed['tracking_link']))
        self.assertEqual((tracked['lines'][0]['message'], tracked['stage']), ('Mia', 'pending'))
        self.assertEqual(self.anybody.get('/api/v1/orders/guest/' + 43 * 'A').status, 404)
        self.assertEqual(self.customer.get(f'/api/v1/orders/{tracked["id"]}').status, 404)
        self.move(tracked, 'confirmed', 'baking', 'ready')
        code = self.ok(self.anybody.post(placed['tracking_link'] + '/collection-code'))['code']
        self.ok(self.baker.post(f'/api/v1/orders/{tracked["id"]}/collect', {'code': code}))

    def test_refusals(self):
        self.check_errors(self.anybody.post('/api/v1/orders/guest', {'nonsense': 1}), 'lines', 'customer_name',
                          'customer_phone', 'customer_email', 'nonsense')
        lines = [{'cake': self.cake}, {'quantity': 0}]
        self.check_errors(self.anybody.post('/api/v1/orders/guest', {**self.contact, 'lines': lines}), 'lines[1].cake',
                          'lines[1].quantity')
        self.check_errors(self.anybody.post('/api/v1/orders/guest', {**self.contact, 'lines': [{'cake': 999}]}), 'cake')


class Lists(Shop):

    def test_every_list_is_one_search_of_an_index(self):
        store = 't.store = 1 AND '
        due = 't.due_at >= 1 AND t.store IN (SELECT id FROM stores)'
        for condition in ("t.payment_status = 'paid'", due, "t.stage = 'pending'", "t.stage IN ('confirmed', 'baking', 'ready')",
                          store + "t.payment_status = 'paid'", store + due, store + "t.stage = 'pending'"):
            plan = self.server.sql('EXPLAIN QUERY PLAN SELECT * FROM orders AS t WHERE TRUE AND (t.deleted_at IS NULL) '
                                   f'AND {condition} AND (t.id > 0) ORDER BY t.id LIMIT 101')
            steps = [row[3] for row in plan]
            self.assertFalse([step for step in steps if step.startswith('SCAN t')], (condition, steps))
            self.assertTrue([step for step in steps if step.startswith('SEARCH t USING INDEX orders_')], (condition, steps))

    def test_timers_are_looked_for_by_when_they_end(self):
        plan = self.server.sql("EXPLAIN QUERY PLAN SELECT o.id FROM orders AS o"
                               " WHERE (o.preparation_started_at IS NOT NULL OR o.pickup_mode = 'fixed_time') AND (o.stage = 'confirmed' OR o.stage = 'baking')"
                               " AND o.deleted_at IS NULL AND o.due_at <= 1 ORDER BY o.due_at LIMIT 50")
        self.assertIn('SEARCH o USING INDEX orders_timer (stage=? AND due_at<?)', [row[3] for row in plan])


class Writing(Shop):

    def test_no_row_of_an_order_needs_a_table_of_its_own(self):
        """SQLite makes one for RETURNING, and for IN with more than two words in a constraint: placing orders took twice as long."""
        for table in ('orders', 'order_lines', 'order_events', 'changes', 'audit', 'mails'):
            columns = [row[1] for row in self.server.sql(f'PRAGMA table_info({table})')]
            names, values = ', '.join(f'"{name}"' for name in columns), ', '.join('?' * len(columns))
            program = self.server.sql(f'EXPLAIN INSERT INTO {table} ({names}) VALUES ({values})', *[None] * len(columns))
            self.assertNotIn('OpenEphemeral', [row[1] for row in program], table)


class Feedback(Shop):

    def buy(self, client=None, **fields):
        order = self.created(self.order(client, fulfilment='pickup', **fields))
        self.move(order, 'confirmed', 'baking', 'ready', 'delivered')
        return order['lines'][0]['id']

    def rate(self, line, stars, client=None):
        return self.created((client or self.customer).post('/api/v1/ratings', {'order_line': line, 'stars': stars}))

    def test_ratings_feed_the_percentage(self):
        line = self.buy()
        rating = self.rate(line, 5)
        self.rate(self.buy(self.other_customer), 2, self.other_customer)
        cake = self.ok(self.anybody.get(f'/api/v1/cakes/{self.cake}'))
        self.assertEqual((cake['rating'], cake['rating_count']), (70, 2))
        path = f'/api/v1/ratings/{rating["id"]}'
        self.assertEqual(self.other_customer.patch(path, {'stars': 1}).status, 404)
        self.assertEqual(self.ok(self.customer.patch(path, {'stars': 4}))['percent'], 80)
        self.assertEqual(self.ok(self.anybody.get(f'/api/v1/cakes/{self.cake}'))['rating'], 60)
        self.assertEqual(self.customer.delete(path).status, 204)
        self.assertEqual(self.ok(self.anybody.get(f'/api/v1/cakes/{self.cake}'))['rating'], 40)
        feed, _ = self.baker.changes()
        self.assertEqual([change['data']['stars'] for change in feed if change['entity'] == 'rating'], [2])

    def test_only_what_one_has_can_be_rated(self):
        pending = self.place()['lines'][0]['id']
        self.assertEqual(self.customer.post('/api/v1/ratings', {'order_line': pending, 'stars': 5}).status, 409)
        line = self.buy()
        self.check_errors(self.other_customer.post('/api/v1/ratings', {'order_line': line, 'stars': 5}), 'order_line')
        self.check_errors(self.customer.post('/api/v1/ratings', {'order_line': line, 'stars': 6}), 'stars')
        self.rate(line, 5)
        self.check_errors(self.customer.post('/api/v1/ratings', {'order_line': line, 'stars': 5}), 'order_line')

    def test_the_best(self):
        cakes = [self.make_cake(name=f'Cake {n}') for n in range(4)]
        for cake, stars in zip(cakes, (4, 5, 4, 1)):
            self.rate(self.buy(cake=cake), stars)
        answer = self.ok(self.anybody.get(f'/api/v1/ratings/top?store={self.store}&limit=3'))
        self.assertEqual([cake['id'] for cake in answer], [cakes[1], cakes[2], cakes[0]])
        self.assertEqual(self.anybody.get('/api/v1/ratings/top?limit=6').status, 400)

    def test_favourites(self):
        for favourite in self.ok(self.customer.get('/api/v1/favourites')):
            self.customer.delete(f'/api/v1/favourites/{favourite["id"]}')
        body = {'cake': self.cake, 'name': 'Mine', 'message': 'Mia'}
        first = self.created(self.customer.post('/api/v1/favourites', body))
        self.assertEqual(self.other_customer.get(f'/api/v1/favourites/{first["id"]}').status, 404)
        line = self.created(self.customer.post(f'/api/v1/favourites/{first["id"]}/cart'))
        self.assertEqual((line['cake'], line['total_amount']), (self.cake, '550.00'))
        self.check_errors(self.customer.post('/api/v1/favourites', {'cake': 999}), 'cake')
        for _ in range(19):
            self.created(self.customer.post('/api/v1/favourites', body))
        self.assertEqual(self.customer.post('/api/v1/favourites', body).status, 409)
        self.ok(self.customer.patch(f'/api/v1/favourites/{first["id"]}', {'message': 'Zoe'}))

    def test_suggestions(self):
        group = self.created(self.admin.post('/api/v1/option-groups', {'store': self.store, 'name': 'Shape', 'minimum': 1,
                                                                       'maximum': 1}))['id']
        gone, there = (self.created(self.admin.post('/api/v1/options', {'option_group': group, 'name': name,
                                                                        'availability': name == 'round'}))['id']
                       for name in ('heart', 'round'))
        lemon = self.make_cake(name='Drizzle', flavor='Lemon', option_groups=[group])
        path = f'/api/v1/suggestions?store={self.store}'
        self.assertEqual(self.customer.get(path + '&from=preferences').status, 409)
        self.assertEqual(self.customer.post('/api/v1/preferences', {'kind': 'flavour', 'value': 'lemon'}).status, 409)
        self.ok(self.customer.patch('/api/v1/me', {'consent_preferences': True}))
        preference = self.created(self.customer.post('/api/v1/preferences', {'kind': 'flavour', 'value': 'lemon'}))
        item = self.ok(self.customer.get(path))
        self.assertEqual((item['cake'], item['options'], item['quantity']), (lemon, [there], 1))
        self.assertEqual(self.anybody.get(path).status, 409, 'nothing is rated yet')
        self.rate(self.buy(), 5)
        self.assertEqual(self.ok(self.anybody.get(path))['cake'], self.cake)
        self.assertIn(self.ok(self.anybody.get(path + '&from=random'))['cake'], (self.cake, lemon))
        body = {**Guests.contact, 'lines': [self.ok(self.anybody.get(path + '&from=random'))]}
        self.created(self.anybody.post('/api/v1/orders/guest', body))
        self.assertEqual(self.customer.delete(f'/api/v1/preferences/{preference["id"]}').status, 204)
        self.ok(self.customer.patch('/api/v1/me', {'consent_preferences': False}))
        self.assertNotEqual(gone, there)

    def test_complaints(self):
        order = self.place()
        text = 'This <b>stupid</b> cake!'
        complaint = self.created(self.customer.post('/api/v1/complaints', {'store': self.store, 'order': order['id'],
                                                                           'text': text}))
        self.assertEqual((complaint['text'], complaint['state']), ('This b unwise /b  cake!', 'open'))
        path = f'/api/v1/complaints/{complaint["id"]}'
        self.assertEqual(self.other_customer.get(path).status, 404)
        self.check_errors(self.other_customer.post('/api/v1/complaints', {'store': self.store, 'order': order['id'],
                                                                          'text': 'Mine too'}), 'order')
        self.check_errors(self.customer.post('/api/v1/complaints', {'store': self.store, 'text': '<>'}), 'text')
        replied = self.created(self.baker.post(path + '/replies', {'text': 'We are sorry.'}))
        self.assertEqual((replied['state'], replied['replies'][0]['is_staff']), ('answered', True))
        again = self.created(self.customer.post(path + '/replies', {'text': 'And my money?'}))
        self.assertEqual((again['state'], len(again['replies'])), ('open', 2))
        self.assertEqual(self.ok(self.manager.patch(path, {'state': 'closed'}))['state'], 'closed')
        self.assertIn('complaint', [n['kind'] for n in self.ok(self.customer.get('/api/v1/notifications'))])
        self.assertNotIn('complaint', [n['kind'] for n in self.ok(self.other_customer.get('/api/v1/notifications'))])
        feed, _ = self.baker.changes()
        self.assertEqual([(c['data']['state'], len(c['data']['replies'])) for c in feed if c['entity'] == 'complaint'],
                         [('closed', 2)])

    def test_complaint_about_the_site(self):
        """It is of no store, and reaches the administrators, and nobody else (S-168)."""
        text = 'The map never loads.'
        complaint = self.created(self.customer.post('/api/v1/complaints', {'text': text}))
        path = f'/api/v1/complaints/{complaint["id"]}'
        self.assertEqual((complaint['store'], complaint['state']), (None, 'open'))
        self.assertEqual([client.get(path).status for client in (self.customer, self.admin, self.manager, self.baker,
                                                                 self.other_customer, self.anybody)],
                         [200, 200, 404, 404, 404, 401])
        self.assertEqual(self.manager.patch(path, {'state': 'closed'}).status, 404)
        self.assertEqual(self.manager.post(path + '/replies', {'text': 'Yes?'}).status, 404)
        told = 'Nina Roy has a complaint about the site.'
        for client, expected in ((self.admin, True), (self.manager, False), (self.customer, False)):
            texts = [n['text'] for n in self.ok(client.get('/api/v1/notifications?limit=1000'))]
            self.assertEqual(told in texts, expected)
        for client, expected in ((self.admin, True), (self.manager, False), (self.baker, False)):
            feed, _ = client.changes(limit=5000)
            self.assertEqual(complaint['id'] in [c['id'] for c in feed if c['entity'] == 'complaint'], expected)
        self.created(self.admin.post(path + '/replies', {'text': 'It does now.'}))
        self.assertIn(f'We have answered your complaint {complaint["id"]}.',
                      [n['text'] for n in self.ok(self.customer.get('/api/v1/notifications?limit=1000'))])
        order = self.place()
        self.check_errors(self.customer.post('/api/v1/complaints', {'order': order['id'], 'text': text}), 'order')
        self.check_errors(self.customer.post('/api/v1/complaints', {'store': 9999, 'text': text}), 'store')

    def notices_of(self, cake, client=None):
        return [n['text'] for n in self.ok((client or self.baker).get('/api/v1/notifications?limit=1000')) if n['cake'] == cake]

    def test_store_is_told_what_a_cake_lacks(self):
        """As long as a cake is on sale and customers cannot see what it is (S-033)."""
        cake = self.make_cake(name='Opera')
        self.assertEqual(self.notices_of(cake), ['Opera has no picture and no description. Customers look at it before they choose.'])
        for client in (self.customer, self.anybody):
            self.assertEqual(self.notices_of(cake, client), [])
        path = f'/api/v1/cakes/{cake}'
        self.ok(self.manager.patch(path, {'description': 'Coffee and almonds'}))
        self.assertEqual(self.notices_of(cake), ['Opera has no picture. Customers look at it before they choose.'])
        notice, = [n for n in self.ok(self.baker.get('/api/v1/notifications?limit=1000')) if n['cake'] == cake]
        self.ok(self.baker.post(f'/api/v1/notifications/{notice["id"]}/read'))
        self.ok(self.manager.patch(path, {'price': '600.00'}))
        self.assertIn({**notice, 'is_read': True}, self.ok(self.baker.get('/api/v1/notifications?limit=1000')))
        picture = self.created(self.manager.post(f'/api/v1/images?store={self.store}', make_png(2, 2),
                                                 headers={'Content-Type': 'image/png'}))['id']
        self.ok(self.manager.patch(path, {'images': [picture]}))
        self.assertEqual(self.notices_of(cake), [])
        self.ok(self.manager.patch(path, {'images': []}))
        self.assertEqual(len(self.notices_of(cake)), 1)
        self.ok(self.manager.patch(path, {'availability': False}))
        self.assertEqual(self.notices_of(cake), [])
        self.ok(self.manager.patch(path, {'availability': True}))
        self.assertEqual(self.manager.delete(path).status, 204)
        self.assertEqual(self.notices_of(cake), [])

    def test_notices(self):
        body = {'kind': 'maintenance', 'text': 'Closed for an hour on Sunday.'}
        self.assertEqual(self.manager.post('/api/v1/notifications', body).status, 403)
        notice = self.created(self.admin.post('/api/v1/notifications', body))['id']
        old = self.created(self.admin.post('/api/v1/notifications', {**body, 'until': '2020-01-01T00:00:00Z'}))['id']
        internal = self.created(self.admin.post('/api/v1/notifications', {**body, 'store': self.store}))['id']
        public = [n['id'] for n in self.ok(self.anybody.get('/api/v1/notifications'))]
        self.assertIn(notice, public)
        self.assertFalse({old, internal} & set(public))
        self.assertIn(internal, [n['id'] for n in self.ok(self.baker.get('/api/v1/notifications'))])
        self.assertTrue(self.ok(self.customer.post(f'/api/v1/notifications/{notice}/read'))['is_read'])
        for client, expected in ((self.customer, True), (self.other_customer, False)):
            marks = {n['id']: n['is_read'] for n in self.ok(client.get('/api/v1/notifications'))}
            self.assertEqual(marks[notice], expected)
        self.assertEqual(self.customer.post(f'/api/v1/notifications/{internal}/read').status, 404)

    def test_shop_begins(self):
        """The shop tells a customer something about an order, who has not asked (S-090)."""
        order = self.place()
        path, body = f'/api/v1/orders/{order["id"]}/notices', {'text': 'The <oven> is late; may it be six?'}
        self.assertEqual([client.post(path, body).status for client in (self.baker, self.admin)], [204, 204])
        told = f'Your order #{order["number"]}: {body["text"]}'
        self.assertEqual([n['text'] for n in self.ok(self.customer.get('/api/v1/notifications?limit=1000'))].count(told), 2)
        self.assertNotIn(told, [n['text'] for n in self.ok(self.other_customer.get('/api/v1/notifications?limit=1000'))])
        mails = self.server.sql("SELECT subject, words FROM mails WHERE kind = 'order_notice' AND \"order\" = ?", order['id'])
        self.assertEqual(mails, [(f'About your order #{order["number"]}', body['text'])] * 2)
        self.assertEqual(self.customer.post(path, body).status, 403)
        self.check_errors(self.baker.post(path, {'text': ' ', 'mood': 'bad'}), 'text', 'mood')
        self.check_errors(self.baker.post(path, {'text': 'x' * 401}), 'text')
        self.assertEqual(self.baker.post(path, body, headers={'If-Match': '"1"'}).status, 412)

        guest = self.created(self.anybody.post('/api/v1/orders/guest', {
            **Guests.contact, 'lines': [{'cake': self.cake}], 'fulfilment': 'pickup'}))['order']
        self.assertEqual(self.baker.post(f'/api/v1/orders/{guest["id"]}/notices', body).status, 204)
        self.assertEqual(self.server.sql("SELECT recipient FROM mails WHERE kind = 'order_notice' AND \"order\" = ?",
                                         guest['id']), [(Guests.contact['customer_email'],)])
        self.server.sql("UPDATE orders SET customer_email = '' WHERE id = ?", guest['id'])
        self.assertEqual(self.baker.post(f'/api/v1/orders/{guest["id"]}/notices', body).status, 409)

    def live(self, path, body, name, value):
        """What is created can be read, replaced, changed and deleted, and is gone then."""
        item = f'{path}/{self.created(self.customer.post(path, body))["id"]}'
        self.assertEqual(self.ok(self.customer.put(item, {**body, name: value}))[name], value)
        self.assertEqual(self.ok(self.customer.patch(item, {name: body[name]}))[name], body[name])
        self.assertIn(self.ok(self.customer.get(item)), self.ok(self.customer.get(path)))
        self.assertEqual(self.customer.delete(item).status, 204)
        self.assertEqual(self.customer.get(item).status, 404)

    def test_lives(self):
        for favourite in self.ok(self.customer.get('/api/v1/favourites')):
            self.customer.delete(f'/api/v1/favourites/{favourite["id"]}')
        self.live('/api/v1/favourites', {'cake': self.cake, 'name': 'Mine'}, 'name', 'Ours')
        self.live('/api/v1/ratings', {'order_line': self.buy(), 'stars': 3}, 'stars', 4)
        self.ok(self.customer.patch('/api/v1/me', {'consent_preferences': True}))
        self.live('/api/v1/preferences', {'kind': 'flavour', 'value': 'rose'}, 'value', 'mint')
        self.ok(self.customer.patch('/api/v1/me', {'consent_preferences': False}))
        self.assertEqual(self.ok(self.manager.get(f'/api/v1/complaints?store={self.store}')), [])
        notice = self.created(self.admin.post('/api/v1/notifications', {'text': 'Hello'}))['id']
        self.assertEqual(self.admin.delete(f'/api/v1/notifications/{notice}').status, 204)


class Near(Shop):

    def test_by_distance(self):
        far, near, nearest = (self.make_store(latitude=latitude, longitude=10, name=f'At {latitude}')
                              for latitude in (-51, -50.02, -50.01))
        self.make_store(latitude=None, longitude=None)
        answer = self.ok(self.anybody.get('/api/v1/stores?near=-50,10'))
        self.assertEqual([store['id'] for store in answer], [nearest, near])
        self.assertEqual([store['distance_metres'] for store in answer], [1112, 2224])
        answer = self.ok(self.anybody.get('/api/v1/stores?near=-50,10&radius=200000&limit=3'))
        self.assertEqual([store['id'] for store in answer], [nearest, near, far])
        for query in ('near=1', 'near=91,10', 'near=1,2,3', 'near=a,b', 'near=1,nan', 'near=1,2&city=Pune'):
            self.assertEqual(self.anybody.get('/api/v1/stores?' + query).status, 400, query)
        self.store = near
        cake = self.make_cake(dietary=['vegan'])
        self.make_cake()
        self.store = far
        self.make_cake(dietary=['vegan'])
        answer = self.ok(self.anybody.get('/api/v1/cakes?near=-50,10&dietary=vegan'))
        self.assertEqual([found['id'] for found in answer], [cake])


if __name__ == '__main__':
    unittest.main()
