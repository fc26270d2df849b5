# SPDX-License-Identifier: GPL-3.0-or-later

"""Who may do what: every operation of the OpenAPI document, for every role, on rows of the caller's store or of another one, and
of the caller or of another customer.

ROLES says which roles an operation has, and so does the document; REACH says which rows are within the reach of whom, and an
operation on a row that it does not know makes the test fail. A request that should be refused has no If-Match, and where it
creates something for a store or a customer, a body that makes sense. One that should be let through is made so that it changes
nothing, where it can be: its body makes no sense and its If-Match is stale, and any answer but 401, 403, 404 and 405 will do."""

import http.client
import json
import re
import unittest

from harness import wait_until
from test_server_resources import CAKE, Bakery, make_png

SHOP = ('driver', 'staff', 'manager')

# Lists of one store.
NEEDS_STORE = ('images', 'slots', 'inventory/purchase-list', 'bake-list', 'deliveries/drivers')
EVERYBODY = 'anonymous customer driver staff manager admin'
SIGNED_IN = 'customer driver staff manager admin'

# What was decided about roles, the first that fits. The document, and so the server, must say the same.
ROLES = (
    ('GET (admin/)?stores/{id}/store-has-cakes', EVERYBODY),
    ('.* admin/.*', 'admin'),
    ('GET (cakes|stores|option-groups|options|images|ratings|slots|suggestions)(/.*)?', EVERYBODY),
    ('POST stores/register', EVERYBODY),
    ('(POST stores|DELETE stores/{id})', 'admin'),
    ('.* (cakes|stores|option-groups|options|images)(/{id})?', 'manager admin'),
    ('(PATCH accounts/{id}|.* accounts/{id}/(export|erase))', 'admin'),
    ('.* (accounts|audit)(/.*)?', 'manager admin'),
    ('(POST deliveries|(PATCH|DELETE) deliveries/{id}|POST deliveries/{id}/sort|GET deliveries/drivers)', 'staff manager admin'),
    ('.* (deliveries|positions)(/.*)?', 'driver staff manager admin'),
    ('GET orders?/{id}/track-delivery', SIGNED_IN),
    ('(GET|POST) (reports|day-closes)(/.*)?', 'manager admin'),
    ('GET (changes|events)', 'driver staff manager admin'),
    ('GET customers.*', 'customer staff manager admin'),
    ('(PUT|PATCH|DELETE) customers/{id}', SIGNED_IN),
    ('.* customers.*', EVERYBODY),
    ('.* carts/is-available/{id}', EVERYBODY),
    ('.* (carts|cake-customizations|favourites|preferences|ratings)(/.*)?', SIGNED_IN),
    ('PATCH complaints/{id}', 'staff manager admin'),
    ('.* complaints.*', SIGNED_IN),
    ('GET notifications', EVERYBODY),
    ('(POST notifications|DELETE notifications/{id})', 'admin'),
    ('.* me/payment-methods.*', 'customer driver staff manager'),
    ('.* me(/.*)?', SIGNED_IN),
    ('.* orders/guest.*', EVERYBODY),
    ('POST orders/{id}/(reorder|collection-code|on-my-way|position)', 'customer'),
    ('POST orders/{id}/(collect|notices)', 'staff manager admin'),
    ('POST orders/{id}/undo', 'driver staff manager admin'),
    ('PUT orders/{id}', 'manager admin'),
    ('PATCH orders/{id}', SIGNED_IN),
    ('DELETE orders/{id}', 'admin'),
    ('(GET orders(/{id})?|POST orders(/{id}/(stage|track-delivery))?)', SIGNED_IN),
    ('(GET (inventory|movements|recipes)|.* (movements|bake-list))(/.*)?', 'staff manager admin'),
    ('.* (inventory|recipes)(/.*)?', 'manager admin'),
    ('(POST refunds|POST payments/{id}/refunds)', 'staff manager admin'),
    ('(.* (payments|refunds)(/.*)?|POST orders/{id}/payments)', 'customer staff manager admin'),
)

