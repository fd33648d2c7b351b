"""Opens the adapter folders that C++ tests left (LORATRF_ORACLE_DIR/adapters/NAME) with PEFT.

Usage: check_adapters.py FOLDER...

A type PEFT knows opens: every tensor of the file is used, and logits.safetensors (ids [T], logits [T, vocabulary]) is what the model
of ../data/models answers that the configuration names. Any other is refused by its type, instead of being loaded in part.
"""

import json
import sys
from pathlib import Path

import torch
from peft import PeftConfig, PeftModel, PeftType, get_peft_model_state_dict
from safetensors.torch import load_file
from transformers import AutoModelForCausalLM

MODELS = Path(__file__).resolve().parent.parent / "data" / "models"
TOLERANCE = 1e-5  # of the largest logit


def load_base(model):
    return AutoModelForCausalLM.from_pretrained(model, dtype=torch.float32, attn_implementation="eager").eval()


def open_adapter(base, folder):
    model = PeftModel.from_pretrained(base, folder).eval()
    expected, found = load_file(folder / "adapter_model.safetensors"), get_peft_model_state_dict(model)
    if found.keys() != expected.keys():
        sys.exit(f"{folder}: other tensors in PEFT and in the file: {sorted(found.keys() ^ expected.keys())}")
    for name, value in expected.items():
        if not torch.equal(found[name], value):
            sys.exit(f"{folder}: {name} differs in PEFT")
    return model, len(expected)


def configuration(folder):
    return json.loads((folder / "adapter_config.json").read_text())


def opens(folder):
    saved = load_file(folder / "logits.safetensors")
    ids, expected = saved["ids"].long()[None], saved["logits"]
    base = load_base(MODELS / Path(configuration(folder)["base_model_name_or_path"]).name)
    with torch.no_grad():
        plain = base(ids).logits[0]
        model, tensors = open_adapter(base, folder)
        found = model(ids).logits[0]
    change, fault = ((found - other).abs().max() / expected.abs().max() for other in (plain, expected))
    if not fault < TOLERANCE or not change > 1000 * TOLERANCE:
        sys.exit(f"{folder}: logits differ by {fault:.1e} of the largest; the adapter changes them by {change:.1e}")
    return f"opens, {tensors} tensors equal, {len(expected)} rows of logits equal to {fault:.0e}"


def refuses(folder):
    kind = configuration(folder)["peft_type"]
    for attempt in (lambda: PeftConfig.from_pretrained(folder), lambda: PeftModel.from_pretrained(load_base(MODELS / "llama"), folder)):
        try:
            attempt()
        except (KeyError, ValueError) as error:
            if kind not in str(error):
                sys.exit(f"{folder}: refused, but not for its type {kind}: {error!r}")
        else:
            sys.exit(f"{folder}: PEFT opens it")
    return f"refused: PEFT does not know {kind}"


if __name__ == "__main__":
    for argument in map(Path, sys.argv[1:]):
        known = configuration(argument)["peft_type"] in set(PeftType)
        print(opens(argument) if known else refuses(argument))
