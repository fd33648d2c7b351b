"""Trains adapters with peft on the tiny models of ../data/models. Files as adapters_common.py tells.

Run with the pinned packages of tests/oracle/requirements.txt after make_models.py.
"""

import json

import torch
from peft import LoraConfig, get_peft_model

from adapters_common import ALPHA, RANK, TARGETS, adamw, load_base, make_batches, new_run, train, write_json


def save(model, folder, base="llama"):
    """As peft saves it, less what differs from one run to the next: order of sets, absolute paths."""
    model.save_pretrained(folder)
    (folder / "README.md").unlink(missing_ok=True)
    config = json.loads((folder / "adapter_config.json").read_text())
    config |= {"base_model_name_or_path": base, "target_modules": sorted(config["target_modules"])}
    write_json(folder / "adapter_config.json", config, indent=2, sort_keys=True)


def lora_config(**changes):
    return LoraConfig(**dict(r=RANK, lora_alpha=ALPHA, target_modules=TARGETS, lora_dropout=0.0, bias="none",
                             task_type="CAUSAL_LM") | changes)


def trainable(model):
    return [p for p in model.parameters() if p.requires_grad]


def train_lora(batches):
    folder = new_run("lora")
    torch.manual_seed(1)
    model = get_peft_model(load_base(), lora_config())
    save(model, folder / "initial")
    result = train(model, batches, adamw(trainable(model)))
    save(model, folder / "final")
    write_json(folder / "run.json", result)


def main():
    torch.set_num_threads(1)
    train_lora(make_batches())


if __name__ == "__main__":
    main()
