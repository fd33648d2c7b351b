"""Opens the written models that tst_written_models and tst_milora left (LORATRF_ORACLE_DIR) with transformers and llama.cpp.

Usage: check_models.py prompted FOLDER        a model merged for one prompt: the logits of the adapter at work for this
                                              prompt and its answer
       check_models.py transformers FOLDER    the Hugging Face folder: equal logits, equal ids for texts, equal template
       check_models.py llama FOLDER           the GGUF files: equal greedy ids (in rounded types until the best token
                                              hardly leads), equal ids for texts; base and adapter file against the
                                              merged model
"""

import json
import sys
import urllib.request
from pathlib import Path

TOLERANCE = 1e-4  # of the largest logit


def expectation(folder):
    return json.loads((folder / "expected.json").read_text())


def ids_of_texts(expected, encode, what):
    for case in expected["texts"]:
        found = encode(case["text"])
        if found != case["ids"]:
            sys.exit(f"{what} reads {case['text']!r} as {found}, we as {case['ids']}")
    return len(expected["texts"])


def compare_logits(folder):
    import torch
    from safetensors.torch import load_file
    from transformers import AutoModelForCausalLM

    saved = load_file(folder / "logits.safetensors")
    model, report = AutoModelForCausalLM.from_pretrained(folder / "hf", dtype=torch.float32, attn_implementation="eager",
                                                         output_loading_info=True)
    unused = {key: value for key, value in report.items() if value}
    if unused:
        sys.exit(f"{folder}: transformers says {unused}")
    with torch.no_grad():
        found = model.eval()(saved["ids"].long()[None]).logits[0]
    fault = ((found - saved["logits"]).abs().max() / saved["logits"].abs().max()).item()
    if not fault < TOLERANCE:
        sys.exit(f"{folder}: logits differ by {fault:.1e}")
    return f"{len(found)} rows of logits equal to {fault:.0e}"


def check_prompted(folder):
    print(compare_logits(folder))


def check_transformers(folder):
    from transformers import AutoTokenizer, PreTrainedTokenizerFast

    expected = expectation(folder)
    logits = compare_logits(folder)
    kind = AutoTokenizer if expected["own_vocabulary"] else PreTrainedTokenizerFast
    tokenizer = kind.from_pretrained(folder / "hf")
    if Path(expected["base"], "tokenizer.model").exists():
        # Copied as it is; transformers itself reads such a file unlike its own library does, so it is its own measure.
        before = kind.from_pretrained(expected["base"])
        expected["texts"] = [{"text": case["text"], "ids": before.encode(case["text"])} for case in expected["texts"]]
        texts = ids_of_texts(expected, tokenizer.encode, "transformers")
    else:
        texts = ids_of_texts(expected, lambda text: tokenizer.encode(text, add_special_tokens=False), "transformers")
    if (tokenizer.chat_template or "") != expected["template"]:
        sys.exit(f"{folder}: another chat template: {tokenizer.chat_template!r}")
    print(f"{logits}, ids of {texts} texts equal, eos {tokenizer.eos_token!r}")


class Llama:
    """llama.cpp with one GGUF file, and an adapter file beside it, all in 32-bit floats where the file allows."""

    def __init__(self, file, lora=None):
        import xllamacpp

        params = xllamacpp.CommonParams()
        params.model.path = str(file)
        params.n_ctx, params.n_parallel, params.n_batch = 256, 1, 128
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
        params.cache_type_k = params.cache_type_v = xllamacpp.ggml_type.GGML_TYPE_F32
        params.flash_attn_type = xllamacpp.llama_flash_attn_type.LLAMA_FLASH_ATTN_TYPE_DISABLED
        params.warmup, params.verbosity = False, 0
        if lora:
            params.lora_adapters = [xllamacpp.CommonAdapterLoraInfo(str(lora), 1.0)]
        self.server = xllamacpp.Server(params)

    def post(self, path, body):
        request = urllib.request.Request(self.server.listening_address + path, data=json.dumps(body).encode(),
                                         headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def greedy(self, prompt, count):
        return self.post("/completion", {"prompt": prompt, "n_predict": count, "temperature": 0, "top_k": 1, "n_probs": 0,
                                         "return_tokens": True, "cache_prompt": False, "ignore_eos": False})["tokens"]

    def tokenize(self, text):
        return self.post("/tokenize", {"content": text, "add_special": False, "parse_special": True})["tokens"]


# By how much of the largest logit llama.cpp may shift one: it rounds what it multiplies 16-bit and 8-bit weights with.
ROUNDING = {"f16": 0.01, "q8_0": 0.1}


def check_llama(folder):
    expected = expectation(folder)

    # llama.cpp ends at a stop token, which our plain greedy run passes.
    def compare(what, found, wanted):
        same = next((i for i, (a, b) in enumerate(zip(found, wanted["ids"])) if a != b), len(found))
        if same < 3 or same < len(found) and wanted["leads"][same] > ROUNDING.get(what, 0):
            sys.exit(f"{folder}, {what}: llama.cpp goes on with\n{found}, we with\n{wanted['ids']}")
        return f"{what} {same} of {len(found)}"

    said = []
    for name, wanted in expected["greedy"].items():
        llama = Llama(folder / f"{name}.gguf")
        said.append(compare(name, llama.greedy(expected["prompt"], expected["tokens"]), wanted))
        texts = ids_of_texts(expected, llama.tokenize, "llama.cpp")
    adapted = Llama(folder / "f32.gguf", folder / "lora.gguf")
    said.append(compare("f32 with adapter", adapted.greedy(expected["prompt"], expected["tokens"]), expected["greedy"]["merged"]))
    print(f"greedy ids equal ({', '.join(said)}), ids of {texts} texts equal")


if __name__ == "__main__":
    {"prompted": check_prompted, "transformers": check_transformers, "llama": check_llama}[sys.argv[1]](Path(sys.argv[2]))
