"""Our training step against HF PEFT's: tests/benchmark/compare --help. Every measurement is a file (processes.py)."""

import argparse
import collections
import dataclasses
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import threading

import parity
import report
import side_rows
from processes import DEFAULT, HERE, Failed, Processes, Variant

USUAL = ["W1", "W2", "W3", "W4", *side_rows.ROWS]
ALL = [*USUAL, "tiny"]


@dataclasses.dataclass
class Workload:
    name: str
    folder: pathlib.Path
    facts: dict


making = collections.defaultdict(threading.Lock)


def make_workload(name, given):
    with making[name]:
        return make_workload_once(name, given)


def make_workload_once(name, given):
    folder = given.out / name
    facts = folder / "workload.json"
    if not facts.exists():
        print(f"    making {name}", flush=True)
        folder.mkdir(parents=True, exist_ok=True)
        log = folder / "making.log"
        with log.open("w") as messages:
            made = subprocess.run(
                [sys.executable, HERE / "workloads.py", name, "--out", folder, "--models", given.out / "models",
                 "--loratrf", given.loratrf, "--model", given.model, "--shared", given.shared, "--steps",
                 str(max(given.parity_steps, given.steps + given.untimed))],
                env=os.environ | {"HF_HUB_OFFLINE": "1"}, stdout=subprocess.PIPE, stderr=messages, text=True, check=False,
            )  # fmt: skip
        if made.returncode == 3:
            print(f"    skipped: {made.stdout.strip().splitlines()[-1]}")
            return None
        if made.returncode != 0:
            raise Failed(f"{name} could not be made; see {log}")
        log.unlink()
    return Workload(name, folder, json.loads(facts.read_text()))


def check_parity(run, workload, results, given):
    gradients = [results / f"{side}-gradients.safetensors" for side in ("ours", "rival", "truth")]
    variant = Variant(4, "grouped", tcmalloc=True)
    results.mkdir(parents=True, exist_ok=True)
    adapter = ["--adapter", workload.folder / "adapter"]

    def ours():
        return run.our_steps(
            results / "parity-ours.json", workload, given.parity_steps, 0,
            [*adapter, "--no-split", "--gradients", gradients[0]],
        )  # fmt: skip

    def theirs():
        return run.rival_steps(
            results / "parity-rival.json", workload, variant, given.parity_steps, 0, ["--gradients", gradients[1]],
        )  # fmt: skip

    def truth():
        return run.rival_steps(
            results / "parity-truth.json", workload, variant, given.parity_steps, 0,
            ["--gradients", gradients[2], "--truth"],
        )  # fmt: skip

    if given.type == "fp32":
        return parity.compare(*run.at_once(lambda side: side(), [ours, theirs]), *gradients[:2])
    return parity.compare_rounded(*run.at_once(lambda side: side(), [ours, theirs, truth]), *gradients)


def search(run, workload, results, given):
    """The rival's variants, fastest first, and their speeds: by stages, as all combinations would take hours."""
    speeds = {}

    def speed(variant):
        untimed, steps = (2, 2) if variant.compile else (1, 1 if given.short_search else 2)
        try:
            file = results / "search" / f"{variant.name}.json"
            return run.rival_steps(file, workload, variant, steps, untimed)["tokens_per_second"]
        except Failed as fault:  # a variant that runs out of memory is no candidate
            print(f"    failed: {fault}", flush=True)
            return 0.0

    def measure(variants):
        fresh = [v for v in dict.fromkeys(variants) if v not in speeds]
        speeds.update(zip(fresh, run.at_once(speed, fresh), strict=True))
        return sorted(speeds, key=speeds.get, reverse=True)

    orders = ["random"] if workload.facts["shortest"] == workload.facts["longest"] else ["random", "grouped"]
    if given.quick:
        return measure([Variant(4, orders[-1], tcmalloc=True)]), speeds
    if given.full_search:
        flags = (False, True)
        every = [Variant(b, o, t, h, c) for c in flags for h in flags for t in flags for o in orders for b in (1, 2, 4, 8)]
        return measure(every), speeds
    if given.short_search:
        best = measure([Variant(b, orders[-1], tcmalloc=True) for b in (1, 2, 4, 8)])[0]
        other = [{"order": orders[0]}, {"tcmalloc": False}, {"huge_pages": True}, {"compile": True}]
        return measure([dataclasses.replace(best, **one) for one in other]), speeds
    best = measure([Variant(b, o, tcmalloc=True) for o in orders for b in (1, 2, 4, 8)])[:2]
    best = measure([dataclasses.replace(v, tcmalloc=t, huge_pages=h) for v in best for t, h in
                    ((True, True), (False, True), (False, False))])[:2]  # fmt: skip
    return measure([dataclasses.replace(v, compile=True) for v in best]), speeds


