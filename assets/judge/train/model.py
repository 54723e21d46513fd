"""The encoder: a BERT by hand over a pruned vocabulary, and the sum that makes "heard" of its vectors."""

import unicodedata
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

LAYERS, WIDTH, HEADS, INNER, LONGEST, EPSILON = 6, 384, 12, 1536, 64, 1e-12
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
SORTS = ["criterion", "trap"]


def kept(token):
    """Whether a token stays in the vocabulary: ASCII, Latin letters, and signs that are no letters (’ – € ×)."""
    if token in SPECIAL:
        return True
    if token.isascii():
        return bool(token) and not (token.startswith("[unused") or token == "[MASK]")
    bare = token.removeprefix("##")
    return len(bare) == 1 and (ord(bare) < 0x180 or unicodedata.category(bare)[0] in "PSN")


def base(folder):
    """The base model under the names of the asset, and its vocabulary, pruned."""
    words = (Path(folder) / "vocab.txt").read_text(encoding="utf8").removesuffix("\n").split("\n")
    ids = [i for i, word in enumerate(words) if kept(word)]
    raw = load_file(Path(folder) / "model.safetensors")
    take = {
        "embeddings.word": raw["embeddings.word_embeddings.weight"][ids],
        "embeddings.position": raw["embeddings.position_embeddings.weight"][:LONGEST],
        "embeddings.type": raw["embeddings.token_type_embeddings.weight"][:1],
        "embeddings.norm.weight": raw["embeddings.LayerNorm.weight"],
        "embeddings.norm.bias": raw["embeddings.LayerNorm.bias"],
    }
    parts = {
        "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
        "out": "attention.output.dense", "attention.norm": "attention.output.LayerNorm",
        "up": "intermediate.dense", "down": "output.dense", "output.norm": "output.LayerNorm",
    }
    for n in range(LAYERS):
        for ours, theirs in parts.items():
            for end in ["weight", "bias"]:
                take[f"layer.{n}.{ours}.{end}"] = raw[f"encoder.layer.{n}.{theirs}.{end}"]
    return {name: value.clone().float() for name, value in take.items()}, [words[i] for i in ids]


def heads(a, b, c, bias):
    """What stands beside the encoder for each sort of target, at the start."""
    weights = {}
    for sort in SORTS:
        for name, value in [("a", a), ("b", b), ("c", c), ("bias", bias)]:
            weights[f"{sort}.{name}"] = torch.tensor([float(value)])
        weights[f"{sort}.g"] = torch.zeros(WIDTH)
        weights[f"{sort}.q"] = torch.eye(WIDTH)
    return weights


class Words:
    """Cuts texts into token ids: lower-cased WordPiece, [CLS] and [SEP] around, at most LONGEST."""

    def __init__(self, vocabulary):
        table = {word: n for n, word in enumerate(vocabulary)}
        self.cutter = Tokenizer(models.WordPiece(table, unk_token="[UNK]", max_input_chars_per_word=100))
        self.cutter.normalizer = normalizers.BertNormalizer(
            clean_text=True, handle_chinese_chars=True, strip_accents=True, lowercase=True)
        self.cutter.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        self.first, self.last = table["[CLS]"], table["[SEP]"]

    def cut(self, texts):
        found = self.cutter.encode_batch(list(texts), add_special_tokens=False)
        return [[self.first, *f.ids[: LONGEST - 2], self.last] for f in found]


def norm(x, w, name):
    return F.layer_norm(x, (WIDTH,), w[f"{name}.weight"].to(x.dtype), w[f"{name}.bias"].to(x.dtype), EPSILON)


def linear(x, w, name):
    return F.linear(x, w[f"{name}.weight"].to(x.dtype), w[f"{name}.bias"].to(x.dtype))


def embed(w, ids, dtype=torch.float32):
    """Embeddings of a padded batch of ids."""
    place = w["embeddings.position"][: ids.shape[1]]
    x = w["embeddings.word"][ids] + place + w["embeddings.type"][0]
    return norm(x, w, "embeddings.norm").to(dtype)


