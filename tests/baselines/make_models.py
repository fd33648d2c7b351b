"""Makes the tiny random models of tests/data/models and the expected logits of tests/model, with transformers.

Usage: make_models.py [SMOLLM2.gguf]. Run with the pinned packages of tests/oracle/requirements.txt. Writes
../data/models/NAME/ (weights stored as bf16, computed in fp32), three of them as NAME.gguf too, families.json, and with a
GGUF file smollm2.json.
"""

import json
import math
import sys
from pathlib import Path

import gguf
import torch
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM, AutoTokenizer, LlamaConfig, MistralConfig, Qwen2Config, Qwen3Config

HERE = Path(__file__).resolve().parent
MODELS = HERE.parent / "data" / "models"
TOKENS = 48

SIZES = dict(vocab_size=64, hidden_size=32, intermediate_size=48, num_hidden_layers=2, num_attention_heads=4,
             num_key_value_heads=2, max_position_embeddings=128, rms_norm_eps=1e-5, bos_token_id=1, eos_token_id=2,
             dtype="bfloat16")
# The four wavelengths of head size 8 (6, 63, 628, 6283) meet all three branches of the llama3 rule.
LLAMA3 = dict(rope_type="llama3", rope_theta=10000.0, factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0,
              original_max_position_embeddings=64)
FAMILIES = {
    "llama": LlamaConfig(**SIZES, attention_bias=True, mlp_bias=True, rope_parameters=LLAMA3),
    "llama_linear": LlamaConfig(**SIZES, tie_word_embeddings=True,
                                rope_parameters=dict(rope_type="linear", rope_theta=500.0, factor=2.5)),
    "mistral": MistralConfig(**SIZES, sliding_window=7),
    "qwen2": Qwen2Config(**SIZES, tie_word_embeddings=True),
    "qwen3": Qwen3Config(**SIZES, head_dim=16),
}
GGUF = {"llama", "qwen2", "qwen3"}
PROMPTS = [
    "The capital of France is",
    "Once upon a time, a small robot found 3 old coins (worth $12.50) behind the library.\n\nIt",
    "def mean(values):\n    return sum(values) /",
]
QUESTIONS = ["Name three colours of the rainbow.", "How do I boil an egg?"]


def rounded(values):
    return [float(f"{v:.8g}") for v in values]


def write(name, content):
    (HERE / name).write_text(json.dumps(content, separators=(",", ":")) + "\n")


def rope_factors(config):
    """What llama.cpp's converter stores for the llama3 rule: by how much each frequency is divided."""
    rule = config.rope_parameters
    factors = []
    for i in range(0, config.head_dim, 2):
        wavelength = 2 * math.pi * rule["rope_theta"] ** (i / config.head_dim)
        turns = rule["original_max_position_embeddings"] / wavelength
        if turns > rule["high_freq_factor"]:
            factors.append(1.0)
        elif turns < rule["low_freq_factor"]:
            factors.append(rule["factor"])
        else:
            smooth = (turns - rule["low_freq_factor"]) / (rule["high_freq_factor"] - rule["low_freq_factor"])
            factors.append(1 / ((1 - smooth) / rule["factor"] + smooth))
    return factors


def interleaved(value, heads):
    """Query and key rows of llama: from halves [2, d/2] to the neighbouring pairs [d/2, 2] of GGUF."""
    return value.view(heads, 2, -1, *value.shape[1:]).transpose(1, 2).reshape(value.shape)


