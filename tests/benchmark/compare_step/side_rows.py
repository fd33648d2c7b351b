"""Rows beside the training steps: LoRATRF against our own LoRA, loading, tokenising, generating."""

import statistics

ROWS = ["loratrf", "load", "tokenise", "generate"]
PROMPT = "Write a long story about a lighthouse keeper who finds a map."
METHODS = {
    "lora": ["--method", "lora"],
    "loratrf block": ["--method", "loratrf", "--set", "method_options.placement=block"],
    "loratrf linear": ["--method", "loratrf", "--set", "method_options.placement=linear"],
}


def loratrf(run, folder, given, make_workload):
    """Seconds and memory of a step on W1, fresh adapters of one rank, as shares of our plain LoRA's."""
    workload = make_workload("W1", given)
    if workload is None:
        return {"skipped": True}
    seconds, memory = {m: [] for m in METHODS}, {m: [] for m in METHODS}
    for number in range(1, given.rounds + 1):
        for place, method in enumerate([*METHODS, *reversed(METHODS)], 1):
            file = folder / f"round{number}-{place}-{method.replace(' ', '-')}.json"
            rank = ["--rank", workload.facts["rank"]]
            result = run.our_steps(file, workload, given.steps, given.untimed, [*METHODS[method], *rank, "--no-split"])
            seconds[method].append(result["seconds"] / len(result["steps"]))
            memory[method].append(result["step_memory_bytes"])
    middle = {m: (statistics.median(seconds[m]), statistics.median(memory[m])) for m in METHODS}
    lines = ["| method | step, s | of LoRA's | peak memory of the steps, GB | of LoRA's |", "|---|---|---|---|---|"]
    for method, (time, size) in middle.items():
        lines.append(
            f"| {method} | {time:.2f} | {time / middle['lora'][0]:.3f} | {size / 1e9:.2f} "
            f"| {size / middle['lora'][1]:.3f} |"
        )
    return {"seconds": seconds, "memory": memory, "table": lines}


def pairs(run_ours, run_theirs, rounds):
    """Figures of both sides, in the order A B B A."""
    ours, theirs = [], []
    for number in range(1, rounds + 1):
        for place, (side, measure) in enumerate(
            ((ours, run_ours), (theirs, run_theirs), (theirs, run_theirs), (ours, run_ours)), 1
        ):
            side.append(measure(f"round{number}-{place}"))
    return ours, theirs


def load(run, folder, given, make_workload):
    workload = make_workload("W2", given)
    outcome = {"table": ["| model | ours, s | transformers, s | times |", "|---|---|---|---|"]}
    for name, model in (("GGUF Q4_1", given.model), ("Hugging Face folder, fp32", workload.facts["model"])):
        word = name.split()[0].lower()
        ours, theirs = pairs(
            lambda tag: run.ours(
                folder / f"{word}-{tag}-ours.json",
                ["bench", "--model", model, "--stream", workload.folder / "stream.safetensors", "--compute", "fp32",
                 "--device", "cpu", "--method", "lora", "--steps", 0, "--untimed", 0, "--no-split"],
            )["load_seconds"],
            lambda tag: run.rival_task(folder / f"{word}-{tag}-rival.json", "load", model)["seconds"],
            given.rounds,
        )  # fmt: skip
        a, b = statistics.median(ours), statistics.median(theirs)
        outcome[word] = {"ours": ours, "theirs": theirs}
        outcome["table"].append(f"| {name} | {a:.2f} | {b:.2f} | {b / a:.1f} |")
    return outcome


def tokenise(run, folder, given, make_workload):
    """10 MB of text, line by line: GSM8K's questions and answers, again and again."""
    workload = make_workload("W2", given)
    text = folder / "text.txt"
    rows = given.shared / "math/gsm8k/train.jsonl"
    if not rows.exists():
        print(f"    skipped: {rows} is not there")
        return {"skipped": True}
    if not text.exists():
        folder.mkdir(parents=True, exist_ok=True)
        run.rival_task(folder / "text.json", "text", rows, text)
    outcome = {"table": ["| threads | ours, MB/s | tokenizers (one thread), MB/s | times |", "|---|---|---|---|"]}
    for threads in (1, 2):
        ours, theirs = pairs(
            lambda tag: run.ours(
                folder / f"threads{threads}-{tag}-ours.json",
                ["bench", "--model", workload.facts["model"], "--text", text, "--threads", threads],
            ),
            lambda tag: run.rival_task(folder / f"threads{threads}-{tag}-rival.json", "tokenise", workload.facts["model"],
                                       text),
            given.rounds,
        )  # fmt: skip
        counts = {r["tokens"] for r in ours + theirs}
        if len(counts) > 1:
            return {"failed": f"tokenise: the sides find {sorted(counts)} tokens"}
        a, b = (statistics.median(r["bytes"] / r["seconds"] / 1e6 for r in side) for side in (ours, theirs))
        outcome[f"threads{threads}"] = {"ours": ours, "theirs": theirs}
        outcome["table"].append(f"| {threads} | {a:.1f} | {b:.1f} | {a / b:.1f} |")
    return outcome


def generate(run, folder, given, make_workload):
    """One answer of 256 tokens, greedy, with a key-value cache: tokens a second, the prompt's pass included."""
    workload = make_workload("W2", given)
    model = workload.facts["model"]
    ours, theirs = pairs(
        lambda tag: run.ours(
            folder / f"{tag}-ours.json",
            ["generate", model, "--prompt", PROMPT, "--max-tokens", 256, "--compute", given.type, "--threads",
             given.threads],
        ),
        lambda tag: run.rival_task(folder / f"{tag}-rival.json", "generate", model, PROMPT, given.type),
        given.rounds,
    )  # fmt: skip
    a, b = (statistics.median(r["tokens"] / r["seconds"] for r in side) for side in (ours, theirs))
    same = ours[0]["text"].strip() == theirs[0]["text"].strip()
    table = ["| ours, tokens/s | transformers, tokens/s | times | same text |", "|---|---|---|---|"]
    table.append(f"| {a:.1f} | {b:.1f} | {a / b:.2f} | {'yes' if same else 'no'} |")
    return {"ours": ours, "theirs": theirs, "table": table}


def measure(run, name, given, make_workload):
    row = {"loratrf": loratrf, "load": load, "tokenise": tokenise, "generate": generate}[name]
    with run.lane():
        return {"name": name} | row(run, given.out / name / given.type, given, make_workload)
