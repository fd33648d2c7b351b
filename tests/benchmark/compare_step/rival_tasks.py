"""What the Hugging Face libraries take for things beside training, one task in one process.

rival_tasks.py OUT.json load MODEL | tokenise MODEL TEXT | generate MODEL PROMPT TYPE | text ROWS TEXT
"""

import json
import os
import pathlib
import sys
import time


def load(model):
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    path = pathlib.Path(model)
    where = (path, {}) if path.is_dir() else (path.parent, {"gguf_file": path.name})
    begin = time.perf_counter()
    AutoTokenizer.from_pretrained(where[0], **where[1])
    AutoModelForCausalLM.from_pretrained(where[0], dtype=torch.float32, **where[1])
    return {"seconds": time.perf_counter() - begin}


def tokenise(model, text):
    os.environ["RAYON_NUM_THREADS"] = "1"
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(pathlib.Path(model) / "tokenizer.json"))
    data = pathlib.Path(text).read_text(encoding="utf-8")
    begin = time.perf_counter()
    lines = data.removesuffix("\n").split("\n")
    tokens = sum(len(e.ids) for e in tokenizer.encode_batch(lines, add_special_tokens=False))
    return {"seconds": time.perf_counter() - begin, "tokens": tokens, "bytes": len(data.encode())}


def generate(model, prompt, kind):
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
    tokenizer = AutoTokenizer.from_pretrained(model)
    loaded = AutoModelForCausalLM.from_pretrained(model, dtype={"fp32": torch.float32, "bf16": torch.bfloat16}[kind])
    inputs = tokenizer.apply_chat_template(
        [{"role": "user", "content": prompt}], add_generation_prompt=True, return_tensors="pt", return_dict=True
    )
    begin = time.perf_counter()
    with torch.inference_mode():
        ids = loaded.generate(**inputs, max_new_tokens=256, do_sample=False)[0, inputs["input_ids"].shape[1] :]
    seconds = time.perf_counter() - begin
    return {"seconds": seconds, "tokens": len(ids), "text": tokenizer.decode(ids, skip_special_tokens=True)}


def text(rows, to):
    lines = [json.loads(line) for line in pathlib.Path(rows).read_text(encoding="utf-8").splitlines()]
    whole = "\n".join(f"{row['question']}\n{row['answer']}" for row in lines) + "\n"
    pathlib.Path(to).write_bytes((whole.encode() * 4)[: 10 << 20].rsplit(b"\n", 1)[0] + b"\n")
    return {"text": to}


if __name__ == "__main__":
    out = pathlib.Path(sys.argv[1])
    task = {"load": load, "tokenise": tokenise, "generate": generate, "text": text}[sys.argv[2]]
    result = task(*sys.argv[3:])
    fresh = out.with_suffix(".new")
    fresh.write_text(json.dumps(result) + "\n")
    fresh.rename(out)
