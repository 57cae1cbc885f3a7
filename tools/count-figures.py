#!/usr/bin/env python3
"""Counts, apart from the suite's own code, how many points of the write-up's curves lie inside our prediction intervals.

It reads baselines/runs/*.json and tests/Fixtures/Figures/revised/*.csv, and needs nothing beyond Python 3. A point lies inside
where it is a plausible next run: mean +- t(0.975, n - 1) s sqrt(1 + 1 / n) of the log losses of our first five seeds at its step;
half a pixel of the figure is allowed for.
"""
import csv
import glob
import json
import math
import os
import sys

SEEDS = 5
POINTS = 6
T_975 = {1: 12.7062, 2: 4.30265, 3: 3.18245, 4: 2.77645, 5: 2.57058, 6: 2.44691, 7: 2.36462, 8: 2.30600, 9: 2.26216}

FUNCTION, WEIGHTS, OUTPUT = "FunctionFromPairs", "WeightsFromPairs", "OutputFromWeights"
PART_ONE = {"Sizes": [2, 5, 1], "Scale": "Unit"}
LINEAR_MAP = {"Sizes": [3, 1], "Scale": "Unit"}
SMALL = {"Sizes": [2, 5, 1], "Scale": "LeCun"}
LARGE = {"Sizes": [4, 10, 1], "Scale": "LeCun"}

# Claim, file, last step of the axis, loss of a pixel; series, task, generator, kind of network, pairs.
FIGURES = [
    ("F.1", "xlin-comp", 10_000, 0.005, [(net, OUTPUT, PART_ONE, net, 0) for net in ("Linear", "XLinear")]),
    ("F.2", "xvsres", 50_000, 0.00135, [(net, OUTPUT, PART_ONE, net, 0) for net in ("XLinear", "ResLinear")]),
    ("F.3", "simple-io-pair-comp", 20_000, 0.00081, [(f"{n} pairs", WEIGHTS, LINEAR_MAP, "FlattenedPairs", n) for n in (3, 5)]),
    ("F.4", "15-vars-test", 30_000, 0.00027, [(f"{n} equations", FUNCTION, SMALL, "DeepSets", n) for n in (20, 30, 45)]),
    ("F.5", "50-vars-test", 30_000, 0.00054, [(f"{n} equations", FUNCTION, LARGE, "DeepSets", n) for n in (67, 100, 150)]),
]


def at(steps, losses, step):
    """The loss at a step, on the straight line between neighbouring points; behind the last point, the last loss."""
    if step >= steps[-1]:
        return losses[-1]
    i = next(i for i, s in enumerate(steps) if s > step)
    share = (step - steps[i - 1]) / (steps[i] - steps[i - 1])
    return losses[i - 1] + share * (losses[i] - losses[i - 1])


def drawn(path):
    """The digitised curves of a figure: from a series to its steps and losses."""
    curves = {}
    with open(path, encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            steps, losses = curves.setdefault(row["series"], ([], []))
            steps.append(float(row["step"]))
            losses.append(float(row["loss"]))
    return curves


def runs_of(runs, end, task, generator, kind, pairs):
    """From a network's own description to its first seeds, of runs that are long enough; of several lengths the shortest."""
    found = {}
    for run in runs:
        e = run["experiment"]
        usual = e["Batch"] == 1024 and e["LearningRate"] == 0.001 and e["EmaDecay"] == 0.99 and e["Sabotage"] == "None"
        wanted = e["Task"] == task and e["Generator"] == generator and e["Net"]["$type"] == kind and e["Pairs"] == pairs
        if usual and wanted and e["Steps"] >= end and run["seed"] < SEEDS:
            seeds = found.setdefault(json.dumps(e["Net"], separators=(",", ":")), {})
            known = seeds.get(run["seed"])
            if known is None or e["Steps"] < known["experiment"]["Steps"]:
                seeds[run["seed"]] = run
    return {net: [seeds[i] for i in range(SEEDS)] for net, seeds in found.items() if len(seeds) == SEEDS}


def inside(runs, step, value, half):
    """Whether a loss, known to so much on either side, is a plausible next run at a step."""
    losses = [at(run["steps"], run["losses"], step) for run in runs]
    if any(not 0 < float(loss) < math.inf for loss in losses):
        return False
    logs = [math.log(loss) for loss in losses]
    n = len(logs)
    mean = sum(logs) / n
    deviation = math.sqrt(sum((x - mean) ** 2 for x in logs) / (n - 1))
    reach = T_975[n - 1] * deviation * math.sqrt(1 + 1 / n)
    return math.log(value + half) >= mean - reach and math.log(value - half) <= mean + reach


def main():
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    runs = []
    for path in glob.glob(os.path.join(root, "baselines", "runs", "*.json")):
        with open(path, encoding="utf-8") as file:
            run = json.load(file)
        run["losses"] = [float(loss) for loss in run["losses"]]  # a diverged run has the text "Infinity"
        runs.append(run)
    for claim, stem, end, pixel, series in FIGURES:
        curves = drawn(os.path.join(root, "tests", "Fixtures", "Figures", "revised", stem + ".csv"))
        for name, *recipe in series:
            ours = runs_of(runs, end, *recipe)
            if not ours:
                print(f"{claim} {stem} | {name} | no runs")
            for net, seeds in sorted(ours.items()):
                steps = [end * i // POINTS for i in range(1, POINTS + 1)]
                count = sum(inside(seeds, step, at(*curves[name], step), pixel / 2) for step in steps)
                print(f"{claim} {stem} | {name} | {net} | {count} of {POINTS}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
