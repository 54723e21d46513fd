"""What the encoder alone is worth: an answer's number for a criterion is its best sentence's."""

import json
import sys
from pathlib import Path

from data import Corpus


def kappa(pairs):
    n = [[0, 0], [0, 0]]
    for said, true in pairs:
        n[said][true] += 1
    total = sum(map(sum, n))
    agree = (n[0][0] + n[1][1]) / total
    chance = (sum(n[0]) * (n[0][0] + n[1][0]) + sum(n[1]) * (n[0][1] + n[1][1])) / total**2
    return (agree - chance) / (1 - chance) if chance < 1 else 0.0


def auc(scores):
    """How often a met one stands above one that is not, ties half."""
    ranked = sorted(scores)
    met = sum(label for _, label in ranked)
    ranks, at = 0.0, 0
    while at < len(ranked):
        end = at
        while end < len(ranked) and ranked[end][0] == ranked[at][0]:
            end += 1
        ranks += sum(label for _, label in ranked[at:end]) * (at + end + 1) / 2
        at = end
    rest = len(ranked) - met
    return (ranks - met * (met + 1) / 2) / (met * rest) if met and rest else 0.0


def cases(corpus, answers, found, traps=False):
    """(answer, best number, met) of every criterion, or trap."""
    listed = []
    for answer, numbers in zip(answers, found):
        for n, target in enumerate(corpus.cards[answer["card"]]["named"]):
            if target[0] == traps:
                best = max((s[n] for s in numbers["sentences"]), default=-20.0)
                listed.append((answer, best, int(answer["verdicts"][n] == 1)))
    return listed


def informative(listed):
    return [(score, label) for answer, score, label in listed if answer["informative"]]


def threshold(scores):
    """Where the kappa is best."""
    return max((n / 10 for n in range(-40, 41)), key=lambda t: kappa((int(s >= t), m) for s, m in scores))


def report(corpus, answers, found, at=None):
    """Figures of a run, with this threshold, or with nought and the test's own best."""
    listed = cases(corpus, answers, found)
    some, all_ = informative(listed), [(s, m) for _, s, m in listed]
    lines = [f"{len(answers)} answers: AUC informative {auc(some):.3f}, all {auc(all_):.3f}"]
    own = threshold(some)
    for name, t in [("given", at)] if at is not None else [("nought", 0.0), ("the test's own best", own)]:
        false = []
        for style in ["keyword", "offtopic", "negation", "nonnative", "short"]:
            of = [int(s >= t) for a, s, m in listed if style in a["style"].replace("-", "") and not m]
            false.append(f"{style} {sum(of) / len(of):.2f} of {len(of)}" if of else f"{style} -")
        lines.append(
            f"threshold {t:.1f} ({name}): kappa informative {kappa((int(s >= t), m) for s, m in some):.3f}, "
            f"all {kappa((int(s >= t), m) for s, m in all_):.3f}; false met: {', '.join(false)}")
    listed = cases(corpus, answers, found, traps=True)
    ranked = sorted(((s, m) for _, s, m in listed), reverse=True)
    right = ", ".join(f"first {n}: {sum(m for _, m in ranked[:n]) / n:.2f}" for n in (10, 20, 40, 80))
    hits = sum(m for _, m in ranked)
    lines.append(f"traps: {hits} of {len(ranked)} hit, AUC {auc(ranked):.3f}, right of the {right}")
    return "\n".join(lines)


if __name__ == "__main__":
    # CORPUS RUN.json ... [at THRESHOLD]
    corpus, files, at = Corpus(sys.argv[1]), sys.argv[2:], None
    if "at" in files:
        at = float(files[files.index("at") + 1])
        files = files[: files.index("at")]
    by_key = {(a["card"], a["id"]): a for a in corpus.answers}
    found = [f for name in files for f in json.loads(Path(name).read_text())["answers"]]
    print(report(corpus, [by_key[f["card"], f["id"]] for f in found], found, at))
