"""Prints the trainable parameters that peft counts on models of real size (on the meta device: no weights exist).

Run with the pinned packages of tests/oracle/requirements.txt. Writes counts.json. The Llama-3.2-3B rows equal those of peft's own
MetaMathQA comparison (huggingface/peft, method_comparison). LoRATRF's are its formula over the same linear layers:
r (d_in + d_out), plus d_out (1 + 2 r') a linear layer or d (1 + 2 r') a block.

`methods` of a model: {method, options, count, source}; source says who counts, peft or transformers by attaching the method, or a
formula of this file for a method neither knows. Where the paper or its code prints a number, `published` repeats it.
"""

import json
from pathlib import Path

import torch
from peft import AdaLoraConfig, IA3Config, LoraConfig, get_peft_model
from peft.optimizers import create_lorafa_optimizer
from transformers import AutoModelForCausalLM, LlamaConfig, Qwen2Config, Qwen3Config

QV, QKVO, KVD = ["q_proj", "v_proj"], ["q_proj", "k_proj", "v_proj", "o_proj"], ["k_proj", "v_proj", "down_proj"]
DORA = ["q_proj", "k_proj", "v_proj", "up_proj", "down_proj"]
ALL = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
CONFIGS = {
    "Llama-3.2-3B": LlamaConfig(hidden_size=3072, intermediate_size=8192, num_hidden_layers=28, num_attention_heads=24,
                                num_key_value_heads=8, head_dim=128, vocab_size=128256, tie_word_embeddings=True),
    "Llama-2-7B": LlamaConfig(),
    "Qwen3-0.6B": Qwen3Config(hidden_size=1024, intermediate_size=3072, num_hidden_layers=28, num_attention_heads=16,
                              num_key_value_heads=8, head_dim=128, vocab_size=151936, tie_word_embeddings=True),
    "Qwen2.5-0.5B": Qwen2Config(hidden_size=896, intermediate_size=4864, num_hidden_layers=24, num_attention_heads=14,
                                num_key_value_heads=2, vocab_size=151936, tie_word_embeddings=True),
}


def build(config):
    with torch.device("meta"):
        return AutoModelForCausalLM.from_config(config)


def row(method, options, count, source, published=None):
    entry = {"method": method, "options": options, "count": count, "source": source}
    return entry | ({"published": published} if published else {})


class Counter:
    """Rows of one model: what peft and transformers count when the method is attached, and formulas over the linear layers."""

    def __init__(self, config):
        self.config, self.rows = config, []
        base = build(config)
        self.linears = [(path.split(".")[-1], m) for path, m in base.named_modules() if path.split(".")[-1] in ALL]

    def attached(self, peft_config):
        with torch.device("meta"):
            return get_peft_model(build(self.config), peft_config)

    def peft(self, method, options, peft_config, published=None, freeze=None):
        model = self.attached(peft_config)
        if freeze:
            freeze(model)
        self.rows.append(row(method, options, model.num_parameters(only_trainable=True), "peft", published))

    def lora(self, method, options, published=None, freeze=None, **changes):
        self.peft(method, options, LoraConfig(r=options["rank"], target_modules=options["targets"], **changes), published, freeze)

    def model(self, method, options, trains, published=None):
        """Tensors of the model itself. A tied head that is to train alone becomes a tensor of its own."""
        model = build(self.config)
        count = sum(p.numel() for n, p in model.named_parameters(remove_duplicate=method != "head") if trains(n))
        self.rows.append(row(method, options, count, "transformers", published))

    def formula(self, method, options, extra_of_linear=lambda m: 0, extra_of_layer=0, rank=None, published=None):
        """r (d_in + d_out) and what the method adds for each target and each layer."""
        chosen = [m for name, m in self.linears if name in options["targets"]]
        count = sum((rank or options["rank"]) * (m.in_features + m.out_features) + extra_of_linear(m) for m in chosen)
        self.rows.append(row(method, options, count + self.config.num_hidden_layers * extra_of_layer, "formula", published))


