"""Trains AdaMoLE and MiLoRA on the tiny llama: PyTorch versions of the formulas. Files as adapters_common.py and adapters_own.py
tell. Run with the pinned packages of tests/oracle/requirements.txt after make_models.py and make_rational.py.

run.json also holds `own_losses` (the balance loss with its weight, once a step) and `smallest_margin`, how near any choice of
experts or projections came to falling the other way in the whole run; seeds are tried until that is far above rounding.
For milora_bilevel further `dev` (the micro-batches whose turn it is after each step), `dev_losses` and
`coefficient_gradients`: a list a step, by name.
"""

import json
from pathlib import Path

import torch

from adapters_common import RECIPE, TARGETS, make_batches, rounded
from adapters_own import Method, micro_terms, projections, run, uniform

SAFE_MARGIN = 2e-6


class TooClose(Exception):
    """A choice that rounding could turn."""


class Routed(Method):
    def __init__(self):
        super().__init__()
        self.smallest_margin = 1.0

    def choose(self, margin):
        self.smallest_margin = min(self.smallest_margin, margin.min().item())
        if self.smallest_margin < SAFE_MARGIN:
            raise TooClose

    def report(self):
        return {"smallest_margin": float(f"{self.smallest_margin:.3g}")}


def k_largest(p, k):
    """[.., N] true at the k largest of each row, and by how much the k-th exceeds the next."""
    order = p.sort(-1, descending=True)
    chosen = torch.zeros_like(p, dtype=torch.bool).scatter(-1, order.indices[..., :k], True)
    return chosen, order.values[..., k - 1] - order.values[..., k]


class AdaMole(Routed):
    """arXiv 2405.00361. Experts and gates see every token for itself. `s` = alpha / rank of one expert.

    adaptive   w = max(p - tau, 0), tau = tau_max sigmoid(w_t x + b_t); active: p >= tau
    threshold  w = p where p >= tau_max, else 0
    top_k      w = p for the k largest
    each divided by the sum of w over the experts, or by 1 where that is 0. Only `adaptive` has a threshold to train.
    Balance loss of a projection: N sum_i f_i P_i; f_i = share of all tokens with i active, P_i = mean of p_i or of p_i - tau.
    """

    EXPERTS, RANK, ALPHA, TARGETS = 4, 2, 3, ["q_proj", "v_proj", "down_proj"]
    TOP_K, BALANCE = 2, 1e-3

    def __init__(self, model, seed, routing, balance_input):
        super().__init__()
        self.routing, self.balance_input, self.seen = routing, balance_input, {}
        draw = torch.Generator().manual_seed(seed)
        for name, module in projections(model, self.TARGETS):
            wide, narrow = module.in_features, module.out_features
            self.add(f"{name}.experts_A", uniform((self.EXPERTS, self.RANK, wide), wide, draw))
            self.add(f"{name}.experts_B", torch.zeros(self.EXPERTS, narrow, self.RANK))
            self.add(f"{name}.gate.weight", uniform((self.EXPERTS, wide), wide, draw))
            if routing == "adaptive":
                self.add(f"{name}.threshold.weight", uniform((1, wide), wide, draw))
                self.add(f"{name}.threshold.bias", uniform((1,), wide, draw))
            module.register_forward_hook(self.on_linear(name))

    def on_linear(self, name):
        def hook(_module, inputs, y):
            x = inputs[0][0]  # [T, in]
            p = torch.softmax(x @ self.values[f"{name}.gate.weight"].T, -1)
            tau = torch.tensor(1 / self.EXPERTS)
            if self.routing == "adaptive":
                tau = tau * torch.sigmoid(x @ self.values[f"{name}.threshold.weight"].T + self.values[f"{name}.threshold.bias"])
            if self.routing == "top_k":
                active, margin = k_largest(p, self.TOP_K)
            else:
                active, margin = p >= tau, (p - tau).abs()
            self.choose(margin)
            w = torch.where(active, p - tau if self.routing == "adaptive" else p, 0)
            total = w.sum(-1, keepdim=True)
            w = w / torch.where(total == 0, 1, total)
            self.seen.setdefault(name, []).append((active.float(), p - tau if self.balance_input == "p_minus_tau" else p))
            z = torch.einsum("ti,nri->tnr", x, self.values[f"{name}.experts_A"])
            return y + self.ALPHA / self.RANK * torch.einsum("tnr,nor,tn->to", z, self.values[f"{name}.experts_B"], w)
        return hook

    def forget(self):
        self.seen = {}

    def own_loss(self):
        total = torch.zeros(())
        for tokens in self.seen.values():
            f, P = (torch.cat(parts).mean(0) for parts in zip(*tokens, strict=True))
            total = total + self.EXPERTS * (f * P).sum()
        return self.BALANCE * total

    def config(self):
        return {"peft_type": "ADAMOLE", "experts": self.EXPERTS, "r": self.RANK, "lora_alpha": float(self.ALPHA),
                "lora_dropout": 0.0, "target_modules": self.TARGETS, "routing": self.routing, "top_k": self.TOP_K,
                "tau_max": 0.0, "balance": self.BALANCE, "balance_input": self.balance_input}


