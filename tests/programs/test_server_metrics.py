# SPDX-License-Identifier: GPL-3.0-or-later

"""The metrics: a page that Prometheus can read, on an address of its own, that tells the truth."""

import http.client
import re
import unittest

from bakery import Bakery
from harness import Server, wait_until

SAMPLE = re.compile(r'^([a-z_]+)(?:\{(.*)\})? ([0-9.e+-]+|\+Inf)$')
LABEL = re.compile(r'([a-z]+)="((?:[^"\\]|\\.)*)"')
COMMENT = re.compile(r'^# (HELP|TYPE) ([a-z_]+) (.+)$')


def parse(text):
    """Reads the text format: the types by name, and the values by name and labels."""
    types, values = {}, {}
    for line in text.splitlines():
        comment = COMMENT.match(line)
        if comment:
            if comment[1] == 'TYPE':
                assert comment[2] not in types, line
                types[comment[2]] = comment[3]
            continue
        sample = SAMPLE.match(line)
        assert sample, line
        family = re.sub(r'_(bucket|sum|count)$', '', sample[1])
        assert family in types or sample[1] in types, f'{line}: no type before'
        key = (sample[1], frozenset(LABEL.findall(sample[2] or '')))
        assert key not in values, f'{line}: twice'
        values[key] = float(sample[3])
    return types, values


class Metrics(unittest.TestCase):
    def start(self, **environment):
        server = Server(SWEETSPOT_METRICS_LISTEN='127.0.0.1:0', **environment)
        self.addCleanup(server.__exit__)
        server.create_admin()
        server.start()
        self.read_port(server)
        return server

    def read_port(self, server):
        line = server.process.stdout.readline()
        self.assertRegex(line, r'^metrics on http://127\.0\.0\.1:\d+$')
        self.port = int(line.rsplit(':', 1)[1])

    def fetch(self, method='GET', path='/metrics', **headers):
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=30)
        self.addCleanup(connection.close)
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()

    def scrape(self):
        status, headers, text = self.fetch()
        self.assertEqual((status, headers['Content-Type']), (200, 'text/plain; version=0.0.4; charset=utf-8'))
        self.assertTrue(text.endswith('\n'))
        return parse(text)

    def value(self, name, **labels):
        return self.scrape()[1].get((name, frozenset(labels.items())))

    def test_requests(self):
        server = self.start()
        for _ in range(3):
            server.client().get('/api/v1/cakes/4711')
        server.client().get('/nowhere')
        types, values = self.scrape()
        self.assertEqual(types['sweetspot_http_request_seconds'], 'histogram')
        labels = {('method', 'GET'), ('route', 'cakes/{id}'), ('status', '404')}
        buckets = sorted((float(dict(key)['le']), count) for (name, key), count in values.items()
                         if name == 'sweetspot_http_request_seconds_bucket' and labels < key)
        counts = [count for _, count in buckets]
        self.assertEqual(counts, sorted(counts))
        self.assertEqual((buckets[-1][0], counts[-1]), (float('inf'), 3))
        self.assertEqual(values['sweetspot_http_request_seconds_count', frozenset(labels)], 3)
        self.assertGreater(values['sweetspot_http_request_seconds_sum', frozenset(labels)], 0)
        nowhere = frozenset({('method', ''), ('route', ''), ('status', '404')})
        self.assertEqual(values['sweetspot_http_request_seconds_count', nowhere], 1)
        self.assertEqual(values['sweetspot_http_server_errors_total', frozenset()], 0)

    def test_writer_and_streams(self):
        server = self.start()
        self.assertEqual(self.value('sweetspot_event_streams'), 0)
        before = self.value('sweetspot_writer_batch_jobs_count')
        admin = server.sign_in('admin@example.com')
        self.assertGreater(self.value('sweetspot_writer_batch_jobs_count'), before)
        with admin.events():
            wait_until(lambda: self.value('sweetspot_event_streams') == 1)
        for name in ('sweetspot_writer_queue_jobs', 'sweetspot_password_queue_jobs'):
            self.assertEqual(self.value(name), 0)
        self.assertIsNotNone(self.value('sweetspot_build_info', version=self.version(server)))

    def version(self, server):
        return server.run('--version').stdout.split()[1]

    def test_orders_by_stage(self):
        bakery = Bakery(SWEETSPOT_METRICS_LISTEN='127.0.0.1:0')
        self.addCleanup(bakery.server.__exit__)
        self.read_port(bakery.server)
        bakery.order()
        self.assertEqual(self.value('sweetspot_orders', stage='pending'), 1)

    def test_only_the_page(self):
        self.start()
        self.assertEqual(self.fetch(path='/')[0], 404)
        self.assertEqual(self.fetch('POST')[0], 405)
        self.assertEqual(self.fetch('HEAD')[0], 200)

    def test_token(self):
        self.start(SWEETSPOT_METRICS_TOKEN='s3cret')
        self.assertEqual(self.fetch()[0], 401)
        self.assertEqual(self.fetch(Authorization='Bearer s3cre')[0], 401)
        self.assertEqual(self.fetch(Authorization='Bearer s3cret')[0], 200)

    def test_not_on_the_public_address(self):
        server = self.start()
        self.assertEqual(server.client().get('/metrics').status, 404)


if __name__ == '__main__':
    unittest.main()
