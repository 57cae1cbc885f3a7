// Runs of this write-up's experiments.
global using WeightPred.Reproduction.Runs;
global using WeightPred.Recipes;
global using WeightPred.Training;
global using Audit = WeightPred.Reproduction.Runs.Audit<WeightPred.Training.Experiment>;
global using KeptRuns = WeightPred.Reproduction.Runs.KeptRuns<WeightPred.Training.Experiment>;
global using Laboratory = WeightPred.Reproduction.Runs.Laboratory<WeightPred.Training.Experiment>;
global using PublishedRun = WeightPred.Reproduction.Runs.PublishedRun<WeightPred.Training.Experiment>;
global using PublishedRuns = WeightPred.Reproduction.Runs.PublishedRuns<WeightPred.Training.Experiment>;
global using Publishing = WeightPred.Reproduction.Runs.Publishing<WeightPred.Training.Experiment>;
global using Run = WeightPred.Reproduction.Runs.Run<WeightPred.Training.Experiment>;
