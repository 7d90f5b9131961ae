#!/usr/bin/env python3
"""Word classes for the attribution tagger: k-means over the rows of the light table.

    python attribution_clusters.py models/light-en.bin CLUSTERS

CLUSTERS gets a line for each whole word of the table: the word and its class in three divisions, coarse first, from 1.
"""
import struct
import sys

import numpy as np
from sklearn.cluster import MiniBatchKMeans

SIZES, SEED = (64, 256, 1024), 0


def table(path):
    """The words of the table and their rows."""
    data = open(path, "rb").read()
    assert data[:8] == b"DIPTTAB1", "no vector table"
    count, dim = struct.unpack_from("<II", data, 8)
    at, words = 16, []
    for _ in range(count):
        words.append(data[at + 1 : at + 1 + data[at]].decode())
        at += 1 + data[at]
    at += 5 * count  # scales and rarities
    return words, np.frombuffer(data, "i1", count * dim, at).reshape(count, dim).astype("f4")


def main():
    source, out = sys.argv[1:]
    words, rows = table(source)
    whole = [i for i, w in enumerate(words) if w.isalpha()]
    vectors = rows[whole]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-6
    fit = lambda k: MiniBatchKMeans(k, random_state=SEED, n_init=3, batch_size=4096, max_iter=200).fit(vectors).labels_
    classes = [fit(k) + 1 for k in SIZES]
    with open(out, "w") as file:
        for row, i in enumerate(whole):
            print(words[i], *(c[row] for c in classes), file=file)


if __name__ == "__main__":
    main()
