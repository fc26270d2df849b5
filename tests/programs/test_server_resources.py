# SPDX-License-Identifier: GPL-3.0-or-later

"""The bakery's resources on the real server: catalogue, carts, orders and their stages, pictures, the demo."""

import concurrent.futures
import csv
import pathlib
import struct
import unittest
import zlib

from harness import PASSWORD, Server

PARTS = pathlib.Path(__file__).parents[2] / 'data' / 'demo' / 'soda-counter.csv'

CUSTOMER = {
    'password': PASSWORD, 'phone_no': '9876543210', 'first_name': 'Nina', 'last_name': 'Roy',
    'address': '123 Main Street', 'city': 'Pune', 'state': 'Maharashtra', 'pincode': '411001',
}
STORE = {
    'name': 'Corner Bakery', 'city': 'Pune', 'address': '1 Market Road', 'contact_number': '9876543210',
    'description': 'Bread and cakes.', 'tax_rate': '5.00', 'delivery_fee': '60.00',
    'latitude': 18.5, 'longitude': 73.8,
}
CAKE = {'name': 'Black Forest', 'flavor': 'Cherry', 'size': '1 kg', 'price': '550.00', 'allergens': ['milk', 'gluten'],
        'work_minutes': 30}


def make_png(width, height, level=-1):
    def chunk(name, data):
        return struct.pack('>I', len(data)) + name + data + struct.pack('>I', zlib.crc32(name + data))
    rows = zlib.compress(b'\0' * (1 + width * 3) * height, level)
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0)) +
            chunk(b'IDAT', rows) + chunk(b'IEND', b''))


class Bakery(unittest.TestCase):
    """Two stores with their managers and bakers, and two customers, made over the API."""

    @classmethod
    def make_server(cls):
        return Server()

    @classmethod
    def setUpClass(cls):
        cls.server = cls.make_server()
        cls.addClassCleanup(cls.server.__exit__)
        admin = cls.server.create_admin()
        cls.server.start()
        cls.admin = cls.server.sign_in(*admin)
        cls.anybody = cls.server.client()
        cls.store, cls.other_store = (cls.make_store(n) for n in (1, 2))
        cls.manager = cls.make_person('manager', 'manager', [cls.store])
        cls.other_manager = cls.make_person('other.manager', 'manager', [cls.other_store])
        cls.baker = cls.make_person('baker', 'staff', [cls.store])
        cls.other_baker = cls.make_person('other.baker', 'staff', [cls.other_store])
        cls.customer = cls.make_person('customer')
        cls.other_customer = cls.make_person('other.customer')
        cls.me = cls.customer.get('/api/v1/me').json['id']
        cls.cake = cls.make_cake()
        cls.other_cake = cls.make_cake(store=cls.other_store, name='Lemon Drizzle')

    @classmethod
    def make_store(cls, number):
        return cls.created(cls.admin.post('/api/v1/stores', {**STORE, 'email': f'store{number}@example.com'}))['id']

    @classmethod
    def make_person(cls, name, role=None, stores=()):
        email = name + '@example.com'
        account = cls.created(cls.anybody.post('/api/v1/customers', {**CUSTOMER, 'email': email}))
        if role:
            answer = cls.admin.patch(f'/api/v1/customers/{account["id"]}', {'role': role, 'stores': list(stores)})
            assert answer.status == 200, answer
        return cls.server.sign_in(email)

    @classmethod
    def make_cake(cls, **fields):
        return cls.created(cls.admin.post('/api/v1/cakes', {'store': cls.store, **CAKE, **fields}))['id']

    @classmethod
    def created(cls, answer):
        assert answer.status == 201, answer
        return answer.json

    def fill_cart(self, client=None, **line):
        return self.created((client or self.customer).post('/api/v1/carts', {'cake_id': self.cake, 'quantity': 1, **line}))

    def place(self, **fields):
        line = self.fill_cart()
        return self.created(self.customer.post('/api/v1/orders', {'cart_id': line['id'], **fields}))

    def move(self, client, order, stage, **fields):
        return client.post(f'/api/v1/orders/{order["id"]}/stage', {'stage': stage, **fields})

    def check_errors(self, answer, *fields):
        self.assertEqual(answer.status, 400, answer)
        self.assertEqual(answer.headers['Content-Type'], 'application/problem+json')
        self.assertEqual(set(answer.json['errors']), set(fields))


