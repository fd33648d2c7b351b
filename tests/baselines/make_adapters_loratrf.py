"""Trains LoRATRF on the tiny llama: an independent PyTorch version of the formulas. Files as adapters_common.py tells.

Run with the pinned packages of tests/oracle/requirements.txt after make_models.py. run.json also holds `turned` (how many task
vectors the first micro-batch turned) and `prepared_xi` (the task vectors training starts with).
"""

import math

import torch

from adapters_common import ALPHA, RANK, TARGETS, adamw, load_base, make_batches, new_run, rounded, train, write_adapter, write_json

FILTER_RANK, FILTER_SCALE = 2, 1.5
EPS = 1e-8


class LoraTrf:
    """The formulas of the reconstruction of arXiv 2412.09827 as forward hooks on a transformers model."""

    def __init__(self, model, placement, seed):
        draw = torch.Generator().manual_seed(seed)
        self.values = {}  # by their names in our files
        self.norms = {}   # filter's path -> its latest cosines and states
        self.sites = []
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

    def add(self, name, value):
        self.values[name] = value.clone().requires_grad_()

    def add_filter(self, name, width, draw):
        self.sites.append(name)
        self.add(f"{name}.trf_xi", torch.randn(width, generator=draw))
        self.add(f"{name}.trf_C.weight", (torch.rand(FILTER_RANK, width, generator=draw) * 2 - 1) / math.sqrt(width))
        self.add(f"{name}.trf_D.weight", torch.zeros(width, FILTER_RANK))

    def filtered(self, name, h):
        xi = self.values[f"{name}.trf_xi"]
        length = torch.sqrt((h * h).sum(-1))
        cosine = (h * xi).sum(-1) / (length.clamp(min=EPS) * torch.sqrt((xi * xi).sum()).clamp(min=EPS))
        self.norms[name] = (cosine.detach(), h.detach())
        s = torch.minimum(torch.maximum(cosine, torch.zeros(())), torch.ones(()))
        z = (s[..., None] * h) @ self.values[f"{name}.trf_C.weight"].T
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
        cosines, states = {n: [] for n in self.sites}, {n: [] for n in self.sites}
        with torch.no_grad():
            for s in sequences:
                model(input_ids=torch.tensor([s["ids"]]))
                for name in self.sites:
                    cosines[name].append(self.norms[name][0].flatten())
                    states[name].append(self.norms[name][1].flatten(0, 1))
            turned = 0
            for name in self.sites:
                xi = self.values[f"{name}.trf_xi"]
                if init == "randn_signed" and torch.cat(cosines[name]).mean() < 0:
                    xi.neg_()
                    turned += 1
                elif init == "mean":
                    mean = torch.cat(states[name]).mean(0)
                    xi.copy_(mean / mean.norm() * math.sqrt(xi.numel()))
        return turned

    def save(self, folder, placement, init):
        write_adapter(folder, self.values, {
            "peft_type": "LORATRF", "format_version": 1, "task_type": "CAUSAL_LM", "base_model_name_or_path": "llama", "r": RANK,
            "lora_alpha": float(ALPHA), "lora_dropout": 0.0, "target_modules": TARGETS, "placement": placement,
            "filter_rank": FILTER_RANK, "filter_scale": FILTER_SCALE, "xi_init": init})


def train_loratrf(batches, placement, init, seed):
    folder = new_run(f"loratrf_{placement}_{init}")
    model = load_base()
    adapter = LoraTrf(model, placement, seed)
    adapter.save(folder / "initial", placement, init)
    turned = adapter.prepare(model, init, batches[0][0])
    prepared = {n: rounded(adapter.values[f"{n}.trf_xi"].tolist()) for n in adapter.sites}
    xi = [v for k, v in adapter.values.items() if k.endswith("trf_xi")]
    rest = [v for k, v in adapter.values.items() if not k.endswith("trf_xi")]
    result = train(model, batches, adamw(rest, xi))
    adapter.save(folder / "final", placement, init)
    active = torch.cat([c.flatten() for c, _ in adapter.norms.values()])
    print(placement, init, "turned", turned, "active", (active > 0).float().mean().item(), result["losses"][0], result["losses"][-1])
    write_json(folder / "run.json", result | {"turned": turned, "prepared_xi": prepared})


def main():
    torch.set_num_threads(1)
    batches = make_batches()
    for placement in ("block", "linear"):
        for init in ("randn", "randn_signed", "mean"):
            train_loratrf(batches, placement, init, seed=21 if placement == "block" else 22)


if __name__ == "__main__":
    main()
