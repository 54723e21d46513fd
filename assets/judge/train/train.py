"""Trains the encoder: `python train.py RUN --corpus FILE --base FOLDER --out FOLDER` (see README.md)."""

import argparse
import json
import random
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from asset import rounded
from data import Corpus, states
from measure import report
from model import LAYERS, Words, base, heads, heard, hide, layer, mean, vectors


def arguments():
    ask = argparse.ArgumentParser()
    ask.add_argument("run", choices=list("ABCDFSV"))
    ask.add_argument("--corpus", required=True)
    ask.add_argument("--base", required=True)
    ask.add_argument("--out", required=True)
    ask.add_argument("--name", help="of the files written, where it is not the run's")
    ask.add_argument("--frozen", type=int, default=3, help="lowest layers that stay as they are")
    ask.add_argument("--epochs", type=int, default=2)
    ask.add_argument("--answers", type=int, default=5, help="of one card, a batch")
    ask.add_argument("--others", type=int, default=3, help="sentences of other cards, an answer")
    ask.add_argument("--earning", type=float, default=0.5, help="share of these that earn something at their own card")
    ask.add_argument("--examples", type=int, default=3, help="of a target shown, a batch")
    ask.add_argument("--counterexamples", type=int, default=2, help="likewise")
    ask.add_argument("--threads", type=int, default=1)
    ask.add_argument("--rate", type=float, default=1e-4)
    ask.add_argument("--head-rate", type=float, default=2e-3)
    ask.add_argument("--whole", type=float, default=0.5, help="weight of the loss over whole answers")
    ask.add_argument("--pairs", type=float, default=0.3, help="weight of the loss over examples and counterexamples")
    ask.add_argument("--drop", type=float, default=0.0, help="share of states dropped")
    ask.add_argument("--steps", type=int, default=0, help="stop after so many, to measure speed")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--cache", help="keeps the states of the frozen layers")
    return ask.parse_args()


def batches(answers, size, chance):
    """Answers in groups of one card, in a new order."""
    cards = {}
    for answer in answers:
        cards.setdefault(answer["card"], []).append(answer)
    groups = []
    for own in cards.values():
        chance.shuffle(own)
        parts = max(1, round(len(own) / size))
        groups += [own[n::parts] for n in range(parts)]
    chance.shuffle(groups)
    return groups


def run_above(w, cached, numbers, frozen, drop):
    """Vectors of texts from their states, through the layers that are trained; short ones together."""
    order = sorted(range(len(numbers)), key=lambda i: len(cached[numbers[i]]))
    chunks, at = [], 0
    while at < len(order):  # A chunk ends where padding would cost more than a fifth of its longest.
        end, long = at, len(cached[numbers[order[at]]])
        while end < len(order) and (end - at < 12 or len(cached[numbers[order[end]]]) <= 1.25 * long):
            end += 1
        chunks.append(order[at:end])
        at = end
    found = []
    for chunk in chunks:
        rows = [cached[numbers[i]] for i in chunk]
        x = torch.nn.utils.rnn.pad_sequence(rows, batch_first=True)
        there, mask = hide(torch.tensor([len(r) for r in rows]), x.shape[1], x.dtype)
        for n in range(frozen, LAYERS):
            x = layer(w, n, F.dropout(x, drop) if drop else x, mask)
        found.append(mean(x, there))
    back = torch.empty(len(order), dtype=torch.long)
    back[torch.tensor(order)] = torch.arange(len(order))
    return torch.cat(found)[back]


def some(texts, most, chance):
    """So many of the texts, by chance: faster, and no example is relied on."""
    return texts if len(texts) <= most else chance.sample(texts, most)


def loss_of(w, corpus, cached, group, all_sentences, options, chance):
    """Cross-entropy over the sentences of some answers of a card, and over the answers' best sentences."""
    card = corpus.cards[group[0]["card"]]
    count = len(card["named"])
    sentences, labels, spans = [], [], []
    for answer in group:
        first = len(sentences)
        sentences += answer["texts"]
        labels += [[0.0] * count if s["stuffed"] else s["labels"] for s in answer["sentences"]]
        spans.append((first, len(sentences)))
    while len(labels) < spans[-1][1] + options.others * len(group):
        owner, text = chance.choice(all_sentences[chance.random() < options.earning])
        if owner != group[0]["card"]:
            sentences.append(text)
            labels.append([0.0] * count)
    shown = [(trap, about, some(yes, options.examples, chance), some(no, options.counterexamples, chance))
             for trap, about, yes, no in card["named"]]
    unique = sorted({*sentences, *(n for t in shown for n in [t[1], *t[2], *t[3]])})
    place = {text: n for n, text in enumerate(unique)}
    half = {k: v.bfloat16() for k, v in w.items() if k.startswith("layer.") and int(k.split(".")[1]) >= options.frozen}
    pool = run_above(half, cached, unique, options.frozen, options.drop)
    targets = [(t[0], place[t[1]], [place[n] for n in t[2]], [place[n] for n in t[3]]) for t in shown]
    scores = heard(w, pool[[place[s] for s in sentences]], pool, targets)
    labels = torch.tensor(labels)
    weight = torch.where(labels > 0, 2.0, 0.5)
    single = F.binary_cross_entropy_with_logits(scores, labels, weight, reduction="sum") / weight.sum()
    spans = [(s, e, a) for (s, e), a in zip(spans, group) if e > s]
    best = torch.stack([scores[s:e].amax(0) for s, e, _ in spans])
    verdicts = torch.tensor([a["verdicts"] for _, _, a in spans])
    loss = single + options.whole * F.binary_cross_entropy_with_logits(best, verdicts)
    return loss + options.pairs * pair_loss(w, pool, targets) if options.pairs else loss