class Catalogue(Bakery):

    def test_every_violation_of_a_store_at_once(self):
        answer = self.admin.post('/api/stores/', {'name': 'Ab', 'city': 'P', 'contact_number': 'x', 'email': 'y'})
        self.check_errors(answer, 'name', 'city', 'address', 'contact_number', 'email', 'description')
        self.assertEqual(len(self.anybody.get('/api/stores/').json), 2)

    def test_store_with_a_known_email(self):
        answer = self.admin.post('/api/stores/', {**STORE, 'email': 'STORE1@example.com'})
        self.check_errors(answer, 'email')
        self.assertEqual(answer.json['errors']['email'], ['store with this email already exists.'])

    def test_managers_run_only_their_stores(self):
        path = f'/api/v1/stores/{self.store}'
        self.assertEqual(self.manager.patch(path, {'city': 'Mumbai'}).json['city'], 'Mumbai')
        self.assertEqual(self.other_manager.patch(path, {'city': 'Delhi'}).status, 404)
        self.assertEqual(self.baker.patch(path, {'city': 'Delhi'}).status, 403)
        self.assertEqual(self.manager.delete(path).status, 403)
        self.assertEqual(self.anybody.patch(path, {'city': 'Delhi'}).status, 401)
        self.assertEqual(self.other_manager.post('/api/v1/cakes', {'store': self.store, **CAKE}).status, 404)
        self.assertEqual(self.anybody.get(path).json['city'], 'Mumbai')

    def test_cake_of_an_unknown_store_with_groups_of_another(self):
        group = self.created(self.admin.post('/api/v1/option-groups', {'store': self.other_store, 'name': 'Size'}))
        self.check_errors(self.admin.post('/api/v1/cakes', {**CAKE, 'store': 999}), 'store')
        self.check_errors(self.admin.post('/api/v1/cakes', {**CAKE, 'store': self.store, 'option_groups': [group['id']]}),
                          'option_groups')

    def test_filters_and_pages(self):
        for number in range(5):
            self.make_cake(name=f'Paged 50% {number}', price=f'{100 + number}.00', category='wedding', dietary=['vegan'])
        names = []
        path = '/api/v1/cakes?limit=2&q=50%25&dietary=vegan&allergen=nuts&min_price=101'
        while path:
            answer = self.anybody.get(path)
            names += [cake['name'] for cake in answer.json]
            link = answer.headers['Link']
            path = link[1:link.index('>')] if link else None
        self.assertEqual(names, [f'Paged 50% {number}' for number in range(1, 5)])
        self.assertEqual(self.anybody.get('/api/v1/cakes?allergen=milk&category=wedding').json, [])
        self.assertEqual(self.anybody.get('/api/v1/cakes?colour=red').status, 400)
        self.assertEqual(self.anybody.get('/api/v1/cakes?min_price=cheap').status, 400)

    def test_deletion_is_heard_of(self):
        cake = self.make_cake(name='Short-lived')
        _, end = self.manager.changes()
        self.assertEqual(self.manager.delete(f'/api/v1/cakes/{cake}').status, 204)
        self.assertEqual(self.manager.delete(f'/api/v1/cakes/{cake}').status, 404)
        self.assertEqual(self.anybody.get(f'/api/cakes/{cake}/').status, 404)
        changes, _ = self.manager.changes(since=end['next'])
        self.assertIn((True, 'cake', cake), [(c.get('deleted'), c['entity'], c['id']) for c in changes])

    def test_cakes_by_store(self):
        empty = self.make_store(3)
        self.assertEqual(self.anybody.get(f'/api/cakes/by-store/{empty}/').json, [])
        self.assertEqual(self.admin.get(f'/api/admin/cakes/by-store/{empty}/').status, 404)
        self.assertEqual(self.customer.get(f'/api/admin/cakes/by-store/{empty}/').status, 403)
        self.assertEqual(self.admin.delete(f'/api/stores/{empty}/').status, 204)

    def test_stale_change_shows_the_present_state(self):
        cake = self.anybody.get(f'/api/v1/cakes/{self.cake}')
        path, old = f'/api/v1/cakes/{self.cake}', {'If-Match': cake.headers['ETag']}
        self.assertEqual(self.manager.patch(path, {'description': 'New'}, headers=old).status, 200)
        answer = self.manager.patch(path, {'description': 'Newer'}, headers=old)
        self.assertEqual(answer.status, 412)
        self.assertEqual(answer.json['current']['description'], 'New')


