# SPDX-License-Identifier: GPL-3.0-or-later

"""What was acknowledged is there, once: with no room on the disk, and after SIGKILL at any moment."""

import concurrent.futures
import contextlib
import http.client
import os
import random
import resource
import signal
import subprocess
import time
import unittest

from harness import PASSWORD, Server, wait_until
from test_server_resources import CAKE, CUSTOMER, STORE, make_png

# The connection has no server any more, and nobody knows what became of the request.
GONE = (http.client.HTTPException, OSError)

# So large that a disk fills up, or a server dies, while it is written.
PICTURE = make_png(200, 200, level=0)

KINDS = ('line', 'order', 'picture', 'change')


class Shopper:
    """Somebody who writes without end: a line of a cart, an order of it, a picture, a change of a cake. Each request has a key
    of its own, and is sent until it is answered with success."""

    def __init__(self, bakery, number):
        self.bakery = bakery
        self.number = number
        self.customer = bakery.sign_up(f'shopper{number}@example.com')
        self.admin = bakery.server.client(**bakery.admin.headers)
        self.answers = {kind: [] for kind in KINDS}
        self.n_refused = 0
        self.n_lost = 0
        self.is_ending = False

    def try_once(self, request):
        """The answer to a request, None when there was none."""
        client, method, path, body, headers = request
        try:
            return client.request(method, path, body, headers=headers)
        except GONE:
            client.close()
            self.n_lost += 1
            time.sleep(0.005)
            return None

    def send(self, kind, client, method, path, body, **headers):
        """Sends one request until it is answered with success, or the shopper shall end."""
        key = f'{kind} {self.number} {len(self.answers[kind])}'
        request = (client, method, path, body, {**headers, 'Idempotency-Key': key})
        while not self.is_ending:
            answer = self.try_once(request)
            if answer is not None and answer.status in (200, 201):
                self.answers[kind].append((request, answer))
                return answer.json
            if answer is not None and answer.status != 507:
                raise AssertionError(answer)
            self.n_refused += answer is not None
        return None

    def run(self):
        """Writes until the shopper shall end."""
        bakery = self.bakery
        while not self.is_ending:
            line = self.send('line', self.customer, 'POST', '/api/v1/carts', {'cake_id': bakery.cake, 'quantity': 1})
            if line:
                self.send('order', self.customer, 'POST', '/api/v1/orders', {'cart_id': line['id']})
            self.send('picture', self.admin, 'POST', f'/api/v1/images?store={bakery.store}', PICTURE,
                      **{'Content-Type': 'image/png'})
            self.send('change', self.admin, 'PATCH', f'/api/v1/cakes/{bakery.cake}',
                      {'size': f'{self.number}.{len(self.answers["change"])} kg'})


class Bakery:
    """A store with a cake, and shoppers."""

    def __init__(self, server, n_shoppers):
        self.server = server
        email, password = server.create_admin()
        server.start()
        self.port = server.port
        self.admin = server.sign_in(email, password)
        self.store = self.make('/api/v1/stores', {**STORE, 'email': 'store@example.com'})
        self.cake = self.make('/api/v1/cakes', {**CAKE, 'store': self.store, 'work_minutes': 0})
        self.shoppers = [Shopper(self, number) for number in range(n_shoppers)]

    def make(self, path, body):
        """Creates a row and answers its id."""
        answer = self.admin.post(path, body)
        assert answer.status == 201, answer
        return answer.json['id']

    def sign_up(self, email):
        """The client of a new customer."""
        answer = self.server.client().post('/api/v1/customers/register', {**CUSTOMER, 'email': email})
        assert answer.status == 201, answer
        return self.server.client(answer.json['access'])

    def count(self, kind):
        """How many requests of a kind were answered with success."""
        return sum(len(shopper.answers[kind]) for shopper in self.shoppers)

    def count_all(self):
        """How many requests were answered with success."""
        return sum(self.count(kind) for kind in KINDS)

    def count_refused(self):
        """How many requests of each shopper were refused."""
        return [shopper.n_refused for shopper in self.shoppers]

    @contextlib.contextmanager
    def shopping(self):
        """The shoppers write until the end of the block."""
        for shopper in self.shoppers:
            shopper.is_ending = False
        with concurrent.futures.ThreadPoolExecutor(len(self.shoppers)) as pool:
            runs = [pool.submit(shopper.run) for shopper in self.shoppers]
            try:
                yield
            finally:
                for shopper in self.shoppers:
                    shopper.is_ending = True
            for run in runs:
                run.result()

    def snapshot(self):
        """What there is, as the API tells it."""
        return [self.admin.get('/api/v1/' + path).body
                for path in (f'cakes/{self.cake}', 'orders?limit=1000', 'carts?limit=1000', 'admin/customers', 'stores')]


