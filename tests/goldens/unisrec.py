# Made unisrec.json: Debian 12, Python 3.11.2, PyTorch 1.13.1 (python3-torch 1.13.1+dfsg-4), 2026-11-22
#   python3 unisrec.py > unisrec.json && deno fmt unisrec.json
# In float64. Inputs are not stored: entry i of the array called `name` is
# 0.5 sin(0.7 i + length of the name).
import json
import math

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
golden = {}


def array(name, *shape):
    values = [0.5 * math.sin(0.7 * i + len(name)) for i in range(math.prod(shape))]
    return torch.tensor(values).reshape(shape).requires_grad_()


def numbers(tensor):
    return [round(value, 12) for value in tensor.detach().flatten().tolist()]


def layer(key, output, inputs):
    """Keeps an output and the gradients of its product with the array "slopes"."""
    (output * array("slopes", output.numel()).detach().reshape(output.shape)).sum().backward()
    golden[key] = {
        "output": numbers(output),
        "gradients": {name: numbers(tensor.grad) for name, tensor in inputs.items()},
    }


# Equations 2 to 4 without noise: five texts of four numbers, three experts, vectors of two numbers.
text = array("text", 5, 4)
gate = array("adaptor.gate.weight", 4, 3)
bias = [array(f"adaptor.experts.{k}.bias" + "x" * k, 4) for k in range(3)]
weight = [array(f"adaptor.experts.{k}.weight" + "x" * k, 4, 2) for k in range(3)]
experts = torch.stack([F.linear(text - b, w.T) for b, w in zip(bias, weight)], 1)
layer(
    "adaptor",
    torch.einsum("nk,nks->ns", F.softmax(text @ gate, -1), experts),
    {
        "text": text,
        "adaptor.gate.weight": gate,
        **{f"adaptor.experts.{k}.bias": b for k, b in enumerate(bias)},
        **{f"adaptor.experts.{k}.weight": w for k, w in enumerate(weight)},
    },
)


def contrast(states, keys, item, temperature):
    """Cross-entropy of the own key by cosine; keys of the same next item are no negatives."""
    logits = F.cosine_similarity(states[:, None], keys[None], dim=-1) / temperature
    item = torch.tensor(item)
    same = (item[:, None] == item[None]) & ~torch.eye(len(item), dtype=torch.bool)
    return F.cross_entropy(logits.masked_fill(same, -math.inf), torch.arange(len(item)))


# Equation 10: six prefixes and their next items, three whole sequences and their augmentations.
states, positives = array("states", 6, 4), array("positives", 6, 4)
whole, dropped = array("whole", 3, 4), array("dropped", 3, 4)
loss = contrast(states, positives, [4, 1, 4, 2, 7, 1], 0.07)
loss = loss + 0.25 * contrast(whole, dropped, [4, 9, 4], 0.07)
layer(
    "losses",
    loss,
    {"states": states, "positives": positives, "whole": whole, "dropped": dropped},
)
print(json.dumps(golden))
