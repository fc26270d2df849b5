# SPDX-License-Identifier: GPL-3.0-or-later

"""Random sequences of all that moves the stock, by several people at once, while the server is killed now and then. Whatever
happens, each request counts once, quantities are the sums of movements, and what is reserved is what live orders need.

SWEETSPOT_STOCK_STEPS says how many steps there are, SWEETSPOT_STOCK_SEED which. tests/soak/run takes ten thousand."""

import http.client
import os
import random
import signal
import threading
import time
import unittest

from test_server_resources import Bakery

STEPS = int(os.environ.get('SWEETSPOT_STOCK_STEPS', '180'))
SEED = int(os.environ.get('SWEETSPOT_STOCK_SEED', '5'))
WORKERS = 3
STEPS_BETWEEN_KILLS = 120

NOTHING, RESERVED, CONSUMED = range(3)
DEPTHS = {'pending': NOTHING, 'confirmed': RESERVED, 'baking': CONSUMED, 'ready': CONSUMED, 'delivered': CONSUMED}
# What one of each cake takes, by hand: a kilogram of sponge is 500 g of flour and 8 eggs.
NEEDS = ({'Flour': 500000, 'Eggs': 8000}, {'Flour': 250000, 'Eggs': 4000, 'Cream': 200000})


class Worker(threading.Thread):
    """One console: its own orders, everybody's items."""

    def __init__(self, case, number):
        super().__init__(name=f'worker {number}')
        self.case = case
        self.number = number
        self.random = random.Random(SEED * 100 + number)
        self.orders = []  # of each: id, cake, quantity, stage, how far it is in the stock
        self.bought = 0
        self.reversible = []
        self.n_keys = 0
        self.counts = {}
        case.sign_in(self)

    def run(self):
        try:
            while self.case.take_step():
                self.step()
        except Exception as problem:  # pylint: disable=broad-except
            self.case.problems.append(problem)
            self.case.steps_left = 0

    def call(self, who, method, path, body=None):
        """Asks until there is an answer, always with the same key: so it counts once."""
        self.n_keys += 1
        headers = {'Idempotency-Key': f'{self.number}-{self.n_keys}'}
        end = time.monotonic() + 60
        while time.monotonic() < end:
            self.case.running.wait(60)
            client = getattr(self, who)
            try:
                answer = client.request(method, '/api/v1/' + path, body, headers=headers)
            except (OSError, http.client.HTTPException):
                client.close()
                continue
            if answer.status == 401:
                self.case.sign_in(self)
            elif answer.status < 500:
                return answer
        raise AssertionError(f'no answer to {method} {path}')

    def step(self):
        name, method = self.random.choice(STEP_KINDS)
        self.counts[name] = self.counts.get(name, 0) + 1
        method(self)

    # --- Orders ---

    def place(self):
        cake = self.random.randrange(len(NEEDS))
        quantity = self.random.randint(1, 3)
        line = self.call('customer', 'POST', 'carts', {'cake_id': self.case.cakes[cake], 'quantity': quantity})
        if line.status != 201:
            return
        answer = self.call('customer', 'POST', 'orders', {'cart_id': line.json['id']})
        if answer.status == 201:
            self.orders.append({'id': answer.json['id'], 'cake': cake, 'quantity': quantity, 'stage': 'pending',
                                'depth': NOTHING})
            self.move('confirmed')
        else:
            assert answer.status == 409, answer

    def move(self, stage, order=None, **fields):
        order = order or (self.orders[-1] if self.orders else None)
        if order is None:
            return
        self.settle(order, self.call('manager', 'POST', f'orders/{order["id"]}/stage', {'stage': stage, **fields}))

    def settle(self, order, answer):
        """What the stage of an order makes of its stock; what was consumed before it was cancelled stays so."""
        if answer.status != 200:
            assert answer.status in (403, 409), answer
            return
        order['stage'] = answer.json['stage']
        stays = CONSUMED if order['depth'] == CONSUMED else NOTHING
        order['depth'] = DEPTHS.get(order['stage'], stays)

    def some_order(self):
        return self.random.choice(self.orders[-8:]) if self.orders else None

    def bake(self):
        self.move('baking', self.some_order())

    def cancel(self):
        self.move('cancelled', self.some_order(), reason='Called off')

    def force(self):
        self.move(self.random.choice(('pending', 'confirmed', 'ready')), self.some_order(), force=True, reason='By mistake')

    def undo(self):
        order = self.some_order()
        if order is not None:
            self.settle(order, self.call('manager', 'POST', f'orders/{order["id"]}/undo'))

    def refund(self):
        """Money that goes back moves no stock."""
        order = self.some_order()
        if order is None:
            return
        before = self.case.load_nets(order['id'])
        payment = self.call('customer', 'POST', f'orders/{order["id"]}/payments', {'method': 'bank_transfer'})
        if payment.status == 201:
            self.call('manager', 'POST', f'payments/{payment.json["id"]}/confirm')
            self.call('manager', 'POST', 'refunds', {'payment': payment.json['id']})
        assert self.case.load_nets(order['id']) == before

    # --- By hand ---

    def post(self, kind, amount, **fields):
        item = self.random.choice(sorted(self.case.items))
        answer = self.call('baker', 'POST', 'movements', {'item': self.case.items[item], 'kind': kind, 'amount': str(amount),
                                                          **fields})
        assert answer.status == 201, answer
        return answer.json

    def purchase(self):
        amount = self.random.randint(1, 20) * 2500
        self.reversible.append((self.post('purchase', amount)['id'], amount))
        self.bought += amount

    def waste(self):
        self.reversible.append((self.post('waste', self.random.randint(1, 60), reason='Dropped')['id'], 0))

    def count(self):
        self.reversible.append((self.post('count', self.random.randint(0, 60000))['id'], 0))

    def reverse(self):
        if self.reversible:
            movement, amount = self.reversible.pop()
            answer = self.call('baker', 'POST', f'movements/{movement}/reverse', {'reason': 'Typed twice'})
            assert answer.status in (201, 409), answer
            self.bought -= amount if answer.status == 201 else 0