class MiLora(Routed):
    """arXiv 2410.18035. A block's router looks at its input H over the prompt [P, d] and chooses which of its projections
    get their low-rank term, for the prompt and all that follows: h = pool(H), p = softmax(W_r Ra(h)), the k largest.

    Pooling: attention softmax_over_tokens(H w)^T H, mean, max (by feature), last token.
    Gate of a chosen projection: none 1; p its p; renormalised p / sum of the chosen p.
    Balance loss of a block: N sum_i f_i P_i; f_i = share of prompts whose largest p is i's, P_i = mean of p_i over prompts.
    Bilevel: numerator and denominator leave the optimiser (and its clipping norm). After step t, counted from 0, one AdamW step of
    their own is made (constant rate 1e-6, the recipe's betas and epsilon, no decay, no clipping) with the gradient of
    cross-entropy / supervised tokens + balance loss on dev micro-batch t mod 2, at the weights of after the step (first order:
    the weights count as constants).
    """

    RANK, TOP_K, BALANCE, BILEVEL_RATE = 2, 3, 1e-2, 1e-6

    def __init__(self, model, seed, pooler="attention", activation="rational", gate="renormalised", alpha=2, dev=()):
        super().__init__()
        self.model, self.pooler, self.activation, self.gate, self.alpha = model, pooler, activation, gate, alpha
        self.dev, self.dev_losses, self.dev_gradients = dev, [], []
        self.prompt, self.gates, self.seen = 0, {}, {}
        fit = json.loads((Path(__file__).resolve().parent / "rational.json").read_text())
        draw = torch.Generator().manual_seed(seed)
        d = model.config.hidden_size
        for layer, block in enumerate(model.model.layers):
            prefix = f"base_model.model.model.layers.{layer}"
            adapted = projections(block, TARGETS)
            for index, (name, module) in enumerate(adapted):
                path = name.replace("base_model.model", prefix)
                self.add(f"{path}.lora_A.weight", uniform((self.RANK, module.in_features), module.in_features, draw))
                self.add(f"{path}.lora_B.weight", torch.zeros(module.out_features, self.RANK))
                module.register_forward_hook(self.on_linear(path, prefix, index))
            if pooler == "attention":
                self.add(f"{prefix}.milora_pooler", uniform((d,), d, draw))
            self.add(f"{prefix}.milora_router.weight", uniform((len(adapted), d), d, draw))
            if activation == "rational":
                self.add(f"{prefix}.milora_numerator", torch.tensor(fit["numerator"]))
                self.add(f"{prefix}.milora_denominator", torch.tensor(fit["denominator"]))
            block.register_forward_pre_hook(self.on_block(prefix))
        if dev:
            self.second = torch.optim.AdamW(self.coefficients().values(), lr=self.BILEVEL_RATE, weight_decay=0.0,
                                            betas=(RECIPE["beta1"], RECIPE["beta2"]), eps=RECIPE["adam_epsilon"])

    def start(self, prompt):
        self.prompt = prompt

    def pooled(self, prefix, H):
        if self.pooler == "attention":
            return torch.softmax(H @ self.values[f"{prefix}.milora_pooler"], 0) @ H
        return {"mean": H.mean(0), "max": H.amax(0), "last": H[-1]}[self.pooler]

    def activated(self, prefix, h):
        if self.activation == "gelu":
            return torch.nn.functional.gelu(h)
        a, b = self.values[f"{prefix}.milora_numerator"], self.values[f"{prefix}.milora_denominator"]
        powers = torch.stack([h**j for j in range(7)])
        return (a @ powers) / (1 + (b @ powers[1:6]).abs())

    def on_block(self, prefix):
        def hook(_module, inputs):
            h = self.pooled(prefix, inputs[0][0, :self.prompt])
            p = torch.softmax(self.values[f"{prefix}.milora_router.weight"] @ self.activated(prefix, h), -1)  # [N]
            chosen, margin = k_largest(p, self.TOP_K)
            first, lead = k_largest(p, 1)
            self.choose(torch.minimum(margin, lead))
            weight = torch.ones_like(p) if self.gate == "none" else p
            self.gates[prefix] = torch.where(chosen, weight, 0)
            if self.gate == "renormalised":
                self.gates[prefix] = self.gates[prefix] / self.gates[prefix].sum()
            self.seen.setdefault(prefix, []).append((first.float(), p))
        return hook

    def on_linear(self, name, prefix, index):
        def hook(_module, inputs, y):
            low_rank = inputs[0] @ self.values[f"{name}.lora_A.weight"].T @ self.values[f"{name}.lora_B.weight"].T
            return y + self.gates[prefix][index] * self.alpha / self.RANK * low_rank
        return hook

    def forget(self):
        self.seen = {}

    def own_loss(self):
        total = torch.zeros(())
        for prompts in self.seen.values():
            f, P = (torch.stack(parts).mean(0) for parts in zip(*prompts, strict=True))
            total = total + len(P) * (f * P).sum()
        return self.BALANCE * total

    def coefficients(self):
        return {k: v for k, v in self.values.items() if k.endswith(("milora_numerator", "milora_denominator"))}

    def plain(self):
        apart = self.coefficients() if self.dev else {}
        return [v for k, v in self.values.items() if v.dim() == 1 and k not in apart]

    def after_step(self, step, optimizer):
        if not self.dev:
            return
        micro = self.dev[step % len(self.dev)]
        loss, own = micro_terms(self, self.model, micro, sum(sum(s["supervised"][1:]) for s in micro))
        coefficients = self.coefficients()
        gradients = torch.autograd.grad(loss + own, coefficients.values())
        for value, gradient in zip(coefficients.values(), gradients, strict=True):
            value.grad = gradient
        self.second.step()
        self.second.zero_grad()
        self.dev_losses.append((loss + own).item())
        self.dev_gradients.append({k: rounded(g.tolist()) for k, g in zip(coefficients, gradients, strict=True)})

    def report(self):
        bilevel = {"dev": self.dev, "dev_losses": rounded(self.dev_losses), "coefficient_gradients": self.dev_gradients}
        return super().report() | (bilevel if self.dev else {})

    def config(self):
        return {"peft_type": "MILORA", "r": self.RANK, "lora_alpha": float(self.alpha), "lora_dropout": 0.0,
                "target_modules": TARGETS, "top_k": self.TOP_K, "pooler": self.pooler, "activation": self.activation,
                "gate": self.gate, "balance": self.BALANCE, "bilevel": bool(self.dev)}


def first_safe(name, batches, make):
    """run() with the first seed for which no choice is nearer than SAFE_MARGIN."""
    for seed in range(31, 131):
        try:
            return run(name, batches, lambda model: make(model, seed))
        except TooClose:
            pass
    raise TooClose


def main():
    torch.set_num_threads(1)
    batches = make_batches()
    for routing, balance_input in (("adaptive", "p"), ("adaptive", "p_minus_tau"), ("top_k", "p"), ("threshold", "p")):
        name = f"adamole_{routing}" + ("_p_minus_tau" if balance_input != "p" else "")
        first_safe(name, batches, lambda model, seed: AdaMole(model, seed, routing, balance_input))
    for name, options in (("milora", {}), ("milora_mean_gelu_p", {"pooler": "mean", "activation": "gelu", "gate": "p", "alpha": 3}),
                          ("milora_max_none", {"pooler": "max", "gate": "none"}), ("milora_last", {"pooler": "last"}),
                          ("milora_bilevel", {"dev": make_batches(seed=12)[0]})):
        first_safe(name, batches, lambda model, seed: MiLora(model, seed, **options))


if __name__ == "__main__":
    main()
