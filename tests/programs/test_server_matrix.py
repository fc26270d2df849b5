# SPDX-License-Identifier: GPL-3.0-or-later

"""Who may do what: every route with every role, on rows that are the caller's or their store's, and on others'.

A request that is let through is made so that it changes nothing: its body makes no sense or its If-Match is stale, and any
answer but 401, 403, 404 and 405 will do."""

import http.client
import re
import unittest

from test_server_resources import Bakery, make_png

ROLES = ('anonymous', 'customer', 'driver', 'staff', 'manager', 'admin')

BODY = '{"cart_id": "none"}'

EVERYBODY = '+ + + + + +'
SIGNED_IN = '401 + + + + +'
SHOP = '401 403 + + + +'
STAFF = '401 403 403 + + +'
MANAGERS = '401 403 403 403 + +'
ADMIN = '401 403 403 403 403 +'
OWNER = '401 + 404 404 404 +'
OWN_ACCOUNT = '401 + 404 403 403 +'

# Routes whose rows are the caller's own, where they have some, or of the caller's store.
OWN = {
    'GET livez': EVERYBODY,
    'GET readyz': EVERYBODY,
    'POST token': EVERYBODY,
    'DELETE token': EVERYBODY,
    'POST token/refresh': EVERYBODY,
    'GET me': SIGNED_IN,
    'PATCH me': SIGNED_IN,
    'GET customers': '401 + 403 + + +',
    'POST customers': EVERYBODY,
    'POST customers/register': EVERYBODY,
    'POST customers/login': EVERYBODY,
    'POST customers/customer-login': EVERYBODY,
    'GET customers/{account}': '401 + 403 + + +',
    'PUT customers/{account}': OWN_ACCOUNT,
    'PATCH customers/{account}': OWN_ACCOUNT,
    'DELETE customers/{account}': OWN_ACCOUNT,
    'GET admin/customers': ADMIN,
    'POST admin/customers': ADMIN,
    'GET admin/customers/{account}': ADMIN,
    'PUT admin/customers/{account}': ADMIN,
    'PATCH admin/customers/{account}': ADMIN,
    'DELETE admin/customers/{account}': ADMIN,
    'GET stores': EVERYBODY,
    'POST stores': ADMIN,
    'GET stores/{store}': EVERYBODY,
    'PUT stores/{store}': MANAGERS,
    'PATCH stores/{store}': MANAGERS,
    'DELETE stores/{store}': ADMIN,
    'GET stores/{store}/store-has-cakes': EVERYBODY,
    'GET admin/stores': ADMIN,
    'POST admin/stores': ADMIN,
    'GET admin/stores/{store}': ADMIN,
    'PUT admin/stores/{store}': ADMIN,
    'PATCH admin/stores/{store}': ADMIN,
    'DELETE admin/stores/{store}': ADMIN,
    'GET cakes': EVERYBODY,
    'POST cakes': MANAGERS,
    'GET cakes/{cake}': EVERYBODY,
    'PUT cakes/{cake}': MANAGERS,
    'PATCH cakes/{cake}': MANAGERS,
    'DELETE cakes/{cake}': MANAGERS,
    'GET cakes/by-store/{store}': EVERYBODY,
    'GET admin/cakes': ADMIN,
    'POST admin/cakes': ADMIN,
    'GET admin/cakes/{cake}': ADMIN,
    'PUT admin/cakes/{cake}': ADMIN,
    'PATCH admin/cakes/{cake}': ADMIN,
    'DELETE admin/cakes/{cake}': ADMIN,
    'GET admin/cakes/by-store/{store}': ADMIN,
    'GET option-groups': EVERYBODY,
    'POST option-groups': MANAGERS,
    'GET option-groups/{group}': EVERYBODY,
    'PUT option-groups/{group}': MANAGERS,
    'PATCH option-groups/{group}': MANAGERS,
    'DELETE option-groups/{group}': MANAGERS,
    'GET options': EVERYBODY,
    'POST options': MANAGERS,
    'GET options/{option}': EVERYBODY,
    'PUT options/{option}': MANAGERS,
    'PATCH options/{option}': MANAGERS,
    'DELETE options/{option}': MANAGERS,
    'POST images?store={store}': MANAGERS,
    'GET images/{image}': EVERYBODY,
    'GET cake-customizations': SIGNED_IN,
    'POST cake-customizations': SIGNED_IN,
    'GET cake-customizations/{customisation}': OWNER,
    'PUT cake-customizations/{customisation}': OWNER,
    'PATCH cake-customizations/{customisation}': OWNER,
    'DELETE cake-customizations/{customisation}': OWNER,
    'GET admin/cake-customizations': ADMIN,
    'POST admin/cake-customizations': ADMIN,
    'GET admin/cake-customizations/{customisation}': ADMIN,
    'PUT admin/cake-customizations/{customisation}': ADMIN,
    'PATCH admin/cake-customizations/{customisation}': ADMIN,
    'DELETE admin/cake-customizations/{customisation}': ADMIN,
    'GET carts': SIGNED_IN,
    'POST carts': SIGNED_IN,
    'GET carts/{line}': OWNER,
    'PUT carts/{line}': OWNER,
    'PATCH carts/{line}': OWNER,
    'DELETE carts/{line}': OWNER,
    'GET carts/is-available/{cake}': EVERYBODY,
    'GET carts/is-customize/{customisation}': OWNER,
    'GET orders': SIGNED_IN,
    'POST orders': SIGNED_IN,
    'GET orders/{order}': SIGNED_IN,
    'PUT orders/{order}': MANAGERS,
    'PATCH orders/{order}': MANAGERS,
    'DELETE orders/{order}': ADMIN,
    'POST orders/{order}/stage': SIGNED_IN,
    'POST orders/{order}/undo': SHOP,
    'GET admin/orders': ADMIN,
    'POST admin/orders': ADMIN,
    'GET admin/orders/{order}': ADMIN,
    'PUT admin/orders/{order}': ADMIN,
    'PATCH admin/orders/{order}': ADMIN,
    'DELETE admin/orders/{order}': ADMIN,
    'GET changes': SHOP,
    'GET events': SHOP,
    'GET audit': MANAGERS,
}

