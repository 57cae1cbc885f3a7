return WeightPred.Tool.CommandLine.Run(args);
