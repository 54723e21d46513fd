"""The encoder's file: int8 weights a row, as the runtime reads them."""

import json
import struct

import torch

from model import EPSILON, HEADS, INNER, LAYERS, LONGEST, WIDTH

ABOUT = ("A sentence encoder fine-tuned from all-MiniLM-L6-v2 (sentence-transformers; Apache-2.0) on greenroom's "
         "labelled answers; changed: vocabulary pruned, weights trained on and rounded to int8.")


def is_int8(name):
    matrix = name.startswith("layer.") and name.endswith(".weight") and ".norm." not in name
    return matrix or name in ("embeddings.word", "embeddings.position") or name.endswith(".q")


def quantised(value):
    """Scales and int8 rows of a matrix."""
    scale = value.abs().amax(1).clamp_min(1e-12) / 127
    return scale, (value / scale[:, None]).round().clamp(-127, 127).to(torch.int8)


def rounded(weights):
    """The weights as the runtime will have them: through int8 and back."""
    found = {}
    for name, value in weights.items():
        value = value.detach().float()
        if is_int8(name):
            scale, rows = quantised(value)
            value = scale[:, None] * rows.float()
        found[name] = value
    return found


def write(path, weights, vocabulary, about=ABOUT):
    """Writes the file; gives its size."""
    tensors, data = [], bytearray()

    def add(name, kind, rows, cols, content):
        tensors.append({"name": name, "kind": kind, "rows": rows, "cols": cols, "at": len(data)})
        data.extend(content)
        data.extend(b"\0" * (-len(data) % 4))

    text = "\n".join(vocabulary).encode()
    add("vocabulary", "text", len(text), 1, text)
    for name, value in weights.items():
        value = value.detach().float().contiguous()
        if is_int8(name):
            scale, rows = quantised(value)
            add(name, "i8", *rows.shape, scale.numpy().astype("<f4").tobytes() + rows.numpy().tobytes())
        else:
            flat = value.reshape(1, -1)
            add(name, "f32", *flat.shape, flat.numpy().astype("<f4").tobytes())
    header = json.dumps({
        "layers": LAYERS, "width": WIDTH, "heads": HEADS, "inner": INNER, "longest": LONGEST, "epsilon": EPSILON,
        "about": about, "tensors": tensors,
    }, separators=(",", ":")).encode()
    header += b" " * (-len(header) % 4)
    content = b"GREENENC" + struct.pack("<II", 1, len(header)) + header + bytes(data)
    with open(path, "wb") as file:
        file.write(content)
    return len(content)
