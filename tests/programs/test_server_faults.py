# SPDX-License-Identifier: GPL-3.0-or-later

"""What somebody who means harm, or has bad luck, would try on the real server."""

import concurrent.futures
import contextlib
import http.client
import json
import os
import signal
import socket
import time
import unittest

from harness import PASSWORD, Server
from test_server_resources import CAKE, CUSTOMER, STORE, Bakery, make_png


def resident_kilobytes(server):
    with open(f'/proc/{server.process.pid}/statm', encoding='ascii') as file:
        return int(file.read().split()[1]) * os.sysconf('SC_PAGE_SIZE') // 1024


class Bodies(Bakery):

    def test_member_that_comes_twice(self):
        """One reader must not take the first and another one the last."""
        for first, second in ((self.store, self.other_store), (self.other_store, self.store)):
            for name in ('Store', 'STORE'):
                body = json.dumps({**CAKE, 'store': first})[:-1] + f', "{name}": {second}}}'
                answer = self.manager.post('/api/v1/cakes', body, headers={'Content-Type': 'application/json'})
                self.assertEqual(answer.status, 400, answer)
        self.assertEqual({cake['name'] for cake in self.anybody.get(f'/api/v1/cakes?store={self.other_store}').json},
                         {'Lemon Drizzle'})

    def test_roles_are_not_for_taking(self):
        for fields in ({'role': 'admin'}, {'stores': [self.store]}, {'is_active': True}, {'is_staff': True},
                       {'is_superuser': True}, {'id': 1}, {'ROLE': 'admin'}):
            for change in (lambda body: self.customer.patch('/api/v1/me', body),
                           lambda body: self.customer.patch(f'/api/v1/customers/{self.me}', body),
                           lambda body: self.anybody.post('/api/v1/customers',
                                                          {**CUSTOMER, 'email': 'new@example.com', **body})):
                self.assertIn(change(fields).status, (200, 201, 400), fields)
        for account in self.admin.get('/api/v1/customers').json:
            if account['email'] == 'new@example.com' or account['id'] == self.me:
                self.assertEqual((account['role'], account['stores'], account['is_superuser']), ('customer', [], False))

    def test_weak_tags_never_match_a_change(self):
        path = f'/api/v1/cakes/{self.cake}'
        tag = self.manager.get(path).headers['ETag']
        self.assertEqual(self.manager.patch(path, {'size': '2 kg'}, headers={'If-Match': 'W/' + tag}).status, 412)
        self.assertEqual(self.manager.patch(path, {'size': '2 kg'}, headers={'If-Match': '"0", ' + tag}).status, 200)

    def test_numbers_and_texts_beyond_all_limits(self):
        for query in ('limit=0', 'limit=1001', 'limit=-1', 'limit=9223372036854775808', 'after=-1', 'limit=1e3',
                      'after=99999999999999999999', 'limit=', 'q=%00', 'q=%FF', 'limit=5&limit=6'):
            self.assertEqual(self.anybody.get('/api/v1/cakes?' + query).status, 400, query)
        self.assertEqual(self.anybody.get(f'/api/v1/cakes?after={2 ** 63 - 1}').json, [])
        for segment in ('0', '-1', '9223372036854775808', '1%00', '1%2F2', '..%2F1', '%C0%AE', '1.0', '0x1', ' 1'):
            self.assertEqual(self.anybody.get('/api/v1/cakes/' + segment.replace(' ', '%20')).status, 404, segment)
        self.assertEqual(self.anybody.get('/api/v1/cakes/../me').status, 404)
        for quantity in (2 ** 63, -1, 0, 1e300, '1', None, True):
            answer = self.customer.post('/api/v1/carts', {'cake_id': self.cake, 'quantity': quantity})
            self.assertIn(answer.status, (201, 400) if quantity == '1' else (400,), quantity)

    def test_text_that_is_none(self):
        for text in ('{"name": "\\u0000abc"}', '{"name": "\\ud800"}', '{"name": "abc\x01"}', b'{"name": "abc\xff"}',
                     '{"name": "abc"} {}', '[' * 100000, '{"a":' * 65 + '1' + '}' * 65):
            answer = self.manager.patch(f'/api/v1/cakes/{self.cake}', text, headers={'Content-Type': 'application/json'})
            self.assertEqual(answer.status, 400, text[:80])

    def test_texts_of_64_kibibytes(self):
        names = ('name', 'description', 'flavor', 'size', 'category')
        answer = self.manager.patch(f'/api/v1/cakes/{self.cake}', {name: 'x' * 65536 for name in names})
        self.assertEqual((answer.status, set(answer.json['errors'])), (400, set(names)))
        answer = self.manager.patch(f'/api/v1/cakes/{self.cake}', {'allergens': ['x' * 65536]})
        self.assertEqual((answer.status, set(answer.json['errors'])), (400, {'allergens'}))
        answer = self.anybody.post('/api/v1/token', {'email': 'x' * 65536, 'password': 'x' * 65536})
        self.assertIn(answer.status, (400, 401))

    def test_a_thousand_levels(self):
        for deep in ('[' * 1000 + ']' * 1000, '{"a":' * 1000 + '1' + '}' * 1000, '{"name": ' + '[' * 999 + ']' * 999 + '}'):
            answer = self.manager.patch(f'/api/v1/cakes/{self.cake}', deep, headers={'Content-Type': 'application/json'})
            self.assertEqual((answer.status, answer.json['type'].rpartition('/')[2]), (400, 'json'))

    def test_fields_that_there_are_none_of(self):
        """On our own paths; document S's clients send what they like on theirs."""
        for path, body in (('notifications', {'text': 'Hello'}), ('option-groups', {'store': self.store, 'name': 'Sizes'}),
                           ('accounts', {**CUSTOMER, 'email': 'new@example.com'})):
            answer = self.admin.post('/api/v1/' + path, {**body, 'colour': 'red', 'flavours': 1})
            self.assertEqual(answer.status, 400, path)
            self.assertLessEqual({'colour', 'flavours'}, set(answer.json['errors']), path)

    def test_members_that_a_verb_has_none_of(self):
        """A verb takes the members that it has, none where it has none; signing in is document S's path."""
        for path, body in (('password-reset', {}), ('customers/confirm', {'token': 'x'}), ('me/erase', {'password': 'x'}),
                           ('orders/1/undo', {})):
            answer = self.admin.post('/api/v1/' + path, {**body, 'colour': 'red'})
            self.assertEqual(answer.status, 400, path)
            self.assertIn('colour', answer.json['errors'], path)
        answer = self.anybody.post('/api/v1/token', {'email': 'nobody@example.com', 'password': 'x', 'colour': 'red'})
        self.assertEqual(answer.status, 401)

    def test_kept_for_nobody(self):
        """A body that nobody may send is not held in memory until it is all there."""
        before = resident_kilobytes(self.server)
        peers = []
        for _ in range(24):
            peer = socket.create_connection(('127.0.0.1', self.server.port))
            peer.sendall(b'POST /api/v1/images?store=1 HTTP/1.1\r\nHost: x\r\nContent-Type: image/png\r\n'
                         b'Authorization: Bearer nonsense\r\nContent-Length: 4000000\r\n\r\n')
            peer.sendall(bytes(3900000))
            peers.append(peer)
        time.sleep(0.5)
        grown = resident_kilobytes(self.server) - before
        for peer in peers:
            peer.close()
        self.assertLess(grown, 24 * 1024)


