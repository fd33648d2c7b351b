"""HF PEFT's training steps in one process: the same file of tokens, adapter and recipe as `loratrf bench`.

    rival.py WORKLOAD OUT.json --batch 4 --order grouped [--compile] [--type bf16] [--gradients FILE] ...

Prints nothing; OUT.json appears whole or not at all. No Trainer around the steps: what is timed is the model's, the
loss's and the optimiser's work alone, which favours the rival. The allocator is the caller's choice (LD_PRELOAD).
"""

import argparse
import json
import os
import pathlib
import resource
import statistics
import time

import peft
import torch
import transformers
from peft import PeftModel, get_peft_model_state_dict
from safetensors.torch import load_file, save_file
from transformers import AutoModelForCausalLM

HEAD_ROWS = 256  # as in backend/bench/step_bench.cpp


def memory(key):
    for line in pathlib.Path("/proc/self/status").read_text().splitlines():
        if line.startswith(key + ":"):
            return int(line.split()[1]) * 1024
    return 0


def reset_peak():
    """The peak counts from now on; False where the system refuses."""
    try:
        pathlib.Path("/proc/self/clear_refs").write_text("5")
        return True
    except OSError:
        return False


class Stream:
    def __init__(self, file):
        tensors = load_file(file)
        self.ids = tensors["ids"].long()
        self.supervised = tensors["supervised"].bool()
        self.offsets = tensors["offsets"].tolist()
        self.steps = tensors["steps"].tolist()

    def step(self, number):
        number %= len(self.steps) - 1
        return list(range(self.steps[number], self.steps[number + 1]))

    def length(self, sample):
        return self.offsets[sample + 1] - self.offsets[sample]

    def batch(self, samples):
        """Padded ids, mask and labels; a first token is never a target."""
        longest = max(map(self.length, samples))
        ids = torch.zeros(len(samples), longest, dtype=torch.long)
        mask = torch.zeros_like(ids)
        labels = torch.full_like(ids, -100)
        for row, sample in enumerate(samples):
            begin, end = self.offsets[sample], self.offsets[sample + 1]
            ids[row, : end - begin] = self.ids[begin:end]
            mask[row, : end - begin] = 1
            labels[row, : end - begin] = torch.where(self.supervised[begin:end], self.ids[begin:end], -100)
            labels[row, 0] = -100
        return ids, mask, labels


class Steps:
    def __init__(self, model, stream, given):
        self.model, self.stream, self.given = model, stream, given
        self.parameters = [p for p in model.parameters() if p.requires_grad]
        self.optimizer = torch.optim.AdamW(self.parameters, lr=given.learning_rate, weight_decay=0.0, fused=True)
        self.forward = torch.compile(model, dynamic=True) if given.compile else model
        self.done = 0

    def batches(self):
        samples = self.stream.step(self.done)
        if self.given.order == "grouped":
            samples = sorted(samples, key=self.stream.length, reverse=True)
        size = self.given.batch
        return [self.stream.batch(samples[i : i + size]) for i in range(0, len(samples), size)]

    def __call__(self):
        faults = page_faults()
        begin = time.perf_counter()
        batches = self.batches()
        supervised = int(sum((labels != -100).sum() for _, _, labels in batches))
        loss = 0.0
        for ids, mask, labels in batches:
            part = self.forward(
                input_ids=ids, attention_mask=mask, labels=labels, num_items_in_batch=supervised, use_cache=False
            ).loss
            part.backward()
            loss += part.item()
        norm = torch.nn.utils.clip_grad_norm_(self.parameters, 1.0).item()
        self.optimizer.step()
        if self.done == 0 and self.given.gradients:
            self.write_gradients()
        self.optimizer.zero_grad(set_to_none=False)
        seconds = time.perf_counter() - begin
        self.done += 1
        return {
            "loss": loss, "grad_norm": norm, "seconds": seconds, "tokens": int(sum(m.sum() for _, m, _ in batches)),
            "padded": sum(ids.numel() for ids, _, _ in batches), "supervised": supervised,
            "micro_batches": len(batches), "page_faults": page_faults() - faults,
        }  # fmt: skip

    def write_gradients(self):
        state = {name.replace(".default", ""): p.grad for name, p in self.model.named_parameters() if p.requires_grad}
        assert state.keys() == get_peft_model_state_dict(self.model).keys()
        save_file({name: g.float().contiguous() for name, g in state.items()}, self.given.gradients)


def page_faults():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_minflt + usage.ru_majflt


