"""Trains ALoRA (arXiv 2403.16187, allocating) on the tiny llama: a PyTorch version of the formulas. Files as adapters_common.py
and adapters_own.py tell; both folders are plain LoRA, which this script also opens with peft. Run with the pinned packages of
tests/oracle/requirements.txt after make_models.py.

A projection adds B A x: no alpha / r, so alpha_pattern and rank_pattern hold equal numbers. After the steps of ROUNDS (counted from 1):
score every rank of the model on the micro-batch `dev`; drop the `prune` lowest; give as many new ones to the projections that lost
none, equally many each, what is left over one each to those whose ranks' mean score was highest (none at all where all lost; a
projection without ranks lost none, and comes last).
New ranks come last, with B = 0; AdamW's moments of kept ranks stay, new ones are zero, the step count is the parameter's as before.

run.json also holds `dev`, `prune` and for each of `rounds`: `step`, `scores` (projection -> a number a rank), `pruned` (projection and
rank, from 0, as before the round), `added` (projection and its new row of A), `ranks` after it (projection -> rank), `losses` of dev
before and after the round, and `margin`: how far the last score dropped is from the first kept, and the least distance of mean
scores that decided.
"""

import json
import math

import torch
from peft import PeftModel

from adapters_common import OUT, PROBE, TARGETS, cross_entropy, load_base, make_batches, rounded
from adapters_own import Method, projections, run, uniform

RANK, PRUNE, ROUNDS = 3, 8, (6, 10, 14)
SAFE_MARGIN = 1e-5


