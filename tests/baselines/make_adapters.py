"""Trains adapters on the tiny llama of ../data/models for 20 steps: LoRA with peft, LoRATRF with a PyTorch version of its own.

Run with the pinned packages of tests/oracle/requirements.txt after make_models.py. Writes adapters/batches.json (what every
run is trained on) and adapters/RUN/ with the start (initial/), the end (final/) and run.json (losses, norms).
Sequences go through the model one by one: that packing changes nothing is part of what the tests prove.
"""

import json
import math
import shutil
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM

HERE = Path(__file__).resolve().parent
MODEL = HERE.parent / "data" / "models" / "llama"
OUT = HERE / "adapters"

STEPS, SEQUENCES, WARMUP = 20, 5, 3
RECIPE = {"learning_rate": 5e-3, "weight_decay": 0.1, "beta1": 0.9, "beta2": 0.999, "adam_epsilon": 1e-8, "clip_norm": 1.0,
          "warmup": WARMUP, "schedule": "linear"}
RANK, ALPHA, FILTER_RANK, FILTER_SCALE = 3, 6, 2, 1.5
TARGETS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
EPS = 1e-8


def make_batches():
    """steps[step][micro][sequence] = {ids, supervised}; the micro-batches of a step are accumulated."""
    draw = torch.Generator().manual_seed(11)

    def number(low, high):
        return torch.randint(low, high, (1,), generator=draw).item()

    def sequence():
        length = number(4, 15)
        ids = [number(3, 64)]
        while len(ids) < length:  # a pattern the adapters can learn
            ids.append((3 * ids[-1] + 7) % 61 + 3 if number(0, 5) else number(3, 64))
        prompt = number(1, length - 1)
        return {"ids": ids, "supervised": [int(i >= prompt) for i in range(length)]}

    return [[[sequence() for _ in range(3)], [sequence() for _ in range(SEQUENCES - 3)]] for _ in range(STEPS)]


def load_base():
    model = AutoModelForCausalLM.from_pretrained(MODEL, dtype=torch.float32, attn_implementation="eager").eval()
    return model.requires_grad_(False)


def learning_rate(done):
    """After `done` updates: linear warm-up whose first rate is not 0, then linear decay to 0 after the last step."""
    if done < WARMUP:
        return RECIPE["learning_rate"] * (done + 1) / (WARMUP + 1)
    return RECIPE["learning_rate"] * (1 - (done - WARMUP) / (STEPS - WARMUP))


def train(model, batches, decayed, plain):
    groups = [{"params": decayed, "weight_decay": RECIPE["weight_decay"]}, {"params": plain, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW([g for g in groups if g["params"]], lr=1.0, betas=(RECIPE["beta1"], RECIPE["beta2"]),
                                  eps=RECIPE["adam_epsilon"])
    losses, norms = [], []
    for step, micros in enumerate(batches):
        sequences = [s for micro in micros for s in micro]
        supervised = sum(sum(s["supervised"][1:]) for s in sequences)
        optimizer.zero_grad()
        total = 0.0
        for s in sequences:
            ids = torch.tensor([s["ids"]])
            labels = torch.where(torch.tensor(s["supervised"][1:]) == 1, ids[0, 1:], -100)
            logits = model(input_ids=ids).logits[0, :-1]
            loss = torch.nn.functional.cross_entropy(logits, labels, ignore_index=-100, reduction="sum") / supervised
            loss.backward()
            total += loss.item()
        norms.append(torch.nn.utils.clip_grad_norm_(decayed + plain, RECIPE["clip_norm"]).item())
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(step)
        optimizer.step()
        losses.append(total)
    return {"losses": [float(f"{v:.8g}") for v in losses], "norms": [float(f"{v:.8g}") for v in norms]}


def write_json(file, content, **layout):
    file.write_text(json.dumps(content, **layout) + "\n")


def train_lora(batches):
    folder = OUT / "lora"
    torch.manual_seed(1)
    model = get_peft_model(load_base(), LoraConfig(r=RANK, lora_alpha=ALPHA, target_modules=TARGETS, lora_dropout=0.0,
                                                   bias="none", task_type="CAUSAL_LM"))

    def save(name):
        model.save_pretrained(folder / name)
        (folder / name / "README.md").unlink(missing_ok=True)
        config = json.loads((folder / name / "adapter_config.json").read_text())
        config |= {"base_model_name_or_path": "llama", "target_modules": sorted(config["target_modules"])}
        write_json(folder / name / "adapter_config.json", config, indent=2, sort_keys=True)

    save("initial")
    result = train(model, batches, [p for p in model.parameters() if p.requires_grad], [])
    save("final")
    write_json(folder / "run.json", result)


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
        folder.mkdir(parents=True)
        save_file({k: v.detach().contiguous() for k, v in self.values.items()}, folder / "adapter_model.safetensors",
                  metadata={"format": "pt"})
        (folder / "adapter_model.safetensors").chmod(0o644)
        write_json(folder / "adapter_config.json", {
            "peft_type": "LORATRF", "format_version": 1, "task_type": "CAUSAL_LM", "base_model_name_or_path": "llama", "r": RANK,
            "lora_alpha": float(ALPHA), "lora_dropout": 0.0, "target_modules": TARGETS, "placement": placement,
            "filter_rank": FILTER_RANK, "filter_scale": FILTER_SCALE, "xi_init": init}, indent=2, sort_keys=True)


def train_loratrf(batches, placement, init, seed):
    folder = OUT / f"loratrf_{placement}_{init}"
    model = load_base()
    adapter = LoraTrf(model, placement, seed)
    adapter.save(folder / "initial", placement, init)
    turned = adapter.prepare(model, init, batches[0][0])
    prepared = {n: [float(f"{v:.8g}") for v in adapter.values[f"{n}.trf_xi"].tolist()] for n in adapter.sites}
    xi = [v for k, v in adapter.values.items() if k.endswith("trf_xi")]
    rest = [v for k, v in adapter.values.items() if not k.endswith("trf_xi")]
    result = train(model, batches, rest, xi)
    adapter.save(folder / "final", placement, init)
    active = torch.cat([c.flatten() for c, _ in adapter.norms.values()])
    print(placement, init, "turned", turned, "active", (active > 0).float().mean().item(), result["losses"][0], result["losses"][-1])
    write_json(folder / "run.json", result | {"turned": turned, "prepared_xi": prepared})


def main():
    torch.set_num_threads(1)
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir()
    batches = make_batches()
    write_json(OUT / "batches.json", {"recipe": RECIPE, "steps": batches}, separators=(",", ":"))
    train_lora(batches)
    for placement in ("block", "linear"):
        for init in ("randn", "randn_signed", "mean"):
            train_loratrf(batches, placement, init, seed=21 if placement == "block" else 22)


if __name__ == "__main__":
    main()
