# SPDX-License-Identifier: GPL-3.0-or-later

"""What the whole suite has called, against the OpenAPI document: runs after all others and reads what they left."""

import os
import re
import unittest

from harness import CALLED, SERVER
from test_server_openapi import find_operations, read_document

# What is answered before a route has its say.
ANYWHERE = {405}


class Routes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        expected = os.environ.get('SWEETSPOT_PROGRAMS_TESTS', '').split()
        built = os.path.getmtime(SERVER)
        paths = [os.path.join(CALLED, name) for name in expected if name.startswith('test_server_')]
        missing = [os.path.basename(path) for path in paths
                   if not os.path.exists(path) or os.path.getmtime(path) < built]
        if missing or not paths:
            raise unittest.SkipTest('only the whole suite calls every route; not run on this build: ' + ' '.join(missing))
        cls.calls = {}
        for path in paths:
            with open(path, encoding='utf-8') as file:
                for method, route, status in re.findall(r'^(\w+) (\S+) (\d+)$', file.read(), re.MULTILINE):
                    cls.calls.setdefault((method, route), set()).add(int(status))
        cls.operations = {(method, re.sub(r'^/(api/v1/)?', '', path)): operation
                          for method, path, operation in find_operations(read_document())}

    def test_every_route_was_called(self):
        self.assertEqual(sorted(set(self.operations) - set(self.calls)), [])

    def test_every_route_that_was_called_is_documented(self):
        self.assertEqual(sorted(set(self.calls) - set(self.operations)), [])

    def test_every_answer_is_documented(self):
        undocumented = [f'{method} {route}: {status}' for (method, route), statuses in sorted(self.calls.items())
                        for status in sorted(statuses - ANYWHERE)
                        if str(status) not in self.operations.get((method, route), {'responses': {}})['responses']]
        self.assertEqual(undocumented, [])


if __name__ == '__main__':
    unittest.main()
