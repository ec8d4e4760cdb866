# Made surge.json: Debian 12, Python 3.11.2, PyTorch 1.13.1 (python3-torch 1.13.1+dfsg-4), 2026-11-21
#   python3 surge.py > surge.json && deno fmt surge.json
# In float64, sequence by sequence, without padding. Inputs are not stored: entry i of the k-th array, in
# the order in which they are made here, is 0.8 sin(0.7 i + 1.7 k); slopes are those of layers.py.
import json
import math

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
SIZE, CLUSTERS, HEADS, SPARSENESS = 4, 3, 2, 0.5
LENGTHS, ROWS, LENGTH = [5, 3], [0, 0, 1], 5


made = {}


def array(name, *shape):
    values = [0.8 * math.sin(0.7 * i + 1.7 * len(made)) for i in range(math.prod(shape))]
    made[name] = torch.tensor(values).reshape(shape).requires_grad_()
    return made[name]


x, targets = array("x", len(LENGTHS), LENGTH, SIZE), array("target", len(ROWS), SIZE)
weights = {"e.metric.weight": array("e.metric.weight", HEADS, SIZE)}
for head in range(HEADS):
    for part in ("cluster", "query"):
        inside = f"e.heads.{head}.{part}"
        for name, shape in {"transform.weight": [SIZE, SIZE],
                            "layers.0.weight": [3 * SIZE, 2 * SIZE], "layers.0.bias": [2 * SIZE],
                            "layers.1.weight": [2 * SIZE, SIZE], "layers.1.bias": [SIZE],
                            "layers.2.weight": [SIZE, 1], "layers.2.bias": [1]}.items():
            weights[f"{inside}.{name}"] = array(f"{inside}.{name}", *shape)
    weights[f"e.heads.{head}.output.weight"] = array(f"e.heads.{head}.output.weight", SIZE, SIZE)
for name, shape in {"assignment.weight": [SIZE, CLUSTERS],
                    "evolution.input.weight": [SIZE, 3 * SIZE], "evolution.input.bias": [3 * SIZE],
                    "evolution.hidden.weight": [SIZE, 3 * SIZE], "evolution.hidden.bias": [3 * SIZE]}.items():
    weights[f"e.{name}"] = array(f"e.{name}", *shape)


def leaky(x):
    return F.leaky_relu(x, 0.2)


def attention(inside, x, query):
    """Equations 6 and 7."""
    own = x @ weights[f"{inside}.transform.weight"]
    y = torch.cat([own, query, own * query], -1)
    for layer in range(3):
        y = y @ weights[f"{inside}.layers.{layer}.weight"] + weights[f"{inside}.layers.{layer}.bias"]
        y = leaky(y) if layer < 2 else y
    return y[:, 0]


def graph(x):
    """Equations 1 to 3; an edge has the slope of its similarity."""
    similarity = sum(
        F.cosine_similarity((w * x)[:, None], (w * x)[None], -1) for w in weights["e.metric.weight"]
    ) / HEADS
    n = len(x)
    ranked = similarity.detach().flatten().sort(descending=True).values
    at = math.ceil(SPARSENESS * n * n) - 1
    threshold = ranked[at]
    # No similarity may be near the threshold but those that are the same pair.
    near = ((similarity.detach() - threshold).abs() < 1e-3).sum()
    assert near in (1, 2, n), near
    edges = ((similarity.detach() >= threshold - 1e-9) | torch.eye(n, dtype=torch.bool)).double()
    return edges * (1 + similarity - similarity.detach()), edges


def encode(x, target):
    adjacency, edges = graph(x)
    reached = (edges @ edges > 0).double()
    centres = reached @ x / reached.sum(-1, keepdim=True)
    scores, states = [], []
    for head in range(HEADS):
        inside = f"e.heads.{head}"
        alpha = attention(f"{inside}.cluster", x, centres)
        beta = attention(f"{inside}.query", x, target.expand_as(x))
        e = leaky(alpha[:, None] + beta[None]).masked_fill(edges == 0, -math.inf).softmax(-1)
        states.append(leaky(e @ x @ weights[f"{inside}.output.weight"] + x))
        scores.append(beta)
    h = sum(states) / HEADS
    gamma = (sum(scores) / HEADS).softmax(0)
    s = (adjacency @ h @ weights["e.assignment.weight"]).softmax(-1)
    clusters, attentions = s.T @ h, s.T @ gamma
    state = torch.zeros(SIZE)
    for cluster, share in zip(clusters, attentions):
        r_x, z_x, c_x = (cluster @ weights["e.evolution.input.weight"] + weights["e.evolution.input.bias"]).split(SIZE)
        r_h, z_h, c_h = (state @ weights["e.evolution.hidden.weight"] + weights["e.evolution.hidden.bias"]).split(SIZE)
        share = share * torch.sigmoid(z_x + z_h)
        state = (1 - share) * state + share * torch.tanh(c_x + torch.sigmoid(r_x + r_h) * c_h)
    n = len(x)
    losses = torch.stack([
        torch.linalg.norm(adjacency - s @ s.T),
        torch.distributions.Categorical(s).entropy().mean(),
        torch.linalg.norm(torch.arange(1.0, n + 1) @ s - torch.arange(1.0, CLUSTERS + 1)),
    ])
    return h, gamma @ h, state, s, losses


each = [encode(x[row, : LENGTHS[row]], target) for row, target in zip(ROWS, targets)]
padded = lambda y: F.pad(y, (0, 0, 0, LENGTH - len(y)))
output = torch.cat([
    torch.stack([padded(h) for h, *_ in each]).flatten(),
    torch.stack([readout for _, readout, *_ in each]).flatten(),
    torch.stack([state for _, _, state, *_ in each]).flatten(),
    torch.stack([padded(s) for *_, s, _ in each]).flatten(),
    sum(losses for *_, losses in each) / len(each),
])
slopes = torch.tensor([0.5 * math.sin(0.7 * i + len("slopes")) for i in range(len(output))])
(output * slopes).sum().backward()
numbers = lambda tensor: tensor.detach().flatten().tolist()
print(json.dumps({
    "output": numbers(output),
    "gradients": {name: numbers(tensor.grad) for name, tensor in made.items()},
}))
