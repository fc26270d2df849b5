# SPDX-License-Identifier: GPL-3.0-or-later

"""The real server as a process of its own, for tests: a temporary database, a free port, a small HTTP client.

    with Server() as server:
        admin = server.sign_in(*server.create_admin())
        answer = admin.get('/api/v1/me')
        answer.status, answer.headers['ETag'], answer.json
"""

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

SERVER = os.environ.get('SWEETSPOT_SERVER', 'build/src/server/sweetspot-server')
PASSWORD = 'a long password'

# Where each test of the suite leaves which routes it called, for test_suite_routes.
CALLED = os.path.join(os.environ.get('SWEETSPOT_BUILD_DIR', 'build'), 'meson-logs', 'routes')
RECORDED = set()


class Answer:
    """What came back: status, headers (case-insensitive), body, and the body's JSON."""

    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def lines(self):
        return [json.loads(line) for line in self.body.splitlines()]

    def __repr__(self):
        return f'{self.status} {self.body[:500]!r}'


class Client:
    """Somebody who asks the server, with a token or without, over one connection that is kept."""

    def __init__(self, server, token=None, headers=None):
        self.server = server
        self.headers = dict(headers or {})
        self.connection = None
        if token is not None:
            self.headers['Authorization'] = 'Bearer ' + token

    def request(self, method, path, body=None, headers=None):
        fields = {**self.headers, **(headers or {})}
        if body is not None and not isinstance(body, (bytes, str)):
            body = json.dumps(body)
            fields.setdefault('Content-Type', 'application/json')
        for attempt in (1, 2):
            if self.connection is None:
                self.connection = http.client.HTTPConnection('127.0.0.1', self.server.port, timeout=30)
            try:
                self.connection.request(method, path, body, fields)
                return Answer(self.connection.getresponse())
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                self.close()
                if attempt == 2:
                    raise

    def get(self, path, **options):
        return self.request('GET', path, **options)

    def post(self, path, body=None, **options):
        return self.request('POST', path, body, **options)

    def patch(self, path, body=None, **options):
        return self.request('PATCH', path, body, **options)

    def put(self, path, body=None, **options):
        return self.request('PUT', path, body, **options)

    def delete(self, path, **options):
        return self.request('DELETE', path, **options)

    def changes(self, since=None, limit=None):
        """One page of the change feed: the changes and its last line."""
        parameters = {name: value for name, value in (('since', since), ('limit', limit)) if value is not None}
        answer = self.get('/api/v1/changes?' + urllib.parse.urlencode(parameters))
        if answer.status != 200:
            raise AssertionError(answer)
        return answer.lines[:-1], answer.lines[-1]

    def events(self, last_id=None):
        return Events(self, last_id)

    def __del__(self):
        self.close()

    def close(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None


class Events:
    """An event stream, read line by line."""

    def __init__(self, client, last_id):
        headers = dict(client.headers)
        if last_id is not None:
            headers['Last-Event-ID'] = str(last_id)
        self.connection = http.client.HTTPConnection('127.0.0.1', client.server.port, timeout=30)
        self.connection.request('GET', '/api/v1/events', headers=headers)
        self.response = self.connection.getresponse()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.connection.close()

    def next(self):
        """The next event as a dictionary of its fields, or None at the end. Comments are passed over."""
        fields = {}
        while True:
            line = self.response.readline()
            if not line:
                return None
            text = line.decode().rstrip('\n')
            if text and not text.startswith(':'):
                name, _, value = text.partition(': ')
                fields[name] = value
            elif not text and fields:
                return fields


class Server:
    """A server process. Arguments of the environment are given as keywords: SWEETSPOT_RATE_LIMIT='5'."""

    def __init__(self, database=None, **environment):
        self.folder = tempfile.mkdtemp(prefix='sweetspot-')
        self.database = database or os.path.join(self.folder, 'bakery.db')
        self.environment = {**os.environ, 'SWEETSPOT_RATE_LIMIT': '0', **environment}
        self.prefix = []  # the words of a command that runs the program, if it is to be run by one
        self.process = None
        self.reader = None
        self.port = None
        self.log = []
        self.n_recorded = 0

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, *arguments, **environment):
        """Runs a sub-command on this server's database to its end."""
        return subprocess.run([*self.prefix, SERVER, *arguments, '--database=' + self.database],
                              env={**self.environment, **environment}, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=120)

    def start(self, port=0):
        command = [*self.prefix, SERVER, 'serve', '--database=' + self.database, f'--listen=127.0.0.1:{port}']
        self.process = subprocess.Popen(command, env=self.environment, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.reader = threading.Thread(target=self._keep_log, args=(self.process.stderr,), daemon=True)
        self.reader.start()
        line = self.process.stdout.readline()
        if not line.startswith('listening on http://'):
            self.stop()
            raise RuntimeError('the server did not start: ' + ''.join(self.log))
        self.port = int(line.rsplit(':', 1)[1])

    def _keep_log(self, stream):
        with contextlib.suppress(ValueError):
            for line in stream:
                self.log.append(line)

    @property
    def url(self):
        return f'http://127.0.0.1:{self.port}'

    def stop(self, number=signal.SIGTERM, timeout=30):
        """Ends the process and answers its exit code."""
        if self.process is None:
            return None
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            code = self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        self.process.stdout.close()
        self.reader.join()
        record_calls(self.log[self.n_recorded:])
        self.n_recorded = len(self.log)
        self.process.stderr.close()
        self.process = None
        if code == -signal.SIGABRT:
            raise AssertionError('the server gave up: ' + ''.join(self.log[-80:]))
        return code

    def create_admin(self, email='admin@example.com', password=PASSWORD):
        result = self.run('create-admin', '--email=' + email, SWEETSPOT_PASSWORD=password)
        if result.returncode != 0:
            raise RuntimeError(result.stderr)
        return email, password

    def client(self, token=None, **headers):
        return Client(self, token, headers)

    def sign_in(self, email, password=PASSWORD):
        answer = self.client().post('/api/v1/token', {'email': email, 'password': password})
        if answer.status != 200:
            raise AssertionError(answer)
        return Client(self, answer.json['access'])

    def sql(self, statement, *parameters):
        """Reads, or prepares, the database behind the server's back."""
        with contextlib.closing(sqlite3.connect(self.database, timeout=10)) as connection:
            rows = connection.execute(statement, parameters).fetchall()
            connection.commit()
            return rows

    def raw(self, data, timeout=10):
        """Sends bytes as they are and answers all that comes back until the server closes, or falls silent."""
        with socket.create_connection(('127.0.0.1', self.port), timeout=timeout) as peer:
            peer.sendall(data)
            received = b''
            with contextlib.suppress(socket.timeout, ConnectionResetError):
                while chunk := peer.recv(65536):
                    received += chunk
            return received


def record_calls(log):
    """Adds the routes in a server's log, and the status each was answered, to the file of this test if all of it runs."""
    if len(sys.argv) != 2 or not sys.argv[1].endswith('.py'):
        return
    calls = set()
    for line in log:
        with contextlib.suppress(ValueError, KeyError, TypeError):
            entry = json.loads(line)
            calls.add(f"{entry['method']} {entry['route']} {entry['status']}\n")
    os.makedirs(CALLED, exist_ok=True)
    path = os.path.join(CALLED, os.path.splitext(os.path.basename(sys.argv[1]))[0])
    mode = 'a' if path in RECORDED else 'w'
    RECORDED.add(path)
    with open(path, mode, encoding='utf-8') as file:
        file.writelines(sorted(calls))


def wait_until(condition, seconds=10, message='it did not come to pass'):
    """Waits until condition() is true, and answers what it was."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.01)
    raise AssertionError(message)
