# SPDX-License-Identifier: GPL-3.0-or-later

"""`sweetspot-server import`: a bakery that ran on Django moves into an empty database, all of it or nothing."""

import copy
import json
import os
import pathlib
import resource
import subprocess
import unittest

from harness import SERVER, Server

FIXTURE = pathlib.Path(__file__).parent / 'corpus' / 'fixture.json'


class Case(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.__exit__)
        self.rows = json.loads(FIXTURE.read_text())

    def find(self, model, key):
        return next(row['fields'] for row in self.rows
                    if row['model'].lower().endswith('.' + model) and row['pk'] == key)

    def load(self, rows=None, *options):
        path = os.path.join(self.server.folder, 'dump.json')
        with open(path, 'w', encoding='utf-8') as file:
            if isinstance(rows, str):
                file.write(rows)
            else:
                json.dump(self.rows if rows is None else rows, file)
        return self.server.run('import', path, *options)

    def count(self):
        return [self.server.sql(f'SELECT count(*) FROM {table}')[0][0]
                for table in ('stores', 'accounts', 'cakes', 'customisations', 'cart_lines', 'orders', 'order_lines')]


class Import(Case):
    def test_everything(self):
        """Keys, passwords, totals and times stay; what document S does not have changes no total."""
        result = self.load([*self.rows, {'model': 'auth.permission', 'pk': 1, 'fields': {}}])
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertRegex(result.stdout, r'order +6 taken over +0 refused')
        self.assertIn('1 rows of other models', result.stdout)
        self.assertIn('3 cakes have a picture', result.stdout)
        self.assertEqual(self.count(), [2, 5, 10, 2, 4, 6, 6])
        self.assertEqual(self.server.sql('SELECT id, total_price, stage, payment_status, paid_amount FROM orders'
                                         ' ORDER BY id LIMIT 2'),
                         [(1, 719295, 'out_for_delivery', 'paid', 719295), (2, 372696, 'cancelled', 'refunded', 0)])
        self.assertEqual(self.server.sql('SELECT DISTINCT tax_rate, delivery_fee, currency, time_zone FROM stores'),
                         [(0, 0, 'INR', 'Asia/Kolkata')])
        self.assertEqual(self.server.sql('SELECT kind, count(*) FROM order_events GROUP BY kind'), [('placed', 6)])
        self.assertEqual(self.server.sql('SELECT password FROM accounts WHERE id = 1')[0][0],
                         self.find('customer', 1)['password'])

    def test_sign_in(self):
        """Django's hash is accepted once, and another takes its place."""
        self.load()
        self.server.start()
        refused = self.server.client().post('/api/token/', {'email': 'admin@example.com', 'password': 'admin123456'})
        self.assertEqual(refused.status, 401)
        for _ in range(2):
            admin = self.server.sign_in('admin@example.com', 'admin12345')
        self.assertEqual(admin.get('/api/v1/me').json['role'], 'admin')
        self.assertRegex(self.server.sql('SELECT password FROM accounts WHERE id = 1')[0][0], r'^\$argon2id\$')
        self.assertRegex(self.server.sql('SELECT password FROM accounts WHERE id = 2')[0][0], r'^pbkdf2_sha256\$')
        order = admin.get('/api/v1/orders/3').json
        self.assertEqual((order['total_price'], order['order_status'], order['items'], order['quantity']),
                         ('1182.12', 'shipped', 1, 1))

    def test_options(self):
        result = self.load(None, '--currency=EUR', '--time-zone=Europe/Berlin')
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(self.server.sql('SELECT DISTINCT currency, time_zone FROM stores'), [('EUR', 'Europe/Berlin')])
        self.assertEqual(self.server.sql('SELECT DISTINCT currency FROM orders'), [('EUR',)])

    def test_roles(self):
        """Staff see every store; a superuser who is no staff is refused (S-099)."""
        self.find('customer', 2)['is_staff'] = True
        self.assertEqual(self.load().returncode, 0)
        self.assertEqual(self.server.sql('SELECT role FROM accounts WHERE id = 2'), [('staff',)])
        self.assertEqual(self.server.sql('SELECT account, store FROM account_stores'), [(2, 1), (2, 2)])

    def test_words_in_capitals(self):
        """D-07: document S's code writes some words of its own enums in capitals."""
        self.find('order', 4).update(order_status='PROCESSING', payment_status='PAID')
        self.assertEqual(self.load().returncode, 0)
        self.assertEqual(self.server.sql('SELECT stage, payment_status FROM orders WHERE id = 4'), [('confirmed', 'paid')])

    def test_total_of_its_time(self):
        """An order keeps its total, whatever the cake costs now."""
        self.find('cake', 1)['price'] = '9.99'
        self.assertEqual(self.load().returncode, 0)
        self.assertEqual(self.server.sql('SELECT total_price, subtotal FROM orders WHERE id = 6'), [(354636, 354636)])
        self.assertEqual(self.server.sql('SELECT unit_price, total FROM order_lines WHERE order_id = 6'),
                         [(118212, 354636)])


