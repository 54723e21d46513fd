"""What the runtime must compute from an encoder's file: a few texts, and one made card."""

import json

import torch

from model import heard, named, vectors

TEXTS = [
    "",
    "We measured it.",
    "I asked the support lead which three complaints cost us most, and fixed the first one within a week.",
    "The release was rolled back twice, so I wrote a checklist, walked the team through it, added a canary stage "
    "that takes five percent of the traffic for thirty minutes, wired the error budget to the pipeline, and asked "
    "every squad to name one person who may stop a rollout; since then we had eleven releases in a row without a "
    "rollback, and the on-call engineer sleeps through most nights, which the survey in March confirmed.",
    "Die Prüfung für Übergrößen lief schön; naïve café façade.",
    "It went well 🙂🚀 — truly “great”… wasn’t it?",
    "Latency fell from 1,250 ms to 310.5 ms (-75%) in Q3/2024.",
    "C++, C#, .NET & e-mail: a/b-tests; x >= y != z [CLS] foo_bar@example.com",
    "   white\tspace\n and  lines   ",
    "supercalifragilisticexpialidocious antidisestablishmentarianism " + "x" * 120,
    "你好 world, привет мир",
    "NULL\u0000control\u200bzero \u00a0width £5 ½ ß Å",
]
CARD = {
    "question": "Tell me about a bug that you found late.",
    "targets": [
        {"trap": False, "title": "Names the bug", "description": "Says what was wrong, where and how much",
         "examples": ["The invoice total was wrong by one cent in every third order.",
                      "Logins failed for users whose name held an apostrophe."],
         "counterexamples": ["There was a nasty bug in production."]},
        {"trap": False, "title": "Shows that it worked", "description": "Gives a measure and a period",
         "examples": ["We have not seen it in the six months since."], "counterexamples": []},
        {"trap": True, "title": "Blames others", "description": "Puts the fault on somebody else",
         "examples": ["The developers never test their code."],
         "counterexamples": ["The developer and I had both misread the specification."]},
    ],
}
SENTENCES = [
    "In March the export dropped every row with an umlaut, about four percent of our customers.",
    "Since then not one such row was lost, which we counted for a year.",
    "It was the other team's fault, they simply do not care.",
]


def reference(weights, words):
    """Ids, vectors and heard numbers, computed in f32 from rounded weights."""
    torch.set_num_threads(1)
    found = vectors(weights, words, TEXTS)
    texts = []
    for n, (text, ids, vector) in enumerate(zip(TEXTS, words.cut(TEXTS), found.tolist())):
        entry = {"text": text, "ids": ids, "first": vector[:8]}
        if n in (1, 3, 5):
            entry["vector"] = vector
        texts.append(entry)
    pool = []

    def number(text):
        pool.append(text)
        return len(pool) - 1

    targets = named(CARD["targets"], number)
    numbers = heard(weights, vectors(weights, words, SENTENCES), vectors(weights, words, pool), targets)
    return {"texts": texts, "card": CARD, "sentences": SENTENCES, "heard": numbers.tolist()}


def write(path, weights, words):
    with open(path, "w", encoding="utf8") as file:
        json.dump(reference(weights, words), file, ensure_ascii=False, indent=1)
        file.write("\n")
