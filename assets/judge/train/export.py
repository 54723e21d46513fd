"""Writes the encoder's file and what the runtime must compute from it: `python export.py WEIGHTS.pt BASE ENCODER.bin
REFERENCE.json`; with `base` for WEIGHTS.pt, of the base model as it is."""

import sys

import torch

import asset
import reference
from model import Words, base, heads


def main():
    taken, folder, encoder, expected = sys.argv[1:]
    weights, vocabulary = base(folder)
    weights = weights | heads(8, 8, 4, -6) if taken == "base" else torch.load(taken, weights_only=True)
    size = asset.write(encoder, weights, vocabulary)
    reference.write(expected, asset.rounded(weights), Words(vocabulary))
    print(f"{encoder}: {size / 1e6:.1f} MB, {len(vocabulary)} tokens")


if __name__ == "__main__":
    main()