NONSENSE = {'cart_id': 'none', 'nonsense': True}
PNG = make_png(2, 2)


def shorten(path):
    """The path of a resource, as the routes have it."""
    return re.sub('^/(api/(v1/)?)?', '', path)


class Caller:
    """Somebody who asks: a role, the stores they work for, and whether the rows are theirs."""

    def __init__(self, name, role, client, *, works_there=False, is_owner=False):
        self.name = name
        self.role = role
        self.client = client
        self.works_there = works_there
        self.is_owner = is_owner

    def __repr__(self):
        return self.name


# What a caller whose role has the operation gets for a row: '+' where it is within their reach.
def everybody(_):
    return '+'


def store(caller):
    return '+' if caller.works_there or caller.role == 'admin' else '404'


def owner(caller):
    return '+' if caller.is_owner or caller.role == 'admin' else '404'


def owner_only(caller):
    return '+' if caller.is_owner else '404'


def nobody(_):
    return '404'


def without_password(_):
    return '403'


def own_name(caller):
    """What is created in the name of the customer."""
    return '403' if owner(caller) == '404' else '+'


def owner_or_store(caller):
    return '+' if caller.is_owner else store(caller)


def run(caller):
    """The run is another driver's."""
    return '404' if caller.role == 'driver' else store(caller)


def brought(caller):
    """What is about an order that another driver brings, or is no driver's business."""
    return '404' if caller.role == 'driver' else owner_or_store(caller)


def seen_by_store(caller):
    """The customer's own; who may see that it is there is told that it is not theirs."""
    return '403' if caller.works_there and caller.role != 'driver' else owner(caller)


# Operations on a row, and those whose body names one; the first that fits.
REACH = (
    ('POST webhooks/.*', nobody),  # without their keys in the configuration
    ('POST me/erase', without_password),
    ('POST (cakes|option-groups|options|images|refunds|day-closes|inventory|movements|recipes|bake-list/marks)', store),
    ('(GET bake-list|GET inventory/purchase-list|.* (inventory|movements|recipes|bake-list)/.*{id}.*)', store),
    ('POST orders', owner_only),
    ('POST cake-customizations', own_name),
    ('GET (cakes|option-groups|options|stores|images|ratings)/{id}', everybody),
    ('GET cakes/by-store/{id}', everybody),
    ('GET stores/{id}/store-has-cakes', everybody),
    ('GET carts/is-available/{id}', everybody),
    ('.* admin/.*', everybody),
    ('.* (cakes|option-groups|options|stores|images|accounts)/{id}.*', store),
    ('.* (cake-customizations|carts)/.*', owner),
    ('.* (favourites|preferences|me/payment-methods)/.*', owner),
    ('.* ratings/{id}', owner),
    ('GET deliveries/drivers', store),
    ('.* deliveries/{id}.*', run),
    ('GET track/{token}', everybody),
    ('GET (day-closes|reports/day-close/by-store)/{id}', store),
    ('DELETE notifications/{id}', everybody),
    ('.* notifications/{id}.*', owner_only),
    ('GET customers/{id}', owner_or_store),
    ('.* customers/{id}', seen_by_store),
    ('.* orders/guest/{token}.*', everybody),
    ('.* (orders?|complaints)/{id}.*', brought),
    ('.* (payments|refunds)/{id}.*', owner_or_store),
)


