#!/usr/bin/env python3
"""Prints student_t.json: quantiles of Student's t and summaries of samples, computed with 40 digits.

    .deps/oracle/bin/python tests/baselines/make_student_t.py > tests/baselines/student_t.json

P(|T| < t) = 1 - I(n / (n + t^2); n/2, 1/2), the regularised incomplete beta function, inverted by bisection. No code is
shared with the program, which sums a finite series instead.
"""

import json
import random
import statistics

import mpmath

mpmath.mp.dps = 40
FREEDOMS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20, 29, 30, 60, 100, 999, 1000]
PROBABILITIES = ["0.5", "0.9", "0.95", "0.99", "0.999"]


def probability(t, freedom):
    n = mpmath.mpf(freedom)
    return 1 - mpmath.betainc(n / 2, mpmath.mpf(1) / 2, 0, n / (n + t * t), regularized=True)


def quantile(wanted, freedom):
    low, high = mpmath.mpf(0), mpmath.mpf(1)
    while probability(high, freedom) < wanted:
        high *= 2
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if probability(middle, freedom) < wanted else (low, middle)
    return float((low + high) / 2)


def main():
    quantiles = [{"freedom": n, "probability": float(p), "t": quantile(mpmath.mpf(p), n)}
                 for n in FREEDOMS for p in PROBABILITIES]
    generator = random.Random(8)
    samples = []
    for count in (2, 3, 5, 12):
        values = [round(generator.gauss(3, 0.7), 6) for _ in range(count)]
        deviation = statistics.stdev(values)
        samples.append({"values": values, "mean": statistics.fmean(values), "deviation": deviation,
                        "half_width": quantile(mpmath.mpf("0.95"), count - 1) * deviation / count ** 0.5})
    print(json.dumps({"quantiles": quantiles, "samples": samples}))


if __name__ == "__main__":
    main()
