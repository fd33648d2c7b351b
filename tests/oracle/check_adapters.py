"""Opens the adapter folders that tst_lora left (LORATRF_ORACLE_DIR) with PEFT.

Usage: check_adapters.py opens FOLDER...      equal tensors, and equal logits over the model of ../data/models/llama
       check_adapters.py refuses FOLDER...    PEFT names the unknown type instead of loading a part
"""

import json
import sys
from pathlib import Path

import torch
from peft import PeftConfig, PeftModel, get_peft_model_state_dict
from safetensors.torch import load_file
from transformers import AutoModelForCausalLM

MODEL = Path(__file__).resolve().parent.parent / "data" / "models" / "llama"
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


def opens(folder):
    saved = load_file(folder / "logits.safetensors")
    ids, expected = saved["ids"].long()[None], saved["logits"]
    base = load_base(MODEL)
    with torch.no_grad():
        plain = base(ids).logits[0]
        model, tensors = open_adapter(base, folder)
        found = model(ids).logits[0]
    change, fault = (found - plain).abs().max(), (found - expected).abs().max() / expected.abs().max()
    if not fault < TOLERANCE or not change > 0.1:
        sys.exit(f"{folder}: logits differ by {fault:.1e}; the adapter changes them by {change:.1e}")
    return f"{tensors} tensors equal, {len(expected)} rows of logits equal to {fault:.0e}"


def refuses(folder):
    kind = json.loads((folder / "adapter_config.json").read_text())["peft_type"]
    for attempt in (lambda: PeftConfig.from_pretrained(folder), lambda: PeftModel.from_pretrained(load_base(MODEL), folder)):
        try:
            attempt()
        except (KeyError, ValueError) as error:
            if kind not in str(error):
                sys.exit(f"{folder}: refused, but not for its type {kind}: {error!r}")
        else:
            sys.exit(f"{folder}: PEFT opens it")
    return f"PEFT does not know {kind}"


if __name__ == "__main__":
    for argument in sys.argv[2:]:
        print({"opens": opens, "refuses": refuses}[sys.argv[1]](Path(argument)))
