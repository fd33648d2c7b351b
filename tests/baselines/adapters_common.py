"""What all make_adapters_*.py share: the base models, the batches and recipe of adapters/batches.json, the training loop.

A run's folder is adapters/RUN: initial/ and final/ (adapter_model.safetensors and adapter_config.json as they are before and
after the 20 steps) and run.json with at least `losses` and `norms`, a value a step: the mean cross-entropy of the step's
supervised tokens before its update, and the norm of all gradients before clipping.
Sequences go through the model one by one: that packing changes nothing is part of what the tests prove.
Run alone it writes batches.json.
"""

import json
import shutil
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM

HERE = Path(__file__).resolve().parent
MODELS = HERE.parent / "data" / "models"
OUT = HERE / "adapters"

STEPS, SEQUENCES, WARMUP = 20, 5, 3
RECIPE = {"learning_rate": 5e-3, "weight_decay": 0.1, "beta1": 0.9, "beta2": 0.999, "adam_epsilon": 1e-8, "clip_norm": 1.0,
          "warmup": WARMUP, "schedule": "linear"}
RANK, ALPHA = 3, 6
PROBE = [5, 17, 33, 60, 8, 8, 41, 3, 22, 50, 11, 29]
TARGETS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


def make_batches(seed=11):
    """steps[step][micro][sequence] = {ids, supervised}; the micro-batches of a step are accumulated."""
    draw = torch.Generator().manual_seed(seed)

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


def load_base(name="llama"):
    model = AutoModelForCausalLM.from_pretrained(MODELS / name, dtype=torch.float32, attn_implementation="eager").eval()
    return model.requires_grad_(False)


def learning_rate(done):
    """After `done` updates: linear warm-up whose first rate is not 0, then linear decay to 0 after the last step."""
    if done < WARMUP:
        return RECIPE["learning_rate"] * (done + 1) / (WARMUP + 1)
    return RECIPE["learning_rate"] * (1 - (done - WARMUP) / (STEPS - WARMUP))


def adamw(decayed, plain=()):
    """The recipe's optimiser; a group's `lr` is a factor on the schedule."""
    groups = [{"params": list(decayed), "weight_decay": RECIPE["weight_decay"]}, {"params": list(plain), "weight_decay": 0.0}]
    return torch.optim.AdamW([g for g in groups if g["params"]], lr=1.0, betas=(RECIPE["beta1"], RECIPE["beta2"]),
                             eps=RECIPE["adam_epsilon"])


def cross_entropy(model, sequence, supervised):
    """Sum over the sequence's supervised tokens, divided by `supervised`, those of the whole step."""
    ids = torch.tensor([sequence["ids"]])
    labels = torch.where(torch.tensor(sequence["supervised"][1:]) == 1, ids[0, 1:], -100)
    logits = model(input_ids=ids).logits[0, :-1]
    return torch.nn.functional.cross_entropy(logits, labels, ignore_index=-100, reduction="sum") / supervised


def cross_entropies(model, micros, supervised):
    """The terms of a plain step's loss: (cross-entropy, no further term) a sequence."""
    for micro in micros:
        for sequence in micro:
            yield cross_entropy(model, sequence, supervised), None


def train(model, batches, optimizer, terms=cross_entropies, after_step=None):
    """Trains all parameters of the optimiser; the `lr` its groups come with are factors on the schedule.

    `terms(model, micros, supervised)` yields pairs (part of the cross-entropy, part of a method's own loss or None); their
    sum over a step is its loss. `after_step(step)`, from 0, is called when the gradients still are there, as clipped.
    Returns losses and norms; own_losses too where the method has a loss of its own.
    """
    factors = [group["lr"] for group in optimizer.param_groups]
    losses, own_losses, norms = [], [], []
    for step, micros in enumerate(batches):
        supervised = sum(sum(s["supervised"][1:]) for micro in micros for s in micro)
        optimizer.zero_grad()
        total = own_total = 0.0
        has_own = False
        for loss, own in terms(model, micros, supervised):
            (loss if own is None else loss + own).backward()
            total += loss.item()
            if own is not None:
                own_total += own.item()
                has_own = True
        parameters = [p for group in optimizer.param_groups for p in group["params"]]  # a method may have put new ones
        norms.append(torch.nn.utils.clip_grad_norm_(parameters, RECIPE["clip_norm"]).item())
        for group, factor in zip(optimizer.param_groups, factors, strict=True):
            group["lr"] = learning_rate(step) * factor
        optimizer.step()
        if after_step:
            after_step(step)
        losses.append(total)
        if has_own:
            own_losses.append(own_total)
    result = {"losses": rounded(losses), "norms": rounded(norms)}
    return result | {"own_losses": rounded(own_losses)} if own_losses else result


def rounded(values):
    return [float(f"{v:.8g}") for v in values]


def write_json(file, content, **layout):
    file.write_text(json.dumps(content, **layout) + "\n")


def new_run(name):
    """An empty folder for the run."""
    shutil.rmtree(OUT / name, ignore_errors=True)
    (OUT / name).mkdir(parents=True)
    return OUT / name


def write_tensors(file, tensors):
    save_file({k: v.detach().contiguous().clone() for k, v in tensors.items()}, file, metadata={"format": "pt"})
    file.chmod(0o644)


def write_logits(folder, model):
    """logits.safetensors: ids [T] as the C++ tests write them, logits [T, vocabulary]."""
    with torch.no_grad():
        logits = model(input_ids=torch.tensor([PROBE])).logits[0]
    write_tensors(folder / "logits.safetensors", {"ids": torch.tensor(PROBE).double(), "logits": logits})


def write_adapter(folder, tensors, config):
    """A folder of our own kind: what PEFT does not know."""
    folder.mkdir(parents=True)
    write_tensors(folder / "adapter_model.safetensors", tensors)
    write_json(folder / "adapter_config.json", config, indent=2, sort_keys=True)


if __name__ == "__main__":
    write_json(OUT / "batches.json", {"recipe": RECIPE, "steps": make_batches()}, separators=(",", ":"))
