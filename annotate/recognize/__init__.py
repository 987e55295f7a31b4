"""Document -> mentions: spaCy in a worker process, then document-level passes over what it found."""

import os

os.environ["ORT_DISABLE_TELEMETRY"] = (
    "1"  # else onnxruntime, wherever it is imported, tells its makers of each use
)
