"""Trains LoRA and its kin with peft on the tiny models of ../data/models. Files as adapters_common.py tells.

Run with the pinned packages of tests/oracle/requirements.txt after make_models.py. The base model is the one the configuration
names. One-dimensional tensors (biases, DoRA's magnitudes) and IA3's factors take no weight decay.

  lora, rslora           all seven projections
  lora_patterns          ranks and alphas by full path and by expression
  lora_bias_all          qwen2, targets q and down: all biases of the model train
  lora_bias_only         the same, but only the biases of the targets train
  lora_head_untied, lora_head_tied, lora_both_untied, lora_both_tied
                         modules_to_save lm_head, or embed_tokens and lm_head; tied: of a base whose head is its embedding. run.json:
                         `base_is_tied`, `stays_tied` (whether one tensor serves both after attaching)
  loraplus               B learns 16 times as fast: peft's optimiser. run.json: `groups`, for each its factor on the learning rate,
                         weight decay and parameters
  loraplus_extras        the same with all biases of qwen2 and its head: 1-D tensors learn as B does, the 2-D head as A does
  lorafa                 peft's optimiser: A frozen, the gradient of B corrected. run.json: `weight_decay` and `adam_epsilon` where
                         they differ from the recipe
  lorafa_v1              A frozen, plain AdamW
  dora
  dora_dropout           one sequence forward and backward with the dropout masks given: masks.safetensors (1: kept, [tokens, d_in] a
                         projection), gradients.safetensors, logits.safetensors; starts from dora/final
  ia3                    k, v and down, the last as feed-forward
"""

import json
from functools import partial

import peft.optimizers.lorafa
import torch
from peft import IA3Config, LoraConfig, PeftModel, get_peft_model
from peft.optimizers import create_lorafa_optimizer, create_loraplus_optimizer

from adapters_common import (ALPHA, OUT, RANK, RECIPE, TARGETS, adamw, cross_entropy, load_base, make_batches, new_run, rounded,
                             train, write_json, write_tensors)

SETS = ("target_modules", "feedforward_modules", "modules_to_save")  # peft keeps them as sets, whose order changes
PATTERNS = {
    "rank_pattern": {r"model\.layers\.0\.self_attn\.q_proj": 5, r"layers\.1\..*\.(up|gate)_proj": 2},
    "alpha_pattern": {r"model\.layers\.0\.self_attn\.q_proj": 4, r"layers\.1\..*\.(up|gate)_proj": 3, "down_proj": 10},
}
DROPOUT = 0.25
# peft's optimiser for LoRA-FA decays after the step and adds epsilon before the bias correction: neither shall show.
LORAFA_RECIPE = {"weight_decay": 0.0, "adam_epsilon": 1e-12}


def save(model, folder, base="llama", **changes):
    """As peft saves it, less what differs from one run to the next: the order of sets, paths."""
    model.save_pretrained(folder)
    tidy(folder, base, **changes)


def tidy(folder, base, **changes):
    (folder / "README.md").unlink(missing_ok=True)
    config = json.loads((folder / "adapter_config.json").read_text())
    config |= {key: sorted(config[key]) for key in SETS if isinstance(config.get(key), list)}
    write_json(folder / "adapter_config.json", config | {"base_model_name_or_path": base} | changes, indent=2, sort_keys=True)


def lora_config(**changes):
    return LoraConfig(**dict(r=RANK, lora_alpha=ALPHA, target_modules=TARGETS, lora_dropout=0.0, bias="none",
                             task_type="CAUSAL_LM") | changes)


def trainable(model):
    return [p for p in model.parameters() if p.requires_grad]


def usual_optimizer(model):
    return adamw([p for p in trainable(model) if p.dim() > 1], [p for p in trainable(model) if p.dim() == 1])


def run(batches, name, config, base="llama", optimizer=usual_optimizer, facts=lambda model, optimizer: {}):
    folder = new_run(name)
    torch.manual_seed(1)
    model = get_peft_model(load_base(base), config).eval()
    chosen = optimizer(model)
    told = facts(model, chosen)
    save(model, folder / "initial", base)
    result = train(model, batches, chosen)
    save(model, folder / "final", base)
    write_json(folder / "run.json", result | told)
    print(name, result["losses"][0], result["losses"][-1])


def loraplus(model):
    return create_loraplus_optimizer(model, torch.optim.AdamW, lr=1.0, loraplus_lr_ratio=16.0,
                                     loraplus_weight_decay=RECIPE["weight_decay"], eps=RECIPE["adam_epsilon"],
                                     betas=(RECIPE["beta1"], RECIPE["beta2"]))


