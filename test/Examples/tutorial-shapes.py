# The tutorial's programs on shapes as they occur in practice, against NumPy.
#
# RUN: mkdir -p %t
# RUN: %python %s %S/../../examples/tutorial %t

import os
import subprocess
import sys

import numpy as np

examples, scratch = sys.argv[1:]
rng = np.random.default_rng(7)


def run(file, entry, inputs, results):
    """Results of an entry, passed to and from rint-runner as .npy files."""
    command = ["rint-runner", os.path.join(examples, file), f"--entry={entry}"]
    for i, value in enumerate(inputs):
        if isinstance(value, str):
            command.append(f"--input={value}")
            continue
        path = os.path.join(scratch, f"{entry}.input{i}.npy")
        np.save(path, value)
        command.append(f"--input=@{path}")
    paths = [os.path.join(scratch, f"{entry}.{i}.npy") for i in range(results)]
    subprocess.run(command + [f"--output=@{path}" for path in paths], check=True)
    return [np.load(path) for path in paths]


def check(file, entry, inputs, *expected):
    actual = run(file, entry, inputs, len(expected))
    for i, (got, want) in enumerate(zip(actual, expected)):
        assert got.dtype == want.dtype and got.shape == want.shape, (
            f"{file}: expected result {i} to be {want.dtype}{want.shape}, "
            f"but got {got.dtype}{got.shape}"
        )
        assert got.tobytes() == want.tobytes(), f"{file}: result {i} differs"


def random_f32(*shape):
    return rng.standard_normal(shape).astype(np.float32)


# Labels of 3000 sentences, each spread over its tokens.
labels = rng.integers(0, 5, 3000)
tokens = rng.integers(0, 120, 3000)
check(
    "07-1-sentence-labels-to-tokens.mlir",
    "main",
    [labels, tokens],
    np.repeat(labels, tokens),
)

# Beam search: 16 requests with 5 beams each, 12 steps, 64 features.
states = rng.integers(-1000, 1000, (16, 12, 64)).astype(np.int32)
check(
    "07-2-beam-search.mlir",
    "states",
    [states, "index=5"],
    np.repeat(states, 5, axis=0),
)

# A padding mask over 12 heads, and over the pieces that words were cut into.
mask = rng.random((8, 256)) < 0.8
pieces = rng.integers(1, 6, 256).astype(np.int32)
check(
    "07-3a-mask-over-heads.mlir",
    "main",
    [mask, "index=12"],
    np.repeat(mask, 12, axis=0),
)
check(
    "07-3b-mask-over-tokens.mlir",
    "main",
    [mask, pieces, f"index={pieces.sum()}"],
    np.repeat(mask, pieces, axis=1),
)

# Grouped-query attention: 8 key heads for 32 query heads.
keys = random_f32(1, 8, 256, 128)
check(
    "07-3c-key-value-heads.mlir",
    "repeat_kv",
    [keys],
    np.repeat(keys, 4, axis=1),
)

# 500 samples, each of a length of its own, some of them empty.
samples = random_f32(500, 32)
classes = rng.integers(0, 10, 500).astype(np.int8)
lengths = rng.integers(0, 40, 500)
check(
    "09-samples-to-tokens.mlir",
    "batch",
    [samples, classes, lengths],
    np.concatenate([[0], np.cumsum(lengths)]),
    np.repeat(samples, lengths, axis=0),
    np.repeat(classes, lengths),
    np.repeat(np.arange(500, dtype=np.int32), lengths),
)

# And back.
tokens = rng.integers(-9, 10, (int(lengths.sum()), 32)).astype(np.float32)
parts = np.split(tokens, np.cumsum(lengths)[:-1])
check(
    "10-tokens-to-samples.mlir",
    "samples",
    [tokens, lengths],
    np.stack([part.sum(0) for part in parts]),
    np.stack([part.max(0, initial=-np.inf) for part in parts]),
)
