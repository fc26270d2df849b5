# SPDX-License-Identifier: GPL-3.0-or-later

"""What a shop does beyond its catalogue, on the real server: slots, collection, guests, feedback."""

import concurrent.futures
import datetime
import unittest

from harness import PASSWORD, Server

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
        self.assertLess(started['ready_at'], tomorrow(0))
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


if __name__ == '__main__':
    unittest.main()
