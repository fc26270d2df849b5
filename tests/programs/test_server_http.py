# SPDX-License-Identifier: GPL-3.0-or-later

"""The server's HTTP: limits, syntax, problems, tokens, idempotency, the change feed, and how it ends."""

import json
import os
import re
import signal
import socket
import sqlite3
import threading
import time
import unittest

import jwt

from harness import PASSWORD, Server, wait_until

CUSTOMER = {'email': 'asha@example.com', 'password': PASSWORD, 'phone_no': '123-456-7890', 'first_name': 'Asha',
            'last_name': 'Rao', 'address': '12 Sweet Street', 'city': 'Mysuru', 'state': 'Karnataka',
            'pincode': '570001'}


class ServerCase(unittest.TestCase):
    """One server for all tests of a class."""

    environment = {}

    @classmethod
    def setUpClass(cls):
        cls.server = Server(**cls.environment)
        cls.addClassCleanup(cls.server.__exit__)
        cls.server.create_admin()
        cls.server.start()

    def admin(self):
        return self.server.sign_in('admin@example.com')

    def assert_problem(self, answer, status, slug):
        self.assertEqual(answer.status, status, answer)
        self.assertEqual(answer.headers['Content-Type'], 'application/problem+json')
        self.assertEqual(answer.json['status'], status)
        self.assertTrue(answer.json['type'].endswith('/problems/' + slug), answer)
        self.assertEqual(answer.json['request_id'], answer.headers['X-Request-Id'])


