"""Trains VeRA with peft on the tiny llama. Files as adapters_common.py tells.

Run with the pinned packages of tests/oracle/requirements.txt after make_models.py.

  vera  all seven projections; peft's generator draws the projections all of them share, so initial/ is where they come from;
        final/ has logits.safetensors too
"""

import torch
from peft import VeraConfig, get_peft_model

from adapters_common import TARGETS, load_base, make_batches, new_run, train, write_json, write_logits
from make_adapters_peft import save, usual_optimizer

RANK = 8


def main():
    torch.set_num_threads(1)
    folder = new_run("vera")
    model = get_peft_model(load_base(), VeraConfig(r=RANK, target_modules=TARGETS, task_type="CAUSAL_LM")).eval()
    save(model, folder / "initial")
    result = train(model, make_batches(), usual_optimizer(model))
    save(model, folder / "final")
    write_logits(folder / "final", model)
    write_json(folder / "run.json", result)
    print("vera", result["losses"][0], result["losses"][-1])


if __name__ == "__main__":
    main()