def pair_loss(w, pool, targets):
    """Cross-entropy over the card's own sentences: an example earns its target, though it is not told that it is
    one of its examples; a counterexample does not. What they say to other targets counts a fifth."""
    pairs = [(n, place, 1.0) for n, t in enumerate(targets) for place in t[2]]
    pairs += [(n, place, 0.0) for n, t in enumerate(targets) for place in t[3]]
    own = torch.tensor([place for _, place, _ in pairs])
    labels, weight = torch.zeros(len(pairs), len(targets)), torch.full((len(pairs), len(targets)), 0.2)
    for row, (n, _, label) in enumerate(pairs):
        labels[row, n], weight[row, n] = label, 1.0
    scores = heard(w, pool[own], pool, targets, own)
    return F.binary_cross_entropy_with_logits(scores, labels, weight, reduction="sum") / weight.sum()


def fit(w, corpus, cached, answers, options):
    """Trains the weights in place."""
    chance = random.Random(options.seed)
    torch.manual_seed(options.seed)
    upper = [v for k, v in w.items() if k.startswith("layer.") and int(k.split(".")[1]) >= options.frozen]
    beside = [v for k, v in w.items() if k.split(".")[0] in ("criterion", "trap")]
    for value in upper + beside:
        value.requires_grad_(True)
    # The factors a, b, c and the bias are large: they move by steps of their own size.
    single = [v for v in beside if v.numel() == 1]
    wide = [v for v in beside if v.numel() > 1]
    optimiser = torch.optim.AdamW([
        {"params": upper, "lr": options.rate, "weight_decay": 0.01},
        {"params": wide, "lr": options.head_rate / 10, "weight_decay": 0.01},
        {"params": single, "lr": options.head_rate * 5, "weight_decay": 0.0},
    ])
    order = [g for _ in range(options.epochs) for g in batches(answers, options.answers, chance)]
    warm = len(order) // 20 + 1
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min((n + 1) / warm, (len(order) - n) / (len(order) - warm)))
    said = [(a["card"], text, s) for a in answers for text, s in zip(a["texts"], a["sentences"])]
    all_sentences = [(card, text) for card, text, _ in said], [(card, text) for card, text, s in said if any(s["labels"])]
    start, lost = time.time(), []
    for n, group in enumerate(order):
        optimiser.zero_grad()
        loss = loss_of(w, corpus, cached, group, all_sentences, options, chance)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(upper + beside, 1.0)
        optimiser.step()
        schedule.step()
        lost.append(loss.item())
        if n % 50 == 49 or n + 1 == len(order):
            print(f"step {n + 1} of {len(order)}, loss {sum(lost[-50:]) / len(lost[-50:]):.4f}, "
                  f"{time.time() - start:.0f} s", flush=True)
        if n + 1 == options.steps:
            break


@torch.no_grad()
def predict(w, words, corpus, answers):
    """Heard numbers of answers, with the weights as the runtime will have them."""
    texts = sorted({t for a in answers for t in a["texts"]}
                   | {n for a in answers for t in corpus.cards[a["card"]]["named"] for n in [t[1], *t[2], *t[3]]})
    place = {text: n for n, text in enumerate(texts)}
    pool = vectors(w, words, [corpus.texts[t] for t in texts])
    found = []
    for a in answers:
        targets = [(t[0], place[t[1]], [place[n] for n in t[2]], [place[n] for n in t[3]])
                   for t in corpus.cards[a["card"]]["named"]]
        numbers = heard(w, pool[[place[t] for t in a["texts"]]], pool, targets) if a["texts"] else torch.zeros(0, 1)
        found.append({"card": a["card"], "id": a["id"],
                      "sentences": [[round(v, 5) for v in row] for row in numbers.tolist()]})
    return found


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    began = time.time()
    corpus = Corpus(options.corpus)
    weights, vocabulary = base(options.base)
    # Words and lowest layers are not trained: they are rounded before, so that training knows their error.
    weights = rounded(weights) | heads(8, 8, 4, -6)
    words = Words(vocabulary)
    cache = Path(options.cache) if options.cache else None
    if cache and cache.exists():
        cached = torch.load(cache, weights_only=True)
        assert len(cached) == len(corpus.texts), "the cache is of another corpus"
    else:
        cached = states(weights, words, corpus.texts, options.frozen)
        if cache:
            torch.save(cached, cache)
    answers, test = corpus.split(options.run)
    print(f"run {options.run}: {len(answers)} answers to train on, {len(test)} to test, {len(corpus.texts)} texts, "
          f"states ready after {time.time() - began:.0f} s; {vars(options)}", flush=True)
    fit(weights, corpus, cached, answers, options)
    weights = {k: v.detach() for k, v in weights.items()}
    for name in ["a", "b", "c", "bias"]:
        print(name, [round(weights[f"{s}.{name}"].item(), 3) for s in ["criterion", "trap"]])
    out = Path(options.out) / (options.name or options.run)
    torch.save(weights, out.with_suffix(".pt"))
    if test:
        found = predict(rounded(weights), words, corpus, test)
        out.with_suffix(".json").write_text(json.dumps({"answers": found}))
        print(report(corpus, test, found))
    print(f"done after {time.time() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