class Durability(unittest.TestCase):
    """Checks that every acknowledged request has had its effect, once."""

    COUNTS = {
        'line': "SELECT count(*) FROM idempotency_keys WHERE key LIKE 'line %'",
        'order': 'SELECT count(*) FROM orders WHERE id IN (SELECT order_id FROM order_lines)',
        'picture': 'SELECT count(*) FROM images',
        'change': "SELECT count(*) FROM audit WHERE entity = 'cake' AND action = 'changed'",
    }

    def query(self, server, sql):
        """The one number that a query finds, asked by another program."""
        command = [*server.prefix, 'sqlite3', '-readonly', server.database, sql]
        return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)

    def check_replays(self, bakery):
        """Each request, sent again, gets the answer that it got."""
        for shopper in bakery.shoppers:
            for kind in KINDS:
                for request, first in shopper.answers[kind]:
                    again = shopper.try_once(request)
                    self.assertEqual((again.status, again.body), (first.status, first.body), request[4])
                    self.assertEqual(again.headers['Idempotency-Replayed'], 'true', request[4])

    def check_rows(self, bakery, n_given_up=0):
        """There is one row for each acknowledged request, and none besides but for what was given up without an answer."""
        for kind in KINDS:
            number = self.query(bakery.server, self.COUNTS[kind])
            self.assertGreaterEqual(number, bakery.count(kind), kind)
            self.assertLessEqual(number, bakery.count(kind) + n_given_up, kind)
        self.assertEqual(self.query(bakery.server, 'SELECT count(*) FROM orders'),
                         self.query(bakery.server, self.COUNTS['order']), 'an order without lines')

    def check_database(self, server):
        result = server.run('check')
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)


class SmallDisk:
    """A disk that only one server and its commands see: a file system in memory, in a mount namespace that needs no rights."""

    def __init__(self, server, mebibytes):
        mount = f'mount -t tmpfs -o size={mebibytes}m none "$1" && echo mounted && exec cat'
        command = ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c', mount, 'sh', server.folder]
        self.keeper = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                       text=True)
        self.ballast = os.path.join(server.folder, 'ballast')
        if self.keeper.stdout.readline() != 'mounted\n':
            raise unittest.SkipTest('without user namespaces there is no disk of our own: ' + self.keeper.communicate()[1])
        self.prefix = ['nsenter', f'--target={self.keeper.pid}', '--user', '--mount', '--preserve-credentials',
                       '--wd=' + os.getcwd(), '--']
        server.prefix = self.prefix

    def close(self):
        self.keeper.communicate()

    def fill(self, mebibytes):
        """Takes so much of the room."""
        subprocess.run([*self.prefix, 'fallocate', f'--length={mebibytes}MiB', self.ballast], check=True)

    def empty(self):
        subprocess.run([*self.prefix, 'rm', self.ballast], check=True)


