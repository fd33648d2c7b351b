"""Trains LoRATRF on the tiny llama: an independent PyTorch version of the formulas. Files as adapters_common.py and
adapters_own.py tell.

Run with the pinned packages of tests/oracle/requirements.txt after make_models.py. run.json also holds `turned` (how many task
vectors the first micro-batch turned) and `prepared_xi` (the task vectors training starts with).
loratrf_dense, loratrf_shared and loratrf_unfiltered are variants for study, placed at blocks: T [d, d] from zero instead of
D C; one xi for all sites, `base_model.model.trf_xi`, turned by the mean cosine over all of them; no filter and no xi (s = 1).
Their adapter_config.json has the keys transform, shared_xi and filter; where these are absent the default is meant.
"""

import math

import torch

from adapters_common import ALPHA, RANK, TARGETS, adamw, load_base, make_batches, new_run, rounded, train, write_adapter, write_json
from adapters_own import Method, write_logits

FILTER_RANK, FILTER_SCALE = 2, 1.5
EPS = 1e-8


class LoraTrf(Method):
    """The formulas of the reconstruction of arXiv 2412.09827 as forward hooks on a transformers model."""

    def __init__(self, model, placement, seed, variant):
        super().__init__()
        draw = torch.Generator().manual_seed(seed)
        self.dense, self.shared = variant.get("transform") == "dense", variant.get("shared_xi", False)
        self.filters = variant.get("filter", True)
        self.norms = {}  # site -> its latest cosines and states
        self.sites = {}  # prefix of a task vector -> the sites it filters
        for path, module in model.named_modules():
            if path.split(".")[-1] in TARGETS:
                name = f"base_model.model.{path}"
                bound = 1 / math.sqrt(module.in_features)
                self.add(f"{name}.lora_A.weight", (torch.rand(RANK, module.in_features, generator=draw) * 2 - 1) * bound)
                self.add(f"{name}.lora_B.weight", torch.zeros(module.out_features, RANK))
                if placement == "linear":
                    self.add_filter(name, module.out_features, draw)
                module.register_forward_hook(self.on_linear(name, placement == "linear"))
        for layer, block in enumerate(model.model.layers):
            if placement == "block":
                name = f"base_model.model.model.layers.{layer}"
                self.add_filter(name, model.config.hidden_size, draw)
                block.register_forward_hook(self.on_block(name))

    def add_filter(self, name, width, draw):
        if self.filters:
            owner = "base_model.model" if self.shared else name
            if owner not in self.sites:
                self.add(f"{owner}.trf_xi", torch.randn(width, generator=draw))
            self.sites.setdefault(owner, []).append(name)
        if self.dense:
            self.add(f"{name}.trf_T", torch.zeros(width, width))
        else:
            self.add(f"{name}.trf_C.weight", (torch.rand(FILTER_RANK, width, generator=draw) * 2 - 1) / math.sqrt(width))
            self.add(f"{name}.trf_D.weight", torch.zeros(width, FILTER_RANK))

    def let_through(self, name, h):
        """s h"""
        if not self.filters:
            return h
        xi = self.values["base_model.model.trf_xi" if self.shared else f"{name}.trf_xi"]
        length = torch.sqrt((h * h).sum(-1))
        cosine = (h * xi).sum(-1) / (length.clamp(min=EPS) * torch.sqrt((xi * xi).sum()).clamp(min=EPS))
        self.norms[name] = (cosine.detach(), h.detach())
        s = torch.minimum(torch.maximum(cosine, torch.zeros(())), torch.ones(()))
        return s[..., None] * h

    def filtered(self, name, h):
        if self.dense:
            return FILTER_SCALE * (self.let_through(name, h) @ self.values[f"{name}.trf_T"].T)
        z = self.let_through(name, h) @ self.values[f"{name}.trf_C.weight"].T
        return FILTER_SCALE * (z @ self.values[f"{name}.trf_D.weight"].T)

    def on_linear(self, name, filters):
        def hook(_module, inputs, h):
            low_rank = (inputs[0] @ self.values[f"{name}.lora_A.weight"].T) @ self.values[f"{name}.lora_B.weight"].T
            y = h + (ALPHA / RANK) * low_rank
            return y + self.filtered(name, h) if filters else y
        return hook

    def on_block(self, name):
        def hook(_module, _inputs, output):
            h = output[0] if isinstance(output, tuple) else output
            y = h + self.filtered(name, h)
            return (y, *output[1:]) if isinstance(output, tuple) else y
        return hook

    def prepare(self, model, init, sequences):
        """Turns or replaces the task vectors by what the first micro-batch shows. Returns how many were turned."""
        cosines, states = {owner: [] for owner in self.sites}, {owner: [] for owner in self.sites}
        with torch.no_grad():
            for s in sequences:
                model(input_ids=torch.tensor([s["ids"]]))
                for owner, names in self.sites.items():
                    cosines[owner] += [self.norms[name][0].flatten() for name in names]
                    states[owner] += [self.norms[name][1].flatten(0, 1) for name in names]
            turned = 0
            for owner in self.sites:
                xi = self.values[f"{owner}.trf_xi"]
                if init == "randn_signed" and torch.cat(cosines[owner]).mean() < 0:
                    xi.neg_()
                    turned += 1
                elif init == "mean":
                    mean = torch.cat(states[owner]).mean(0)
                    xi.copy_(mean / mean.norm() * math.sqrt(xi.numel()))
        return turned

    def save(self, folder, placement, init, variant):
        write_adapter(folder, self.values, {
            "peft_type": "LORATRF", "format_version": 1, "task_type": "CAUSAL_LM", "base_model_name_or_path": "llama", "r": RANK,
            "lora_alpha": float(ALPHA), "lora_dropout": 0.0, "target_modules": TARGETS, "placement": placement,
            "filter_rank": FILTER_RANK, "filter_scale": FILTER_SCALE, "xi_init": init} | variant)


def train_loratrf(batches, name, placement, init, seed, variant=None):
    variant = variant or {}
    folder = new_run(f"loratrf_{name}")
    model = load_base()
    adapter = LoraTrf(model, placement, seed, variant)
    adapter.save(folder / "initial", placement, init, variant)
    turned = adapter.prepare(model, init, batches[0][0])
    prepared = {owner: rounded(adapter.values[f"{owner}.trf_xi"].tolist()) for owner in adapter.sites}
    result = train(model, batches, adamw(adapter.decayed(), adapter.plain()))
    adapter.save(folder / "final", placement, init, variant)
    write_json(folder / "run.json", result | {"turned": turned, "prepared_xi": prepared})
    active = [(c > 0).float().mean().item() for c, _ in adapter.norms.values()]
    print(name, "turned", turned, "active", rounded(active), result["losses"][0], result["losses"][-1])
    write_logits(folder / "final" / "logits.safetensors", adapter, model)


def main():
    torch.set_num_threads(1)
    batches = make_batches()
    for placement in ("block", "linear"):
        for init in ("randn", "randn_signed", "mean"):
            train_loratrf(batches, f"{placement}_{init}", placement, init, seed=21 if placement == "block" else 22)
    variant = {"transform": "low_rank", "shared_xi": False, "filter": True}
    for name, changes in (("dense", {"transform": "dense"}), ("shared", {"shared_xi": True}), ("unfiltered", {"filter": False})):
        train_loratrf(batches, name, "block", "randn_signed", 23, variant | changes)


if __name__ == "__main__":
    main()