STEP_KINDS = [('place', Worker.place)] * 4 + [('bake', Worker.bake)] * 3 + [
    ('undo', Worker.undo), ('undo', Worker.undo), ('cancel', Worker.cancel), ('force', Worker.force),
    ('refund', Worker.refund), ('purchase', Worker.purchase), ('purchase', Worker.purchase), ('waste', Worker.waste),
    ('count', Worker.count), ('reverse', Worker.reverse)]


class Sequence(Bakery):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.items = {name: cls.make('inventory', name=name, unit=unit, threshold='2000')
                     for name, unit in (('Flour', 'g'), ('Eggs', 'piece'), ('Cream', 'ml'))}
        sponge = cls.make('recipes', name='Sponge', yield_quantity='1', yield_unit='kg', lines=[
            {'item': cls.items['Flour'], 'quantity': '0.5', 'unit': 'kg'}, {'item': cls.items['Eggs'], 'quantity': '8'}])
        cls.cakes = [cls.make_cake(name='Plain'), cls.make_cake(name='Filled')]
        cls.make('recipes', name='Plain', cake=cls.cakes[0], yield_quantity='1', lines=[{'recipe': sponge, 'quantity': '1000'}])
        cls.make('recipes', name='Filled', cake=cls.cakes[1], yield_quantity='2', lines=[
            {'recipe': sponge, 'quantity': '1', 'unit': 'kg'}, {'item': cls.items['Cream'], 'quantity': '400'}])

    @classmethod
    def make(cls, path, **fields):
        return cls.created(cls.manager.post('/api/v1/' + path, {'store': cls.store, **fields}))['id']

    def sign_in(self, worker):
        worker.manager, worker.baker, worker.customer = (
            self.server.sign_in(name + '@example.com') for name in ('manager', 'baker', 'customer'))

    def take_step(self):
        """One step less for everybody; every so many, the server is killed, and started again."""
        with self.lock:
            if self.steps_left <= 0:
                return False
            self.steps_left -= 1
            if self.steps_left % STEPS_BETWEEN_KILLS == STEPS_BETWEEN_KILLS // 2:
                self.running.clear()
                self.server.stop(signal.SIGKILL)
                self.check_sums()
                self.server.start()
                self.running.set()
                self.n_kills += 1
        return True

    def load_nets(self, order):
        """What an order's movements come to by item, in thousandths: how much is gone, how much is reserved."""
        return self.server.sql('SELECT i.name, sum(m.quantity), sum(m.reserved) FROM stock_movements m'
                               ' JOIN inventory_items i ON i.id = m.item WHERE m."order" = ?'
                               ' GROUP BY i.name HAVING sum(m.quantity) <> 0 OR sum(m.reserved) <> 0 ORDER BY i.name', order)

    def check_sums(self):
        wrong = self.server.sql(
            'SELECT name FROM inventory_items i WHERE'
            ' quantity <> (SELECT coalesce(sum(quantity), 0) FROM stock_movements m WHERE m.item = i.id)'
            ' OR reserved <> (SELECT coalesce(sum(reserved), 0) FROM stock_movements m WHERE m.item = i.id)'
            ' OR reserved <> (SELECT coalesce(sum(quantity), 0) FROM stock_reservations r WHERE r.item = i.id)'
            ' OR reserved < 0 OR is_short <> (quantity < 0 OR quantity < reserved)'
            ' OR (low_since IS NOT NULL) <> (quantity - reserved < threshold)'
            ' OR (SELECT count(*) FROM stock_notices n WHERE n.item = i.id) <> (low_since IS NOT NULL)'
            ' OR (SELECT coalesce(sum(remaining), 0) FROM inventory_lots l WHERE l.item = i.id) > max(quantity, 0)'
            ' OR (SELECT coalesce(sum(remaining), 0) FROM inventory_lots l WHERE l.item = i.id) <> quantity -'
            ' (SELECT coalesce(sum(quantity), 0) FROM stock_movements m WHERE m.item = i.id AND m.lot IS NULL)'
            ' UNION ALL SELECT id FROM inventory_lots l WHERE remaining < 0 OR set_off < 0 OR remaining + set_off > quantity'
            ' OR remaining <> (SELECT sum(quantity) FROM stock_movements m WHERE m.lot = l.id)'
            ' UNION ALL SELECT id FROM stock_movements WHERE balance < 0 AND NOT is_short')
        self.assertEqual(wrong, [])

    def check_order(self, order):
        sign = {NOTHING: (0, 0), RESERVED: (0, 1), CONSUMED: (-1, 0)}[order['depth']]
        expected = [(name, sign[0] * amount * order['quantity'], sign[1] * amount * order['quantity'])
                    for name, amount in sorted(NEEDS[order['cake']].items()) if any(sign)]
        self.assertEqual(self.load_nets(order['id']), expected, order)

    def test_sequence(self):
        self.lock = threading.Lock()
        self.running = threading.Event()
        self.running.set()
        self.steps_left, self.n_kills, self.problems = STEPS, 0, []
        workers = [Worker(self, number) for number in range(WORKERS)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        if self.problems:
            raise self.problems[0]

        self.check_sums()
        for worker in workers:
            for order in worker.orders:
                self.check_order(order)
        bought = self.server.sql("SELECT coalesce(sum(quantity), 0) FROM stock_movements WHERE kind = 'purchase'")[0][0]
        self.assertEqual(bought, 1000 * sum(worker.bought for worker in workers))
        self.assertEqual(self.n_kills, (STEPS + STEPS_BETWEEN_KILLS // 2 - 1) // STEPS_BETWEEN_KILLS)
        counts = {name: sum(worker.counts.get(name, 0) for worker in workers) for name in sorted(dict(STEP_KINDS))}
        self.assertEqual(sum(counts.values()), STEPS)
        print(f'# {STEPS} steps, {self.n_kills} kills, {sum(len(worker.orders) for worker in workers)} orders: {counts}')


if __name__ == '__main__':
    unittest.main()
