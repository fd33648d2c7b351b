"""Attaches an adapter of LoRATRF Studio to a Hugging Face causal language model. Needs torch, transformers and safetensors.

From Python, with this file beside the adapter or anywhere on the path:

    model = AutoModelForCausalLM.from_pretrained(BASE)
    adapter = attach(model, FOLDER)  # the folder with adapter_config.json and adapter_model.safetensors
    model.generate(...)
    adapter.remove()                 # the plain model again

or from a shell:

    python load_adapter.py --base BASE --prompt "Where does the river end?"

It reads the methods PEFT does not know: LoRATRF (peft_type LORATRF), MiLoRA (MILORA), AdaMoLE (ADAMOLE), LoReFT (LOREFT), and
weights of the model itself that trained: BitFit (BITFIT), head only (HEAD_ONLY), full fine-tuning (FULL_WEIGHTS).
MiLoRA and LoReFT look at the prompt: that is every token of the call that starts with an empty cache, so with generate() all it
was given. Where a call holds answers too, as in scoring text or in generating without a cache, say first where the prompts end:

    adapter.prompt_lengths = [12, 9]  # tokens of each row, padding not counted; None: as above

Batches may be padded on either side if attention_mask says so. The adapter computes in float32, whatever the model does.
"""

import argparse
import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from transformers import AutoModelForCausalLM, AutoTokenizer

PREFIX = "base_model.model."


def attach(model, folder):
    """Hooks the adapter in `folder` into `model` and returns it. ValueError where a tensor of it has no place in the model."""
    folder = Path(folder)
    config = json.loads((folder / "adapter_config.json").read_text(encoding="utf-8"))
    kind = config.get("peft_type")
    if kind not in METHODS:
        raise ValueError(f"{folder}: adapters of type {kind} are not for this file; PEFT may open them")
    if config.get("format_version") != 1:
        raise ValueError(f"{folder}: format_version {config.get('format_version')} is newer than this file, which reads 1")
    tensors = {k.removeprefix(PREFIX): v for k, v in load_file(folder / "adapter_model.safetensors").items()}
    adapter = METHODS[kind](model, config, tensors)
    try:
        adapter.place()
        unread = tensors.keys() - adapter.read
        if unread:
            raise ValueError(f"{folder}: tensors without a place in this model: {sorted(unread)}")
    except ValueError:
        adapter.remove()
        raise
    return adapter


def low_rank(x, a, b):
    """x [.., in], a [r, in], b [out, r] -> [.., out]"""
    return x @ a.T @ b.T


class Adapter:
    """An attached adapter. Subclasses find their places in the model by the names of the tensors."""

    looks_at_prompt = False

    def __init__(self, model, config, tensors):
        self.model, self.config, self.tensors = model, config, tensors
        self.read, self.hooks = set(), []
        self.prompt_lengths = None
        self.prompt = None  # [batch, tokens], true at the prompt's tokens of the present call; None: it goes on from a cache
        if self.looks_at_prompt:
            self.hooks.append(model.base_model.register_forward_pre_hook(self.begin, with_kwargs=True))

    def remove(self):
        for hook in self.hooks:
            hook.remove()
        self.hooks = []

    def place(self):
        """Adds the method's hooks."""
        raise NotImplementedError

    def paths(self, suffix):
        """Where the file has a tensor of that name, in the file's order of layers."""
        return [name.removesuffix(suffix) for name in self.tensors if name.endswith(suffix)]

    def take(self, path, name, required=True):
        """The tensor `path``name` in float32, where the module at `path` computes."""
        key = path + name
        if key not in self.tensors and not required:
            return None
        if key not in self.tensors:
            raise ValueError(f"the adapter's file has no tensor {PREFIX}{key}")
        self.read.add(key)
        return self.tensors[key].float().to(next(self.module(path).parameters()).device)

    def module(self, path):
        try:
            return self.model.get_submodule(path)
        except AttributeError as error:
            raise ValueError(f"the adapter belongs to another model: this one has no {path}") from error

    def after(self, path, term):
        """The module at `path` will give y + term(x, y): x its input, y its output, both [batch, tokens, ..] in float32."""
        def hook(_module, inputs, output):
            y = output[0] if isinstance(output, tuple) else output
            x = inputs[0].float() if inputs else None
            changed = y + term(x, y.float()).to(y.dtype)
            return (changed, *output[1:]) if isinstance(output, tuple) else changed
        self.hooks.append(self.module(path).register_forward_hook(hook))

    def begin(self, _module, inputs, named):
        """Before the model runs: which tokens of this call are prompt."""
        tokens = inputs[0] if inputs else named.get("input_ids")
        tokens = named["inputs_embeds"] if tokens is None else tokens
        cache = named.get("past_key_values")
        if cache is not None and cache.get_seq_length() > 0:
            self.prompt = None
            return
        mask = named.get("attention_mask")
        self.prompt = torch.ones(tokens.shape[:2], dtype=torch.bool, device=tokens.device)
        if mask is not None:
            if not isinstance(mask, torch.Tensor) or mask.dim() != 2:
                raise ValueError("the adapter needs an attention_mask [batch, tokens]: do without a static cache")
            self.prompt = mask[:, -tokens.shape[1]:].bool()
        if self.prompt_lengths is not None:
            lengths = torch.as_tensor(self.prompt_lengths, device=tokens.device)
            self.prompt = self.prompt & (self.prompt.cumsum(1) <= lengths[:, None])


