"""Lets TensorBoard read the event file that tst_tensorboard left.

Usage: check_tensorboard.py FOLDER, with expected.json beside the file: {tag: [[step, value], ...]}.
"""

import json
import sys
from pathlib import Path

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator


def main():
    folder = Path(sys.argv[1])
    reader = EventAccumulator(str(folder), size_guidance={"scalars": 0})  # 0: all points
    reader.Reload()
    expected = json.loads((folder / "expected.json").read_text())
    for tag, points in expected.items():
        found = [[point.step, point.value] for point in reader.Scalars(tag)]
        if found != points:
            sys.exit(f"{tag}: differs\nexpected {points}\nfound    {found}")
        times = [point.wall_time for point in reader.Scalars(tag)]
        if times != sorted(times):
            sys.exit(f"{tag}: times go backwards: {times}")
    tags = reader.Tags()["scalars"]
    if missing := {"train/learning_rate", "train/grad_norm", "train/tokens_per_second", "memory/bytes", "eval/perplexity"} - set(tags):
        sys.exit(f"tags are missing: {missing}")
    print(f"{len(tags)} tags, {sum(map(len, expected.values()))} points equal")


if __name__ == "__main__":
    main()