class Choice(Bakery):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.size = cls.make_group('Size', minimum=1)
        cls.extras = cls.make_group('Extras', maximum=2)
        cls.small, cls.large = (cls.make_option(cls.size, n, p) for n, p in (('Small', '-50.00'), ('Large', '100.00')))
        cls.candles = cls.make_option(cls.extras, 'Candles', '5.00')
        cls.sparkler = cls.make_option(cls.extras, 'Sparkler', '9.00', incompatible=[cls.candles], allergens=['nuts'])
        cls.stray = cls.make_option(cls.make_group('Stray'), 'Stray', '1.00')
        cls.cake = cls.make_cake(option_groups=[cls.size, cls.extras])

    @classmethod
    def make_group(cls, name, **fields):
        return cls.created(cls.manager.post('/api/v1/option-groups', {'store': cls.store, 'name': name, **fields}))['id']

    @classmethod
    def make_option(cls, group, name, price, **fields):
        body = {'option_group': group, 'name': name, 'price_change': price, 'work_minutes': 5, **fields}
        return cls.created(cls.manager.post('/api/v1/options', body))['id']

    def customise(self, options, client=None, **fields):
        body = {'cake': self.cake, 'customer': self.me, 'options': options, **fields}
        return (client or self.customer).post('/api/cake-customizations/', body)

    def test_every_violation_of_a_choice_at_once(self):
        answer = self.customise([self.candles, self.sparkler, self.stray, 999], message='x' * 51)
        self.check_errors(answer, 'message', 'options')
        self.assertEqual(len(answer.json['errors']['options']), 4)

    def test_choice_for_somebody_else(self):
        self.assertEqual(self.customise([self.small], self.other_customer).status, 403)
        mine = self.created(self.customise([self.small]))
        self.assertEqual(self.other_customer.get(f'/api/cake-customizations/{mine["id"]}/').status, 404)
        answer = self.other_customer.post('/api/carts/', {'cake_id': self.cake, 'quantity': 1,
                                                          'customization_id': mine['id']})
        self.check_errors(answer, 'customization_id')

    def test_options_are_in_the_price_of_line_and_order(self):
        choice = self.created(self.customise([self.large, self.sparkler], message='Happy Birthday', egg_version=False))
        line = self.fill_cart(cake_id=self.cake, customization_id=choice['id'], quantity=2)
        self.assertEqual(line['total_amount'], '1318.00')
        order = self.created(self.customer.post('/api/orders/', {'cart_id': line['id']}))
        bought = order['lines'][0]
        self.assertEqual((order['subtotal'], order['tax'], order['delivery_fee'], order['total_price']),
                         ('1318.00', '65.90', '60.00', '1443.90'))
        self.assertEqual((bought['options'], bought['message'], bought['egg_version'], bought['work_minutes']),
                         (['Large', 'Sparkler'], 'Happy Birthday', False, 80))
        self.assertEqual(order['allergens'], ['milk', 'gluten', 'nuts'])
        self.assertEqual((order['items'], order['quantity'], order['cake_customization']),
                         (self.cake, 2, choice['id']))


    def test_what_is_deleted_is_forgotten(self):
        group = self.make_group('Toppings')
        nuts = self.make_option(group, 'Nuts', '1.00')
        plain = self.make_option(self.make_group('Base'), 'Plain', '1.00', incompatible=[nuts])
        cake = self.make_cake(option_groups=[group, self.size])
        self.assertEqual(self.manager.delete(f'/api/v1/option-groups/{group}').status, 204)
        self.assertEqual(self.anybody.get(f'/api/v1/options/{nuts}').status, 404)
        self.assertEqual(self.anybody.get(f'/api/v1/options/{plain}').json['incompatible'], [])
        self.assertEqual(self.anybody.get(f'/api/v1/cakes/{cake}').json['option_groups'], [self.size])


