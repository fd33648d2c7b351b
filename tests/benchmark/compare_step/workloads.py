"""Makes what both sides of one workload train on.

    workloads.py NAME --out FOLDER --loratrf PROGRAM --model GGUF --shared DATA

leaves in FOLDER: model/ (Hugging Face folder), adapter/ (LoRA of PEFT, A random from a fixed seed, B zero),
stream.safetensors (tokens, supervised marks, and the samples of every step: backend/data/token_stream.h) and
workload.json. Ends with status 3 and a line where the rows are not there.
"""

import argparse
import fcntl
import json
import pathlib
import random
import shutil
import subprocess
import sys

import numpy
import torch
from peft import LoraConfig, get_peft_model
from safetensors.numpy import save_file
from transformers import AutoModelForCausalLM, AutoTokenizer, LlamaConfig, Qwen2Config

RANK = 16
TARGETS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
PREAMBLE = (
    "Below is an instruction that describes a task. "
    "Write a response that appropriately completes the request.\n\n### Instruction:\n"
)


class RowsAbsent(Exception):
    pass


def rows_of(file):
    if not file.exists():
        raise RowsAbsent(f"{file} is not there (--shared names the folder of test data)")
    text = file.read_text(encoding="utf-8")
    return json.loads(text) if text.lstrip().startswith("[") else [json.loads(line) for line in text.splitlines()]


def sample(tokenizer, prompt, answer):
    """Tokens and marks; the border of prompt and answer is one of tokens too."""
    first = tokenizer(prompt, add_special_tokens=False)["input_ids"]
    rest = tokenizer(answer, add_special_tokens=False)["input_ids"]
    return first + rest, [0] * len(first) + [1] * len(rest)


def real_lengths(tokenizer, shared, seed):
    """GSM8K through the model's chat template: the spread of lengths people train on."""
    rows = rows_of(shared / "math/gsm8k/train.jsonl")
    for row in random.Random(seed).sample(rows, len(rows)):
        prompt = tokenizer.apply_chat_template(
            [{"role": "user", "content": row["question"]}], tokenize=False, add_generation_prompt=True
        )
        ids, marks = sample(tokenizer, prompt, row["answer"] + "<|im_end|>\n")
        if len(ids) <= 1024:
            yield ids, marks


def equal_lengths(vocabulary, length, seed):
    """Nothing to gain by packing or by leaving out rows of the head: the kernels alone."""
    draw = random.Random(seed)
    while True:
        yield [draw.randrange(vocabulary) for _ in range(length)], [1] * length


def drawn_lengths(vocabulary, seed):
    """Lengths of a logarithmic normal distribution (mean about 220, between 50 and 600), the last 60 % supervised."""
    draw = random.Random(seed)
    while True:
        length = min(600, max(50, round(draw.lognormvariate(5.3, 0.45))))
        prompt = round(0.4 * length)
        yield [draw.randrange(vocabulary) for _ in range(length)], [0] * prompt + [1] * (length - prompt)


def shared_beginning(tokenizer, shared, seed):
    """Alpaca's preamble before questions of common sense: every sample begins with the same tokens."""
    rows = []
    for name in ("ARC-Easy", "ARC-Challenge", "openbookqa"):
        rows += rows_of(shared / f"commonsense/{name}/train.json")
    random.Random(seed).shuffle(rows)
    for row in rows:
        yield sample(tokenizer, PREAMBLE + row["instruction"] + "\n\n### Response:\n", row["output"] + "<|im_end|>")


def export_base(program, gguf, to):
    with to.with_name(to.name + ".lock").open("w") as lock:  # another workload may be at it
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not to.exists():
            subprocess.run([program, "export", gguf, "--to", to, "--merged", "--type", "fp32", "--no-verify"],
                           check=True, stdout=subprocess.DEVNULL)  # fmt: skip


