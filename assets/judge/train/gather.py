"""Joins the numbers of runs in the order of the export: `python gather.py CORPUS OUT RUN.json ...`."""

import json
import sys


def main():
    corpus, out, *runs = sys.argv[1:]
    with open(corpus, encoding="utf8") as file:
        order = [(a["card"], a["id"], len(a["sentences"])) for a in json.load(file)["answers"]]
    found = {}
    for run in runs:
        with open(run, encoding="utf8") as file:
            for answer in json.load(file)["answers"]:
                key = answer["card"], answer["id"]
                assert key not in found, f"{key} is in two runs"
                found[key] = answer
    known = [found[card, name] for card, name, _ in order if (card, name) in found]
    assert len(known) == len(found), "an answer that the corpus lacks"
    for card, name, count in order:
        if (card, name) in found:
            assert len(found[card, name]["sentences"]) == count, f"{card} {name}: other sentences"
    with open(out, "w", encoding="utf8") as file:
        json.dump({"answers": known}, file)
    print(f"{out}: {len(known)} of {len(order)} answers")


if __name__ == "__main__":
    main()
