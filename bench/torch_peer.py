"""PyTorch's side of the benchmark: the models of src/Models, batches drawn on the fly, Adam, MSE.

    torch_peer.py NET/GENERATOR[/PAIRS] STEPS THREADS     e.g.  DeepSets/2-5-1/20 10 2

prints "milliseconds-a-step parameters loss". Without arguments: says the version, then answers such lines from stdin and
keeps the last network, so that a repeated line needs no warm-up.
"""
import os
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

BATCH, WIDTHS, WIDTH, BLOCKS, EMBEDDING = 1024, [256, 512, 512, 256, 128], 256, 3, 128


class Mlp(nn.Module):
    def __init__(self, inputs):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(size, width) for size, width in zip([inputs, *WIDTHS], WIDTHS))
        self.output = nn.Linear(WIDTHS[-1], 1)

    def forward(self, x):
        h = x
        for layer in self.layers:
            h = F.relu(layer(h))
        return self.output(h)


class XLinear(nn.Module):
    def __init__(self, inputs):
        super().__init__()
        sizes = [inputs, *(width + inputs for width in WIDTHS)]
        self.layers = nn.ModuleList(nn.Linear(size, width) for size, width in zip(sizes, WIDTHS))
        self.output = nn.Linear(sizes[-1], 1)

    def forward(self, x):
        h = x
        for layer in self.layers:
            h = torch.cat([F.relu(layer(h)), x], dim=-1)
        return self.output(h)


class ResBlock(nn.Module):
    def __init__(self):
        super().__init__()
        self.main = nn.Sequential(
            nn.Linear(WIDTH, WIDTH), nn.BatchNorm1d(WIDTH), nn.ReLU(), nn.Linear(WIDTH, WIDTH), nn.BatchNorm1d(WIDTH))

    def forward(self, x):
        return F.relu(self.main(x) + x)


class DeepSets(nn.Module):
    """Pools before the encoder's last layer, as src/Models does: the same function with half the arithmetic a pair."""

    def __init__(self, pair, unknowns):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(pair, 128), nn.ReLU(), nn.Linear(128, 256), nn.ReLU())
        self.embedding = nn.Linear(256, EMBEDDING)
        self.decoder = nn.Sequential(nn.Linear(EMBEDDING, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, unknowns))

    def forward(self, pairs):
        return self.decoder(self.embedding(self.encoder(pairs).mean(1)))


def build(net, inputs, unknowns):
    if net == "Linear":
        return Mlp(inputs + unknowns)
    if net == "XLinear":
        return XLinear(inputs + unknowns)
    if net == "ResLinear":
        blocks = [ResBlock() for _ in range(BLOCKS)]
        return nn.Sequential(nn.Linear(inputs + unknowns, WIDTH), nn.ReLU(), *blocks, nn.Linear(WIDTH, 1))
    if net == "DeepSets":
        return DeepSets(inputs + 1, unknowns)
    raise ValueError(net)


class Training:
    def __init__(self, name):
        parts = name.split("/")
        self.inputs, self.hidden, _ = map(int, parts[1].split("-"))
        self.first = self.inputs * self.hidden
        self.unknowns = self.first + self.hidden
        self.pairs = int(parts[2]) if len(parts) > 2 else 0
        torch.manual_seed(0)
        self.model = build(parts[0], self.inputs, self.unknowns)
        self.parameters = sum(p.numel() for p in self.model.parameters())
        self.adam = torch.optim.Adam(self.model.parameters(), lr=1e-3, fused=True)
        self.average = None

    def apply(self, x, w):
        w1 = w[:, : self.first].reshape(-1, self.inputs, self.hidden)
        w2 = w[:, self.first :].reshape(-1, self.hidden, 1)
        return torch.bmm(F.relu(torch.bmm(x, w1)), w2)

    def draw_weights(self):
        w1, w2 = torch.randn(BATCH, self.first), torch.randn(BATCH, self.hidden)
        if self.pairs:  # LeCun normal in Part II, N(0, 1) in Part I
            w1, w2 = w1 * self.inputs**-0.5, w2 * self.hidden**-0.5
        return torch.cat([w1, w2], dim=1)

    def step(self):
        with torch.no_grad():
            w = self.draw_weights()
            x = torch.randn(BATCH, self.pairs or 1, self.inputs)
            y = self.apply(x, w)
            if self.pairs:
                given = torch.cat([x, y], dim=2)
                fresh = torch.randn(BATCH, 1, self.inputs)
                target = self.apply(fresh, w)
            else:
                given = torch.cat([x.squeeze(1), w], dim=1)
                target = y.squeeze(1)
        self.adam.zero_grad()
        answer = self.model(given)
        loss = F.mse_loss(self.apply(fresh, answer) if self.pairs else answer, target)
        loss.backward()
        self.adam.step()
        value = loss.item()
        self.average = value if self.average is None else 0.99 * self.average + 0.01 * value


trainings = {}


def measure(name, steps, threads):
    torch.set_num_threads(int(threads))
    if name not in trainings:
        trainings.clear()
        trainings[name] = Training(name)
    training = trainings[name]
    started = time.perf_counter()
    for _ in range(int(steps)):
        training.step()
    ms = (time.perf_counter() - started) * 1000 / int(steps)
    return f"{ms:.6f} {training.parameters} {training.average:.6f}"


def blas():
    """The library that multiplies matrices where PyTorch takes the system's: it decides the race. Nothing where PyTorch brings its own, or the system does not tell."""
    if not os.path.exists("/proc/self/maps"):
        return ""
    with open("/proc/self/maps") as maps:
        paths = {line.split()[-1] for line in maps if "/libblas.so" in line or "/libopenblas" in line}
    return "".join(f", {path}" for path in sorted(paths))


if len(sys.argv) > 1:
    name, steps, threads = sys.argv[1:]
    measure(name, 3, threads)
    print(measure(name, steps, threads))
else:
    print(f"PyTorch {torch.__version__}{blas()}", flush=True)
    for line in sys.stdin:
        print(measure(*line.split()), flush=True)