def layer(w, n, x, mask):
    """One layer over a padded batch; mask adds minus infinity to the padding's keys."""
    batch, long, _ = x.shape

    def split(name):
        return linear(x, w, f"layer.{n}.{name}").view(batch, long, HEADS, -1).transpose(1, 2)

    query, key, value = split("query"), split("key"), split("value")
    scores = query @ key.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + mask
    seen = (scores.float().softmax(-1).to(x.dtype) @ value).transpose(1, 2).reshape(batch, long, WIDTH)
    x = norm(x + linear(seen, w, f"layer.{n}.out"), w, f"layer.{n}.attention.norm")
    inner = F.gelu(linear(x, w, f"layer.{n}.up"))
    return norm(x + linear(inner, w, f"layer.{n}.down"), w, f"layer.{n}.output.norm")


def hide(lengths, long, dtype):
    """The mask of a batch of texts that are so long."""
    there = torch.arange(long)[None, :] < lengths[:, None]
    return there, torch.zeros(there.shape, dtype=dtype).masked_fill(~there, -1e4)[:, None, None, :]


def mean(x, there):
    """The normalised mean of the states that are there."""
    there = there[:, :, None].float()
    return F.normalize((x.float() * there).sum(1) / there.sum(1), dim=-1)


def encode(w, words, texts, upto=LAYERS, dtype=torch.float32, each=64):
    """Runs texts through the lowest layers, short ones together; yields (numbers, states, there) a batch."""
    ids = words.cut(texts)
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    for at in range(0, len(order), each):
        some = order[at : at + each]
        lengths = torch.tensor([len(ids[i]) for i in some])
        long = int(lengths.max())
        padded = torch.tensor([ids[i] + [0] * (long - len(ids[i])) for i in some])
        there, mask = hide(lengths, long, dtype)
        x = embed(w, padded, dtype)
        for n in range(upto):
            x = layer(w, n, x, mask)
        yield some, x, there


@torch.no_grad()
def vectors(w, words, texts):
    """The vector of each text, in f32."""
    found = torch.zeros(len(texts), WIDTH)
    for some, x, there in encode(w, words, texts):
        found[some] = mean(x, there)
    return found


def soft(likeness, there):
    """Soft maximum over the last axis; zero where nothing is there."""
    weights = (20 * likeness).masked_fill(~there, -1e4).softmax(-1)
    return (weights * likeness * there).sum(-1)


def pad(groups):
    """Lists of numbers as a rectangle, and which places are taken."""
    long = max([1, *map(len, groups)])
    table = torch.tensor([[*g, *[0] * (long - len(g))] for g in groups])
    return table, torch.tensor([[n < len(g) for n in range(long)] for g in groups])


def heard(w, sentences, pool, targets, own=None):
    """The numbers of sentences (vectors) for targets: (trap, about, examples, counterexamples), numbers of vectors
    in the pool. Gives sentences x targets. A sentence is not compared with `own`, its own number in the pool."""
    abouts = pool[[t[1] for t in targets]]
    total = 0
    for sort, name in enumerate(SORTS):
        asked = F.normalize(abouts @ w[f"{name}.q"].T, dim=-1)
        sum_ = w[f"{name}.a"] * (sentences @ asked.T)
        for letter, sign, which in [("b", 1, 2), ("c", -1, 3)]:
            table, there = pad([t[which] for t in targets])
            likeness = torch.einsum("sd,tkd->stk", sentences, pool[table])
            there = there[None] if own is None else there[None] & (table[None] != own[:, None, None])
            sum_ = sum_ + sign * w[f"{name}.{letter}"] * soft(likeness, there)
        sum_ = sum_ + (sentences @ w[f"{name}.g"])[:, None] + w[f"{name}.bias"]
        chosen = torch.tensor([float(int(t[0]) == sort) for t in targets])
        total = total + sum_ * chosen
    return total


def named(targets, number):
    """Targets of the exported corpus, with numbers of texts instead of texts."""
    return [
        (t["trap"], number(f"{t['title']}. {t['description']}"), [number(e) for e in t["examples"]],
         [number(e) for e in t["counterexamples"]])
        for t in targets
    ]
