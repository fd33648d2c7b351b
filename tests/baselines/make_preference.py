"""Direct preference optimisation of a LoRA with peft: ../train/tst_preference.cpp.

Run with the pinned packages of tests/oracle/requirements.txt after make_adapters_peft.py. Starts from adapters/lora/initial and takes the
steps and the recipe of adapters_common.py on pairs of its own; each answer goes through the model by itself. The loss is
equation 7 of Rafailov et al. 2023, arXiv 2305.18290, its log-probabilities those of transformers' logits; the reference is the
model before the first step. preference.json: `beta`, `steps` (step, micro-batch, pair: prompt, chosen, rejected), and a value a
step of `losses`, `norms`, `preferred`, `chosen_rewards`, `margins`.
"""

import torch
from peft import PeftModel

from adapters_common import HERE, OUT, STEPS, adamw, load_base, make_batches, rounded, train, write_json

BETA = 0.3


def make_pairs():
    """The micro-batches' sequences, cut where their answer begins; the rejected answer is drawn."""
    draw = torch.Generator().manual_seed(23)

    def pair(sequence):
        prompt = max(1, sequence["supervised"].index(1)) if 1 in sequence["supervised"] else len(sequence["ids"]) - 1
        length = torch.randint(1, 8, (1,), generator=draw).item()
        return {"prompt": sequence["ids"][:prompt], "chosen": sequence["ids"][prompt:],
                "rejected": torch.randint(3, 64, (length,), generator=draw).tolist(), "supervised": []}

    return [[[pair(s) for s in micro] for micro in step] for step in make_batches()]


def log_probability(model, prompt, answer):
    ids = torch.tensor([prompt + answer])
    log_probs = torch.log_softmax(model(input_ids=ids).logits[0, len(prompt) - 1 : -1].double(), -1)
    return log_probs.gather(1, ids[0, len(prompt) :].unsqueeze(1)).sum()


def main():
    batches = make_pairs()
    model = PeftModel.from_pretrained(load_base(), OUT / "lora" / "initial", is_trainable=True).eval()
    pairs = [pair for step in batches for micro in step for pair in micro]
    with torch.no_grad():
        reference = {id(p): [log_probability(model, p["prompt"], p[k]).item() for k in ("chosen", "rejected")] for p in pairs}
    figures = {"preferred": [], "chosen_rewards": [], "margins": []}

    def terms(_, micros, __):
        count = sum(len(micro) for micro in micros)
        rewards = []
        for micro in micros:
            for p in micro:
                before = reference[id(p)]
                chosen = BETA * (log_probability(model, p["prompt"], p["chosen"]) - before[0])
                rejected = BETA * (log_probability(model, p["prompt"], p["rejected"]) - before[1])
                rewards.append((chosen.item(), (chosen - rejected).item()))
                yield -torch.nn.functional.logsigmoid(chosen - rejected) / count, None
        figures["preferred"].append(sum(margin > 0 for _, margin in rewards) / count)
        figures["chosen_rewards"].append(sum(chosen for chosen, _ in rewards) / count)
        figures["margins"].append(sum(margin for _, margin in rewards) / count)

    result = train(model, batches, adamw([p for p in model.parameters() if p.requires_grad]), terms)
    for step in batches:
        for micro in step:
            for p in micro:
                del p["supervised"]
    assert len(result["losses"]) == STEPS
    write_json(HERE / "preference.json", {"beta": BETA, "steps": batches} | result | {k: rounded(v) for k, v in figures.items()},
               separators=(",", ":"))


if __name__ == "__main__":
    main()
