# SPDX-License-Identifier: GPL-3.0-or-later

"""Payments on the real server: document S's card form, Stripe and PayPal stand-ins with faults, refunds, the reconciler."""

import concurrent.futures
import contextlib
import http.client
import signal
import time
import unittest

from harness import Server, wait_until
from payment_providers import Stripe
from payment_shop import PaypalShop, Shop, StripeShop

CARD = {'card_number': '4111111111111111', 'expiration_date': '12/49', 'cvv': '123'}
DECLINED = {**CARD, 'card_number': '4000000000000002'}
POOR = {**CARD, 'card_number': '4000000000009995'}

# So many calls for payments a provider gets at once; and more customers than that.
N_CALLS = 8
N_WAITING = 12


class Cards(Shop):
    """The built-in test provider."""

    def test_document_s(self):
        """PATCH with a card is the payment; the order is processing afterwards (S-077, D-08)."""
        order = self.place()
        answer = self.customer.patch(f'/api/orders/{order}/', CARD)
        self.assertEqual(answer.status, 200, answer)
        self.assertEqual((answer.json['order_status'], answer.json['payment_status']), ('processing', 'paid'))
        self.assert_paid(order)
        event = self.order(order)['timeline'][-1]
        self.assertEqual((event['to_stage'], event['account_name'], event['reason']),
                         ('confirmed', 'Payment', 'Paid in full.'))
        self.assertEqual(self.customer.patch(f'/api/orders/{order}/', CARD).status, 409)

    def test_document_s_refusals(self):
        order = self.place()
        for field, value in (('card_number', '4111111111111112'), ('card_number', '411111111111'),
                             ('card_number', '4111 1111 1111 1111'), ('cvv', '12'), ('cvv', '12345'), ('cvv', 'abc'),
                             ('expiration_date', '13/49'), ('expiration_date', '2049-12'), ('expiration_date', '01/20')):
            answer = self.customer.patch(f'/api/orders/{order}/', {**CARD, field: value})
            self.assertEqual(answer.status, 400, (field, value, answer))
            self.assertIn(field, answer.json['errors'])
            self.assertNotIn(value.encode(), answer.body)
        answer = self.customer.patch(f'/api/orders/{order}/', {'card_number': CARD['card_number']})
        self.assertEqual(sorted(answer.json['errors']), ['cvv', 'expiration_date'])
        self.assertEqual(self.customer.patch(f'/api/orders/{order}/', POOR).status, 402)
        self.assertEqual(self.customer.patch(f'/api/orders/{order}/', {'notes': 'x'}).status, 403)
        self.assertEqual(self.other.patch(f'/api/orders/{order}/', CARD).status, 404)
        self.assertEqual(self.customer.patch('/api/orders/999999/', CARD).status, 404)
        self.assert_unpaid(order)

    def test_pay(self):
        order = self.place()
        answer = self.pay(order, CARD)
        self.assertEqual((answer.status, answer.json['status'], answer.json['amount']), (201, 'succeeded', '550.00'))
        self.assertEqual(answer.headers['Location'], f'/api/v1/payments/{answer.json["id"]}')
        self.assertNotIn('key', answer.json)
        self.assert_paid(order)
        self.assertEqual(self.pay(order, CARD).status, 409)
        self.assertEqual(self.pay(999999, CARD).status, 404)
        self.assertEqual(self.pay(order, CARD, self.other).status, 404)
        self.assertEqual(self.pay(order, CARD, self.stranger).status, 404)
        self.assertEqual(self.pay(order, CARD, self.anybody).status, 401)

    def test_warned_of(self):
        """The log says at the start that no money moves, unless Stripe takes the cards or nobody does."""
        self.assertIn('no money moves', ''.join(self.server.log))
        for environment in ({'SWEETSPOT_TEST_PAYMENTS': 'false'}, {'SWEETSPOT_STRIPE_KEY': 'sk_test_x'}):
            with Server(**environment) as server:
                server.stop()
                self.assertNotIn('no money moves', ''.join(server.log))

    def test_refused_cards(self):
        order = self.place()
        for card, message in ((DECLINED, 'declined'), (POOR, 'insufficient funds')):
            answer = self.pay(order, card)
            self.assertEqual(answer.status, 402, answer)
            self.assertTrue(answer.json['type'].endswith('/payment'))
            self.assertIn(message, answer.json['detail'])
        self.assert_unpaid(order)
        self.assertEqual([payment['status'] for payment in self.customer.get(f'/api/v1/payments?order={order}').json],
                         ['failed', 'failed'])
        self.assertEqual(self.pay(order, CARD).status, 201)

    def test_bad_requests(self):
        order = self.place()
        for body, field in (({**CARD, 'colour': 'red'}, 'colour'), ({**CARD, 'amount': '0.00'}, 'amount'),
                            ({**CARD, 'amount': '550.01'}, 'amount'), ({**CARD, 'amount': '-1.00'}, 'amount'),
                            ({**CARD, 'method': 'gold'}, 'method'), ({'method': 'paypal'}, 'method'),
                            ({'method': 'bank_transfer', **CARD}, 'card_number'), ({}, 'card_number')):
            answer = self.pay(order, body)
            self.assertEqual(answer.status, 400, (body, answer))
            self.assertIn(field, answer.json['errors'])
        self.assertEqual(self.customer.get(f'/api/v1/payments?order={order}').json, [])

    def test_nothing_of_a_card_is_kept(self):
        order = self.place()
        self.pay(order, DECLINED, key='keep-nothing')
        self.pay(order, CARD)
        with open(self.server.database, 'rb') as database, open(self.server.database + '-wal', 'rb') as log:
            stored = database.read() + log.read()
        for secret in (CARD['card_number'], DECLINED['card_number'], CARD['expiration_date']):
            self.assertNotIn(secret.encode(), stored)
            self.assertNotIn(secret, ''.join(self.server.log))

    def test_same_key_same_answer(self):
        order = self.place()
        first = self.pay(order, CARD, key='pay-once')
        again = self.pay(order, CARD, key='pay-once')
        self.assertEqual((first.status, again.status), (201, 201))
        self.assertEqual(first.body, again.body)
        refused = self.place()
        self.assertEqual([self.pay(refused, POOR, key='poor').status for _ in range(2)], [402, 402])
        self.assertEqual(len(self.customer.get(f'/api/v1/payments?order={refused}').json), 1)

    def test_stored_requests_do_not_depend_on_the_card(self):
        """What is kept for an Idempotency-Key is no hash that card numbers could be tried against."""
        hashes = []
        order = self.place()
        for number, card in enumerate((POOR, DECLINED)):
            for method, path, key in (('PATCH', f'/api/v1/orders/{order}', f'patch-{number}'),
                                      ('POST', f'/api/v1/orders/{order}/payments', f'post-{number}')):
                answer = self.customer.request(method, path, card, headers={'Idempotency-Key': key})
                self.assertEqual(answer.status, 402, answer)
                hashes.append(self.server.sql('SELECT request_hash FROM idempotency_keys WHERE key = ?', key)[0][0])
        self.assertEqual((hashes[0], hashes[1]), (hashes[2], hashes[3]))

    def test_card_of_somebody_else(self):
        """A manager has no card to give: it is refused with the reason, and nothing is kept that cards could be tried against."""
        order = self.place()
        manager = self.make_person('cardholder', 'manager', [self.store])
        for client, method, path in ((manager, 'PATCH', 'orders'), (manager, 'PUT', 'orders'), (self.admin, 'PATCH', 'orders'),
                                     (self.admin, 'PATCH', 'admin/orders'), (self.admin, 'PUT', 'admin/orders')):
            answers = [client.request(method, f'/api/v1/{path}/{order}', {**card, 'notes': 'Paid'},
                                      headers={'Idempotency-Key': method + path}) for card in (CARD, POOR)]
            for answer in answers:
                self.assertEqual((answer.status, answer.json['errors'].get('card_number')),
                                 (400, ['Only the customer can pay the order with a card.']), (method, path))
            self.assertEqual(answers[1].headers['Idempotency-Replayed'], 'true', 'the key depends on the card')
        self.assert_unpaid(order)
        self.assertEqual((self.order(order)['notes'], self.customer.get(f'/api/v1/payments?order={order}').json), ('', []))
        with open(self.server.database, 'rb') as database, open(self.server.database + '-wal', 'rb') as log:
            self.assertNotIn(CARD['card_number'].encode(), database.read() + log.read())

    def test_deposit_and_balance(self):
        order = self.place()
        self.assertEqual(self.pay(order, {**CARD, 'amount': '200.00'}).status, 201)
        stored = self.order(order)
        self.assertEqual((stored['paid_amount'], stored['payment_status'], stored['stage']),
                         ('200.00', 'pending', 'pending'))
        self.assertEqual(self.pay(order, {**CARD, 'amount': '350.01'}).status, 400)
        self.assertEqual(self.pay(order, CARD).json['amount'], '350.00')
        self.assert_paid(order)

    def test_at_the_same_moment(self):
        """Of many payments of one order exactly one succeeds (C-057)."""
        order = self.place()
        token = self.customer.headers['Authorization'].split()[1]
        clients = [self.server.client(token) for _ in range(12)]
        with concurrent.futures.ThreadPoolExecutor(len(clients)) as pool:
            statuses = sorted(pool.map(lambda client: self.pay(order, CARD, client).status, clients))
        self.assertEqual(statuses, [201] + [409] * 11)
        self.assert_paid(order)
        self.assertEqual(self.server.sql('SELECT count(*) FROM payments WHERE "order" = ?', order), [(1,)])

    def test_change_feed(self):
        order = self.place()
        _, end = self.admin.changes(0, 1000)
        self.pay(order, CARD)
        changes, _ = self.admin.changes(end['next'])
        data = [change['data'] for change in changes if change['entity'] == 'order'][-1]
        self.assertEqual((data['id'], data['payment_status'], data['paid_amount']), (order, 'paid', '550.00'))

    def test_mail(self):
        """Mail of a payment is queued with it (D-09), one for each."""
        order = self.place()
        self.pay(order, DECLINED)
        self.assertEqual(self.mails(order), 0)
        self.pay(order, CARD)
        self.assertEqual(self.mails(order), 1)

    def mails(self, order):
        return self.server.sql("SELECT count(*) FROM mails WHERE \"order\" = ? AND kind = 'payment_received'", order)[0][0]

    def test_cancelled_order(self):
        order = self.place()
        self.assertEqual(self.customer.post(f'/api/v1/orders/{order}/stage', {'stage': 'cancelled'}).status, 200)
        self.assertEqual(self.order(order)['payment_status'], 'cancelled')
        self.assertEqual(self.pay(order, CARD).status, 409)

    def test_who_sees_what(self):
        order = self.place()
        payment = self.pay(order, CARD).json['id']
        path = f'/api/v1/payments/{payment}'
        self.assertEqual([client.get(path).status for client in (self.customer, self.baker, self.admin)], [200] * 3)
        self.assertEqual([client.get(path).status for client in (self.other, self.stranger, self.anybody)],
                         [404, 404, 401])
        self.assertNotIn('provider_reference', self.customer.get(path).json)
        self.assertTrue(self.baker.get(path).json['provider_reference'])


