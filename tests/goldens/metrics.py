# Made metrics.json: Debian 12, Python 3.11.2, scikit-learn 1.2.1, scipy 1.10.1, numpy 1.24.2, 2026-11-21
#   python3 metrics.py > metrics.json && deno fmt metrics.json
# scikit-learn's ndcg_score takes the mean over ties by itself; HR and MRR are the mean over the
# ranks from rankdata's "min" to its "max".
import json
import numpy as np
from scipy.stats import rankdata
from sklearn.metrics import ndcg_score

draw = np.random.RandomState(20261121)
cases = []
for size, levels in [(2, 1), (2, 9), (7, 3), (7, 50), (30, 4), (30, 400), (101, 1), (101, 5), (101, 20), (101, 9000)]:
    for _ in range(4):
        scores = draw.randint(-levels // 2, levels, size)
        target = int(draw.randint(size))
        truth = np.zeros((1, size))
        truth[0, target] = 1
        first = int(rankdata(-scores, "min")[target])
        last = int(rankdata(-scores, "max")[target])
        ranks = np.arange(first, last + 1)
        marks = {"MRR": [float(np.mean(1 / ranks))]}
        for k in (1, 5, 10, 20):
            hr = float(np.mean(ranks <= k))
            mrr = float(np.mean(np.where(ranks <= k, 1 / ranks, 0)))
            marks[f"HR@{k} MRR@{k} NDCG@{k}"] = [hr, mrr, float(ndcg_score(truth, scores[None, :], k=k))]
        scores = " ".join(str(score) for score in scores)
        cases.append({"scores": scores, "target": target, "ranks": [first, last], "marks": marks})
print(json.dumps(cases))