class Secrets(Bakery):

    def test_a_password_leaves_no_quick_hash(self):
        """The hash of a body, which tells a replay from another request, is quick to compute; a password's must not be."""
        hashes = set()
        present = PASSWORD
        for number, password in enumerate((PASSWORD, 'another long password', PASSWORD)):
            key = {'Idempotency-Key': f'password {number}'}
            baker = self.server.sign_in('baker@example.com', present)
            self.assertEqual(baker.patch('/api/v1/me', {'password': password}, headers=key).status, 200)
            present = password
            hashes |= set(self.server.sql('SELECT request_hash FROM idempotency_keys WHERE key = ?', key['Idempotency-Key']))
        self.assertEqual(len(hashes), 1)

    def test_keys_of_nobody_are_nobodys(self):
        """Two strangers who happen to send the same key are no one person who repeats themself."""
        key = {'Idempotency-Key': 'stranger'}
        answers = [self.anybody.post('/api/v1/customers', {**CUSTOMER, 'email': name + '@strangers.example'}, headers=key)
                   for name in ('one', 'two', 'two')]
        self.assertEqual([answer.status for answer in answers], [201, 201, 201])
        self.assertNotEqual(answers[0].json['id'], answers[1].json['id'])
        self.assertEqual(answers[1].body, answers[2].body)