class Carts(Bakery):

    def test_line_of_a_cart(self):
        line = self.fill_cart(cake_id=str(self.cake), quantity='2', user_id=str(self.me))
        path = f'/api/carts/{line["id"]}/'
        self.assertEqual((line['total_amount'], line['customer'], line['customization']), ('1100.00', self.me, None))
        self.assertEqual(self.customer.patch(path, {'quantity': 3}).json['total_amount'], '1650.00')
        self.check_errors(self.customer.patch(path, {'quantity': 0}), 'quantity')
        self.assertEqual(self.other_customer.get(path).status, 404)
        self.assertEqual(self.customer.delete(path).status, 204)
        self.assertEqual(self.customer.get(path).status, 404)

    def test_refusals(self):
        gone = self.make_cake(availability=False)
        self.assertEqual(self.customer.post('/api/carts/', {'cake_id': 999, 'quantity': 1}).status, 404)
        self.check_errors(self.customer.post('/api/carts/', {'cake_id': gone, 'quantity': 1}), 'cake_id')
        self.check_errors(self.customer.post('/api/carts/', {}), 'cake_id', 'quantity')
        self.assertEqual(self.customer.post('/api/carts/', {'cake_id': self.cake, 'quantity': 1, 'user_id': 1}).status, 403)
        self.assertEqual(self.anybody.get('/api/carts/').status, 401)

    def test_is_available(self):
        gone = self.make_cake(availability=False)
        self.assertEqual(self.anybody.get(f'/api/carts/is-available/{self.cake}/').status, 200)
        self.assertEqual(self.anybody.get(f'/api/carts/is-available/{gone}/').status, 404)
        self.assertEqual(self.anybody.get('/api/carts/is-available/999/').status, 404)


