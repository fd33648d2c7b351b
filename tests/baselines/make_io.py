"""Prints the expected values of tests/io: run with the pinned packages of tests/oracle/requirements.txt.

Writes beside itself: io_types.gguf (every element type read, random blocks), io_reference.safetensors (written by the
safetensors package), io_quantize.safetensors (values to store as other types) and io.json (hashes and verdicts by
hashlib, numpy, gguf and Python's UTF-8 decoder).
"""

import hashlib
import json
from pathlib import Path

import gguf
import numpy as np
from gguf import GGMLQuantizationType as T
from gguf.quants import dequantize, quantize
from safetensors.numpy import save_file

HERE = Path(__file__).resolve().parent
ROWS, ROW = 3, 512
RNG = np.random.default_rng(20)

# Where the fp16 scales of a block lie; the rest of a block may be any byte.
SCALES = {T.Q8_0: [0], T.Q4_0: [0], T.Q4_1: [0, 2], T.Q5_0: [0], T.Q5_1: [0, 2],
          T.Q4_K: [0, 2], T.Q5_K: [0, 2], T.Q6_K: [208]}


def sha(array):
    return hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()


def random_blocks(kind):
    elements, size = gguf.GGML_QUANT_SIZES[kind]
    blocks = RNG.integers(0, 256, (ROWS * ROW // elements, size), dtype=np.uint8)
    for at in SCALES[kind]:
        scale = RNG.normal(0, 0.02, len(blocks)).astype(np.float16)
        scale[0] = np.float16(3e-7)  # subnormal
        scale[-1] = np.float16(-0.0)
        blocks[:, at:at + 2] = scale.view(np.uint8).reshape(-1, 2)
    return blocks.reshape(ROWS, -1)


def write_gguf():
    writer = gguf.GGUFWriter(HERE / "io_types.gguf", "test")
    writer.add_uint8("t.u8", 200)
    writer.add_int8("t.i8", -100)
    writer.add_uint64("t.u64", 2**64 - 1)
    writer.add_int64("t.i64", -(2**62))
    writer.add_float32("t.f32", 0.5)
    writer.add_float64("t.f64", 1e-300)
    writer.add_bool("t.bool", True)
    writer.add_string("t.string", "naïve ☕")
    writer.add_array("t.strings", ["a", "", "ß"])
    writer.add_array("t.ints", [-1, 0, 7])
    writer.add_array("t.floats", [0.25, -2.0])
    tensors = {}

    def add(name, stored, values, kind=None):
        writer.add_tensor(name, stored, raw_dtype=kind)
        tensors[name] = {"type": (kind or T.F32).name, "shape": list(values.shape), "sha256": sha(values)}

    plain = RNG.normal(0, 1, (ROWS, 5)).astype(np.float32)
    add("plain.F32", plain, plain)
    add("plain.F16", plain.astype(np.float16), plain.astype(np.float16).astype(np.float32), T.F16)
    bits = (plain.view(np.uint32) >> 16).astype(np.uint16)
    add("plain.BF16", bits.view(np.uint8), (bits.astype(np.uint32) << 16).view(np.float32), T.BF16)
    for kind in SCALES:
        blocks = random_blocks(kind)
        add(f"random.{kind.name}", blocks, dequantize(blocks, kind), kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return tensors


def write_reference():
    arrays = {"a.weight": RNG.normal(0, 1, (2, 3)).astype(np.float32), "b.half": np.arange(5).astype(np.float16),
              "c.ids": np.arange(-2, 4, dtype=np.int64).reshape(3, 2), "d.scalar": np.array(1.5, np.float32),
              "e.empty": np.zeros((0, 4), np.float32), "f.mask": np.array([True, False])}
    save_file(arrays, HERE / "io_reference.safetensors", metadata={"format": "pt", "note": "é"})
    return {name: {"shape": list(a.shape), "sha256": sha(a)} for name, a in arrays.items()}


def write_quantize():
    """Values of all sizes, halfway cases and blocks of zeros; what gguf makes of them."""
    values = RNG.normal(0, 1, (64, 256)) * 10.0 ** RNG.uniform(-9, 3, (64, 1))
    halfway = np.arange(2048, 2048 + 256) + 0.5  # the step of halves is 2 there
    values[0], values[1], values[2] = halfway, -halfway * 2.0**-20, np.arange(256) * 2.0**-25
    values[3], values[4, ::2] = 0, 0
    values[5] = 1 + np.arange(256) * 2.0**-9  # halfway between two bf16
    values[6] = np.tile((np.arange(32) - 16.5) * 127 / 16.5, 8)
    values[7, :4] = 65519, -65519, 6e-8, -2.0**-149
    values = values.astype(np.float32)
    save_file({"values": values}, HERE / "io_quantize.safetensors")
    return {kind.name: sha(quantize(values, kind)) for kind in (T.F32, T.F16, T.BF16, T.Q8_0)}


def utf8_cases():
    """Every kind of fault, and its edges: hex bytes, offset of the first fault or -1."""
    cases = ["", "41", "c3a9", "e298 95", "f09f9880", "c0af", "c1bf", "c280", "e08080", "e09fbf", "e0a080", "ed9fbf", "eda080",
             "edbfbf", "ee8080", "f0808080", "f08fbfbf", "f0908080", "f48fbfbf", "f4908080", "f5808080", "ff", "80", "c3", "c328",
             "e282", "e28228", "f09f98", "f09f2880", "4142434445464748c328", "41424344454647c3a94142434445464748e9"]
    cases += [bytes(RNG.integers(0, 256, 12, dtype=np.uint8)).hex() for _ in range(20)]
    found = []
    for case in cases:
        data = bytes.fromhex(case)
        try:
            data.decode("utf-8", "strict")
            found.append([data.hex(), -1])
        except UnicodeDecodeError as fault:
            found.append([data.hex(), fault.start])
    return found


def main():
    halves = np.arange(65536, dtype=np.uint16).view(np.float16)
    halves = np.where(np.isnan(halves), np.float16(0), halves)
    sizes = [0, 1, 3, 55, 56, 63, 64, 65, 119, 120, 1000, 1000003]
    result = {
        "about": "made by make_io.py",
        "sha256": [[n, hashlib.sha256(bytes(i * 7 % 251 for i in range(n))).hexdigest()] for n in sizes],
        "all_halves_but_nan": sha(halves.astype(np.float32)),
        "all_bf16": sha((np.arange(65536, dtype=np.uint32) << 16)),
        "gguf": write_gguf(),
        "safetensors": write_reference(),
        "utf8": utf8_cases(),
        "quantize": write_quantize(),
    }
    (HERE / "io.json").write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