class SlowReaders(unittest.TestCase):
    """Answers that a client asks for and does not take."""

    def setUp(self):
        self.server = Server(SWEETSPOT_REQUEST_SECONDS='1', SWEETSPOT_IDLE_SECONDS='20')
        self.addCleanup(self.server.__exit__)
        self.server.create_admin()
        self.server.start()
        self.admin = self.server.sign_in('admin@example.com')

    def sockets(self):
        """The server's open sockets, by names that are theirs alone."""
        folder = f'/proc/{self.server.process.pid}/fd'
        names = set()
        for number in os.listdir(folder):
            with contextlib.suppress(FileNotFoundError):
                names.add(os.readlink(os.path.join(folder, number)))
        return {name for name in names if name.startswith('socket:')}

    def take_after_a_pause(self, request, seconds):
        """Takes the head of the answer, nothing for that long, and then all that there is; answers with its body.

        How much of it the system kept meanwhile is the system's business: the server's socket may be idle, or half-way.
        """
        with socket.socket() as peer:
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            peer.connect(('127.0.0.1', self.server.port))
            peer.sendall(request)
            with peer.makefile('rb') as answer:
                length = next(int(line.split(b':')[1]) for line in answer if line.lower().startswith(b'content-length'))
                time.sleep(seconds)
                while answer.readline().strip():
                    pass
                return answer.read(length)

    def take_slowly(self, request, seconds):
        """Takes a few bytes at a time, and answers whether the server has closed the connection within that time."""
        before = self.sockets()
        with socket.socket() as peer:
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            peer.connect(('127.0.0.1', self.server.port))
            peer.sendall(request)
            self.assertTrue(peer.recv(512))
            other_end = self.sockets() - before
            end = time.monotonic() + seconds
            with contextlib.suppress(ConnectionResetError):
                while time.monotonic() < end:
                    self.assertTrue(peer.recv(512))
                    if not other_end & self.sockets():
                        return True
                    time.sleep(0.1)
        return False

    def test_picture_taken_slowly(self):
        store = self.admin.post('/api/v1/stores', {**STORE, 'email': 's@example.com'}).json['id']
        picture = make_png(300, 300, level=0)
        answer = self.admin.post(f'/api/v1/images?store={store}', picture, headers={'Content-Type': 'image/png'})
        self.assertEqual(answer.status, 201, answer)
        request = f'GET /api/v1/images/{answer.json["id"]} HTTP/1.1\r\nHost: x\r\n\r\n'.encode()
        self.assertEqual(self.take_after_a_pause(request, 1.5), picture, 'a line that falters is not cut off at once')
        self.assertTrue(self.take_slowly(request, 30))

    def test_stream_with_nothing_to_say(self):
        """Who waits for events owes nothing."""
        with self.admin.events() as events:
            events.next()
            time.sleep(3.5)
            self.admin.post('/api/v1/stores', {**STORE, 'email': 's@example.com'})
            self.assertEqual(events.next()['event'], 'change')


