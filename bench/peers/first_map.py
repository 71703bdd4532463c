"""multiprocessing.Pool(5) and a first map, by each way that Python has to start a process: the best ms of each as JSON."""
import json
import multiprocessing
import time


def square(x):
    return x * x


def first_map(context):
    start = time.perf_counter()
    with context.Pool(5) as pool:
        assert pool.map(square, range(1, 7)) == [1, 4, 9, 16, 25, 36]
        return 1000 * (time.perf_counter() - start)


if __name__ == "__main__":
    ways = ("fork", "forkserver", "spawn")
    print(json.dumps({way: min(first_map(multiprocessing.get_context(way)) for _ in range(5)) for way in ways}))
