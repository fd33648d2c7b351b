"""Whether both sides do the same work. No speed counts where they do not."""

from safetensors.numpy import load_file

import numpy

# Step-1 loss (relative), step-1 gradient (cosine), every later loss (relative).
GATES = {"fp32": (1e-5, 0.99999, 1e-3), "bf16": (2e-3, 0.999, 1e-2)}


def cosine(ours, theirs):
    a, b = load_file(ours), load_file(theirs)
    if a.keys() != b.keys():
        raise ValueError(f"gradients of different tensors: {sorted(a.keys() ^ b.keys())[:4]}")
    dot = squares_a = squares_b = 0.0
    for name, x in a.items():
        x, y = x.astype(numpy.float64).ravel(), b[name].astype(numpy.float64).ravel()
        dot, squares_a, squares_b = dot + x @ y, squares_a + x @ x, squares_b + y @ y
    return dot / numpy.sqrt(squares_a * squares_b)


def compare(ours, theirs, our_gradients, their_gradients, kind):
    pairs = [(a["loss"], b["loss"]) for a, b in zip(ours["steps"], theirs["steps"], strict=True)]
    tokens = [(a["tokens"], a["supervised"]) for a in ours["steps"]]
    assert tokens == [(b["tokens"], b["supervised"]) for b in theirs["steps"]], "not the same tokens in each step"
    apart = [abs(a - b) / abs(b) for a, b in pairs]
    first, angle, curve = GATES[kind]
    figures = {
        "first_loss": pairs[0], "first_loss_apart": apart[0], "gradient_cosine": cosine(our_gradients, their_gradients),
        "steps": len(pairs), "curve_apart": max(apart), "last_loss": pairs[-1],
    }  # fmt: skip
    figures["holds"] = bool(apart[0] <= first and figures["gradient_cosine"] > angle and max(apart) <= curve)
    return figures
