"""Whether both sides do the same work. No speed counts where they do not.

In fp32 they must agree. In bf16 each rounds in other places, so they cannot; there both are held against the truth:
the rival's steps in fp32 from the same start, the base weights rounded to bf16 as both sides hold them. Ours may be
no more than FARTHER times as far from it as the rival in bf16 is. Distances so small that they are chance count as
equal: one rounding for the first loss, which is one number; for all losses together what one rounding of each token's
loss makes of a step's mean.
"""

import math

import numpy
from safetensors.numpy import load_file

FIRST_LOSS, GRADIENT_COSINE, CURVE = 1e-5, 0.99999, 1e-3  # fp32: step-1 loss, step-1 gradient, every later loss
FARTHER = 1.5  # bf16
ROUNDING = 2**-9  # of one bf16 number, relative


def gradient_sums(ours, theirs):
    """Squares of ours, of theirs, of the difference, and the product, over all tensors."""
    a, b = load_file(ours), load_file(theirs)
    if a.keys() != b.keys():
        raise ValueError(f"gradients of different tensors: {sorted(a.keys() ^ b.keys())[:4]}")
    sums = numpy.zeros(4)
    for name, x in a.items():
        x, y = x.astype(numpy.float64).ravel(), b[name].astype(numpy.float64).ravel()
        sums += x @ x, y @ y, (x - y) @ (x - y), x @ y
    return sums


def cosine(ours, theirs):
    a, b, _, product = gradient_sums(ours, theirs)
    return product / numpy.sqrt(a * b)


def distance(gradients, truth):
    _, size, apart, _ = gradient_sums(gradients, truth)
    return numpy.sqrt(apart / size)


def losses(steps, truth):
    """How far each step's loss is from the other's, relative to that."""
    work = [[(s["tokens"], s["supervised"]) for s in side["steps"]] for side in (steps, truth)]
    if work[0] != work[1]:
        raise ValueError("not the same tokens in each step")
    return [abs(a["loss"] - b["loss"]) / abs(b["loss"]) for a, b in zip(steps["steps"], truth["steps"])]


def figures_of(ours, theirs):
    return {
        "first_loss": [ours["steps"][0]["loss"], theirs["steps"][0]["loss"]],
        "last_loss": [ours["steps"][-1]["loss"], theirs["steps"][-1]["loss"]], "steps": len(ours["steps"]),
    }  # fmt: skip


def compare(ours, theirs, our_gradients, their_gradients):
    """fp32: agreement."""
    apart = losses(ours, theirs)
    figures = figures_of(ours, theirs) | {
        "first_loss_apart": apart[0], "gradient_cosine": cosine(our_gradients, their_gradients), "curve_apart": max(apart),
    }  # fmt: skip
    figures["holds"] = bool(
        apart[0] <= FIRST_LOSS and figures["gradient_cosine"] > GRADIENT_COSINE and max(apart) <= CURVE
    )
    return figures


def compare_rounded(ours, theirs, truth, our_gradients, their_gradients, true_gradients):
    """bf16: distances from the truth, [ours, the rival's]."""
    ours_off, theirs_off = losses(ours, truth), losses(theirs, truth)
    curve = [float(numpy.sqrt(numpy.mean(numpy.square(off)))) for off in (ours_off, theirs_off)]
    gradient = [float(distance(g, true_gradients)) for g in (our_gradients, their_gradients)]
    least = ROUNDING / math.sqrt(numpy.mean([s["supervised"] for s in truth["steps"]]))
    figures = figures_of(ours, theirs) | {
        "true_first_loss": truth["steps"][0]["loss"], "first_loss_off": [ours_off[0], theirs_off[0]],
        "gradient_off": gradient, "curve_off": curve, "least": least,
    }  # fmt: skip
    figures["holds"] = bool(
        ours_off[0] <= max(ROUNDING, FARTHER * theirs_off[0])
        and gradient[0] <= FARTHER * gradient[1]
        and curve[0] <= max(least, FARTHER * curve[1])
    )
    return figures
