# Made prerec.json: Debian 12, Python 3.11.2, PyTorch 1.13.1 (python3-torch 1.13.1+dfsg-4), 2026-11-21
#   python3 prerec.py > prerec.json && deno fmt prerec.json
# In float64. Inputs are not stored: entry i of the array called `name` is
# 0.5 sin(0.7 i + length of the name).
import json
import math

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
golden = {}
SIZE, ORDERS, USERS = 3, 4, 3
# Events per item in the closed intervals that targets may know, by domain.
COUNTS = [[[2, 0, 1, 5], [0, 0, 3, 0]], [[1, 4, 0]]]
# Targets: user, item, interval; by domain.
TARGETS = [[(0, 1, 0), (1, 3, 0), (0, 0, 1), (1, 2, 1), (0, 3, 1)], [(2, 0, 0), (2, 2, 0), (0, 1, 0)]]
PRECISION = {"user": 3, "item": 5, "popularity": 7, "domain": 11}


def array(name, *shape):
    values = [0.5 * math.sin(0.7 * i + len(name)) for i in range(math.prod(shape))]
    return torch.tensor(values).reshape(shape).requires_grad_()


def numbers(tensor):
    return [round(value, 12) for value in tensor.detach().flatten().tolist()]


def layer(key, output, inputs):
    """Keeps an output and the gradients of its product with the array "slopes"."""
    (output * array("slopes", *output.shape).detach()).sum().backward()
    golden[key] = {
        "output": numbers(output),
        "gradients": {name: numbers(tensor.grad) for name, tensor in inputs.items()},
    }


def factors(counts):
    """F of the items of a domain in an interval."""
    c = torch.tensor(counts, dtype=torch.float64)
    norms = [(c.pow(w).sum() / len(counts)) ** (1 / w) for w in range(1, ORDERS + 1)]
    return torch.stack([c / norm for norm in norms], -1)


# Equation 7 as it is printed, in U, V, Z and D themselves, over both domains; f_seq is a linear map of
# D_k beside what the history says, f_pop a linear layer with GELU, f_item the sum.
inputs = {
    "domain.embedding": array("domain.embedding", 2, SIZE),
    "user.offset": array("user.offset", USERS, SIZE),
    "popularity.weight": array("popularity.weight", ORDERS, SIZE),
    "popularity.bias": array("popularity.bias", SIZE),
    "score.domain": array("score.domain", SIZE, 1),
    "score.popularity": array("score.popularity", SIZE, 1),
    "mix": array("mix", SIZE, SIZE),
}
for k, targets in enumerate(TARGETS):
    for name, rows in [("states", len(targets)), ("content", len(COUNTS[k][0])),
                       ("item.offset", len(COUNTS[k][0])), ("popularity.offset", len(COUNTS[k][0]))]:
        inputs[f"{name}.{k}"] = array(f"{name}.{k}", rows, SIZE)

total = 0
for k, targets in enumerate(TARGETS):
    D = inputs["domain.embedding"][k]
    m = inputs[f"content.{k}"]
    loss = 0
    latent = {}
    for t, counts in enumerate(COUNTS[k]):
        f_pop = F.gelu(factors(counts) @ inputs["popularity.weight"] + inputs["popularity.bias"])
        Z = f_pop + inputs[f"popularity.offset.{k}"]
        f_item = D + Z + m
        V = f_item + inputs[f"item.offset.{k}"]
        latent[t] = (f_pop, Z, f_item, V)
    for at, (user, item, t) in enumerate(targets):
        n = inputs[f"states.{k}"][at] + D @ inputs["mix"]
        U = n + inputs["user.offset"][user]
        f_pop, Z, f_item, V = latent[t]
        S = V @ U + D @ inputs["score.domain"] + (Z @ inputs["score.popularity"])[:, 0]
        loss = loss - torch.log_softmax(S, 0)[item]
    # The norms once per item and user: U − f_seq is the same at each of a user's targets, V − f_item
    # and Z − f_pop in each interval.
    f_pop, Z, f_item, V = latent[0]
    loss = loss + PRECISION["popularity"] / 2 * (Z - f_pop).pow(2).sum()
    loss = loss + PRECISION["item"] / 2 * (V - f_item).pow(2).sum()
    for user in sorted({user for user, _, _ in targets}):
        at = [each[0] for each in targets].index(user)
        n = inputs[f"states.{k}"][at] + D @ inputs["mix"]
        U = n + inputs["user.offset"][user]
        loss = loss + PRECISION["user"] / 2 * (U - n).pow(2).sum()
    loss = loss + PRECISION["domain"] / 2 * D.pow(2).sum()
    total = total + loss / len(targets)
layer("map_loss", total / 2, inputs)
print(json.dumps(golden))