class Matrix(Bakery):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.callers = [Caller('anonymous', 'anonymous', cls.anybody),
                       Caller('the customer', 'customer', cls.customer, is_owner=True),
                       Caller('another customer', 'customer', cls.other_customer),
                       Caller('admin', 'admin', cls.admin)]
        for role in SHOP:
            for name, stores in (('here', [cls.store]), ('here and there', [cls.store, cls.other_store]),
                                 ('elsewhere', [cls.other_store]), ('nowhere', [])):
                client = cls.make_person(f'{role}.{name.replace(" ", ".")}', role, stores)
                cls.callers.append(Caller(f'{role} {name}', role, client, works_there=cls.store in stores))
        cls.document = cls.anybody.get('/api/openapi.json').json
        cls.rows = cls.make_rows()
        cls.bodies = cls.make_bodies()
        cls.harmless = {
            'PATCH orders/{id}': {'payment_method': 'credit_card', 'card_number': '1'},
        }

    @classmethod
    def make(cls, client, path, body):
        answer = client.post('/api/v1/' + path, body)
        assert answer.status in (200, 201), (path, answer)
        return answer.json

    @classmethod
    def make_rows(cls):
        """One row of each kind, of the store and of the customer, by the name of its resource."""
        make, customer, line = cls.make, cls.customer, {'cake_id': cls.cake, 'quantity': 1}
        group = make(cls.admin, 'option-groups', {'store': cls.store, 'name': 'Fillings'})
        picture = cls.admin.post(f'/api/v1/images?store={cls.store}', PNG, headers={'Content-Type': 'image/png'})
        cls.admin.patch(f'/api/v1/cakes/{cls.cake}', {'images': [picture.json['id']]})
        order = make(customer, 'orders', {'cart_id': make(customer, 'carts', line)['id']})
        had = make(customer, 'orders', {'cart_id': make(customer, 'carts', line)['id'], 'fulfilment': 'pickup'})
        for stage in ('confirmed', 'baking', 'ready', 'delivered'):
            make(cls.admin, f'orders/{had["id"]}/stage', {'stage': stage})
        payment = make(customer, f'orders/{order["id"]}/payments', {'method': 'bank_transfer'})
        paid = make(customer, f'orders/{had["id"]}/payments', {'method': 'bank_transfer'})
        make(cls.admin, f'payments/{paid["id"]}/confirm', {})
        make(customer, 'me/payment-methods', {'provider': 'stripe', 'token': 'pm_1'})
        customer.patch('/api/v1/me', {'consent_preferences': True})
        guest = make(cls.anybody, 'orders/guest', {
            'customer_name': 'Asha Rao', 'customer_phone': '9876543210', 'customer_email': 'asha@example.com',
            'lines': [{'cake': cls.cake, 'quantity': 1}], 'fulfilment': 'pickup'})
        guest_path = guest['tracking_link'].removeprefix('/api/v1/')
        item = make(cls.admin, 'inventory', {'store': cls.store, 'name': 'Flour'})
        movement = make(cls.admin, 'movements', {'item': item['id'], 'kind': 'purchase', 'amount': '1'})
        recipe = make(cls.admin, 'recipes', {'store': cls.store, 'name': 'Sponge', 'yield_quantity': '1'})
        delivery = make(cls.admin, 'deliveries', {'store': cls.store, 'orders': [order['id']]})
        cls.server.sql('INSERT INTO delivery_photos (delivery, "order", content_type, content, created_at)'
                       " VALUES (?, ?, 'image/png', ?, 1)", delivery['id'], order['id'], PNG)
        unsold = cls.make_cake(name='Off', availability=False)
        assert customer.post('/api/v1/carts', {'cake_id': unsold, 'quantity': 1}).status == 400
        tracked = customer.post(f'/api/v1/order/{order["id"]}/track-delivery').headers['Link']
        return {
            'track': {'id': re.search('track/(.*)>', tracked)[1]},
            'guest payment': make(cls.anybody, guest_path + '/payments', {'method': 'bank_transfer'}),
            'accounts': cls.baker.get('/api/v1/me').json,
            'cakes': {'id': cls.cake},
            'cake-customizations': make(customer, 'cake-customizations', {'cake': cls.cake, 'customer': cls.me, 'message': 'Hi'}),
            'carts': make(customer, 'carts', line),
            'complaints': make(customer, 'complaints', {'store': cls.store, 'text': 'Too small'}),
            'customers': {'id': cls.me},
            'day-closes': make(cls.admin, 'day-closes', {'store': cls.store, 'cash_counted': '0'}),
            'deliveries': delivery,
            'favourites': make(customer, 'favourites', {'cake': cls.cake, 'name': 'Mine'}),
            'images': cls.created(picture),
            'inventory': item,
            'lots': {'id': movement['lot']},
            'mails': cls.admin.get('/api/v1/admin/mails').json[0],
            'marks': make(cls.admin, 'bake-list/marks', {'store': cls.store, 'day': '2026-01-31', 'recipe': recipe['id'],
                                                         'quantity': '1'}),
            'movements': movement,
            'notifications': make(cls.admin, 'notifications', {'text': 'Hello', 'account': cls.me}),
            'option-groups': group,
            'options': make(cls.admin, 'options', {'option_group': group['id'], 'name': 'Cream', 'price_change': '0.00'}),
            'order': order,
            'orders': order,
            'payment-methods': customer.get('/api/v1/me/payment-methods').json[0],
            'payments': payment,
            'preferences': make(customer, 'preferences', {'kind': 'flavour', 'value': 'lemon'}),
            'ratings': make(customer, 'ratings', {'order_line': had['lines'][0]['id'], 'stars': 5}),
            'recipes': recipe,
            'refunds': make(cls.admin, 'refunds', {'payment': paid['id'], 'amount': '1.00'}),
            'stores': {'id': cls.store},
            'token': {'id': guest['tracking_link'].rpartition('/')[2]},
            'unmet-demand': wait_until(lambda: cls.admin.get('/api/v1/bake-list/unmet-demand').json)[0],
        }

    @classmethod
    def make_bodies(cls):
        """What makes sense for the store and the customer, by operation."""
        rows = cls.rows
        return {
            'POST cakes': {**CAKE, 'store': cls.store},
            'POST option-groups': {'store': cls.store, 'name': 'Sizes'},
            'POST options': {'option_group': rows['option-groups']['id'], 'name': 'Jam', 'price_change': '0.00'},
            'POST images': PNG,
            'POST inventory': {'store': cls.store, 'name': 'Sugar'},
            'POST recipes': {'store': cls.store, 'name': 'Cream', 'yield_quantity': '1'},
            'POST movements': {'item': rows['inventory']['id'], 'kind': 'count', 'amount': '1'},
            'POST bake-list/marks': {'store': cls.store, 'day': '2026-01-31', 'recipe': rows['recipes']['id'], 'quantity': '1'},
            'POST deliveries': {'store': cls.store},
            'POST day-closes': {'store': cls.store, 'cash_counted': '0', 'business_day': '2035-01-01'},
            'POST refunds': {'payment': rows['refunds']['payment'], 'amount': '1.00'},
            'POST orders': {'cart_id': rows['carts']['id']},
            'POST cake-customizations': {'cake': cls.cake, 'customer': cls.me, 'message': 'Hi'},
            'PATCH orders/{id}': {'payment_method': 'credit_card', 'card_number': '4242424242424242',
                                  'expiry_date': '12/35', 'cvv': '123'},
        }

    def operations(self):
        """The method, the path and the roles of each operation."""
        for path, operations in self.document['paths'].items():
            for method, operation in operations.items():
                if method != 'parameters':
                    yield method.upper(), path, operation['x-roles']

    def fill(self, path):
        """The path of the row that the test has."""
        short = shorten(path)
        path = path.replace('{order}', str(self.rows['order']['id']))
        if short == 'track/{token}':
            return path.replace('{token}', self.rows['track']['id'])
        if '{token}' in path:
            payment = str(self.rows['guest payment']['id'])
            return path.replace('{token}', self.rows['token']['id']).replace('{id}', payment)
        if '{id}' not in path:
            return path + (f'?store={self.store}' if short in NEEDS_STORE else '')
        names = short.partition('/{id}')[0].split('/')
        name = {'by-store': 'stores', 'is-available': 'cakes', 'is-customize': 'cake-customizations'}.get(names[-1], names[-1])
        return path.replace('{id}', str(self.rows[name]['id']))

    def reach(self, caller, operation):
        """What a caller whose role has the operation should get."""
        for pattern, reach in REACH:
            if re.fullmatch(pattern, operation):
                return reach(caller)
        if '{' in operation:
            raise AssertionError(f'REACH does not say who reaches {operation}')
        return '+'

    def expect(self, caller, operation, roles):
        """What the caller should get."""
        if caller.role not in roles:
            return '401' if caller.role == 'anonymous' else '403'
        return self.reach(caller, operation)

    def ask(self, caller, method, path, body, headers):
        """The status alone, since an event stream has no end; a plus for one that is no refusal."""
        content_type = 'image/png' if isinstance(body, bytes) else 'application/json'
        body = body if isinstance(body, bytes) else json.dumps(body)
        connection = http.client.HTTPConnection('127.0.0.1', self.server.port, timeout=30)
        headers = {**caller.client.headers, **headers, 'Content-Type': content_type}
        connection.request(method, path, None if method in ('GET', 'DELETE') else body, headers)
        status = connection.getresponse().status
        connection.close()
        return str(status) if status in (401, 403, 404, 405) or status >= 500 else '+'

    def count_rows(self):
        """How many rows there are of what, and how often anything was changed."""
        tables = [name for (name,) in self.server.sql("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {table: self.server.sql(f'SELECT count(*) FROM "{table}"')[0][0] for table in tables} | {
            'revision': self.server.sql("SELECT value FROM counters WHERE name = 'revision'")[0][0]}

    def cells(self):
        """Each operation for each caller: the operation, its method and path, the caller, and what they should get."""
        for method, path, roles in self.operations():
            operation = f'{method} {shorten(path)}'
            for caller in self.callers:
                yield operation, method, path, caller, self.expect(caller, operation, roles)

    def test_roles_are_as_decided(self):
        n_decided = 0
        for method, path, roles in self.operations():
            operation = f'{method} {shorten(path)}'
            decided = next((decided for pattern, decided in ROLES if re.fullmatch(pattern, operation)), None)
            with self.subTest(operation=operation):
                self.assertIn(decided, (None, ' '.join(roles)))
            n_decided += decided is not None
        self.assertGreater(n_decided, 150)

    def test_every_refusal(self):
        before = self.count_rows()
        n_cells = 0
        for operation, method, path, caller, expected in self.cells():
            if expected == '+':
                continue
            for base in (path, path.replace('/api/v1/', '/api/')):
                with self.subTest(operation=operation, caller=caller, path=base):
                    body = self.bodies.get(operation, {})
                    self.assertEqual(self.ask(caller, method, self.fill(base), body, {}), expected)
            n_cells += 1
        self.assertGreater(n_cells, 1000)
        self.assertEqual(self.count_rows(), before, 'a refused request changed something')

    def test_every_right(self):
        """Comes after the refusals, since some verbs take no body that could keep them from their effect."""
        n_cells = 0
        for operation, method, path, caller, expected in sorted(self.cells(), key=lambda cell: 'erase' in cell[0]):
            if expected == '+':
                with self.subTest(operation=operation, caller=caller):
                    body = self.harmless.get(operation, NONSENSE)
                    self.assertEqual(self.ask(caller, method, self.fill(path), body, {'If-Match': '"0"'}), '+')
                n_cells += 1
        self.assertGreater(n_cells, 1000)

    def test_each_list_holds_what_can_be_read(self):
        """A row is in the list of exactly those who can read it by its number."""
        for method, path, roles in self.operations():
            name = path.rpartition('/')[2]
            if method != 'GET' or name not in self.rows or '/reports/' in path:
                continue
            item = f'GET {shorten(path)}/{{id}}'
            for caller in self.callers:
                if caller.role in roles:
                    seen = {row['id'] for row in caller.client.get(path).json}
                    with self.subTest(path=path, caller=caller):
                        self.assertEqual(self.rows[name]['id'] in seen, self.reach(caller, item) == '+')


del Bakery

if __name__ == '__main__':
    unittest.main()