class Syntax(ServerCase):
    def test_unknown_path(self):
        for path in ('/', '/api', '/api/v1/', '/api/v2/cakes', '/api/v1/nothing', '/api/v1/me/too'):
            self.assert_problem(self.server.client().get(path), 404, 'no-such-path')

    def test_both_bases_and_the_slash(self):
        admin = self.admin()
        for path in ('/api/v1/me', '/api/me', '/api/v1/me/', '/api/me/', '/api/v1/%6De'):
            self.assertEqual(admin.get(path).status, 200, path)

    def test_method(self):
        answer = self.server.client().delete('/livez')
        self.assert_problem(answer, 405, 'method')
        self.assertEqual(answer.headers['Allow'], 'GET, HEAD, OPTIONS')

    def test_options_and_head(self):
        client = self.server.client()
        answer = client.request('OPTIONS', '/api/v1/token')
        self.assertEqual((answer.status, answer.headers['Allow']), (204, 'POST, DELETE, OPTIONS'))
        answer = client.request('HEAD', '/livez')
        self.assertEqual((answer.status, answer.body, answer.headers['Content-Length']), (200, b'', '3'))

    def test_id_that_no_row_has(self):
        admin = self.admin()
        for text in ('0', '-1', 'x', '99999999999999999999', '4711', '1%00'):
            self.assertEqual(admin.get('/api/v1/customers/' + text).status, 404, text)

    def test_query(self):
        answer = self.admin().get('/api/v1/customers?limit=0&after=x&colour=red')
        self.assert_problem(answer, 400, 'invalid')
        self.assertEqual(sorted(answer.json['errors']), ['after', 'colour', 'limit'])

    def test_body_that_is_not_json(self):
        client = self.server.client()
        for body in (b'', b'{', b'[]', b'{"a":1} x', b'\xff{}', b'{"a":"\x00"}', b'{"a":/**/1}',
                     b'[' * 65 + b']' * 65):
            answer = client.request('POST', '/api/v1/token', body, {'Content-Type': 'application/json'})
            self.assert_problem(answer, 400, 'json')

    def test_body_of_another_type(self):
        answer = self.server.client().request('POST', '/api/v1/token', 'email=x',
                                              {'Content-Type': 'application/x-www-form-urlencoded'})
        self.assert_problem(answer, 415, 'media-type')

    def status_of(self, head):
        received = self.server.raw(head.replace('\n', '\r\n').encode() + b'\r\n\r\n', timeout=3)
        self.assertIn(b'application/problem+json', received)
        return int(received.split()[1])

    def test_header_fields_a_proxy_could_read_differently(self):
        post = 'POST /api/v1/token HTTP/1.1\nHost: a\nContent-Type: application/json\n'
        self.assertEqual(self.status_of('GET /livez HTTP/1.1\nHost: a\nHost: b'), 400)
        self.assertEqual(self.status_of('GET /livez HTTP/1.1\nAccept: */*'), 400)
        self.assertEqual(self.status_of(post + 'Content-Length: 2\nContent-Length: 2\n\n{}'), 400)
        self.assertEqual(self.status_of(post + 'Content-Length: 2\nTransfer-Encoding: chunked\n\n{}'), 400)
        self.assertEqual(self.status_of(post + 'Transfer-Encoding: gzip, chunked\n\n0'), 400)
        self.assertEqual(self.status_of('GET /livez HTTP/1.1\nHost: a\nTransfer-Encoding : chunked'), 400)

    def test_too_large(self):
        self.assertEqual(self.status_of('POST /api/v1/token HTTP/1.1\nHost: a\nContent-Type: application/json\n'
                                        'Content-Length: 1048577'), 413)
        self.assertEqual(self.status_of('GET /livez HTTP/1.1\nHost: a' + '\nX-A: ' + 'x' * 17000), 431)
        self.assertEqual(self.status_of('GET /livez HTTP/1.1\nHost: a' + '\nX-A: b' * 65), 431)
        self.assertEqual(self.status_of('GET /livez?' + 'x' * 5000 + ' HTTP/1.1\nHost: a'), 414)

    def test_too_large_in_chunks(self):
        head = b'POST /api/v1/token HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n' \
               b'Content-Type: application/json\r\n\r\n'
        chunk = b'10000\r\n' + b' ' * 65536 + b'\r\n'
        received = self.server.raw(head + chunk * 20 + b'0\r\n\r\n', timeout=3)
        self.assertIn(b' 413 ', received.split(b'\r\n')[0])

    def test_conditional_get(self):
        admin = self.admin()
        answer = admin.get('/api/v1/me')
        again = admin.get('/api/v1/me', headers={'If-None-Match': answer.headers['ETag']})
        self.assertEqual((again.status, again.body), (304, b''))

    def test_log_has_no_personal_data(self):
        self.admin().get('/api/v1/customers/1')
        line = wait_until(lambda: [x for x in self.server.log if '"customers/{id}"' in x])[-1]
        entry = json.loads(line)
        self.assertEqual((entry['method'], entry['account']), ('GET', 1))
        self.assertFalse(any('@' in x or 'eyJ' in x for x in self.server.log))


class Deadline(ServerCase):
    environment = {'SWEETSPOT_REQUEST_SECONDS': '2'}

    def test_one_byte_at_a_time(self):
        begun = time.monotonic()
        with socket.create_connection(('127.0.0.1', self.server.port), timeout=10) as peer:
            with self.assertRaises(OSError):
                for byte in b'GET /livez HTTP/1.1\r\nHost: a\r\nX-Slow: ' + b'x' * 100:
                    peer.sendall(bytes([byte]))
                    time.sleep(0.2)
        self.assertLess(time.monotonic() - begun, 8)


class Limits(ServerCase):
    environment = {'SWEETSPOT_RATE_LIMIT': '5', 'SWEETSPOT_SIGN_IN_LIMIT': '2'}

    def test_rate_limit(self):
        client = self.server.client()
        answers = [client.get('/api/v1/me') for _ in range(8)]
        self.assertEqual(answers[0].status, 401)
        self.assertEqual(answers[0].headers['RateLimit-Policy'], '"default";q=5;w=60')
        self.assert_problem(answers[-1], 429, 'rate-limit')
        self.assertGreater(int(answers[-1].headers['Retry-After']), 0)
        self.assertEqual(client.get('/livez').status, 200)


