# random:LO:HI:SEED against an implementation of its own of the generator, from
# Matsumoto and Nishimura's description of the 64-bit Mersenne Twister, and of the
# way to cut its range: numbers above the last multiple of HI - LO are drawn again.
#
# RUN: %python %s

import numpy as np
from runner import Scratch, identity

MASK = (1 << 64) - 1


def mt19937_64(seed):
    n, m = 312, 156
    state = [seed & MASK]
    for i in range(1, n):
        previous = state[-1] ^ (state[-1] >> 62)
        state.append((6364136223846793005 * previous + i) & MASK)
    while True:
        for i in range(n):
            word = (state[i] & 0xFFFFFFFF80000000) | (state[(i + 1) % n] & 0x7FFFFFFF)
            matrix = 0xB5026F5AA96619E9 if word & 1 else 0
            state[i] = state[(i + m) % n] ^ (word >> 1) ^ matrix
        for word in state:
            word ^= (word >> 29) & 0x5555555555555555
            word ^= (word << 17) & 0x71D67FFFEDA60000
            word ^= (word << 37) & 0xFFF7EEE000000000
            yield (word ^ (word >> 43)) & MASK


def draw(count, low, high, seed):
    size = high - low
    limit = (1 << 64) // size * size
    numbers = (x for x in mt19937_64(seed) if x < limit)
    return [low + x % size for x, _ in zip(numbers, range(count))]


# The number that the C++ standard gives for the generator's default seed.
generator = mt19937_64(5489)
for _ in range(9999):
    next(generator)
assert next(generator) == 9981545732273789042

scratch = Scratch(identity("tensor<?xi64>"))
for low, high, seed in [
    (0, 5, 42),
    (-3, 4, 0),
    (0, 1, 7),
    (-(1 << 63), (1 << 63) - 1, 1),
    # Every third number is drawn again.
    (0, 3 << 61, 2),
    (0, 100, MASK),
]:
    process = scratch.run(f"--input=700xi64=random:{low}:{high}:{seed}", "--output=@o.npy")
    assert process.returncode == 0, process.stderr
    assert np.load(scratch.path("o.npy")).tolist() == draw(700, low, high, seed), (low, high, seed)

# The numbers do not depend on the type or the shape.
for type, low, high in [("i1", 0, 2), ("i4", -8, 8), ("ui8", 0, 256), ("f32", -9, 9), ("f16", 0, 50)]:
    scratch.write(identity(f"tensor<2x3x{type}>"))
    numbers = draw(6, low, high, 11)
    if type == "i1":
        numbers = ["true" if x else "false" for x in numbers]
    rows = ", ".join(f"[{', '.join(map(str, row))}]" for row in [numbers[:3], numbers[3:]])
    scratch.expect(f"2x3x{type}=[{rows}]\n", f"--input=2x3x{type}=random:{low}:{high}:11")
scratch.write(identity("complex<f32>"))
scratch.expect(f"complex<f32>=({draw(1, -50, 50, 3)[0]}, 0)\n", "--input=complex<f32>=random:-50:50:3")
