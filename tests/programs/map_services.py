# SPDX-License-Identifier: GPL-3.0-or-later

"""Stand-ins for the services that know roads and addresses: OSRM (table and route, version 1), Google's Distance Matrix, and
Nominatim's search. A way takes ten seconds and a hundred metres for each thousandth of a degree north, none for what goes east.

    with MapServices() as maps:
        Server(SWEETSPOT_ROUTING_URL=maps.url)
        maps.down = True                         # answers 500 from now on
        maps.refused = 'Sweet'                   # answers 500 to what is asked of such addresses
        maps.is_portal = True                    # answers a web page, as the hotel's network does
        maps.hold(); maps.release()              # answers nothing, and then all that was asked
        maps.asked                               # what was asked for, oldest first
"""

import contextlib
import http.server
import json
import re
import threading
import urllib.parse

GOOGLE_KEY = 'a key'


def get_way(start, end):
    """Seconds and metres between two places."""
    steps = round(abs(end[0] - start[0]) * 1000)
    return 10 * steps, 100 * steps


class MapServices:
    def __init__(self):
        services = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def do_GET(self):
                services.asked.append(self.path)
                services.agents.add(self.headers['User-Agent'])
                services.may_answer.wait()
                status, answer = (500, 'broken') if services.down else services.route(self.path)
                body = json.dumps(answer).encode() if not isinstance(answer, str) else answer.encode()
                with contextlib.suppress(ConnectionError):
                    self.send_response(status)
                    self.send_header('Content-Type', 'application/json')
                    self.send_header('Content-Length', str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.asked = []
        self.agents = set()
        self.down = False
        self.refused = None
        self.is_portal = False
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.addresses = {}
        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, kwargs={'poll_interval': 0.05}, daemon=True).start()

    @property
    def url(self):
        return f'http://127.0.0.1:{self.server.server_port}'

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.release()
        self.server.shutdown()
        self.server.server_close()

    def hold(self):
        self.may_answer.clear()

    def release(self):
        self.may_answer.set()

    def route(self, path):
        if self.is_portal:
            return 200, '<html><title>Welcome to the hotel</title></html>'
        address = urllib.parse.urlsplit(path)
        query = dict(urllib.parse.parse_qsl(address.query))
        match = re.fullmatch(r'/(table|route)/v1/driving/([^/]*)', address.path)
        if match:
            places = [tuple(float(part) for part in reversed(place.split(','))) for place in match[2].split(';')]
            return 200, self.table(places, query) if match[1] == 'table' else self.way(places, query)
        if address.path == '/maps/api/distancematrix/json':
            return 200, self.matrix(query)
        if address.path == '/search':
            if self.refused and self.refused in query['q']:
                return 500, 'broken'
            place = self.addresses.get(query['q'])
            return 200, [] if place is None else [{'lat': str(place[0]), 'lon': str(place[1]), 'display_name': query['q']}]
        return 404, {'code': 'InvalidUrl'}

    def table(self, places, query):
        if query != {'annotations': 'duration,distance'}:
            return {'code': 'InvalidOptions'}
        ways = [[get_way(start, end) for end in places] for start in places]
        return {'code': 'Ok', 'durations': [[float(way[0]) for way in row] for row in ways],
                'distances': [[way[1] for way in row] for row in ways]}

    def way(self, places, query):
        if query != {'overview': 'simplified', 'geometries': 'geojson'}:
            return {'code': 'InvalidOptions'}
        legs = [get_way(start, end) for start, end in zip(places, places[1:])]
        return {'code': 'Ok', 'routes': [{
            'legs': [{'duration': float(seconds), 'distance': metres} for seconds, metres in legs],
            'geometry': {'type': 'LineString', 'coordinates': [[place[1], place[0]] for place in places]}}]}

    def matrix(self, query):
        if query.get('key') != GOOGLE_KEY:
            return {'status': 'REQUEST_DENIED', 'rows': []}
        starts, ends = ([tuple(float(part) for part in place.split(',')) for place in query[name].split('|')]
                        for name in ('origins', 'destinations'))
        rows = [{'elements': [{'status': 'OK', 'duration': {'value': seconds}, 'distance': {'value': metres}}
                              for seconds, metres in (get_way(start, end) for end in ends)]} for start in starts]
        return {'status': 'OK', 'rows': rows}
