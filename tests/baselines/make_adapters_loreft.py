"""Trains LoReFT (arXiv 2404.03592) on the tiny llama: a PyTorch version of the formulas. Files as adapters_common.py and
adapters_own.py tell. Run with the pinned packages of tests/oracle/requirements.txt after make_models.py.

At the output of each chosen block, for a prompt's first `first` and last `last` tokens (all of a prompt shorter than both together,
each once), h' = h + R^T (W h + b - R h); answers are left as they are.
R [r, d] has orthonormal rows because it is made of others, by PyTorch's own orthogonal(.., "householder", use_trivialization=False),
the map pyreft uses: V [d, r] holds Householder vectors v_i = (0, .., 0, 1, V[i+1:, i]) below its diagonal and signs +-1 on it,

    R^T = (H_1 .. H_r)[:, :r] diag(sign),  H_i = I - tau_i v_i v_i^T,  tau_i = 2 / |v_i|^2
        = linalg_householder_product(V.tril(-1), tau) * V.diagonal(),  tau = 2 / (1 + (V.tril(-1)^2).sum(0)).

V is trained (`.reft_V`, saved beside `.reft_R` so that training can resume; without decay, which would end the signs), what lies on
and above its diagonal never changes. For a given R: V, _ = geqrf(R^T), its diagonal replaced by its signs.
run.json also holds `largest_fault`, of R R^T - I in any step.
"""

import torch
from torch.nn.utils.parametrizations import orthogonal

from adapters_common import make_batches
from adapters_own import Method, run, uniform

RANK = 3


class LoReft(Method):
    def __init__(self, model, first, last, layers):
        super().__init__()
        self.first, self.last, self.layers, self.prompt = first, last, layers, 0
        self.rotations, self.largest_fault = {}, 0.0
        draw = torch.Generator().manual_seed(41)
        d = model.config.hidden_size
        for layer in layers:
            name = f"base_model.model.model.layers.{layer}"
            rotation = torch.nn.Module()
            rotation.weight = torch.nn.Parameter(torch.linalg.qr(torch.randn(d, RANK, generator=draw)).Q)
            self.rotations[name] = orthogonal(rotation, orthogonal_map="householder", use_trivialization=False)
            self.values[f"{name}.reft_V"] = rotation.parametrizations.weight.original
            self.add(f"{name}.reft_W.weight", uniform((RANK, d), d, draw))
            self.add(f"{name}.reft_W.bias", uniform((RANK,), d, draw))
            model.model.layers[layer].register_forward_hook(self.on_block(name))

    def start(self, prompt):
        self.prompt = prompt

    def on_block(self, name):
        def hook(_module, _inputs, h):
            R = self.rotations[name].weight.T
            chosen = [t < self.first or t >= self.prompt - self.last for t in range(self.prompt)] + [False] * (h.shape[1] - self.prompt)
            edit = (h @ self.values[f"{name}.reft_W.weight"].T + self.values[f"{name}.reft_W.bias"] - h @ R.T) @ R
            return torch.where(torch.tensor(chosen)[:, None], h + edit, h)
        return hook

    def decayed(self):
        return [v for k, v in self.values.items() if k.endswith("reft_W.weight")]

    def plain(self):
        return [v for k, v in self.values.items() if not k.endswith("reft_W.weight")]

    def after_step(self, step, optimizer):
        for rotation in self.rotations.values():
            fault = (rotation.weight.T @ rotation.weight - torch.eye(RANK)).abs().max().item()
            self.largest_fault = max(self.largest_fault, fault)

    def report(self):
        return {"largest_fault": float(f"{self.largest_fault:.3g}")}

    def tensors(self):
        return self.values | {f"{name}.reft_R": rotation.weight.T for name, rotation in self.rotations.items()}

    def config(self):
        return {"peft_type": "LOREFT", "r": RANK, "lora_dropout": 0.0, "first": self.first, "last": self.last, "layers": self.layers}


def main():
    torch.set_num_threads(1)
    batches = make_batches()
    run("loreft", batches, lambda model: LoReft(model, 2, 2, [0, 1]))
    run("loreft_one_layer", batches, lambda model: LoReft(model, 3, 1, [1]))


if __name__ == "__main__":
    main()