def llama_3b(config):
    counter = Counter(config)
    for rank in (32, 64):
        counter.lora("lora", {"rank": rank, "targets": QV}, {32: 9175040, 64: 18350080}[rank])
    counter.lora("rslora", {"rank": 64, "targets": QV}, 18350080, use_rslora=True)
    counter.lora("loraplus", {"rank": 32, "targets": QV}, 9175040)
    counter.formula("pissa", {"rank": 32, "targets": QV})
    counter.lora("dora", {"rank": 32, "targets": QV}, 9289728, use_dora=True)
    counter.lora("lorafa", {"rank": 32, "targets": QV}, 3670016,
                 freeze=lambda model: create_lorafa_optimizer(model, r=32, lora_alpha=64, lr=1.0))
    counter.peft("adalora", {"rank": 64, "rank_target": 32, "targets": QV},
                 AdaLoraConfig(init_r=64, target_r=32, tinit=200, tfinal=500, total_step=5000, target_modules=QV), 18353664)
    counter.peft("ia3", {"targets": KVD}, IA3Config(target_modules=KVD, feedforward_modules=["down_proj"]), 286720)
    counter.model("full", {}, lambda name: True, 3212749824)
    counter.model("head", {}, lambda name: name == "lm_head.weight")
    return counter.rows


def llama_7b(config):
    counter, d = Counter(config), config.hidden_size
    counter.lora("lora", {"rank": 8, "targets": ALL}, 19988480)
    counter.lora("lora", {"rank": 32, "targets": QKVO}, 33554432)
    counter.lora("lora", {"rank": 32, "targets": ALL}, 79953920)
    counter.lora("lora", {"rank": 32, "targets": DORA}, 56098816)
    counter.lora("dora", {"rank": 32, "targets": DORA}, 56975360, use_dora=True)
    counter.formula("alora", {"rank": 8, "targets": ALL}, published=19988480)  # gates are not trained
    # Router d x 7 a layer; its pooler (d) and rational activation (7 + 5 coefficients) are not in the paper's 80.87 M.
    counter.formula("milora", {"rank": 32, "targets": ALL}, extra_of_layer=d * len(ALL) + d + 12)
    counter.formula("adamole", {"rank": 4, "experts": 8, "targets": QKVO}, rank=8 * 4,
                    extra_of_linear=lambda m: 8 * m.in_features + m.in_features + 1, published=38273152)
    # R and W r x d, b r; prefix and suffix share them.
    for layers, rank, published in ([0], 4, 32772), (list(range(config.num_hidden_layers)), 8, 2097408):
        counter.rows.append(row("loreft", {"rank": rank, "layers": [str(layer) for layer in layers]}, len(layers) * (2 * d * rank + rank),
                                "formula", published))
    return counter.rows


def qwen2(config):
    counter = Counter(config)
    counter.model("bitfit", {}, lambda name: name.endswith(".bias"))
    counter.model("head", {}, lambda name: name == "lm_head.weight")
    counter.model("full", {}, lambda name: True)
    for bias in ("all", "lora_only"):
        counter.lora("lora", {"rank": 8, "targets": ["q_proj", "down_proj"], "bias": bias}, bias=bias)
    counter.lora("lora", {"rank": 8, "targets": QV, "trained_modules": ["lm_head"]}, modules_to_save=["lm_head"])
    counter.lora("lora", {"rank": 8, "targets": QV, "trained_modules": ["embed_tokens", "lm_head"]},
                 modules_to_save=["embed_tokens", "lm_head"])
    counter.lora("lora", {"rank": 8, "targets": QV, "rank_pattern": {"q_proj": 4, r"layers\.(0|1)\..*v_proj": 2}},
                 rank_pattern={"q_proj": 4, r"layers\.(0|1)\..*v_proj": 2})
    return counter.rows


METHODS = {"Llama-3.2-3B": llama_3b, "Llama-2-7B": llama_7b, "Qwen2.5-0.5B": qwen2}


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
                        "linears": len(linears), "cases": cases, "methods": METHODS.get(name, lambda _: [])(config)}
    (Path(__file__).resolve().parent / "counts.json").write_text(json.dumps(counts, separators=(",", ":")) + "\n")
    for name, entry in counts.items():
        print(name, entry["parameters"], [(c["rank"], c["lora"]) for c in entry["cases"]])
        for r in entry["methods"]:
            print("   ", r["method"], r["options"], r["count"], r["source"])
            if r["count"] != r.get("published", r["count"]):
                raise SystemExit(f"{r['method']}: {r['published']} published")


if __name__ == "__main__":
    main()