class LoraTrf(Adapter):
    """y = h + s_lora B A x, and at each filter h' = h + beta T (s h) with s = clamp(cos(h, xi), 0, 1) a token; T = D C, or dense.
    The filter sits at the projections themselves (`linear`, h as before B A x) or at the blocks' outputs (`block`)."""

    def place(self):
        scale = self.config["lora_alpha"] / self.config["r"]
        linear = self.config["placement"] == "linear"
        for path in self.paths(".lora_A.weight"):
            a, b = self.take(path, ".lora_A.weight"), self.take(path, ".lora_B.weight")
            filtered = self.filter(path) if linear else None
            self.after(path, lambda x, y, a=a, b=b, f=filtered: scale * low_rank(x, a, b) + (f(x, y) if f else 0))
        if not linear:
            for path in self.paths(".trf_T") + self.paths(".trf_C.weight"):
                self.after(path, self.filter(path))

    def filter(self, path):
        beta = self.config["filter_scale"]
        dense = self.take(path, ".trf_T", required=False)
        c, d = (None, None) if dense is not None else (self.take(path, ".trf_C.weight"), self.take(path, ".trf_D.weight"))
        width = (dense if dense is not None else d).shape[0]
        xi = self.task_vector(path, width) if self.config.get("filter", True) else None

        def term(_x, h):
            if xi is not None:
                cosine = torch.nn.functional.cosine_similarity(h, xi, dim=-1, eps=1e-8)
                h = cosine.clamp(0, 1).unsqueeze(-1) * h
            return beta * (h @ dense.T if dense is not None else low_rank(h, c, d))
        return term

    def task_vector(self, path, width):
        """The filter's own, or the one all filters of its width share."""
        if not self.config.get("shared_xi", False):
            return self.take(path, ".trf_xi")
        for name, value in self.tensors.items():
            if name.startswith("trf_xi") and value.numel() == width:
                return self.take("", name).to(next(self.module(path).parameters()).device)
        raise ValueError(f"the adapter's file has no shared task vector of {width} values")