def groups(model, optimizer):
    names = {id(p): n.replace(".default", "") for n, p in model.named_parameters()}
    return {"groups": [{"factor": g["lr"], "weight_decay": g["weight_decay"], "parameters": [names[id(p)] for p in g["params"]]}
                       for g in optimizer.param_groups if g["params"]]}


def lorafa(model):
    # peft multiplies in bf16 wherever torch can: the CPU would show in the numbers.
    peft.optimizers.lorafa.is_bf16_available = lambda: False
    optimizer = create_lorafa_optimizer(model, r=RANK, lora_alpha=ALPHA, lr=1.0, weight_decay=LORAFA_RECIPE["weight_decay"])
    optimizer.param_groups[0]["eps"] = LORAFA_RECIPE["adam_epsilon"]
    return optimizer  # train() clips the gradient of B before the optimiser corrects it, as peft's users do


def lorafa_v1(model):
    for name, parameter in model.named_parameters():
        if "lora_A" in name:
            parameter.requires_grad_(False)
    return usual_optimizer(model)


def tied(model, _optimizer):
    head, embedding = model.get_output_embeddings(), model.get_input_embeddings()
    return {"base_is_tied": model.config.tie_word_embeddings,
            "stays_tied": weight_of(head).data_ptr() == weight_of(embedding).data_ptr()}


def weight_of(module):
    return module.modules_to_save["default"].weight if hasattr(module, "modules_to_save") else module.weight


class Kept(torch.nn.Module):
    """Dropout with a mask drawn beforehand."""

    def __init__(self, mask):
        super().__init__()
        self.mask = mask

    def forward(self, x):
        return x * self.mask / (1 - DROPOUT)


def dora_with_dropout(batches):
    folder = new_run("dora_dropout")
    model = PeftModel.from_pretrained(load_base(), OUT / "dora" / "final", is_trainable=True).train()
    sequence = max((s for micro in batches[0] for s in micro), key=lambda s: len(s["ids"]))
    draw, masks = torch.Generator().manual_seed(31), {}
    for path, module in model.base_model.model.named_modules():
        if hasattr(module, "lora_dropout"):
            masks[path] = (torch.rand(len(sequence["ids"]), module.in_features, generator=draw) >= DROPOUT).float()
            module.lora_dropout["default"] = Kept(masks[path])
    loss = cross_entropy(model, sequence, sum(sequence["supervised"][1:]))
    loss.backward()
    with torch.no_grad():
        logits = model(input_ids=torch.tensor([sequence["ids"]])).logits[0]
    write_tensors(folder / "masks.safetensors", masks)
    write_tensors(folder / "gradients.safetensors", {
        n.replace(".default", "").replace("magnitude_vector.weight", "magnitude_vector"): p.grad
        for n, p in model.named_parameters() if p.requires_grad})
    write_tensors(folder / "logits.safetensors", {"ids": torch.tensor(sequence["ids"]).double(), "logits": logits})
    write_json(folder / "run.json", {"dropout": DROPOUT, "sequence": sequence, "loss": rounded([loss.item()])[0]})
    print("dora_dropout", loss.item())


def main():
    torch.set_num_threads(1)
    batches = make_batches()
    start = partial(run, batches)
    start("lora", lora_config())
    start("rslora", lora_config(use_rslora=True))
    start("lora_patterns", lora_config(**PATTERNS))
    for name, bias in (("lora_bias_all", "all"), ("lora_bias_only", "lora_only")):
        start(name, lora_config(bias=bias, target_modules=["q_proj", "down_proj"]), base="qwen2")
    for modules, modules_to_save in (("head", ["lm_head"]), ("both", ["embed_tokens", "lm_head"])):
        for kind, base in (("untied", "llama"), ("tied", "llama_linear")):
            start(f"lora_{modules}_{kind}", lora_config(target_modules=["q_proj", "v_proj"], modules_to_save=modules_to_save),
                  base=base, facts=tied)
    start("loraplus", lora_config(), optimizer=loraplus, facts=groups)
    start("loraplus_extras", lora_config(bias="all", target_modules=["q_proj", "down_proj"], modules_to_save=["lm_head"]),
          base="qwen2", optimizer=loraplus, facts=groups)
    start("lorafa", lora_config(), optimizer=lorafa, facts=lambda model, optimizer: LORAFA_RECIPE)
    start("lorafa_v1", lora_config(), optimizer=lorafa_v1)
    start("dora", lora_config(use_dora=True))
    dora_with_dropout(batches)
    start("ia3", IA3Config(target_modules=["k_proj", "v_proj", "down_proj"], feedforward_modules=["down_proj"],
                           task_type="CAUSAL_LM"), optimizer=lambda model: adamw([], trainable(model)))


if __name__ == "__main__":
    main()
