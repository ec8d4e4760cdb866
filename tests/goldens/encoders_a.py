# Made encoders_a.json: Debian 12, Python 3.11.2, PyTorch 1.13.1 (python3-torch 1.13.1+dfsg-4), 2026-11-21
#   python3 encoders_a.py > encoders_a.json && deno fmt encoders_a.json
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
    return [round(value, 12) for value in tensor.detach().flatten().tolist()]


def layer(key, output, inputs):
    """Keeps a layer's output and the gradients of its product with the array "slopes"."""
    (output * array("slopes", *output.shape).detach()).sum().backward()
    golden[key] = {
        "output": numbers(output),
        "gradients": {name: numbers(tensor.grad) for name, tensor in inputs.items()},
    }


# BERT4Rec: two blocks of PyTorch's own encoder layer; the second sequence is padded on the right, the
# third on the left. The output is of the positions that are present.
SIZE = 4
x, w = array("x", 3, 4, SIZE), {"e.position.weight": array("e.position.weight", 6, SIZE)}
for kind in ["weight", "bias"]:
    w[f"e.norm.{kind}"] = array(f"e.norm.{kind}", SIZE)
for block in range(2):
    name = f"e.blocks.{block}"
    for part in ["query", "key", "value", "output"]:
        w[f"{name}.attention.{part}.weight"] = array(f"{name}.attention.{part}.weight", SIZE, SIZE)
        w[f"{name}.attention.{part}.bias"] = array(f"{name}.attention.{part}.bias", SIZE)
    for part in ["attention_norm", "feed_forward_norm"]:
        for kind in ["weight", "bias"]:
            w[f"{name}.{part}.{kind}"] = array(f"{name}.{part}.{kind}", SIZE)
    for part, inputs, outputs in [("inner", SIZE, 4 * SIZE), ("outer", 4 * SIZE, SIZE)]:
        path = f"{name}.feed_forward.{part}"
        w[f"{path}.weight"] = array(f"{path}.weight", inputs, outputs)
        w[f"{path}.bias"] = array(f"{path}.bias", outputs)

absent = torch.tensor([[0, 0, 0, 0], [0, 0, 1, 1], [1, 0, 0, 0]], dtype=torch.bool)
places = torch.tensor([[3, 2, 1, 0], [1, 0, 0, 0], [0, 2, 1, 0]])
states = F.layer_norm(x + w["e.position.weight"][places], (SIZE,), w["e.norm.weight"], w["e.norm.bias"])
for block in range(2):
    inside = {key.removeprefix(f"e.blocks.{block}."): value for key, value in w.items()}
    parts = [f"attention.{part}" for part in ("query", "key", "value")]
    module = torch.nn.TransformerEncoderLayer(SIZE, 2, 4 * SIZE, 0, "gelu", batch_first=True)
    states = functional_call(module, {
        "self_attn.in_proj_weight": torch.cat([inside[f"{part}.weight"].T for part in parts]),
        "self_attn.in_proj_bias": torch.cat([inside[f"{part}.bias"] for part in parts]),
        "self_attn.out_proj.weight": inside["attention.output.weight"].T,
        "self_attn.out_proj.bias": inside["attention.output.bias"],
        "linear1.weight": inside["feed_forward.inner.weight"].T,
        "linear1.bias": inside["feed_forward.inner.bias"],
        "linear2.weight": inside["feed_forward.outer.weight"].T,
        "linear2.bias": inside["feed_forward.outer.bias"],
        "norm1.weight": inside["attention_norm.weight"],
        "norm1.bias": inside["attention_norm.bias"],
        "norm2.weight": inside["feed_forward_norm.weight"],
        "norm2.bias": inside["feed_forward_norm.bias"],
    }, states, {"src_key_padding_mask": absent})
layer("bert4rec", states[~absent], {"x": x, **w})

# Caser: PyTorch's two-dimensional convolutions and its max-pooling; the second sequence has two items.
LENGTH, HORIZONTAL, VERTICAL = 4, 3, 2
x, w = array("x", 3, LENGTH, SIZE), {}
w["e.vertical.weight"] = array("e.vertical.weight", LENGTH, VERTICAL)
for height in range(1, LENGTH + 1):
    path = f"e.horizontal.{height}"
    w[f"{path}.weight"] = array(f"{path}.weight", height, SIZE, HORIZONTAL)
    w[f"{path}.bias"] = array(f"{path}.bias", HORIZONTAL)
inputs = VERTICAL * SIZE + HORIZONTAL * LENGTH
w["e.output.weight"], w["e.output.bias"] = array("e.output.weight", inputs, SIZE), array("e.output.bias", SIZE)

absent = torch.tensor([[0, 0, 0, 0], [1, 1, 0, 0], [0, 0, 0, 0]], dtype=torch.bool)
image = x.masked_fill(absent[..., None], 0)[:, None]
features = [F.conv2d(image, w["e.vertical.weight"].T[:, None, :, None]).reshape(3, -1)]
for height in range(1, LENGTH + 1):
    path = f"e.horizontal.{height}"
    answers = F.relu(F.conv2d(image, w[f"{path}.weight"].permute(2, 0, 1)[:, None], w[f"{path}.bias"]).squeeze(3))
    features.append(F.max_pool1d(answers, answers.shape[2]).squeeze(2))
z = F.relu(torch.cat(features, 1) @ w["e.output.weight"] + w["e.output.bias"])
layer("caser", z, {"x": x, **w})

print(json.dumps(golden))
