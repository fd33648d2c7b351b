"""Compares what `loratrf combine` makes of adapters with PEFT's add_weighted_adapter.

Usage: check_combine.py ADAPTERS FOLDER...

ADAPTERS: tests/baselines/adapters, where the sources lie. FOLDER: a combined adapter with request.json: adapters, weights and PEFT's
combination_type.
"""

import json
import sys
from pathlib import Path

import torch
from peft import PeftModel

from check_adapters import MODELS, TOLERANCE, configuration, load_base, open_adapter

PROBE = torch.tensor([[5, 17, 33, 60, 8, 8, 41, 3, 22, 50, 11, 29]])


def combined_by_peft(sources, weights, combination_type):
    names = [f"source{i}" for i in range(len(sources))]
    model = PeftModel.from_pretrained(load_base(MODELS / "llama"), sources[0], adapter_name=names[0])
    for name, source in zip(names[1:], sources[1:], strict=True):
        model.load_adapter(source, adapter_name=name)
    model.add_weighted_adapter(names, weights, "combined", combination_type=combination_type)
    model.set_adapter("combined")
    return model.eval()


def check(adapters, folder):
    request = json.loads((folder / "request.json").read_text())
    base = load_base(MODELS / Path(configuration(folder)["base_model_name_or_path"]).name)
    with torch.no_grad():
        plain = base(PROBE).logits
        found = open_adapter(base, folder)[0](PROBE).logits
        expected = combined_by_peft([adapters / run / "final" for run in request["adapters"]], request["weights"],
                                    request["combination_type"])(PROBE).logits
    fault, change = ((other - expected).abs().max() / expected.abs().max() for other in (found, plain))
    if not fault < TOLERANCE or not change > 1000 * TOLERANCE:
        sys.exit(f"{folder}: logits differ by {fault:.1e} of the largest; the adapter changes them by {change:.1e}")
    return f"{folder.name} is PEFT's {request['combination_type']}, logits equal to {fault:.0e}"


if __name__ == "__main__":
    for argument in map(Path, sys.argv[2:]):
        print(check(Path(sys.argv[1]), argument))
