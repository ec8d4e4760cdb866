# Made syncrec.json: Debian 12, Python 3.11.2, PyTorch 1.13.1 (python3-torch 1.13.1+dfsg-4), 2026-11-21
#   python3 syncrec.py > syncrec.json && deno fmt syncrec.json
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
    (output * array("slopes", *output.shape).detach()).sum().backward()
    golden[key] = {
        "output": numbers(output),
        "gradients": {name: numbers(tensor.grad) for name, tensor in inputs.items()},
    }


# SC-MIM: five states of three users in both views; cross-entropy of the own user, by PyTorch's own.
single, cross, matrix = array("single", 5, 4), array("cross", 5, 4), array("matrix", 4, 4)
user = torch.tensor([0, 0, 1, 2, 2])
mean = lambda x: torch.stack([x[user == each].mean(0) for each in range(3)])
rho = torch.sigmoid(mean(cross) @ (mean(single) @ matrix).T)
loss = F.cross_entropy(rho, torch.arange(3))
layer("mutual_information", loss, {"single": single, "cross": cross, "matrix": matrix})

# Equations 8 to 12 on six targets of three domains, two of which a single-domain view asks, too.
own, merged = array("own", 6), array("merged", 6)
previous, alpha, beta = array("previous", 3), array("alpha", 1), array("beta", 1)
domain = torch.tensor([0, 0, 1, 1, 2, 2])
sums = lambda x: torch.stack([x[domain == each].sum() for each in range(3)])
gap = (sums(own) - sums(merged)).detach() / 2
weight = torch.softmax((alpha * previous.detach() + beta * gap) / 0.5, 0)
layer(
    "correction",
    (weight * sums(merged) / 2).sum(),
    {"merged": merged, "alpha": alpha, "beta": beta},
)
print(json.dumps(golden))
