"""Models, streams of tokens and rows of any size, made up for measurements: nothing in them means anything.

Needs nothing but Python's own library.
"""

import array
import json
import math
import os
import random
import struct

LETTERS = "abcdefghijklmnopqrstuvwxyz"  # the whole vocabulary of the tokenizer, whatever the model's


def weights(shape):
    h, f, v = shape["hidden_size"], shape["intermediate_size"], shape["vocab_size"]
    kv = h // shape["num_attention_heads"] * shape["num_key_value_heads"]
    yield "model.embed_tokens.weight", (v, h)
    for layer in range(shape["num_hidden_layers"]):
        at = f"model.layers.{layer}."
        yield at + "input_layernorm.weight", (h,)
        yield at + "post_attention_layernorm.weight", (h,)
        for name, size in (("q", (h, h)), ("k", (kv, h)), ("v", (kv, h)), ("o", (h, h))):
            yield f"{at}self_attn.{name}_proj.weight", size
        for name, size in (("gate", (f, h)), ("up", (f, h)), ("down", (h, f))):
            yield f"{at}mlp.{name}_proj.weight", size
    yield "model.norm.weight", (h,)
    if not shape.get("tie_word_embeddings", True):
        yield "lm_head.weight", (v, h)


def bf16(size):
    """Norms are 1; all else lies between 1/128 and 1/32, of either sign."""
    count = math.prod(size)
    low = random.randbytes(count) if len(size) > 1 else b"\x80" * count
    high = bytes(0x3C + 0x80 * (byte & 1) for byte in range(256))
    block = bytearray(2 * count)
    block[0::2] = low
    block[1::2] = random.randbytes(count).translate(high) if len(size) > 1 else b"\x3f" * count
    return block


BYTES = {"BF16": 2, "I32": 4, "U8": 1, "I64": 8}


def write_safetensors(file, tensors, contents):
    """tensors: (name, dtype, shape); contents: the bytes of each in turn. None: a file of that size without any."""
    header, offset = {}, 0
    for name, dtype, shape in tensors:
        size = math.prod(shape) * BYTES[dtype]
        header[name] = {"dtype": dtype, "shape": list(shape), "data_offsets": [offset, offset + size]}
        offset += size
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    fresh = file.with_suffix(".new")
    with open(fresh, "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text)
        for content in contents or ():
            out.write(content)
        out.truncate(8 + len(text) + offset)
    fresh.rename(file)


def make_model(folder, shape, hollow=False):
    """A Hugging Face folder; `hollow`: its weights are holes in the file, so it can be looked at, but not trained."""
    if (folder / "model.safetensors").exists():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    random.seed(1)
    config = dict(architectures=["LlamaForCausalLM"], model_type="llama", hidden_act="silu", rms_norm_eps=1e-5,
                  max_position_embeddings=8192, rope_theta=10000.0, tie_word_embeddings=True, eos_token_id=1) | shape  # fmt: skip
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "tokenizer.json").write_text(json.dumps(
        {"version": "1.0", "added_tokens": [], "normalizer": None, "decoder": {"type": "ByteLevel"},
         "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True},
         "post_processor": None,
         "model": {"type": "BPE", "vocab": {letter: i for i, letter in enumerate(LETTERS)}, "merges": []}}))  # fmt: skip
    sizes = list(weights(shape))
    write_safetensors(folder / "model.safetensors", [(n, "BF16", s) for n, s in sizes],
                      None if hollow else (bf16(s) for _, s in sizes))  # fmt: skip
    return folder


def make_stream(file, tokens, length=512, steps=2):
    """Steps of one micro-batch of so many tokens: rows of `length`, all supervised."""
    length = min(length, tokens)
    rows = tokens // length * steps
    draw = random.Random(tokens)
    ids = array.array("i", (draw.randrange(len(LETTERS)) for _ in range(rows * length)))
    offsets = array.array("q", range(0, rows * length + 1, length))
    begins = array.array("q", range(0, rows + 1, rows // steps))
    write_safetensors(
        file,
        [("ids", "I32", (len(ids),)), ("supervised", "U8", (len(ids),)), ("offsets", "I64", (len(offsets),)),
         ("steps", "I64", (len(begins),))],
        [ids.tobytes(), b"\x01" * len(ids), offsets.tobytes(), begins.tobytes()],
    )  # fmt: skip
    return file


def make_rows(file, count, letters=100):
    """JSON lines of prompt and completion, of `letters` tokens together, no two alike."""
    if file.exists():
        return file
    draw = random.Random(count)
    fresh = file.with_suffix(".new")
    with open(fresh, "w", encoding="utf-8") as out:
        for _ in range(count):
            text = "".join(draw.choices(LETTERS, k=letters))
            out.write(json.dumps({"prompt": text[: letters // 2], "completion": text[letters // 2 :]}) + "\n")
    os.replace(fresh, file)
    return file
