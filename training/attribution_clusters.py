#!/usr/bin/env python3
"""Word classes for the attribution tagger: k-means over the rows of the light table.

    python attribution_clusters.py models/light.bin CLUSTERS

CLUSTERS gets a line for each whole English word of the table: the word and its class in three divisions, coarse first, from 1.
"""
import re
import sys
from pathlib import Path

import numpy as np
from sklearn.cluster import MiniBatchKMeans

from light_table import Table

SIZES, SEED = (64, 256, 1024), 0


def main():
    source, out = sys.argv[1:]
    table = Table(Path(source).read_bytes())
    words = table.pieces
    whole = [i for i, w in enumerate(words) if re.fullmatch("[a-z]+", w)]
    vectors = table.rows[whole]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-6
    fit = lambda k: MiniBatchKMeans(k, random_state=SEED, n_init=3, batch_size=4096, max_iter=200).fit(vectors).labels_
    classes = [fit(k) + 1 for k in SIZES]
    with open(out, "w") as file:
        for row, i in enumerate(whole):
            print(words[i], *(c[row] for c in classes), file=file)


if __name__ == "__main__":
    main()
