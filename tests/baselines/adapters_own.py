"""What the PyTorch versions of methods PEFT lacks share: their values, a step's loss with a term of the method, their files.

Beside what adapters_common.py tells, final/ holds logits.safetensors: `ids` [T], of which the first `prompt` [1] are the prompt,
`logits` [T, vocabulary] of the trained model for them, and `greedy`, the tokens that follow the prompt when each is the likeliest
one (8, or to the end-of-text token). Both come from whole sequences, never from a cache.
"""

import math

import torch

from adapters_common import PROBE, adamw, cross_entropy, load_base, new_run, train, write_adapter, write_json, write_tensors

PROMPT, ANSWER = 7, 8  # tokens


class Method:
    """Trainable values by their names in our files. Subclasses hook themselves into a transformers model."""

    def __init__(self):
        self.values = {}

    def add(self, name, value):
        self.values[name] = value.clone().requires_grad_()

    def decayed(self):
        """Matrices; vectors and biases take no weight decay."""
        return [v for v in self.values.values() if v.dim() > 1]

    def plain(self):
        return [v for v in self.values.values() if v.dim() == 1]

    def start(self, prompt):
        """Before a sequence goes through the model whose first `prompt` tokens are its prompt."""

    def own_loss(self):
        """Of all sequences since forget(), together."""

    def forget(self):
        pass

    def after_step(self, step, optimizer):
        """After the update of a step, counted from 0."""

    def report(self):
        """What run.json holds beside what train() gives."""
        return {}

    def config(self):
        """What adapter_config.json states beside the common keys."""
        raise NotImplementedError

    def tensors(self):
        """What adapter_model.safetensors holds."""
        return self.values


def projections(model, targets):
    """(name in our files, module) of what is adapted, in the model's order."""
    return [(f"base_model.model.{path}", module) for path, module in model.named_modules() if path.split(".")[-1] in targets]


def uniform(shape, width, draw):
    """kaiming(a = sqrt 5): what torch.nn.Linear and PEFT's A start from."""
    return (torch.rand(shape, generator=draw) * 2 - 1) / math.sqrt(width)


def prompt_length(sequence):
    return sequence["supervised"].index(1)


def micro_terms(method, model, micro, supervised):
    """(cross-entropy of the micro-batch's sequences, divided by `supervised`; the method's own loss of them, or None)."""
    method.forget()
    loss = torch.zeros(())
    for sequence in micro:
        method.start(prompt_length(sequence))
        loss = loss + cross_entropy(model, sequence, supervised)
    return loss, method.own_loss()


def terms(method):
    """A step's loss: cross-entropy sum / supervised tokens of the step + sum over micro-batches of
    own loss * (all tokens of the micro-batch / all tokens of the step)."""
    def of_step(model, micros, supervised):
        tokens = [sum(len(s["ids"]) for s in micro) for micro in micros]
        for micro, count in zip(micros, tokens, strict=True):
            loss, own = micro_terms(method, model, micro, supervised)
            yield loss, None if own is None else own * (count / sum(tokens))
    return of_step


@torch.no_grad()
def write_logits(file, method, model):
    def logits(ids, prompt):
        method.start(prompt)
        return model(input_ids=torch.tensor([ids]), use_cache=False).logits[0]

    answer, gaps = [], []
    while len(answer) < ANSWER and model.config.eos_token_id not in answer:
        best = logits(PROBE[:PROMPT] + answer, PROMPT)[-1].topk(2)
        answer.append(best.indices[0].item())
        gaps.append((best.values[0] - best.values[1]).item())
    assert min(gaps) > 1e-3, f"greedy tokens are a near tie: {min(gaps)}"
    numbers = {"ids": PROBE, "prompt": [PROMPT], "greedy": answer}
    write_tensors(file, {k: torch.tensor(v).double() for k, v in numbers.items()} | {"logits": logits(PROBE, PROMPT)})


def run(name, batches, make):
    """Trains the Method `make(model)`, writes the run's folder, returns the method."""
    model = load_base()
    method = make(model)
    folder = new_run(name)

    def save(state):
        common = {"format_version": 1, "task_type": "CAUSAL_LM", "base_model_name_or_path": "llama"}
        write_adapter(folder / state, method.tensors(), common | method.config())

    save("initial")
    optimizer = adamw(method.decayed(), method.plain())
    result = train(model, batches, optimizer, terms(method), lambda step: method.after_step(step, optimizer))
    save("final")
    write_logits(folder / "final" / "logits.safetensors", method, model)
    write_json(folder / "run.json", result | method.report())
    print(f"{name:30} loss {result['losses'][0]:.4f} -> {result['losses'][-1]:.4f}")
    return method
