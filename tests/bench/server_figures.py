# SPDX-License-Identifier: GPL-3.0-or-later
"""The server's figures: rates of requests over 64 connections, each beside the rate of a constant answer."""

import contextlib
import pathlib
import re
import sqlite3
import subprocess

import bakery
from figures import Figure, median

CONNECTIONS = 64
ROUNDS = 5
SECONDS = 3
CUSTOMERS = 16
LINES_PER_ROUND = 40000
SCRIPT = pathlib.Path(__file__).with_name("place-orders.lua")


def load(url, *script):
    """Requests per second that wrk reached; a request that failed spoils the measurement."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", *script[:2], url, "--", *script[2:]]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if re.search(r"Non-2xx|Socket errors", output):
        raise RuntimeError(output)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])


def fill_carts(one, customers):
    """Puts the lines of all rounds into the customers' carts, behind the server's back. Returns the first one's id."""
    with contextlib.closing(sqlite3.connect(one.server.database)) as connection, connection:
        first = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM cart_lines").fetchone()[0]
        connection.executemany(
            "INSERT INTO cart_lines (id, revision, customer, cake, store, currency, quantity, created_at, updated_at) "
            "VALUES (?, 0, ?, ?, ?, 'INR', 1, 0, 0)",
            ((line, customers[line % len(customers)], one.cake, one.store)
             for line in range(first, first + LINES_PER_ROUND * ROUNDS)))
    return first


def measure():
    """Measures on a bakery of its own."""
    one = bakery.Bakery(SWEETSPOT_LOG_REQUESTS="false")
    try:
        return measure_on(one)
    finally:
        one.stop()


def measure_on(one):
    """Takes each rate in turn, several times."""
    emails = [f"customer{i}@example.com" for i in range(CUSTOMERS)]
    customers = [one.add_person(email) for email in emails]
    tokens = [one.token(email) for email in emails]
    first = fill_carts(one, customers)
    constant, cake, orders = [], [], []

    for i in range(ROUNDS):
        constant.append(load(one.url + "/livez"))
        cake.append(load(f"{one.url}/api/v1/cakes/{one.cake}"))
        lines = [str(first + i * LINES_PER_ROUND), str(LINES_PER_ROUND)]
        orders.append(load(one.url + "/api/v1/orders", "-s", str(SCRIPT), *lines, *tokens))

    reference = {"against": "constant answer (livez)", "reference": median(constant)}
    return [Figure("GET cakes/{id}, 64 connections", median(cake), "/s", least=0.4, **reference),
            Figure("POST orders, durable, 64 connections", median(orders), "/s", least=0.1, **reference)]
