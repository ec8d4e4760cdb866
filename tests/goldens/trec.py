# Made trec.json: Debian 12, Python 3.11.2, scikit-learn 1.2.1, numpy 1.24.2, 2026-11-22
#   deno run -A tests/goldens/trec.ts <folder>
#   python3 trec.py <folder> > trec.json && deno fmt trec.json
# From the files alone. NDCG by scikit-learn's ndcg_score, which takes the mean over ties by itself;
# AUC by its roc_auc_score, domains weighted by their pairs; the rest by the definitions. The SHA-256
# is that of what was marked, the file without its last column: names of rows say nothing here.
import hashlib
import json
import re
import sys
from pathlib import Path
import numpy as np
from sklearn.metrics import ndcg_score, roc_auc_score

folder = Path(sys.argv[1])


def columns(path, number):
    for line in path.read_text().splitlines():
        fields = line.split()
        assert len(fields) == number, line
        yield fields


def table(path, number, document, value):
    queries = {}
    for fields in columns(path, number):
        held = queries.setdefault(fields[0], {})
        assert fields[document] not in held
        held[fields[document]] = float(fields[value])
    return queries


def ranked(qrels, run):
    marks = {"NDCG@10": [], "NDCG@5": [], "MRR": [], "MRR@1000": [], "HR@5": []}
    for query, judged in qrels.items():
        (answer,) = judged
        found = run.get(query, {})
        if answer not in found:
            for each in marks.values():
                each.append(0.0)
            continue
        names = sorted(found)
        # One document more, below all: ndcg_score wants two, and it changes nothing.
        scores = np.array([found[name] for name in names] + [min(found.values()) - 1])
        truth = np.array([name == answer for name in names] + [False], dtype=float)
        for k in (5, 10):
            marks[f"NDCG@{k}"].append(ndcg_score(truth[None, :], scores[None, :], k=k))
        above = int(np.sum(scores > found[answer]))
        ranks = np.arange(above + 1, above + 1 + int(np.sum(scores == found[answer])))
        marks["MRR"].append(np.mean(1 / ranks))
        marks["MRR@1000"].append(np.mean(np.where(ranks <= 1000, 1 / ranks, 0)))
        marks["HR@5"].append(np.mean(ranks <= 5))
    return {name: float(np.mean(each)) for name, each in marks.items()}


def clicked(qrels, run):
    total, pairs = 0.0, 0
    for query, judged in qrels.items():
        names = sorted(judged)
        assert names == sorted(run[query])
        labels = np.array([judged[name] for name in names])
        weight = int(labels.sum() * (1 - labels).sum())
        total += weight * roc_auc_score(labels, [run[query][name] for name in names])
        pairs += weight
    return {"AUC": total / pairs}


found = {}
for qrels_path in sorted(folder.glob("*/qrels.txt")):
    qrels = table(qrels_path, 4, 2, 3)
    mark = clicked if any(query.startswith("d") for query in qrels) else ranked
    for path in sorted(qrels_path.parent.glob("*.run.txt")):
        text = "".join(" ".join(fields[:5]) + "\n" for fields in columns(path, 6))
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        name = re.sub(r"-[0-9a-f]{12}-", "-", path.name)
        found[f"{path.parent.name}/{name}"] = {"sha256": sha256, **mark(qrels, table(path, 6, 2, 4))}
print(json.dumps(found))
