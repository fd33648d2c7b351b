"""report-TYPE.json and report-TYPE.md: medians and spread of what was measured."""

import datetime
import json
import platform
import statistics


MEMORY = ("peak_memory_bytes", "step_memory_bytes")  # of the whole run, of the steps


def spread(values):
    """Median and interquartile range."""
    if len(values) < 2:
        return values[0], 0.0
    low, _, high = statistics.quantiles(values, n=4, method="inclusive")
    return statistics.median(values), high - low


def shown(values, digits):
    middle, range_ = spread(values)
    return f"{middle:,.{digits}f} ± {range_:,.{digits}f}" if len(values) > 1 else f"{middle:,.{digits}f}"


def side_row(name, results, flops, ceiling):
    """One line: `flops` are of a step, the same on every side, as the samples are; `ceiling` is the machine's."""
    of = lambda key: [r[key] for r in results]  # noqa: E731
    seconds = [r["seconds"] / len(r["steps"]) for r in results]
    used = [flops / s / ceiling for s in seconds]
    faults = [statistics.mean(s["page_faults"] for s in r["steps"]) for r in results]
    gb = lambda key: shown([v / 1e9 for v in of(key)], 2) if all(of(key)) else "not known"  # noqa: E731
    return (
        f"| {name} | {shown(of('tokens_per_second'), 1)} | {shown(of('supervised_per_second'), 1)} "
        f"| {gb('peak_memory_bytes')} | {gb('step_memory_bytes')} | {shown([100 * u for u in used], 1)} "
        f"| {statistics.median(faults):,.0f} |"
    )


def ratios(ours, theirs):
    a, a_range = spread([r["tokens_per_second"] for r in ours])
    b, _ = spread([r["tokens_per_second"] for r in theirs])
    memory = [statistics.median(r[k] for r in ours) / statistics.median(r[k] for r in theirs)
              for k in MEMORY if all(r[k] for r in ours + theirs)]  # fmt: skip
    claim = abs(a / b - 1) > a_range / a  # a smaller difference than between our own runs says nothing
    return {"speed": a / b, "memory": memory, "claim": claim}


def ratio_line(name, ours, theirs):
    r = ratios(ours, theirs)
    sizes = ", ".join(f"{share:.2f}" for share in r["memory"])
    says = f"{r['speed']:.2f} times the speed" if r["claim"] else f"no difference beyond our own spread ({r['speed']:.2f})"
    return f"Against {name}: {says}; memory {sizes} of it (whole run, steps alone)."


def summary(outcomes):
    """All workloads in one table: each side's medians, and what ours are of them."""
    compared = [o for o in outcomes if o.get("sides")]
    if not compared:
        return
    yield (
        "| | | tokens/s | supervised tokens/s | peak memory, GB: whole run, steps | of the ceiling, % "
        "| ours: times as fast | share of memory |"
    )
    yield "|---|---|--:|--:|--:|--:|--:|--:|"
    for outcome in compared:
        sides = outcome["sides"]
        flops, ceiling = work(sides)
        names = {"ours": "ours", "ours-stored": "ours, base as stored", "rival": f"PEFT at its best: {outcome['best']}",
                 "default": "PEFT, usual"}  # fmt: skip
        for side, name in names.items():
            results = sides[side]
            if not results:
                continue
            middle = lambda of: statistics.median(map(of, results))  # noqa: E731, B023
            memory = ", ".join(f"{middle(lambda r: r[k]) / 1e9:.2f}" for k in MEMORY)
            used = 100 * flops / middle(lambda r: r["seconds"] / len(r["steps"])) / ceiling
            faster = shares = ""
            if not side.startswith("ours"):
                r, stored = ratios(sides["ours"], results), ratios(sides["ours-stored"], results)
                faster = f"{r['speed']:.2f}" + ("" if r["claim"] else " (within the spread)")
                shares = f"{r['memory'][0]:.2f}, as stored {stored['memory'][0]:.2f}"
            yield (
                f"| {outcome['name'] if side == 'ours' else ''} | {name} "
                f"| {shown([r['tokens_per_second'] for r in results], 0)} "
                f"| {shown([r['supervised_per_second'] for r in results], 0)} | {memory} | {used:.0f} | {faster} | {shares} |"
            )


def work(sides):
    """FLOPs of a step, and what products of its shapes reach here."""
    return (statistics.mean(s["flops"] for s in sides["ours"][0]["steps"]),
            statistics.median(r["ceiling"] for r in sides["ours"]))  # fmt: skip


