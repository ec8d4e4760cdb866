# Made click_models.json: Debian 12, Python 3.11.2, PyTorch 1.13.1 (python3-torch 1.13.1+dfsg-4), 2026-11-22
#   python3 click_models.py > click_models.json && deno fmt click_models.json
# In float64. Inputs are not stored: entry i of the array called `name` is
# 0.5 sin(0.7 i + length of the name). Every formula is written out.
import json
import math

import torch

torch.set_default_dtype(torch.float64)
golden = {}


def array(name, *shape):
    count = math.prod(shape)
    values = [0.5 * math.sin(0.7 * i + len(name)) for i in range(count)]
    return torch.tensor(values).reshape(shape).requires_grad_()


def arrays(shapes):
    return {name: array(name, *shape) for name, shape in shapes.items()}


def layer(key, output, inputs):
    """Keeps a layer's output and the gradients of its product with the array "slopes"."""
    (output * array("slopes", *output.shape).detach()).sum().backward()
    golden[key] = {
        "output": output.detach().flatten().tolist(),
        "gradients": {name: tensor.grad.flatten().tolist() for name, tensor in inputs.items()},
    }


def softmax(scores, mask):
    """0 where nothing is, and everywhere where nothing at all is."""
    shares = torch.exp(scores) * mask
    return shares / shares.sum(-1, keepdim=True).clamp(min=1e-300)


# Two users: one has three items of the target and two of the source, the other one and none.
here = torch.tensor([[1, 1, 1], [1, 0, 0]])
there = torch.tensor([[1, 1], [0, 0]])


# MiNet: items of 3, users of 2, hidden layers of 4, a transfer matrix of rank 2
def minet(cross):
    w = arrays({"item": [2, 3], "user": [2, 2], "target": [2, 3, 3],
                "e.target.hidden.weight": [11, 4], "e.target.query.weight": [4, 1]})
    interests = ["user", "target"]
    if cross:
        interests.append("source")
        w.update(arrays({"source": [2, 2, 3], "e.source.hidden.weight": [11, 4], "e.source.query.weight": [4, 1],
                         "e.source.transfer.0.weight": [3, 2], "e.source.transfer.1.weight": [2, 3]}))
    size = 3 * len(interests) + 2
    for name in interests:
        w.update(arrays({f"e.interests.{name}.hidden.weight": [size, 4], f"e.interests.{name}.query.weight": [4, 1],
                         f"e.interests.{name}.query.bias": [1]}))
    q, p = w["item"], w["user"]

    def pooled(domain, mask, met):
        r = w[domain]
        tiled = [each[:, None].expand(-1, r.shape[1], -1) for each in (q, p)]
        given = torch.cat([r, *tiled, met(r) * q[:, None]], -1)
        scores = torch.relu(given @ w[f"e.{domain}.hidden.weight"]) @ w[f"e.{domain}.query.weight"]
        return (softmax(scores[..., 0], mask)[..., None] * r).sum(1)

    parts = {"user": p, "target": pooled("target", here, lambda r: r)}
    if cross:
        matrix = w["e.source.transfer.0.weight"] @ w["e.source.transfer.1.weight"]
        parts["source"] = pooled("source", there, lambda r: r @ matrix)
    every = torch.cat([q, *parts.values()], 1)
    out = [q]
    for name, part in parts.items():
        inside = f"e.interests.{name}"
        hidden = torch.relu(every @ w[f"{inside}.hidden.weight"])
        out.append(torch.exp(hidden @ w[f"{inside}.query.weight"] + w[f"{inside}.query.bias"]) * part)
    return torch.cat(out, 1), w


layer("minet", *minet(True))
layer("minetTargetAlone", *minet(False))


# DASL: items of 3, users of 2, states of 2, a hidden layer of 4
def gru(x, mask, w, name):
    """Chung et al. (2014), with the reset behind the product; it holds where nothing is."""
    size = w[f"{name}.hidden.weight"].shape[0]
    h, states = torch.zeros(x.shape[0], size), []
    for t in range(x.shape[1]):
        r_x, z_x, c_x = (x[:, t] @ w[f"{name}.input.weight"] + w[f"{name}.input.bias"]).split(size, -1)
        r_h, z_h, c_h = (h @ w[f"{name}.hidden.weight"] + w[f"{name}.hidden.bias"]).split(size, -1)
        z = mask[:, t, None] * torch.sigmoid(z_x + z_h)
        h = (1 - z) * h + z * torch.tanh(c_x + torch.sigmoid(r_x + r_h) * c_h)
        states.append(h)
    return torch.stack(states, 1)


def dasl(cross):
    domains = {"t": here, "s": there} if cross else {"t": here}
    w = arrays({"item": [2, 3], "user": [2, 2], "t.attention.state.weight": [2, 4], "t.attention.state.bias": [4],
                "t.attention.item.weight": [3, 4], "t.attention.query.weight": [4, 1]})
    states = []
    for name, mask in domains.items():
        w.update(arrays({f"{name}.history": [2, mask.shape[1], 3], f"{name}.states.input.weight": [5, 6],
                         f"{name}.states.input.bias": [6], f"{name}.states.hidden.weight": [2, 6],
                         f"{name}.states.hidden.bias": [6]}))
        users = w["user"][:, None].expand(-1, mask.shape[1], -1)
        states.append(gru(torch.cat([w[f"{name}.history"], users], 2), mask, w, f"{name}.states"))
    h, mask = torch.cat(states, 1), torch.cat(list(domains.values()), 1)
    inner = h @ w["t.attention.state.weight"] + w["t.attention.state.bias"]
    inner = torch.tanh(inner + (w["item"] @ w["t.attention.item.weight"])[:, None])
    a = softmax((inner @ w["t.attention.query.weight"])[..., 0], mask)[..., None] * h
    out = [each.sum(1) for each in a.split([each.shape[1] for each in domains.values()], 1)]
    return torch.cat(out, 1), w


layer("dasl", *dasl(True))
layer("daslTargetAlone", *dasl(False))

# What ties DASL's two vectors of a user: three users, of 2
w = arrays({"a": [3, 2], "b": [3, 2], "x.mapping": [2, 2]})
moved = w["b"] @ w["x.mapping"]
cosines = (moved * w["a"]).sum(1) / (moved.norm(dim=1) * w["a"].norm(dim=1))
skew = w["x.mapping"].T @ w["x.mapping"] - torch.eye(2)
layer("orthogonalMapping", 1 - cosines + (skew ** 2).sum() / 2, w)

print(json.dumps(golden))
