# Made layers.json: Debian 12, Python 3.11.2, PyTorch 1.13.1 (python3-torch 1.13.1+dfsg-4), 2026-11-21
#   python3 layers.py > layers.json && deno fmt layers.json
# In float64. Inputs are not stored: entry i of the array called `name` is
# 0.5 sin(0.7 i + length of the name), plus 1 in the weights of norms.
import json
import math

import torch
import torch.nn.functional as F
from torch.nn.utils.stateless import functional_call

torch.set_default_dtype(torch.float64)
golden = {}


def array(name, *shape):
    count = math.prod(shape)
    values = [0.5 * math.sin(0.7 * i + len(name)) for i in range(count)]
    if name.endswith("norm.weight"):
        values = [1 + value for value in values]
    return torch.tensor(values).reshape(shape).requires_grad_()


def numbers(tensor):
    return tensor.detach().flatten().tolist()


def loss(key, value, **inputs):
    """Keeps a loss and its gradients by the inputs."""
    value.backward()
    golden[key] = {
        "value": value.item(),
        "gradients": {name: numbers(tensor.grad) for name, tensor in inputs.items()},
    }


def layer(key, output, inputs):
    """Keeps a layer's output and the gradients of its product with the array "slopes"."""
    (output * array("slopes", *output.shape).detach()).sum().backward()
    golden[key] = {
        "output": numbers(output),
        "gradients": {name: numbers(tensor.grad) for name, tensor in inputs.items()},
    }


# Losses
positive, negative = array("positive", 4), array("negative", 4, 3)
loss("bpr", -F.logsigmoid(positive[:, None] - negative).mean(), positive=positive, negative=negative)

states, items = array("states", 6, 8), array("items", 7, 8)
targets, drawn = torch.tensor([0, 6, 3, 3, 5, 1]), torch.tensor([6, 0, 3, 2])
log_q = torch.tensor([0.3, 0.05, 0.1, 0.25, 0.05, 0.15, 0.1]).log()
rows = []
for state, target in zip(states, targets):
    among = torch.cat([target[None], drawn[drawn != target]])
    rows.append(F.cross_entropy((items[among] @ state - log_q[among])[None], torch.tensor([0])))
loss("logQ", torch.stack(rows).mean(), states=states, items=items)

queries, keys = array("queries", 5, 8), array("keys", 5, 8)
same = torch.tensor([7, 1, 7, 2, 3])
logits = F.normalize(queries, dim=-1) @ F.normalize(keys, dim=-1).T / 0.2
others = (same[:, None] == same[None]) & ~torch.eye(5, dtype=torch.bool)
loss("infoNce", F.cross_entropy(logits.masked_fill(others, -math.inf), torch.arange(5)), queries=queries, keys=keys)

scores = array("scores", 3, 4)
shares = torch.tensor([[1, 0, 0, 0], [0.75, 0.25, 0, 0], [0.25, 0.25, 0.25, 0.25]])
loss("listwise", F.cross_entropy(scores, shares), scores=scores)

# Layers
def weights(**shapes):
    return {name.replace("__", "."): array(name.replace("__", "."), *shape) for name, shape in shapes.items()}


def linear(x, inside, name):
    return x @ inside[f"{name}.weight"] + inside[f"{name}.bias"]


x = array("x", 3, 4)
layer("gelu", F.gelu(x), {"x": x})

x = array("x", 2, 3, 4)
w = weights(m__layers__0__weight=[4, 6], m__layers__0__bias=[6], m__layers__1__weight=[6, 2], m__layers__1__bias=[2])
layer("mlp", linear(torch.tanh(linear(x, w, "m.layers.0")), w, "m.layers.1"), {"x": x, **w})

x = array("x", 2, 3, 4)
w = weights(f__gate__weight=[4, 6], f__gate__bias=[6], f__value__weight=[4, 6], f__value__bias=[6],
            f__outer__weight=[6, 5], f__outer__bias=[5])
layer("gatedMlp", linear(F.silu(linear(x, w, "f.gate")) * linear(x, w, "f.value"), w, "f.outer"), {"x": x, **w})

x, experts = array("x", 2, 3, 4), [array(name, 2, 3, 5) for name in ("one", "three", "other")]
w = weights(m__gate__weight=[4, 3], m__gate__bias=[3])
shares = torch.softmax(linear(x, w, "m.gate"), -1)
outputs = [experts[0], experts[1].detach(), experts[2]]
layer("mixture", sum(shares[..., i, None] * output for i, output in enumerate(outputs)),
      {"x": x, "one": experts[0], "other": experts[2], **w})