class Refunds(Shop):
    def test_parts_and_all(self):
        order = self.place()
        payment = self.pay(order, CARD).json['id']
        path = f'/api/v1/payments/{payment}/refunds'
        answer = self.baker.post(path, {'amount': '50.00', 'reason': 'A candle was missing.'})
        self.assertEqual((answer.status, answer.json['status'], answer.json['reason']),
                         (201, 'succeeded', 'A candle was missing.'))
        self.assertEqual((self.order(order)['payment_status'], self.order(order)['paid_amount']), ('paid', '500.00'))
        self.assertEqual(self.payment(payment)['status'], 'partly_refunded')
        self.assertEqual(self.pay(order, CARD).status, 409)
        self.assertEqual(self.baker.post(path, {'amount': '500.01'}).status, 400)
        stale = self.baker.post(path, {'amount': '500.00'}, headers={'If-Match': '"1"'})
        self.assertEqual((stale.status, stale.json['current']['refunded_amount']), (412, '50.00'))
        self.assertEqual(self.baker.post('/api/v1/refunds', {'payment': payment}).json['amount'], '500.00')
        self.assertEqual((self.order(order)['payment_status'], self.order(order)['paid_amount']), ('refunded', '0.00'))
        self.assertEqual(self.payment(payment)['status'], 'refunded')
        self.assertEqual(self.baker.post(path).status, 409)
        self.assertEqual(len(self.customer.get(f'/api/v1/refunds?order={order}').json), 2)

    def test_what_was_paid_stays_on_the_books(self):
        """An order for which money was taken cannot be deleted, also where it went back: the day's revenue would be another."""
        def revenue():
            return self.admin.get('/api/v1/reports/revenue?basis=payment&by=store').json
        order, unpaid = self.place(), self.place()
        payment = self.pay(order, CARD).json['id']
        before, path = revenue(), f'/api/v1/orders/{order}'
        refused = self.admin.delete(path)
        self.assertEqual(refused.status, 409)
        self.assertIn('cancel the order and refund it instead', refused.json['detail'])
        self.assertEqual((self.order(order)['payment_status'], revenue()), ('paid', before))
        self.created(self.baker.post(f'/api/v1/payments/{payment}/refunds', {}))
        self.assertEqual(self.admin.delete(path).status, 409)
        self.assertEqual([self.admin.delete(f'/api/v1/orders/{unpaid}').status for _ in range(2)], [204, 404])

    def test_rights(self):
        payment = self.pay(self.place(), CARD).json['id']
        path = f'/api/v1/payments/{payment}/refunds'
        self.assertEqual([client.post(path).status for client in (self.customer, self.stranger, self.anybody)],
                         [403, 404, 401])
        self.assertEqual(self.baker.post('/api/v1/refunds', {}).status, 400)
        self.assertEqual(self.baker.post('/api/v1/refunds', {'payment': 999999}).status, 404)
        self.assertEqual(self.baker.post(path, {'amount': '0.00'}).status, 400)

    def test_at_the_same_moment(self):
        payment = self.pay(self.place(), CARD).json['id']
        token = self.baker.headers['Authorization'].split()[1]
        clients = [self.server.client(token) for _ in range(8)]
        with concurrent.futures.ThreadPoolExecutor(len(clients)) as pool:
            answers = list(pool.map(lambda client: client.post(f'/api/v1/payments/{payment}/refunds',
                                                               {'amount': '300.00'}).status, clients))
        self.assertEqual(sorted(answers), [201] + [400] * 7)


