# Made safetensors_file.json: Debian 12, Python 3.11.2, safetensors 0.8.0, numpy 1.24.2, 2026-11-21
#   python3 safetensors_file.py > safetensors_file.json
import base64, json
import numpy as np
from safetensors.numpy import save

tensors = {
    "user": np.array([0, 7, 4294967295], dtype=np.uint32),
    "flag": np.array([1, 0, 255], dtype=np.uint8),
    "signed": np.array([[-2147483648, -1], [0, 2147483647]], dtype=np.int32),
    "score": np.array([0.5, -0.1, np.nan], dtype=np.float32),
    "time": np.array([1e300, -0.0, 0.1], dtype=np.float64),
    "none": np.zeros((0, 4), dtype=np.float32),
    "scalar": np.array(42, dtype=np.uint8),
}
file = save(tensors, {"name": "Ünïcode \u2603"})
print(json.dumps({"base64": base64.b64encode(file).decode()}))
