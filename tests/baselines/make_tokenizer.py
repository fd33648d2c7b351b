#!/usr/bin/env python3
"""Prints what the tokenizer tests expect, with Hugging Face's `tokenizers` and `transformers` as the reference.

usage: make_tokenizer.py [--smollm MODEL.gguf]

Trains small tokenizers on the text below and writes them to tests/data/tokenizers/NAME/, with the ids of hard strings in
tests/baselines/tokenizer.json; with --smollm also tests/baselines/tokenizer_smollm.json for SmolLM2's vocabulary.
Run with the pinned packages of tests/oracle/requirements.txt.
"""
import argparse
import json
import random
from collections import Counter
from pathlib import Path

import tokenizers
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "data" / "tokenizers"

LLAMA3 = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}"
          r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+")
QWEN2 = LLAMA3.replace(r"\p{N}{1,3}", r"\p{N}")

CORPUS = [
    "The small shop sells apples, pears and bread. We've got 12 crates of oranges left, they'll arrive at 10:45!",
    "Dear team, please send 3 kg of flour and 250 g of butter to Leipzig by 2024-05-17. It's urgent. Thanks, Maria",
    "  def f(x):\n    return x + 1\n\n\nfor i in range(100):\n\tprint(i, f(i))\r\n",
    "Größe, Straße, café, naïve, résumé, São Paulo, Ünïcödé; Привет, мир! Как дела?",
    "日本語のテキスト、こんにちは世界。안녕하세요 세계. שלום עולם مرحبا بالعالم",
    "http://example.org/a?b=c&d=e user@example.com $100,000.00 (50%) #tag ... !!! ??? ---",
    "🙂👍🏽 👩‍👩‍👧‍👦 🏳️‍🌈 🇩🇪 Ω≈ç√∫ ½ ² ③ Ⅷ",
] * 3

ATOMS = (
    ["\u180e", "\u0085", "\u00a0", "\u200b", "\u200d", "\u2028", "\u2029", "\u202f", "\u3000", "\u1680", "\ufeff", "\u2581"]
    + ["👩‍👩‍👧‍👦", "👍🏽", "🏳️‍🌈", "🇩🇪🇫🇷", "🦙", "e\u0301", "\u0300\u0301", "a\u0308\u0323", "가", "\u1100\u1161", "Å", "\u212b"]
    + ["\r\n", "\r", "\n", "\n\n", "\r\n\r\n", "\t", " ", "  ", "   ", "        ", "\x00", "\x1f", "\x7f", "\v", "\f"]
    + ["'s", "'S", "'ſ", "'t", "'LL", "'re", "'ve", "'d", "'m", "’s", "ﬁ", "ſ", "ß", "İ", "ı", "ǅ"]
    + ["٣", "४", "７", "½", "²", "Ⅷ", "③", "一", "0", "12", "1234567", "3.14", "1,000"]
    + ["Hello", "world", "don't", "WE'VE", "straße", "Привет", "日本語", "العربية", "עולם", "ไทย", "नमस्ते", "ｆｕｌｌ", "𝔘𝔫𝔦"]
    + ["...", "!!!", "_", "__init__", "#", "$", "<", ">", "<|", "|>", "</s>", "<0x0A>", "```", "\\n", "://", "%", "«»", "—"]
)


def hard_strings(count, seed, extra=()):
    """Random joins of the atoms and of arbitrary letters, numbers, marks and symbols assigned before Unicode 14."""
    random_source = random.Random(seed)
    pool = ATOMS + list(extra)
    ranges = [(0x20, 0x7E), (0xA1, 0x24F), (0x250, 0x2AF), (0x300, 0x36F), (0x391, 0x3FF), (0x410, 0x44F), (0x5D0, 0x5EA),
              (0x620, 0x64A), (0x904, 0x939), (0xE01, 0xE30), (0x1E00, 0x1EFF), (0x2010, 0x2027), (0x2030, 0x205E),
              (0x2190, 0x21FF), (0x2460, 0x24FF), (0x3041, 0x3096), (0x4E00, 0x9FA5), (0xAC00, 0xD7A3), (0xFF01, 0xFF5E),
              (0x1F600, 0x1F64F), (0x1D400, 0x1D454)]
    unassigned = {0x3A2, 0x0EB, 0x378}
    strings = []
    for _ in range(count):
        parts = []
        for _ in range(random_source.randint(1, 9)):
            if random_source.random() < 0.75:
                parts.append(random_source.choice(pool))
            else:
                low, high = random_source.choice(ranges)
                code = random_source.randint(low, high)
                parts.append("" if code in unassigned else chr(code))
            if random_source.random() < 0.3:
                parts.append(" ")
        strings.append("".join(parts))
    return strings


