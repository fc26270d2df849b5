# SPDX-License-Identifier: GPL-3.0-or-later

"""Stores with two years of books, for tests of the figures: rows made at random in three time zones with their changes of the
clocks, business days that begin after midnight, refunds, cancelled, deleted and zero-price orders, and currencies of three, two
and no digits; and what Python makes of them."""

import collections
import contextlib
import datetime
import math
import random
import sqlite3
import time
import zoneinfo
from fractions import Fraction

from test_server_resources import CAKE, STORE, Bakery

SECOND = 1000000
FIRST, LAST = datetime.date(2025, 1, 1), datetime.date(2026, 12, 31)
STAGES = ('pending', 'confirmed', 'baking', 'ready', 'out_for_delivery', 'delivered', 'cancelled')
METHODS = ('credit_card', 'paypal', 'bank_transfer', 'other')
CAPTURED = ('succeeded', 'partly_refunded', 'refunded')

# Time zone, minutes after midnight at which the day begins, currency, digits, and instants around which the clocks change.
PLACES = (
    ('Asia/Kolkata', 0, 'INR', 2, ()),
    ('America/New_York', 120, 'KWD', 3, ('2025-03-09T07:00', '2025-11-02T06:00', '2026-03-08T07:00', '2026-11-01T06:00')),
    ('Europe/Berlin', 240, 'JPY', 0, ('2025-03-30T01:00', '2025-10-26T01:00', '2026-03-29T01:00', '2026-10-25T01:00')),
)

BLANK = {
    'revision': 0, 'customer_name': '', 'customer_phone': '', 'customer_email': '', 'recipient_name': '', 'recipient_phone': '',
    'is_gift': 0, 'source': 'web', 'fulfilment': 'pickup', 'latest_start_at': 0, 'work_minutes': 0, 'delivery_address': '',
    'distance_metres': 0, 'notes': '', 'delivery_fee': 0, 'paid_amount': 0, 'payment_status': 'pending', 'stage_changed_at': 0,
    'allergens': '[]', 'updated_at': 0,
}


def insert(run, table, rows):
    names = [name for name in rows[0] if name not in ('place', 'of')]
    columns = ', '.join(f'"{name}"' for name in names)
    for row in rows:
        run(f'INSERT INTO {table} ({columns}) VALUES ({", ".join("?" * len(names))})', *(row[name] for name in names))


