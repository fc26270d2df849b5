# SPDX-License-Identifier: GPL-3.0-or-later

"""The whole life of one thing of each resource, on its own path and on that for admins: created, replaced, changed, deleted."""

import unittest

from bakery import CAKE, PASSWORD, PERSON, STORE, Bakery, expect


class Lives(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.bakery = Bakery()
        cls.addClassCleanup(cls.bakery.server.__exit__)

    def live(self, path, body, change):
        """What is created can be replaced, changed and deleted, and is gone then."""
        admin = self.bakery.admin
        name, value = change
        item = f'{path}/{expect(admin.post(path, body), 201)["id"]}'
        self.assertEqual(expect(admin.put(item, {**body, name: value}), 200)[name], value, path)
        self.assertEqual(expect(admin.patch(item, {name: body[name]}), 200)[name], body[name], path)
        self.assertEqual(admin.delete(item).status, 204, path)
        self.assertEqual(admin.get(item).status, 404, path)

    def test_catalogue(self):
        store = {'store': self.bakery.store}
        for base in ('/api/v1/', '/api/v1/admin/'):
            self.live(base + 'stores', {**STORE, 'name': 'Second Bakery', 'email': 'second@example.com',
                                        'contact_number': '9876500001'}, ('city', 'Mumbai'))
            self.live(base + 'cakes', {**CAKE, **store}, ('flavor', 'Vanilla'))
        group = {'name': 'Size', **store}
        self.live('/api/v1/option-groups', group, ('name', 'Tiers'))
        group = expect(self.bakery.admin.post('/api/v1/option-groups', group), 201)['id']
        self.live('/api/v1/options', {'option_group': group, 'name': 'Large'}, ('name', 'Huge'))

    def test_what_customers_own(self):
        choice = {'customer': self.bakery.account, 'cake': self.bakery.cake, 'message': 'Joy'}
        for base in ('/api/v1/', '/api/v1/admin/'):
            self.live(base + 'cake-customizations', choice, ('message', 'Love'))
            self.live(base + 'customers', {**PERSON, 'email': 'ravi@example.com'}, ('city', 'Mumbai'))
        customer = self.bakery.customer
        line = {'cake_id': self.bakery.cake, 'quantity': 1}
        item = f'/api/v1/carts/{expect(customer.post("/api/v1/carts", line), 201)["id"]}'
        self.assertEqual(expect(customer.put(item, {**line, 'quantity': 2}), 200)['quantity'], 2)
        self.assertEqual(customer.delete(item).status, 204)

    def test_orders(self):
        admin = self.bakery.admin
        for base in ('/api/v1/', '/api/v1/admin/'):
            order = self.bakery.order()
            item = f'{base}orders/{order["id"]}'
            self.assertEqual(expect(admin.put(item, {'notes': 'ring twice'}), 200)['notes'], 'ring twice')
            self.assertEqual(admin.delete(item).status, 204)
            self.assertEqual(admin.get(item).status, 404)

    def test_sign_in_of_document_s(self):
        answer = self.bakery.server.client().post('/api/v1/customers/customer-login',
                                                  {'email': 'asha@example.com', 'password': PASSWORD})
        self.assertIn('access', expect(answer))


if __name__ == '__main__':
    unittest.main()