class AccountLimits(ServerCase):
    environment = {'SWEETSPOT_RATE_LIMIT': '10000', 'SWEETSPOT_SIGN_IN_LIMIT': '10000', 'SWEETSPOT_TRUST_PROXY': 'true',
                   'SWEETSPOT_ACCOUNT_SIGN_IN_LIMIT': '12'}

    def attempts(self, email, path='token'):
        """Guesses at the password of an account, each from an address of its own, until one is refused."""
        client, answers = self.server.client(), []
        while len(answers) < 60 and (not answers or answers[-1].status != 429):
            answers.append(client.post('/api/v1/' + path, {'email': email, 'password': f'guess {len(answers)}'},
                                       headers={'X-Forwarded-For': f'192.0.2.{len(answers)}'}))
        return answers

    def test_guesses_from_everywhere(self):
        for email in ('Admin@example.com', 'nobody@example.com'):
            *tried, refused = self.attempts(email)
            self.assertGreaterEqual(len(tried), 12)
            self.assertEqual({answer.status for answer in tried}, {401})
            self.assert_problem(refused, 429, 'rate-limit')
            self.assertEqual(refused.headers['RateLimit-Policy'], '"sign-in-account";q=12;w=60')
            self.assertIn(int(refused.headers['Retry-After']), range(1, 7))
        self.assertIn(429, [answer.status for answer in self.attempts('admin@example.com', 'customers/login')[:6]],
                      'all ways to sign in have one limit')

    def test_others_are_not_kept_out(self):
        signed_up = self.server.client().post('/api/v1/customers/register', dict(CUSTOMER, email='kept@example.com')).json
        self.attempts('kept@example.com', 'customers/customer-login')
        self.assertEqual(self.server.client(signed_up['access']).get('/api/v1/me').status, 200)
        answer = self.server.client().post('/api/v1/token/refresh', {'refresh': signed_up['refresh']})
        self.assertEqual(answer.status, 200, 'who is signed in stays so')
        other = self.server.client().post('/api/v1/customers/register', dict(CUSTOMER, email='other@example.com'))
        self.assertEqual(other.status, 201)
        self.assertEqual(self.server.client().post('/api/v1/token', {'email': 'other@example.com',
                                                                     'password': PASSWORD}).status, 200)

        def sign_in():
            return self.server.client().post('/api/v1/token', {'email': 'kept@example.com', 'password': PASSWORD}).status
        wait_until(lambda: sign_in() == 200, 60, 'the owner stays locked out')


class Connections(ServerCase):
    environment = {'SWEETSPOT_CONNECTIONS_PER_ADDRESS': '3'}

    def test_connections_per_address(self):
        peers = [socket.create_connection(('127.0.0.1', self.server.port)) for _ in range(5)]
        peers[4].settimeout(5)
        self.assertEqual(peers[4].recv(1), b'')
        for peer in peers:
            peer.close()


