"""One measurement = one fresh process = one JSON file. What is there is not run again."""

import concurrent.futures
import contextlib
import dataclasses
import json
import os
import pathlib
import queue
import subprocess
import sys
import threading
import time

HERE = pathlib.Path(__file__).parent
TCMALLOC = "/usr/lib/x86_64-linux-gnu/libtcmalloc_minimal.so.4"
LEARNING_RATE = 2e-4
TOKEN_BUDGET = 512  # of ours: products of matrices are about as fast as with more rows, in less memory


@dataclasses.dataclass(frozen=True)
class Variant:
    """One way to run the rival."""

    batch: int
    order: str = "random"  # or "grouped": a step's samples by length
    tcmalloc: bool = False
    huge_pages: bool = False  # THP_MEM_ALLOC_ENABLE=1, torch's own
    compile: bool = False

    @property
    def name(self):
        parts = [f"batch{self.batch}", self.order]
        parts += [n for n in ("tcmalloc", "huge_pages", "compile") if getattr(self, n)]
        return "-".join(parts)


DEFAULT = Variant(8)  # padded batches of 8 in random order, no tuning


class Failed(Exception):
    pass


class Processes:
    def __init__(self, given):
        self.given = given
        self.held = threading.local()
        self.lanes = queue.SimpleQueue()
        self.pool = concurrent.futures.ThreadPoolExecutor(100)  # they wait for each other and for lanes
        cores = sorted(os.sched_getaffinity(0))
        for first in range(0, len(cores) - given.threads + 1, given.threads):
            self.lanes.put(cores[first : first + given.threads])
            if not given.side_by_side:
                break
        self.environment = {k: v for k, v in os.environ.items() if k not in ("LD_PRELOAD", "THP_MEM_ALLOC_ENABLE")}
        self.environment |= {
            "OMP_NUM_THREADS": str(given.threads), "HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false",
        }  # fmt: skip

    def at_once(self, work, items):
        """Results of work(item), in order; where nothing else may run beside, each only when it is asked for."""
        return self.pool.map(work, items) if self.given.side_by_side else map(work, items)

    @contextlib.contextmanager
    def lane(self):
        """Cores that this thread's measurements have for themselves until it gives them back."""
        if getattr(self.held, "cores", None):
            yield
            return
        self.held.cores = self.lanes.get()
        try:
            yield
        finally:
            self.lanes.put(self.held.cores)
            self.held.cores = None

    def once(self, file, work):
        """The JSON of `file`, which work(fresh file) writes where it is not there."""
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            with self.lane():
                begin = time.time()
                work(file)
                print(f"    {file.relative_to(self.given.out)}: {time.time() - begin:.0f} s", flush=True)
        return json.loads(file.read_text())

    def run(self, command, file, more=None):
        log = file.with_suffix(".log")
        if self.given.side_by_side:
            command = ["taskset", "--cpu-list", ",".join(map(str, self.held.cores)), *command]
        with log.open("w") as messages:
            done = subprocess.run(
                [str(word) for word in command], env=self.environment | (more or {}), stdout=subprocess.PIPE,
                stderr=messages, text=True, check=False,
            )  # fmt: skip
        if done.returncode != 0:
            last = (log.read_text() + done.stdout).strip().splitlines()[-3:]
            raise Failed(f"{file.name}: status {done.returncode}: " + " | ".join(last))
        log.unlink()
        return done.stdout

    def ours(self, file, arguments):
        """`loratrf ARGUMENTS --json`; its last line is the result."""

        def work(to):
            lines = self.run([self.given.loratrf, *arguments, "--json"], to).strip().splitlines()
            fresh = to.with_suffix(".new")
            fresh.write_text(lines[-1] + "\n")
            fresh.rename(to)

        return self.once(file, work)

    def our_steps(self, file, workload, steps, untimed, more=(), model=None):
        return self.ours(
            file,
            ["bench", "--model", model or workload.facts["model"], "--stream", workload.folder / "stream.safetensors",
             "--compute", self.given.type, "--device", "cpu", "--threads", self.given.threads,
             "--steps", steps, "--untimed", untimed, "--learning-rate", LEARNING_RATE, "--schedule", "constant",
             "--token-budget", TOKEN_BUDGET, "--set", "warmup=0", "--set", "weight_decay=0", "--set", "clip_norm=1",
             *more],
        )  # fmt: skip

    def rival_steps(self, file, workload, variant, steps, untimed, more=()):
        environment = {}
        if variant.tcmalloc:
            environment["LD_PRELOAD"] = TCMALLOC
        if variant.huge_pages:
            environment["THP_MEM_ALLOC_ENABLE"] = "1"
        command = [
            sys.executable, HERE / "rival.py", workload.folder, file, "--batch", variant.batch, "--order", variant.order,
            "--type", self.given.type, "--threads", self.given.threads, "--steps", steps, "--untimed", untimed,
            "--learning-rate", LEARNING_RATE, *(["--compile"] if variant.compile else []), *more,
        ]  # fmt: skip
        return self.once(file, lambda to: self.run(command, to, environment))

    def rival_task(self, file, *arguments):
        return self.once(file, lambda to: self.run([sys.executable, HERE / "rival_tasks.py", to, *arguments], to))