class Malformed(unittest.TestCase):
    """What is hardly HTTP. Nothing of it ends the server, or is taken for a request that it is not."""

    HOST = b'Host: a\r\nConnection: close\r\n'
    GET = b'GET /livez HTTP/1.1\r\n' + HOST
    POST = b'POST /api/v1/token HTTP/1.1\r\n' + HOST + b'Content-Type: application/json\r\n'
    CHUNKED = POST + b'Transfer-Encoding: chunked\r\n\r\n'

    # Refused by us, as problem details.
    OURS = (
        (431, GET + b'X-A: ' + b'x' * 20000 + b'\r\n\r\n'),
        (431, GET + b'X-A: b\r\n' * 100 + b'\r\n'),
        (414, b'GET /' + b'x' * 9000 + b' HTTP/1.1\r\n' + HOST + b'\r\n'),
        (400, b'GET /livez HTTP/1.1\r\n\r\n'),
        (400, GET + b'Host: b\r\n\r\n'),
        (400, GET + b'X-A : b\r\n\r\n'),
        (400, POST + b'Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}'),
        (400, POST + b'Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}'),
        (400, POST + b'Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n'),
        (400, POST + b'Transfer-Encoding: gzip\r\n\r\n{}'),
        (400, CHUNKED + b'2\r\n{}\r\n0\r\n\r\n'),
        (404, b'GET /li vez HTTP/1.1\r\n' + HOST + b'\r\n'),
        (405, b'BREW /livez HTTP/1.1\r\n' + HOST + b'\r\n'),
        (405, b'G@T /livez HTTP/1.1\r\n' + HOST + b'\r\n'),
        (413, POST + b'Content-Length: 9223372036854775807\r\n\r\n'),
    )

    # Refused by the HTTP library before we hear of it, in HTML that is its own; it offers no way to have a say.
    THE_LIBRARYS = (
        (431, GET + b'X-A: ' + b'x' * 60000 + b'\r\n\r\n'),
        (431, GET + b'X-A: b\r\n' * 5000 + b'\r\n'),
        (414, b'GET /' + b'x' * 60000 + b' HTTP/1.1\r\n' + HOST + b'\r\n'),
        (400, POST + b'Content-Length: two\r\n\r\n{}'),
        (400, POST + b'Content-Length: -2\r\n\r\n{}'),
        (413, POST + b'Content-Length: 99999999999999999999999\r\n\r\n{}'),
        (400, CHUNKED + b'two\r\n{}\r\n0\r\n\r\n'),
        (400, CHUNKED + b'2\r\n{}}\r\n0\r\n\r\n'),
        (413, CHUNKED + b'fffffffffffffffff\r\n{}\r\n0\r\n\r\n'),
        (431, CHUNKED + b'2\r\n{}\r\n0\r\nX-A: ' + b'x' * 60000 + b'\r\n\r\n'),
        (400, GET + b'X\0A: b\r\n\r\n'),
        (400, GET + b'no colon\r\n\r\n'),
        (400, b'GET /livez HTPP/1.1\r\n' + HOST + b'\r\n'),
        (400, b'GET /livez\r\n\r\n'),
        (505, b'GET /livez HTTP/2.0\r\n' + HOST + b'\r\n'),
    )

    # Hung up on.
    NO_ANSWER = (b'\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03' + bytes(100), b'\r\n' * 10, b'\0' * 100)

    def setUp(self):
        self.server = Server(SWEETSPOT_REQUEST_SECONDS='2')
        self.addCleanup(self.server.__exit__)
        self.server.start()

    def send(self, request):
        """The status and the head of the answer; None when there is none."""
        head = self.server.raw(request, timeout=5).partition(b'\r\n\r\n')[0]
        return (int(head.split()[1]), head) if head else (None, b'')

    def test_refused_by_us(self):
        for expected, request in self.OURS:
            with self.subTest(request=request[:100]):
                status, head = self.send(request)
                self.assertEqual(status, expected)
                self.assertIn(b'Content-Type: application/problem+json', head)

    def test_refused_by_the_library(self):
        for expected, request in self.THE_LIBRARYS:
            with self.subTest(request=request[:100]):
                status, head = self.send(request)
                self.assertEqual(status, expected)
                self.assertIn(b'Connection: close', head)

    def test_no_answer(self):
        for request in self.NO_ANSWER:
            with self.subTest(request=request[:100]):
                self.assertEqual(self.send(request), (None, b''))
        self.assertEqual(self.server.client().get('/livez').status, 200)

    def test_one_byte_at_a_time(self):
        """Each byte is another sign of life, and yet the server does not wait for ever."""
        for request in (self.GET + b'X-A: ' + b'x' * 1000, self.POST + b'Content-Length: 1000\r\n\r\n' + b' ' * 999):
            began = time.monotonic()
            with socket.create_connection(('127.0.0.1', self.server.port)) as peer:
                peer.settimeout(0.05)
                with contextlib.suppress(OSError):
                    for byte in request:
                        peer.send(bytes([byte]))
                        with contextlib.suppress(socket.timeout):
                            if not peer.recv(100):
                                break
            self.assertLess(time.monotonic() - began, 10)


