"""Opens the safetensors files that tst_safetensors left (LORATRF_ORACLE_DIR) with the reference implementation.

Usage: check_io.py FOLDER. Every NAME.safetensors has a NAME.json: {tensor: {dtype, shape, sha256}}.
"""

import hashlib
import json
import sys
from pathlib import Path

import safetensors


def main():
    folder = Path(sys.argv[1])
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