class Place:
    """A store and its clocks."""

    def __init__(self, number, zone, cutoff, currency, digits, changes):
        self.id = number
        self.zone = zoneinfo.ZoneInfo(zone)
        self.cutoff, self.currency, self.digits = cutoff, currency, digits
        self.changes = [int(datetime.datetime.fromisoformat(text + '+00:00').timestamp()) * SECOND for text in changes]

    def local(self, instant):
        return datetime.datetime.fromtimestamp(instant // SECOND, self.zone)

    def begin(self, date):
        """The instant at which the business day of a date begins."""
        clock = datetime.time(self.cutoff // 60, self.cutoff % 60, tzinfo=self.zone)
        return int(datetime.datetime.combine(date, clock).timestamp()) * SECOND

    def date(self, instant):
        """The business day that an instant belongs to."""
        date = self.local(instant).date()
        return date - datetime.timedelta(1) if instant < self.begin(date) else date

    def amount(self, value):
        return f'{value / 10 ** self.digits:.{self.digits}f}'


def find_stock_value(place, items, movements, date):
    """What there was when a business day ended, at today's pack costs: everything that had moved until then, added up.

    Items are (id, pack quantity, pack cost), movements (item, instant, quantity)."""
    there = collections.Counter()
    for item, at, quantity in movements:
        there[item] += quantity if place.date(at) <= date else 0
    return sum(math.ceil(Fraction(max(there[item], 0) * cost, pack)) for item, pack, cost in items)


class Books:
    """Rows as they are in the database, made at random."""

    def __init__(self, places, customers, cakes, seed=1):
        self.random = random.Random(seed)
        self.places, self.customers, self.cakes = places, customers, cakes
        self.orders, self.lines, self.payments, self.refunds = [], [], [], []
        for place in places:
            for number in range(900):
                self.make_order(place, number)

    def make_instant(self, place, number):
        if place.changes and number % 4 == 0:
            return self.random.choice(place.changes) + self.random.randint(-5 * 3600, 5 * 3600) * SECOND
        begin, end = place.begin(FIRST), place.begin(LAST + datetime.timedelta(1))
        instant = self.random.randrange(begin // SECOND, end // SECOND) * SECOND
        if number % 4 == 1:
            # One second before the day begins, and just when it does.
            instant = place.begin(place.date(instant)) - self.random.randint(0, 1) * SECOND
        return instant

    def make_order(self, place, number):
        pick = self.random
        placed = self.make_instant(place, number)
        stage = pick.choice(STAGES)
        rate = pick.choice((0, 500, 1900))
        order = {
            **BLANK, 'id': len(self.orders) + 1, 'store': place.id, 'number': 1001 + number, 'currency': place.currency,
            'customer': pick.choice((None, *self.customers)), 'stage': stage, 'order_date': placed,
            'due_at': None if number % 17 == 0 else placed + pick.randint(0, 200 * 3600) * SECOND,
            'payment_method': pick.choice(METHODS), 'deleted_at': placed if number % 29 == 0 else None,
            'tax_rate': rate, 'subtotal': 0, 'place': place}
        free = number % 13 == 0
        for _ in range(pick.randint(1, 3)):
            self.make_line(order, place, free)
        order['tax'] = (order['subtotal'] * rate + 5000) // 10000
        order['total_price'] = order['subtotal'] + order['tax']
        self.orders.append(order)
        if not free:
            self.make_payments(order, place)

    def make_line(self, order, place, free):
        pick = self.random
        cake, name = pick.choice(self.cakes[place.id])
        price = 0 if free else pick.randint(1, 99999)
        quantity = pick.randint(1, 5)
        self.lines.append({
            'order_id': order['id'], 'position': 1, 'cake': cake, 'name': name, 'flavor': '', 'size': '', 'quantity': quantity,
            'unit_price': price, 'options_price': 0, 'total': price * quantity, 'message': '', 'toppings': '', 'shape': '',
            'egg_version': 1, 'options': pick.choice(('[]', '["Cream"]', '["Cream", "Jam", "Cream"]')), 'allergens': '[]',
            'work_minutes': 0, 'lead_time_minutes': 0})
        order['subtotal'] += price * quantity

    def make_payments(self, order, place):
        pick = self.random
        rest = order['total_price']
        for part in range(pick.randint(0, 3)):
            amount = rest if part == 1 else pick.randint(1, rest)
            status = pick.choice((*CAPTURED, 'succeeded', 'failed', 'cancelled'))
            paid_at = order['order_date'] + pick.randint(0, 60 * 3600) * SECOND
            payment = {
                'id': len(self.payments) + 1, 'revision': 0, 'order': order['id'], 'store': place.id, 'customer': order['customer'],
                'currency': place.currency, 'amount': amount, 'refunded_amount': 0, 'method': order['payment_method'],
                'provider': 'manual', 'status': status, 'key': f'p{len(self.payments)}', 'provider_reference': '',
                'capture_reference': '', 'failure_message': '', 'paid_at': paid_at if status in CAPTURED else None,
                'created_at': 0, 'updated_at': 0, 'place': place, 'of': order}
            self.payments.append(payment)
            if status in CAPTURED:
                rest -= amount
                self.make_refunds(payment, place)
            if rest == 0:
                return

    def make_refunds(self, payment, place):
        if payment['status'] == 'succeeded':
            return
        left = payment['amount']
        for status in ('succeeded', 'failed', 'succeeded')[:self.random.randint(1, 3)]:
            amount = self.random.randint(1, left)
            at = payment['paid_at'] + self.random.randint(0, 90 * 24 * 3600) * SECOND
            self.refunds.append({
                'id': len(self.refunds) + 1, 'revision': 0, 'payment': payment['id'], 'order': payment['order'], 'store': place.id,
                'customer': payment['customer'], 'currency': place.currency, 'amount': amount, 'reason': '', 'status': status,
                'key': f'r{len(self.refunds)}', 'provider_reference': '', 'failure_message': '',
                'refunded_at': at if status == 'succeeded' else None, 'created_at': 0, 'updated_at': 0, 'place': place,
                'of': payment})
            left -= amount if status == 'succeeded' else 0
            if left == 0:
                return

    def store(self, database):
        """Writes the rows behind the server's back."""
        with contextlib.closing(sqlite3.connect(database, timeout=30)) as connection:
            for table, rows in (('orders', self.orders), ('order_lines', self.lines), ('payments', self.payments),
                                ('refunds', self.refunds)):
                insert(lambda statement, *values: connection.execute(statement, values), table, rows)
            connection.commit()

    # What Python makes of them.

    def captured(self, order):
        return sum(p['amount'] for p in self.payments if p['of'] is order and p['status'] in CAPTURED)

    def sales(self, basis):
        """What counts: place, instant, method, stage, amount, and whether it is an order that counts."""
        if basis == 'payment':
            seen = set()
            for payment in sorted((p for p in self.payments if p['status'] in CAPTURED), key=lambda p: (p['paid_at'], p['id'])):
                yield (payment['place'], payment['paid_at'], payment['method'], None, payment['amount'],
                       payment['order'] not in seen and payment['of']['stage'] != 'cancelled')
                seen.add(payment['order'])
            return
        taken = collections.Counter()
        for payment in self.payments:
            if payment['status'] in CAPTURED:
                taken[payment['order']] += payment['amount']
        for order in self.orders:
            if order['deleted_at'] is None:
                instant = order['due_at'] if basis == 'due' and order['due_at'] is not None else order['order_date']
                kept = order['stage'] != 'cancelled'
                worth = order['total_price'] if kept else taken[order['id']]
                yield order['place'], instant, order['payment_method'], order['stage'], worth, kept

    def given_back(self, basis):
        for refund in self.refunds:
            gone = refund['of']['of']['deleted_at'] is not None
            if refund['status'] == 'succeeded' and not (gone and basis in ('order', 'due')):
                yield refund['place'], refund['refunded_at'], refund['of']['method'], refund['amount']


def find_key(by, place, instant, method, stage):
    date = place.date(instant)
    return {
        'day': date.isoformat(), 'week': (date - datetime.timedelta(date.weekday())).isoformat(), 'month': date.strftime('%Y-%m'),
        'hour': place.local(instant).strftime('%H'), 'weekday': str(date.isoweekday()), 'store': str(place.id),
        'payment_method': method, 'stage': stage}[by]


class Figures(Bakery):
    """Three stores with their books, and who may read them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.places = []
        for number, (zone, cutoff, currency, digits, changes) in enumerate(PLACES):
            store = cls.created(cls.admin.post('/api/v1/stores', {
                **STORE, 'email': f'place{number}@example.com', 'time_zone': zone, 'currency': currency, 'delivery_fee': '0',
                'day_cutoff_minutes': cutoff, 'name': zone}))
            cls.places.append(Place(store['id'], zone, cutoff, currency, digits, changes))
        cls.boss = cls.make_person('boss', 'manager', [place.id for place in cls.places])
        cls.local_boss = cls.make_person('local.boss', 'manager', [cls.places[1].id])
        cakes, cls.categories = {}, {}
        for place in cls.places:
            cakes[place.id] = [(None, 'Off the menu')]
            for name, category in (('Plain', ''), ('Rich', 'wedding'), ('Lemon', 'wedding')):
                cake = cls.make_cake(store=place.id, **{**CAKE, 'name': name, 'price': '5', 'category': category})
                cakes[place.id].append((cake, name))
                cls.categories[cake] = category
        customers = [client.get('/api/v1/me').json['id'] for client in (cls.customer, cls.other_customer)]
        cls.books = Books(cls.places, customers, cakes)
        cls.books.store(cls.server.database)

    def post(self, item, kind, amount, at, **fields):
        """Posts a movement at an instant."""
        text = datetime.datetime.fromtimestamp(at // SECOND, datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ')
        return self.created(self.admin.post('/api/v1/movements', {'item': item, 'kind': kind, 'amount': amount, 'at': text,
                                                                  'reason': 'Old', **fields}))['id']

    def move_stock(self, place):
        """One item from the beginning, with what was mistyped and what came to light late; one from the middle on, one that
        there was too little of, and one that is gone."""
        now = int(time.time()) * SECOND
        flour, sugar, eggs, gone = (self.created(self.admin.post('/api/v1/inventory', {
            'store': place.id, 'name': f'{name} of {place.id}', 'unit': 'g', 'pack_quantity': pack, 'pack_cost': place.amount(cost)}))['id']
            for name, pack, cost in (('Flour', '25', 9999), ('Sugar', '7', 333), ('Eggs', '30', 21001), ('Rye', '1', 100)))
        self.post(flour, 'count', '1000', now - 400 * 86400 * SECOND)
        for number, change in enumerate(instant for instant in place.changes if instant < now):
            begin = place.begin(place.date(change))
            self.post(flour, 'purchase', f'{number + 1}.5', begin - SECOND)
            self.post(flour, 'waste', f'{number}.125', begin) if number else None
            self.post(flour, 'purchase', '3', change + 7 * 3600 * SECOND)
        mistyped = self.post(flour, 'purchase', '70000', now - 40 * 86400 * SECOND)
        self.assertEqual(self.admin.post(f'/api/v1/movements/{mistyped}/reverse', {'reason': 'Mistyped'}).status, 201)
        self.post(sugar, 'count', '35', now - 90 * 86400 * SECOND)
        self.post(sugar, 'waste', '0.5', now)
        self.post(flour, 'waste', '11', now - 200 * 86400 * SECOND)
        self.post(eggs, 'purchase', '90', now - 10 * 86400 * SECOND)
        self.post(eggs, 'waste', '60', now - 20 * 86400 * SECOND)
        self.post(gone, 'purchase', '1000', now - 20 * 86400 * SECOND)
        self.post(gone, 'waste', '1000', now)
        self.assertEqual(self.admin.delete(f'/api/v1/inventory/{gone}').status, 204)