class Orders(Bakery):

    def tearDown(self):
        for line in self.customer.get('/api/v1/carts').json:
            self.customer.delete(f'/api/v1/carts/{line["id"]}')

    def test_from_cart_to_hand_over(self):
        order = self.place(fulfilment='pickup', notes='Ring twice',
                           credit_card_details={'number': '4111111111111111', 'cvv': '123'})
        self.assertEqual((order['number'] > 1000, order['stage'], order['customer_name'], order['delivery_fee']),
                         (True, 'pending', 'Nina Roy', '0.00'))
        self.assertEqual(self.customer.get('/api/v1/carts').json, [])
        for stage, status in (('confirmed', 'processing'), ('baking', 'processing'), ('ready', 'processing'),
                              ('delivered', 'delivered')):
            self.assertEqual(self.move(self.baker, order, stage).json['stage'], stage)
            self.assertEqual(self.customer.get(f'/api/orders/{order["id"]}/').json['order_status'], status)
        seen = self.customer.get(f'/api/orders/{order["id"]}/').json['timeline']
        self.assertEqual([event['to_stage'] for event in seen],
                         ['pending', 'confirmed', 'baking', 'ready', 'delivered'])
        self.assertNotIn('account_name', seen[1])
        with open(self.server.database, 'rb') as file:
            self.assertNotIn(b'4111111111111111', file.read())
        self.assertNotIn('4111111111111111', ''.join(self.server.log))

    def test_undo(self):
        order = self.place()
        self.move(self.baker, order, 'confirmed')
        self.assertEqual(self.customer.post(f'/api/v1/orders/{order["id"]}/undo').status, 403)
        undone = self.baker.post(f'/api/v1/orders/{order["id"]}/undo').json
        self.assertEqual((undone['stage'], [event['undone'] for event in undone['timeline']]),
                         ('pending', [False, True, False]))
        self.assertEqual(self.baker.post(f'/api/v1/orders/{order["id"]}/undo').status, 409)

    def test_move_that_is_not_allowed(self):
        order = self.place()
        answer = self.move(self.baker, order, 'ready')
        self.assertEqual((answer.status, answer.json['allowed_stages']), (409, ['confirmed', 'cancelled']))
        self.assertEqual(self.move(self.baker, order, 'ready', force=True, reason='Made ahead').status, 403)
        self.check_errors(self.move(self.manager, order, 'ready', force=True), 'reason')
        self.check_errors(self.move(self.baker, order, 'burnt', force='yes', colour=1), 'stage', 'force', 'colour')
        self.assertEqual(self.baker.get(f'/api/v1/orders/{order["id"]}').json['revision'], order['revision'])
        self.assertEqual(self.move(self.manager, order, 'ready', force=True, reason='Made ahead').json['stage'], 'ready')

    def test_orders_of_others_are_not_there(self):
        order = self.place()
        path = f'/api/v1/orders/{order["id"]}'
        for client in (self.other_baker, self.other_manager, self.other_customer):
            self.assertEqual(client.get(path).status, 404)
            self.assertEqual(self.move(client, order, 'cancelled').status, 404)
            self.assertNotIn(order['id'], [each['id'] for each in client.get('/api/v1/orders').json])
        self.assertEqual(self.anybody.get(path).status, 401)
        self.assertEqual(self.baker.get('/api/v1/orders/999999').status, 404)
        self.assertEqual(self.baker.get('/api/v1/orders/abc').status, 404)

    def test_customer_cancels_only_what_is_pending(self):
        order = self.place()
        self.assertEqual(self.move(self.customer, order, 'confirmed').status, 403)
        self.assertEqual(self.move(self.customer, order, 'cancelled').json['order_status'], 'cancelled')
        order = self.place()
        self.move(self.baker, order, 'confirmed')
        self.assertEqual(self.move(self.customer, order, 'cancelled').status, 403)

    def test_filters(self):
        order = self.place()
        self.move(self.baker, order, 'confirmed')
        for query in (f'number={order["number"]}', 'stage=confirmed', 'order_status=processing', f'store={self.store}',
                      f'customer={self.me}', 'payment_status=pending', 'due_from=2020-01-01T00:00:00Z'):
            found = [each['id'] for each in self.baker.get('/api/v1/orders?limit=1000&' + query).json]
            self.assertIn(order['id'], found, query)
        for query in ('stage=pending', 'order_status=shipped', 'payment_status=paid', 'due_to=2020-01-01T00:00:00Z'):
            found = [each['id'] for each in self.baker.get('/api/v1/orders?limit=1000&' + query).json]
            self.assertNotIn(order['id'], found, query)
        self.assertEqual(self.baker.get('/api/v1/orders?stage=burnt').status, 400)

    def test_gift(self):
        """Who gets a gift is kept with the order, for all who work on it (S-006)."""
        gift = {'is_gift': True, 'recipient_name': 'Mia Roy', 'recipient_phone': '9123456780',
                'delivery_address': '7 Hill Road, Pune', 'notes': 'Ring twice'}
        order = self.place(**gift)
        path = f'/api/v1/orders/{order["id"]}'
        for client in (self.customer, self.baker, self.manager, self.admin):
            seen = client.get(path).json
            self.assertEqual({name: seen[name] for name in gift}, gift)
            listed, = [other for other in client.get('/api/v1/orders?limit=1000').json if other['id'] == order['id']]
            self.assertEqual({name: listed[name] for name in gift}, gift)
        self.assertEqual(self.manager.patch(path, {'recipient_name': 'Mia Rao'}).json['recipient_name'], 'Mia Rao')
        self.assertEqual(self.customer.get(path).json['recipient_name'], 'Mia Rao')
        plain = self.place()
        self.assertEqual((plain['is_gift'], plain['recipient_name'], plain['recipient_phone']), (False, '', ''))
        self.check_errors(self.customer.post('/api/v1/orders', {**gift, 'cart_id': self.fill_cart()['id'],
                                                                'recipient_name': 'A\nB', 'recipient_phone': 'call'}),
                          'recipient_name', 'recipient_phone')

    def test_correction(self):
        order = self.place()
        path = f'/api/admin/orders/{order["id"]}/'
        answer = self.admin.patch(path, {'notes': 'No nuts', 'due_at': '2099-01-01T10:00:00Z', 'order_status': 'processing',
                                         'total_price': '0.01'})
        self.assertEqual((answer.status, answer.json['notes'], answer.json['stage'], answer.json['total_price']),
                         (200, 'No nuts', 'confirmed', order['total_price']))
        self.assertEqual(answer.json['latest_start_at'], '2099-01-01T08:45:00Z')
        self.assertEqual(self.admin.patch(path, {'order_status': 'delivered'}).status, 409)
        self.check_errors(self.admin.patch(path, {'order_status': 'burnt', 'notes': 'x' * 501}), 'order_status', 'notes')
        self.assertEqual(self.manager.patch(f'/api/orders/{order["id"]}/', {'fulfilment': 'pickup'}).json['delivery_fee'],
                         '0.00')
        self.assertEqual(self.customer.patch(f'/api/orders/{order["id"]}/', {'notes': 'x'}).status, 403)
        self.assertEqual(self.manager.delete(f'/api/orders/{order["id"]}/').status, 403)
        self.assertEqual(self.admin.delete(path).status, 204)
        self.assertEqual(self.customer.get(f'/api/orders/{order["id"]}/').status, 404)

    def test_lines_stay_when_the_catalogue_changes(self):
        cake = self.make_cake(name='Opera')
        line = self.fill_cart(cake_id=cake)
        order = self.created(self.customer.post('/api/orders/', {'cart_id': line['id']}))
        self.manager.patch(f'/api/v1/cakes/{cake}', {'name': 'Renamed', 'price': '1.00'})
        self.assertEqual(self.manager.delete(f'/api/v1/cakes/{cake}').status, 204)
        bought = self.customer.get(f'/api/orders/{order["id"]}/').json['lines'][0]
        self.assertEqual((bought['name'], bought['unit_price']), ('Opera', '550.00'))

    def test_what_cannot_be_ordered(self):
        self.check_errors(self.customer.post('/api/orders/', {}), 'cart_id')
        self.check_errors(self.customer.post('/api/orders/', {'cart_id': 'x', 'fulfilment': 'drone',
                                                              'due_at': '2020-01-01T00:00:00Z'}),
                          'cart_id', 'fulfilment', 'due_at')
        line = self.fill_cart()
        self.assertEqual(self.other_customer.post('/api/orders/', {'cart_id': line['id']}).status, 404)
        soon = self.customer.post('/api/orders/', {'cart_id': line['id']}, headers={'Content-Type': 'text/plain'})
        self.assertEqual(soon.status, 415)
        self.assertEqual(self.customer.post('/api/orders/', '{"cart_id":', headers={'Content-Type': 'application/json'})
                         .status, 400)
        self.fill_cart(cake_id=self.other_cake)
        answer = self.customer.post('/api/orders/', {})
        self.assertEqual((answer.status, 'several stores' in answer.json['detail']), (409, True))
        self.manager.patch(f'/api/v1/cakes/{self.cake}', {'availability': False})
        answer = self.customer.post('/api/orders/', {'cart_id': line['id']})
        self.manager.patch(f'/api/v1/cakes/{self.cake}', {'availability': True})
        self.assertEqual((answer.status, 'Black Forest' in answer.json['detail']), (409, True))
        self.assertEqual(len(self.customer.get('/api/v1/carts').json), 2)

    def test_whole_cart(self):
        self.fill_cart(quantity=1)
        self.fill_cart(quantity=2)
        order = self.created(self.customer.post('/api/orders/', {'latitude': 18.51, 'longitude': 73.8}))
        self.assertEqual([line['quantity'] for line in order['lines']], [1, 2])
        self.assertAlmostEqual(order['distance_metres'], 1112, delta=1)
        self.assertEqual(self.customer.get('/api/v1/carts').json, [])

    def test_same_key_same_order(self):
        line = self.fill_cart()
        key = {'Idempotency-Key': 'place-once'}
        first, second = (self.customer.post('/api/orders/', {'cart_id': line['id']}, headers=key) for _ in range(2))
        self.assertEqual((first.status, second.status, first.json), (201, 201, second.json))
        self.assertEqual(self.customer.post('/api/orders/', {'cart_id': line['id'], 'notes': 'x'}, headers=key).status, 422)

    def test_each_line_is_ordered_once(self):
        lines = [self.fill_cart()['id'] for _ in range(10)]

        def order(line):
            own_connection = self.server.client(**self.customer.headers)
            return line, own_connection.post('/api/orders/', {'cart_id': line}).status

        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(order, lines * 3))
        self.assertEqual(sorted(line for line, status in answers if status == 201), lines)
        self.assertEqual({status for _, status in answers}, {201, 404})
        numbers = [row[0] for row in self.server.sql('SELECT number FROM orders WHERE store = ?', self.store)]
        self.assertEqual(len(numbers), len(set(numbers)))

    def test_changes_reach_the_shop(self):
        _, end = self.baker.changes()
        order = self.place()
        changes, end = self.baker.changes(since=end['next'])
        self.assertEqual([(c['entity'], c['id'], c['data']['stage']) for c in changes], [('order', order['id'], 'pending')])
        self.move(self.baker, order, 'confirmed')
        changes, _ = self.baker.changes(since=end['next'])
        self.assertEqual([c['data']['stage'] for c in changes], ['confirmed'])


