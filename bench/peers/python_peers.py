"""Python's side of the bench: prints the best ms of each as JSON."""
import json
import multiprocessing
import time

import numpy


def identity(x):
    return x


def square(x):
    return x * x


def best(f, rounds):
    least = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        f()
        least = min(least, 1000 * (time.perf_counter() - start))
    return least


def first_map():
    with multiprocessing.Pool(5) as pool:
        assert pool.map(square, range(1, 7)) == [1, 4, 9, 16, 25, 36]


if __name__ == "__main__":
    a = numpy.random.default_rng(1).standard_normal(10_000_000)
    result = {"meanSquare": best(lambda: (a**2).mean(), 7), "dot": best(lambda: a @ a, 7)}
    del a
    result["firstMap"] = best(first_map, 5)
    with multiprocessing.Pool(2) as pool:
        result["thousand"] = best(lambda: pool.map(identity, range(1000)), 9)
    print(json.dumps(result))
