# Made engine.json: Debian 12, Python 3.11.2, PyTorch 1.13.1 (python3-torch 1.13.1+dfsg-4), 2026-11-21
#   python3 engine.py > engine.json && deno fmt engine.json
# In float64. Inputs are not stored: entry i of the array called `name` is
# 0.5 sin(0.7 i + length of the name), plus 1 in the weights of layer norms.
import json
import math

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
SIZE, LENGTH, BATCH, BLOCKS, HEADS, ITEMS = 8, 5, 3, 2, 2, 7


def array(name, *shape):
    count = math.prod(shape)
    values = [0.5 * math.sin(0.7 * i + len(name)) for i in range(count)]
    if name.endswith("norm.weight"):
        values = [1 + value for value in values]
    return torch.tensor(values).reshape(shape).requires_grad_()


weights = {"position.weight": array("position.weight", LENGTH + 1, SIZE)}
for block in range(BLOCKS):
    inside = f"blocks.{block}"
    for norm in ("attention_norm", "feed_forward_norm"):
        for part in ("weight", "bias"):
            weights[f"{inside}.{norm}.{part}"] = array(f"{inside}.{norm}.{part}", SIZE)
    for part in ("query", "key", "value"):
        name = f"{inside}.attention.{part}.weight"
        weights[name] = array(name, SIZE, SIZE)
    for part in ("inner", "outer"):
        name = f"{inside}.feed_forward.{part}"
        weights[f"{name}.weight"] = array(f"{name}.weight", SIZE, SIZE)
        weights[f"{name}.bias"] = array(f"{name}.bias", SIZE)
for part in ("weight", "bias"):
    weights[f"norm.{part}"] = array(f"norm.{part}", SIZE)


def norm(x, name):
    return F.layer_norm(x, (SIZE,), weights[f"{name}.weight"], weights[f"{name}.bias"], 1e-5)


def attention(x, name):
    def split(part):
        y = x @ weights[f"{name}.{part}.weight"]
        return y.reshape(BATCH, LENGTH, HEADS, SIZE // HEADS).transpose(1, 2)

    logits = split("query") @ split("key").transpose(2, 3) / math.sqrt(SIZE // HEADS)
    future = torch.triu(torch.ones(LENGTH, LENGTH, dtype=torch.bool), 1)
    mixed = torch.softmax(logits.masked_fill(future, -math.inf), -1) @ split("value")
    return mixed.transpose(1, 2).reshape(BATCH, LENGTH, SIZE)


def forward(x, name):
    def linear(y, part):
        return y @ weights[f"{name}.{part}.weight"] + weights[f"{name}.{part}.bias"]

    return linear(torch.relu(linear(x, "inner")), "outer")


x = array("x", BATCH, LENGTH, SIZE)
states = x * math.sqrt(SIZE) + weights["position.weight"][:LENGTH]
for block in range(BLOCKS):
    inside = f"blocks.{block}"
    states = states + attention(norm(states, f"{inside}.attention_norm"), f"{inside}.attention")
    states = states + forward(norm(states, f"{inside}.feed_forward_norm"), f"{inside}.feed_forward")
states = norm(states, "norm")
encoder_loss = (states * array("slopes", BATCH, LENGTH, SIZE).detach()).sum()
encoder_loss.backward()
encoder = {
    "states": states.detach().flatten().tolist(),
    "gradients": {
        name: tensor.grad.flatten().tolist()
        for name, tensor in {"x": x, **weights}.items()
        if name in ("x", "position.weight", "norm.weight", "blocks.0.attention.query.weight",
                    "blocks.1.attention_norm.bias", "blocks.1.feed_forward.inner.weight")
    },
}

positive, negative = array("positive", 4), array("negative", 4, 3)
bce = (
    F.binary_cross_entropy_with_logits(positive, torch.ones(4), reduction="sum")
    + F.binary_cross_entropy_with_logits(negative, torch.zeros(4, 3), reduction="sum")
) / 4
bce.backward()

states, items = array("states", 6, SIZE), array("items", ITEMS, SIZE)
targets = torch.tensor([0, 6, 3, 3, 5, 1])
softmax = F.cross_entropy(states @ items.T, targets)
softmax.backward()

dense = torch.nn.Parameter(array("dense", 6).detach().clone())
table = torch.nn.Parameter(array("table", 4, 2).detach().clone())
adam = torch.optim.Adam([dense], lr=0.05)
sparse = torch.optim.SparseAdam([table], lr=0.05)
for step, rows in enumerate([[0, 2], [2, 3], [0, 3], [2]]):
    dense.grad = array("d" * step, 6).detach()
    table.grad = torch.sparse_coo_tensor([rows], array("t" * step, len(rows), 2).detach(), (4, 2))
    adam.step()
    sparse.step()

print(json.dumps({
    "encoder": encoder,
    "bce": {"value": bce.item(), "positive": positive.grad.tolist(), "negative": negative.grad.flatten().tolist()},
    "softmax": {"value": softmax.item(), "states": states.grad.flatten().tolist(), "items": items.grad.flatten().tolist()},
    "adam": {"dense": dense.tolist(), "table": table.flatten().tolist()},
}))
