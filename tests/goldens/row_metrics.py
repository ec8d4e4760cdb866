# Made row_metrics.json: Debian 12, Python 3.11.2, scikit-learn 1.2.1 (python3-sklearn 1.2.1+dfsg-1), numpy 1.24.2, 2026-11-21
#   python3 row_metrics.py > row_metrics.json && deno fmt row_metrics.json
# Scores are float32, so that both sides see the same; a "nan" is below all others for the AUCs and a
# logit of 0 for the log-loss. Columns are texts of numbers with spaces between them.
import json
import warnings

import numpy as np
from sklearn.metrics import log_loss, roc_auc_score

warnings.simplefilter("error")
draw = np.random.RandomState(20261121)


def text(column):
    return " ".join(str(each) for each in column)


def auc(score, label):
    """None where there is one class."""
    if len(set(label)) < 2:
        return None
    return float(roc_auc_score(label, score))


cases = []
for rows, levels, users, domains, missing in [
    (2, 9, 1, 1, 0), (7, 3, 2, 1, 0), (7, 50, 2, 2, 1), (40, 4, 5, 1, 0), (40, 4000, 5, 2, 3),
    (200, 1, 9, 2, 0), (200, 12, 30, 3, 9), (1000, 100000, 80, 2, 0), (1000, 30, 80, 1, 40), (3, 5, 3, 1, 3),
]:
    for share in (0.1, 0.5):
        score = (draw.randint(-levels, levels + 1, rows) / np.float32(0.3 * levels)).astype(np.float32)
        score[draw.permutation(rows)[:missing]] = np.nan
        label = (draw.rand(rows) < share).astype(int)
        user = draw.randint(0, users, rows)
        domain = draw.randint(0, domains, rows)
        ranked = np.where(np.isnan(score), np.float32(-1e30), score)
        by_domain = [auc(ranked[domain == d], label[domain == d]) for d in range(domains)]
        weights, values = [], []
        for d in range(domains):
            for u in range(users):
                own = (domain == d) & (user == u)
                value = auc(ranked[own], label[own])
                if value is not None:
                    weights.append(int(label[own].sum()))
                    values.append(value)
        logit = np.where(np.isnan(score), 0, score).astype(np.float64)
        cases.append({
            "score": text(score),
            "label": text(label),
            "user": text(user),
            "domain": text(domain),
            "auc": by_domain,
            "gauc": float(np.average(values, weights=weights)) if values else None,
            "log-loss": float(log_loss(label, 1 / (1 + np.exp(-logit)), labels=[0, 1])),
        })
print(json.dumps(cases))
