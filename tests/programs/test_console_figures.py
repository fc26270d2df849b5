# SPDX-License-Identifier: GPL-3.0-or-later

"""The figures of the Revenue page, held against what Python makes of the same rows: two years in three time zones go
through the real server's change feed into a cache as the console makes it, and each figure that the page reads from there is what
the rows come to."""

import collections
import datetime
import itertools
import json
import os
import subprocess
import tempfile
import time

import books
from books import CAPTURED, FIRST, LAST, SECOND, find_stock_value

EPOCH = datetime.date(1970, 1, 1)
FIGURES = ('total', 'others', 'days', 'other_days', 'cake', 'category', 'option', 'store', 'payment_method', 'stage')


def number(date):
    """A day as the console counts them."""
    return (date - EPOCH).days


class Sums:
    """What the page is expected to show: {"days": {day: {"orders": 3, …}}, …}, without what is zero."""

    def __init__(self, place, days, others):
        self.place, self.ranges = place, {'days': days, 'other_days': others}
        self.parts = {name: collections.defaultdict(collections.Counter) for name in FIGURES}
        self.week = collections.Counter()

    def add(self, instant, figures, **keys):
        """Adds figures of an instant, in all and to rows named by their keys."""
        date = self.place.date(instant)
        for name, total in (('days', 'total'), ('other_days', 'others')):
            first, last = self.ranges[name]
            if first <= date <= last:
                self.parts[name][str(number(date))].update(figures)
                self.parts[total][''].update(figures)
        if self.is_shown(instant):
            self.add_row(instant, figures, store=self.place.id, **keys)

    def add_row(self, instant, figures, **keys):
        """Adds to rows alone."""
        if self.is_shown(instant):
            for grouping, key in keys.items():
                self.parts[grouping][str(key)].update(figures)

    def add_hour(self, instant, count):
        if self.is_shown(instant):
            self.week[f'{self.place.date(instant).isoweekday()} {self.place.local(instant):%H}'] += count

    def is_shown(self, instant):
        first, last = self.ranges['days']
        return first <= self.place.date(instant) <= last

    def finish(self):
        found = {name: {key: {figure: value for figure, value in row.items() if value} for key, row in rows.items()}
                 for name, rows in self.parts.items()}
        found = {name: {key: row for key, row in rows.items() if row} for name, rows in found.items()}
        for name in ('total', 'others'):
            found[name] = found[name].get('', {})
        return {**found, 'week': {key: count for key, count in self.week.items() if count}}


