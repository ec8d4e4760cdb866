# Made target_aware.json: Debian 12, Python 3.11.2, PyTorch 1.13.1 (python3-torch 1.13.1+dfsg-4), 2026-11-21
#   python3 target_aware.py > target_aware.json && deno fmt target_aware.json
# In float64. Inputs are not stored: entry i of the array called `name` is
# 0.5 sin(0.7 i + length of the name). Every formula is written out as its paper has it.
import json
import math

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
golden = {}


def array(name, *shape):
    count = math.prod(shape)
    values = [0.5 * math.sin(0.7 * i + len(name)) for i in range(count)]
    return torch.tensor(values).reshape(shape).requires_grad_()


def weights(**shapes):
    return {name.replace("__", "."): array(name.replace("__", "."), *shape) for name, shape in shapes.items()}


def numbers(tensor):
    return tensor.detach().flatten().tolist()


def layer(key, output, inputs):
    """Keeps a layer's output and the gradients of its product with the array "slopes"."""
    (output * array("slopes", *output.shape).detach()).sum().backward()
    golden[key] = {
        "output": numbers(output),
        "gradients": {name: numbers(tensor.grad) for name, tensor in inputs.items()},
    }


def linear(x, inside, name):
    return x @ inside[f"{name}.weight"] + inside[f"{name}.bias"]


def softmax(scores, mask):
    return torch.softmax(scores.masked_fill(mask == 0, -math.inf), -1)


# Dice: DIN, equation 9
def dice(x, alpha, mean, variance):
    share = 1 / (1 + torch.exp(-(x - mean) / torch.sqrt(variance + 1e-8)))
    return share * x + (1 - share) * alpha * x


x, w = array("x", 3, 2, 4), weights(d__alpha=[4])
present = torch.tensor([1, 0, 1, 1, 0, 1], dtype=torch.bool)
there = x.reshape(6, 4)[present]
mean, variance = there.mean(0), there.var(0, unbiased=False)
layer("dice", dice(x, w["d.alpha"], mean, variance), {"x": x, **w})
golden["diceStatistics"] = {"mean": numbers(mean), "variance": numbers(variance)}

x, w = array("x", 5, 3), weights(m__layers__0__weight=[3, 4], m__layers__0__bias=[4], m__dice__0__alpha=[4],
                                m__layers__1__weight=[4, 2], m__layers__1__bias=[2])
hidden = linear(x, w, "m.layers.0")
hidden = dice(hidden, w["m.dice.0.alpha"], hidden.mean(0), hidden.var(0, unbiased=False))
layer("diceMlp", linear(hidden, w, "m.layers.1"), {"x": x, **w})

# The local activation unit: DIN, equation 3. Five targets, of three sequences
row = torch.tensor([0, 0, 1, 2, 2])
mask = torch.tensor([[1, 1, 1, 1], [1, 1, 0, 0], [1, 1, 1, 0]])[row]


def unit(activate, normalise):
    x, target = array("x", 3, 4, 3), array("target", 5, 3)
    w = weights(u__layers__0__weight=[12, 6], u__layers__0__bias=[6],
                u__layers__1__weight=[6, 1], u__layers__1__bias=[1])
    e, v = x[row], target[:, None].expand(-1, 4, -1)
    y = activate(linear(torch.cat([e, v, e - v, e * v], -1), w, "u.layers.0"), w)
    a = linear(y, w, "u.layers.1")[..., 0]
    a = softmax(a, mask) if normalise else a * mask
    return (a[..., None] * e).sum(1), {"x": x, "target": target, **w}


def adaptive(y, w):
    w["u.dice.0.alpha"] = array("u.dice.0.alpha", 6)
    there = y[mask == 1]
    return dice(y, w["u.dice.0.alpha"], there.mean(0), there.var(0, unbiased=False))


layer("targetAttention", *unit(lambda y, _: torch.sigmoid(y), False))
layer("targetAttentionNormalised", *unit(lambda y, _: torch.relu(y), True))
layer("targetAttentionDice", *unit(adaptive, False))

# The time-aware LSTM: SLi-Rec, equations 2, 3, 7 to 12, 14, 15
PARTS = ["forget", "input", "output", "candidate", "interval", "span"]


def lstm_weights(name, inputs, size):
    return weights(**{
        f"{name}__input__weight": [inputs, 6 * size], f"{name}__input__bias": [6 * size],
        f"{name}__hidden__weight": [size, 4 * size],
        f"{name}__interval__weight": [1, size], f"{name}__interval__bias": [size],
        f"{name}__interval_gates__weight": [size, 2 * size],
        f"{name}__span__weight": [1, size], f"{name}__span__bias": [size],
        f"{name}__span_gates__weight": [size, 2 * size],
    })


