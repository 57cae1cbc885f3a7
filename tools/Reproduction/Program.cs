return Reproduction.Tool.CommandLine.Run(args);
