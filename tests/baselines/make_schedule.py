#!/usr/bin/env python3
"""Prints schedule.json: learning rates of transformers' schedules, one list of rates a case.

    python3 make_schedule.py > schedule.json

transformers begins a warm-up of W updates with rate 0; we begin one step later, so that no update is lost: rate
(i + 1) / (W + 1), which is transformers' own warm-up of W + 1 updates read from its second entry.
"""

import json
import math
import warnings

import torch
from transformers import get_scheduler

CASES = [("constant", 0, 12), ("constant", 0.25, 12), ("linear", 0.05, 40), ("linear", 5, 23), ("linear", 0, 7),
         ("cosine", 0.05, 50), ("cosine", 3, 20), ("cosine", 0, 1), ("cosine", 30, 20)]
RATE = 2e-3


def rates(schedule, warmup, total):
    parameter = torch.nn.Parameter(torch.zeros(1))
    name = "constant_with_warmup" if schedule == "constant" else schedule
    scheduler = get_scheduler(name, torch.optim.SGD([parameter], lr=RATE), num_warmup_steps=warmup,
                              num_training_steps=total)
    result = []
    for _ in range(total + 2):
        result.append(scheduler.get_last_lr()[0])
        scheduler.step()
    return result


def main():
    warnings.simplefilter("ignore")
    cases = []
    for schedule, warmup, total in CASES:
        steps = math.ceil(warmup * total) if warmup < 1 else min(warmup, total)
        rising = rates(schedule, steps + 1, total)[1:steps + 1]
        falling = rates(schedule, steps, total)[steps:total]
        cases.append({"schedule": schedule, "warmup": warmup, "warmup_steps": steps, "learning_rate": RATE,
                      "rates": rising + falling})
    print(json.dumps(cases, separators=(",", ":")))


main()
