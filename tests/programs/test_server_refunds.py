# SPDX-License-Identifier: GPL-3.0-or-later

"""Money that goes back without the server being asked: from Stripe's or PayPal's own dashboard, or by a bank."""

import json
import unittest

from payment_shop import PaypalShop, StripeShop


class Elsewhere:
    """What both providers' cases ask."""

    def refunds(self, order):
        return [(refund['amount'], refund['status']) for refund in self.admin.get(f'/api/v1/refunds?order={order}').json]

    def notices(self, number):
        """What the shop's people were told of an order, oldest first."""
        texts = [notice['text'] for notice in self.baker.get('/api/v1/notifications?limit=1000').json]
        return [text for text in texts if text.startswith(f'Order #{number}: ')]

    def assert_refunded(self, order, payment, amount, refunds):
        """Order and payment agree on what went back, and there are as many refunds."""
        paid, kept = self.order(order), self.payment(payment)
        self.assertEqual(kept['refunded_amount'], amount)
        self.assertEqual(float(paid['paid_amount']), float(paid['total_price']) - float(amount))
        whole = amount == paid['total_price']
        status = 'refunded' if whole else 'succeeded' if amount == '0.00' else 'partly_refunded'
        self.assertEqual((kept['status'], paid['payment_status']), (status, 'refunded' if whole else 'paid'))
        self.assertEqual(sorted(self.refunds(order)), sorted(refunds))


class AtStripe(Elsewhere, StripeShop):

    def paid(self):
        order, payment, name = self.begin()
        self.stripe.confirm(name)
        self.tell(self.stripe.event('payment_intent.succeeded', name))
        self.assert_paid(order)
        return order, payment, name

    def tell_refunded(self, name, number=1):
        """A charge as it is told of since 2022-11-15: without its refunds."""
        total = sum(refund['amount'] for refund in self.stripe.refunds.values() if refund['payment_intent'] == name)
        charge = {'id': 'ch_' + name, 'object': 'charge', 'payment_intent': name, 'amount_refunded': total}
        return self.tell(self.stripe.event('charge.refunded', name, number, charge))

    def test_refunded_in_the_dashboard(self):
        order, payment, name = self.paid()
        refund = self.stripe.refund(name, 10000)
        self.assertEqual(self.tell_refunded(name).status, 204)
        self.assertEqual(self.tell_refunded(name).status, 204)
        self.tell(self.stripe.event('charge.refund.updated', name, of=refund))
        self.tell(self.stripe.event('refund.created', name, of=refund))
        self.assert_refunded(order, payment, '100.00', [('100.00', 'succeeded')])
        self.stripe.refund(name, 45000)
        self.tell_refunded(name, 2)
        self.assert_refunded(order, payment, '550.00', [('100.00', 'succeeded'), ('450.00', 'succeeded')])
        stored = self.admin.get(f'/api/v1/refunds?order={order}').json[0]
        self.assertEqual((stored['reason'], stored['account']), ('Made at Stripe.', None))

    def test_our_own_is_counted_once(self):
        order, payment, name = self.paid()
        self.created(self.baker.post(f'/api/v1/payments/{payment}/refunds', {'amount': '50.00'}))
        self.tell_refunded(name)
        self.assert_refunded(order, payment, '50.00', [('50.00', 'succeeded')])

    def test_told_of_before_the_answer(self):
        """Our refund whose answer was lost is settled by the event, and not made again."""
        order, payment, name = self.paid()
        self.stripe.fail_next('cut', '/refunds')
        self.stripe.proceed.set()
        self.assertEqual(self.baker.post(f'/api/v1/payments/{payment}/refunds', {'amount': '50.00'}).status, 202)
        self.tell_refunded(name)
        self.assert_refunded(order, payment, '50.00', [('50.00', 'succeeded')])

    def test_refund_before_success(self):
        order, payment, name = self.begin()
        self.stripe.confirm(name)
        self.stripe.refund(name, 10000)
        self.tell_refunded(name)
        self.assert_refunded(order, payment, '100.00', [('100.00', 'succeeded')])

    def test_pending_and_failed(self):
        order, payment, name = self.paid()
        refund = self.stripe.refund(name, 10000)
        for number, (status, amount) in enumerate((('pending', '0.00'), ('succeeded', '100.00'), ('failed', '0.00'),
                                                   ('succeeded', '0.00'))):
            refund['status'] = status
            self.tell(self.stripe.event('charge.refund.updated', name, number, refund))
            self.assertEqual(self.payment(payment)['refunded_amount'], amount, status)
        self.assert_refunded(order, payment, '0.00', [('100.00', 'failed')])

    def test_disputes(self):
        order, payment, name = self.paid()
        number = self.order(order)['number']
        dispute = {'id': 'dp_1', 'object': 'dispute', 'payment_intent': name, 'amount': 55000, 'currency': 'inr',
                   'reason': 'fraudulent', 'status': 'won'}
        for kind in ('created', 'closed'):
            self.tell(self.stripe.event(f'charge.dispute.{kind}', name, 1, dispute))
        self.assert_paid(order)
        self.assertEqual(self.notices(number), [
            f'Order #{number}: The customer disputes the payment with their bank: fraudulent. Answer it at Stripe.',
            f'Order #{number}: The dispute of the payment at Stripe is closed: won.'])
        self.tell(self.stripe.event('charge.dispute.closed', name, 2, {**dispute, 'status': 'lost'}))
        self.assert_refunded(order, payment, '550.00', [('550.00', 'succeeded')])
        self.assertEqual(self.admin.get(f'/api/v1/refunds?order={order}').json[0]['reason'], 'Dispute lost: fraudulent')

    def test_what_is_not_believed(self):
        order, payment, name = self.paid()
        for number, fields in enumerate(({'amount': 55001}, {'currency': 'usd'}, {'amount': 0})):
            refund = {**self.stripe.refund(name, 100), **fields}
            self.assertEqual(self.tell(self.stripe.event('refund.created', name, number, refund)).status, 204)
        self.assert_paid(order)
        self.assertEqual(self.refunds(order), [])

    def test_unknown_charge_and_no_answer(self):
        charge = {'id': 'ch_x', 'object': 'charge', 'payment_intent': 'pi_unknown', 'amount_refunded': 1}
        self.assertEqual(self.tell(self.stripe.event('charge.refunded', 'x', of=charge)).status, 204)
        self.assertEqual(self.tell(self.stripe.event('charge.refunded', 'y', of={'id': 'ch_y'})).status, 204)
        order, payment, name = self.paid()
        self.stripe.refund(name, 10000)
        self.stripe.down = True
        self.assertEqual(self.tell_refunded(name).status, 502)
        self.stripe.down = False
        self.assertEqual(self.tell_refunded(name).status, 204)
        self.assert_refunded(order, payment, '100.00', [('100.00', 'succeeded')])


