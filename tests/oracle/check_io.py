"""Opens the files that tst_safetensors and tst_writers left (LORATRF_ORACLE_DIR) with the reference implementations.

Usage: check_io.py FOLDER. Every NAME.safetensors has a NAME.json: {tensor: {dtype, shape, sha256}}, every NAME.gguf a
NAME.gguf.json: {fields: {key: value}, tensors: {name: {type, shape, sha256}}}.
"""

import hashlib
import json
import sys
from pathlib import Path

import gguf
import safetensors


def check_gguf(file):
    expected = json.loads(file.with_suffix(".gguf.json").read_text())
    reader = gguf.GGUFReader(file)
    fields = {key: field.contents() for key, field in reader.fields.items() if not key.startswith("GGUF.")}
    if fields != expected["fields"]:
        sys.exit(f"{file}: differs\nexpected {expected['fields']}\nfound    {fields}")
    found = {
        tensor.name: {"type": tensor.tensor_type.name, "shape": [int(size) for size in reversed(tensor.shape)],
                      "sha256": hashlib.sha256(tensor.data.tobytes()).hexdigest()}
        for tensor in reader.tensors
    }
    if found != expected["tensors"]:
        sys.exit(f"{file}: differs\nexpected {expected['tensors']}\nfound    {found}")
    print(f"{file.name}: {len(fields)} fields and {len(found)} tensors equal")


def main():
    folder = Path(sys.argv[1])
    for file in sorted(folder.glob("*.gguf")):
        check_gguf(file)
    files = sorted(folder.glob("*.safetensors"))
    if not files:
        sys.exit(f"{folder}: no *.safetensors")
    for file in files:
        expected = json.loads(file.with_suffix(".json").read_text())
        found = {
            name: {"dtype": tensor["dtype"], "shape": list(tensor["shape"]),
                   "sha256": hashlib.sha256(bytes(tensor["data"])).hexdigest()}
            for name, tensor in safetensors.deserialize(file.read_bytes())
        }
        if found != expected:
            sys.exit(f"{file}: differs\nexpected {expected}\nfound    {found}")
        with safetensors.safe_open(file, framework="numpy") as opened:
            if opened.metadata().get("format") != "pt":
                sys.exit(f"{file}: metadata {opened.metadata()}")
        print(f"{file.name}: {len(found)} tensors equal")


if __name__ == "__main__":
    main()
