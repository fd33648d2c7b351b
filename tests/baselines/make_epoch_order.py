#!/usr/bin/env python3
"""Prints epoch_order.json: orders of an epoch, written a second time from the description in backend/data/packing.cpp.

    python3 make_epoch_order.py > epoch_order.json
"""

import json

MASK = (1 << 64) - 1


def splitmix64(state):
    """Steele, Lea, Flood 2014."""
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield z ^ (z >> 31)


def order(count, seed, epoch):
    draws = splitmix64(next(splitmix64(next(splitmix64(seed)) ^ epoch)))
    result = list(range(count))
    for i in range(count, 1, -1):
        value = next(draws)
        while value < (1 << 64) % i:
            value = next(draws)
        result[i - 1], result[value % i] = result[value % i], result[i - 1]
    return result


CASES = [(1, 0, 0), (10, 0, 0), (10, 0, 1), (10, 1, 0), (64, 42, 7), (100, MASK, 3)]
ROWS = [json.dumps({"count": c, "seed": s, "epoch": e, "order": order(c, s, e)}) for c, s, e in CASES]
print("[\n" + ",\n".join(ROWS) + "\n]")