class Tokens(ServerCase):
    def key(self):
        return self.server.sql("SELECT kid, key FROM signing_keys WHERE kid <> 'refresh'")[0]

    def claims(self, **changes):
        now = int(time.time())
        claims = {'iss': 'sweetspot-server', 'aud': 'sweetspot', 'typ': 'access', 'sub': '1', 'gen': 0, 'iat': now,
                  'nbf': now, 'exp': now + 60}
        claims.update(changes)
        return {name: value for name, value in claims.items() if value is not None}

    def status_with(self, token):
        return self.server.client(token).get('/api/v1/me').status

    def test_python_reads_ours(self):
        kid, key = self.key()
        token = self.admin().headers['Authorization'].split()[1]
        self.assertEqual(jwt.get_unverified_header(token), {'typ': 'JWT', 'alg': 'HS256', 'kid': kid})
        claims = jwt.decode(token, key, algorithms=['HS256'], audience='sweetspot', issuer='sweetspot-server',
                            options={'require': ['exp', 'nbf', 'iat', 'sub', 'jti']})
        self.assertEqual((claims['sub'], claims['exp'] - claims['iat']), ('1', 600))

    def test_we_read_pythons(self):
        kid, key = self.key()
        self.assertEqual(self.status_with(jwt.encode(self.claims(), key, 'HS256', {'kid': kid})), 200)

    def test_bad_tokens(self):
        kid, key = self.key()
        now = int(time.time())
        for changes in ({'exp': now}, {'exp': None}, {'nbf': now + 60}, {'nbf': None}, {'iss': 'x'}, {'aud': 'x'},
                        {'typ': 'refresh'}, {'typ': None}, {'sub': 'x'}, {'sub': None},
                        {'sub': '4711'}, {'gen': 1}, {'gen': '0'}, {'gen': None}):
            token = jwt.encode(self.claims(**changes), key, 'HS256', {'kid': kid})
            self.assertEqual(self.status_with(token), 401, changes)
        self.assertEqual(self.status_with(jwt.encode(self.claims(), key, 'HS256', {'kid': 'other'})), 401)
        self.assertEqual(self.status_with(jwt.encode(self.claims(), key, 'HS512', {'kid': kid})), 401)
        self.assertEqual(self.status_with(jwt.encode(self.claims(), None, 'none', {'kid': kid})), 401)
        self.assertEqual(self.status_with(jwt.encode(self.claims(), b'x' * 32, 'HS256', {'kid': kid})), 401)

    def test_unknown_address_and_wrong_password_look_the_same(self):
        client = self.server.client()
        answers = [client.post('/api/v1/token', {'email': email, 'password': 'wrong password'})
                   for email in ('admin@example.com', 'nobody@example.com')]
        for answer in answers:
            self.assert_problem(answer, 401, 'unauthenticated')
        self.assertEqual(answers[0].json['detail'], answers[1].json['detail'])
        self.assertEqual(answers[0].headers['WWW-Authenticate'], 'Bearer realm="SweetSpot"')

    def test_rotation_and_reuse(self):
        client = self.server.client()
        first = client.post('/api/v1/token', {'email': 'ADMIN@example.com', 'password': PASSWORD}).json['refresh']

        def refresh(token):
            return client.post('/api/v1/token/refresh', {'refresh': token})

        second = refresh(first).json['refresh']
        self.assertNotEqual(first, second)
        self.assertEqual(refresh(first).json['refresh'], second, 'a lost answer must not sign anybody out')
        third = refresh(second).json['refresh']
        self.server.sql('UPDATE refresh_tokens SET used_at = used_at - 31000000 WHERE used_at IS NOT NULL')
        self.assertEqual(refresh(first).status, 401)
        self.assertEqual(refresh(third).status, 401, 'the family is revoked')
        for nothing in ({'a': 1}, [1], 5, None, True):
            self.assertEqual(refresh(nothing).status, 400, nothing)
        self.assertFalse([line for line in self.server.log if 'CRITICAL' in line])
        for (stored,) in self.server.sql('SELECT token_hash FROM refresh_tokens'):
            self.assertNotIn(stored, (first.encode(), second.encode()))

    def test_sign_out(self):
        client = self.server.client()
        token = client.post('/api/v1/token', {'email': 'admin@example.com', 'password': PASSWORD}).json['refresh']
        answer = client.delete('/api/v1/token', body={'refresh': token})
        self.assertEqual(answer.status, 204)
        self.assertEqual(client.post('/api/v1/token/refresh', {'refresh': token}).status, 401)

    def test_cookies_and_origin(self):
        client = self.server.client()
        answer = client.post('/api/v1/customers/login', {'email': 'admin@example.com', 'password': PASSWORD})
        cookies = answer.headers.get_all('Set-Cookie')
        self.assertEqual(len(cookies), 2)
        for cookie in cookies:
            for attribute in ('HttpOnly', 'Secure', 'SameSite=Lax'):
                self.assertIn(attribute, cookie)
        jar = {'Cookie': '; '.join(cookie.split(';')[0] for cookie in cookies)}
        self.assertEqual(client.get('/api/v1/me', headers=jar).status, 200)
        new = dict(CUSTOMER, email='cookie@example.com')
        self.assert_problem(client.post('/api/v1/customers', new, headers=jar), 403, 'origin')
        foreign = {**jar, 'Origin': 'https://evil.example'}
        self.assert_problem(client.post('/api/v1/customers', new, headers=foreign), 403, 'origin')
        self.assert_problem(client.post('/api/v1/token/refresh', headers=foreign), 403, 'origin')
        own = {**jar, 'Origin': self.server.url}
        self.assertEqual(client.post('/api/v1/customers', new, headers=own).status, 201)
        self.assertEqual(client.post('/api/v1/token/refresh', headers=own).status, 200)

    def test_deactivated_account_is_out_at_once(self):
        new = dict(CUSTOMER, email='leaver@example.com')
        answer = self.server.client().post('/api/v1/customers/register', new)
        self.assertEqual(answer.status, 201)
        client = self.server.client(answer.json['access'])
        self.assertEqual(client.get('/api/v1/me').status, 200)
        path = '/api/v1/admin/customers/%d' % answer.json['account']['id']
        self.assertEqual(self.admin().patch(path, {'is_active': False}).status, 200)
        self.assertEqual(client.get('/api/v1/me').status, 401)


