"""Fits MiLoRA's rational activation to GELU; writes rational.json, whose coefficients are the start of every run.

Ra(x) = (a_0 + a_1 x + .. + a_6 x^6) / (1 + |b_1 x + .. + b_5 x^5|), arXiv 2410.18035; least squares at 601 points of [-3, 3].
GELU(x) - x/2 is even, so the fit is sought where the denominator is even (b_1 = b_3 = b_5 = 0) and the numerator's odd part is
x/2 times it: a_1 = 1/2, a_3 = b_2/2, a_5 = b_4/2. That leaves a_0, a_2, a_4, a_6, b_2, b_4. Run with NumPy.
"""

import json
import math
from pathlib import Path

import numpy

REACH = 3.0


def fit():
    x = numpy.linspace(-REACH, REACH, 601)
    even = numpy.array([v * math.erf(v / math.sqrt(2)) / 2 for v in x])  # GELU(x) - x/2
    powers, denominator = x[:, None] ** [0, 2, 4, 6], numpy.ones_like(x)
    for _ in range(30):  # of numerator - denominator * even, weighted by the denominator before: linear least squares
        system = numpy.hstack([powers, -even[:, None] * x[:, None] ** [2, 4]]) / denominator[:, None]
        a0, a2, a4, a6, b2, b4 = numpy.linalg.lstsq(system, even / denominator, rcond=None)[0]
        denominator = 1 + b2 * x**2 + b4 * x**4
    assert denominator.min() >= 1, "the denominator has no need of its bars"
    numerator = [a0, 0.5, a2, b2 / 2, a4, b4 / 2, a6]
    return [float(f"{v:.9g}") for v in numerator], [float(f"{v:.9g}") for v in (0, b2, 0, b4, 0)]


def main():
    numerator, denominator = fit()
    x = numpy.linspace(-REACH, REACH, 6001)
    gelu = numpy.array([v * (1 + math.erf(v / math.sqrt(2))) / 2 for v in x])
    found = sum(a * x**j for j, a in enumerate(numerator)) / (1 + abs(sum(b * x ** (i + 1) for i, b in enumerate(denominator))))
    content = {"reach": REACH, "numerator": numerator, "denominator": denominator,
               "largest_error": float(f"{abs(found - gelu).max():.3g}")}
    (Path(__file__).resolve().parent / "rational.json").write_text(json.dumps(content) + "\n")


if __name__ == "__main__":
    main()
