#!/usr/bin/env python3
"""Writes rows and options of the three comparisons of methods: orders (our demo), sst2 and gsm8k.

    python3 prepare.py --shared ../shared/data --model .deps/models/SmolLM2-135M-Instruct.Q4_1.gguf --out build/comparisons

The subsets are fixed: drawn by a seed from the files of the shared data, the same rows on every machine. SST-2 rows ask
for one word, so that exact answers are the accuracy; GSM8K rows keep their worked solution without the calculator's
notes, and are judged by the loss on it. README.md says what a trial costs; run.sh runs them all.
"""

import argparse
import json
import pathlib
import random
import re

ROOT = pathlib.Path(__file__).resolve().parents[3]

# Rows for training, evaluation and testing: sized so that about ten methods, each with two learning rates on the first
# seed and three seeds in all, take an hour altogether on two cores (README.md).
SIZES = {"orders": (64, 16, 48), "sst2": (96, 32, 120), "gsm8k": (32, 12, 32)}

RECIPE = {
    "format": "loratrf-options",
    "version": 1,
    "method": "lora",
    "method_options": {"rank": 16, "alpha": 32.0},
    "epochs": 1,
    "batch_size": 4,
    "token_budget": 2048,
    "schedule": "cosine",
    "warmup": 0.1,
    "keep_best": True,
    "max_answer": 16,  # of the sample that each evaluation shows
}


def row(question, answer):
    return {"messages": [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]}


def write_rows(file, rows):
    file.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in rows), encoding="utf-8")


def read_lines(file):
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def drawn(rows, count, seed):
    return random.Random(seed).sample(rows, count)


def orders(_):
    train = read_lines(ROOT / "resources/demo/orders-train.jsonl")
    test = read_lines(ROOT / "resources/demo/orders-eval.jsonl")
    return train, test


def sst2(shared):
    def rows(name):
        lines = (shared / "nlu/SST-2" / name).read_text(encoding="utf-8").split("\n")[1:]
        fields = [line.split("\t") for line in lines if line]
        return [row(f"Is this sentence of a film review positive or negative?\n{sentence.strip()}",
                    "positive" if label == "1" else "negative")
                for _, sentence, label in fields if len(sentence.split()) >= 6]  # many rows are fragments of a few words
    return rows("train-20k.tsv"), rows("dev.tsv")


def gsm8k(shared):
    def rows(name):
        kept = [(one["question"], re.sub(r"<<[^>]*>>", "", one["answer"]))
                for one in read_lines(shared / "math/gsm8k" / name)]
        return [row(question, answer) for question, answer in kept if len(question) + len(answer) <= 500]
    return rows("train.jsonl"), rows("test.jsonl")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=pathlib.Path, required=True, help="folder of the shared test data")
    parser.add_argument("--model", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    given = parser.parse_args()
    for name, make in {"orders": orders, "sst2": sst2, "gsm8k": gsm8k}.items():
        folder = (given.out / name).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        train_count, eval_count, test_count = SIZES[name]
        train, test = make(given.shared)
        chosen = drawn(train, train_count + eval_count, 1)
        write_rows(folder / "train.jsonl", chosen[:train_count])
        write_rows(folder / "eval.jsonl", chosen[train_count:])
        write_rows(folder / "test.jsonl", drawn(test, test_count, 2))
        options = {**RECIPE, "model": str(given.model.resolve()), "data": str(folder / "train.jsonl"),
                   "eval_data": str(folder / "eval.jsonl"), "data_options": {"shape": "messages", "max_length": 512, "template_name": "chatml"}}
        (folder / "options.json").write_text(json.dumps(options, indent=2) + "\n", encoding="utf-8")
        print(folder)


if __name__ == "__main__":
    main()
