# Made biao.json: Debian 12, Python 3.11.2, PyTorch 1.13.1 (python3-torch 1.13.1+dfsg-4), 2026-11-22
#   python3 biao.py > biao.json && deno fmt biao.json
# In float64. Inputs are not stored: entry i of the array called `name` is
# 0.5 sin(0.7 i + length of the name).
import json
import math

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
golden = {}
SIZE, LENGTH, HEADS = 2, 3, 4
# Events that each of three users has in the source and in the target.
EVENTS = {"source": [3, 1, 0], "target": [2, 3, 1]}


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


def perceptron(normalise):
    """Equations 3 to 8; a user at a time, so that there is no padding to mask."""
    phi = {"scale": array("scale")}

    def mlp(name, x, sizes):
        for at, (inputs, outputs) in enumerate(zip(sizes, sizes[1:])):
            path = f"{name}.layers.{at}"
            phi.setdefault(f"{path}.weight", array(f"{path}.weight", inputs, outputs))
            phi.setdefault(f"{path}.bias", array(f"{path}.bias", outputs))
            x = (F.relu(x) if at > 0 else x) @ phi[f"{path}.weight"] + phi[f"{path}.bias"]
        return x

    attentions = {}
    for side in EVENTS:
        attention = torch.nn.MultiheadAttention(2 * SIZE, HEADS, batch_first=True)
        parts = {}
        for part in ["query", "key", "value", "output"]:
            parts[f"{part}.weight"] = array(f"{side}.{part}.weight", 2 * SIZE, 2 * SIZE)
            parts[f"{part}.bias"] = array(f"{side}.{part}.bias", 2 * SIZE)
        phi.update({f"{side}.{name}": each for name, each in parts.items()})
        attentions[side] = (attention, parts)

    def attended(side, x):
        attention, parts = attentions[side]
        three = ["query", "key", "value"]
        y, _ = F.multi_head_attention_forward(
            *[x.transpose(0, 1)] * 3, 2 * SIZE, HEADS,
            torch.cat([parts[f"{part}.weight"].T for part in three]),
            torch.cat([parts[f"{part}.bias"] for part in three]),
            None, None, False, 0.0, parts["output.weight"].T, parts["output.bias"],
        )
        return y.transpose(0, 1)

    item = array("item", 3, SIZE).detach()
    histories = {side: array(side, 3, LENGTH, SIZE).detach() for side in EVENTS}
    raw = []
    for user in range(3):
        interests = []
        for side, counts in EVENTS.items():
            there = histories[side][user, : counts[user]]
            if len(there) == 0:
                interests.append(torch.zeros(2 * SIZE))
                continue
            pairs = torch.cat([there, item[user].expand(len(there), SIZE)], -1)
            interests.append(attended(side, pairs[None])[0].mean(0))
        first = mlp("global", item[user], [SIZE, 16, 1])
        second = mlp("local", torch.cat(interests), [4 * SIZE, 32, 16, 1])
        raw.append((first * second)[0])
    layer(normalise.__name__, phi["scale"].exp() * normalise(torch.stack(raw)), phi)


def sigmoid(raw):
    return torch.sigmoid(raw)


def softmax(raw):
    return len(raw) * torch.softmax(raw, 0)


perceptron(sigmoid)
perceptron(softmax)
print(json.dumps(golden))
