"""Records what PyTorch computes, for the parity tests of the embedded engine.

Usage:  python3 make_golden.py [folder]        (needs Python 3.9 or later and torch; default: this file's folder)

Writes one *.golden.json per case. Nothing random enters except in linear-init (seeded): initial weights, inputs and
targets come from the integer formula below, which tests/Unit/Parity/Formula.cs repeats; every value is exactly
representable in float32, or is rounded to it once, so that both sides start from the same bits.

Each case runs twice, in float64 (the reference) and in float32 on one thread. The difference is PyTorch's own float32
noise, from which the tests derive their tolerances. The float32 numbers may differ in their last digits between
processors and BLAS libraries; a new recording therefore may differ there without any meaning.

Where a ReLU's input passes within rounding of 0, training forks: float32 runs that differ by one ulp go different ways, and
no tolerance that follows from rounding tells a fault from the other way. So the batches of the training cases come in
variants (the step number plus 1000 * variant), and the first one is taken in which PyTorch's own float32 does not fork: over
one plain run and 16 with initial weights changed by up to half of 2**-23, relative, the worst loss of none is further from
float64 than 4 times that of the nearest run (not of the median: more than half may fork). Only PyTorch decides; the engine under test has no part in it.

Of a tensor are recorded: count, sum, sum of squares, dot product with a vector from the formula, up to 32 entries at
k * count // entries, and the root-mean-square difference between float32 and float64 over ALL entries.
"""
import json
import math
import pathlib
import sys

import torch
from torch import nn

MASK = 0xFFFFFFFF
STEPS = 100
ENTRIES = 32
PERTURBED = 16


def formula(index, salt):
    """An odd number of 4096ths in (-1, 1): twelve hashed bits."""
    x = (index * 2654435769 + salt * 2246822519 + 374761393) & MASK
    x ^= x >> 15
    x = (x * 2246822507) & MASK
    x ^= x >> 13
    x = (x * 3266489909) & MASK
    x ^= x >> 16
    return (2 * (x >> 20) - 4095) / 4096


def values(count, salt, scale):
    return [formula(i, salt) * scale for i in range(count)]


def rounded(numbers, *shape):
    """Rounds to float32 once; in float64, so that the reference run sees the same numbers."""
    return torch.tensor(numbers, dtype=torch.float64).float().double().reshape(*shape)


# ---- data: (inputs, targets) of a step; step 0 is the batch of the gradient test -----------------------------------

UNIT = 1.75  # U(-1.75, 1.75) has a variance of about 1


def vectors(step, rows, inputs=17):
    x = values(rows * inputs, 10000 + step, UNIT)
    y = [(x[r] + abs(x[r + 1]) - x[r + 2] * x[r + 3]) / 2 for r in range(0, rows * inputs, inputs)]
    return rounded(x, rows, inputs), rounded(y, rows, 1)


def sets(step, count, pairs):
    """Points of y = w0 x0 + w1 x1 with different w in each set; w is the target."""
    x = values(count * pairs * 2, 10000 + step, UNIT)
    w = values(count * 2, 20000 + step, UNIT)
    out = []
    for s in range(count):
        for p in range(pairs):
            x0, x1 = x[(s * pairs + p) * 2], x[(s * pairs + p) * 2 + 1]
            out += [x0, x1, x0 * w[2 * s] + x1 * w[2 * s + 1]]
    return rounded(out, count, pairs, 3), rounded(w, count, 2)


# ---- models, under the parameter names of src/Models ---------------------------------------------------------------

class Mlp(nn.Module):
    def __init__(self, inputs, outputs, width, depth):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(inputs if i == 0 else width, width) for i in range(depth)])
        self.output = nn.Linear(width, outputs)

    def forward(self, x):
        for layer in self.layers:
            x = torch.relu(layer(x))
        return self.output(x)