def write_json(path, value):
    path.write_text(json.dumps(value, ensure_ascii=True, separators=(",", ":")) + "\n", encoding="utf-8")


def byte_level(pattern, normalizer=None, ignore_merges=False):
    tokenizer = Tokenizer(models.BPE(ignore_merges=ignore_merges))
    if normalizer:
        tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Split(Regex(pattern), behavior="isolated"),
         pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=500, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False)
    tokenizer.train_from_iterator(CORPUS, trainer)
    return tokenizer


def with_whole_words(tokenizer, words):
    """Adds tokens that no merges lead to, which only ignore_merges can find."""
    description = json.loads(tokenizer.to_str())
    vocab = description["model"]["vocab"]
    for word in words:
        vocab.setdefault(word, len(vocab))
    return Tokenizer.from_str(json.dumps(description))


def smollm_like():
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)])
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=480, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False)
    tokenizer.train_from_iterator(CORPUS, trainer)
    return tokenizer


def sentencepiece_like(normalizer, pre_tokenizer, decoder):
    """The layout of converted SentencePiece models: <unk>, <s>, </s>, 256 byte tokens, then merges over characters."""
    trained = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True))
    trained.normalizer = normalizers.Replace(" ", "▁")
    trained.pre_tokenizer = pre_tokenizers.Split("▁", behavior="merged_with_next")
    lines = [" " + line for line in CORPUS]
    counts = Counter("".join(lines).replace(" ", "▁"))
    # The trainer chooses among equally frequent characters by chance, so it is told which.
    alphabet = sorted(counts, key=lambda c: (-counts[c], c))[:70]
    trainer = trainers.BpeTrainer(vocab_size=260, show_progress=False, limit_alphabet=70, initial_alphabet=alphabet)
    trained.train_from_iterator(lines, trainer)
    model = json.loads(trained.to_str())["model"]
    pieces = ["<unk>", "<s>", "</s>"] + [f"<0x{byte:02X}>" for byte in range(256)]
    pieces += [piece for piece, _ in sorted(model["vocab"].items(), key=lambda item: item[1]) if piece != "<unk>"]
    if "▁" not in pieces:
        pieces.append("▁")
    merges = [tuple(merge) if isinstance(merge, list) else tuple(merge.split(" ")) for merge in model["merges"]]
    tokenizer = Tokenizer(models.BPE(vocab={piece: i for i, piece in enumerate(pieces)}, merges=merges, unk_token="<unk>",
                                     byte_fallback=True, fuse_unk=True))
    tokenizer.normalizer = normalizer
    if pre_tokenizer:
        tokenizer.pre_tokenizer = pre_tokenizer
    tokenizer.decoder = decoder
    tokenizer.add_special_tokens([AddedToken(text, normalized=False) for text in ("<unk>", "<s>", "</s>")])
    return tokenizer


def without_bytes(tokenizer):
    """The same without byte tokens, so that characters become unknown; fused or one by one is the caller's choice."""
    description = json.loads(tokenizer.to_str())
    model = description["model"]
    kept = [piece for piece, _ in sorted(model["vocab"].items(), key=lambda item: item[1]) if not piece.startswith("<0x")]
    model["vocab"] = {piece: i for i, piece in enumerate(kept)}
    model["fuse_unk"] = False
    for token in description["added_tokens"]:
        token["id"] = model["vocab"][token["content"]]
    return Tokenizer.from_str(json.dumps(description))


def small_tokenizers():
    gemma_decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()])
    llama_decoder = decoders.Sequence(
        [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)])
    built = {
        "llama3": with_whole_words(byte_level(LLAMA3, ignore_merges=True), ["ĠLondon", "Zebra", "ĠĠĠĠĠĠĠ"]),
        "qwen": byte_level(QWEN2, normalizers.NFC()),
        "smollm": smollm_like(),
        "gemma": sentencepiece_like(normalizers.Replace(" ", "▁"),
                                    pre_tokenizers.Split(" ", behavior="merged_with_previous"), gemma_decoder),
        "llama2": sentencepiece_like(normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")]), None,
                                     llama_decoder),
        "metaspace": sentencepiece_like(normalizers.Sequence([]),
                                        pre_tokenizers.Metaspace(prepend_scheme="first", split=False), llama_decoder),
    }
    built["unknowns"] = without_bytes(built["llama2"])
    for name in ("llama3", "qwen", "smollm"):
        built[name].add_special_tokens(
            [AddedToken("<|im_start|>", normalized=False), AddedToken("<|im_end|>", normalized=False, rstrip=True)])
        built[name].add_tokens(
            [AddedToken("<think>", normalized=False), AddedToken("<think><b>", normalized=False, lstrip=True),
             AddedToken("word", normalized=True, single_word=True), AddedToken("é!", normalized=True)])
    return built


