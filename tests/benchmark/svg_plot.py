"""Line plots side by side as one SVG file, from Python's own library alone."""

import html
import math

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7")  # told apart by colour-blind eyes too
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 420, 300, 66, 26, 58, 52  # of one panel, and around its axes


def short(value):
    """1500 -> 1.5k, 2000000 -> 2M"""
    for size, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if abs(value) >= size:
            return f"{value / size:.4g}{letter}"
    return f"{value:.4g}"


def round_step(span, parts=5):
    """1, 2 or 5 times a power of ten, so that about `parts` of them are `span`."""
    power = 10 ** math.floor(math.log10(span / parts))
    return next(power * m for m in (1, 2, 5, 10) if power * m * parts >= span)


def text(x, y, content, anchor="middle", size=12, turn=""):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}"{turn}>{html.escape(content)}</text>'


def panel(left, x_label, y_label, lines):
    """lines: {name: [(x, y), ...]}"""
    points = [p for line in lines.values() for p in line]
    xs = sorted({x for x, _ in points})
    step = round_step(max(y for _, y in points) or 1)
    top = math.ceil(max(y for _, y in points) / step) * step or 1
    wide, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    low, span = math.log(xs[0]), math.log(xs[-1] / xs[0]) or 1
    at_x = lambda x: left + LEFT + wide * ((math.log(x) - low) / span if len(xs) > 1 else 0.5)  # noqa: E731
    at_y = lambda y: TOP + high * (1 - y / top)  # noqa: E731
    for i in range(round(top / step) + 1):
        y = at_y(i * step)
        yield f'<line x1="{left + LEFT}" x2="{left + LEFT + wide}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>'
        yield text(left + LEFT - 6, y + 4, short(i * step), "end")
    for x in xs:
        yield text(at_x(x), TOP + high + 18, f"{x:,}" if x < 1e5 else short(x))
    yield text(left + LEFT + wide / 2, HEIGHT - 12, x_label)
    middle = TOP + high / 2
    yield text(left + 16, middle, y_label, turn=f' transform="rotate(-90 {left + 16} {middle:.1f})"')
    for i, ((name, line), colour) in enumerate(zip(lines.items(), COLOURS)):
        path = " ".join(f"{at_x(x):.1f},{at_y(y):.1f}" for x, y in line)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        for x, y in line:
            yield f'<circle cx="{at_x(x):.1f}" cy="{at_y(y):.1f}" r="3.5" fill="{colour}"/>'
        if len(lines) > 1:
            yield f'<rect x="{left + LEFT + 110 * i}" y="{TOP - 20}" width="12" height="4" fill="{colour}"/>'
            yield text(left + LEFT + 110 * i + 17, TOP - 14, name, "start")


def plot(file, title, x_label, panels):
    """panels: [(y_label, {name: [(x, y), ...]})]; x on a logarithmic axis, y from 0. Lines without points are left out."""
    panels = [(label, {n: line for n, line in lines.items() if line}) for label, lines in panels]
    panels = [(label, lines) for label, lines in panels if lines]
    parts = [text(12, 24, title, "start", 15)]
    for i, (label, lines) in enumerate(panels):
        parts += panel(i * WIDTH, x_label, label, lines)
    width = max(1, len(panels)) * WIDTH
    file.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{HEIGHT}" viewBox="0 0 {width} {HEIGHT}" '
        'font-family="sans-serif" fill="#222"><rect width="100%" height="100%" fill="#fff"/>\n' + "\n".join(parts) + "\n</svg>\n",
        encoding="utf-8",
    )  # fmt: skip
