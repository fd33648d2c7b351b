"""Writes with peft adapters of unusual settings, for the reader: adapters/import_NAME/ with logits.safetensors (adapters_common.py).

Run with the pinned packages of tests/oracle/requirements.txt after make_models.py. The values are random; the base model is the one the
configuration names.

  mixed           rsLoRA, patterns of ranks and alphas (the first that fits counts: down_proj has 4 everywhere), the head of an untied
                  model, a dropout that only training would see
  fan_in_fan_out  true in the configuration; peft ignores it for linear layers, and so do its weights
  dora            with rsLoRA and a pattern of ranks
  adalora         pruned: only the ranks of rank_pattern are stored, one projection has lost all
  ia3
  regex, all_linear   target_modules is a string
  layers          layers_to_transform
  exclude         exclude_modules; targets by a longer end of their path
  bias            all biases of qwen2
  tied            embedding and head of a model that ties them, each with values of its own
"""

import torch
from peft import AdaLoraConfig, IA3Config, get_peft_model

from adapters_common import load_base, new_run, write_logits
from make_adapters_peft import lora_config, save

SETTINGS = {
    "mixed": dict(use_rslora=True, target_modules=["q_proj", "k_proj", "up_proj", "down_proj"], modules_to_save=["lm_head"],
                  rank_pattern={"(q|k)_proj": 2, "down_proj": 4, r"model\.layers\.1\.mlp\.down_proj": 1}, lora_dropout=0.1,
                  alpha_pattern={r"layers\.0\.self_attn\.q_proj": 9, "up_proj": 2}),
    "fan_in_fan_out": dict(target_modules=["q_proj", "down_proj"]),
    "dora": dict(use_dora=True, use_rslora=True, target_modules=["q_proj", "o_proj", "down_proj"], rank_pattern={"down_proj": 1}),
    "regex": dict(target_modules=r".*\.layers\.\d+\.(self_attn\.(q|v)|mlp\.up)_proj"),
    "all_linear": dict(target_modules="all-linear", r=1),
    "layers": dict(target_modules=["k_proj", "gate_proj"], layers_to_transform=[1], layers_pattern="layers"),
    "exclude": dict(target_modules=["0.self_attn.q_proj", "up_proj"], exclude_modules=["layers.1.mlp.up_proj"]),
    "bias": dict(target_modules=["k_proj", "down_proj"], bias="all"),
    "tied": dict(target_modules=["v_proj"], modules_to_save=["embed_tokens", "lm_head"]),
}
BASES = {"bias": "qwen2", "tied": "llama_linear"}
WRITTEN = {"fan_in_fan_out": {"fan_in_fan_out": True}, "all_linear": {"target_modules": "all-linear"}}  # peft writes what it made of them


def attach(config, base="llama"):
    torch.manual_seed(41)
    model = get_peft_model(load_base(base), config).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.requires_grad:
                parameter += 0.2 * torch.randn(parameter.shape)
    return model


def write(name, model, base="llama", **changes):
    folder = new_run(f"import_{name}")
    write_logits(folder, model)
    save(model, folder, base, **changes)


def write_adalora():
    model = attach(AdaLoraConfig(init_r=3, target_r=2, tinit=1, tfinal=1, deltaT=1, total_step=10, lora_alpha=20, task_type="CAUSAL_LM",
                                 target_modules=["q_proj", "v_proj", "down_proj"]))
    draw = torch.Generator().manual_seed(42)
    pattern = {n: (torch.rand(3, generator=draw) < 0.6).tolist() for n, _ in model.base_model.model.named_parameters() if "lora_E" in n}
    pattern[next(iter(pattern))] = [False] * 3
    model.base_model.rankallocator.mask_using_rank_pattern(model.base_model.model, pattern)
    model.peft_config["default"].rank_pattern = pattern
    write("adalora", model)


def main():
    torch.set_num_threads(1)
    for name, settings in SETTINGS.items():
        base = BASES.get(name, "llama")
        write(name, attach(lora_config(**dict(r=3, lora_alpha=5) | settings), base), base, **WRITTEN.get(name, {}))
    write_adalora()
    write("ia3", attach(IA3Config(target_modules=["q_proj", "v_proj", "up_proj", "down_proj"], feedforward_modules=["up_proj", "down_proj"],
                                  task_type="CAUSAL_LM")))


if __name__ == "__main__":
    main()
