"""The exported corpus: every text once, its states below the trained layers, and who is trained and tested."""

import hashlib
import json

import torch

from model import encode, named


def hashed(text):
    """A number for a text, the same everywhere."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little")


class Corpus:
    def __init__(self, path):
        with open(path, encoding="utf8") as file:
            raw = json.load(file)
        self.texts, self.number = [], {}
        self.cards, self.answers = raw["cards"], raw["answers"]
        for card in self.cards:
            card["named"] = named(card["targets"], self.add)
        for answer in self.answers:
            answer["texts"] = [self.add(s["text"]) for s in answer["sentences"]]
            answer["set"] = self.cards[answer["card"]]["set"]

    def add(self, text):
        if text not in self.number:
            self.number[text] = len(self.texts)
            self.texts.append(text)
        return self.number[text]

    def fold(self, answer, of):
        """The fold of an answer's card."""
        return hashed(self.cards[answer["card"]]["id"]) % of

    def split(self, run):
        """Answers to train on and to test, for a run."""
        old = [a for a in self.answers if a["set"] != "second"]
        if run == "D":
            return old, [a for a in self.answers if a["set"] == "second"]
        if run in "ABC":
            n = "ABC".index(run)
            return [a for a in old if self.fold(a, 3) != n], [a for a in old if self.fold(a, 3) == n]
        if run == "F":
            return self.answers, []
        if run == "S":
            held = [hashed(f"{self.cards[a['card']]['id']} {a['id']}") % 5 == 0 for a in self.answers]
            return [a for a, h in zip(self.answers, held) if not h], [a for a, h in zip(self.answers, held) if h]
        if run == "V":  # To choose the recipe by: D's test is not looked at.
            return [a for a in old if self.fold(a, 5) != 2], [a for a in old if self.fold(a, 5) == 2]
        raise ValueError(f"no such run: {run}")


@torch.no_grad()
def states(weights, words, texts, upto):
    """The states of every text above the lowest `upto` layers, a tensor of tokens x width each."""
    found = [None] * len(texts)
    for some, x, there in encode(weights, words, texts, upto, torch.bfloat16):
        for row, number in enumerate(some):
            found[number] = x[row, there[row]].clone()
    return found