def cases(tokenizer, strings):
    rows = []
    for text in strings:
        ids = tokenizer.encode(text, add_special_tokens=False).ids
        rows.append([text, ids, tokenizer.decode(ids, skip_special_tokens=False),
                     tokenizer.decode(ids, skip_special_tokens=True)])
    return rows


def compact(rows):
    """Text, ids, the decoded text (null: equal to the text), the same without special tokens (null: equal to the one before)."""
    return [[text, ids, None if full == text else full, None if clean == full else clean] for text, ids, full, clean in rows]


def splits(pre_tokenizer, strings):
    return [[piece for piece, _ in pre_tokenizer.pre_tokenize_str(text)] for text in strings]


def smollm(path):
    import transformers
    from transformers import AutoTokenizer
    reference = AutoTokenizer.from_pretrained(path.parent, gguf_file=path.name).backend_tokenizer
    # transformers knows no splitting for tokenizer.ggml.pre = smollm and takes GPT-2's; the model's own tokenizer.json
    # has Digits before it, as llama.cpp's LLAMA_VOCAB_PRE_TYPE_SMOLLM says too.
    reference.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)])
    reference.normalizer = None
    specials = sorted(token.content for token in reference.get_added_tokens_decoder().values() if token.special)
    strings = hard_strings(1500, 2024, ["<|im_start|>", "<|im_end|>", "<|endoftext|>", "<|im_start|>user\n", "<|im_en"])
    strings += ["a" * 300, " " * 300, "ab" * 400, "日本" * 100, "9" * 100, "\n" * 100, "!?" * 80]
    write_json(HERE / "tokenizer_smollm.json",
               {"made_with": {"tokenizers": tokenizers.__version__, "transformers": transformers.__version__},
                "vocab_size": reference.get_vocab_size(), "specials": specials,
                "cases": compact(cases(reference, strings))})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--smollm", type=Path, help="SmolLM2-135M-Instruct as GGUF")
    arguments = parser.parse_args()
    output = {"made_with": {"tokenizers": tokenizers.__version__}, "tokenizers": {}}
    added = ["<|im_start|>", "<|im_end|>", "<|im_end|> \n", " <think>", "<think><b>", "<think", "word", "words", " word ",
             "e\u0301!", "é!", "London", " London", "Zebra", "<s>", "</s>", "<unk>"]
    for seed, (name, tokenizer) in enumerate(small_tokenizers().items()):
        (DATA / name).mkdir(parents=True, exist_ok=True)
        write_json(DATA / name / "tokenizer.json", json.loads(tokenizer.to_str()))
        strings = ["", " ", "a", *CORPUS[:7], "a" * 100, "the " * 30] + hard_strings(150, seed, added)
        output["tokenizers"][name] = {"vocab_size": tokenizer.get_vocab_size(),
                                      "cases": compact(cases(tokenizer, strings))}
    strings = hard_strings(120, 99) + CORPUS[:7]
    regex_split = lambda pattern: pre_tokenizers.Split(Regex(pattern), behavior="isolated")
    output["splits"] = {
        "texts": strings,
        "llama-bpe": splits(regex_split(LLAMA3), strings),
        "qwen2": splits(regex_split(QWEN2), strings),
    }
    behaviours = ["removed", "isolated", "merged_with_previous", "merged_with_next", "contiguous"]
    texts = ["a,,b, c,", ",,,", "abc", ", a ,,b,", "", "a,b,,,c"]
    output["behaviours"] = [
        {"behavior": name, "invert": invert,
         "pieces": splits(pre_tokenizers.Split(",", behavior=name, invert=invert), texts)}
        for name in behaviours for invert in (False, True)]
    output["behaviour_texts"] = texts
    write_json(HERE / "tokenizer.json", output)
    if arguments.smollm:
        smollm(arguments.smollm)


if __name__ == "__main__":
    main()