class Pictures(Bakery):

    def upload(self, data, content_type='image/png', client=None, store=None):
        return (client or self.manager).post(f'/api/v1/images?store={store or self.store}', data,
                                             headers={'Content-Type': content_type})

    def test_picture(self):
        data = make_png(8, 6)
        made = self.created(self.upload(data))
        self.assertEqual((made['width'], made['height'], made['content_type']), (8, 6, 'image/png'))
        answer = self.anybody.get(made['image'])
        self.assertEqual((answer.body, answer.headers['Content-Type']), (data, 'image/png'))
        self.assertIn('immutable', answer.headers['Cache-Control'])
        self.assertEqual(answer.headers['X-Content-Type-Options'], 'nosniff')
        again = self.anybody.get(made['image'], headers={'If-None-Match': answer.headers['ETag']})
        self.assertEqual((again.status, again.body), (304, b''))
        cake = self.manager.patch(f'/api/v1/cakes/{self.cake}', {'images': [made['id']]}).json
        self.assertEqual(cake['image'], made['image'])
        self.assertEqual(self.manager.delete(made['image']).status, 409)
        self.manager.patch(f'/api/v1/cakes/{self.cake}', {'images': []})
        self.assertEqual(self.manager.delete(made['image']).status, 204)
        self.assertEqual(self.anybody.get(made['image']).status, 404)

    def test_refusals(self):
        data = make_png(8, 6)
        self.check_errors(self.upload(data[:-20]), 'body')
        self.check_errors(self.upload(b'GIF89a' + data), 'body')
        self.check_errors(self.upload(make_png(8, 6).replace(struct.pack('>II', 8, 6), b'\xff' * 8)), 'body')
        self.assertEqual(self.upload(data, 'image/jpeg').status, 415)
        self.assertEqual(self.upload(data, client=self.customer).status, 403)
        self.assertEqual(self.upload(data, client=self.other_manager).status, 404)
        self.check_errors(self.upload(data, client=self.admin, store=999), 'store')