# The same with rows of another store, or of another customer who has nothing to do with the caller's store.
NOT_THEIRS = '401 403 403 403 404 +'
NOBODY_ELSES = '401 404 404 404 404 +'
OTHERS = {
    'GET customers/{account}': '401 404 403 404 404 +',
    'PUT customers/{account}': NOBODY_ELSES,
    'PATCH customers/{account}': NOBODY_ELSES,
    'DELETE customers/{account}': NOBODY_ELSES,
    'PUT stores/{store}': NOT_THEIRS,
    'PATCH stores/{store}': NOT_THEIRS,
    'PUT cakes/{cake}': NOT_THEIRS,
    'PATCH cakes/{cake}': NOT_THEIRS,
    'DELETE cakes/{cake}': NOT_THEIRS,
    'PUT option-groups/{group}': NOT_THEIRS,
    'PATCH option-groups/{group}': NOT_THEIRS,
    'DELETE option-groups/{group}': NOT_THEIRS,
    'PUT options/{option}': NOT_THEIRS,
    'PATCH options/{option}': NOT_THEIRS,
    'DELETE options/{option}': NOT_THEIRS,
    'POST images?store={store}': NOT_THEIRS,
    'GET cake-customizations/{customisation}': NOBODY_ELSES,
    'PUT cake-customizations/{customisation}': NOBODY_ELSES,
    'PATCH cake-customizations/{customisation}': NOBODY_ELSES,
    'DELETE cake-customizations/{customisation}': NOBODY_ELSES,
    'GET carts/{line}': NOBODY_ELSES,
    'PUT carts/{line}': NOBODY_ELSES,
    'PATCH carts/{line}': NOBODY_ELSES,
    'DELETE carts/{line}': NOBODY_ELSES,
    'GET carts/is-customize/{customisation}': NOBODY_ELSES,
    'GET orders/{order}': NOBODY_ELSES,
    'PUT orders/{order}': NOT_THEIRS,
    'PATCH orders/{order}': NOT_THEIRS,
    'POST orders/{order}/stage': NOBODY_ELSES,
    'POST orders/{order}/undo': '401 403 404 404 404 +',
}