def measure_rounds(run, workload, results, best, given):
    ours = {
        "ours": [],
        "ours-stored": ["--set", "base_weights=stored", "--no-split"],
        "ours-small": ["--set", "recompute=feed-forward", "--no-split"],
    }
    sides = {side: [] for side in (*ours, "rival", "default")}
    adapter = ["--adapter", workload.folder / "adapter"]

    def measure(side, file):
        if side in ours:
            model = workload.facts["packed" if side == "ours-stored" else "model"]
            return run.our_steps(file, workload, given.steps, given.untimed, [*adapter, *ours[side]], model)
        variant = best if side == "rival" else DEFAULT
        return run.rival_steps(file, workload, variant, given.steps, max(given.untimed, 2 if variant.compile else 0))

    def measure_round(number):
        order = ["ours", "rival", "rival", "ours", "ours-stored", "ours-small", *(["default"] if best != DEFAULT else [])]
        done = []
        with run.lane():
            for place, side in enumerate(order, 1):
                try:
                    done.append((side, measure(side, results / f"round{number}-{place}-{side}.json")))
                except Failed as fault:
                    if side != "default":
                        raise
                    print(f"    failed: {fault}", flush=True)
        return done

    for done in run.at_once(measure_round, range(1, given.rounds + 1)):
        for side, result in done:
            sides[side].append(result)
    return sides


def compare_workload(run, name, given):
    workload = make_workload(name, given)
    if workload is None:
        return {"name": name, "skipped": True}
    results = workload.folder / given.type
    stages = run.at_once(lambda stage: stage(run, workload, results, given), [check_parity, search])
    outcome = {"name": name, "facts": workload.facts, "parity": next(stages)}
    if not outcome["parity"]["holds"]:
        print("    PARITY FAILS: no speed is measured")
        return outcome
    ranking, speeds = next(stages)
    outcome["search"] = {v.name: speeds[v] for v in ranking}
    outcome["best"] = ranking[0].name
    outcome["sides"] = measure_rounds(run, workload, results, ranking[0], given)
    return outcome


def program_hash(given):
    with open(given.loratrf, "rb") as program:
        return hashlib.file_digest(program, "sha256").hexdigest()[:12]


def keep_settings(given):
    """Results of other settings, or of another build, in the same folder would be taken for these."""
    keys = ("steps", "untimed", "parity_steps", "quick", "short_search", "full_search", "side_by_side", "threads")
    wanted = {k: getattr(given, k) for k in keys} | {"loratrf": program_hash(given)}
    file = given.out / "settings.json"
    if file.exists() and json.loads(file.read_text()) != wanted:
        sys.exit(f"{given.out} holds results of other settings ({file.read_text().strip()}); choose another folder")
    file.write_text(json.dumps(wanted) + "\n")


def main():
    parser = argparse.ArgumentParser(prog="tests/benchmark/compare")
    parser.add_argument("--workloads", default=",".join(USUAL), help="of " + ", ".join(ALL) + ", commas between")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder of results; what it holds is kept")
    parser.add_argument("--type", choices=["fp32", "bf16"], default="fp32", help="of the base model, on both sides")
    parser.add_argument("--rounds", type=int, default=3, help="of ours, rival, rival, ours")
    parser.add_argument("--steps", type=int, default=10, help="timed ones of each process")
    parser.add_argument("--untimed", type=int, default=3, help="steps before them")
    parser.add_argument("--parity-steps", type=int, default=20)
    parser.add_argument("--quick", action="store_true", help="1 round of 2 steps after 1, 3 steps of parity, no search")
    parser.add_argument("--short-search", action="store_true", help="the best batch, then each other setting changed on it")
    parser.add_argument("--side-by-side", action="store_true", help="many at once, each on cores of its own")
    parser.add_argument("--full-search", action="store_true", help="every combination of the rival's settings")
    parser.add_argument("--shared", type=pathlib.Path, required=True, help="folder of test data")
    parser.add_argument("--loratrf", required=True)
    parser.add_argument("--model", required=True, help="the demo model, a GGUF file")
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    given = parser.parse_args()
    if given.quick:
        given.rounds, given.steps, given.untimed, given.parity_steps = 1, 2, 1, 3
    given.out = given.out.resolve()
    given.out.mkdir(parents=True, exist_ok=True)
    keep_settings(given)
    names = given.workloads.split(",")
    if unknown := set(names) - set(ALL):
        parser.error(f"--workloads: {', '.join(sorted(unknown))}: expected some of {', '.join(ALL)}")

    run = Processes(given)

    def measure(name):
        try:
            if name in side_rows.ROWS:
                return side_rows.measure(run, name, given, make_workload)
            return compare_workload(run, name, given)
        except Failed as fault:
            print(f"    failed: {fault}", flush=True)
            return {"name": name, "failed": str(fault)}

    outcomes, failed = [], False
    for outcome in run.at_once(measure, names):
        failed |= "failed" in outcome or not outcome.get("parity", {"holds": True})["holds"]
        outcomes.append(outcome)
        report.write(given, outcomes)
    print((given.out / f"report-{given.type}.md").read_text())
    sys.exit(failed)


if __name__ == "__main__":
    main()