class Accounts(ServerCase):
    def test_passwords_never_come_out(self):
        new = dict(CUSTOMER, email='secret@example.com')
        answer = self.server.client().post('/api/v1/customers', new)
        self.assertEqual(answer.status, 201)
        self.assertNotIn('password', answer.json)
        (stored,), = self.server.sql('SELECT password FROM accounts WHERE email = ?', 'secret@example.com')
        self.assertTrue(stored.startswith('$argon2id$'))

    def test_passwords_that_are_guessed_first(self):
        """Neither what many people have nor what everybody knows of somebody (C-014), wherever a password is chosen."""
        client = self.server.client()
        new = dict(CUSTOMER, email='easy.to.guess@example.com')
        for password in ('sunshine', 'PassWord1', 'I am asha', 'easy.to.guess!'):
            answer = client.post('/api/v1/customers', {**new, 'password': password})
            self.assertEqual((answer.status, list(answer.json['errors'])), (400, ['password']), password)
        self.assertEqual(client.post('/api/v1/customers', new).status, 201)
        owner = self.server.sign_in(new['email'])
        for password in ('sunshine', 'ashaasha'):
            self.assertEqual(list(owner.patch('/api/v1/me', {'password': password}).json['errors']), ['password'])
        refused = self.server.run('create-admin', '--email=second@example.com', SWEETSPOT_PASSWORD='sunshine')
        self.assertIn('password: Choose a password that fewer people have.', refused.stderr)

    def test_all_violations_at_once(self):
        answer = self.server.client().post('/api/v1/customers', {'email': 'x', 'password': 'short', 'role': 'admin'})
        self.assert_problem(answer, 400, 'invalid')
        self.assertLessEqual({'email', 'password', 'role', 'city', 'pincode'}, set(answer.json['errors']))

    def test_address_in_use(self):
        answer = self.server.client().post('/api/v1/customers', dict(CUSTOMER, email='Admin@Example.com'))
        self.assert_problem(answer, 400, 'invalid')
        self.assertEqual(list(answer.json['errors']), ['email'])

    def test_others_are_not_seen(self):
        client = self.server.client()
        tokens = [client.post('/api/v1/customers/register', dict(CUSTOMER, email=f'c{n}@example.com')).json
                  for n in range(2)]
        one = self.server.client(tokens[0]['access'])
        self.assertEqual(one.get('/api/v1/customers/%d' % tokens[1]['account']['id']).status, 404)
        self.assertEqual([x['email'] for x in one.get('/api/v1/customers').json], ['c0@example.com'])
        self.assertEqual(one.get('/api/v1/admin/customers').status, 403)
        self.assertEqual(one.get('/api/v1/changes').status, 403)
        self.assertEqual(client.get('/api/v1/customers').status, 401)

    def test_if_match(self):
        client = self.server.client()
        answer = client.post('/api/v1/customers/register', dict(CUSTOMER, email='match@example.com')).json
        own = self.server.client(answer['access'])
        tag = own.get('/api/v1/me').headers['ETag']
        changed = own.patch('/api/v1/me', {'city': 'Hassan'}, headers={'If-Match': tag})
        self.assertEqual((changed.status, changed.json['city']), (200, 'Hassan'))
        stale = own.patch('/api/v1/me', {'city': 'Mandya'}, headers={'If-Match': tag})
        self.assert_problem(stale, 412, 'stale')
        self.assertEqual(stale.json['current']['city'], 'Hassan')
        self.assertEqual(stale.headers['ETag'], changed.headers['ETag'])

    def test_pages(self):
        client = self.server.client()
        for n in range(3):
            client.post('/api/v1/customers', dict(CUSTOMER, email=f'page{n}@example.com'))
        admin = self.admin()
        path, seen = '/api/v1/admin/customers?limit=2', []
        while path:
            answer = admin.get(path)
            seen += [x['id'] for x in answer.json]
            link = re.match('<(.*)>; rel="next"', answer.headers.get('Link', ''))
            path = link and link[1]
        self.assertEqual(seen, [x for (x,) in self.server.sql('SELECT id FROM accounts ORDER BY id')])


