using Reproduction.Testing;
using WeightPred.Training;

[assembly: WriteUp("neural network weight prediction", typeof(Laboratory))]
