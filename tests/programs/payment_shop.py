# SPDX-License-Identifier: GPL-3.0-or-later

"""A store on the real server whose orders can be paid: at the built-in provider, at Stripe's stand-in or at PayPal's."""

import unittest

from harness import PASSWORD, Server
from payment_providers import Paypal, Stripe

CUSTOMER = {
    'password': PASSWORD, 'phone_no': '9876543210', 'first_name': 'Nina', 'last_name': 'Roy',
    'address': '123 Main Street', 'city': 'Pune', 'state': 'Maharashtra', 'pincode': '411001',
}
STORE = {
    'name': 'Corner Bakery', 'city': 'Pune', 'address': '1 Market Road', 'contact_number': '9876543210',
    'email': 'store@example.com', 'description': 'Bread and cakes.', 'currency': 'INR',
}

class Shop(unittest.TestCase):
    """One store with its manager and baker, two customers, and orders of 550.00."""

    environment = {}

    @classmethod
    def setUpClass(cls):
        cls.server = Server(SWEETSPOT_PAYMENT_CHECK_SECONDS='1', SWEETSPOT_PAYMENT_SECONDS='2', **cls.environment)
        cls.addClassCleanup(cls.server.__exit__)
        admin = cls.server.create_admin()
        cls.server.start()
        cls.admin = cls.server.sign_in(*admin)
        cls.anybody = cls.server.client()
        cls.store = cls.created(cls.admin.post('/api/v1/stores', STORE))['id']
        cls.cake = cls.created(cls.admin.post('/api/v1/cakes', {
            'store': cls.store, 'name': 'Black Forest', 'flavor': 'Cherry', 'size': '1 kg', 'price': '550.00'}))['id']
        cls.baker = cls.make_person('baker', 'staff', [cls.store])
        cls.stranger = cls.make_person('stranger', 'staff', [])
        cls.customer = cls.make_person('customer')
        cls.other = cls.make_person('other')

    @classmethod
    def created(cls, answer):
        assert answer.status == 201, answer
        return answer.json

    @classmethod
    def make_person(cls, name, role=None, stores=()):
        account = cls.created(cls.anybody.post('/api/v1/customers', {**CUSTOMER, 'email': name + '@example.com'}))
        if role:
            answer = cls.admin.patch(f'/api/v1/customers/{account["id"]}', {'role': role, 'stores': list(stores)})
            assert answer.status == 200, answer
        return cls.server.sign_in(name + '@example.com')

    def place(self, **fields):
        self.created(self.customer.post('/api/v1/carts', {'cake_id': self.cake, 'quantity': 1}))
        order = self.created(self.customer.post('/api/v1/orders', {
            'delivery_address': '123 Sweet St', 'payment_method': 'credit_card', **fields}))
        return order['id']

    def order(self, number):
        return self.admin.get(f'/api/v1/orders/{number}').json

    def payment(self, number):
        return self.admin.get(f'/api/v1/payments/{number}').json

    def pay(self, number, body=None, client=None, key=None):
        headers = {'Idempotency-Key': key} if key else None
        return (client or self.customer).post(f'/api/v1/orders/{number}/payments', body, headers=headers)

    def assert_paid(self, number, status='confirmed'):
        order = self.order(number)
        self.assertEqual((order['payment_status'], order['paid_amount'], order['stage']),
                         ('paid', order['total_price'], status))
        self.assertIsNotNone(order['paid_at'])
        return order

    def assert_unpaid(self, number):
        order = self.order(number)
        self.assertEqual((order['payment_status'], order['paid_amount'], order['stage']), ('pending', '0.00', 'pending'))


class StripeShop(Shop):
    """A shop with the stand-in for Stripe."""

    @classmethod
    def setUpClass(cls):
        cls.stripe = Stripe()
        cls.addClassCleanup(cls.stripe.close)
        cls.environment = {'SWEETSPOT_STRIPE_KEY': Stripe.key, 'SWEETSPOT_STRIPE_URL': cls.stripe.url,
                           'SWEETSPOT_STRIPE_WEBHOOK_SECRET': Stripe.webhook_secret}
        super().setUpClass()

    def tell(self, body, signature=None):
        return self.anybody.post('/api/v1/webhooks/stripe', body,
                                 headers={'Stripe-Signature': signature or self.stripe.sign(body)})

    def begin(self):
        order = self.place()
        answer = self.pay(order)
        self.assertEqual((answer.status, answer.json['status']), (201, 'requires_action'), answer)
        name = self.payment(answer.json['id'])['provider_reference']
        self.assertEqual(answer.json['client_secret'], self.stripe.intents[name]['client_secret'])
        return order, answer.json['id'], name

    def due(self, payment):
        """Lets the reconciler look at a payment now."""
        self.server.sql('UPDATE payments SET check_at = 1 WHERE id = ?', payment)


class PaypalShop(Shop):
    @classmethod
    def setUpClass(cls):
        cls.paypal = Paypal()
        cls.addClassCleanup(cls.paypal.close)
        cls.environment = {'SWEETSPOT_PAYPAL_CLIENT': Paypal.client, 'SWEETSPOT_PAYPAL_SECRET': Paypal.secret,
                           'SWEETSPOT_PAYPAL_WEBHOOK_ID': Paypal.webhook_id, 'SWEETSPOT_PAYPAL_URL': cls.paypal.url}
        super().setUpClass()

    def begin(self):
        order = self.place(payment_method='paypal')
        answer = self.pay(order)
        self.assertEqual((answer.status, answer.json['status']), (201, 'requires_action'), answer)
        name = self.payment(answer.json['id'])['provider_reference']
        self.assertEqual(answer.json['approval_url'], 'https://paypal.test/' + name)
        return order, answer.json['id'], name

    def tell(self, body, **options):
        return self.anybody.post('/api/v1/webhooks/paypal', body, headers=Paypal.sign(**options))
