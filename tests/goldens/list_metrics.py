# Made list_metrics.json: Debian 12, Python 3.11.2, numpy 1.24.2, 2026-11-21
#   python3 list_metrics.py > list_metrics.json && deno fmt list_metrics.json
# Of the share metrics, coverage and average popularity scikit-learn has none. Shares in whole
# numbers: 0.04 % is 4 of 10,000. A tie block over the ranks first … last gives the mean over them.
import json

import numpy as np

draw = np.random.RandomState(20261121)
shares = []
for ranked in (1, 7, 199, 200, 399, 1000, 4223, 19999, 20000, 42094, 132300, 999999):
    cut = max(1, ranked * 4 // 10000 if ranked >= 20000 else ranked * 5 // 1000)
    for first, last in [(1, 1), (1, ranked), (cut, min(ranked, cut + 1)), (max(1, cut - 3), min(ranked, cut + 30))]:
        rank = np.arange(first, last + 1)
        gain = np.log(2) / np.log(2 + 15000 * (rank - 1) / ranked)
        shares.append({
            "ranked": ranked,
            "ranks": [first, last],
            "Recall@K%": float(np.mean(rank <= cut)),
            "r-NDCG@K%": float(np.mean(np.where(rank <= cut, gain, 0))),
        })
lists = []
for cases, items in [(1, 40), (5, 25), (60, 300)]:
    count = draw.poisson(4, items)
    top = np.stack([draw.permutation(items)[:20] for _ in range(cases)])
    lists.append({
        "count": " ".join(map(str, count)),
        "top": [" ".join(map(str, row)) for row in top],
        "coverage@10": len(np.unique(top[:, :10])) / items,
        "average popularity@10": float(count[top[:, :10]].mean(axis=1).mean()),
    })
print(json.dumps({"shares": shares, "lists": lists}))