class Matrix(Bakery):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.driver = cls.make_person('driver', 'driver', [cls.store])
        cls.callers = dict(zip(ROLES, (cls.anybody, cls.customer, cls.driver, cls.baker, cls.manager, cls.admin)))
        cls.own = cls.make_rows(cls.store, cls.cake, cls.customer)
        cls.others = cls.make_rows(cls.other_store, cls.other_cake, cls.other_customer)

    @classmethod
    def make_rows(cls, store, cake, customer):
        """What a customer and a store have, by the names that the tables give them."""
        def make(client, path, body):
            return cls.created(client.post('/api/v1/' + path, body))['id']

        group = make(cls.admin, 'option-groups', {'store': store, 'name': 'Fillings'})
        picture = cls.admin.post(f'/api/v1/images?store={store}', make_png(2, 2), headers={'Content-Type': 'image/png'})
        account = customer.get('/api/v1/me').json['id']
        choice = {'cake': cake, 'customer': account, 'message': 'Hello'}
        ordered = make(customer, 'carts', {'cake_id': cake, 'quantity': 1})
        return {
            'account': account,
            'store': store,
            'cake': cake,
            'group': group,
            'option': make(cls.admin, 'options', {'option_group': group, 'name': 'Cream', 'price_change': '0.00'}),
            'image': cls.created(picture)['id'],
            'customisation': make(customer, 'cake-customizations', choice),
            'order': make(customer, 'orders', {'cart_id': ordered}),
            'line': make(customer, 'carts', {'cake_id': cake, 'quantity': 1}),
        }

    def ask(self, client, method, path):
        """The status alone: an event stream has no end."""
        connection = http.client.HTTPConnection('127.0.0.1', self.server.port, timeout=30)
        headers = {**client.headers, 'If-Match': '"0"', 'Content-Type': 'application/json'}
        connection.request(method, path, None if method in ('GET', 'DELETE') else BODY, headers)
        status = connection.getresponse().status
        connection.close()
        return status

    def check(self, table, rows):
        for route, expected in table.items():
            method, pattern = route.split(' ')
            for role, wanted in zip(ROLES, expected.split(), strict=True):
                bases = ('/',) if pattern in ('livez', 'readyz') else ('/api/v1/', '/api/')
                for path in (base + pattern.format(**rows) for base in bases):
                    status = self.ask(self.callers[role], method, path)
                    with self.subTest(route=route, role=role):
                        self.assertEqual('+' if status not in (401, 403, 404, 405) and status < 500 else str(status), wanted)

    def test_own_rows(self):
        self.check(OWN, self.own)

    def test_rows_of_others(self):
        self.check(OTHERS, self.others)

    def test_nothing_was_changed(self):
        """The matrix tries every change; none of them may have been made."""
        tables = ('accounts', 'stores', 'cakes', 'option_groups', 'options', 'customisations', 'cart_lines', 'orders')

        def count():
            return [self.server.sql(f'SELECT count(*), max(revision) FROM {table}') for table in tables]

        before = count()
        for table, rows in ((OWN, self.own), (OTHERS, self.others)):
            for route in table:
                method, pattern = route.split(' ')
                for client in self.callers.values():
                    self.ask(client, method, '/api/v1/' + pattern.format(**rows))
        self.assertEqual(count(), before)

    def test_documented_roles(self):
        """Whatever else the server documents refuses all roles but those that the document names."""
        document = self.anybody.get('/api/openapi.json').json
        for path, operations in document['paths'].items():
            for method, operation in operations.items():
                for role in set(ROLES) - set(operation.get('x-roles', ROLES)):
                    with self.subTest(method=method, path=path, role=role):
                        status = self.ask(self.callers[role], method.upper(), re.sub('{[^}]*}', '1', path))
                        self.assertEqual(status, 401 if role == 'anonymous' else 403)


del Bakery

if __name__ == '__main__':
    unittest.main()