class Console(books.Figures):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lines = collections.defaultdict(list)
        for line in cls.books.lines:
            cls.lines[line['order_id']].append(line)
        # The server lets nobody delete an order that was paid for.
        cls.orders = [order for order in cls.books.orders if order['deleted_at'] is None]
        cls.payments = collections.defaultdict(list)
        for payment in sorted(cls.books.payments, key=lambda payment: (payment['paid_at'] or 0, payment['id'])):
            if payment['status'] in CAPTURED:
                cls.payments[payment['order']].append(payment)
        cls.refunds = [refund for refund in cls.books.refunds
                       if refund['status'] == 'succeeded' and refund['of']['of']['deleted_at'] is None]
        cls.tell()

    @classmethod
    def tell(cls):
        """Has the feed tell of the rows, in any order."""
        rows = [('order', order) for order in cls.orders]
        rows += [('payment', payment) for payment in cls.books.payments if payment['of']['deleted_at'] is None]
        rows += [('refund', refund) for refund in cls.books.refunds if refund['of']['of']['deleted_at'] is None]
        cls.books.random.shuffle(rows)
        (newest,), = cls.server.sql("SELECT value FROM counters WHERE name = 'revision'")
        cls.server.sql('INSERT INTO changes (entity, id, revision, store, deleted, changed_at)'
                       " SELECT value ->> 0, value ->> 1, ? + key + 1, value ->> 2, 0, 0 FROM json_each (?)", newest,
                       json.dumps([[entity, row['id'], row['store']] for entity, row in rows]))
        cls.server.sql("UPDATE counters SET value = ? WHERE name = 'revision'", newest + len(rows))

    def ask(self, questions):
        """What a console with a new cache finds."""
        lines = []
        end = {'next': None, 'more': True}
        while end['more']:
            changes, end = self.boss.changes(since=end['next'], limit=1000)
            lines += [*changes, end]
        with tempfile.TemporaryDirectory() as folder:
            text = ''.join(json.dumps(line) + '\n' for line in (*lines, *questions))
            result = subprocess.run([os.environ['SWEETSPOT_FIGURES'], folder], input=text, capture_output=True, encoding='utf-8',
                                    timeout=120, check=False)
        self.assertEqual((result.returncode, result.stderr), (0, ''))
        return [json.loads(line) for line in result.stdout.splitlines()]

    def find_instants(self, order, basis):
        """When an order counts, and by which way of paying; nothing where it was not paid for and the payment decides."""
        if basis != 'payment':
            instant = order['due_at'] if basis == 'due' and order['due_at'] is not None else order['order_date']
            return instant, order['payment_method']
        first = next(iter(self.payments[order['id']]), None)
        return (first['paid_at'], first['method']) if first is not None else (None, None)

    def add_lines(self, sums, instant, order, lines):
        """Cakes, their categories and their options: an order counts once for each that it has."""
        for kind, find in (('cake', lambda line: [line['cake'] or line['name']]), ('option', lambda line: json.loads(line['options'])),
                           ('category', lambda line: [self.categories.get(line['cake'], '')])):
            seen = set()
            for line in lines:
                for key in dict.fromkeys(find(line)):
                    # A category is the sum of its cakes.
                    once = (line['cake'] or line['name'], key) if kind == 'category' or lines is not self.lines[order['id']] else key
                    sums.add_row(instant, {'orders': once not in seen, 'quantity': line['quantity'], 'sales': line['total']},
                                 **{kind: key})
                    seen.add(once)

    def expect(self, place, basis, days, others):
        sums = Sums(place, days, others)
        for order in self.orders:
            if order['place'] is not place:
                continue
            kept = order['stage'] != 'cancelled'
            instant, method = self.find_instants(order, basis)
            lines = self.lines[order['id']]
            quantity = sum(line['quantity'] for line in lines)
            paid = self.payments[order['id']]
            if basis == 'payment':
                for payment in paid:
                    sums.add(payment['paid_at'], {'sales': payment['amount']}, payment_method=payment['method'])
            elif not kept:
                sums.add(instant, {'sales': sum(payment['amount'] for payment in paid)}, payment_method=method)
            if instant is None:
                continue
            sums.add_row(instant, {'orders': 1, 'quantity': quantity, 'sales': order['total_price']}, stage=order['stage'])
            if kept:
                sums.add(instant, {'orders': 1, 'ordered': order['total_price'], 'quantity': quantity, 'tax': order['tax'],
                                   'sales': order['total_price'] if basis != 'payment' else 0}, payment_method=method)
                sums.add_hour(instant, 1)
                self.add_lines(sums, instant, order, lines)
        for refund in self.refunds:
            if refund['place'] is place:
                sums.add(refund['refunded_at'], {'refunds': refund['amount'], 'n_refunds': 1}, payment_method=refund['of']['method'])
        self.add_goods(sums, place)
        return sums.finish()

    def add_goods(self, sums, place):
        """What was bought, thrown away and missing; but not what was there before there were books."""
        columns = {'purchase': ('purchases', 1), 'waste': ('waste', 1), 'count': ('missing', -1)}
        for kind, at, quantity, cost, balance in self.server.sql(
                'SELECT kind, at, quantity, cost, balance FROM stock_movements WHERE store = ?', place.id):
            if kind == 'count' and quantity == balance:
                continue
            name, sign = columns[kind]
            sums.add(at, {name: cost * (1 if kind != 'purchase' or quantity > 0 else -1)})

    def expect_category(self, place, basis, category, days, others):
        """Figures of one category are of its cakes, and count an order once for each."""
        sums = Sums(place, days, others)
        for order in self.orders:
            lines = [line for line in self.lines[order['id']] if self.categories.get(line['cake']) == category]
            instant, _ = self.find_instants(order, basis)
            if order['place'] is not place or instant is None:
                continue
            seen = set()
            for line in lines:
                figures = {'orders': line['cake'] not in seen, 'quantity': line['quantity'], 'sales': line['total']}
                seen.add(line['cake'])
                sums.add_row(instant, figures, stage=order['stage'])
                if order['stage'] != 'cancelled':
                    sums.add(instant, figures, payment_method=order['payment_method'])
                    sums.add_hour(instant, line['quantity'])
            if order['stage'] != 'cancelled':
                self.add_lines(sums, instant, order, lines)
        return sums.finish()

    def expect_people(self, place, days, others):
        known, people = set(), {'customers': set(), 'new_customers': set(), 'other_customers': set()}
        for order in sorted(self.orders, key=lambda order: (order['order_date'], order['id'])):
            who = order['customer']
            if order['place'] is not place or order['stage'] == 'cancelled' or who is None:
                continue
            date = place.date(order['order_date'])
            for name, (first, last) in (('customers', days), ('other_customers', others)):
                if first <= date <= last:
                    people[name].add(who)
            if who not in known and days[0] <= date <= days[1]:
                people['new_customers'].add(who)
            known.add(who)
        return {name: len(found) for name, found in people.items()}

    def ranges(self):
        """All of it, with nothing to compare it with; and days on which the clocks change, compared with others."""
        yield (FIRST, LAST), (FIRST, FIRST - datetime.timedelta(1))
        yield ((datetime.date(2025, 3, 9), datetime.date(2025, 3, 30)), (datetime.date(2025, 10, 26), datetime.date(2025, 11, 2)))
        yield ((datetime.date(2026, 3, 8), datetime.date(2026, 3, 8)), (datetime.date(2025, 3, 9), datetime.date(2025, 3, 9)))

    def test_each_figure(self):
        gone = next(cake for cake, category in self.categories.items() if category)
        self.assertEqual(self.admin.delete(f'/api/v1/cakes/{gone}').status, 204)
        for place in self.places:
            self.move_stock(place)
        asked = [(place, basis, category, *ranges) for place, basis, category, ranges in itertools.product(
            self.places, ('order', 'due', 'payment'), (None, 'wedding'), self.ranges())]
        found = self.ask([{'store': place.id, 'basis': basis, 'days': [number(day) for day in days],
                           'others': [number(day) for day in others], 'today': number(place.date(int(time.time()) * SECOND)),
                           **({'category': category} if category else {})} for place, basis, category, days, others in asked])
        self.assertEqual(len(found), len(asked))
        for (place, basis, category, days, others), figures in zip(asked, found):
            with self.subTest(place=place.zone, basis=basis, category=category, days=days):
                if category is None:
                    expected = {**self.expect(place, basis, days, others), **self.expect_people(place, days, others)}
                else:
                    expected = self.expect_category(place, basis, category, days, others)
                self.assertTrue(expected['week'] or days[0] == days[1])
                for name, value in expected.items():
                    self.assertEqual(figures[name], value, name)
                if category is None and basis == 'order':
                    self.check_stock(place, days, figures)

    def check_stock(self, place, days, figures):
        """What the stock is worth now, and was when each day ended."""
        items = self.server.sql('SELECT id, pack_quantity, pack_cost FROM inventory_items WHERE store = ? AND deleted_at IS NULL',
                                place.id)
        movements = self.server.sql('SELECT item, at, quantity FROM stock_movements WHERE store = ?', place.id)
        today = place.date(int(time.time()) * SECOND)
        dates = [days[0] + datetime.timedelta(day) for day in range((days[1] - days[0]).days + 1)]
        expected = {str(number(date)): find_stock_value(place, items, movements, date) if date <= today else 0 for date in dates}
        self.assertEqual(figures['stock'], expected)
        self.assertEqual(figures['stock_value'], find_stock_value(place, items, movements, today))
        self.assertGreater(figures['stock_value'], 0)