class Demo(unittest.TestCase):

    def make(self, *arguments):
        server = Server()
        self.addCleanup(server.__exit__)
        self.assertEqual(server.run('demo', *arguments).returncode, 0)
        return server

    def test_demo(self):
        server = self.make('--stores=2', '--cakes=10', '--customers=20', '--orders=200')
        again = server.run('demo', '--orders=1')
        self.assertEqual((again.returncode, 'holds a bakery already' in again.stderr), (1, True))
        server.start()
        for name in ('admin', 'baker', 'driver', 'customer'):
            server.sign_in(name + '@demo.sweetspot.example', 'demo-bakery')
        manager = server.sign_in('manager@demo.sweetspot.example', 'demo-bakery')
        orders = manager.get('/api/v1/orders?limit=1000').json
        self.assertEqual(len(orders), 200)
        self.assertLessEqual({'pending', 'confirmed', 'delivered', 'cancelled'}, {order['stage'] for order in orders})
        for order in orders:
            self.assertEqual(order['timeline'][-1]['to_stage'], order['stage'])
            times = [event['at'] for event in order['timeline']]
            self.assertEqual(times, sorted(times))

    def test_deliveries(self):
        """What is on its way is shared by those under way, what is ready waits for a driver, a van full of it."""
        server = self.make('--stores=2', '--cakes=10', '--customers=20', '--orders=3000')
        server.start()
        manager = server.sign_in('manager@demo.sweetspot.example', 'demo-bakery')
        runs = manager.get('/api/v1/deliveries').json
        for stage, state in (('out_for_delivery', 'under_way'), ('ready', 'planned')):
            rows = server.sql("SELECT id, store FROM orders WHERE fulfilment = 'delivery' AND stage = ?", stage)
            for store in {store for _, store in rows}:
                orders = {order for order, where in rows if where == store}
                loads = [run['orders'] for run in runs if run['state'] == state and run['store'] == store]
                taken = [order for load in loads for order in load]
                self.assertLessEqual(set(taken), orders)
                self.assertEqual(len(taken), len(set(taken)))
                self.assertEqual(max(len(load) for load in loads), min(-(-len(orders) // len(loads)), 8))
        under_way = [run for run in runs if run['state'] == 'under_way']
        for run in under_way:
            etas = [stop['eta'] for stop in run['stops']]
            self.assertEqual(etas, sorted(etas))
        self.assertEqual({position['delivery'] for position in manager.get('/api/v1/positions').json},
                         {run['id'] for run in under_way})

    def test_soda_counter(self):
        with open(PARTS, encoding='utf-8') as file:
            parts = {(part['type'], part['name']) for part in csv.DictReader(file)}
        server = self.make('--cakes=72', '--customers=20', '--orders=200')
        server.start()
        manager = server.sign_in('manager@demo.sweetspot.example', 'demo-bakery')
        drinks = manager.get('/api/v1/cakes?kind=drink&limit=1000').json
        counter, = {drink['store'] for drink in drinks}
        groups = {group['name']: group for group in manager.get(f'/api/v1/option-groups?store={counter}').json}
        options = manager.get(f'/api/v1/options?store={counter}&limit=1000').json
        for type_name, group in (('Soda', 'Soda'), ('Syrup', 'Syrups'), ('Add In', 'Add-ins')):
            self.assertEqual({(type_name, option['name']) for option in options
                              if option['option_group'] == groups[group]['id']},
                             {part for part in parts if part[0] == type_name})
        names = {name for _, name in parts}
        self.assertEqual(len({drink['name'] for drink in drinks}), 24)
        for drink in drinks:
            built = drink['name'] == 'Build your own'
            self.assertEqual(groups['Soda']['id'] in drink['option_groups'], built)
            self.assertTrue(built or set(drink['flavor'].split(', ')) <= names, drink['flavor'])
        orders = manager.get(f'/api/v1/orders?store={counter}&limit=1000').json
        self.assertEqual({order['fulfilment'] for order in orders}, {'pickup'})
        own = [line for order in orders for line in order['lines'] if line['name'] == 'Build your own']
        sodas = {name for kind, name in parts if kind == 'Soda'}
        self.assertTrue(own and all(set(line['options']) & sodas for line in own))

    def test_same_seed_same_bakery(self):
        found = []
        for seed in (7, 7, 8):
            server = self.make('--stores=3', '--cakes=15', '--customers=5', '--orders=40', f'--seed={seed}')
            found.append(server.sql('SELECT number, customer_name, stage, total_price, notes, l.name, options FROM orders AS o'
                                    ' JOIN order_lines AS l ON l.order_id = o.id ORDER BY l.id'))
        self.assertEqual(found[0], found[1])
        self.assertNotEqual(found[0], found[2])


if __name__ == '__main__':
    unittest.main()