class Guests(Shop):
    """Whoever has the token of an order pays it, and nothing else."""

    def place_as_guest(self):
        answer = self.anybody.post('/api/v1/orders/guest', {
            'customer_name': 'Asha Rao', 'customer_phone': '9876543210', 'customer_email': 'asha@example.com',
            'fulfilment': 'pickup', 'lines': [{'cake': self.cake}]})
        placed = self.created(answer)
        return placed['tracking_link'], placed['order']['id']

    def test_by_card(self):
        path, order = self.place_as_guest()
        refused = self.anybody.post(path + '/payments', DECLINED)
        self.assertEqual(refused.status, 402)
        self.assert_unpaid(order)
        paid = self.created(self.anybody.post(path + '/payments', CARD))
        self.assertEqual((paid['order'], paid['amount'], paid['status']), (order, '550.00', 'succeeded'))
        self.assertNotIn('provider_reference', paid)
        self.assert_paid(order)
        answer = self.anybody.get(path)
        self.assertEqual((answer.json['payment_status'], answer.headers['Cache-Control']), ('paid', 'no-store'))
        self.assertEqual(self.anybody.post(path + '/payments', CARD).status, 409)

    def test_same_key_same_answer(self):
        path, order = self.place_as_guest()
        deposit, key = {**CARD, 'amount': '100.00'}, {'Idempotency-Key': 'deposit of a guest'}
        first = self.anybody.post(path + '/payments', deposit, headers=key)
        again = self.anybody.post(path + '/payments', deposit, headers=key)
        self.assertEqual((first.status, again.status, again.body), (201, 201, first.body))
        self.assertEqual([payment['id'] for payment in self.admin.get(f'/api/v1/payments?order={order}').json],
                         [first.json['id']])

    def test_bad_requests(self):
        path, order = self.place_as_guest()
        self.assertEqual(self.anybody.post('/api/v1/orders/guest/' + 43 * 'A' + '/payments', CARD).status, 404)
        self.assertEqual(self.anybody.post(path + '/payments', {**CARD, 'cvv': '1'}).status, 400)
        self.assertEqual(self.anybody.post(path + '/payments', {**CARD, 'amount': '551.00'}).status, 400)
        self.assertEqual(self.pay(order, CARD, self.anybody).status, 401)
        self.assert_unpaid(order)

    def test_confirmed_by_nobody_else(self):
        path, order = self.place_as_guest()
        other, _ = self.place_as_guest()
        payment = self.created(self.anybody.post(path + '/payments', {'method': 'bank_transfer'}))
        confirmation = f'/payments/{payment["id"]}/confirm'
        self.assertEqual(self.anybody.post(path + confirmation).status, 403)
        self.assertEqual(self.anybody.post(other + confirmation).status, 404)
        self.assertEqual(self.baker.post(f'/api/v1/payments/{payment["id"]}/confirm').status, 200)
        self.assert_paid(order)


