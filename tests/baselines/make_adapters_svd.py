"""Trains PiSSA and AdaLoRA with peft on the tiny llama. Files as adapters_common.py tells.

Run with the pinned packages of tests/oracle/requirements.txt after make_models.py.

  pissa          initial/ holds the factors of W's largest singular values, final/ what they became, both beside the residual
                 weights, and converted/ the plain LoRA over the original weights that peft makes of the two, with
                 logits.safetensors of the trained model. The signs of singular vectors are free: compare products B A.
                 run.json: `residuals`, the norm of each W - s B A
  pissa_niter_4  only run.json, by the randomised decomposition. Its draws are free too, so `captured` says what to expect of
                 any: for each projection the least and most, over eight seeds, of |B A|^2 over that of the exact one
  adalora        run.json: `options`; `own_losses`, the orthogonal term times its weight, once a step; after each step `budget`
                 and `ranks`, those kept by projection; `margin`, the smallest relative distance from the last masked score to
                 the first kept. Steps count from 0 where the budget is asked for, as in peft's example. Sensitivities see the
                 gradients as clipped. E takes weight decay as A and B do. final/ holds the kept ranks only, none of
                 one projection; `rank_pattern` in its configuration says which they were; logits.safetensors
"""

import tempfile
from pathlib import Path
from unittest import mock

import torch
from peft import AdaLoraConfig, get_peft_model

from adapters_common import STEPS, TARGETS, cross_entropies, load_base, make_batches, new_run, rounded, train, write_json, write_logits
from make_adapters_peft import lora_config, save, tidy, usual_optimizer


def projections(model):
    return {path.removeprefix("base_model.model."): m for path, m in model.named_modules() if hasattr(m, "lora_A")}


def train_pissa(batches):
    folder = new_run("pissa")
    model = get_peft_model(load_base(), lora_config(init_lora_weights="pissa"))
    residuals = {path: rounded([m.base_layer.weight.norm().item()])[0] for path, m in projections(model).items()}
    model.peft_config["default"].init_lora_weights = True  # "pissa" in the file would decompose again on loading
    save(model, folder / "initial")
    result = train(model, batches, usual_optimizer(model))
    save(model, folder / "final")
    with tempfile.TemporaryDirectory() as scratch:  # peft writes the configuration of the start again
        start = Path(scratch) / "start"
        model.save_pretrained(start)
        (start / "adapter_model.safetensors").write_bytes((folder / "initial" / "adapter_model.safetensors").read_bytes())
        model.peft_config["default"].init_lora_weights = "pissa"
        model.save_pretrained(folder / "converted", path_initial_model_for_weight_conversion=str(start))
        tidy(folder / "converted", "llama")
    write_logits(folder / "converted", model)
    write_json(folder / "run.json", result | {"residuals": residuals})
    print("pissa", result["losses"][0], result["losses"][-1])


def captured(seed, kind):
    torch.manual_seed(seed)
    model = get_peft_model(load_base(), lora_config(init_lora_weights=kind))
    return {path: ((m.lora_B["default"].weight @ m.lora_A["default"].weight).norm() ** 2).item()
            for path, m in projections(model).items()}


def train_randomised_pissa(batches):
    folder = new_run("pissa_niter_4")
    torch.manual_seed(1)
    model = get_peft_model(load_base(), lora_config(init_lora_weights="pissa_niter_4"))
    result = train(model, batches, usual_optimizer(model))
    exact, draws = captured(0, "pissa"), [captured(seed, "pissa_niter_4") for seed in range(8)]
    shares = {path: sorted(round(draw[path] / most, 3) for draw in draws) for path, most in exact.items()}
    write_json(folder / "run.json", result | {"captured": {path: [s[0], s[-1]] for path, s in shares.items()}})
    print("pissa_niter_4", result["losses"][0], result["losses"][-1], "captured from", min(s[0] for s in shares.values()))


def train_adalora(batches):
    folder = new_run("adalora")
    options = dict(init_r=4, target_r=2, lora_alpha=64, tinit=2, tfinal=5, deltaT=2, total_step=STEPS, beta1=0.85, beta2=0.85,
                   orth_reg_weight=0.5)
    torch.manual_seed(1)
    model = get_peft_model(load_base(), AdaLoraConfig(**options, target_modules=TARGETS, lora_dropout=0.0, task_type="CAUSAL_LM"))
    save(model, folder / "initial")
    model.base_model.model.loss_function = lambda **_: torch.zeros(())  # to which peft adds the orthogonal term

    def terms(model, micros, supervised):
        ids = torch.tensor([micros[0][0]["ids"]])
        own = model(input_ids=ids, labels=ids).loss
        for loss, _ in cross_entropies(model, micros, supervised):
            yield loss, own
            own = None

    budgets, ranks, margins = [], [], []

    def kth_value(scores, k):
        ordered = scores.sort().values
        margins.append((1 - ordered[k - 1] / ordered[k]).item())
        return ordered[k - 1 : k]

    def allocate(step):
        with mock.patch.object(torch, "kthvalue", kth_value):
            model.base_model.update_and_allocate(step)
        budgets.append(model.base_model.rankallocator.budget_schedule(step)[0])
        pattern = model.peft_config["default"].rank_pattern
        ranks.append({key.split(".lora_E")[0]: sum(kept) for key, kept in pattern.items()} if pattern else None)

    result = train(model, batches, usual_optimizer(model), terms, allocate)
    kept = {path: [4 if r is None else r[path] for r in ranks] for path in projections(model)}
    save(model, folder / "final")
    write_logits(folder / "final", model)
    margin = float(f"{min(margins):.2g}")
    write_json(folder / "run.json", result | {"options": options, "budget": budgets, "ranks": kept, "margin": margin})
    print("adalora", result["losses"][0], result["losses"][-1], "margin", margin, {path: k[-1] for path, k in kept.items()})


def main():
    torch.set_num_threads(1)
    batches = make_batches()
    train_pissa(batches)
    train_randomised_pissa(batches)
    train_adalora(batches)


if __name__ == "__main__":
    main()