def write_gguf(name, config, weights):
    writer = gguf.GGUFWriter(MODELS / f"{name}.gguf", config.model_type)
    head_dim = getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads
    writer.add_embedding_length(config.hidden_size)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_block_count(config.num_hidden_layers)
    writer.add_head_count(config.num_attention_heads)
    writer.add_head_count_kv(config.num_key_value_heads)
    writer.add_key_length(head_dim)
    writer.add_value_length(head_dim)
    writer.add_context_length(config.max_position_embeddings)
    writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    writer.add_rope_freq_base(config.rope_parameters["rope_theta"])
    names = gguf.get_tensor_name_map(gguf.MODEL_ARCH[config.model_type.upper()], config.num_hidden_layers)
    for key, value in weights.items():
        heads = {"q_proj": config.num_attention_heads, "k_proj": config.num_key_value_heads}.get(key.split(".")[-2])
        if config.model_type == "llama" and heads:
            value = interleaved(value, heads)
        stored = names.get_name(key, try_suffixes=(".weight", ".bias"))
        if value.dim() == 1:
            writer.add_tensor(stored, value.float().numpy())
        else:
            writer.add_tensor(stored, value.bfloat16().view(torch.uint8).numpy(), raw_dtype=gguf.GGMLQuantizationType.BF16)
    if config.rope_parameters["rope_type"] == "llama3":
        writer.add_tensor("rope_freqs.weight", torch.tensor(rope_factors(config)).numpy())
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def make_family(name, config, seed):
    torch.manual_seed(seed)
    model = AutoModelForCausalLM.from_config(config, dtype=torch.float32, attn_implementation="eager").eval()
    for key, value in model.named_parameters():
        spread = {"norm": 0.2, "bias": 0.3}.get("norm" if "norm" in key else key.rsplit(".", 1)[1], 0.25)
        value.data = (torch.randn(value.shape) * spread + ("norm" in key)).bfloat16().float()
    folder = MODELS / name
    folder.mkdir(parents=True, exist_ok=True)
    config.architectures = [type(model).__name__]
    config.save_pretrained(folder)
    tied = {"lm_head.weight"} if config.tie_word_embeddings else set()
    weights = {k: v.bfloat16().contiguous() for k, v in model.state_dict().items() if k not in tied}
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "model.safetensors").chmod(0o644)
    if name in GGUF:
        write_gguf(name, config, weights)

    loaded = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()
    ids = torch.randint(3, config.vocab_size, (TOKENS,)).tolist()
    with torch.no_grad():
        logits = loaded(torch.tensor([ids])).logits[0]
    rows = sorted({*range(0, TOKENS, 5), TOKENS - 1})
    return {"ids": ids, "rows": rows, "logits": [rounded(logits[row].tolist()) for row in rows]}


def smollm2(file):
    file = Path(file)
    tokenizer = AutoTokenizer.from_pretrained(file.parent, gguf_file=file.name)
    model = AutoModelForCausalLM.from_pretrained(file.parent, gguf_file=file.name, dtype=torch.float32).eval()
    chosen = torch.Generator().manual_seed(5)
    prompts = []
    with torch.no_grad():
        for text in PROMPTS:
            ids = tokenizer.encode(text, add_special_tokens=False)
            logits = model(torch.tensor([ids])).logits[0]
            top = logits.topk(2, dim=1)
            points = [[row, token, float(f"{logits[row, token]:.8g}")] for row in range(len(ids))
                      for token in torch.randint(0, logits.shape[1], (7,), generator=chosen).tolist() + [top.indices[row, 0].item()]]
            prompts.append({"ids": ids, "top": top.indices[:, 0].tolist(), "points": points,
                            "smallest_margin": float(f"{(top.values[:, 0] - top.values[:, 1]).min():.3g}")})
        answers = []
        for question in QUESTIONS:
            ids = tokenizer.encode(f"<|im_start|>user\n{question}<|im_end|>\n<|im_start|>assistant\n", add_special_tokens=False)
            out = model.generate(torch.tensor([ids]), do_sample=False, max_new_tokens=40, repetition_penalty=1.0,
                                 eos_token_id=tokenizer.convert_tokens_to_ids("<|im_end|>"))
            answers.append({"ids": ids, "answer": out[0, len(ids):].tolist(), "text": tokenizer.decode(out[0, len(ids):])})
    return {"stop": tokenizer.convert_tokens_to_ids("<|im_end|>"), "prompts": prompts, "answers": answers}


def main():
    write("families.json", {name: make_family(name, config, seed) for seed, (name, config) in enumerate(FAMILIES.items())})
    if len(sys.argv) > 1:
        write("smollm2.json", smollm2(sys.argv[1]))


if __name__ == "__main__":
    main()