class Transfers(Shop):
    def test_staff_confirms(self):
        order = self.place(payment_method='bank_transfer')
        answer = self.pay(order)
        self.assertEqual((answer.status, answer.json['status'], answer.json['provider']),
                         (201, 'requires_action', 'manual'))
        path = f'/api/v1/payments/{answer.json["id"]}/confirm'
        self.assertEqual([client.post(path).status for client in (self.customer, self.other, self.stranger)],
                         [403, 404, 404])
        self.assert_unpaid(order)
        self.assertEqual(self.pay(order).json['id'], answer.json['id'])
        self.assertEqual(self.pay(order, CARD).status, 409)
        self.assertEqual(self.baker.post(path).json['status'], 'succeeded')
        self.assertEqual(self.baker.post(path).json['status'], 'succeeded')
        self.assert_paid(order)

    def test_cancelled(self):
        order = self.place(payment_method='bank_transfer')
        payment = self.pay(order).json['id']
        self.assertEqual(self.customer.post(f'/api/v1/payments/{payment}/cancel').json['status'], 'cancelled')
        self.assertEqual(self.pay(order, CARD).status, 201)
        self.assertEqual(self.customer.post(f'/api/v1/payments/{payment}/cancel').status, 200)

    def test_given_up_with_the_order(self):
        order = self.place(payment_method='bank_transfer')
        payment = self.pay(order).json['id']
        self.baker.post(f'/api/v1/orders/{order}/stage', {'stage': 'cancelled'})
        wait_until(lambda: self.payment(payment)['status'] == 'cancelled')


class StrictCards(Shop):
    environment = {'SWEETSPOT_STRICT_CARDS': 'true'}

    def test_sixteen_digits(self):
        """A card of 15 digits is taken in general (D-10), and refused in document S's way (S-073)."""
        order = self.place()
        card = {**CARD, 'card_number': '378282246310005', 'cvv': '1234'}
        self.assertEqual(self.pay(order, card).status, 400)
        self.assertEqual(self.pay(order, {**CARD, 'cvv': '1234'}).status, 201)


