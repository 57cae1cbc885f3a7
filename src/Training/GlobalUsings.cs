// Runs of this write-up's experiments.
global using Reproduction.Runs;
global using Reproduction.Recipes;
global using WeightPred.Training;
global using Audit = Reproduction.Runs.Audit<WeightPred.Training.Experiment>;
global using KeptRuns = Reproduction.Runs.KeptRuns<WeightPred.Training.Experiment>;
global using Laboratory = Reproduction.Runs.Laboratory<WeightPred.Training.Experiment>;
global using PublishedRun = Reproduction.Runs.PublishedRun<WeightPred.Training.Experiment>;
global using PublishedRuns = Reproduction.Runs.PublishedRuns<WeightPred.Training.Experiment>;
global using Publishing = Reproduction.Runs.Publishing<WeightPred.Training.Experiment>;
global using Run = Reproduction.Runs.Run<WeightPred.Training.Experiment>;