def gemm_seconds(config, rows, head_rows, dtype):
    """As GemmCeiling::measure: {(rows, in, out): [seconds of both directions]}, and how many layers have the shape."""
    head_dim = getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads
    queries, keys = config.num_attention_heads * head_dim, config.num_key_value_heads * head_dim
    hidden, wide, layers = config.hidden_size, config.intermediate_size, config.num_hidden_layers
    counts = {}
    for size in [(hidden, queries), (hidden, keys), (hidden, keys), (queries, hidden), (hidden, wide), (hidden, wide),
                 (wide, hidden)]:  # fmt: skip
        counts[(rows, *size)] = counts.get((rows, *size), 0) + layers
    counts[(head_rows, hidden, config.vocab_size)] = 1
    samples = {}
    for m, k, n in counts:
        x, weight = torch.randn(m, k).to(dtype), torch.randn(n, k).to(dtype)
        y, back = torch.empty(m, n, dtype=dtype), torch.empty(m, k, dtype=dtype)
        for sample in range(6):
            begin = time.perf_counter()
            torch.mm(x, weight.t(), out=y)
            torch.mm(y, weight, out=back)
            if sample > 0:
                samples.setdefault((m, k, n), []).append(time.perf_counter() - begin)
    return samples, counts


def ceiling(measurements, counts):
    flops = seconds = 0.0
    for (m, k, n), count in counts.items():
        taken = [s for measurement in measurements for s in measurement[(m, k, n)]]
        flops += 4 * m * k * n * count
        seconds += statistics.median(taken) * count
    return flops / seconds


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("workload", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--order", choices=["random", "grouped"], default="random")
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--type", choices=["fp32", "bf16"], default="fp32")
    parser.add_argument("--truth", action="store_true", help="compute in fp32, the weights rounded to --type")
    parser.add_argument("--untimed", type=int, required=True)
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--learning-rate", type=float, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--gradients")
    given = parser.parse_args()

    torch.set_num_threads(given.threads)
    torch.set_num_interop_threads(1)
    dtype = {"fp32": torch.float32, "bf16": torch.bfloat16}[given.type]
    facts = json.loads((given.workload / "workload.json").read_text())
    begin = time.perf_counter()
    model = AutoModelForCausalLM.from_pretrained(facts["model"], dtype=dtype, attn_implementation="sdpa")
    if given.truth:
        model, dtype = model.float(), torch.float32
    load_seconds = time.perf_counter() - begin
    config = model.config
    model = PeftModel.from_pretrained(model, given.workload / "adapter", is_trainable=True)
    model.train()
    stream = Stream(given.workload / "stream.safetensors")

    rows = max(1, round(facts["tokens"] / facts["samples"] * given.batch))
    head_rows = max(1, min(HEAD_ROWS, round(facts["supervised"] / facts["samples"] * given.batch)))
    before, counts = gemm_seconds(config, rows, head_rows, dtype)
    whole_peak = memory("VmHWM")
    loaded = memory("VmRSS")
    peak_is_reset = reset_peak()
    step = Steps(model, stream, given)
    untimed = [step() for _ in range(given.untimed)]
    steps = [step() for _ in range(given.steps)]
    peak = memory("VmHWM")
    after, _ = gemm_seconds(config, rows, head_rows, dtype)

    seconds = sum(s["seconds"] for s in steps)
    result = {
        "result": "rival", "versions": {m.__name__: m.__version__ for m in (torch, transformers, peft)},
        "batch": given.batch, "order": given.order, "compile": given.compile, "type": given.type, "truth": given.truth,
        "environment": {k: os.environ[k] for k in ("LD_PRELOAD", "THP_MEM_ALLOC_ENABLE") if k in os.environ},
        "threads": torch.get_num_threads(), "load_seconds": load_seconds, "untimed": untimed, "steps": steps,
        "seconds": seconds, "tokens_per_second": sum(s["tokens"] for s in steps) / seconds,
        "supervised_per_second": sum(s["supervised"] for s in steps) / seconds,
        "ceiling": ceiling([before, after], counts), "peak_memory_bytes": max(whole_peak, peak),
        "loaded_memory_bytes": loaded, "step_memory_bytes": peak if peak_is_reset else 0,
    }  # fmt: skip
    fresh = given.out.with_suffix(".new")
    fresh.write_text(json.dumps(result, indent=1) + "\n")
    fresh.rename(given.out)


if __name__ == "__main__":
    main()