class XLinear(nn.Module):
    def __init__(self, inputs, outputs, width, depth):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(inputs if i == 0 else width + inputs, width) for i in range(depth)])
        self.output = nn.Linear(width + inputs, outputs)

    def forward(self, x):
        h = x
        for layer in self.layers:
            h = torch.cat([torch.relu(layer(h)), x], dim=-1)
        return self.output(h)


class ResBlock(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.main = nn.Sequential(
            nn.Linear(width, width), nn.BatchNorm1d(width), nn.ReLU(), nn.Linear(width, width), nn.BatchNorm1d(width))

    def forward(self, x):
        return torch.relu(self.main(x) + x)


class ResLinear(nn.Module):
    def __init__(self, inputs, outputs, width, depth):
        super().__init__()
        self.input = nn.Linear(inputs, width)
        self.blocks = nn.ModuleList([ResBlock(width) for _ in range(depth)])
        self.output = nn.Linear(width, outputs)

    def forward(self, x):
        h = torch.relu(self.input(x))
        for block in self.blocks:
            h = block(h)
        return self.output(h)


class WriteUpsMean(nn.Module):
    """The write-up's order: the encoder's last layer works on each pair, then the mean."""

    def __init__(self, embedding):
        super().__init__()
        self.embedding = nn.Linear(256, embedding)

    def forward(self, hidden):
        return self.embedding(hidden).mean(dim=1)


class MomentPooling(nn.Module):
    def __init__(self, embedding):
        super().__init__()
        self.embedding = nn.Linear(256, embedding)
        self.combine = nn.Linear(2 * embedding, embedding)

    def forward(self, hidden):
        e = self.embedding(hidden)
        return self.combine(torch.cat([e.mean(dim=1), e.square().mean(dim=1)], dim=-1))


class AttentionPooling(nn.Module):
    def __init__(self, embedding, heads):
        super().__init__()
        self.heads = heads
        self.scores = nn.Linear(256, heads)
        self.values = nn.Linear(256, embedding)
        self.merge = nn.Linear(embedding, embedding)
        self.feedForward = nn.Linear(embedding, embedding)

    def forward(self, hidden):
        attention = torch.softmax(self.scores(hidden), dim=1)                      # [batch, pairs, heads]
        v = self.values(hidden).unflatten(2, (self.heads, -1))                     # [batch, pairs, heads, size]
        h = self.merge(torch.einsum("bph,bphs->bhs", attention, v).flatten(1))
        return h + torch.relu(self.feedForward(h))


class PairEncoder(nn.Module):
    def __init__(self, pair):
        super().__init__()
        self.first = nn.Linear(pair, 128)
        self.second = nn.Linear(128, 256)

    def forward(self, pairs):
        return torch.relu(self.second(torch.relu(self.first(pairs))))


class WeightPredictor(nn.Module):
    def __init__(self, pair, unknowns, embedding, pooling):
        super().__init__()
        self.encoder = PairEncoder(pair)
        self.pooling = pooling
        self.decoder = nn.Sequential(
            nn.Linear(embedding, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, unknowns))

    def forward(self, pairs):
        return self.decoder(self.pooling(self.encoder(pairs)))


def initialised(module, dtype):
    """Weight p of the module: the formula times floor(64 / sqrt(fan_in)) / 64, exact in float32; biases likewise."""
    module = module.to(dtype)
    with torch.no_grad():
        fan_in = 0
        for p, (name, parameter) in enumerate(module.named_parameters()):
            fan_in = parameter.shape[1] if parameter.dim() == 2 else fan_in
            bound = math.isqrt(4096 // fan_in) / 64
            parameter.copy_(rounded(values(parameter.numel(), 1000 + p, bound), *parameter.shape))
    return module


def averages(module):
    """Running moments of batch normalisation; their count of batches is no float."""
    return {name: b for name, b in module.named_buffers() if b.is_floating_point()}


# ---- recording -----------------------------------------------------------------------------------------------------

def short(x):
    """Nine digits identify a float32."""
    return float("%.9g" % x)


def tensor(single, double):
    single, double = single.detach().double().flatten(), double.detach().flatten()
    count = double.numel()
    weights = torch.tensor(values(count, 50000, 1.0), dtype=torch.float64)
    entries = min(count, ENTRIES)
    at = [k * count // entries for k in range(entries)]
    return {
        "count": count,
        "sum": [double.sum().item(), single.sum().item()],
        "squares": [double.square().sum().item(), single.square().sum().item()],
        "dot": [(double * weights).sum().item(), (single * weights).sum().item()],
        "noise": (single - double).square().mean().sqrt().item(),
        "float64": [double[i].item() for i in at],
        "float32": [short(single[i].item()) for i in at],
    }


def both(run):
    """Runs in float32 and float64 and pairs up what comes back: tensors by name, and the losses."""
    (tensors32, losses32), (tensors64, losses64) = run(torch.float32), run(torch.float64)
    return {
        "tensors": {name: tensor(tensors32[name], tensors64[name]) for name in tensors64},
        "losses": {"float64": losses64, "float32": [short(x) for x in losses32]},
    }


def gradient_case(make, x, y, input_gradient=False):
    def run(dtype):
        model = initialised(make(), dtype)
        inputs = x.to(dtype).requires_grad_(input_gradient)
        output = model(inputs)
        loss = nn.functional.mse_loss(output, y.to(dtype))
        loss.backward()
        result = {"output": output}
        if input_gradient:
            result["input"] = inputs.grad
        result.update({name: p.grad for name, p in model.named_parameters()})
        result.update(averages(model))
        if averages(model):
            model.eval()
            result["evaluated"] = model(x.to(dtype))
        return result, [loss.item()]
    return both(run)


def adam(parameters):
    return torch.optim.Adam(parameters, lr=1e-3)


def train(make, batch, variant, dtype, perturbation=None, optimiser=adam):
    model = initialised(make(), dtype)
    if perturbation is not None:
        generator = torch.Generator().manual_seed(perturbation)
        with torch.no_grad():
            for p in model.parameters():
                p.mul_(1 + (torch.rand(p.shape, generator=generator, dtype=dtype) - 0.5) * 2**-23)
    rule = optimiser(model.parameters())
    losses = []
    for step in range(1, STEPS + 1):
        x, y = batch(1000 * variant + step)
        rule.zero_grad()
        loss = nn.functional.mse_loss(model(x.to(dtype)), y.to(dtype))
        loss.backward()
        rule.step()
        losses.append(loss.item())
    return {**dict(model.named_parameters()), **averages(model)}, losses


def forks(make, batch, variant, optimiser):
    """Whether one-ulp changes of the initial weights send PyTorch's own float32 down different paths."""
    reference = train(make, batch, variant, torch.float64, None, optimiser)[1]
    off = sorted(max(abs(a - b) for a, b in zip(train(make, batch, variant, torch.float32, seed, optimiser)[1], reference))
                 for seed in [None, *range(PERTURBED)])
    print(f"  variant {variant}: losses off by {off[0]:.2g} to {off[-1]:.2g}")
    return off[-1] > 4 * off[0]


def training_case(make, batch, optimiser=adam):
    variant = next(v for v in range(9) if not forks(make, batch, v, optimiser))
    return {"variant": variant, **both(lambda dtype: train(make, batch, variant, dtype, None, optimiser))}


def softmax_case(dim):
    def run(dtype):
        x = rounded(values(3 * 7 * 4, 30000, 16.0), 3, 7, 4).to(dtype).requires_grad_()
        y = torch.softmax(x, dim=dim)
        loss = nn.functional.mse_loss(y, rounded(values(3 * 7 * 4, 40000, 1.0), 3, 7, 4).to(dtype))
        loss.backward()
        return {"output": y, "input": x.grad}, [loss.item()]
    return both(run)


def cross_entropy_case(rows=1100, classes=5):
    """Probabilities of 1/2, 1/4, 1/4 and 0, 0 at places that move from row to row; in every second row a class that is known."""
    shares = [0.5, 0.25, 0.25, 0.0, 0.0]
    targets = [float(c == r % classes) if r % 2 else shares[(c + r) % classes] for r in range(rows) for c in range(classes)]

    def run(dtype):
        x = rounded(values(rows * classes, 30000, 16.0), rows, classes).to(dtype).requires_grad_()
        loss = nn.functional.cross_entropy(x, rounded(targets, rows, classes).to(dtype))
        loss.backward()
        return {"input": x.grad}, [loss.item()]
    return both(run)


def pooling_case(make):
    x = rounded([abs(v) for v in values(4 * 5 * 256, 30000, UNIT)], 4, 5, 256)
    return gradient_case(make, x, rounded(values(4 * 8, 40000, 1.0), 4, 8), input_gradient=True)


def init_case(fan_in, outputs=4096):
    """Moments of w * sqrt(fan_in) of a new layer; uniform on (-1, 1): mean 0, variance 1/3, fourth moment 1/5."""
    torch.manual_seed(1)
    layer = nn.Linear(fan_in, outputs)

    def moments(w):
        w = w.detach().double().flatten() * math.sqrt(fan_in)
        return {"count": w.numel(), "min": w.min().item(), "max": w.max().item(), "mean": w.mean().item(),
                "second": w.square().mean().item(), "fourth": w.pow(4).mean().item()}
    return {"weight": moments(layer.weight), "bias": moments(layer.bias)}


def identity():
    """Checks the identity that lets the models keep the encoder's last layer behind the pooling, in float64."""
    pooling = initialised(WriteUpsMean(8), torch.float64)
    hidden = rounded(values(4 * 5 * 256, 30000, UNIT), 4, 5, 256)
    assert (pooling(hidden) - pooling.embedding(hidden.mean(dim=1))).abs().max() < 1e-14


def main(folder):
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    identity()

    def predictor(pooling):
        return lambda: WeightPredictor(3, 2, 8, pooling())

    models = {
        "mlp": (lambda: Mlp(17, 1, 16, 3), lambda step: vectors(step, 1100 if step == 0 else 32)),
        "xlinear": (lambda: XLinear(17, 1, 16, 3), lambda step: vectors(step, 1100 if step == 0 else 32)),
        "reslinear": (lambda: ResLinear(17, 1, 16, 2), lambda step: vectors(step, 1100 if step == 0 else 32)),
    }
    for name, pooling in [("", lambda: WriteUpsMean(8)), ("-moment", lambda: MomentPooling(8)), ("-attention", lambda: AttentionPooling(8, 4))]:
        models["predictor" + name] = (predictor(pooling), lambda step: sets(step, 300, 7) if step == 0 else sets(step, 16, 5))

    files = {}
    for name, (make, batch) in models.items():
        print(name)
        files[name] = {"gradient": gradient_case(make, *batch(0)), "training": training_case(make, batch)}
    files["optimisers"] = {
        "adamw": training_case(*models["mlp"], lambda p: torch.optim.AdamW(p, lr=1e-3, weight_decay=0.1)),
        "sgd": training_case(*models["mlp"], lambda p: torch.optim.SGD(p, lr=0.03, momentum=0.9)),
    }
    files["cross-entropy"] = {"probabilities": cross_entropy_case()}
    files["softmax"] = {"dim1": softmax_case(1), "dim2": softmax_case(2)}
    files["pooling"] = {"attention": pooling_case(lambda: AttentionPooling(8, 4)), "moment": pooling_case(lambda: MomentPooling(8))}
    files["linear-init"] = {str(f): init_case(f) for f in (1, 3, 17, 256)}
    for name, content in files.items():
        content = {"pytorch": torch.__version__, **content}
        (folder / (name + ".golden.json")).write_text(json.dumps(content, indent=0) + "\n", newline="\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent)