class ALora(Method):
    def __init__(self, model):
        super().__init__()
        self.model, self.rounds = model, []
        self.dev = make_batches(seed=13)[0][0]
        self.draw = torch.Generator().manual_seed(51)
        self.names, self.gates = [], {}  # gates [r], 1 but while ranks are scored
        for name, module in projections(model, TARGETS):
            self.names.append(name)
            self.add(f"{name}.lora_A.weight", uniform((RANK, module.in_features), module.in_features, self.draw))
            self.add(f"{name}.lora_B.weight", torch.zeros(module.out_features, RANK))
            self.gates[name] = torch.ones(RANK)
            module.register_forward_hook(self.on_linear(name))

    def factors(self, name):
        return self.values[f"{name}.lora_A.weight"], self.values[f"{name}.lora_B.weight"]

    def on_linear(self, name):
        def hook(_module, inputs, y):
            A, B = self.factors(name)
            return y + (inputs[0] @ A.T * self.gates[name]) @ B.T
        return hook

    def own_loss(self):
        return None

    @torch.no_grad()
    def dev_loss(self):
        supervised = sum(sum(s["supervised"][1:]) for s in self.dev)
        return sum(cross_entropy(self.model, s, supervised).item() for s in self.dev)

    def set_gates(self, value, but=None):
        for name, gates in self.gates.items():
            gates.fill_(value)
            if but and but[0] == name:
                gates[but[1]] = 1 - value

    def scores(self):
        """S(M with only the rank) - S(M without it), S = minus the loss: the paper's score less the constant S(M)."""
        def score(rank):
            self.set_gates(1.0, rank)
            without = self.dev_loss()
            self.set_gates(0.0, rank)
            return without - self.dev_loss()

        found = {name: [score((name, i)) for i in range(len(self.gates[name]))] for name in self.names}
        self.set_gates(1.0)
        return found

    def after_step(self, step, optimizer):
        if step + 1 not in ROUNDS:
            return
        before, scores = self.dev_loss(), self.scores()
        order = sorted((score, index, i) for index, name in enumerate(self.names) for i, score in enumerate(scores[name]))
        margin = order[PRUNE][0] - order[PRUNE - 1][0]
        pruned = sorted((self.names[index], i) for _, index, i in order[:PRUNE])
        means = {name: sum(found) / len(found) if found else -math.inf for name, found in scores.items()}
        whole = sorted((name for name in self.names if name not in dict(pruned)), key=lambda name: -means[name])
        share, rest = divmod(PRUNE, len(whole)) if whole else (0, 0)
        if rest and means[whole[rest]] > -math.inf:
            margin = min(margin, means[whole[rest - 1]] - means[whole[rest]])
        assert margin > SAFE_MARGIN, f"round after step {step + 1} could fall otherwise: {margin}"
        extra = {name: share + (k < rest) for k, name in enumerate(whole)}
        added = []
        for name in self.names:
            width = self.values[f"{name}.lora_A.weight"].shape[1]
            rows = uniform((extra.get(name, 0), width), width, self.draw)
            added += [{"projection": name, "a": rounded(row.tolist())} for row in rows]
            rows = torch.tensor([rounded(row.tolist()) for row in rows]).reshape(rows.shape)  # as written down
            kept = [i for i in range(len(self.gates[name])) if (name, i) not in pruned]
            self.resize(name, kept, rows, optimizer)
        self.rounds.append({"step": step + 1, "losses": rounded([before, self.dev_loss()]), "margin": float(f"{margin:.3g}"),
                            "scores": {name: rounded(found) for name, found in scores.items()},
                            "pruned": [{"projection": name, "rank": i} for name, i in pruned], "added": added,
                            "ranks": {name: len(self.gates[name]) for name in self.names}})

    def resize(self, name, kept, rows, optimizer):
        A, B = self.factors(name)

        def resized(a, b, new_a):
            return torch.cat([a[kept], new_a]), torch.cat([b[:, kept], torch.zeros(len(b), len(new_a))], 1)

        old = {suffix: self.values[f"{name}.lora_{suffix}.weight"] for suffix in "AB"}
        states = {suffix: optimizer.state.pop(p) for suffix, p in old.items()}
        for moment in ("exp_avg", "exp_avg_sq"):
            states["A"][moment], states["B"][moment] = resized(states["A"][moment], states["B"][moment], torch.zeros_like(rows))
        group = optimizer.param_groups[0]["params"]
        for (suffix, p), value in zip(old.items(), resized(A.detach(), B.detach(), rows), strict=True):
            self.add(f"{name}.lora_{suffix}.weight", value)
            new = self.values[f"{name}.lora_{suffix}.weight"]
            optimizer.state[new] = states[suffix]
            group[next(i for i, q in enumerate(group) if q is p)] = new
        self.gates[name] = torch.ones(len(kept) + len(rows))

    def report(self):
        return {"dev": self.dev, "prune": PRUNE, "rounds": self.rounds}

    def tensors(self):
        return {k: v for k, v in self.values.items() if v.numel()}

    def config(self):
        ranks = {name.removeprefix("base_model.model."): len(gates) for name, gates in self.gates.items()}
        live = [path for path, rank in ranks.items() if rank]
        pattern = {path.replace(".", r"\."): ranks[path] for path in live if ranks[path] != RANK}
        return {"peft_type": "LORA", "loratrf_method": "alora", "r": RANK, "lora_alpha": RANK, "lora_dropout": 0.0, "bias": "none",
                "target_modules": live if len(live) < len(ranks) else TARGETS, "rank_pattern": pattern, "alpha_pattern": pattern,
                "fan_in_fan_out": False, "inference_mode": True, "init_lora_weights": True, "use_rslora": False, "use_dora": False,
                "modules_to_save": None, "revision": None}


def main():
    torch.set_num_threads(1)
    method = run("alora", make_batches(), ALora)
    with torch.no_grad():
        ids = torch.tensor([PROBE])
        theirs = PeftModel.from_pretrained(load_base(), OUT / "alora" / "final")(input_ids=ids).logits
        assert torch.allclose(method.model(input_ids=ids).logits, theirs, atol=1e-5), "peft reads another model"
    for found in json.loads((OUT / "alora" / "run.json").read_text())["rounds"]:
        print("after step", found["step"], "margin", found["margin"], "losses", found["losses"], "ranks", list(found["ranks"].values()))


if __name__ == "__main__":
    main()