class Ending(unittest.TestCase):

    def test_with_passwords_waiting(self):
        """SIGTERM while more sign-ins wait than can be checked in time: each gets an answer, and the process ends."""
        server = Server(SWEETSPOT_DRAIN_SECONDS='1', SWEETSPOT_PASSWORD_QUEUE='200',
                        SWEETSPOT_CONNECTIONS_PER_ADDRESS='0')
        self.addCleanup(server.__exit__)
        server.create_admin()
        server.start()

        def sign_in(_):
            with contextlib.suppress(http.client.HTTPException, OSError):
                return server.client().post('/api/v1/token', {'email': 'admin@example.com', 'password': PASSWORD}).status
            return None

        with concurrent.futures.ThreadPoolExecutor(100) as pool:
            answers = [pool.submit(sign_in, n) for n in range(100)]
            time.sleep(0.4)
            began = time.monotonic()
            code = server.stop(signal.SIGTERM)
            self.assertEqual(code, 0, server.log[-3:])
            self.assertLess(time.monotonic() - began, 8)
            self.assertIn(503, {answer.result() for answer in answers})


class Copies(Bakery):
    """The catalogue is answered from copies."""

    def test_nobody_reads_what_was_before(self):
        path = f'/api/v1/cakes/{self.make_cake(name="Changing", price="1.00")}'
        lists = f'/api/v1/cakes?q=Changing&store={self.store}'
        state = {'price': 1, 'stop': False}

        def read():
            client = self.server.client()
            n_reads = 0
            while not state['stop']:
                least = state['price']
                for cake in (client.get(path).json, client.get(lists).json[0]):
                    self.assertGreaterEqual(float(cake['price']), least)
                n_reads += 1
            return n_reads

        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            readers = [pool.submit(read) for _ in range(4)]
            for price in range(2, 120):
                answer = self.admin.patch(path, {'price': f'{price}.00'})
                state['price'] = price
                self.assertEqual(self.anybody.get(path).headers['ETag'], answer.headers['ETag'])
            state['stop'] = True
            self.assertGreater(sum(reader.result() for reader in readers), 10)

    def test_what_is_deleted_is_gone(self):
        path = f'/api/v1/cakes/{self.make_cake(name="Gone")}'
        self.assertEqual(self.anybody.get(path).status, 200)
        self.assertEqual(self.admin.delete(path).status, 204)
        self.assertEqual(self.anybody.get(path).status, 404)

    def test_each_role_has_its_own(self):
        path = f'/api/v1/stores/{self.make_store(77)}'
        self.assertEqual(self.manager.patch(path, {}).status, 404)
        self.assertEqual(self.admin.patch(path, {'is_active': False}).status, 200)
        self.assertEqual(self.baker.get(path).status, 200)
        self.assertEqual(self.anybody.get(path).status, 404)
        self.assertEqual(self.customer.get(path).status, 404)
        self.assertEqual(self.baker.get(path).status, 200)


del Bakery

if __name__ == '__main__':
    unittest.main()