def parity_text(same):
    holds = f"Parity {'holds' if same['holds'] else '**FAILS: no speed**'}"
    if "curve_apart" in same:
        return (
            f"{holds}: step-1 loss {same['first_loss'][0]:.6f} and {same['first_loss'][1]:.6f} (apart "
            f"{same['first_loss_apart']:.1e}), gradient cosine {same['gradient_cosine']:.7f}, losses of {same['steps']} "
            f"steps apart by at most {same['curve_apart']:.1e}."
        )
    off = lambda key: f"{same[key][0]:.1e} and {same[key][1]:.1e}"  # noqa: E731
    return (
        f"{holds}. Off from the rival in fp32 on the same rounded weights, ours and the rival in bf16: step-1 loss "
        f"({same['true_first_loss']:.6f}) {off('first_loss_off')}, step-1 gradient {off('gradient_off')}, losses of "
        f"{same['steps']} steps {off('curve_off')} (root mean square; below {same['least']:.0e} says nothing)."
    )


def workload_text(outcome):
    facts = outcome["facts"]
    yield (
        f"{facts['per_step']} samples a step, {facts['shortest']} to {facts['longest']} tokens (mean {facts['mean']:.0f}), "
        f"{100 * facts['supervised'] / facts['tokens']:.0f} % supervised; LoRA rank {facts['rank']} on all linears."
    )
    yield ""
    yield parity_text(outcome["parity"])
    yield ""
    if "sides" not in outcome:
        return
    sides = outcome["sides"]
    flops, ceiling = work(sides)
    theirs = statistics.median(r["ceiling"] for r in sides["rival"])
    yield (
        f"A step needs {flops / 1e12:.2f} TFLOP. Products of matrices of these shapes alone run at "
        f"{ceiling / 1e9:.0f} GFLOP/s here by the faster of oneDNN and BLAS, at {theirs / 1e9:.0f} by torch.mm."
    )
    yield ""
    yield "| | tokens/s | supervised tokens/s | peak RSS, GB | of the steps alone, GB | of the ceiling, % | page faults a step |"
    yield "|---|---|---|---|---|---|---|"
    yield side_row("LoRATRF Studio", sides["ours"], flops, ceiling)
    yield side_row("LoRATRF Studio, base weights as stored", sides["ours-stored"], flops, ceiling)
    yield side_row("LoRATRF Studio, feed-forward computed again", sides["ours-small"], flops, ceiling)
    yield side_row(f"HF PEFT at its best ({outcome['best']})", sides["rival"], flops, ceiling)
    if sides["default"]:
        yield side_row("HF PEFT, padded batches of 8", sides["default"], flops, ceiling)
    yield ""
    yield ratio_line("the best", sides["ours"], sides["rival"])
    yield ratio_line("the best, with base weights as stored", sides["ours-stored"], sides["rival"])
    yield ratio_line("the best, with the feed-forward computed again", sides["ours-small"], sides["rival"])
    if sides["default"]:
        yield ratio_line("the usual recipe", sides["ours"], sides["default"])
    split = sides["ours"][-1]["split"]
    yield ""
    whole = sum(split.values())
    yield "Our step: " + ", ".join(f"{name} {100 * s / whole:.0f} %" for name, s in split.items()) + "."
    yield ""
    tried = sorted(outcome["search"].items(), key=lambda pair: -pair[1])
    yield "Tried of the rival, tokens/s: " + ", ".join(f"{name} {speed:.0f}" for name, speed in tried) + "."


def processor():
    for line in open("/proc/cpuinfo", encoding="utf-8"):
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def write(given, outcomes):
    text = [f"# Training steps compared ({given.type})", ""]
    place = f"{processor()}, {given.threads} threads" + (" each, several comparisons at once" if given.side_by_side else "")
    text += [f"{place}; {given.rounds} rounds of ours, rival, rival, ours, {given.steps} timed steps "
             f"after {given.untimed}; {datetime.date.today()}. Median ± interquartile range.", ""]  # fmt: skip
    text += [*summary(outcomes), ""]
    for outcome in outcomes:
        text += [f"## {outcome['name']}", ""]
        if outcome.get("skipped"):
            text.append("skipped: its rows are not there")
        elif "failed" in outcome:
            text.append(f"failed: {outcome['failed']}")
        elif "table" in outcome:
            text += outcome["table"]
        else:
            text += workload_text(outcome)
        text.append("")
    (given.out / f"report-{given.type}.md").write_text("\n".join(text))
    (given.out / f"report-{given.type}.json").write_text(json.dumps(outcomes, indent=1) + "\n")