class WithStripe(StripeShop):
    def test_intent_and_webhook(self):
        order, payment, name = self.begin()
        intent = self.stripe.intents[name]
        self.assertEqual((intent['amount'], intent['currency']), (55000, 'inr'))
        self.assertIn('key', intent['metadata'])
        self.assert_unpaid(order)
        self.stripe.confirm(name)
        self.assertEqual(self.tell(self.stripe.event('payment_intent.succeeded', name)).status, 204)
        self.assert_paid(order)
        self.assertEqual(self.payment(payment)['status'], 'succeeded')

    def test_customer_comes_back(self):
        order, payment, name = self.begin()
        again = self.pay(order)
        self.assertEqual((again.json['id'], again.json['client_secret']),
                         (payment, self.stripe.intents[name]['client_secret']))

    def test_cards_are_not_taken_here(self):
        order = self.place()
        self.assertEqual(self.pay(order, CARD).status, 400)
        self.assertEqual(self.customer.patch(f'/api/orders/{order}/', CARD).status, 400)

    def test_inbox_is_emptied(self):
        """After a month no event comes again; what came yesterday still might."""
        order, _, name = self.begin()
        for number in (1, 2):
            self.tell(self.stripe.event('payment_intent.created', name, number))
        month = 31 * 24 * 60 * 60 * 1000000
        self.server.sql('UPDATE webhook_events SET received_at = received_at - ? WHERE event LIKE ?', month, f'%{name}_1')
        self.server.stop()
        self.server.start()
        count = 'SELECT count(*) FROM webhook_events WHERE event LIKE ?'
        wait_until(lambda: self.server.sql(count, f'%{name}_1') == [(0,)])
        self.assertEqual(self.server.sql(count, f'%{name}_2'), [(1,)])

    def test_replayed(self):
        order, _, name = self.begin()
        self.stripe.confirm(name)
        body = self.stripe.event('payment_intent.succeeded', name)
        self.assertEqual([self.tell(body).status for _ in range(3)], [204] * 3)
        self.assertEqual(self.order(order)['paid_amount'], '550.00')
        self.assertEqual(len(self.order(order)['timeline']), 2)
        self.assertEqual(self.server.sql("SELECT count(*) FROM webhook_events WHERE event LIKE ?", f'%_{name}_1'), [(1,)])

    def test_out_of_order(self):
        """What happened before the success and is told after it changes nothing."""
        order, payment, name = self.begin()
        self.stripe.decline(name)
        early = self.stripe.event('payment_intent.payment_failed', name)
        self.stripe.confirm(name)
        self.assertEqual(self.tell(self.stripe.event('payment_intent.succeeded', name)).status, 204)
        self.assertEqual(self.tell(early).status, 204)
        self.assertEqual(self.payment(payment)['status'], 'succeeded')
        self.assert_paid(order)

    def test_failed_then_succeeded(self):
        order, payment, name = self.begin()
        self.stripe.decline(name)
        self.tell(self.stripe.event('payment_intent.payment_failed', name))
        failed = self.payment(payment)
        self.assertEqual((failed['status'], failed['failure_message']), ('failed', 'Your card was declined.'))
        self.assert_unpaid(order)
        self.stripe.confirm(name)
        self.tell(self.stripe.event('payment_intent.succeeded', name))
        self.assert_paid(order)

    def test_signatures(self):
        order, _, name = self.begin()
        self.stripe.confirm(name)
        body = self.stripe.event('payment_intent.succeeded', name)
        now = time.time()
        for signature in ('', 'v1=00', self.stripe.sign(body, secret='other'), self.stripe.sign(body + ' '),
                          self.stripe.sign(body, now - 400), self.stripe.sign(body, now + 400),
                          self.stripe.sign(body).replace('v1=', 'v0='), 't=9' * 300):
            self.assertEqual(self.tell(body, signature or ' ').status, 400, signature)
        self.assertEqual(self.anybody.post('/api/v1/webhooks/stripe', body).status, 400)
        self.assert_unpaid(order)
        rolled = self.stripe.sign(body, secret='old') + ',' + self.stripe.sign(body).split(',')[1]
        self.assertEqual(self.tell(body, rolled).status, 204)
        self.assert_paid(order)

    def test_signatures_of_their_library(self):
        """What Debian's python3-stripe takes for signed, we do, and the other way round."""
        try:
            from stripe import WebhookSignature, error
        except ImportError:
            self.skipTest('python3-stripe is not installed')
        _, _, name = self.begin()
        body = self.stripe.event('payment_intent.processing', name)
        for number, (signature, is_good) in enumerate((
                (self.stripe.sign(body), True), (self.stripe.sign(body, secret='other'), False),
                (self.stripe.sign(body, time.time() - 400), False), (self.stripe.sign(body, time.time() - 200), True))):
            try:
                theirs = WebhookSignature.verify_header(body, signature, Stripe.webhook_secret, 300)
            except error.SignatureVerificationError:
                theirs = False
            self.assertEqual(theirs, is_good, number)
            self.assertEqual(self.tell(body, signature).status, 204 if theirs else 400, number)
        at = int(time.time())
        computed = WebhookSignature._compute_signature(f'{at}.{body}', Stripe.webhook_secret)
        self.assertEqual(self.tell(body, f't={at},v1={computed}').status, 204)

    def test_foreign_events(self):
        for body in ('{"id":"evt_1","type":"customer.created","data":{"object":{}}}',
                     '{"id":"evt_2","type":"payment_intent.succeeded","data":{"object":{"id":"pi_x","status":"succeeded"}}}'):
            self.assertEqual(self.tell(body).status, 204)
        for body in ('', '{', '[]', '{"type":"x"}', '{"id":[],"type":{}}'):
            self.assertEqual(self.tell(body).status, 400, body)

    def test_another_amount(self):
        order, _, name = self.begin()
        self.stripe.confirm(name)
        self.stripe.intents[name]['amount_received'] = 1
        self.assertEqual(self.tell(self.stripe.event('payment_intent.succeeded', name)).status, 204)
        self.assert_unpaid(order)

    def test_declined(self):
        order = self.place()
        self.stripe.next_card = 'declined'
        self.addCleanup(setattr, self.stripe, 'next_card', None)
        answer = self.pay(order)
        self.assertEqual((answer.status, answer.json['detail']), (402, 'Your card has insufficient funds.'))
        self.assert_unpaid(order)

    def settle_after(self, fault):
        """A payment whose call fails is accepted, and its one intent is found again."""
        order = self.place()
        self.stripe.fail_next(fault, '/payment_intents')
        n_intents = len(self.stripe.intents)
        if fault == 'cut':
            self.stripe.proceed.set()
        answer = self.pay(order)
        self.assertEqual((answer.status, answer.json['status']), (202, 'pending'), answer)
        self.assertEqual(self.pay(order).status, 409)
        self.due(answer.json['id'])
        wait_until(lambda: self.payment(answer.json['id'])['status'] == 'requires_action')
        self.assertEqual(len(self.stripe.intents), n_intents + 1)
        name = self.payment(answer.json['id'])['provider_reference']
        self.stripe.confirm(name)
        self.due(answer.json['id'])
        wait_until(lambda: self.order(order)['payment_status'] == 'paid')

    def test_error(self):
        self.settle_after('500')

    def test_timeout(self):
        self.settle_after('timeout')

    def test_cut_after_booking(self):
        self.settle_after('cut')

    def test_webhook_before_the_answer(self):
        """The event of a payment whose reference we do not know yet finds it by our key."""
        order = self.place()
        self.stripe.fail_next('cut', '/payment_intents')
        self.stripe.proceed.set()
        payment = self.pay(order).json['id']
        self.assertEqual(self.payment(payment)['provider_reference'], '')
        name = list(self.stripe.intents)[-1]
        self.stripe.confirm(name)
        self.tell(self.stripe.event('payment_intent.succeeded', name))
        self.assert_paid(order)
        self.assertEqual(self.payment(payment)['provider_reference'], name)

    def test_refund(self):
        order, payment, name = self.begin()
        self.stripe.confirm(name)
        self.assertEqual(self.customer.post(f'/api/v1/payments/{payment}/confirm').json['status'], 'succeeded')
        self.stripe.fail_next('cut', '/refunds')
        self.stripe.proceed.set()
        answer = self.baker.post(f'/api/v1/payments/{payment}/refunds', {'amount': '100.00'})
        self.assertEqual((answer.status, answer.json['status']), (202, 'pending'))
        self.assertEqual(self.baker.post(f'/api/v1/payments/{payment}/refunds', {'amount': '500.00'}).status, 400)
        n_refunds = len(self.stripe.refunds)
        self.server.sql('UPDATE refunds SET check_at = 1 WHERE id = ?', answer.json['id'])
        wait_until(lambda: self.order(order)['paid_amount'] == '450.00')
        self.assertEqual(len(self.stripe.refunds), n_refunds)

    def test_refund_sent_again_while_it_is_made(self):
        """A client that does not wait for a slow provider sends the same again; the money is given back once."""
        _, payment, name = self.begin()
        self.stripe.confirm(name)
        self.customer.post(f'/api/v1/payments/{payment}/confirm')
        path, body, key = f'/api/v1/payments/{payment}/refunds', {'amount': '100.00'}, {'Idempotency-Key': f'refund {payment}'}
        self.stripe.fail_next('cut', '/refunds')
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            first = pool.submit(self.baker.post, path, body, headers=key)
            self.assertTrue(self.stripe.booked.wait(5))
            impatient = self.server.client(self.baker.headers['Authorization'].split()[1])
            second = impatient.post(path, body, headers=key)
            self.assertEqual((second.status, second.json['type'].rsplit('/')[-1]), (409, 'key-running'))
            self.assertEqual(impatient.post(path, {'amount': '1.00'}, headers=key).status, 422)
            self.stripe.proceed.set()
            answer = first.result()
        again = self.baker.post(path, body, headers=key)
        self.assertEqual((answer.status, again.status, again.body), (202, 202, answer.body))
        self.assertEqual(len(self.admin.get(f'/api/v1/refunds?payment={payment}').json), 1)

    def test_cancelled_order_cancels_the_intent(self):
        order, payment, name = self.begin()
        self.customer.post(f'/api/v1/orders/{order}/stage', {'stage': 'cancelled'})
        wait_until(lambda: self.stripe.intents[name]['status'] == 'canceled')
        wait_until(lambda: self.payment(payment)['status'] == 'cancelled')

    def test_paid_while_it_was_cancelled(self):
        """What came for an order that is cancelled goes back by itself."""
        order, payment, name = self.begin()
        self.stripe.confirm(name)
        self.assertEqual(self.customer.post(f'/api/v1/orders/{order}/stage', {'stage': 'cancelled'}).status, 200)
        self.tell(self.stripe.event('payment_intent.succeeded', name))
        wait_until(lambda: self.payment(payment)['status'] != 'requires_action')
        refund, = self.admin.get(f'/api/v1/refunds?payment={payment}').json
        self.assertEqual((refund['amount'], refund['reason']), ('550.00', 'The order was cancelled before it was paid.'))
        self.server.sql('UPDATE refunds SET check_at = 1 WHERE id = ?', refund['id'])
        wait_until(lambda: self.payment(payment)['status'] == 'refunded')
        self.assertEqual(self.order(order)['paid_amount'], '0.00')

    def test_no_order_is_deleted_while_it_is_paid(self):
        """What a customer pays meanwhile would be on no books: an order is cancelled first, and deleted when all that is over."""
        order, payment, name = self.begin()
        self.assertEqual(self.admin.delete(f'/api/v1/orders/{order}').status, 409)
        self.stripe.confirm(name)
        self.tell(self.stripe.event('payment_intent.succeeded', name))
        wait_until(lambda: self.payment(payment)['status'] == 'succeeded')
        self.assertEqual(self.admin.delete(f'/api/v1/orders/{order}').status, 409)
        other, open_payment, _ = self.begin()
        self.customer.post(f'/api/v1/orders/{other}/stage', {'stage': 'cancelled'})
        wait_until(lambda: self.payment(open_payment)['status'] == 'cancelled')
        self.assertEqual(self.admin.delete(f'/api/v1/orders/{other}').status, 204)

    def test_slow_provider_blocks_nobody(self):
        order = self.place()
        self.stripe.fail_next('timeout', '/payment_intents')
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            slow = pool.submit(self.pay, order)
            self.assertTrue(self.stripe.booked.wait(5))
            start = time.monotonic()
            self.assertEqual(self.other.get('/api/v1/cakes').status, 200)
            self.assertEqual(self.other.post('/api/v1/carts', {'cake_id': self.cake, 'quantity': 1}).status, 201)
            self.assertLess(time.monotonic() - start, 1)
            self.assertEqual(slow.result().status, 202)

    def test_keys_stay_secret(self):
        self.begin()
        log = ''.join(self.server.log)
        for secret in (Stripe.key, Stripe.webhook_secret):
            self.assertNotIn(secret, log)
        page = self.server.run('serve', '--check-config')
        self.assertNotIn(Stripe.key, page.stdout + page.stderr)


