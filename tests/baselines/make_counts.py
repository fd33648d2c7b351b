"""Prints the trainable parameters that peft counts on models of real size (on the meta device: no weights exist).

Run with the pinned packages of tests/oracle/requirements.txt. Writes counts.json. The Llama-3.2-3B rows equal those of peft's own
MetaMathQA comparison (huggingface/peft, method_comparison). LoRATRF's are its formula over the same linear layers:
r (d_in + d_out), plus d_out (1 + 2 r') a linear layer or d (1 + 2 r') a block.
"""

import json
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM, LlamaConfig, Qwen3Config

ALL = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
CONFIGS = {
    "Llama-3.2-3B": LlamaConfig(hidden_size=3072, intermediate_size=8192, num_hidden_layers=28, num_attention_heads=24,
                                num_key_value_heads=8, head_dim=128, vocab_size=128256, tie_word_embeddings=True),
    "Llama-2-7B": LlamaConfig(),
    "Qwen3-0.6B": Qwen3Config(hidden_size=1024, intermediate_size=3072, num_hidden_layers=28, num_attention_heads=16,
                              num_key_value_heads=8, head_dim=128, vocab_size=151936, tie_word_embeddings=True),
}


def build(config):
    with torch.device("meta"):
        return AutoModelForCausalLM.from_config(config)


def main():
    counts = {}
    for name, config in CONFIGS.items():
        base = build(config)
        linears = [m for path, m in base.named_modules() if path.split(".")[-1] in ALL]
        cases = []
        for rank, targets in [(8, ALL), (32, ["q_proj", "v_proj"]), (64, ["q_proj", "v_proj"])]:
            with torch.device("meta"):
                lora = get_peft_model(build(config), LoraConfig(r=rank, target_modules=targets)).num_parameters(only_trainable=True)
            chosen = [m for path, m in base.named_modules() if path.split(".")[-1] in targets]
            sites = {"linear": sum(m.out_features for m in chosen), "block": config.num_hidden_layers * config.hidden_size}
            cases.append({"rank": rank, "targets": targets, "lora": lora,
                          "loratrf": {p: {r: lora + width * (1 + 2 * r) for r in (1, 4)} for p, width in sites.items()}})
        counts[name] = {"config": json.loads(config.to_json_string()), "parameters": base.num_parameters(),
                        "linears": len(linears), "cases": cases}
    (Path(__file__).resolve().parent / "counts.json").write_text(json.dumps(counts, separators=(",", ":")) + "\n")
    for name, entry in counts.items():
        print(name, entry["parameters"], [(c["rank"], c["lora"]) for c in entry["cases"]])


if __name__ == "__main__":
    main()
