# SPDX-License-Identifier: GPL-3.0-or-later

"""The figures of the real server's reports and day closes, held against what Python makes of the same rows: two years of them, as
books.py makes them up."""

import collections
import datetime
import itertools
import math
import sqlite3
import time
import unittest
from fractions import Fraction

from books import CAPTURED, FIRST, LAST, METHODS, SECOND, Figures, Place, find_key, find_stock_value, insert
from test_server_resources import STORE, Bakery


class Reports(Figures):

    def report(self, path, client=None, **query):
        query = {'from': FIRST.isoformat(), 'to': LAST.isoformat(), **query}
        answer = (client or self.boss).get(f'/api/v1/reports/{path}?' + '&'.join(f'{k}={v}' for k, v in query.items()))
        self.assertEqual(answer.status, 200, answer)
        return answer.json

    def assert_rows(self, rows, expected, names):
        """The rows have just these figures, by key and currency."""
        found = {(row['key'], row.get('currency')): tuple(row[name] for name in names) for row in rows}
        self.assertEqual(len(found), len(rows))
        self.assertEqual(found, expected)

    def ranges(self):
        """All of it, and ranges whose ends are days on which the clocks change."""
        yield FIRST, LAST
        yield datetime.date(2025, 3, 9), datetime.date(2025, 3, 30)
        yield datetime.date(2025, 10, 26), datetime.date(2025, 11, 2)
        yield datetime.date(2026, 3, 8), datetime.date(2026, 3, 8)

    def expect_revenue(self, by, basis, first, last, places):
        rows = collections.defaultdict(lambda: [0, 0, 0])
        for place, instant, method, stage, amount, counts in self.books.sales(basis):
            if place in places and first <= place.date(instant) <= last and (amount or counts):
                row = rows[find_key(by, place, instant, method, stage), place]
                row[0] += counts
                row[1] += amount
        for place, instant, method, amount in self.books.given_back(basis):
            if place in places and first <= place.date(instant) <= last:
                rows[find_key(by, place, instant, method, None), place][2] += amount
        return {(key, place.currency): (orders, place.amount(gross), place.amount(back), place.amount(gross - back))
                for (key, place), (orders, gross, back) in rows.items()}

    def test_revenue(self):
        for by, basis, (first, last) in itertools.product(
                ('day', 'week', 'month', 'hour', 'weekday', 'store', 'payment_method'), ('order', 'due', 'payment'), self.ranges()):
            with self.subTest(by=by, basis=basis, first=first):
                expected = self.expect_revenue(by, basis, first, last, self.places)
                rows = self.report('revenue', by=by, basis=basis, **{'from': first, 'to': last})
                self.assert_rows(rows, expected, ('orders', 'gross', 'refunded', 'revenue'))
                self.assertEqual(rows, sorted(rows, key=lambda row: int(row['key']) if by == 'store' else
                                              (METHODS.index(row['key']) if by == 'payment_method' else row['key'])))

    def test_the_ledger(self):
        """By payment date, the sums are those of the rows in the ledger, to the last minor unit."""
        for place in self.places:
            taken, = self.server.sql(f'SELECT sum(amount) FROM payments WHERE store = ? AND status IN {CAPTURED}', place.id)
            back, = self.server.sql("SELECT sum(amount) FROM refunds WHERE store = ? AND status = 'succeeded'", place.id)
            rows = self.report('revenue', by='month', basis='payment', store=place.id, to='2027-12-31')
            total = sum(int(row['revenue'].replace('.', '')) for row in rows)
            self.assertEqual(total, taken[0] - back[0])

    def test_one_store(self):
        place = self.places[1]
        expected = self.expect_revenue('day', 'order', FIRST, LAST, [place])
        for client in (self.boss, self.local_boss):
            rows = self.report('revenue', client, store=place.id)
            self.assert_rows(rows, expected, ('orders', 'gross', 'refunded', 'revenue'))
        self.assertEqual(self.report('revenue', self.local_boss), rows)
        self.assertEqual(self.local_boss.get(f'/api/v1/reports/revenue?store={self.places[0].id}').status, 404)
        self.assertEqual(self.report('revenue', self.manager), [])
        self.assertEqual([row['name'] for row in self.report('revenue', by='store', store=place.id)], ['America/New_York'])

    def test_orders(self):
        for by, basis in itertools.product(('day', 'weekday', 'store', 'payment_method', 'stage'), ('order', 'due')):
            rows = collections.defaultdict(lambda: [0, 0, 0])
            for place, instant, method, stage, amount, kept in self.books.sales(basis):
                if FIRST <= place.date(instant) <= LAST:
                    row = rows[find_key(by, place, instant, method, stage), place]
                    row[0 if kept else 1] += 1
                    row[2] += amount if kept else 0
            with self.subTest(by=by, basis=basis):
                self.assert_rows(self.report('orders', by=by, basis=basis),
                                 {(key, place.currency): (*counts, place.amount(total))
                                  for (key, place), (*counts, total) in rows.items()}, ('orders', 'cancelled', 'total'))

    def test_refunds(self):
        for by in ('day', 'month', 'hour', 'store', 'payment_method'):
            rows = collections.defaultdict(lambda: [0, 0])
            for place, instant, method, amount in self.books.given_back('refund'):
                if FIRST <= place.date(instant) <= LAST:
                    row = rows[find_key(by, place, instant, method, None), place]
                    row[0] += 1
                    row[1] += amount
            with self.subTest(by=by):
                self.assert_rows(self.report('refunds', by=by),
                                 {(key, place.currency): (count, place.amount(total))
                                  for (key, place), (count, total) in rows.items()}, ('refunds', 'amount'))

    def test_expenses(self):
        """What was bought, thrown away, missing and given back, by the clocks of the store; what was taken back counts no more."""
        place = self.places[1]
        item = self.created(self.admin.post('/api/v1/inventory', {'store': place.id, 'name': 'Flour', 'unit': 'g'}))['id']
        expected = collections.defaultdict(lambda: [0, 0, 0, 0, 0])
        columns = {'purchase': 0, 'waste': 2, 'count': 3}
        for number, (kind, cost) in enumerate((('purchase', 12500), ('purchase', 7001), ('count', 45), ('waste', 33),
                                               ('purchase', 900))):
            at = place.begin(datetime.date(2025, 3, 9)) + (number * 9 * 3600 - 1) * SECOND
            text = datetime.datetime.fromtimestamp(at // SECOND, datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ')
            movement = self.created(self.admin.post('/api/v1/movements', {
                'item': item, 'kind': kind, 'amount': '1', 'cost': place.amount(cost), 'at': text, 'reason': 'Old'}))
            expected[place.date(at).isoformat()][columns[kind]] += cost
        back = self.admin.post(f'/api/v1/movements/{movement["id"]}/reverse', {'reason': 'Mistyped'})
        self.assertIn(back.status, (200, 201), back)
        self.server.sql('UPDATE stock_movements SET at = ? WHERE reverses = ?', at, movement['id'])
        expected[place.date(at).isoformat()][0] -= 900
        for where, instant, _, amount in self.books.given_back('refund'):
            if where is place and FIRST <= place.date(instant) <= LAST:
                expected[place.date(instant).isoformat()][4] += amount
        self.assert_rows(self.report('expenses', store=place.id),
                         {(day, place.currency): tuple(place.amount(value) for value in (*parts, parts[0] + parts[4]))
                          for day, parts in expected.items()},
                         ('purchases', 'used', 'waste', 'missing', 'refunds', 'total'))

    def expect_inventory(self, by, first, last, places):
        """The last day of each row that is not to come says what there was."""
        rows = collections.Counter()
        for place in places:
            items = self.server.sql('SELECT id, pack_quantity, pack_cost FROM inventory_items'
                                    ' WHERE store = ? AND deleted_at IS NULL', place.id)
            movements = self.server.sql('SELECT item, at, quantity FROM stock_movements WHERE store = ?', place.id)
            dates = [first + datetime.timedelta(day) for day in range((last - first).days + 1)]
            keys = [find_key(by, place, place.begin(date), None, None) for date in dates]
            for date, key, after in zip(dates, keys, [*keys[1:], None]):
                if key != after:
                    rows[key, place.currency] += find_stock_value(place, items, movements, date)
        digits = {place.currency: place for place in self.places}
        return {(key, currency): (digits[currency].amount(value),) for (key, currency), value in rows.items()}

    def test_inventory(self):
        """What the stock was worth when each day ended, in each store's time: to the minor unit what its movements add up to."""
        for place in self.places:
            self.move_stock(place)
        today = max(place.date(int(time.time()) * SECOND) for place in self.places)
        for by, days in (('day', 420), ('week', 400), ('month', 400), ('day', 1), ('month', 3)):
            first, last = today - datetime.timedelta(days), today
            with self.subTest(by=by, first=first):
                rows = self.report('inventory', by=by, **{'from': first, 'to': last})
                self.assert_rows(rows, self.expect_inventory(by, first, last, self.places), ('value',))
        rows = self.report('inventory', store=self.places[1].id, **{'from': today, 'to': today + datetime.timedelta(400)})
        self.assertLessEqual(len(rows), 2, 'days to come have no value')
        place = self.places[1]
        first, last = today - datetime.timedelta(300), today - datetime.timedelta(45)
        self.assert_rows(self.report('inventory', self.local_boss, store=place.id, **{'from': first, 'to': last}),
                         self.expect_inventory('day', first, last, [place]), ('value',))
        self.check_errors(self.boss.get('/api/v1/reports/inventory?by=hour'), 'by')

    def expect_users(self, by, first, last, places):
        """Who ordered, who of them for the first time at any store that the row is of, and how many orders are nobody's."""
        rows = collections.defaultdict(lambda: [set(), 0, 0])
        known = set()
        kept = [order for order in self.books.orders
                if order['stage'] != 'cancelled' and order['deleted_at'] is None and order['place'] in places]
        for order in sorted(kept, key=lambda order: (order['order_date'], order['id'])):
            who = order['customer'], order['store'] if by == 'store' else None
            if first <= order['place'].date(order['order_date']) <= last:
                row = rows[find_key(by, order['place'], order['order_date'], None, None)]
                if order['customer'] is None:
                    row[2] += 1
                else:
                    row[0].add(order['customer'])
                    row[1] += who not in known
            known.add(who)
        return {(key, None): (len(people), new, guests) for key, (people, new, guests) in rows.items()}

    def test_users(self):
        names = ('customers', 'new_customers', 'guest_orders')
        march = datetime.date(2025, 3, 1), datetime.date(2025, 3, 31)
        for by, (first, last) in itertools.product(('day', 'month', 'hour', 'store'), ((FIRST, LAST), march)):
            with self.subTest(by=by, first=first):
                rows = self.report('users', by=by, **{'from': first, 'to': last})
                self.assert_rows(rows, self.expect_users(by, first, last, self.places), names)
        rows = self.report('users', by='day', store=self.places[1].id)
        self.assert_rows(rows, self.expect_users('day', FIRST, LAST, self.places[1:2]), names)

    def check_top_cakes(self):
        orders = {order['id']: order for order in self.books.orders
                  if order['stage'] != 'cancelled' and order['deleted_at'] is None}
        for by, basis in itertools.product(('cake', 'category', 'option'), ('order', 'due')):
            rows = collections.defaultdict(lambda: [set(), 0, 0])
            for line in self.books.lines:
                order = orders.get(line['order_id'])
                if order is None:
                    continue
                place = order['place']
                instant = order['due_at'] if basis == 'due' and order['due_at'] is not None else order['order_date']
                if not FIRST <= place.date(instant) <= LAST:
                    continue
                for key in {'cake': [str(line['cake'] or line['name'])], 'category': [self.categories.get(line['cake'], '')],
                            'option': [name for name in ('Cream', 'Jam') if name in line['options']]}[by]:
                    row = rows[key, place]
                    row[0].add(order['id'])
                    row[1] += line['quantity']
                    row[2] += line['total']
            with self.subTest(by=by, basis=basis):
                found = self.report('top-cakes', by=by, basis=basis)
                self.assert_rows(found, {(key, place.currency): (len(ids), quantity, place.amount(sales))
                                         for (key, place), (ids, quantity, sales) in rows.items()},
                                 ('orders', 'quantity', 'sales'))
                sales = [int(row['sales'].replace('.', '')) for row in found]
                self.assertEqual(sales, sorted(sales, reverse=True))
                self.assertEqual(self.report('top-cakes', by=by, basis=basis, limit=2), found[:2])

    def test_top_cakes(self):
        self.check_top_cakes()
        moved, gone = list(self.categories)[1:3]
        self.assertEqual(self.admin.patch(f'/api/v1/cakes/{moved}', {'category': 'round'}).status, 200)
        self.assertEqual(self.admin.delete(f'/api/v1/cakes/{gone}').status, 204)
        type(self).categories = {**self.categories, moved: 'round'}
        self.check_top_cakes()

    def test_what_is_refused(self):
        for query, field in (('from=2026-02-29', 'from'), ('to=tomorrow', 'to'), ('from=2026-02-02&to=2026-02-01', 'to'),
                             ('from=2000-01-01&to=2026-01-01', 'to'), ('by=century', 'by'), ('basis=mood', 'basis')):
            self.check_errors(self.boss.get('/api/v1/reports/revenue?' + query), field)
        self.check_errors(self.boss.get('/api/v1/reports/orders?basis=payment'), 'basis')
        self.assertEqual(self.boss.get('/api/v1/reports/revenue').status, 200)


class DayCloses(Figures):

    def close(self, place, date=None, client=None, **fields):
        body = {'store': place.id, 'cash_counted': '0', **fields}
        if date is not None:
            body['business_day'] = date.isoformat()
        return (client or self.boss).post('/api/v1/day-closes', body)

    def share(self, of, before, amount):
        """The part of an order's tax that an amount pays for, after so much before."""
        def up_to(paid):
            return math.floor(Fraction(of['tax'] * paid, of['total_price']) + Fraction(1, 2))
        return up_to(before + amount) - up_to(before)

    def entries(self, place, first):
        """Payments and refunds from an instant on: instant, method, order, amount, and the tax in it."""
        for rows, column, sign in ((self.books.payments, 'paid_at', 1), (self.books.refunds, 'refunded_at', -1)):
            before = collections.Counter()
            for row in sorted((row for row in rows if row['place'] is place and row[column] is not None),
                              key=lambda row: (row[column], row['id'])):
                payment = row if sign == 1 else row['of']
                tax = self.share(payment['of'], before[row['order']], row['amount'])
                before[row['order']] += row['amount']
                if row[column] >= first:
                    yield row[column], payment['method'], payment['of'], sign * row['amount'], sign * tax

    def expect(self, place, entries):
        """The parts of a close that counts these entries."""
        methods = collections.defaultdict(lambda: [0, 0, 0, 0])
        taxes = collections.defaultdict(lambda: [0, 0])
        for _, method, order, amount, tax in entries:
            into = 0 if amount > 0 else 2
            methods[method][into] += 1
            methods[method][into + 1] += abs(amount)
            taxes[order['tax_rate']][0] += amount
            taxes[order['tax_rate']][1] += tax
        return ([(name, taken[0], place.amount(taken[1]), taken[2], place.amount(taken[3]))
                 for name, taken in sorted(methods.items(), key=lambda item: METHODS.index(item[0]))],
                [(f'{rate / 100:.2f}', place.amount(gross), place.amount(tax), place.amount(gross - tax))
                 for rate, (gross, tax) in sorted(taxes.items())])

    def parts(self, close):
        return ([(row['method'], row['payments'], row['taken'], row['refunds'], row['refunded']) for row in close['methods']],
                [(row['rate'], row['gross'], row['tax'], row['net']) for row in close['taxes']])

    def test_day_after_day(self):
        """Each close counts what there was since the last one; together they are the ledger."""
        dates = [datetime.date(2025, 3, 1), datetime.date(2025, 3, 8), datetime.date(2025, 3, 9), datetime.date(2025, 3, 30),
                 datetime.date(2025, 10, 26), datetime.date(2025, 11, 2), datetime.date(2026, 3, 8), datetime.date(2026, 3, 29)]
        for place in self.places:
            begin = place.begin(dates[0])
            entries = list(self.entries(place, begin))
            total = 0
            for number, date in enumerate(dates, 1):
                end = place.begin(date + datetime.timedelta(1))
                counted = [entry for entry in entries if begin <= entry[0] < end]
                preview = self.boss.get(f'/api/v1/reports/day-close/by-store/{place.id}?business_day={date}').json
                close = self.created(self.close(place, date, cash_float=place.amount(1000), cash_counted=place.amount(5)))
                with self.subTest(place=place.currency, date=date):
                    self.assertEqual((close['number'], close['business_day'], close['currency']),
                                     (number, date.isoformat(), place.currency))
                    self.assertEqual([datetime.datetime.fromisoformat(close[name].replace('Z', '+00:00')).timestamp() * SECOND
                                      for name in ('begins_at', 'ends_at')], [begin, end])
                    self.assertEqual(self.parts(close), self.expect(place, counted))
                    self.assertEqual(self.parts(preview), self.parts(close))
                    self.assertEqual(close['total'], place.amount(sum(entry[3] for entry in counted)))
                    self.assertEqual(close['tax'], place.amount(sum(entry[4] for entry in counted)))
                    cash = 1000 + sum(entry[3] for entry in counted if entry[1] == 'other')
                    self.assertEqual((close['cash_expected'], close['cash_difference']), (place.amount(cash), place.amount(5 - cash)))
                    self.assertEqual(self.boss.get(f'/api/v1/day-closes/{close["id"]}').json, close)
                total += sum(entry[3] for entry in counted)
                begin = end
            listed = self.boss.get(f'/api/v1/day-closes?store={place.id}').json
            self.assertEqual([close['number'] for close in listed], list(range(len(dates), 0, -1)))
            self.assertEqual(sum(int(close['total'].replace('.', '')) for close in listed), total)

    def make_other_place(self, number, **fields):
        store = self.created(self.admin.post('/api/v1/stores', {
            **STORE, 'email': f'other{number}@example.com', 'time_zone': 'Asia/Kolkata', **fields}))
        return Place(store['id'], 'Asia/Kolkata', 0, 'INR', 2, ())

    def pay(self, place, amount, paid_at):
        """An order and a cash payment of it, behind the server's back."""
        (number,), = self.server.sql('SELECT max(max(id), (SELECT max(id) FROM payments)) + 1 FROM orders')
        order = {**self.books.orders[0], 'id': number, 'store': place.id, 'number': number, 'tax': 0, 'tax_rate': 0,
                 'total_price': amount, 'currency': place.currency}
        payment = {**self.books.payments[0], 'id': number, 'order': number, 'store': place.id, 'amount': amount, 'method': 'other',
                   'status': 'succeeded', 'key': f'x{number}', 'paid_at': paid_at, 'currency': place.currency}
        for table, row in (('orders', order), ('payments', payment)):
            insert(self.server.sql, table, [row])

    def test_what_comes_late_is_counted_by_the_next(self):
        place, date = self.make_other_place(1), datetime.date(2026, 5, 1)
        begin, end = place.begin(date), place.begin(date + datetime.timedelta(1))
        self.pay(place, 100, begin - SECOND)
        self.pay(place, 2000, end - 2 * SECOND)
        self.assertEqual(self.created(self.close(place, date, self.admin))['total'], '20.00')
        self.pay(place, 30000, end - SECOND)
        self.pay(place, 400000, end)
        second = self.created(self.close(place, date + datetime.timedelta(1), self.admin))
        self.assertEqual((second['total'], second['number']), ('4300.00', 2))
        third = self.created(self.close(place, date + datetime.timedelta(2), self.admin))
        self.assertEqual((third['total'], third['methods'], third['taxes'], third['tax']), ('0.00', [], [], '0.00'))

    def test_refunds_that_come_back(self):
        """What a close has given back can come back: the closes together stay the ledger, and their taxes what is in it."""
        place, date = self.make_other_place(7), datetime.date(2026, 7, 1)
        noon = [place.begin(date + datetime.timedelta(day)) + 43200 * SECOND for day in range(4)]
        self.pay(place, 1000, noon[0])
        (payment, order), = self.server.sql('SELECT id, "order" FROM payments WHERE store = ?', place.id)
        self.server.sql('UPDATE orders SET tax = 157, tax_rate = 1900 WHERE id = ?', order)
        def refund(amount, at):
            (number,), = self.server.sql('SELECT max(id) + 1 FROM refunds')
            insert(self.server.sql, 'refunds', [{
                **self.books.refunds[0], 'id': number, 'payment': payment, 'order': order, 'store': place.id, 'amount': amount,
                'currency': 'INR', 'key': f'y{number}', 'refunded_at': at, 'updated_at': at, 'status': 'succeeded'}])
            return number
        def come_back(number, at):
            self.server.sql("UPDATE refunds SET status = 'failed', refunded_at = NULL, updated_at = ? WHERE id = ?", at, number)
        def close(day):
            return self.created(self.close(place, date + datetime.timedelta(day), self.admin))
        first, second, third = (refund(amount, noon[0] + SECOND) for amount in (3, 500, 334))
        closes = [close(0)]
        self.assertEqual((closes[0]['taken'], closes[0]['refunded']), ('10.00', '8.37'))
        for number in (second, third):
            come_back(number, noon[1])
        refund(101, noon[1])
        seen = self.admin.get(f'/api/v1/reports/day-close/by-store/{place.id}?business_day={date + datetime.timedelta(1)}').json
        self.assertEqual((seen['taken'], seen['refunded'], seen['total'], seen['cash_expected']), ('0.00', '-7.33', '7.33', '7.33'))
        closes.append(self.created(self.close(place, date + datetime.timedelta(1), self.admin,
                                              **{name: seen[name] for name in ('taken', 'refunded')})))
        self.assertEqual([(row['refunds'], row['refunded']) for row in closes[1]['methods']], [(1, '-7.33')])
        closes.append(close(2))
        self.assertEqual(closes[2]['methods'], [])
        come_back(first, noon[3])
        closes.append(close(3))
        cents = {name: sum(round(float(close[name]) * 100) for close in closes) for name in ('total', 'tax')}
        self.assertEqual(cents, {'total': 1000 - 101, 'tax': 157 - self.share({'tax': 157, 'total_price': 1000}, 0, 101)})

    def test_today(self):
        """Closed before it is over, the day ends with the close, and what comes later is for the next one."""
        place = self.make_other_place(2)
        close = self.created(self.close(place, client=self.admin, note='Two coins were foreign.', cash_float='50.00', cash_counted='49.50'))
        self.assertEqual(close['business_day'], place.date(int(time.time()) * SECOND).isoformat())
        self.assertEqual((close['ends_at'], close['cash_difference'], close['note']),
                         (close['created_at'], '-0.50', 'Two coins were foreign.'))

    def test_no_other_sums_than_were_seen(self):
        """What is taken while somebody counts is not signed for: the close is refused until it says what there is."""
        place = self.make_other_place(5)
        seen = self.admin.get(f'/api/v1/reports/day-close/by-store/{place.id}').json
        sums = {name: seen[name] for name in ('taken', 'refunded', 'business_day')}
        self.pay(place, 63750, int(time.time() * SECOND))
        self.assertEqual(self.close(place, client=self.admin, **sums).status, 409)
        self.assertEqual(self.admin.get(f'/api/v1/day-closes?store={place.id}').json, [])
        self.assertEqual(self.close(place, client=self.admin, **{**sums, 'taken': '637.50', 'refunded': '1.00'}).status, 409)
        close = self.created(self.close(place, client=self.admin, **{**sums, 'taken': '637.50'}))
        self.assertEqual((close['taken'], close['refunded'], close['cash_expected']), ('637.50', '0.00', '637.50'))

    def test_forgotten_days(self):
        """The day to close is the first one that took something and is open, when that is no more than a week ago."""
        place = self.make_other_place(6)
        today = place.date(int(time.time()) * SECOND)
        day = {ago: today - datetime.timedelta(ago) for ago in (0, 1, 2, 3, 9, 10)}
        def proposed():
            answer = self.admin.get(f'/api/v1/reports/day-close/by-store/{place.id}').json
            return answer['business_day'], answer['total']
        self.pay(place, 100, place.begin(day[10]))
        self.assertEqual(proposed(), (day[0].isoformat(), '0.00'))
        self.created(self.close(place, day[10], self.admin))
        self.pay(place, 200, place.begin(day[9]))
        self.assertEqual(proposed(), (day[0].isoformat(), '2.00'))
        self.created(self.close(place, day[9], self.admin))
        self.pay(place, 300, place.begin(day[2]) - SECOND)
        self.pay(place, 400, place.begin(day[1]) - SECOND)
        self.assertEqual(proposed(), (day[3].isoformat(), '3.00'))
        self.assertEqual(self.created(self.close(place, client=self.admin))['business_day'], day[3].isoformat())
        self.assertEqual(proposed(), (day[2].isoformat(), '4.00'))
        self.created(self.close(place, client=self.admin))
        self.assertEqual(proposed(), (day[0].isoformat(), '0.00'))

    def test_once_and_for_good(self):
        place, date = self.make_other_place(3), datetime.date(2026, 6, 1)
        body = {'store': place.id, 'business_day': date.isoformat(), 'cash_counted': '1.00'}
        first, again = (self.admin.post('/api/v1/day-closes', body, headers={'Idempotency-Key': 'close-1'}) for _ in range(2))
        self.assertEqual((self.created(first), again.status), (again.json, 201))
        self.assertEqual(self.close(place, date, self.admin).status, 409)
        self.assertEqual(self.close(place, date - datetime.timedelta(1), self.admin).status, 409)
        self.assertEqual(self.admin.get(f'/api/v1/reports/day-close/by-store/{place.id}?business_day={date}').status, 409)
        path = f'/api/v1/day-closes/{first.json["id"]}'
        for method in ('PUT', 'PATCH', 'DELETE'):
            self.assertEqual(self.admin.request(method, path, {'note': 'Changed'}).status, 405)
        self.pay(place, 5, place.begin(date + datetime.timedelta(1)))
        self.created(self.close(place, date + datetime.timedelta(1), self.admin))
        for table, column in (('day_closes', 'note'), ('day_close_methods', 'method'), ('day_close_taxes', 'rate')):
            for statement in (f'UPDATE {table} SET {column} = {column}', f'DELETE FROM {table}'):
                with self.assertRaisesRegex(sqlite3.IntegrityError, 'final'):
                    self.server.sql(statement)

    def test_what_is_refused(self):
        place = self.make_other_place(4)
        tomorrow = place.date(int(time.time()) * SECOND) + datetime.timedelta(2)
        self.check_errors(self.close(place, tomorrow, self.admin), 'business_day')
        self.check_errors(self.close(place, datetime.date(1971, 1, 1), self.admin), 'business_day')
        self.check_errors(self.admin.post('/api/v1/day-closes', {'store': place.id, 'business_day': '2026-02-30'}),
                          'business_day', 'cash_counted')
        self.check_errors(self.admin.post('/api/v1/day-closes', {'store': 999, 'cash_counted': '1'}), 'store')
        self.check_errors(self.admin.post('/api/v1/day-closes', {'cash_counted': '1'}), 'store')
        self.check_errors(self.admin.get(f'/api/v1/reports/day-close/by-store/{place.id}?business_day=2026-02-30'), 'business_day')
        self.assertEqual(self.close(place, client=self.boss).status, 404)
        self.assertEqual(self.boss.get(f'/api/v1/reports/day-close/by-store/{place.id}').status, 404)

    def test_who_hears_of_it(self):
        """Managers of the store, and nobody else, hear of the close; payments go to the staff and not to drivers."""
        driver = self.make_person('driver', 'driver', [self.store])
        order = self.place()
        payment = self.created(self.customer.post(f'/api/v1/orders/{order["id"]}/payments', {'method': 'other'}))
        self.assertEqual(self.manager.post(f'/api/v1/payments/{payment["id"]}/confirm').status, 200)
        refund = self.created(self.manager.post('/api/v1/refunds', {'payment': payment['id'], 'amount': '1.00'}))
        close = self.created(self.manager.post('/api/v1/day-closes', {'store': self.store, 'cash_counted': '0'}))
        self.assertEqual(close['methods'], [{'id': close['methods'][0]['id'], 'method': 'other', 'payments': 1,
                                             'taken': payment['amount'], 'refunds': 1, 'refunded': '1.00'}])
        everything = {('payment', payment['id']), ('refund', refund['id']), ('day_close', close['id'])}
        for client, expected in ((self.manager, everything), (self.admin, everything), (driver, set()), (self.other_manager, set()),
                                 (self.baker, everything - {('day_close', close['id'])})):
            heard = {(c['entity'], c['id']): c['data'] for c in client.changes(limit=5000)[0]}
            self.assertEqual(everything & set(heard), expected)
            if expected:
                self.assertEqual(heard['payment', payment['id']], client.get(f'/api/v1/payments/{payment["id"]}').json)
                self.assertIsNotNone(heard['refund', refund['id']]['refunded_at'])
        self.assertEqual(heard.get(('day_close', close['id'])), None)


del Bakery, Figures

if __name__ == '__main__':
    unittest.main()