class Crash(StripeShop):
    """A server that is killed between the call and the store."""

    def restart(self):
        self.server.start()
        for client in (self.admin, self.customer, self.anybody):
            client.close()

    def test_kill(self):
        order = self.place()
        self.stripe.fail_next('cut', '/payment_intents')
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            call = pool.submit(self.pay_until_killed, order)
            self.assertTrue(self.stripe.booked.wait(5))
            self.server.stop(signal.SIGKILL)
            self.stripe.proceed.set()
            call.result()
        name = list(self.stripe.intents)[-1]
        self.assertEqual(self.server.sql('SELECT status, provider_reference FROM payments WHERE "order" = ?', order),
                         [('pending', '')])
        self.restart()
        wait_until(lambda: self.admin.get(f'/api/v1/payments?order={order}').json[0]['provider_reference'] == name)
        self.assertEqual(list(self.stripe.intents)[-1], name)
        self.stripe.confirm(name)
        self.due(self.admin.get(f'/api/v1/payments?order={order}').json[0]['id'])
        wait_until(lambda: self.order(order)['payment_status'] == 'paid')

    def pay_until_killed(self, order):
        self.send_until_killed(self.customer, f'/api/v1/orders/{order}/payments')

    def send_until_killed(self, sender, path, body=None, key=None):
        client = self.server.client(sender.headers['Authorization'].split()[1])
        with contextlib.suppress(OSError, http.client.HTTPException):
            client.post(path, body, headers={'Idempotency-Key': key} if key else None)

    def kill_during(self, call_path, *sent):
        """Sends a request, and kills the server when the provider has booked it and not answered yet."""
        self.stripe.fail_next('cut', call_path)
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            call = pool.submit(self.send_until_killed, *sent)
            self.assertTrue(self.stripe.booked.wait(30))
            self.server.stop(signal.SIGKILL)
            self.stripe.proceed.set()
            call.result()

    def test_key_of_a_payment_that_was_cut_short(self):
        """Whoever sends the same again is told how the payment is that was begun, and no other one is."""
        order = self.place()
        path, key = f'/api/v1/orders/{order}/payments', {'Idempotency-Key': 'cut short'}
        self.kill_during('/payment_intents', self.customer, path, None, 'cut short')
        self.assertEqual(self.server.sql("SELECT status FROM idempotency_keys WHERE key = 'cut short'"), [(0,)])
        self.restart()
        self.assertEqual(self.customer.post(path, {'amount': '1.00'}, headers=key).status, 422)
        again = self.customer.post(path, headers=key)
        self.assertIn(again.status, (201, 202))
        payment, = self.admin.get(f'/api/v1/payments?order={order}').json
        self.assertEqual(again.json['id'], payment['id'])
        replayed = self.customer.post(path, headers=key)
        self.assertEqual((replayed.status, replayed.body, replayed.headers['Idempotency-Replayed']),
                         (again.status, again.body, 'true'))
        wait_until(lambda: self.payment(payment['id'])['provider_reference'], 30)
        self.stripe.confirm(self.payment(payment['id'])['provider_reference'])
        self.due(payment['id'])
        wait_until(lambda: self.order(order)['payment_status'] == 'paid', 30)
        self.assertEqual(len(self.admin.get(f'/api/v1/payments?order={order}').json), 1)

    def test_key_of_a_refund_that_was_cut_short(self):
        order, payment, name = self.begin()
        self.stripe.confirm(name)
        confirmation = f'/api/v1/payments/{payment}/confirm'
        self.assertEqual(self.customer.post(confirmation).json['status'], 'succeeded')
        path, body = f'/api/v1/payments/{payment}/refunds', {'amount': '100.00'}
        self.kill_during('/refunds', self.baker, path, body, 'back once')
        self.restart()
        self.baker.close()
        again = self.baker.post(path, body, headers={'Idempotency-Key': 'back once'})
        self.assertIn(again.status, (201, 202))
        wait_until(lambda: self.order(order)['paid_amount'] == '450.00', 30)
        refund, = self.admin.get(f'/api/v1/refunds?payment={payment}').json
        self.assertEqual((refund['id'], refund['status']), (again.json['id'], 'succeeded'))
        self.assertEqual(len([refund for refund in self.stripe.refunds.values() if refund['payment_intent'] == name]), 1)

    def test_key_of_what_begins_nothing(self):
        """To ask for the money once more does no harm: after ten minutes, or a new start, the key is free."""
        _, payment, name = self.begin()
        self.stripe.confirm(name)
        path, key = f'/api/v1/payments/{payment}/confirm', {'Idempotency-Key': 'confirm'}
        statement = """INSERT OR REPLACE INTO idempotency_keys (account, key, request_hash, status, headers, body, created_at)
                       VALUES (?, 'confirm', x'00', 0, '', x'', ?)"""
        account, now = self.customer.get('/api/v1/me').json['id'], time.time_ns() // 1000
        self.server.sql(statement, account, now)
        self.assertEqual(self.customer.post(path, headers=key).status, 422)
        self.server.sql(statement, account, now - 11 * 60 * 1000000)
        answer = self.customer.post(path, headers=key)
        self.assertEqual((answer.status, answer.json['status']), (200, 'succeeded'))
        self.assertEqual(self.customer.post(path, headers=key).body, answer.body)

    def test_while_calls_wait(self):
        """However many customers wait for a provider, money is taken at the till; nor does SIGTERM wait for it longer than for
        anybody else."""
        paid, _, name = self.begin()
        self.stripe.confirm(name)
        self.tell(self.stripe.event('payment_intent.succeeded', name))
        payment = self.admin.get(f'/api/v1/payments?order={paid}').json[0]['id']
        orders = [self.place() for _ in range(N_WAITING)]
        self.server.stop()
        self.server.environment.update(SWEETSPOT_DRAIN_SECONDS='1', SWEETSPOT_PAYMENT_SECONDS='60')
        self.restart()
        self.addCleanup(self.stripe.release)
        self.stripe.hold()
        n_calls = len(self.stripe.calls)
        with concurrent.futures.ThreadPoolExecutor(N_WAITING) as pool:
            calls = [pool.submit(self.pay_until_killed, order) for order in orders[1:]]
            wait_until(lambda: len(self.stripe.calls) >= n_calls + N_CALLS, 30)
            calls.append(pool.submit(self.send_until_killed, self.baker, f'/api/v1/payments/{payment}/refunds'))
            wait_until(lambda: self.stripe.calls[-1][1].endswith('/refunds'), 30)
            self.created(self.pay(orders[0], {'method': 'other'}, client=self.baker))
            start = time.monotonic()
            self.assertEqual(self.server.stop(), 0)
            self.assertLess(time.monotonic() - start, 6)
            self.stripe.release()
            for call in calls:
                call.result()
        self.restart()