class AtPaypal(Elsewhere, PaypalShop):

    def paid(self):
        order, payment, name = self.begin()
        self.paypal.approve(name)
        self.assertEqual(self.customer.post(f'/api/v1/payments/{payment}/confirm').json['status'], 'succeeded')
        return order, payment, name

    def test_refunded_in_the_dashboard(self):
        order, payment, name = self.paid()
        refund = self.paypal.refund('CAPTURE-' + name, {'currency_code': 'INR', 'value': '120.00'})
        for number in (1, 1, 2):
            body = self.paypal.event('PAYMENT.CAPTURE.REFUNDED', name, number, refund)
            self.assertEqual(self.tell(body).status, 204)
        self.assert_refunded(order, payment, '120.00', [('120.00', 'succeeded')])

    def test_our_own_is_counted_once(self):
        order, payment, name = self.paid()
        self.paypal.fail_next('cut', '/refund')
        self.paypal.proceed.set()
        self.assertEqual(self.baker.post(f'/api/v1/payments/{payment}/refunds').status, 202)
        key, = (key for key, in self.server.sql('SELECT "key" FROM refunds WHERE "order" = ?', order))
        _, refund = self.paypal.answers[key]
        self.tell(self.paypal.event('PAYMENT.CAPTURE.REFUNDED', name, of=refund))
        self.assert_refunded(order, payment, '550.00', [('550.00', 'succeeded')])

    def test_reversed(self):
        order, payment, name = self.paid()
        refund = self.paypal.refund('CAPTURE-' + name, {'currency_code': 'INR', 'value': '550.00'})
        del refund['status']
        self.tell(self.paypal.event('PAYMENT.CAPTURE.REVERSED', name, of=refund))
        self.assert_refunded(order, payment, '550.00', [('550.00', 'succeeded')])

    @staticmethod
    def dispute(name, **fields):
        """A dispute as PayPal documents it."""
        return {'dispute_id': 'PP-D-' + name, 'reason': 'MERCHANDISE_OR_SERVICE_NOT_RECEIVED', 'status': 'OPEN',
                'disputed_transactions': [{'buyer_transaction_id': 'BUYERS', 'seller_transaction_id': 'CAPTURE-' + name}],
                'dispute_amount': {'currency_code': 'INR', 'value': '100.00'}, **fields}

    @staticmethod
    def resolved(name, outcome, amount='100.00'):
        return AtPaypal.dispute(name, status='RESOLVED', dispute_outcome={
            'outcome_code': outcome, 'amount_refunded': {'currency_code': 'INR', 'value': amount}})

    def test_dispute_that_is_lost(self):
        order, payment, name = self.paid()
        number = self.order(order)['number']
        for _ in range(2):
            body = self.paypal.event('CUSTOMER.DISPUTE.CREATED', name, of=self.dispute(name))
            self.assertEqual(self.tell(body).status, 204)
        self.assert_paid(order)
        self.assertEqual(self.notices(number), [
            f'Order #{number}: The customer disputes the payment at PayPal, as case PP-D-{name}: '
            'MERCHANDISE_OR_SERVICE_NOT_RECEIVED. Answer it there.'])
        self.tell(self.paypal.event('CUSTOMER.DISPUTE.UPDATED', name, of=self.dispute(name)))
        self.tell(self.paypal.event('CUSTOMER.DISPUTE.RESOLVED', name, of=self.resolved(name, 'RESOLVED_BUYER_FAVOUR')))
        self.assertEqual(self.notices(number)[1:], [
            f'Order #{number}: The dispute at PayPal, case PP-D-{name}, is resolved: RESOLVED_BUYER_FAVOUR.'])
        self.assert_refunded(order, payment, '100.00', [('100.00', 'succeeded')])
        self.assertEqual(self.admin.get(f'/api/v1/refunds?order={order}').json[0]['reason'],
                         'Dispute lost: MERCHANDISE_OR_SERVICE_NOT_RECEIVED')

    def test_dispute_told_of_twice(self):
        """The money of a dispute is counted once, whichever event comes first; another refund of as much is another one."""
        for first in ('CUSTOMER.DISPUTE.RESOLVED', 'PAYMENT.CAPTURE.REVERSED', 'PAYMENT.CAPTURE.REFUNDED'):
            order, payment, name = self.paid()
            refund = self.paypal.refund('CAPTURE-' + name, {'currency_code': 'INR', 'value': '100.00'})
            events = {'CUSTOMER.DISPUTE.RESOLVED': self.resolved(name, 'ACCEPTED'),
                      first if first.startswith('PAYMENT') else 'PAYMENT.CAPTURE.REVERSED': refund}
            for kind in sorted(events, key=lambda kind: kind != first):
                self.assertEqual(self.tell(self.paypal.event(kind, name, of=events[kind])).status, 204)
            self.assert_refunded(order, payment, '100.00', [('100.00', 'succeeded')])
        for number in (2, 3):
            again = self.paypal.refund('CAPTURE-' + name, {'currency_code': 'INR', 'value': '50.00'})
            self.tell(self.paypal.event('PAYMENT.CAPTURE.REFUNDED', name, number, again))
        self.assert_refunded(order, payment, '200.00', [('100.00', 'succeeded')] + [('50.00', 'succeeded')] * 2)

    def test_dispute_that_is_won(self):
        for outcome in ('RESOLVED_SELLER_FAVOUR', 'RESOLVED_WITH_PAYOUT', 'CANCELED_BY_BUYER', 'DENIED', 'NONE'):
            order, _, name = self.paid()
            self.tell(self.paypal.event('CUSTOMER.DISPUTE.RESOLVED', name, of=self.resolved(name, outcome)))
            self.assert_paid(order)
        for number, broken in enumerate(({}, {'dispute_id': 'PP-D-X'}, {'dispute_id': 'PP-D-Y', 'disputed_transactions': 7})):
            event = {'id': f'WH-BROKEN-{number}', 'event_type': 'CUSTOMER.DISPUTE.RESOLVED', 'resource': broken}
            self.assertEqual(self.tell(json.dumps(event)).status, 204)

    def test_of_somebody_else(self):
        _, _, name = self.paid()
        refund = self.paypal.refund('CAPTURE-OTHER', {'currency_code': 'INR', 'value': '550.00'})
        self.assertEqual(self.tell(self.paypal.event('PAYMENT.CAPTURE.REFUNDED', name, of=refund)).status, 204)
        del refund['links']
        self.assertEqual(self.tell(self.paypal.event('PAYMENT.CAPTURE.REFUNDED', name, 2, refund)).status, 204)


if __name__ == '__main__':
    unittest.main()
