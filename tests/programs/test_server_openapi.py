# SPDX-License-Identifier: GPL-3.0-or-later

"""The OpenAPI document: it is valid, and says of the server what the server does, in both directions."""

import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest

from harness import SERVER, Server

SOURCES = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'src', 'server')
METHODS = ('get', 'post', 'put', 'patch', 'delete')
LINTER = '@redocly/cli@2'


def read_document():
    result = subprocess.run([SERVER, 'openapi'], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=30,
                            check=True)
    return json.loads(result.stdout)


def find_operations(document):
    """Every operation as (method, path, operation)."""
    return [(method.upper(), path, operation) for path, item in document['paths'].items()
            for method, operation in item.items() if method in METHODS]


def fill_in(path):
    return re.sub(r'\{[^}]*\}', '4711', path)


def read_node_version():
    node = shutil.which('node')
    if node is None or shutil.which('npm') is None:
        return 0
    version = subprocess.run([node, '--version'], capture_output=True, text=True, timeout=30, check=False).stdout
    return int(re.match(r'v(\d+)', version)[1])


class Document(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.document = read_document()
        cls.operations = find_operations(cls.document)

    def test_references(self):
        """Every reference leads somewhere, and every component is referred to."""
        text = json.dumps(self.document)
        references = set(re.findall(r'"\$ref": "#/components/([^"]+)"', text))
        components = {f'{kind}/{name}' for kind, members in self.document['components'].items() for name in members
                      if kind != 'securitySchemes'}
        self.assertEqual(references - components, set())
        self.assertLessEqual(components - references, {'responses/PaymentRequired', 'responses/BadGateway'})

    def test_operations(self):
        names = [operation['operationId'] for _, _, operation in self.operations]
        self.assertEqual(len(names), len(set(names)))
        for method, path, operation in self.operations:
            named = [item['name'] for item in operation['parameters'] if item.get('in') == 'path']
            self.assertEqual(named, re.findall(r'\{([^}]*)\}', path), path)
            self.assertTrue(operation['summary'], path)
            self.assertEqual(({} in operation['security']), 'anonymous' in operation['x-roles'], path)
            self.assertEqual('requestBody' in operation and method in ('GET', 'HEAD'), False, path)

    def test_schemas(self):
        schemas = self.document['components']['schemas']
        order, account = schemas['Order'], schemas['AccountInput']
        self.assertEqual(order['properties']['total_price']['type'], 'string')
        self.assertEqual(order['properties']['stage']['enum'][0], 'pending')
        self.assertTrue(order['properties']['number']['readOnly'])
        self.assertEqual(order['properties']['lines']['items'], {'$ref': '#/components/schemas/OrderLine'})
        self.assertEqual(order['properties']['customer']['type'], ['integer', 'null'])
        self.assertTrue(account['properties']['password']['writeOnly'])
        self.assertIn('email', account['required'])
        self.assertEqual(account['properties']['email']['maxLength'], 50)
        self.assertNotIn('password', schemas['Account']['properties'])
        self.assertNotIn('required', schemas['AccountChange'])

    def test_schemas_of_plain_objects(self):
        paths = self.document['paths']
        positions = paths['/api/v1/positions']['post']
        sent = positions['requestBody']['content']['application/json']['schema']['properties']['positions']
        self.assertEqual((sent['type'], sent['items']), ('array', {'$ref': '#/components/schemas/PositionInput'}))
        self.assertIn('PositionInput', self.document['components']['schemas'])
        ignored = positions['responses']['200']['content']['application/json']['schema']['properties']['ignored']
        self.assertEqual(ignored['items']['properties']['reason']['enum'][1], 'nowhere')
        answers = paths['/api/v1/track/{token}']['get']['responses']
        tracked = answers['200']['content']
        self.assertEqual(tracked['application/json']['schema']['properties']['latitude']['type'], ['number', 'null'])
        self.assertEqual(tracked['text/html']['schema'], {'type': 'string'})
        self.assertEqual(list(answers['404']['content']), ['application/problem+json', 'text/html'])

    def test_lint(self):
        if read_node_version() < 20:
            self.skipTest('Node.js 20 and npm are not here, so the document was not linted')
        with tempfile.TemporaryDirectory(prefix='sweetspot-') as folder:
            path = os.path.join(folder, 'openapi.json')
            with open(path, 'w', encoding='utf-8') as file:
                json.dump(self.document, file)
            installed = subprocess.run(['npm', 'install', '--prefix', folder, '--no-audit', '--no-fund', LINTER],
                                       stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False)
            if installed.returncode != 0:
                self.skipTest('npm could not fetch the linter: ' + installed.stderr.strip().splitlines()[-1])
            result = subprocess.run([os.path.join(folder, 'node_modules', '.bin', 'redocly'), 'lint', path],
                                    cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120,
                                    env={**os.environ, 'REDOCLY_TELEMETRY': 'off'}, check=False)
            self.assertEqual(result.returncode, 0, result.stdout + result.stderr)


class BothDirections(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.addClassCleanup(cls.server.__exit__)
        cls.server.create_admin()
        cls.server.start()
        cls.document = cls.server.client().get('/api/openapi.json').json

    def test_served_document_is_the_printed_one(self):
        self.assertEqual(self.document, read_document())

    def test_documented_routes_are_there(self):
        admin = self.server.sign_in('admin@example.com')
        for method, path, operation in find_operations(self.document):
            if path == '/api/v1/events':
                continue
            answer = admin.request(method, fill_in(path), headers={'Content-Type': 'application/json'})
            self.assertNotEqual(answer.status, 405, (method, path))
            if answer.status == 404:
                self.assertFalse(answer.json['type'].endswith('/no-such-path'), (method, path))
            self.assertIn(str(answer.status), operation['responses'], (method, path, answer))

    def test_methods_of_each_path(self):
        """What OPTIONS says of a path is what the document says."""
        for path, item in self.document['paths'].items():
            answer = self.server.client().request('OPTIONS', fill_in(path))
            allowed = set(answer.headers['Allow'].split(', ')) - {'OPTIONS', 'HEAD'}
            self.assertEqual(allowed, {method.upper() for method in item if method in METHODS}, path)

    def test_routes_are_documented(self):
        """Every pattern that stands in a table of routes stands in the document."""
        documented = {re.sub(r'^/(api/v1/)?', '', path) for path in self.document['paths']}
        for folder, _, names in os.walk(SOURCES):
            for name in names:
                with open(os.path.join(folder, name), encoding='utf-8') as file:
                    literals = re.findall(r'\{ "(?:GET|POST|PUT|PATCH|DELETE)", "([^"A-Z]+)", ', file.read())
                for pattern in literals:
                    self.assertIn(pattern, documented, name)

    def test_roles(self):
        """Whoever is not named by an operation is refused."""
        for method, path, operation in find_operations(self.document):
            if 'anonymous' not in operation['x-roles']:
                answer = self.server.client().request(method, fill_in(path), headers={'Content-Type': 'application/json'})
                self.assertEqual(answer.status, 401, (method, path))


if __name__ == '__main__':
    unittest.main()