class WithPaypal(PaypalShop):
    def test_approve_and_confirm(self):
        order, payment, name = self.begin()
        self.assertEqual(self.paypal.orders[name]['purchase_units'][0]['amount'],
                         {'currency_code': 'INR', 'value': '550.00'})
        path = f'/api/v1/payments/{payment}/confirm'
        self.assertEqual(self.customer.post(path).json['status'], 'requires_action')
        self.paypal.approve(name)
        self.assertEqual(self.customer.post(path).json['status'], 'succeeded')
        self.assert_paid(order)
        self.assertEqual(self.baker.post(f'/api/v1/payments/{payment}/refunds').json['status'], 'succeeded')
        self.assertEqual(self.order(order)['payment_status'], 'refunded')

    def test_approved_by_webhook(self):
        order, _, name = self.begin()
        self.paypal.approve(name)
        body = self.paypal.event('CHECKOUT.ORDER.APPROVED', name)
        self.assertEqual(self.tell(body, signature='bad').status, 400)
        self.assertEqual(self.anybody.post('/api/v1/webhooks/paypal', body).status, 400)
        self.assertEqual(self.tell(body).status, 204)
        wait_until(lambda: self.order(order)['payment_status'] == 'paid')
        self.assertEqual(self.tell(self.paypal.event('PAYMENT.CAPTURE.COMPLETED', name)).status, 204)
        self.assert_paid(order)

    def test_capture_is_cut(self):
        order, payment, name = self.begin()
        self.paypal.approve(name)
        self.paypal.fail_next('cut', '/capture')
        self.paypal.proceed.set()
        self.assertEqual(self.customer.post(f'/api/v1/payments/{payment}/confirm').json['status'], 'requires_action')
        self.assertEqual(self.tell(self.paypal.event('PAYMENT.CAPTURE.COMPLETED', name)).status, 204)
        self.assert_paid(order)

    def test_guest(self):
        placed = self.created(self.anybody.post('/api/v1/orders/guest', {
            'customer_name': 'Asha Rao', 'customer_phone': '9876543210', 'customer_email': 'asha@example.com',
            'fulfilment': 'pickup', 'payment_method': 'paypal', 'lines': [{'cake': self.cake}]}))
        payment = self.created(self.anybody.post(placed['tracking_link'] + '/payments'))
        name = self.payment(payment['id'])['provider_reference']
        self.assertEqual(payment['approval_url'], 'https://paypal.test/' + name)
        path = placed['tracking_link'] + f'/payments/{payment["id"]}/confirm'
        self.assertEqual(self.anybody.post(path).json['status'], 'requires_action')
        self.paypal.approve(name)
        self.assertEqual(self.anybody.post(path).json['status'], 'succeeded')
        self.assert_paid(placed['order']['id'])

    def test_token_is_renewed(self):
        self.begin()
        self.paypal.n_tokens += 1
        self.begin()

    def test_down(self):
        self.paypal.fail_next('500', '/verify-webhook-signature')
        _, _, name = self.begin()
        self.assertEqual(self.tell(self.paypal.event('CHECKOUT.ORDER.APPROVED', name)).status, 502)


if __name__ == '__main__':
    unittest.main()