x = array("x", 3, 2, 4)
w = weights(norm__weight=[4], norm__bias=[4])
mean, variance = torch.zeros(4), torch.ones(4)
flat = x.reshape(6, 4)
layer("batchNorm", F.batch_norm(flat, mean, variance, w["norm.weight"], w["norm.bias"], True, 0.1, 1e-5).reshape(x.shape),
      {"x": x, **w})
golden["batchNormRunning"] = {
    "mean": numbers(mean),
    "variance": numbers(variance),
    "output": numbers(F.batch_norm(flat, mean, variance, w["norm.weight"], w["norm.bias"], False, 0.1, 1e-5)),
}

for key, taps, dilation, padding in [("causal", 3, 2, (4, 0)), ("same", 2, 3, (1, 2)), ("none", 2, 2, (0, 0))]:
    x, w = array("x", 2, 5, 3), weights(c__weight=[taps, 3, 4], c__bias=[4])
    padded = F.pad(x.transpose(1, 2), padding)
    y = F.conv1d(padded, w["c.weight"].permute(2, 1, 0), w["c.bias"], dilation=dilation)
    layer(f"convolution_{key}", y.transpose(1, 2), {"x": x, **w})


def attention_weights(name, size, memory):
    return weights(**{
        f"{name}__{part}__{kind}": shape
        for part, inputs in [("query", size), ("key", memory), ("value", memory), ("output", size)]
        for kind, shape in [("weight", [inputs, size]), ("bias", [size])]
    })


def attention(x, memory, w, heads, absent=None, mask=None):
    y, _ = F.multi_head_attention_forward(
        x.transpose(0, 1), memory.transpose(0, 1), memory.transpose(0, 1), x.shape[2], heads, None,
        torch.cat([w[f"a.{part}.bias"] for part in ("query", "key", "value")]), None, None, False, 0,
        w["a.output.weight"].T, w["a.output.bias"], False, absent, False, mask, True,
        w["a.query.weight"].T, w["a.key.weight"].T, w["a.value.weight"].T)
    return y.transpose(0, 1)


x, memory, w = array("x", 2, 3, 4), array("memory", 2, 5, 6), attention_weights("a", 4, 6)
absent = torch.tensor([[0, 0, 1, 1, 1], [1, 0, 0, 1, 0]], dtype=torch.bool)
layer("crossAttention", attention(x, memory, w, 2, absent), {"x": x, "memory": memory, **w})

x, w = array("x", 2, 3, 4), attention_weights("a", 4, 4)
absent = torch.tensor([[0, 0, 1], [0, 0, 0]], dtype=torch.bool)
future = torch.triu(torch.ones(3, 3, dtype=torch.bool), 1)
layer("causalAttention", attention(x, x, w, 2, absent, future), {"x": x, **w})

for norm, activation in [("post", "gelu"), ("pre", "relu")]:
    x, w = array("x", 2, 3, 4), attention_weights("b__attention", 4, 4)
    w.update(weights(b__attention_norm__weight=[4], b__attention_norm__bias=[4],
                     b__feed_forward_norm__weight=[4], b__feed_forward_norm__bias=[4],
                     b__feed_forward__inner__weight=[4, 6], b__feed_forward__inner__bias=[6],
                     b__feed_forward__outer__weight=[6, 4], b__feed_forward__outer__bias=[4]))
    block = torch.nn.TransformerEncoderLayer(4, 2, 6, 0, activation, batch_first=True, norm_first=norm == "pre")
    parts = [f"b.attention.{part}" for part in ("query", "key", "value")]
    y = functional_call(block, {
        "self_attn.in_proj_weight": torch.cat([w[f"{part}.weight"].T for part in parts]),
        "self_attn.in_proj_bias": torch.cat([w[f"{part}.bias"] for part in parts]),
        "self_attn.out_proj.weight": w["b.attention.output.weight"].T,
        "self_attn.out_proj.bias": w["b.attention.output.bias"],
        "linear1.weight": w["b.feed_forward.inner.weight"].T,
        "linear1.bias": w["b.feed_forward.inner.bias"],
        "linear2.weight": w["b.feed_forward.outer.weight"].T,
        "linear2.bias": w["b.feed_forward.outer.bias"],
        "norm1.weight": w["b.attention_norm.weight"],
        "norm1.bias": w["b.attention_norm.bias"],
        "norm2.weight": w["b.feed_forward_norm.weight"],
        "norm2.bias": w["b.feed_forward_norm.bias"],
    }, x, {"src_key_padding_mask": absent})
    layer(f"transformer_{norm}", y, {"x": x, **w})


