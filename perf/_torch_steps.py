"""The training steps of steps.ts in PyTorch: `_torch_steps.py <model> <device> <folder>`.

The folder holds the weights at the start (weights.safetensors) and the batches (batches.json).
Speaks as _step_rival.ts does: a line in, a line of JSON out.
"""
import json
import struct
import sys
import time

import torch
import torch.nn.functional as F

model, device, folder = sys.argv[1:4]
torch.set_num_threads(1)
with open(f"{folder}/sizes.json") as file:
    sizes = json.load(file)
batch, length, size = sizes["batch"], sizes["length"], sizes["size"]

with open(f"{folder}/weights.safetensors", "rb") as file:
    data = file.read()
start = 8 + struct.unpack("<Q", data[:8])[0]
weights = {}
for name, about in json.loads(data[8:start]).items():
    if name != "__metadata__":
        first, end = (start + at for at in about["data_offsets"])
        values = torch.frombuffer(bytearray(data[first:end]), dtype=torch.float32)
        weights[name] = values.reshape(about["shape"]).to(device).requires_grad_()
with open(f"{folder}/batches.json") as file:
    batches = [
        {name: torch.tensor(places).to(device) for name, places in each.items()}
        for each in json.load(file)
    ]
mask = torch.full((length, length), -1e9, device=device).triu(1)


def linear(x, name):
    return F.linear(x, weights[name + ".weight"].t(), weights.get(name + ".bias"))


def norm(x, name):
    return F.layer_norm(x, (size,), weights[name + ".weight"], weights[name + ".bias"], 1e-5)


def sasrec(x, rate):
    heads = sizes["heads"]
    x = F.dropout(x * size**0.5 + weights["encoder.position.weight"], rate)
    for block in range(sizes["blocks"]):
        inside = f"encoder.blocks.{block}."
        y = norm(x, inside + "attention_norm")
        query, key, value = (
            linear(y, inside + "attention." + part).view(batch, length, heads, -1).transpose(1, 2)
            for part in ("query", "key", "value")
        )
        shares = torch.softmax(query @ key.transpose(2, 3) / (size / heads) ** 0.5 + mask, -1)
        seen = (shares @ value).transpose(1, 2).reshape(batch, length, size)
        x = x + F.dropout(seen, rate)
        y = F.relu(linear(norm(x, inside + "feed_forward_norm"), inside + "feed_forward.inner"))
        x = x + F.dropout(linear(y, inside + "feed_forward.outer"), rate)
    return norm(x, "encoder.norm")


def turned(name):
    """PyTorch's update gate is 1 - ours: of the sigmoid's argument, the sign."""
    reset, update, own = weights[name].detach().chunk(3, -1)
    return torch.nn.Parameter(torch.cat([reset, -update, own], -1).t().contiguous())


grus = []
if model == "gru4rec":
    for layer in range(sizes["layers"]):
        gru = torch.nn.GRU(size, size, batch_first=True).to(device)
        for part, own in (("input", "ih"), ("hidden", "hh")):
            for kind in ("weight", "bias"):
                name = f"encoder.layers.{layer}.{part}.{kind}"
                setattr(gru, f"{kind}_{own}_l0", turned(name))
                del weights[name]
        gru.flatten_parameters()
        grus.append(gru)


def gru4rec(x, rate):
    x = F.dropout(x, rate)
    for gru in grus:
        x = F.dropout(gru(x)[0], rate)
    return x


encode = sasrec if model == "sasrec" else gru4rec
adam = torch.optim.Adam(
    [*weights.values(), *(each for gru in grus for each in gru.parameters())],
    lr=sizes["learningRate"],
)


def step(places, rate):
    items = weights["item.weight"]
    x = F.embedding(places["input"], items).view(batch, length, size)
    states = encode(x, rate).reshape(-1, size)
    positive = (states * F.embedding(places["positive"], items)).sum(-1)
    negative = (states * F.embedding(places["negative"], items)).sum(-1)
    loss = (F.softplus(-positive) + F.softplus(negative)).mean()
    adam.zero_grad(set_to_none=True)
    loss.backward()
    adam.step()
    return loss.item()  # waits for a GPU


done = 0
for question in sys.stdin:
    what, *counts = question.split()
    if what == "check":
        answer = [step(batches[0], 0.0), step(batches[0], 0.0)]
    else:
        milliseconds, end = [], time.perf_counter() + float(counts[1])
        while len(milliseconds) < int(counts[0]) or time.perf_counter() < end:
            begun = time.perf_counter()
            step(batches[done % len(batches)], sizes["dropout"])
            done += 1
            milliseconds.append(1000 * (time.perf_counter() - begun))
        answer = {"milliseconds": milliseconds, "peakMebibytes": None}
    print(json.dumps(answer), flush=True)