def time_lstm(x, interval, span, attention, w, name):
    """All with a row per attention. A gate's matrices are cut out by their names."""
    size = w[f"{name}.hidden.weight"].shape[0]
    of_x = dict(zip(PARTS, w[f"{name}.input.weight"].split(size, 1)))
    bias = dict(zip(PARTS, w[f"{name}.input.bias"].split(size)))
    of_h = dict(zip(PARTS, w[f"{name}.hidden.weight"].split(size, 1)))
    interval_o, interval_gate = w[f"{name}.interval_gates.weight"].split(size, 1)
    span_o, span_gate = w[f"{name}.span_gates.weight"].split(size, 1)
    c = h = torch.zeros(x.shape[0], size)
    states = []
    for k in range(x.shape[1]):
        x_k, a = x[:, k], attention[:, k, None]
        delta = torch.tanh(interval[:, k, None] @ w[f"{name}.interval.weight"] + w[f"{name}.interval.bias"])
        s = torch.tanh(span[:, k, None] @ w[f"{name}.span.weight"] + w[f"{name}.span.bias"])
        t_delta = torch.sigmoid(x_k @ of_x["interval"] + delta @ interval_gate + bias["interval"])
        t_s = torch.sigmoid(x_k @ of_x["span"] + s @ span_gate + bias["span"])
        f = torch.sigmoid(x_k @ of_x["forget"] + h @ of_h["forget"] + bias["forget"])
        i = torch.sigmoid(x_k @ of_x["input"] + h @ of_h["input"] + bias["input"])
        news = torch.tanh(x_k @ of_x["candidate"] + h @ of_h["candidate"] + bias["candidate"])
        c_next = f * t_delta * c + i * t_s * news
        o = torch.sigmoid(x_k @ of_x["output"] + delta @ interval_o + s @ span_o + h @ of_h["output"] + bias["output"])
        h_next = o * torch.tanh(c_next)
        c, h = a * c_next + (1 - a) * c, a * h_next + (1 - a) * h
        states.append(h)
    return torch.stack(states, 1)


x, interval, span = array("x", 3, 4, 3), array("interval", 3, 4), array("span", 3, 4)
attention, w = array("attention", 5, 4), lstm_weights("l", 3, 2)
layer("timeLstm", time_lstm(x[row], interval[row], span[row], attention, w, "l"),
      {"x": x, "interval": interval, "span": span, "attention": attention, **w})


# DIEN
def gru_weights(name, inputs, size):
    return weights(**{f"{name}__input__weight": [inputs, 3 * size], f"{name}__input__bias": [3 * size],
                      f"{name}__hidden__weight": [size, 3 * size], f"{name}__hidden__bias": [3 * size]})


def gru(x, scale, w, name):
    """Equations 2 to 5, and 11 and 12 with a scale of the update gate; it holds where that is 0."""
    size = w[f"{name}.hidden.weight"].shape[0]
    h, states = torch.zeros(x.shape[0], size), []
    for t in range(x.shape[1]):
        r_x, u_x, c_x = linear(x[:, t], w, f"{name}.input").split(size, -1)
        r_h, u_h, c_h = linear(h, w, f"{name}.hidden").split(size, -1)
        u = scale[:, t, None] * torch.sigmoid(u_x + u_h)
        h = (1 - u) * h + u * torch.tanh(c_x + torch.sigmoid(r_x + r_h) * c_h)
        states.append(h)
    return torch.stack(states, 1)


here = torch.tensor([[1, 1, 1, 1], [1, 1, 0, 0], [1, 1, 1, 0]])
x, target, unseen = array("x", 3, 4, 3), array("target", 5, 3), array("unseen", 3, 4, 3)
w = {**gru_weights("e__extractor", 3, 3), **weights(e__attention__weight=[3, 3]), **gru_weights("e__evolution", 3, 3)}
interests = gru(x, here, w, "e.extractor")
scores = torch.einsum("pti,ij,pj->pt", interests[row], w["e.attention.weight"], target)
states = gru(interests[row], softmax(scores, mask), w, "e.evolution")[:, -1]
steps = 0
for i, length in enumerate([4, 2, 3]):
    for t in range(length - 1):
        steps = steps + F.logsigmoid(interests[i, t] @ x[i, t + 1])
        steps = steps + torch.log(1 - torch.sigmoid(interests[i, t] @ unseen[i, t + 1]))
auxiliary = -steps / 3
layer("dien", torch.cat([states.flatten(), auxiliary[None]]), {"x": x, "target": target, "unseen": unseen, **w})

# SLi-Rec, equations 13 and 16 to 22
x, target = array("x", 3, 4, 3), array("target", 5, 3)
interval, span, elapsed = (array(name, *shape).detach() for name, shape in
                           [("interval", [3, 4]), ("span", [3, 4]), ("elapsed", [3, 1])])
w = {**weights(e__item_attention__weight=[3, 3]), **lstm_weights("e__lstm", 3, 3),
     **weights(e__state_attention__weight=[3, 3], e__long__weight=[3, 3], e__long__bias=[3], e__long_query=[3, 1],
               e__fusion__weight=[10, 1], e__fusion__bias=[1])}
a = softmax(torch.einsum("pti,ij,pj->pt", x[row], w["e.item_attention.weight"], target), mask)
h = time_lstm(x[row], interval[row], span[row], a, w, "e.lstm")
a = softmax(torch.einsum("pti,ij,pj->pt", h, w["e.state_attention.weight"], target), mask)
short = (a[..., None] * h).sum(1)
a = softmax((torch.tanh(linear(x, w, "e.long")) @ w["e.long_query"])[..., 0], here)
long = (a[..., None] * x).sum(1)[row]
alpha = torch.sigmoid(linear(torch.cat([short, long, elapsed[row], target], 1), w, "e.fusion"))
layer("sliRec", alpha * short + (1 - alpha) * long, {"x": x, "target": target, **w})

print(json.dumps(golden))
