"""Opens adapters of the methods PEFT lacks with load_adapter.py, on the model of ../data/models that their configuration names.

Usage: check_loader.py exports FOLDER...      each carries load_adapter.py, which must be the one of resources/python
       check_loader.py references FOLDER...   final/ of ../baselines/adapters/RUN, written by PyTorch versions of the formulas

logits.safetensors in the folder says what to expect: `ids` [T] and `logits` [T, vocabulary]; where there are answers in `ids`,
`prompt` [1], how many tokens are not; where tokens were generated, `greedy`, those that follow the first `prompt` ids.
The logits come here from one call; from the prompt and a cache, token by token, as generate() does it; and so again in a batch
beside a longer prompt, padded on the left.
"""

import importlib.util
import sys
from pathlib import Path

import torch
from safetensors.torch import load_file

from check_adapters import MODELS, configuration, load_base

LOADER = Path(__file__).resolve().parents[2] / "resources" / "python" / "load_adapter.py"
TOLERANCE = {"exports": 1e-4, "references": 1e-5}  # of the largest logit


def load_module(file):
    spec = importlib.util.spec_from_file_location("load_adapter", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def before_end(model, tokens):
    """Tokens before the end-of-text token, which a list may hold or not."""
    end = model.config.eos_token_id
    return tokens[:tokens.index(end)] if end in tokens else tokens


def at_once(model, adapter, ids, prompt):
    adapter.prompt_lengths = [prompt]
    return model(torch.tensor([ids])).logits[0]


def by_cache(model, adapter, ids, prompt, padding):
    """Logits [T, vocabulary]; with padding, of a batch's first row, whose second row has a longer prompt."""
    adapter.prompt_lengths = None
    rows = [[0] * padding + ids[:prompt]]
    mask = [[0] * padding + [1] * prompt]
    if padding:
        rows.append((ids[::-1] * 2)[:prompt + padding])
        mask.append([1] * (prompt + padding))
    mask = torch.tensor(mask)
    out = model(torch.tensor(rows), attention_mask=mask, position_ids=(mask.cumsum(1) - 1).clamp(min=0), use_cache=True)
    logits = [out.logits[0, padding:]]
    for token in ids[prompt:]:
        mask = torch.nn.functional.pad(mask, (0, 1), value=1)
        out = model(torch.full((len(rows), 1), token), attention_mask=mask, position_ids=mask.sum(1, keepdim=True) - 1,
                    past_key_values=out.past_key_values)
        logits.append(out.logits[0])
    return torch.cat(logits)


def generated(model, adapter, prompt, count):
    adapter.prompt_lengths = None
    ids = torch.tensor([prompt])
    answer = model.generate(ids, attention_mask=torch.ones_like(ids), max_new_tokens=count, do_sample=False, pad_token_id=0)
    return before_end(model, answer[0, len(prompt):].tolist())


@torch.no_grad()
def check(kind, folder):
    """The worst relative fault of the logits, and how many generated tokens were compared."""
    loader = LOADER if kind == "references" else folder / LOADER.name
    if loader.read_bytes() != LOADER.read_bytes():
        sys.exit(f"{loader}: not the file of {LOADER.parent}")
    saved = load_file(folder / "logits.safetensors")
    ids = saved["ids"].long().tolist()
    prompt = int(saved["prompt"].item()) if "prompt" in saved else len(ids)
    model = load_base(MODELS / Path(configuration(folder)["base_model_name_or_path"]).name)
    plain = model(torch.tensor([ids])).logits[0]
    adapter = load_module(loader).attach(model, folder)
    ways = {"at once": at_once(model, adapter, ids, prompt), "by a cache": by_cache(model, adapter, ids, prompt, 0),
            "in a padded batch": by_cache(model, adapter, ids, prompt, 3)}
    size, worst = saved["logits"].abs().max(), 0.0
    for way, found in ways.items():
        fault, change = (found - saved["logits"]).abs().max() / size, (found - plain).abs().max() / size
        if not fault < TOLERANCE[kind] or not change > 10 * TOLERANCE[kind]:
            sys.exit(f"{folder}: logits {way} differ by {fault:.1e}; the adapter changes them by {change:.1e}")
        worst = max(worst, fault.item())

    greedy = saved["greedy"].long().tolist() if "greedy" in saved else []
    expected = before_end(model, greedy)
    if greedy:
        found = generated(model, adapter, ids[:prompt], len(greedy))
        if found != expected:
            sys.exit(f"{folder}: generates {found}, expected {expected}")
    adapter.remove()
    if not torch.equal(model(torch.tensor([ids])).logits[0], plain):
        sys.exit(f"{folder}: the model is not the plain one after remove()")
    return worst, len(expected)


if __name__ == "__main__":
    results = [check(sys.argv[1], Path(folder)) for folder in sys.argv[2:]]
    faults, tokens = zip(*results, strict=True)
    print(f"{len(results)} opened; logits equal to {max(faults):.0e} three ways, {sum(tokens)} generated tokens equal")