def random_model(config, to, tokenizer_folder):
    """Random weights, in 16 bits as such models come; the tokenizer is only there to be opened, the tokens are drawn."""
    if to.exists():
        return
    torch.manual_seed(1)
    fresh = to.with_name(to.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    AutoModelForCausalLM.from_config(config).to(torch.bfloat16).save_pretrained(fresh)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(tokenizer_folder / name, fresh)
    fresh.rename(to)


def qwen_config():
    """The shape of Qwen2.5-0.5B."""
    return Qwen2Config(
        vocab_size=151936, hidden_size=896, intermediate_size=4864, num_hidden_layers=24, num_attention_heads=14,
        num_key_value_heads=2, max_position_embeddings=32768, rms_norm_eps=1e-6, tie_word_embeddings=True,
        rope_parameters={"rope_type": "default", "rope_theta": 1e6}, eos_token_id=1, bos_token_id=1,
    )  # fmt: skip


def tiny_config():
    return LlamaConfig(
        vocab_size=49152, hidden_size=64, intermediate_size=128, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, tie_word_embeddings=True, eos_token_id=1, bos_token_id=1,
    )  # fmt: skip


def make_adapter(model_folder, to):
    model = AutoModelForCausalLM.from_pretrained(model_folder, dtype=torch.float32)
    torch.manual_seed(1)
    get_peft_model(
        model, LoraConfig(r=RANK, lora_alpha=2 * RANK, lora_dropout=0.0, target_modules=TARGETS, task_type="CAUSAL_LM")
    ).save_pretrained(to)


def write_stream(file, samples, per_step):
    ids = numpy.concatenate([numpy.array(s[0], dtype=numpy.int32) for s in samples])
    supervised = numpy.concatenate([numpy.array(s[1], dtype=numpy.uint8) for s in samples])
    lengths = [len(s[0]) for s in samples]
    offsets = numpy.concatenate([[0], numpy.cumsum(lengths)]).astype(numpy.int64)
    steps = numpy.arange(0, len(samples) + 1, per_step, dtype=numpy.int64)
    save_file({"ids": ids, "supervised": supervised, "offsets": offsets, "steps": steps}, file)
    return {
        "samples": len(samples), "per_step": per_step, "steps": len(steps) - 1, "tokens": int(ids.size),
        "supervised": int(supervised.sum()), "shortest": min(lengths), "longest": max(lengths),
        "mean": ids.size / len(samples),
    }  # fmt: skip


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("name", choices=["W1", "W2", "W3", "W4", "tiny"])
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--models", type=pathlib.Path, required=True, help="folder for models that workloads share")
    parser.add_argument("--loratrf", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--shared", type=pathlib.Path, required=True)
    parser.add_argument("--steps", type=int, required=True)
    given = parser.parse_args()

    given.out.mkdir(parents=True, exist_ok=True)
    base, packed = given.models / "SmolLM2-135M", given.model
    given.models.mkdir(parents=True, exist_ok=True)
    export_base(given.loratrf, given.model, base)
    tokenizer = AutoTokenizer.from_pretrained(base)
    per_step = {"W1": 16, "W4": 16, "W3": 4}.get(given.name, 8)  # W3 takes four times as long a token
    count = per_step * given.steps
    seed = sum(given.name.encode())
    try:
        if given.name == "W1":
            source = real_lengths(tokenizer, given.shared, seed)
        elif given.name == "W2":
            source = equal_lengths(len(tokenizer), 256, seed)
        elif given.name in ("W3", "tiny"):
            config, name = (qwen_config(), "Qwen2.5-0.5B-random") if given.name == "W3" else (tiny_config(), "tiny-random")
            random_model(config, given.models / name, base)
            base = packed = given.models / name
            source = drawn_lengths(config.vocab_size, seed)
        else:
            source = shared_beginning(tokenizer, given.shared, seed)
        samples = [s for s, _ in zip(source, range(count))]
    except RowsAbsent as fault:
        print(fault)
        sys.exit(3)
    if len(samples) < count:
        print(f"{len(samples)} rows, {count} are needed: ask for fewer --steps")
        sys.exit(3)
    if not (given.out / "adapter").exists():
        make_adapter(base, given.out / "adapter")
    facts = write_stream(given.out / "stream.safetensors", samples, per_step)
    # `packed`: the same weights in fewer bits, for a base that stays as its file stores it.
    facts |= {"name": given.name, "model": str(base.resolve()), "packed": str(packed), "rank": RANK}
    (given.out / "workload.json").write_text(json.dumps(facts, indent=2) + "\n")


if __name__ == "__main__":
    main()