class FullDisk(Durability):
    """No room: writes are refused with 507, reads go on, and so do writes when there is room again."""

    def writes(self, bakery):
        """One of each kind of write."""
        customer = bakery.shoppers[0].customer
        return {
            'line': (customer, 'POST', '/api/v1/carts', {'cake_id': bakery.cake, 'quantity': 1}, {}),
            'order': (customer, 'POST', '/api/v1/orders', {}, {}),
            'picture': (bakery.admin, 'POST', f'/api/v1/images?store={bakery.store}', PICTURE,
                        {'Content-Type': 'image/png'}),
            'change': (bakery.admin, 'PATCH', f'/api/v1/cakes/{bakery.cake}', {'size': '2 kg'}, {}),
            'account': (bakery.server.client(), 'POST', '/api/v1/customers', {**CUSTOMER, 'email': 'late@example.com'}, {}),
            'sign-in': (bakery.server.client(), 'POST', '/api/v1/token',
                        {'email': 'admin@example.com', 'password': PASSWORD}, {}),
        }

    def check_refused(self, bakery):
        """Every write is refused and changes nothing."""
        before = bakery.snapshot()
        for name, (client, method, path, body, headers) in self.writes(bakery).items():
            answer = client.request(method, path, body, headers={**headers, 'Idempotency-Key': 'full ' + name})
            self.assertEqual(answer.status, 507, (name, answer))
            self.assertEqual(answer.headers['Content-Type'], 'application/problem+json')
            self.assertTrue(answer.json['type'].endswith('/full'), answer)
        self.assertEqual(bakery.snapshot(), before)

    def check_taken(self, bakery):
        """The same requests are taken when there is room."""
        for name, (client, method, path, body, headers) in self.writes(bakery).items():
            answer = client.request(method, path, body, headers={**headers, 'Idempotency-Key': 'full ' + name})
            self.assertIn(answer.status, (200, 201), (name, answer))
            self.assertIsNone(answer.headers['Idempotency-Replayed'], name)

    def check_all(self, bakery):
        """Nothing that was acknowledged is missing, now and after a restart."""
        self.check_rows(bakery)
        self.check_taken(bakery)
        self.check_replays(bakery)
        before = bakery.snapshot()
        self.assertEqual(bakery.server.stop(), 0)
        self.check_database(bakery.server)
        bakery.server.start(bakery.port)
        self.assertEqual(bakery.snapshot(), before)

    def test_disk_that_fills_up(self):
        server = Server()
        self.addCleanup(server.__exit__)
        disk = SmallDisk(server, 64)
        self.addCleanup(disk.close)
        self.addCleanup(server.stop)
        bakery = Bakery(server, 4)
        disk.fill(40)
        with bakery.shopping():
            wait_until(lambda: min(bakery.count_refused()) > 5, 60, 'the disk does not fill up')
            self.assertEqual([answer[:1] for answer in bakery.snapshot()], [b'{', b'[', b'[', b'[', b'['])
            self.assertEqual(server.client().get('/readyz').status, 200)
            disk.empty()
            n_before = bakery.count_all()
            wait_until(lambda: bakery.count_all() > n_before + 20, 20, 'nothing can be written any more')
        self.check_all(bakery)

    def test_file_as_large_as_it_may_be(self):
        """A limit on the size of files, which needs no disk of our own: no write succeeds while it is there."""
        server = Server()
        self.addCleanup(server.__exit__)
        bakery = Bakery(server, 4)
        limits = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
        with bakery.shopping():
            wait_until(lambda: bakery.count_all() > 40, 20)
            resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (0, limits[1]))
            wait_until(lambda: min(bakery.count_refused()) > 5, 20, 'the limit is not felt')
            resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, limits)
            n_before = bakery.count_all()
            wait_until(lambda: bakery.count_all() > n_before + 40, 20, 'nothing can be written any more')
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (0, limits[1]))
        self.check_refused(bakery)
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, limits)
        self.check_all(bakery)


class Killed(Durability):
    """SIGKILL at any moment."""

    ROUNDS = 12
    SEED = 3

    def test_at_any_moment(self):
        server = Server()
        self.addCleanup(server.__exit__)
        bakery = Bakery(server, 4)
        moments = random.Random(self.SEED)
        with bakery.shopping():
            for _ in range(self.ROUNDS):
                n_before = bakery.count_all()
                wait_until(lambda n=n_before: bakery.count_all() > n, 20, 'nothing can be written any more')
                time.sleep(moments.uniform(0, 0.4))
                server.stop(signal.SIGKILL)
                self.check_database(server)
                server.start(bakery.port)
        self.assertGreater(sum(shopper.n_lost for shopper in bakery.shoppers), self.ROUNDS)
        self.assertEqual(bakery.count_refused(), [0] * len(bakery.shoppers))
        self.check_rows(bakery, len(bakery.shoppers))
        self.check_replays(bakery)
        self.check_rows(bakery, len(bakery.shoppers))


if __name__ == '__main__':
    unittest.main()