class Idempotency(ServerCase):
    def test_same_answer_once(self):
        admin = self.admin()
        key = {'Idempotency-Key': 'one'}
        new = dict(CUSTOMER, email='once@example.com')
        first = admin.post('/api/v1/customers', new, headers=key)
        again = admin.post('/api/v1/customers', new, headers=key)
        self.assertEqual((first.status, again.status), (201, 201))
        self.assertEqual(first.body, again.body)
        self.assertEqual((first.headers['ETag'], first.headers['Location']),
                         (again.headers['ETag'], again.headers['Location']))
        self.assertEqual(again.headers['Idempotency-Replayed'], 'true')
        other = admin.post('/api/v1/customers', dict(new, city='Hassan'), headers=key)
        self.assert_problem(other, 422, 'key-reused')

    def test_a_refusal_is_the_same_too(self):
        admin = self.admin()
        key = {'Idempotency-Key': 'two'}
        new = dict(CUSTOMER, email='admin@example.com')
        first = admin.post('/api/v1/customers', new, headers=key)
        again = admin.post('/api/v1/customers', new, headers=key)
        self.assertEqual((first.status, again.status), (400, 400))
        self.assertEqual(first.body, again.body)

    def test_many_at_a_time(self):
        answers = []
        new = dict(CUSTOMER, email='many@example.com')

        def post():
            answers.append(self.server.client().post('/api/v1/customers', new, headers={'Idempotency-Key': 'three'}))

        threads = [threading.Thread(target=post) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual({(x.status, x.body) for x in answers}, {(201, answers[0].body)})
        self.assertEqual(self.server.sql("SELECT count(*) FROM accounts WHERE email = 'many@example.com'"), [(1,)])


class Feed(ServerCase):
    def add(self, revision, entity='store', number=1, store=None, deleted=0, changed_at=1):
        self.server.sql('INSERT OR REPLACE INTO changes VALUES (?, ?, ?, ?, ?, ?)', entity, number, revision, store,
                        deleted, changed_at)
        self.server.sql("UPDATE counters SET value = max(value, ?) WHERE name = 'revision'", revision)

    def test_cursors(self):
        admin = self.admin()
        self.add(1000, number=50, deleted=1)
        changes, end = admin.changes()
        self.assertNotIn(50, [x['id'] for x in changes], 'a tombstone is no news to a new console')
        self.assertFalse(end['more'])
        self.add(1001, number=51, deleted=1)
        changes, end = admin.changes(since=end['next'])
        self.assertEqual([(x['entity'], x['id'], x['deleted']) for x in changes], [('store', 51, True)])
        epoch, scope, revision, complete = end['next'].split('.')
        for bad in (f'0.{scope}.{revision}.{complete}', f'{epoch}.0.{revision}.{complete}'):
            self.assert_problem(admin.get('/api/v1/changes?since=' + bad), 410, 'gone')
        self.assert_problem(admin.get('/api/v1/changes?since=7'), 400, 'invalid')

    def test_older_than_the_tombstones(self):
        admin = self.admin()
        cursor = admin.changes()[1]['next']
        self.server.sql("UPDATE counters SET value = value + 5 WHERE name IN ('pruned', 'revision')")
        self.server.sql("UPDATE counters SET value = (SELECT value FROM counters WHERE name = 'revision')"
                        " WHERE name = 'pruned'")
        self.assert_problem(admin.get('/api/v1/changes?since=' + cursor), 410, 'gone')
        self.server.sql("UPDATE counters SET value = 0 WHERE name = 'pruned'")

    def test_events(self):
        admin = self.admin()
        with admin.events() as events:
            first = events.next()
            self.assertEqual(first['event'], 'change')
            self.add(int(first['id']) + 100, number=60, deleted=1, store=3)
            self.server.client().post('/api/v1/customers', dict(CUSTOMER, email=f'e{time.time()}@example.com'))
            event = events.next()
            self.assertEqual(event['id'], str(int(first['id']) + 100))
            self.assertEqual(json.loads(event['data']), {'revision': int(event['id']), 'store': 3})
        with admin.events(last_id=1) as events:
            self.assertGreaterEqual(int(events.next()['id']), int(event['id']))


class Process(unittest.TestCase):
    def new_server(self):
        """A server that is not running yet."""
        server = Server()
        self.addCleanup(server.__exit__)
        return server

    def test_drain(self):
        server = self.new_server()
        server.create_admin()
        server.start()
        admin = server.sign_in('admin@example.com')
        answers = []
        with admin.events() as events:
            events.next()
            thread = threading.Thread(target=lambda: answers.append(
                server.client().post('/api/v1/customers', dict(CUSTOMER))))
            thread.start()
            time.sleep(0.05)
            begun = time.monotonic()
            self.assertEqual(server.stop(signal.SIGTERM), 0)
            self.assertLess(time.monotonic() - begun, 8)
            thread.join()
            self.assertEqual(answers[0].status, 201)
            self.assertIsNone(events.next())

    def test_newer_database(self):
        server = self.new_server()
        self.assertEqual(server.run('migrate').returncode, 0)
        server.sql('PRAGMA user_version = 9999')
        result = server.run('serve', '--listen=127.0.0.1:0')
        self.assertEqual(result.returncode, 1)
        self.assertIn('newer', result.stderr)
        self.assertEqual(len(result.stderr.splitlines()), 1)

    def test_wrong_command_lines(self):
        server = self.new_server()
        for arguments in (['serve', '--listen=nowhere'], ['serve', '--what'], ['serve', 'extra'], ['bake']):
            result = server.run(*arguments)
            self.assertIn(result.returncode, (1, 2))
            self.assertTrue(result.stderr.startswith('sweetspot-server: '), result.stderr)
        self.assertEqual(server.run('serve', SWEETSPOT_THREADS='many').returncode, 2)

    def test_secrets_are_for_the_owner_only(self):
        server = self.new_server()
        server.run('migrate')
        self.assertEqual(os.stat(server.database).st_mode & 0o777, 0o600)
        with sqlite3.connect(server.database) as connection:
            self.assertEqual(connection.execute('PRAGMA journal_mode').fetchone(), ('wal',))


if __name__ == '__main__':
    unittest.main()
