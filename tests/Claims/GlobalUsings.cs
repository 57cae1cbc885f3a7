global using WeightPred.Fixtures;
global using WeightPred.Models.Generators;
global using WeightPred.Reproduction.Claims;
global using WeightPred.Reproduction.Plots;
global using WeightPred.Reproduction.Statistics;
global using WeightPred.Reproduction.Testing;
global using WeightPred.Reproduction;