class MiLora(Adapter):
    """A block's router looks at its input over the prompt, once, and chooses which of the block's projections get B A x:
    h = pool(H), p = softmax(W_r activation(h)), the top_k largest. What is generated later keeps that choice."""

    looks_at_prompt = True
    ORDER = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]

    def place(self):
        scale = self.config["lora_alpha"] / self.config["r"]
        adapted = self.paths(".lora_A.weight")
        for block in self.paths(".milora_router.weight"):
            inside = [path for path in adapted if path.startswith(block + ".")]
            inside.sort(key=lambda path: self.ORDER.index(path.split(".")[-1]))
            gates = {}  # "now": [batch, projections]
            self.hooks.append(self.module(block).register_forward_pre_hook(self.router(block, gates), with_kwargs=True))
            for index, path in enumerate(inside):
                a, b = self.take(path, ".lora_A.weight"), self.take(path, ".lora_B.weight")
                self.after(path, lambda x, _y, a=a, b=b, gates=gates, index=index:
                           gates["now"][:, index, None, None].to(x.device) * scale * low_rank(x, a, b))

    def router(self, block, gates):
        weight = self.take(block, ".milora_router.weight")  # [projections, d]
        pool, activate = self.pooler(block), self.activation(block)

        def hook(_module, inputs, named):
            if self.prompt is None:
                return
            hidden = (inputs[0] if inputs else named["hidden_states"]).float()
            p = torch.softmax(activate(pool(hidden, self.prompt.to(hidden.device))) @ weight.T, -1)
            top = p.topk(self.config["top_k"], -1)
            value = torch.ones_like(top.values) if self.config["gate"] == "none" else top.values
            if self.config["gate"] == "renormalised":
                value = value / value.sum(-1, keepdim=True)
            gates["now"] = torch.zeros_like(p).scatter(-1, top.indices, value)
        return hook

    def pooler(self, block):
        """(hidden [batch, tokens, d], prompt [batch, tokens]) -> [batch, d]"""
        kind = self.config["pooler"]
        w = self.take(block, ".milora_pooler") if kind == "attention" else None

        def pool(hidden, prompt):
            if kind == "max":
                return hidden.masked_fill(~prompt[..., None], -torch.inf).amax(1)
            if kind == "attention":
                share = torch.softmax((hidden @ w).masked_fill(~prompt, -torch.inf), 1)
            elif kind == "mean":
                share = prompt / prompt.sum(1, keepdim=True)
            else:  # last
                share = (prompt & (prompt.cumsum(1) == prompt.sum(1, keepdim=True))).float()
            return torch.einsum("bt,btd->bd", share, hidden)
        return pool

    def activation(self, block):
        if self.config["activation"] == "gelu":
            return torch.nn.functional.gelu
        a, b = self.take(block, ".milora_numerator").tolist(), self.take(block, ".milora_denominator").tolist()

        def rational(x):
            numerator, denominator = torch.zeros_like(x), torch.zeros_like(x)
            for coefficient in reversed(a):
                numerator = numerator * x + coefficient
            for coefficient in reversed(b):
                denominator = (denominator + coefficient) * x
            return numerator / (1 + denominator.abs())
        return rational


class AdaMole(Adapter):
    """y = W x + s sum_i w_i B_i A_i x with, for each token, p = softmax(W_g x) and w by the routing, made to sum to 1:
    adaptive max(p - tau, 0), tau = tau_max sigmoid(w_t x + b_t); threshold p where p >= tau_max; top_k the largest p."""

    def place(self):
        for path in self.paths(".experts_A"):
            self.after(path, self.experts(path))

    def experts(self, path):
        routing, scale = self.config["routing"], self.config["lora_alpha"] / self.config["r"]
        a, b, gate = self.take(path, ".experts_A"), self.take(path, ".experts_B"), self.take(path, ".gate.weight")
        experts, rank = a.shape[:2]
        tau_max = self.config["tau_max"] or 1 / experts
        threshold = [self.take(path, ".threshold.weight"), self.take(path, ".threshold.bias")] if routing == "adaptive" else None
        down, up = a.flatten(0, 1), b.transpose(1, 2).flatten(0, 1)  # [experts * rank, in], [experts * rank, out]

        def term(x, _y):
            p = torch.softmax(x @ gate.T, -1)  # [batch, tokens, experts]
            if routing == "adaptive":
                w = (p - tau_max * torch.sigmoid(torch.nn.functional.linear(x, *threshold))).clamp(min=0)
            elif routing == "threshold":
                w = p * (p >= tau_max)
            else:
                top = p.topk(self.config["top_k"], -1)
                w = torch.zeros_like(p).scatter(-1, top.indices, top.values)
            total = w.sum(-1, keepdim=True)
            w = w / total.masked_fill(total == 0, 1)
            return scale * (x @ down.T * w.repeat_interleave(rank, -1)) @ up
        return term


