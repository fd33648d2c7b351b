"""Trains an adapter with the command line, exports it and opens the export with PEFT.

Usage: check_run.py PROGRAM MODEL FOLDER METHOD

LoRA: the loss of every row by `loratrf evaluate` equals that of transformers and PEFT on the same ids; so does that of
transformers with the merged model.
Any other method: PEFT refuses the export.
"""

import json
import subprocess
import sys
from pathlib import Path

import sentencepiece
import torch

from check_adapters import load_base, open_adapter, refuses

TOLERANCE = 1e-4


def write_rows(file, model):
    """The same rows with their ids, as the tokenizer's own library gives them."""
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(model / "tokenizer.model"))
    texts = [f"The {animal} number {i} went to the {place}. It was a happy {animal}!"
             for i, (animal, place) in enumerate((a, p) for a in ("cat", "dog", "bird", "frog") for p in ("park", "tree", "box"))]
    file.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
    return [[pieces.bos_id(), *pieces.encode(text), pieces.eos_id()] for text in texts]


def losses(model, rows):
    with torch.no_grad():
        return [torch.nn.functional.cross_entropy(model(torch.tensor([ids])).logits[0, :-1].double(), torch.tensor(ids[1:])).item()
                for ids in rows]


def main():
    program, model, folder, method = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
    folder.mkdir()
    data, run, export = folder / "rows.jsonl", folder / "run", folder / "export"
    rows = write_rows(data, model)

    def loratrf(*arguments):
        done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"loratrf {arguments[0]} ended with {done.returncode}:\n{done.stdout}{done.stderr}")

    machine = ("--device", "cpu", "--compute", "fp32", "--threads", 1)
    loratrf("train", "--model", model, "--data", data, "--set", "data_options.shape=text", "--method", method,
            "--epochs", 3, "--batch-size", 4, "--learning-rate", 0.01, "--out", run, *machine)
    loratrf("export", run, "--to", export)
    if method != "lora":
        print(refuses(export))
        return

    def evaluated(*adapter):
        loratrf("evaluate", model, *adapter, "--data", data, "--shape", "text", "--per-row", folder / "losses.jsonl", *machine)
        lines = [json.loads(line) for line in (folder / "losses.jsonl").read_text().splitlines()]
        if [line["tokens"] for line in lines] != [len(ids) - 1 for ids in rows]:
            sys.exit(f"other ids: {[line['tokens'] for line in lines]} tokens, expected {[len(ids) - 1 for ids in rows]}")
        return [line["loss"] for line in lines]

    base = load_base(model)
    before = losses(base, rows)
    after = losses(open_adapter(base, export)[0], rows)
    loratrf("export", run, "--to", folder / "merged", "--merged", "--type", "fp32")
    merged = losses(load_base(folder / "merged"), rows)
    worst = max(abs(ours - theirs) / theirs
                for ours, theirs in zip(evaluated() + evaluated("--adapter", export) + merged, before + after + after, strict=True))
    mean_before, mean_after = sum(before) / len(rows), sum(after) / len(rows)
    if not worst < TOLERANCE or not mean_after < 0.95 * mean_before:
        sys.exit(f"losses differ by {worst:.1e}; training took the mean from {mean_before:.4f} to {mean_after:.4f}")
    print(f"losses of {len(rows)} rows equal to {worst:.0e} before and after training and merged ({mean_before:.3f}, {mean_after:.3f})")


if __name__ == "__main__":
    main()