def gru_weights(name, inputs, size):
    return weights(**{f"{name}__input__weight": [inputs, 3 * size], f"{name}__input__bias": [3 * size],
                      f"{name}__hidden__weight": [size, 3 * size], f"{name}__hidden__bias": [3 * size]})


def gru(x, w, name, initial):
    """PyTorch's z is 1 - z here: σ(-a) = 1 - σ(a)."""
    size = initial.shape[1]
    signs = torch.cat([torch.ones(size), -torch.ones(size), torch.ones(size)])
    states, _ = torch.gru(x, initial[None], [
        (w[f"{name}.input.weight"] * signs).T,
        (w[f"{name}.hidden.weight"] * signs).T,
        w[f"{name}.input.bias"] * signs,
        w[f"{name}.hidden.bias"] * signs,
    ], True, 1, 0.0, True, False, True)
    return states


x, initial, w = array("x", 2, 5, 3), array("initial", 2, 4), gru_weights("g", 3, 4)
layer("gru", gru(x, w, "g", initial), {"x": x, "initial": initial, **w})

x, scores, w = array("x", 2, 5, 3), array("attention", 2, 5), gru_weights("g", 3, 4)
state, states = torch.zeros(2, 4), []
for t in range(5):
    r_x, z_x, c_x = linear(x[:, t], w, "g.input").split(4, -1)
    r_h, z_h, c_h = linear(state, w, "g.hidden").split(4, -1)
    share = scores[:, t, None] * torch.sigmoid(z_x + z_h)
    state = (1 - share) * state + share * torch.tanh(c_x + torch.sigmoid(r_x + r_h) * c_h)
    states.append(state)
layer("augru", torch.stack(states, 1), {"x": x, "attention": scores, **w})

x, w = array("x", 3, 5, 8), {**gru_weights("e__layers__0", 8, 8), **gru_weights("e__layers__1", 8, 8)}
first = gru(x, w, "e.layers.0", torch.zeros(3, 8))
layer("gru4rec", gru(first, w, "e.layers.1", torch.zeros(3, 8)), {"x": x, **w})

# Optimisers: four steps, on rows of the table by one optimiser per row, or SparseAdam
STEPS = [[0, 2], [2, 3], [0, 3], [2]]


def parameter(name, *shape):
    return torch.nn.Parameter(array(name, *shape).detach().clone())


def dense_steps(make):
    dense = parameter("dense", 6)
    optimiser = make([dense])
    for step in range(len(STEPS)):
        dense.grad = array("d" * step, 6).detach()
        optimiser.step()
    return numbers(dense)


table = parameter("table", 4, 2)
sparse = torch.optim.SparseAdam([table], lr=0.05)
for step, rows in enumerate(STEPS):
    table.data[rows] *= 1 - 0.05 * 0.1
    table.grad = torch.sparse_coo_tensor([rows], array("t" * step, len(rows), 2).detach(), (4, 2))
    sparse.step()
golden["adamW"] = {
    "dense": dense_steps(lambda params: torch.optim.AdamW(params, lr=0.05, weight_decay=0.1)),
    "table": numbers(table),
}
golden["adamDecay"] = dense_steps(lambda params: torch.optim.Adam(params, lr=0.05, weight_decay=0.1))


def sgd(params):
    return torch.optim.SGD(params, lr=0.05, momentum=0.9, weight_decay=0.1)


table = [torch.nn.Parameter(row.clone()) for row in parameter("table", 4, 2).detach()]
each = [sgd([row]) for row in table]
for step, rows in enumerate(STEPS):
    for row, slope in zip(rows, array("t" * step, len(rows), 2).detach()):
        table[row].grad = slope
        each[row].step()
golden["sgd"] = {"dense": dense_steps(sgd), "table": numbers(torch.stack(table))}

clipped = [parameter("dense", 6), parameter("table", 4, 2)]
for each in clipped:
    each.grad = each.detach().clone()
norm = torch.nn.utils.clip_grad_norm_(clipped, 0.75)
golden["clip"] = {"norm": norm.item(), "dense": numbers(clipped[0].grad), "table": numbers(clipped[1].grad)}


def rates(make):
    optimiser = torch.optim.SGD([parameter("x", 1)], lr=0.5)
    schedule, seen = make(optimiser), []
    for _ in range(10):
        seen.append(optimiser.param_groups[0]["lr"])
        optimiser.step()
        schedule.step()
    return seen


golden["schedules"] = {
    "cosine": rates(lambda optimiser: torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, 9, 0.1)),
    "exponential": rates(lambda optimiser: torch.optim.lr_scheduler.ExponentialLR(optimiser, 0.9)),
}

print(json.dumps(golden))