class LoReft(Adapter):
    """h' = h + R^T (W h + b - R h) at the blocks' outputs, for the first and last few tokens of the prompt only."""

    looks_at_prompt = True

    def place(self):
        self.read.update(name for name in self.tensors if name.endswith(".reft_V"))  # only training needs what makes R
        for path in self.paths(".reft_R"):
            self.after(path, self.edit(path))

    def edit(self, path):
        first, last = self.config["first"], self.config["last"]
        r, w, b = self.take(path, ".reft_R"), self.take(path, ".reft_W.weight"), self.take(path, ".reft_W.bias")

        def term(_x, h):
            if self.prompt is None:
                return torch.zeros_like(h)
            prompt = self.prompt.to(h.device)
            number, length = prompt.cumsum(1), prompt.sum(1, keepdim=True)  # tokens of the prompt count from 1
            chosen = prompt & ((number <= first) | (number > length - last))
            return chosen[..., None] * ((h @ (w - r).T + b) @ r)
        return term


class TrainedWeights(Adapter):
    """Weights of the model itself, under their own names. A head that was tied to the embedding becomes one of its own."""

    def place(self):
        self.replaced = {}
        self.tied = "lm_head.weight" in self.tensors and self.model.lm_head.weight is self.model.get_input_embeddings().weight
        if self.tied:
            self.model.lm_head.weight = torch.nn.Parameter(self.model.lm_head.weight.detach().clone())
            self.model.config.tie_word_embeddings = False
        for name, value in self.tensors.items():
            try:
                parameter = self.model.get_parameter(name)
            except AttributeError as error:
                raise ValueError(f"the adapter belongs to another model: this one has no {name}") from error
            if parameter.shape != value.shape:
                raise ValueError(f"the adapter belongs to another model: {name} is {list(parameter.shape)} in this one")
            self.replaced[name] = parameter.data
            parameter.data = value.to(parameter.device, parameter.dtype)
            self.read.add(name)

    def remove(self):
        super().remove()
        for name, value in self.replaced.items():
            self.model.get_parameter(name).data = value
        if self.tied:
            self.model.lm_head.weight = self.model.get_input_embeddings().weight
            self.model.config.tie_word_embeddings = True


METHODS = {"LORATRF": LoraTrf, "MILORA": MiLora, "ADAMOLE": AdaMole, "LOREFT": LoReft, "BITFIT": TrainedWeights,
           "HEAD_ONLY": TrainedWeights, "FULL_WEIGHTS": TrainedWeights}


def main():
    here = Path(__file__).resolve().parent
    options = argparse.ArgumentParser(description="Answers a prompt with a base model and an adapter of LoRATRF Studio.")
    options.add_argument("--adapter", default=here, help="its folder; without it, the folder of this file")
    options.add_argument("--base", help="folder or name of the base model; without it, the one the adapter names")
    options.add_argument("--prompt", required=True)
    options.add_argument("--raw", action="store_true", help="the prompt as it is, without the model's chat template")
    options.add_argument("--max-new-tokens", type=int, default=256)
    options = options.parse_args()

    base = options.base or json.loads((Path(options.adapter) / "adapter_config.json").read_text())["base_model_name_or_path"]
    tokenizer = AutoTokenizer.from_pretrained(base)
    model = AutoModelForCausalLM.from_pretrained(base, dtype="auto").eval().to("cuda" if torch.cuda.is_available() else "cpu")
    attach(model, options.adapter)
    if tokenizer.chat_template and not options.raw:
        inputs = tokenizer.apply_chat_template([{"role": "user", "content": options.prompt}], add_generation_prompt=True,
                                               return_dict=True, return_tensors="pt")
    else:
        inputs = tokenizer(options.prompt, return_tensors="pt")
    with torch.no_grad():
        ids = model.generate(**inputs.to(model.device), max_new_tokens=options.max_new_tokens, do_sample=False)
    print(tokenizer.decode(ids[0, inputs["input_ids"].shape[1]:], skip_special_tokens=True))


if __name__ == "__main__":
    main()
