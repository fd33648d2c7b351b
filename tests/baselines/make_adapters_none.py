"""Trains weights of the model itself, without an adapter, with transformers. Files as adapters_common.py tells.

Run with the pinned packages of tests/oracle/requirements.txt after make_models.py. final.safetensors holds what was trained, by
the model's own names; weight decay acts on tensors of two dimensions only.

  bitfit      all biases of qwen2
  head        the head of llama
  head_tied   the head of qwen2, a copy cut loose from the embedding it was tied to
  full        all of llama
  full_tied   all of qwen2, whose head stays its embedding; final.safetensors has the one tensor as model.embed_tokens.weight
"""

import torch

from adapters_common import adamw, load_base, make_batches, new_run, train, write_json, write_tensors


def run(batches, name, base, trains, untie=False):
    folder = new_run(name)
    model = load_base(base)
    if untie:
        model.lm_head.weight = torch.nn.Parameter(model.lm_head.weight.detach().clone())
    chosen = {n: p.requires_grad_() for n, p in model.named_parameters() if trains(n)}
    decayed = [p for p in chosen.values() if p.dim() > 1]
    result = train(model, batches, adamw(decayed, [p for p in chosen.values() if p.dim() == 1]))
    write_tensors(folder / "final.safetensors", chosen)
    write_json(folder / "run.json", result | {"base": base})
    print(name, result["losses"][0], result["losses"][-1], len(chosen), "tensors")


def main():
    torch.set_num_threads(1)
    batches = make_batches()
    run(batches, "bitfit", "qwen2", lambda name: name.endswith(".bias"))
    run(batches, "head", "llama", lambda name: name == "lm_head.weight")
    run(batches, "head_tied", "qwen2", lambda name: name == "lm_head.weight", untie=True)
    run(batches, "full", "llama", lambda name: True)
    run(batches, "full_tied", "qwen2", lambda name: True)


if __name__ == "__main__":
    main()
