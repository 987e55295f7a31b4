"""The accurate recogniser: a small transformer run by onnxruntime, without spaCy and without torch.

``words`` cuts a text into words, ``wordpiece`` says what the network is shown of each, ``tags`` reads its
answer; ``model`` puts the three together. Training uses the first three too, so that it sees what the reader
will see.
"""
