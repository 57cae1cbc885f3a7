global using WeightPred.Fixtures;
global using WeightPred.Models.Generators;
global using Reproduction.Claims;
global using Reproduction.Plots;
global using Reproduction.Statistics;
global using Reproduction.Testing;
global using Reproduction;
