# Made statistics.json: Python 3.11.7, scipy 1.17.1, numpy 2.4.6, 2026-11-21
#   python3 statistics.py > statistics.json && deno fmt statistics.json
# Differences are whole numbers over a divisor. Exact below 51 without ties, as the code says; zeros
# are left out before either. Corrected: the paper's system of equations with scipy's hypergeometric.
import json
import numpy as np
from scipy.stats import hypergeom, ttest_1samp, wilcoxon

draw = np.random.RandomState(20261121)
tests = []
for n, levels in [(2, 9), (5, 1000), (8, 3), (12, 10**6), (30, 10**6), (30, 6), (50, 10**7), (51, 10**7), (400, 10**6), (400, 40), (3000, 5)]:
    for shift in (0, 0.1, 0.5):
        whole = draw.randint(-levels, levels + 1, n) + int(shift * levels)
        if len(set(whole)) < 2 or not whole.any():
            continue
        d = whole / 1024
        t = ttest_1samp(d, 0)
        kept = d[d != 0]
        exact = len(kept) <= 50 and len(set(abs(kept))) == len(kept)
        w = wilcoxon(kept, correction=not exact, method="exact" if exact else "asymptotic")
        tests.append({"differences": " ".join(str(each) for each in whole), "t": [float(t.statistic), float(t.pvalue)], "wilcoxon": float(w.pvalue)})

metrics = {
    "HR@5": lambda r: r <= 5,
    "NDCG@10": lambda r: (r <= 10) / np.log2(r + 1),
    "MRR": lambda r: 1 / r,
}
corrected = []
for others, drawn in [(20, 9), (484, 99), (3000, 99), (2500, 250)]:
    above = np.arange(others + 1)
    p = hypergeom.pmf(np.arange(drawn + 1)[None, :], others, above[:, None], drawn)
    for name, f in metrics.items():
        left = 0.99 * p.T @ p + 0.01 * np.diag(p.sum(axis=0))
        x = np.linalg.solve(left, p.T @ f(above + 1))
        at = [0, 1, 2, 5, drawn // 2, drawn]
        corrected.append({"metric": name, "others": others, "drawn": drawn, "greater": at, "biasVariance": [float(x[i]) for i in at]})
print(json.dumps({"tests": tests, "corrected": corrected}))