class Refusal(Case):
    def refuse(self, *messages, rows=None):
        result = self.load(rows)
        self.assertEqual(result.returncode, 1, result.stdout)
        for message in messages:
            self.assertRegex(result.stderr, message)
        self.assertEqual(self.count(), [0] * 7)
        return result

    def test_rows(self):
        """Every row that is wrong is named, with all that is wrong with it."""
        self.find('cake', 3).update(price='1.234', name='', store=9)
        self.find('order', 1).update(order_status='lost', quantity=0, customer=77)
        self.find('customer', 3).update(email='ADMIN@example.com')
        self.find('customer', 4).update(password='md5$1$2', is_superuser=True)
        self.find('cart', 2).update(created_at='yesterday', Cake=None)
        result = self.refuse(r'row \d+ \(cake 3\): store: There is no row with the key 9', r'\(cake 3\): price: ',
                             r'\(cake 3\): name: ', r'\(order 1\): order_status: ', r'\(order 1\): quantity: ',
                             r'\(order 1\): customer: There is no row with the key 77',
                             r'\(customer 3\): email: Another row has the same', r'\(customer 4\): password: ',
                             r'\(customer 4\): is_staff: A superuser must be staff', r'\(cart 2\): created_at: ',
                             r'\(cart 2\): cake: ', r'Nothing was imported: \d+ of 29 rows')
        self.assertRegex(result.stdout, r'cake +9 taken over +1 refused')
        self.assertEqual(self.load(json.loads(FIXTURE.read_text())).returncode, 0)

    def test_keys(self):
        twice = copy.deepcopy(self.rows[0])
        twice['fields']['email'] = 'somebody.else@example.com'
        self.refuse(r'row 2 \(customer 1\): id: Another row', r'row 3 \(customer 0\): pk: ',
                    rows=[self.rows[0], twice, {**twice, 'pk': 'x'}])

    def test_files(self):
        """What is no dump is refused with the row at which it ends to be one."""
        row = '{"model": "a.store", "pk": 1, "fields": {}}'
        for text in ('', '{}', '[', f'[{row}', f'[{row},]', f'[{row}] x', '[{"model": 1}]', f'[{row} {row}]', '[1]',
                     '[{"model": "a.store", "fields": "' + 'x' * 1100000 + '"}]'):
            with self.subTest(text[:40]):
                result = self.load(text)
                self.assertEqual(result.returncode, 1)
                self.assertRegex(result.stderr, r'row [12] ')
        self.assertIn('No such file', self.server.run('import', '/nowhere/dump.json').stderr)

    def test_usage(self):
        self.assertEqual(self.server.run('import').returncode, 2)
        self.assertIn('currency', self.load(None, '--currency=RUPEE').stderr)

    def test_not_empty(self):
        self.assertEqual(self.load().returncode, 0)
        before = self.count()
        result = self.load()
        self.assertEqual(result.returncode, 1)
        self.assertIn('holds a bakery already', result.stderr)
        self.assertEqual(self.count(), before)


class Large(Case):
    @unittest.skipIf('ASAN_OPTIONS' in os.environ, 'the address sanitizer needs more memory than that for itself')
    def test_memory(self):
        """A file of some 60 MB is read with 48 MiB of memory that is the program's own."""
        path = os.path.join(self.server.folder, 'large.json')
        filler = 'x' * 4500
        with open(path, 'w', encoding='utf-8') as file:
            file.write('[')
            for row in self.rows:
                file.write(json.dumps(row) + ',')
            for number in range(12999):
                file.write(json.dumps({'model': 'sessions.session', 'pk': number, 'fields': {'data': filler}}) + ',')
            file.write(json.dumps({'model': 'a.store', 'pk': 3, 'fields': {**self.find('store', 1), 'email': 'x@y.example'}}))
            file.write(']')
        self.assertGreater(os.path.getsize(path), 58000000)
        limit = 48 * 1024 * 1024
        result = subprocess.run([SERVER, 'import', path, '--database=' + self.server.database], capture_output=True,
                                text=True, timeout=120, check=False,
                                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (limit, limit)))
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn('12999 rows of other models', result.stdout)
        self.assertEqual(self.count(), [3, 5, 10, 2, 4, 6, 6])


if __name__ == '__main__':
    unittest.main()
